"""Whom or what a quantity of a sentence is about, named in it or above it."""

import re
from dataclasses import dataclass, replace
from typing import Literal

from knowledge.extraction.cues import Words, extraction_cues
from knowledge.extraction.phrases import noun_phrases
from knowledge.extraction.sentences import Sentence, clause_of
from knowledge.names import Mention, NameIndex, text_units
from knowledge.records import Language

MAX_NAME_CHARS = 60
# How surely a name outside the quantity's own phrase is meant: where a pronoun or a bare measure
# points to it (the demand was 5 TWh), and where nothing does.
_POINTED, _TITLE = 0.85, 0.6
_ALONE, _NEAR, _FAR = {"en": 0.76, "ja": 0.82}, 0.65, 0.5
_SIMPLE_CHARS = {"en": 110, "ja": 60}


Pointing = Literal["nowhere", "we", "pronoun", "measure"]


@dataclass(frozen=True, slots=True)
class Found:
    """A subject: an id of the vocabulary, or else a name as written.

    `trust` in [0, 1] tells how surely the quantity is about it; `scope` holds what narrows it.
    `is_one` tells that one of a kind is meant (a data centre), `is_owner` that the subject owns
    what the sentence is about (gas gives 38 % of X's power).
    """

    subject_id: str | None
    name: str | None
    trust: float
    scope: str = ""
    is_one: bool = False
    is_owner: bool = False


@dataclass(frozen=True, slots=True)
class Names:
    """The names in one sentence, found once for all its quantities."""

    sentence: Sentence
    subjects: tuple[Mention, ...]
    regions: tuple[Mention, ...]


_NOBODY = Found(None, None, 0.0)


def read_names(sentence: Sentence, index: NameIndex) -> Names:
    """Find the names of a sentence; short words in lower case are words, not names (us, it)."""
    found = [m for m in index.find(sentence.text, forgive=False) if _is_name(m)]
    return Names(
        sentence,
        tuple(m for m in found if _subject_id(m)),
        tuple(m for m in found if not _subject_id(m) and m.of("region")),
    )


def _is_name(mention: Mention) -> bool:
    text = mention.text
    return not (text.isalpha() and text.isascii() and text.islower() and len(text) <= 3)


def _subject_id(mention: Mention) -> str | None:
    subject = mention.of("subject")
    return None if subject is None or subject.startswith("country:") else subject


def find_subject(names: Names, start: int, end: int, *, index: NameIndex) -> Found | None:
    """Return what the quantity at [start, end) of the sentence is about, or None.

    Looked for in this order: right beside the quantity, the subject of its clause, that of the
    clauses before, any name in the clause, the sentences before, the headings.
    """
    sentence = names.sentence
    beside = _beside(names, start, end)
    if beside is not None:
        return beside
    if _compares(sentence, start, end):
        return None
    attributed = _attributed(names, start, end)
    if attributed is not None:
        return attributed
    clause = clause_of(sentence, start)
    pointing: Pointing = "nowhere"
    for phrase in noun_phrases(sentence, start, clause):
        found = read_phrase(names, *phrase)
        if found is not None:
            return found
        if pointing == "nowhere":
            pointing = _points(names, phrase)
    inside = _inside(names, start, end, clause)
    if pointing == "measure":
        owner = _owner(names, end, clause)
        if owner is not None:
            return owner
    above = _above(sentence, index, pointing=pointing)
    return max((f for f in (inside, above) if f), key=lambda f: f.trust, default=None)


_ARTICLE = re.compile(r"\b(?:an?|the|each|one) $", re.IGNORECASE)
_NOUN_EN = re.compile(r"[ -]((?:[A-Za-z][\w-]* ){0,2}[a-z]{4,})(?= |,|\.)")
_NOUN_JA = re.compile(r"の([一-龠々ァ-ヶーA-Za-z]{3,12})(?=[にをはがと、。])")


