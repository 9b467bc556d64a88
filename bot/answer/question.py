"""Question → parsed question: what is asked about what, for which time and place."""

import re
import unicodedata
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from bot.answer.names import Mention, NameIndex, Referent, text_units
from bot.answer.words import Patterns
from knowledge.periods import extract_periods
from knowledge.quantities import extract_quantities
from knowledge.records import Language, Period, Quantity

Intent = Literal[
    "figure",
    "comparison",
    "explanation",
    "check",
    "share",
    "trend",
    "ranking",
    "equivalent",
    "advice",
]
Direction = Literal["more", "less"]

_REGION_AFTER = re.compile(r"\s*(?:in|of|within|across|for)\s+(?:the\s+)?", re.IGNORECASE)
_REGION_BEFORE_JA = re.compile(r"(?:の|における|内の|国内の)?")
_RIGHT_SIDE_JA = re.compile(r"\s*(?:の[^、,]{0,8})?より")
MAX_SUBJECTS = 6


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing asked about: a subject, and the region when the question names one."""

    subject_id: str
    region: str | None = None
    start: int = 0


@dataclass(frozen=True, slots=True)
class Question:
    """A parsed question. `residue` holds words that were not understood."""

    text: str
    language: Language
    intent: Intent
    topics: tuple[Topic, ...]
    measure_id: str | None = None
    regions: tuple[str, ...] = ()
    periods: tuple[Period, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    direction: Direction | None = None
    is_yes_no: bool = False
    wants_projection: bool = False
    residue: tuple[str, ...] = ()
    touching_residue: tuple[str, ...] = ()
    compounds: tuple[str, ...] = ()
    forgiven: tuple[tuple[str, Referent], ...] = ()
    other_referents: tuple[Referent, ...] = ()
    wants_lowest: bool = False


def parse_question(
    text: str, *, names: NameIndex, patterns: Patterns, language: Language
) -> Question:
    """Parse a question by the vocabulary's names and the language's patterns.

    `text` may be in the other language than `patterns` are for when the caller forces one.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    mentions = tuple(m for m in names.find(plain) if _is_meant(m, patterns))
    topics, regions, used = _topics(plain, mentions)
    topics = _order_sides(plain, topics, mentions)
    measure = next((m.of("measure") for m in mentions if m.of("measure")), None)
    period_spans = extract_periods(plain)
    quantity_spans = tuple(
        span
        for span in extract_quantities(plain)
        if not any(span.start < p.end and p.start < span.end for p in period_spans)
        and not any(span.start < m.end and m.start < span.end for m in used)
    )
    lowered = plain.lower()
    taken = [(m.start, m.end) for m in mentions]
    taken += [(p.start, p.end) for p in period_spans]
    taken += [(q.start, q.end) for q in quantity_spans]
    residue, touching = _residue(plain, taken, used, patterns)
    question = Question(
        text=plain,
        language=language,
        intent="figure",
        topics=topics[:MAX_SUBJECTS],
        measure_id=measure,
        regions=regions,
        periods=tuple(span.period for span in period_spans),
        quantities=tuple(span.quantity for span in quantity_spans),
        direction=_direction(lowered, patterns),
        is_yes_no=patterns.shows("yes_no", lowered),
        wants_projection=patterns.shows("projected", lowered),
        residue=residue,
        touching_residue=touching,
        compounds=tuple(_compounds(plain, used)),
        other_referents=tuple(r for m in used for r in m.referents[1:] if r.kind != "measure"),
        forgiven=tuple((m.text, m.referents[0]) for m in mentions if m.fuzzy),
        wants_lowest=patterns.shows("lowest", lowered),
    )
    return replace(question, intent=_intent(question, lowered, patterns))


def _is_meant(mention: Mention, patterns: Patterns) -> bool:
    """Whether a forgiven spelling can be meant: a common word is itself, not a typo of a name."""
    if not mention.fuzzy:
        return True
    kinds = {referent.kind for referent in mention.referents}
    return kinds != {"measure"} and not _is_known_word(mention.text, patterns)


def _topics(
    text: str, mentions: tuple[Mention, ...]
) -> tuple[tuple[Topic, ...], tuple[str, ...], tuple[Mention, ...]]:
    """Pair subjects with the regions that qualify them; regions left over are countries."""
    subjects = [m for m in mentions if _subject_of(m)]
    places = [m for m in mentions if not _subject_of(m) and m.of("region")]
    taken: dict[int, Mention] = {}
    for place in places:
        owner = next((s for s in subjects if _qualifies(text, place, s)), None)
        if owner is not None and owner.start not in taken:
            taken[owner.start] = place
    topics = [
        Topic(
            _subject_of(mention) or "",
            taken[mention.start].of("region") if mention.start in taken else None,
            mention.start,
        )
        for mention in subjects
    ]
    free = [place for place in places if place not in taken.values()]
    topics += [
        Topic(f"country:{region}", None, place.start)
        for place in free
        if (region := place.of("region"))
    ]
    unique: dict[tuple[str, str | None], Topic] = {}
    for topic in sorted(topics, key=lambda t: t.start):
        unique.setdefault((topic.subject_id, topic.region), topic)
    regions = tuple(dict.fromkeys(r for p in places if (r := p.of("region"))))
    return tuple(unique.values()), regions, tuple([*subjects, *places])


