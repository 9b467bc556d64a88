"""How many of a thing a comparison sets on one of its sides: “1000 searches or a kettle”."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.answer.question import Question, Topic
from bot.answer.reckoning.sides import Side
from bot.answer.selection import Selection
from knowledge.quantities import QuantitySpan
from knowledge.units import convert, dimension_of

_OF_DEVICE = "rated_power"
_HOURLY = "energy_per_hour"
_HOURS = re.compile(r"\s*hours?\b", re.IGNORECASE)
_COUNTERS = "回枚件本杯台個基"  # behind a number: so many uses, pictures, cases
_CLOSES = re.compile(r"\W*$")  # “as boiling a kettle 3 times”


def counts_of(question: Question) -> dict[Topic, QuantitySpan]:
    """The counts above one that a question has for its topics, each for the nearest it goes with.

    In English a count stands before its thing, or behind it as “3 times”, in Japanese behind it.
    """
    counts: dict[Topic, QuantitySpan] = {}
    for span in question.spans:
        value = span.quantity.value
        topic = None if value is None or value <= 1 else _counted(span, question)
        if topic is not None:
            counts[topic] = span
    return counts


def with_counts(sides: Sequence[Side], counts: dict[Topic, QuantitySpan]) -> tuple[Side, ...]:
    """The sides, each times what it is counted with; only what is of one thing is."""
    at = {topic.start: span.quantity.value or 1.0 for topic, span in counts.items()}
    return tuple(
        replace(side, times=at[side.topic.start])
        if side.topic.start in at and all(map(_is_of_one, side.selections))
        else side
        for side in sides
    )


def _is_of_one(selection: Selection) -> bool:
    """Whether a selection tells what one of a thing takes: one use, or one device at full load."""
    measure = selection.measure
    return measure.basis == "per_item" or measure.measure_id == _OF_DEVICE


def with_hours(sides: Sequence[Side], question: Question) -> tuple[Side, ...]:
    """The sides, the one that is of an hour of use times the hours that are stated."""
    hours = counted_hours(question)
    hourly = [s for s in sides if all(f.measure.measure_id == _HOURLY for f in s.selections)]
    if len(hours) != 1 or len(hourly) != 1 or hourly[0].times != 1:
        return tuple(sides)
    return tuple(replace(s, times=hours[0]) if s is hourly[0] else s for s in sides)


def counted_hours(question: Question) -> tuple[float, ...]:
    """The stated times in hours; a number before the name of an hour of use is one, too."""
    spans = question.spans
    named = [
        s.quantity for s in spans if _HOURS.match(question.text, s.end) and not s.quantity.unit
    ]
    times = [s.quantity for s in spans if s.quantity.unit in ("h", "min")]
    return tuple(
        convert(q.value, q.unit or "h", "h") for q in (*named, *times) if q.value is not None
    )


def _counted(span: QuantitySpan, question: Question) -> Topic | None:
    """The topic that a span counts: by its unit (searches), its counter, or right before it."""
    unit, text = span.quantity.unit, question.text
    behind_it = text[span.end : span.end + 1] in tuple(_COUNTERS)
    if behind_it or (span.text.endswith(" times") and _CLOSES.match(text, span.end)):
        ahead = [t for t in question.topics if t.start <= span.start]
        return max(ahead, key=lambda t: t.start, default=None)
    behind = [t for t in question.topics if t.start >= span.end]
    topic = min(behind, key=lambda t: t.start, default=None)
    if topic is None:
        return None
    counted = unit is not None and "/" not in unit and dimension_of(unit) == "count"
    return topic if counted or not text[span.end : topic.start].strip(" x×") else None
