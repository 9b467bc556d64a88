"""What a question asks for: a figure, a comparison, a trend, an explanation."""

import re

from bot.answer.question import Intent, Question, Topic
from bot.answer.words import Patterns
from knowledge.units import dimension_of, split_unit

_SEVERAL = 2
_ASKING = ("how_much", "asks_which", "asks_anything", "yes_no")
_THAN = re.compile(r"\bthan\b|より", re.IGNORECASE)
_BY_PATTERN: tuple[tuple[str, Intent], ...] = (
    ("predict", "advice"),
    ("elsewhere", "advice"),
    ("why", "explanation"),
    ("check", "check"),
    ("equivalent", "equivalent"),
    ("ranking", "ranking"),
    ("ranking_things", "ranking"),
)
_AFTER_COMPARISON: tuple[tuple[str, Intent], ...] = (
    ("change_in_percent", "trend"),
    ("trend", "trend"),
    ("how", "explanation"),
)


def intent_of(question: Question, lowered: str, patterns: Patterns) -> Intent:
    """What a parsed question asks for, by its wording, then its amounts, then what it names."""
    if patterns.shows("instruction", lowered):
        return _of_an_instruction(question)
    if question.is_yes_no and patterns.shows("bills", lowered):
        return "explanation"
    by_pattern = _first(_BY_PATTERN, lowered, patterns)
    if by_pattern == "ranking" and _is_among_named(question, lowered, patterns):
        return "comparison"
    if by_pattern is None and _is_claim(question, lowered, patterns):
        by_pattern = "check"
    if by_pattern is not None:
        return by_pattern
    if asks_share(lowered, patterns):
        return "share"
    if _states_an_amount(question) or _asks_mean_power(question, lowered, patterns):
        return "arithmetic"
    if _is_bare_amount(question):
        return "equivalent"
    return _of_topics(question, lowered, patterns)


def _is_among_named(question: Question, lowered: str, patterns: Patterns) -> bool:
    """Whether the most of some named things is asked: “which uses most, Meta, Amazon or Apple?”."""
    named = [t.subject_id for t in question.topics if not _is_measured(t, question)]
    kinds = [one.partition(":")[0] for one in named]
    alike = len(set(kinds)) == 1 and ":" in named[0] if kinds else False
    return len(kinds) > 1 and alike and patterns.shows("among", lowered)


def _is_measured(topic: Topic, question: Question) -> bool:
    """Whether a source of power is what is measured: “hydro power” that countries make."""
    made = (question.measure_id or "").startswith("generation_")
    return made and topic.subject_id.startswith("fuel:")


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
    """Whether now is set beside one named time, a year beside the one before, or years pass."""
    if not question.periods:
        return patterns.shows("year_on_year", lowered)
    if len(question.periods) != 1:
        return False
    if question.measure_id is not None and patterns.shows("happened_since", lowered):
        return True
    years = question.periods[0].end.year - question.periods[0].start.year
    became = years > 1 and question.measure_id is not None and patterns.shows("how", lowered)
    return became or patterns.shows("now_and_then", lowered)


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


def _asks_mean_power(question: Question, lowered: str, patterns: Patterns) -> bool:
    """Whether the mean power of a stated energy a year, or a month, is asked for."""
    rates = [split_unit(q.unit)[1] for q in question.quantities if q.unit]
    of_power = question.measure_id in ("power_demand", "rated_power")
    return of_power and rates in (["yr"], ["month"], ["day"]) and patterns.shows("average", lowered)


def _is_claim(question: Question, lowered: str, patterns: Patterns) -> bool:
    """Whether something is said with amounts, and nothing is asked."""
    if not question.topics or any(patterns.shows(how, lowered) for how in _ASKING):
        return False
    return _claims_a_part(question, lowered, patterns) or _claims_of_several(question)


def _claims_a_part(question: Question, lowered: str, patterns: Patterns) -> bool:
    """Whether it is said that something is such a part of another, and nothing is asked."""
    shares = [s for s in question.spans if s.quantity.unit == "%"]
    if not shares or len(shares) != len(question.spans):
        return False
    return not patterns.shows("supposes", lowered) and patterns.shows("says_of_part", lowered)


def _claims_of_several(question: Question) -> bool:
    """Whether amounts are said of several things in turn, and nothing is asked.

    “GPT-3's training took 1,287 GWh and Stargate is 10 GW” is no sum to work out.
    """
    if len(question.topics) < _SEVERAL or question.asked_unit or question.combination:
        return False
    if question.is_compared:
        return False
    measured = [s for s in question.spans if s.quantity.unit not in (None, "x")]
    starts = [t.start for t in sorted(question.topics, key=lambda t: t.start)]
    after = [[s for s in measured if s.start > start] for start in starts]
    return len(measured) == len(starts) and [len(a) for a in after] == list(
        range(len(starts), 0, -1)
    )


def _states_an_amount(question: Question) -> bool:
    """Whether the question states a measured amount and asks for another unit of it, or a sum."""
    measured = [q for q in question.quantities if q.unit is not None and q.unit not in ("%", "x")]
    counts = any(q.unit is None and q.value != 1 for q in question.quantities)
    times = counts and not question.topics and not question.residue  # “0.3 Wh × 1 billion”
    return bool(measured) and (question.asked_unit is not None or len(measured) > 1 or times)
