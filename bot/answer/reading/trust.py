"""How far what was read agrees with what was asked: the odds that it is the answer.

A cosine does not tell a line that answers from one on the same subject; whether the line holds
the asked subject, measure, year, place and unit does.
"""

import math
import re
from collections.abc import Mapping, Set
from itertools import pairwise

from bot.answer.labels import labels_in
from bot.answer.reading.dates import READY
from bot.answer.reading.records import Asked, Evidence
from bot.answer.reading.terms import TermWeights, content_stems, fold, kana_names, terms_of
from bot.answer.reading.weights import TRUST_WEIGHTS

_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?!\d|[,.]\d)")
_PLACE_END = re.compile(r"(?<=[一-龠])([市町村県区府])(?=([一-龠]))")
_CJK = re.compile(r"[一-龠々ァ-ヶー]")
_MOST = re.compile(
    r"\b(?:most|least|best|worst|first|last|top|highest|lowest|largest|smallest|biggest|greatest"
    r"|fastest|slowest|cheapest|longest|shortest)\b|最も|最大|最小|最高|最低|一番|いちばん|最多|最少"
)
_HELD = 0.45  # a credit from which on a word counts as said of the line
_BESIDE = 0.7  # the line beside
_ERA_OFFSETS = {"令和": 2018, "平成": 1988}
_ERA = re.compile(r"(令和|平成)(\d{1,2}|元)年")
_HEAD_EN = re.compile(
    r"\b(?:how (?:many|much)|what (?:is|was|were|are|did|percentage of|share of)|which|number of)"
    r"\s+(?:the\s+)?(.{2,60}?)(?=\b(?:of|in|for|does|do|did|is|are|was|were|has|have|by|at|on|per"
    r"|that|which|used|from|to)\b|[?,]|$)"
)
_HEAD_JA = re.compile(r"([一-龠々ァ-ヶーA-Za-z]+)(?:の割合)?は(?!、)")
_QUALIFIER_JA = re.compile(r"([一-龠々ァ-ヶーA-Za-z]+)の[一-龠々ァ-ヶーA-Za-z]+は")


def trust_of(features: Mapping[str, float]) -> float:
    """Return the log odds that an answer with these features is right."""
    return sum(TRUST_WEIGHTS.get(name, 0.0) * value for name, value in features.items())


def trust_features(
    asked: Asked,
    fitted: Evidence,
    weights: TermWeights,
    value: Mapping[str, float] | None = None,
) -> Mapping[str, float]:
    """Return what tells an answer from a likeness. `value` are the features of a number read."""
    held = _held(fitted)
    own = fitted.line.stems | fitted.line.before
    head = head_stems(asked)
    untitled = asked.stems.keys() - fitted.title
    numeric = value or {}
    return {
        "constant": 1.0,
        "own": asked.share(asked.stems.keys(), own),
        "held": asked.share(asked.stems.keys(), held),
        "untitled_own": asked.share(untitled, own),
        "untitled_held": asked.share(untitled, held),
        "largest_lack": _largest(asked, asked.stems.keys() - held),
        "absent": 1 - asked.share(asked.stems.keys(), fitted.credits.keys()),
        "unknown": _largest(asked, frozenset(s for s in asked.stems if not weights.knows(s))),
        "head": asked.share(head, own) if head else 0.5,
        "head_held": asked.share(head, held) if head else 0.5,
        "names_lack": 1 - asked.share(asked.names, held) if asked.names else 0.0,
        "year_lacks": _year_lacks(asked, fitted),
        "similarity": max(fitted.similarity, 0.0),
        "qualifier_lacks": _qualifier_lacks(asked, held, own),
        "words": math.log1p(len(asked.stems)) - 2.0,
        "score": numeric.get("score", 0.0) / 10,
        "near": numeric.get("near", 0.0),
        "unit": numeric.get("unit", 0.0),
        "bare": numeric.get("bare", 0.0),
        "counted": numeric.get("counted", 0.0),
        "uncounted": numeric.get("uncounted", 0.0),
        "row": float(fitted.line.is_row),
        "most_lacks": float(_lacks_most(asked, fitted)),
        "of_kind": numeric.get("of_kind", 0.0),
        "phrase": float(asked.wanted in ("phrase", "choice")),
        "verdict": float(asked.wanted == "verdict"),
    }


def _lacks_most(asked: Asked, fitted: Evidence) -> bool:
    """Whether a name is asked for that is the most of its kind, of which the line says nothing."""
    asks = asked.wanted in ("phrase", "choice") and _MOST.search(fold(asked.text)) is not None
    return asks and _MOST.search(fold(fitted.line.text)) is None


