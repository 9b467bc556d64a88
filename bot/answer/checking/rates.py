"""Amounts that are told by the day or the month: “350 kWh” of “in a month”, 「月に約350kWh」."""

from collections.abc import Sequence
from dataclasses import replace

from bot.answer.words import Patterns
from knowledge.quantities.records import QuantitySpan
from knowledge.units import dimension_of, split_unit

SPAN_PATTERNS = ("a_month", "a_day")
_SPANS = dict(zip(SPAN_PATTERNS, ("month", "day"), strict=True))


def by_the_span(span: QuantitySpan, lowered: str, patterns: Patterns) -> QuantitySpan:
    """Return an amount of energy with the span of time that its clause tells it for, if one."""
    unit = span.quantity.unit
    if unit is None or dimension_of(unit) != "energy":
        return span
    told = [each for pattern, each in _SPANS.items() if patterns.shows(pattern, lowered)]
    if len(told) != 1:
        return span
    return replace(span, quantity=replace(span.quantity, unit=f"{unit}/{told[0]}"))


def is_told_span(span: QuantitySpan, amounts: Sequence[QuantitySpan]) -> bool:
    """Whether a time is the one that an amount is told for: the day of 「1日に11kWh」."""
    per = {split_unit(amount.quantity.unit or "")[1] for amount in amounts}
    return span.quantity.value == 1 and span.quantity.unit in per