def _attributed(names: Names, start: int, end: int) -> Found | None:
    """Return the thing whose rating stands before it: a 60 W lamp, 60Wの白熱電球."""
    text = names.sentence.text
    if not re.search(r"W$|ワット$|watts?$", text[:end]):
        return None
    if names.sentence.language == "ja":
        noun = _NOUN_JA.match(text, end)
    else:
        noun = _NOUN_EN.match(text, end) if _ARTICLE.search(text[:start]) else None
    if noun is None:
        return None
    found = read_phrase(names, *noun.span(1))
    return None if found is None else replace(found, trust=min(found.trust, 0.85), is_one=True)


_COMPARED_EN = re.compile(
    r"\b(?:as much (?:\w+ ){0,2}?as|as many|equivalent (?:to|of)|equal to|equals|comparable to"
    r"|enough|same (?:amount )?as|similar to|versus|relative to|roughly that of|like)\b[^.;,]*$"
)
_COMPARED_JA = re.compile(r"(?:分)?(?:に(?:相当|匹敵|等しい|当たる量)|と同(?:じ|程度|等)|並み)")


def _compares(sentence: Sentence, start: int, end: int) -> bool:
    """Return whether the quantity is a yardstick: as much as a lamp of 60 W, 60Wに相当."""
    if sentence.language == "ja":
        return _COMPARED_JA.match(sentence.text, end) is not None
    return _COMPARED_EN.search(sentence.text[max(0, start - 90) : start]) is not None


_WE = re.compile(r"(?:we|our)\b", re.IGNORECASE)
_PRONOUN = re.compile(r"(?:it|they|its|their|その|これ|同社)(?![a-z])", re.IGNORECASE)


def _points(names: Names, phrase: tuple[int, int]) -> Pointing:
    """Return whether a phrase points elsewhere: a pronoun, or measure words alone."""
    sentence = names.sentence
    text = sentence.text[phrase[0] : phrase[1]].strip()
    if _WE.match(text):
        return "we"
    if _PRONOUN.match(text):
        return "pronoun"
    inside = [m for m in names.regions if phrase[0] <= m.start and m.end <= phrase[1]]
    rest = _rest(sentence.text, *phrase, inside, sentence.language)
    things = bool(inside) and _has_things(text, sentence.language)
    return "nowhere" if rest or things or _ANAPHORIC.match(text) else "measure"


def _owner(names: Names, end: int, clause: tuple[int, int]) -> Found | None:
    """Return whose measure it is where the measure is the subject: gas gives 38 % of X's power."""
    text = names.sentence.text
    after = [m for m in names.subjects if end <= m.start < clause[1]]
    if len(after) == 1 and text[:end].endswith(("%", "cent")):
        return replace(_of_mention(after[0], 0.85) or _NOBODY, is_owner=True)
    places = [m for m in names.regions if clause[0] <= m.start < clause[1]]
    if names.sentence.language == "en":
        places = [m for m in places if re.search(r"\b(?:of|in|for) (?:the )?$", text[: m.start])]
    if len({m.of("region") for m in places}) == 1 and not names.subjects:
        owns_share = text[:end].endswith(("%", "cent", "割"))
        return replace(_of_mention(places[0], 0.88) or _NOBODY, is_owner=owns_share)
    return None


_LOCATES = re.compile(r"\b(?:in|across|within|of|for) (?:the )?$")
_BESIDE_EN = re.compile(
    r"(?:['’]s)? ?[(,:]? ?(?:(?:about|around|some|roughly|nearly|only|just|an estimated|over"
    r"|more than|up to|and) )*"
)
_BESIDE_JA = re.compile(r"(?:の|が|は|[(（:：])(?:約|およそ|推定|最大)?")
_OF_AFTER = re.compile(
    r" (?:\w+ ){0,2}?(?:that|which) (?=[A-Z])|(?: (?:of )?\w+){0,3}? (?:by|for) (?:the )?(?=[A-Z])"
)