def head_stems(asked: Asked) -> frozenset[str]:
    """The stems of what is asked about a subject: the profit, the height, the number of bees."""
    folded = fold(asked.text)
    pattern = _HEAD_JA if asked.language == "ja" else _HEAD_EN
    match = pattern.search(folded)
    return frozenset(content_stems(match[1])) & asked.stems.keys() if match else frozenset()


def _held(fitted: Evidence) -> frozenset[str]:
    """The question's stems that stand in the line, beside it, in its heading or the title."""
    near = {s for s, credit in fitted.credits.items() if credit >= _HELD}
    return frozenset(near | (fitted.title & fitted.credits.keys()))


def _largest(asked: Asked, lacking: Set[str]) -> float:
    """The weight of the weightiest of some stems, of the question's weightiest."""
    most = max(asked.stems.values(), default=1.0)
    return max((asked.stems[s] for s in lacking), default=0.0) / most


def is_near_miss(asked: Asked, fitted: Evidence, weights: TermWeights) -> bool:
    """Whether a word that no document knows stands right before one that the line holds.

    So is a line that tells of other years than the asked one, a line of a text without the asked
    name in kana, on another numbered part, scope 2 where scope 3 is asked, or another model, 300
    where 500 is asked, a year beside another event than the asked one, and one on another part of
    a thing: 「Xの事務所は」. So is any line where no document knows what does the thing asked.
    """
    line = fitted.line
    said = fold(" ".join([*line.passage.heading, line.passage.text]))
    if any(name not in said and name not in fitted.title for name in kana_names(asked.text)):
        return True
    if labels_in(asked.text) - labels_in(f"{' '.join(line.passage.heading)} {line.text}"):
        return True
    if _goes_on_from_other(asked, fitted) or _lacks_sized(asked, fitted):
        return True
    if _asks_of_unknown(asked, weights) or _is_of_other_year(asked, fitted):
        return True
    if (
        _is_paid_for_other(asked, fitted)
        or _is_of_other_model(asked, fitted)
        or _has_unknown_doer(asked, weights)
    ):
        return True
    unknown = (s for s in asked.stems if s.isascii() and not weights.knows(s))
    if asked.wants_year and any(stem not in READY for stem in unknown):
        return True
    topic = head_stems(asked) if asked.language == "ja" else frozenset()
    if topic and not any(weights.knows(stem) for stem in topic):
        return True
    before = _qualifiers(asked, fitted.line.stems)
    joints = _joints(asked.text)
    words = [
        stem
        for stem in before
        if len(stem) > 1 and not any(c.isdigit() for c in stem) and stem not in joints
    ]
    return any(not weights.knows(stem) for stem in words)


def _joints(text: str) -> frozenset[str]:
    """Pairs of letters across the end of a place's name, which are no word: 星見市|水道."""
    return frozenset(f"{m[1]}{m[2]}" for m in _PLACE_END.finditer(text))


def _qualifiers(asked: Asked, own: Set[str]) -> list[str]:
    """The question's words right before one that the line holds."""
    terms = [term for term in terms_of(asked.text) if term.stem in asked.stems]
    return [
        first.stem
        for first, second in pairwise(terms)
        if first.start < second.start <= first.end + 1
        and second.stem in own
        and (first.stem.isascii() or not _CJK.match(asked.text[first.start - 1 : first.start]))
    ]


def _qualifier_lacks(asked: Asked, held: Set[str], own: Set[str]) -> float:
    """Whether a word right before one that the line holds is said nowhere near: a near miss.

    “quantum | processors” of a line on processors, 山手 | 営業所 of one on another 営業所.
    """
    lacking = [asked.stems[stem] for stem in _qualifiers(asked, own) if stem not in held]
    return max(lacking, default=0.0) / max(asked.stems.values(), default=1.0)


def years_in(text: str) -> frozenset[int]:
    """Return the years that a text names, those of Japanese eras too."""
    plain = {int(match.group()) for match in _YEAR.finditer(text)}
    eras = {_ERA_OFFSETS[m[1]] + (1 if m[2] == "元" else int(m[2])) for m in _ERA.finditer(text)}
    return frozenset(plain | eras)


_PAID_FOR = re.compile(
    r"\b(?:pay|paid|spend|spent|charge)\b[^?]*?\b(?:for|on) (?:the |an? )?([\w'-]+)"
)
_DOER = re.compile(
    r"\b(?:do|does|did) (?:the |an? )?(?:[\w'-]+ ){0,3}?([\w'-]+)"
    r" (?:use|consume|need|take|draw|emit|cost|produce|make|generate|burn|have|hold|store|weigh"
    r"|last|employ|sell|buy|pay)\b"
)
_DOER_OF = re.compile(r"\b(?:do|does|did) (?:the |an? )([\w'-]+) (?:on|of|for|at|to|in|with|from) ")
_OF = re.compile(r"\bof (?:the |an? |all )?([a-z][\w'-]+)")
_MODEL = re.compile(r"(?!(?:19|20)\d\d$)\d{2,4}")
_ONE_LETTER_OF = re.compile(
    r"^([一-龠])の(?=[一-龠ァ-ヶー]{1,6}(?:の|は|で|に|が))(?<![次別他全前今元各両同何誰]の)"
)
_ASKED_OF = re.compile(r"([一-龠々ァ-ヶーA-Za-z0-9]{2,}[一-龠々ァ-ヶー])の")


