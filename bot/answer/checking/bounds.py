"""Bounds told around a number: “not even 10 %”, 「4割を切った」, 「1%もない」."""

from dataclasses import replace

from bot.answer.words import Patterns
from knowledge.quantities.records import QuantitySpan


def is_not_even(span: QuantitySpan, lowered: str, patterns: Patterns) -> bool:
    """Whether a denial says that a number is not reached, and no more than that."""
    before, after = lowered[: span.start], lowered[span.end :]
    return patterns.shows("not_even_before", before) or patterns.shows("not_even_after", after)


def falls_short(span: QuantitySpan, lowered: str, patterns: Patterns) -> bool:
    """Whether it is said without a denial that a number is not reached."""
    return patterns.shows("falls_short_after", lowered[span.end :])


def at_most(span: QuantitySpan) -> QuantitySpan:
    """The number as a bound that what is spoken of stays under."""
    return replace(span, quantity=replace(span.quantity, qualifier="under"))
