"""Question → parsed question, by the vocabulary's names and the language's patterns."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from bot.answer.guarding.narrowing import find_narrowed
from bot.answer.parsing.asides import without_asides
from bot.answer.parsing.asked_unit import asked_unit, one_of_a_unit
from bot.answer.parsing.event_periods import event_periods
from bot.answer.parsing.home_sizes import home_sizes, of_size
from bot.answer.parsing.intents import intent_of
from bot.answer.parsing.loose_names import with_loose_names
from bot.answer.parsing.relative_periods import relative_periods
from bot.answer.parsing.topics import (
    joined_names,
    order_sides,
    pair_topics,
    subject_of,
    with_inner_subjects,
    with_kinds,
    with_tail_measures,
)
from bot.answer.parsing.unknown_words import (
    compounds,
    counted_thing,
    find_unknown,
    is_written_right,
)
from bot.answer.parsing.written_out import written_out
from bot.answer.question import MAX_SUBJECTS, Combination, Direction, Question
from bot.answer.words import Patterns
from knowledge.groups import named_spans
from knowledge.languages import language_of
from knowledge.names import Mention, NameIndex
from knowledge.periods import PeriodSpan
from knowledge.plain_words import plain_words
from knowledge.quantities import QuantitySpan, extract_quantities
from knowledge.records import Language, Quantity

_GENERIC = frozenset(  # “electricity” beside “carbon intensity” says what the intensity is of
    {"electricity_consumption", "power_demand", "electricity_demand", "electricity_generation"}
)
_COUNTED = re.compile(
    r"(?<![\d.,])(?P<n>\d[\d,]*)(?P<tens>[万億])?(?=[枚台回件本個軒杯]| of (?:them|these|those)\b)"
)
_GIVEN_UP = re.compile(r"\s+(?:phase-?\s?outs?|exit|bans?|shut-?downs?)\b|禁止|廃止", re.IGNORECASE)
_TENS = {None: 1.0, "万": 1e4, "億": 1e8}
_NUMBER = re.compile(r"[\d.,]+(?:\s+(?:thousand|million|billion|trillion))?", re.IGNORECASE)
_OF_A_SOURCE, _OF_ALL_SOURCES = "generation_", "electricity_generation"
_DIGITS = re.compile(r"(?<![A-Za-z\d.,週-])\d[\d.,]*(?<![.,])(?!\d)")
_ONE_HOME = Quantity(1.0, "home")  # “one home in Japan” is a home, and no amount
_UNIT_WORD = re.compile(r"watts?[- ]?hours?", re.IGNORECASE)
_POWERS = re.compile(  # “how many homes could that power”
    r"\bhow many\b.*\b(?:can|could|would|does|do) (?:that|it|this|they|these|those)\s+$", re.I
)
_UNIT_NAMES = ("watts", "kilowatts", "megawatts")  # which name a rated power, too
_NUMBERED = ("prompt", "training", "image", "video")
_VERSION = re.compile(
    r"[ -]?(?P<n>\d{1,2}(?:\.\d)?)(?![\d.%,]|\s?(?:[回件枚問本台年月日]|times\b|x\b))"
)
_RESOLUTION = re.compile("[248]K", re.IGNORECASE)
_NO_THING = re.compile(
    r"(?:\b(?:the|an?|any|some|exact|real|latest|official|\d{4})|[,?!.])\s*$", re.I
)
_NUMBERS = ("numbers", "figures", "data")
_CHANGE, _SHARE = "change", "share_of_electricity"
_LONG_NAME = 5  # letters of a name in which a word for more or less is part of the name
_CHANGES = ("trend", "rises", "falls")
_COMBINATIONS: tuple[Combination, ...] = ("sum", "difference", "half", "double")


def parse_question(
    text: str, *, names: NameIndex, patterns: Patterns, language: Language, today: date
) -> Question:
    """Parse a question by the vocabulary's names and the language's patterns.

    `text` may be in the other language than `patterns` are for when the caller forces one; by
    `today` “last year” and “ten years ago” are read.
    """
    plain = without_asides(written_out(text, patterns), names, patterns)
    lowered = plain.lower()
    period_spans = relative_periods(plain, today)
    at_event: tuple[PeriodSpan, ...] = ()
    if not period_spans and not patterns.shows("before_after", lowered):
        changes = any(patterns.shows(name, lowered) for name in _CHANGES)
        at_event = event_periods(plain, patterns.events, changes=changes)
    period_spans = at_event or period_spans
    sizes = home_sizes(plain, patterns)
    understood = [*((p.start, p.end) for p in period_spans), *((s.start, s.end) for s in sizes)]
    spans = tuple(
        span
        for span in extract_quantities(plain)
        if not any(span.start < end and start < span.end for start, end in understood)
        and not (span.quantity == _ONE_HOME and span.text[:1].isalpha())
    )
    mentions = tuple(
        mention
        for mention in _mentions(plain, names, patterns, spans)
        if not any(mention.start < e.end and e.start < mention.end for e in at_event)
    )
    topics, used = pair_topics(plain, mentions)
    topics = of_size(topics, sizes)
    spans = tuple(s for s in (_outside(span, used) for span in spans) if s is not None)
    spans = (*spans, *_counts(plain, spans))
    models = tuple(s.text for s in spans if _is_a_model(s, plain, patterns))
    spans = tuple(s for s in spans if s.text not in models)
    taken = [(m.start, m.end) for m in mentions]
    taken += [*understood, *((q.start, q.end) for q in spans)]
    taken += patterns.event_spans(plain)
    taken += [m.span() for one in patterns.of("plain_phrases") for m in one.finditer(plain)]
    units = [(m.start, m.end) for m in mentions if m.text.lower() in _UNIT_NAMES]
    unit = asked_unit(plain, [span for span in taken if span not in units])
    if unit == "gCO2e/kWh":
        spans = tuple(s for s in spans if s.quantity != Quantity(1.0, "kWh"))
    spans = spans or one_of_a_unit(plain, unit)
    unknown = find_unknown(plain, taken, used, patterns).without_unit(unit)
    models += _versions(plain, mentions, taken)
    counted = counted_thing(plain, taken, patterns.countable)
    compared = patterns.shows("compare", lowered)
    measures = _apart(
        m
        for mention in mentions
        if (m := mention.of("measure")) and not (compared and m == "energy_ratio")
        if not _is_in_a_longer(mention, mentions) and not _is_mere_numbers(mention, plain)
        if not (m == _SHARE and patterns.shows("change_in_percent", lowered))
    )
    is_of_places = bool(topics) and all(topic.is_country for topic in topics)
    if _CHANGE in measures and len(measures) > 1 and is_of_places:  # how the other changed there
        measures = tuple(m for m in measures if m != _CHANGE)
    question = Question(
        text=plain,
        language=language,
        intent="figure",
        topics=order_sides(plain, topics, mentions)[:MAX_SUBJECTS],
        measure_id=next((m for m in measures if m not in _GENERIC), next(iter(measures), None)),
        measures=measures,
        periods=tuple(span.period for span in period_spans),
        spans=spans,
        unread=_unread(plain, taken),
        asked_unit=unit,
        combination=next((c for c in _COMBINATIONS if patterns.shows(c, lowered)), None),
        direction=_direction(_without_names(lowered, mentions), patterns),
        is_yes_no=patterns.shows("yes_no", lowered) and not patterns.shows("asks_which", lowered),
        picks_one=patterns.shows("picks_one", lowered),
        is_compared=compared,
        wants_projection=patterns.shows("projected", lowered),
        wants_lowest=patterns.shows("lowest", lowered),
        listed_measures=_listed_measures(plain, mentions, patterns),
        residue=(*unknown.all, *models, counted) if counted else (*unknown.all, *models),
        touching_residue=(*unknown.linked, counted) if counted else unknown.linked,
        compounds=compounds(plain, [m for m in used if subject_of(m)]),
        other_referents=tuple(r for m in used for r in m.referents[1:] if r.kind != "measure"),
        forgiven=tuple((m.text, m.referents[0]) for m in mentions if m.fuzzy),
        named=mentions,
        narrowed=find_narrowed(plain, taken[len(mentions) :], patterns.narrowings),
    )
    asked = plain_words(plain, language_of(plain)).lower()
    return replace(question, intent=intent_of(question, asked, patterns))


def _unread(plain: str, taken: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    """The numbers of a text that nothing read; those in names as RTX 4090 or H100 are none."""
    return tuple(
        m.group()
        for m in _DIGITS.finditer(plain)
        if m.group() != "1" and not any(m.start() < end and start < m.end() for start, end in taken)
    )


def _versions(
    plain: str, mentions: Sequence[Mention], taken: Sequence[tuple[int, int]]
) -> tuple[str, ...]:
    """Names of models with a number that none of their names has: “Claude 3.5”, “Grok 5”."""
    return tuple(
        plain[m.start : found.end()]
        for m in mentions
        if (m.of("subject") or "").partition(":")[0] in _NUMBERED
        and (found := _VERSION.match(plain, m.end)) is not None
        and not any(s < found.end() and found.start("n") < e for s, e in taken)
    )


def _is_a_model(span: QuantitySpan, plain: str, patterns: Patterns) -> bool:
    """Whether a bare number names one thing, and counts none: “against a 4090”, “in 4K”."""
    if span.quantity.unit is not None:
        return False
    if _RESOLUTION.fullmatch(span.text) and patterns.shows("of_pictures", plain.lower()):
        return True
    before = plain[: span.start].lower()
    return not span.counted and before.endswith((" a ", " an "))


def _outside(span: QuantitySpan, used: Sequence[Mention]) -> QuantitySpan | None:
    """The span, or its mere number where its unit is part of a name: “10 Bitcoin transactions”."""
    over = [m for m in used if span.start < m.end and m.start < span.end]
    if not over:
        return span
    number = _NUMBER.match(span.text)
    end = span.start + number.end() if number else span.end
    if number is None or any(m.start < end for m in over):
        return None
    return replace(span, text=number.group(), end=end, quantity=replace(span.quantity, unit=None))


def _counts(plain: str, spans: Sequence[QuantitySpan]) -> tuple[QuantitySpan, ...]:
    """Numbers before a counter close behind a name, or “of them”: 「AI画像1000枚」."""
    found = (m for m in _COUNTED.finditer(plain))
    return tuple(
        QuantitySpan(
            m.group(), *m.span(), Quantity(float(m["n"].replace(",", "")) * _TENS[m["tens"]], None)
        )
        for m in found
        if not any(m.start() < s.end and s.start < m.end() for s in spans)
    )


def _mentions(
    plain: str, names: NameIndex, patterns: Patterns, spans: tuple[QuantitySpan, ...]
) -> tuple[Mention, ...]:
    """Names of things; a name that is part of a stated quantity (5 quads, 3 GW) is none."""
    found = (
        m
        for m in names.find(plain)
        if _is_meant(m, patterns) and not _is_policy(m, plain) and not _is_of_a_word(m, plain)
        if not _is_supposed(m, plain, patterns)
    )
    measured = [(s.start, s.end) for s in spans if s.quantity.unit is not None]
    longer = [*measured, *named_spans(plain)]
    outside = tuple(m for m in found if not any(_is_inside(m, span, measured) for span in longer))
    outside = with_loose_names(plain, outside, names, spans)
    joined = with_kinds(plain, joined_names(plain, outside, names, patterns), patterns)
    return with_inner_subjects(with_tail_measures(plain, joined, names), names)


def _is_inside(
    mention: Mention, span: tuple[int, int], measured: Sequence[tuple[int, int]]
) -> bool:
    """Whether a name is within a stated quantity, or a part of a group's: 「東南アジア」."""
    start, end = span
    whole = (mention.start, mention.end) == span and span not in measured
    return start <= mention.start and mention.end <= end and not whole