def _asks_of_unknown(asked: Asked, weights: TermWeights) -> bool:
    """Whether a question is of a thing that no document names: 「潮見市の」, “of schools”.

    A name that opens the question is unknown as soon as a part of it is; of one letter is a part
    before 「の」: 「山の手区の」.
    """
    for match in _OF.finditer(fold(asked.text)) if asked.language == "en" else ():
        if any(not weights.knows(s) for s in content_stems(match[1]) if s in asked.stems):
            return True
    for match in _ONE_LETTER_OF.finditer(asked.text) if asked.language == "ja" else ():
        if not weights.knows(match[1]):
            return True
    for match in _ASKED_OF.finditer(asked.text) if asked.language == "ja" else ():
        joints = _joints(match[1])
        known = [weights.knows(t.stem) for t in terms_of(match[1]) if t.stem not in joints]
        if known and (not any(known) or (match.start() == 0 and not all(known))):
            return True
    return False


def _goes_on_from_other(asked: Asked, fitted: Evidence) -> bool:
    """Whether a line without a subject goes on from another thing: “She holds 280”."""
    line = fitted.line
    said = (
        line.stems | line.before | fitted.title | set(content_stems(" ".join(line.passage.heading)))
    )
    return bool(line.before) and asked.language == "en" and not asked.names <= said


_SIZED = re.compile(
    r"^\W*how (?:big|large|tall|long|wide|deep|heavy) (?:is|are|was|were) (.+?)\W*$"
)


def _lacks_sized(asked: Asked, fitted: Evidence) -> bool:
    """Whether a line says nothing of the thing whose size is asked: “the Marisol's | battery”."""
    match = _SIZED.search(fold(asked.text))
    thing = content_stems(match[1])[-1:] if match else ()
    said = fitted.line.stems | fitted.line.before | fitted.title
    return not said.issuperset(thing)


def _is_paid_for_other(asked: Asked, fitted: Evidence) -> bool:
    """Whether it is asked what is paid for a thing of which neither line nor title says a word."""
    paid = _PAID_FOR.search(fold(asked.text))
    said = asked.stems.keys() & set(content_stems(paid[1])) if paid else set()
    return bool(said) and said.isdisjoint(fitted.line.stems | fitted.title)


def _has_unknown_doer(asked: Asked, weights: TermWeights) -> bool:
    """Whether no document knows what does something: “does an electric | car | use”."""
    found = (_DOER.search(fold(asked.text)), _DOER_OF.search(fold(asked.text)))
    said = [stem for doer in found if doer for stem in content_stems(doer[1])]
    return any(not weights.knows(stem) for stem in said if stem in asked.stems)


def _is_of_other_model(asked: Asked, fitted: Evidence) -> bool:
    """Whether a name of the title has a number in the question that nothing here has."""
    here = fitted.title | {term.stem for term in terms_of(fitted.line.passage.text)}
    return any(
        name.stem in fitted.title
        and name.stem.isalpha()
        and _MODEL.fullmatch(number.stem) is not None
        and number.stem not in here
        for name, number in pairwise(terms_of(asked.text))
        if number.start <= name.end + 1 and name.stem in asked.stems
    )


def _is_of_other_year(asked: Asked, fitted: Evidence) -> bool:
    wanted, own = years_in(fold(asked.text)), years_in(fold(fitted.line.text))
    titled = {int(s) for s in fitted.title if re.fullmatch(r"(?:19|20)\d\d", s)}
    return bool(wanted and own) and not wanted & (own | titled)


def _year_lacks(asked: Asked, fitted: Evidence) -> float:
    """Whether a year that is asked for stands neither in the line nor over it."""
    wanted = years_in(fold(asked.text))
    if not wanted:
        return 0.0
    own = years_in(fold(fitted.line.text))
    if own:
        return float(not wanted & own)
    passage = fitted.line.passage
    around = years_in(fold(" ".join(passage.heading) + " " + passage.text))
    titled = {int(s) for s in fitted.title if re.fullmatch(r"(?:19|20)\d\d", s)}
    return 0.0 if wanted & (around | titled) else 1.0
