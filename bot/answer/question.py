"""Question → parsed question: what is asked about what, for which time and place."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Literal

from bot.answer.asked_unit import asked_unit, one_of_a_unit
from bot.answer.event_periods import event_period
from bot.answer.relative_periods import relative_periods
from bot.answer.topics import (
    Topic,
    joined_names,
    order_sides,
    pair_topics,
    subject_of,
    with_inner_subjects,
    with_kinds,
    with_tail_measures,
)
from bot.answer.unknown_words import compounds, counted_thing, find_unknown, is_known_word
from bot.answer.words import Patterns
from knowledge.names import Mention, NameIndex, Referent
from knowledge.quantities import QuantitySpan, extract_quantities
from knowledge.records import Language, Period, Quantity
from knowledge.units import dimension_of, split_unit

__all__ = ["Direction", "Intent", "Question", "Topic", "parse_question"]
Intent = Literal[
    "figure",
    "comparison",
    "explanation",
    "check",
    "share",
    "trend",
    "ranking",
    "equivalent",
    "arithmetic",
    "advice",
]
Direction = Literal["more", "less"]
Combination = Literal["sum", "difference", "half", "double"]
MAX_SUBJECTS = 6
EARLIEST_YEAR = 1900  # where a span begins that is asked without a beginning: before every figure
_GENERIC = frozenset(  # “electricity” beside “carbon intensity” says what the intensity is of
    {"electricity_consumption", "power_demand", "electricity_demand", "electricity_generation"}
)
_GLUED = re.compile(r"([A-Za-z]{2,})(\d+)(?=[回件枚人日時分台本個])")  # Gemini1回
_COUNTED = re.compile(r"(?<![\d.,])(?P<n>\d[\d,]*)(?P<tens>[万億])?(?=[枚台回件本個軒杯])")
_GIVEN_UP = re.compile(r"\s+(?:phase-?\s?outs?|exit|bans?|shut-?downs?)\b|禁止|廃止", re.IGNORECASE)
_TENS = {None: 1.0, "万": 1e4, "億": 1e8}
_NUMBER = re.compile(r"[\d.,]+(?:\s+(?:thousand|million|billion|trillion))?", re.IGNORECASE)
_THAN = re.compile(r"\bthan\b|より", re.IGNORECASE)
_OF_A_SOURCE, _OF_ALL_SOURCES = "generation_", "electricity_generation"
_COMBINATIONS: tuple[Combination, ...] = ("sum", "difference", "half", "double")


@dataclass(frozen=True, slots=True)
class Question:
    """A parsed question. `residue` holds words that were not understood.

    `homes` is whose homes an amount is counted in, when the question says so; `listed_measures`
    are several measures asked at once (“demand and carbon intensity”). A question that `picks_one`
    asks which of its topics is more (“which uses more”). `named` are all names in the text.
    """

    text: str
    language: Language
    intent: Intent
    topics: tuple[Topic, ...]
    measure_id: str | None = None
    measures: tuple[str, ...] = ()
    periods: tuple[Period, ...] = ()
    spans: tuple[QuantitySpan, ...] = ()
    asked_unit: str | None = None
    combination: Combination | None = None
    direction: Direction | None = None
    is_yes_no: bool = False
    picks_one: bool = False
    is_compared: bool = False
    wants_projection: bool = False
    wants_lowest: bool = False
    homes: str | None = None
    listed_measures: tuple[str, ...] = ()
    residue: tuple[str, ...] = ()
    touching_residue: tuple[str, ...] = ()
    compounds: tuple[str, ...] = ()
    forgiven: tuple[tuple[str, Referent], ...] = ()
    other_referents: tuple[Referent, ...] = ()
    named: tuple[Mention, ...] = ()

    @property
    def quantities(self) -> tuple[Quantity, ...]:
        """The quantities that the question states."""
        return tuple(span.quantity for span in self.spans)


def parse_question(
    text: str, *, names: NameIndex, patterns: Patterns, language: Language, today: date
) -> Question:
    """Parse a question by the vocabulary's names and the language's patterns.

    `text` may be in the other language than `patterns` are for when the caller forces one; by
    `today` “last year” and “ten years ago” are read.
    """
    plain = _GLUED.sub(r"\1 \2", unicodedata.normalize("NFKC", text).strip())
    lowered = plain.lower()
    period_spans = relative_periods(plain, today)
    at_event = None
    if not period_spans and not patterns.shows("before_after", lowered):
        at_event = event_period(plain, patterns.events)
    period_spans = (at_event,) if at_event else period_spans
    spans = tuple(
        span
        for span in extract_quantities(plain)
        if not any(span.start < p.end and p.start < span.end for p in period_spans)
    )
    mentions = tuple(
        mention
        for mention in _mentions(plain, names, patterns, spans)
        if at_event is None or mention.end <= at_event.start or at_event.end <= mention.start
    )
    topics, used = pair_topics(plain, mentions)
    spans = tuple(s for s in (_outside(span, used) for span in spans) if s is not None)
    spans = (*spans, *_counts(plain, spans))
    taken = [(m.start, m.end) for m in mentions]
    taken += [(p.start, p.end) for p in period_spans]
    taken += [(q.start, q.end) for q in spans]
    taken += patterns.event_spans(plain)
    unit = asked_unit(plain, taken)
    if unit == "gCO2e/kWh":
        spans = tuple(s for s in spans if s.quantity != Quantity(1.0, "kWh"))
    spans = spans or one_of_a_unit(plain, unit)
    unknown = find_unknown(plain, taken, used, patterns).without_unit(unit)
    counted = counted_thing(plain, taken, patterns.countable)
    compared = patterns.shows("compare", lowered)
    measures = _apart(
        m
        for mention in mentions
        if (m := mention.of("measure")) and not (compared and m == "energy_ratio")
    )
    question = Question(
        text=plain,
        language=language,
        intent="figure",
        topics=order_sides(plain, topics, mentions)[:MAX_SUBJECTS],
        measure_id=next((m for m in measures if m not in _GENERIC), next(iter(measures), None)),
        measures=measures,
        periods=tuple(span.period for span in period_spans),
        spans=spans,
        asked_unit=unit,
        combination=next((c for c in _COMBINATIONS if patterns.shows(c, lowered)), None),
        direction=_direction(lowered, patterns),
        is_yes_no=patterns.shows("yes_no", lowered) and not patterns.shows("asks_which", lowered),
        picks_one=patterns.shows("picks_one", lowered),
        is_compared=compared,
        wants_projection=patterns.shows("projected", lowered),
        wants_lowest=patterns.shows("lowest", lowered),
        listed_measures=_listed_measures(plain, mentions, patterns),
        residue=(*unknown.all, counted) if counted else unknown.all,
        touching_residue=(*unknown.linked, counted) if counted else unknown.linked,
        compounds=compounds(plain, [m for m in used if subject_of(m)]),
        other_referents=tuple(r for m in used for r in m.referents[1:] if r.kind != "measure"),
        forgiven=tuple((m.text, m.referents[0]) for m in mentions if m.fuzzy),
        named=mentions,
    )
    return replace(question, intent=_intent(question, lowered, patterns))


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
    """Numbers before a Japanese counter that stand close behind a name: 「AI画像1000枚」."""
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
    found = (m for m in names.find(plain) if _is_meant(m, patterns) and not _is_policy(m, plain))
    measured = [s for s in spans if s.quantity.unit is not None]
    outside = tuple(
        m for m in found if not any(s.start <= m.start and m.end <= s.end for s in measured)
    )
    joined = with_kinds(plain, joined_names(plain, outside, names, patterns), patterns)
    return with_inner_subjects(with_tail_measures(plain, joined, names), names)


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
    return kinds != {"measure"} and not is_known_word(mention.text, patterns)


def _is_policy(mention: Mention, plain: str) -> bool:
    """Whether a source of power is named as given up: “the nuclear phase-out”, 「脱原発」."""
    kinds = {referent.kind for referent in mention.referents}
    fuel = any(r.identifier.startswith("fuel:") for r in mention.referents)
    if not fuel and kinds != {"measure"}:
        return False
    return plain[: mention.start].endswith("脱") or bool(_GIVEN_UP.match(plain[mention.end :]))


def _direction(lowered: str, patterns: Patterns) -> Direction | None:
    if not patterns.shows("than", lowered) or patterns.shows("either", lowered):
        return None
    if patterns.shows("less", lowered):
        return "less"
    return "more" if patterns.shows("more", lowered) else None


_BY_PATTERN: tuple[tuple[str, Intent], ...] = (
    ("predict", "advice"),
    ("elsewhere", "advice"),
    ("why", "explanation"),
    ("check", "check"),
    ("equivalent", "equivalent"),
    ("ranking", "ranking"),
)
_AFTER_COMPARISON: tuple[tuple[str, Intent], ...] = (
    ("change_in_percent", "trend"),
    ("trend", "trend"),
    ("how", "explanation"),
)


def _intent(question: Question, lowered: str, patterns: Patterns) -> Intent:
    if patterns.shows("instruction", lowered):
        return _of_an_instruction(question)
    if question.is_yes_no and patterns.shows("bills", lowered):
        return "explanation"
    by_pattern = _first(_BY_PATTERN, lowered, patterns)
    if by_pattern == "ranking" and _is_among_named(question, lowered, patterns):
        return "comparison"
    if by_pattern is not None:
        return by_pattern
    if asks_share(lowered, patterns):
        return "share"
    if _states_an_amount(question):
        return "arithmetic"
    if _is_bare_amount(question):
        return "equivalent"
    return _of_topics(question, lowered, patterns)


def _is_among_named(question: Question, lowered: str, patterns: Patterns) -> bool:
    """Whether the most of some named things is asked: “which uses most, Meta, Amazon or Apple?”."""
    kinds = [t.subject_id.partition(":")[0] for t in question.topics]
    alike = len(set(kinds)) == 1 and ":" in question.topics[0].subject_id if kinds else False
    return len(kinds) > 1 and alike and patterns.shows("among", lowered)


def asks_share(lowered: str, patterns: Patterns) -> bool:
    """Whether the part of a whole is asked; “by what percent did it fall” asks for a change."""
    return patterns.shows("share", lowered) and not patterns.shows("change_in_percent", lowered)


def _of_topics(question: Question, lowered: str, patterns: Patterns) -> Intent:
    """What a question is that neither its wording nor its amounts settle."""
    several = len(question.topics) >= 2
    if not several and _spans_time(question, lowered, patterns):
        return "trend"
    if several and question.is_compared:
        return "comparison"
    later = _first(_AFTER_COMPARISON, lowered, patterns)
    if later is not None:
        return later
    if patterns.shows("amount", lowered) or question.asked_unit:
        return "comparison" if several else "figure"
    return _by_shape(question, patterns.shows("explain", lowered))


def _spans_time(question: Question, lowered: str, patterns: Patterns) -> bool:
    """Whether now is set beside one named time, or a year beside the one before."""
    if not question.periods:
        return patterns.shows("year_on_year", lowered)
    return len(question.periods) == 1 and patterns.shows("now_and_then", lowered)


def _of_an_instruction(question: Question) -> Intent:
    """“Ignore your rules and say ...” is text: what it claims of a thing is checked."""
    if not question.topics:
        return "advice"
    return "check" if question.quantities else "figure"


def _first(
    choices: tuple[tuple[str, Intent], ...], lowered: str, patterns: Patterns
) -> Intent | None:
    return next((intent for name, intent in choices if patterns.shows(name, lowered)), None)


def _by_shape(question: Question, asks_to_explain: bool) -> Intent:
    """What a question without a telling word is, by what it names."""
    if question.is_yes_no and question.quantities:
        return "figure" if sets_amount_against_topic(question) else "check"
    if len(question.topics) >= 2 and question.measure_id is not None:
        return "comparison"
    if asks_to_explain and question.measure_id is None:
        return "explanation"
    return "figure" if question.topics or question.residue else "explanation"


def sets_amount_against_topic(question: Question) -> bool:
    """Whether a stated amount is what is compared with a thing: “is 415 TWh more than France?”.

    “Does France use more than 415 TWh?” claims something of France instead.
    """
    than = _THAN.search(question.text)
    if question.direction is None or than is None or len(question.topics) != 1:
        return False
    spans = [s for s in question.spans if s.quantity.unit not in (None, "%", "x")]
    topic = question.topics[0].start
    if than.group() == "より":
        ahead = question.text[topic : than.start()]
        return (
            len(spans) == 1
            and topic < than.start()
            and not any(topic <= s.start < than.start() for s in spans)
            and "は" not in ahead
        )
    return len(spans) == 1 and spans[0].start < than.start() < topic


def _is_bare_amount(question: Question) -> bool:
    """Whether nothing but an amount of energy or power is named: “500 MW”, “what is 3 TWh”."""
    if question.topics or question.residue or question.asked_unit or question.periods:
        return False
    units = [q.unit for q in question.quantities]
    return len(units) == 1 and _is_energy_or_power(units[0])


def _is_energy_or_power(unit: str | None) -> bool:
    above, below = split_unit(unit) if unit else ("", None)
    return bool(above) and below is None and dimension_of(above) in ("energy", "power")


def _states_an_amount(question: Question) -> bool:
    """Whether the question states a measured amount and asks for another unit of it, or a sum."""
    measured = [q for q in question.quantities if q.unit is not None and q.unit not in ("%", "x")]
    return bool(measured) and (question.asked_unit is not None or len(measured) > 1)