def _listed_measures(
    plain: str, mentions: tuple[Mention, ...], patterns: Patterns
) -> tuple[str, ...]:
    """The measures that an “and” joins, in order; empty when there are not several."""
    asked = [(m, measure) for m in mentions if (measure := m.of("measure"))]
    listed: list[str] = []
    for (left, first), (right, second) in pairwise(asked):
        if first != second and patterns.shows("lists", plain[left.end : right.start].lower()):
            listed += [first, second]
    return _apart(listed)


def _is_in_a_longer(mention: Mention, mentions: Sequence[Mention]) -> bool:
    """Whether a longer measure holds some of its words: “mining share of … coal”."""
    return any(
        other.of("measure") is not None
        and other.start < mention.end
        and mention.start < other.end
        and len(other.text) > len(mention.text)
        for other in mentions
    )


def _is_mere_numbers(mention: Mention, plain: str) -> bool:
    """Whether “numbers” only says that figures are asked for, “per load” that one use is."""
    if mention.text.lower() == "load" and plain[: mention.start].lower().endswith("per "):
        return True
    of_them = plain[mention.end :].lstrip().lower().startswith("of ")
    return mention.text.lower() in _NUMBERS and not of_them


def _apart(measures: Iterable[str]) -> tuple[str, ...]:
    """Each measure once; what several sources generate is not all generation beside them."""
    once = tuple(dict.fromkeys(measures))
    sources = [m for m in once if m.startswith(_OF_A_SOURCE)]
    return once if len(sources) <= 1 else tuple(m for m in once if m != _OF_ALL_SOURCES)