def _subject_of(mention: Mention) -> str | None:
    """The subject of a mention; country names are places first, and subjects when left over."""
    subject = mention.of("subject")
    return None if subject is None or subject.startswith("country:") else subject


def _qualifies(text: str, place: Mention, subject: Mention) -> bool:
    if place.end <= subject.start:
        between = text[place.end : subject.start]
        return bool(re.fullmatch(r"(?:['’]s)?[\s-]*", between)) or bool(
            _REGION_BEFORE_JA.fullmatch(between)
        )
    return bool(_REGION_AFTER.fullmatch(text[subject.end : place.start]))


def _order_sides(
    text: str, topics: tuple[Topic, ...], mentions: tuple[Mention, ...]
) -> tuple[Topic, ...]:
    """Put the standard of a Japanese comparison (Aより) last, as it stands in English."""
    ends = {mention.start: mention.end for mention in mentions}
    standards = [t for t in topics if _RIGHT_SIDE_JA.match(text, ends.get(t.start, len(text)))]
    return tuple(t for t in topics if t not in standards) + tuple(standards)


def _direction(lowered: str, patterns: Patterns) -> Direction | None:
    if not patterns.shows("than", lowered):
        return None
    if patterns.shows("less", lowered):
        return "less"
    return "more" if patterns.shows("more", lowered) else None


_PRECEDENCE: tuple[tuple[str, Intent], ...] = (
    ("predict", "advice"),
    ("why", "explanation"),
    ("check", "check"),
    ("equivalent", "equivalent"),
    ("ranking", "ranking"),
    ("share", "share"),
)


_AFTER_COMPARISON: tuple[tuple[str, Intent], ...] = (("trend", "trend"), ("how", "explanation"))


def _intent(question: Question, lowered: str, patterns: Patterns) -> Intent:
    for pattern, intent in _PRECEDENCE:
        if patterns.shows(pattern, lowered):
            return intent
    if len(question.topics) >= 2 and patterns.shows("compare", lowered):
        return "comparison"
    for pattern, intent in _AFTER_COMPARISON:
        if patterns.shows(pattern, lowered):
            return intent
    if patterns.shows("amount", lowered):
        return "comparison" if len(question.topics) >= 2 else "figure"
    if question.is_yes_no and question.quantities:
        return "check"
    if len(question.topics) >= 2 and question.measure_id is not None:
        return "comparison"
    if patterns.shows("explain", lowered) and question.measure_id is None:
        return "explanation"
    return "figure" if question.topics else "explanation"


_WORD = re.compile(r"[A-Za-z][A-Za-z0-9.+-]*|[\u30a0-\u30ff]{2,}|[\u4e00-\u9fff]+")


def _residue(
    text: str, taken: list[tuple[int, int]], subjects: tuple[Mention, ...], patterns: Patterns
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Words that nothing explains, and those of them that touch a subject's name."""
    left: list[str] = []
    touching: list[str] = []
    for match in _WORD.finditer(text):
        if any(match.start() < end and start < match.end() for start, end in taken):
            continue
        if len(match.group()) == 1 or _is_known_word(match.group(), patterns):
            continue
        left.append(match.group())
        if any(_touches(text, match, mention) for mention in subjects):
            touching.append(match.group())
    return tuple(left), tuple(touching)


def _is_known_word(word: str, patterns: Patterns) -> bool:
    lowered = word.lower()
    if not lowered.isascii():
        return _made_of(lowered, patterns.stop_words)
    singular = text_units(lowered)[0].text if text_units(lowered) else lowered
    return lowered in patterns.stop_words or singular in patterns.stop_words


def _made_of(word: str, parts: frozenset[str]) -> bool:
    """Whether a run of kanji or katakana is a row of known words."""
    if not word:
        return True
    return any(
        word[:length] in parts and _made_of(word[length:], parts)
        for length in range(min(len(word), 8), 0, -1)
    )


def _compounds(text: str, used: tuple[Mention, ...]) -> list[str]:
    """Subjects that follow another with nothing between: “Bitcoin ATMs” is neither of the two."""
    subjects = sorted((m for m in used if _subject_of(m)), key=lambda m: m.start)
    return [
        text[left.start : right.end]
        for left, right in pairwise(subjects)
        if text[left.end : right.start] == " " and text[left.start : right.end].isascii()
    ]


def _touches(text: str, word: re.Match[str], mention: Mention) -> bool:
    gap = (
        text[mention.end : word.start()]
        if mention.end <= word.start()
        else text[word.end() : mention.start]
    )
    return gap in ("", " ", "-")