def _beside(names: Names, start: int, end: int) -> Found | None:
    sentence = names.sentence
    pattern = _BESIDE_JA if sentence.language == "ja" else _BESIDE_EN
    for mention in (*names.subjects, *names.regions):
        if mention.end > start or not pattern.fullmatch(sentence.text, mention.end, start):
            continue
        if mention in names.subjects or not _LOCATES.search(sentence.text[: mention.start]):
            return _of_mention(mention, 0.95)
    if sentence.language == "ja":
        return None
    after = re.compile(r" (?:that|which) (?:the )?").match(sentence.text, end)
    for mention in (*names.subjects, *names.regions):
        if after and mention.start == after.end():
            return _of_mention(mention, 0.95)
    return None


def _of_mention(mention: Mention, trust: float) -> Found | None:
    subject = _subject_id(mention)
    if subject is not None:
        return Found(subject, None, trust)
    region = mention.of("region")
    return Found(f"country:{region}", None, trust) if region else None


def read_phrase(names: Names, start: int, end: int) -> Found | None:
    """Return what a noun phrase of the sentence names, or None where it names nothing."""
    language = names.sentence.language
    head_end = _head_end(names, start, end) if language == "en" else end
    for left, right in ((start, head_end), (head_end, _complement_end(names, head_end, end))):
        inside = [m for m in names.subjects if left <= m.start and m.end <= right]
        places = [m for m in names.regions if left <= m.start and m.end <= right]
        rest = _rest(names.sentence.text, left, right, [*inside, *places], language)
        if inside:
            return _named_by(names, inside, rest, left, right)
        if rest:
            return _new_name(names, left, right, end, places)
        things = places and _has_things(names.sentence.text[left:right], language)
        if things and left == start:
            return _new_name(names, left, right, end, places)
        if places and left == start:
            return Found(f"country:{places[0].of('region')}", None, 0.95)
        if places and not _is_place_only(names.sentence.text[left:right]):
            return Found(f"country:{places[0].of('region')}", None, 0.9)
    return None


def _is_place_only(text: str) -> bool:
    return re.match(r" ?(?:in|at|within|across)\b", text) is not None


_PREPOSITION = re.compile(
    r" (?:of|by|from|for|in|at|on|with|per|to|under|that|which|within|across|,)\b"
)


_RELATIVE = re.compile(
    r" (?:which|that|who|used|–|—|-|such as|including)\b|[,(–—]| for (?=\w+ing\b)"
)


def _complement_end(names: Names, start: int, end: int) -> int:
    """Return where what belongs to a head ends: before a relative clause or an aside."""
    match = _RELATIVE.search(names.sentence.text, start + 1, end)
    return match.start() if match and names.sentence.language == "en" else end


def _head_end(names: Names, start: int, end: int) -> int:
    """Return where an English phrase's head ends: before the first of, by, in, ..."""
    for match in _PREPOSITION.finditer(names.sentence.text, start, end):
        if not any(m.start < match.end() <= m.end for m in names.subjects):
            return match.start()
    return end


# Kinds that are one thing: with its owner's name before it, it is meant, not the owner.
_SPECIAL = (
    "site:",
    "contract:",
    "chip:",
    "system:",
    "prompt:",
    "training:",
    "video:",
    "image:",
    "stargate",
)


def _named_by(
    names: Names, inside: list[Mention], rest: list[str], start: int, end: int
) -> Found | None:
    """Return the vocabulary's subject, or a new one that a longer name tells: X's Y campus."""
    subject = _subject_id(inside[0]) or ""
    others = [m.text for m in inside[1:]]
    special = [m for m in inside if (_subject_id(m) or "").startswith(_SPECIAL)]
    if special and special[-1] is not inside[0]:
        subject, others = _subject_id(special[-1]) or subject, []
    if not rest:
        chosen = subject
        if others and not subject.startswith(("company:", *_SPECIAL)):
            chosen = _subject_id(inside[-1]) or subject
            others = []
        return Found(chosen, None, 1.0, ", ".join(others), is_one=_is_one(names, inside[-1]))
    text = names.sentence.text[start:end].strip(" ,")
    name = _trimmed(text, names.sentence.language)
    if names.sentence.language == "ja" and "と" in text:
        return Found(subject, None, 0.85)
    if names.sentence.language == "ja":
        is_longer = name is not None and any(
            c.isascii() or c > "\u4dff" or "ァ" <= c <= "ー" for r in rest for c in r
        )
        return Found(None, name, 0.8) if is_longer else Found(subject, None, 0.75)
    opens = names.sentence.text[:start].strip() == "" and text.startswith(rest[0])
    proper = sum(_is_proper(w, opens=opens and at == 0) for at, w in enumerate(rest))
    if name is None or (not proper and len(rest) > 2):
        return Found(subject, None, 0.6)
    return Found(None, name, 0.88 if proper else 0.8)