def _is_meant(mention: Mention, patterns: Patterns) -> bool:
    """Whether a forgiven spelling can be meant: a common word is itself, not a typo of a name."""
    if not mention.fuzzy:
        return True
    kinds = {referent.kind for referent in mention.referents}
    if mention.referents[0].identifier in ("world", "country:world"):
        return False  # planes are no planet
    if patterns.shows("own_word", mention.text.lower()):
        return False
    return kinds != {"measure"} and not is_written_right(mention.text, patterns)


def _is_of_a_word(mention: Mention, plain: str) -> bool:
    """Whether a measure's name is part of another word, as 数字; “the number” counts none."""
    if {referent.kind for referent in mention.referents} != {"measure"}:
        return False
    if _UNIT_WORD.match(plain, mention.start):
        return True
    if mention.text.lower() == "power" and _POWERS.search(plain[: mention.start]):
        return True
    if mention.of("measure") != "count":
        return False
    after = plain[mention.end :]
    told = mention.text.lower() in ("number", "numbers") and not after.startswith(" of")
    bare = told and _NO_THING.search(plain[: mention.start]) is not None
    return bare or after.startswith(("字", "値"))


def _is_supposed(mention: Mention, plain: str, patterns: Patterns) -> bool:
    """Whether to run is supposed of a thing, and is no measure of it: 「1日稼働したら」."""
    of_measure = {referent.kind for referent in mention.referents} == {"measure"}
    return of_measure and patterns.shows("as_if_run", plain[mention.start :])


def _is_policy(mention: Mention, plain: str) -> bool:
    """Whether a source of power is named as given up: “the nuclear phase-out”, 「脱原発」."""
    kinds = {referent.kind for referent in mention.referents}
    fuel = any(r.identifier.startswith("fuel:") for r in mention.referents)
    if not fuel and kinds != {"measure"}:
        return False
    return plain[: mention.start].endswith("脱") or bool(_GIVEN_UP.match(plain[mention.end :]))


def _without_names(lowered: str, mentions: Sequence[Mention]) -> str:
    """The text without the names of measures of several words: “low-carbon share” is no “low”."""
    for mention in mentions:
        is_word = mention.text.isascii() and mention.text.isalpha()  # “cheaper” is no name
        if mention.of("measure") and not is_word and len(mention.text) >= _LONG_NAME:
            gap = " " * (mention.end - mention.start)
            lowered = lowered[: mention.start] + gap + lowered[mention.end :]
    return lowered


def _direction(lowered: str, patterns: Patterns) -> Direction | None:
    if not patterns.shows("than", lowered) or patterns.shows("either", lowered):
        return None
    if patterns.shows("less", lowered):
        return "less"
    return "more" if patterns.shows("more", lowered) else None