_ONE_OF = re.compile(
    r"\b(?:an?|the|one|each|every|single|typical|this|that|new|its)(?: [\w-]+){0,2}[ -]$",
    re.IGNORECASE,
)
_COUNTED_JA = re.compile(
    r"(?:[1１一]|ある|この|その|新しい|新設の|大規模)(?:カ所|か所|つ|棟|基)?の?$"
)


def _is_one(names: Names, mention: Mention) -> bool:
    """Return whether a name of a kind of things stands for one of them: a data centre."""
    before = names.sentence.text[: mention.start]
    if names.sentence.language == "ja":
        return _COUNTED_JA.search(before) is not None
    return not mention.text.lower().endswith("s") and _ONE_OF.search(before) is not None


def _rest(text: str, start: int, end: int, known: list[Mention], language: Language) -> list[str]:
    """Return the words of a phrase that are neither names, generic, numbers nor times."""
    words = extraction_cues().words[language]
    piece = list(text[start:end])
    for mention in known:
        for at in range(mention.start - start, mention.end - start):
            piece[at] = " "
    left = "".join(piece)
    if language == "ja":
        return _rest_ja(left, words)
    units = [u for u in text_units(left) if not u.text[0].isdigit()]
    if known and units and units[0].text.endswith("ing"):
        units = units[1:]  # charging a smartphone, boiling a kettle
    return [left[u.start : u.end] for u in units if u.text not in words.generic]


_TIMES_JA = re.compile(
    r"(?:令和|平成|FY)?[\d０-９〇一二三四五六七八九十]+(?:年度?|月|日|四半期)|第|四半期|時点|末|前半|後半|上期|下期"
    r"|今年度?|昨年度?|来年度?|去年|先月|今月|来月|同年|前年|毎年"
)
_RUN_JA = re.compile(r"[一-龠々ァ-ヶーA-Za-z0-9&.\-]+")


def _rest_ja(text: str, words: Words) -> list[str]:
    plain = _TIMES_JA.sub(" ", text)
    left = []
    for run in _RUN_JA.findall(plain):
        if not _made_of(run, words.generic) and run not in words.bare:
            left.append(run)
    return left


def _made_of(run: str, parts: frozenset[str]) -> bool:
    """Whether a run of letters is a row of known words."""
    reached = {0}
    for at in range(len(run)):
        if at in reached:
            reached |= {
                at + size for size in range(1, min(8, len(run) - at) + 1)
                if run[at : at + size] in parts
            }  # fmt: skip
    return len(run) in reached


def _has_things(text: str, language: Language) -> bool:
    """Return whether a phrase on a place names things there: Iceland's servers, not its demand."""
    things = extraction_cues().words[language].things
    if language == "ja":
        return any(thing in text for thing in things)
    return any(unit.text in things for unit in text_units(text))


def _new_name(
    names: Names, start: int, head_end: int, end: int, places: list[Mention]
) -> Found | None:
    """Return a subject that the vocabulary does not hold, named as in the text."""
    language = names.sentence.language
    whole = names.sentence.text
    follows = whole[places[0].end : places[0].end + 2].strip() if places else ""
    is_adjective = places and not (follows[:1].isascii() and follows[:1].isupper())
    if is_adjective and not whole[start : places[0].start].strip(" theの"):
        start = places[0].end
        start += len(re.match(r"(?:['’]s|の)?\s*", whole[start:])[0])  # type: ignore[index]
    text = whole[start : end if whole.startswith(" of ", head_end) else head_end]
    name = _trimmed(text, language)
    if name is None:
        return None
    head = _trimmed(whole[start:head_end], language) or name
    trust = 0.85 if language == "ja" else _english_trust(whole[start:head_end], head, start)
    return Found(None, name, trust)


_A = re.compile(r"\s*(?:an?|each|every|one|a single)\s", re.IGNORECASE)
_DEICTIC = re.compile(r"\b(?:our|my|its|their|this|these|such|that|those|his|her)\b", re.IGNORECASE)
_THE = re.compile(r"\s*the\s", re.IGNORECASE)
_LONG_NAME_WORDS = 5


def _english_trust(written: str, name: str, start: int) -> float:
    """Return how surely a new English name is one: proper names, kinds of things, a thing."""
    words = name.split()
    opens = start == 0 and written.strip().startswith(words[0])
    proper = [w for at, w in enumerate(words) if _is_proper(w, opens=opens and at == 0)]
    if _DEICTIC.search(written) or len(words) > _LONG_NAME_WORDS:
        return 0.55
    if proper:
        return 0.88
    if len(words) == 1 and opens:
        return 0.8 if words[0].endswith("s") and len(words[0]) > _SHORT else 0.6
    if _A.match(written) or (words[-1].endswith("s") and not _THE.match(written)):
        return 0.8
    return 0.6


def _is_proper(word: str, *, opens: bool) -> bool:
    """Return whether a word is written as a name; one that opens a sentence needs more capitals."""
    capitals = sum(c.isupper() for c in word)
    if opens:
        return capitals > 1 or (capitals == 1 and re.search(r"['’]s$", word) is not None)
    return word[0].isupper()


_SHORT = 4
_NO_NAME = re.compile(
    r"\b(?:rate|rates|price|prices|fraction|cost|costs|choice|size|emissions?|consumption|energy"
    r"|electricity|share|efficiency|usage|number|amount|training|inference|optimi[sz]ations?|zero-shot"
    r"|one-shot|few-shot|policies|policy|PUE|footprint|operators?|reports?|lasted"
    r"|configurations?|settings?|tokens?|batch\w*|GPUs?|CPUs?|attributed|issued|reduction|growth|production of)\b"
    r"|(?:\w+(?<!min)ing)$|\w{4,}ed$",
    re.IGNORECASE,
)
_ANAPHORIC = re.compile(r"(?:our|my|its|their|this|these|such|that|those|his|her)\b", re.IGNORECASE)
_DETERMINERS = re.compile(
    r"^(?:the|an?|its|their|our|his|her|this|that|these|those|one|each|every|some|all|most|many"
    r"|both|any|such|of|by|in|for|from|at|and|or|but|a single|typical|average|said|says)\s+",
    re.IGNORECASE,
)
_LEAD_JA = re.compile(r"^(?:[\sのとにはがを、・]|この|その|同|なお|また|うち)+")


def _trimmed(text: str, language: Language) -> str | None:
    """Return a name without determiners and measure words around it, or None when none is left."""
    words = extraction_cues().words[language]
    if language == "ja":
        name = _TIMES_JA.sub("", text)
        name = _LEAD_JA.sub("", name).strip(" 、の")
        parts = name.split("の")
        while parts and (_made_of(parts[-1], words.generic) or parts[-1] in words.bare):
            parts.pop()
        name = "の".join(parts).strip(" 、「」")
        good = bool(_RUN_JA.search(name)) and not re.search(
            r"[をにへとでがはもたりるっ]", name[-1:]
        )
        return name if good and 2 <= len(name) <= 30 and name not in words.bare else None
    name = text.strip(" ,;:()\"“”'’")
    while (shorter := _DETERMINERS.sub("", name)) != name:
        name = shorter
    lowered = name.lower()
    if not name or len(name) > MAX_NAME_CHARS or lowered in words.bare:
        return None
    parts = re.split(r"[ ,]+", lowered)
    if parts[0] in words.bare or parts[-1] in words.bare or words.opener.match(name):
        return None
    if _NO_NAME.search(name):
        return None
    if re.search(r"\b(?:[a-z]+ly|we|our|us|you)\b|\. ", lowered) or name[0].isdigit():
        return None
    if re.search(r"[=<>|{}\[\]•]|\d{3,}", name):
        return None
    return re.sub(r"['’]s?$", "", name) if re.search("[A-Za-z]{2}", name) else None


_OF = re.compile(r" of (?:the )?")
# What a Japanese name that ends its phrase is followed by: what stands before it describes it.
_HEAD_JA = re.compile(r"\s*(?:[（(][^）)]*[）)])?\s*(?:に|は|が|を|の|と|も|で|、|。)")


def _inside(names: Names, start: int, end: int, clause: tuple[int, int]) -> Found | None:
    """Return the nearest name before the quantity in its sentence, else after it in its clause."""
    sentence = names.sentence
    is_simple = len(sentence.text) <= _SIMPLE_CHARS[sentence.language]
    alone = is_simple and len({_subject_id(m) for m in names.subjects}) == 1
    before = [m for m in names.subjects if m.end <= start]
    if before:
        in_clause = before[-1].start >= clause[0]
        return _of_mention(
            before[-1], _ALONE[sentence.language] if alone else _NEAR if in_clause else _FAR
        )
    after = [m for m in names.subjects if end <= m.start < clause[1]]
    heads = [m for m in after if _HEAD_JA.match(sentence.text, m.end)]
    if sentence.language == "ja" and heads:
        return _of_mention(heads[0], 0.82)
    if after:
        return _of_mention(after[0], _ALONE[sentence.language] if alone else _FAR)
    whole = next((m for m in names.regions if _OF.fullmatch(sentence.text[end : m.start])), None)
    if whole is not None:
        return replace(_of_mention(whole, 0.9) or _NOBODY, is_owner=True)
    places = [m for m in names.regions if clause[0] <= m.start < clause[1]]
    alone_ja = is_simple and sentence.language == "ja"
    trust = 0.82 if alone_ja else _NEAR if is_simple else _FAR
    return _of_mention(places[0], trust) if places else None


def _above(sentence: Sentence, index: NameIndex, *, pointing: Pointing) -> Found | None:
    """Return what a pronoun or a bare measure points to.

    It is the topic of the sentence before, else, for a bare measure, the heading's subject; `we`
    is the company that the title names.
    """
    if pointing == "we":
        found = _only_name(sentence.headings[0], index, _POINTED) if sentence.headings else None
        is_company = found is not None and (found.subject_id or "").startswith("company:")
        return found if is_company else None
    if pointing == "nowhere":
        return None
    before = sentence.previous[-1:] if pointing == "pronoun" or sentence.language == "ja" else ()
    for text in before:
        found = _topic(replace(sentence, text=text, start=0, previous=(), headings=()), index)
        if found is not None:
            return found
    if pointing == "pronoun":
        return None
    for text in reversed(sentence.headings[1:]):
        found = _only_name(text, index, _POINTED)
        if found is not None:
            return found
    return _only_name(sentence.headings[0], index, _TITLE) if sentence.headings else None


def _topic(sentence: Sentence, index: NameIndex) -> Found | None:
    """Return what the topic of a sentence names."""
    names = read_names(sentence, index)
    for phrase in noun_phrases(sentence, len(sentence.text), (0, len(sentence.text))):
        found = read_phrase(names, *phrase)
        if found is not None and (found.subject_id or sentence.language == "ja"):
            return replace(found, trust=found.trust * _POINTED)
    return None


def _only_name(text: str, index: NameIndex, trust: float) -> Found | None:
    """Return the subject that a text names where it names one alone."""
    found = {s: m for m in index.find(text, forgive=False) if (s := _subject_id(m)) and _is_name(m)}
    if len(found) == 1:
        return Found(next(iter(found)), None, trust)
    return Found(next(iter(found)), None, trust - 0.2) if found else None
