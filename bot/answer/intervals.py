"""Arithmetic that keeps ranges: a ratio of ranges is a range, and no mean is ever taken."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from knowledge.records import Quantity


def low(quantity: Quantity) -> float:
    """Return the least value that the quantity allows: its lower bound, else its value."""
    for bound in (quantity.lower, quantity.value, quantity.upper):
        if bound is not None:
            return bound
    raise AssertionError  # a Quantity has one of the three


def high(quantity: Quantity) -> float:
    """Return the greatest value that the quantity allows: its upper bound, else its value."""
    for bound in (quantity.upper, quantity.value, quantity.lower):
        if bound is not None:
            return bound
    raise AssertionError  # a Quantity has one of the three


def middle(quantity: Quantity) -> float:
    """Return the value, or where only bounds are published the upper one."""
    return quantity.value if quantity.value is not None else high(quantity)


def has_range(quantity: Quantity) -> bool:
    """Whether the quantity allows more than one value."""
    return low(quantity) < high(quantity)


def ratio(numerator: Quantity, denominator: Quantity, *, unit: str = "x") -> Quantity | None:
    """Divide two quantities of one unit; None when the divisor may be zero or negative.

    The bounds are those of the quotient of intervals with positive ends.
    """
    if low(denominator) <= 0 or low(numerator) < 0:
        return None
    value = _combine(numerator.value, denominator.value, lambda a, b: a / b)
    return _with_range(
        value,
        low(numerator) / high(denominator),
        high(numerator) / low(denominator),
        unit=unit,
        ranged=has_range(numerator) or has_range(denominator),
    )


def difference(left: Quantity, right: Quantity) -> Quantity:
    """Subtract two quantities of one unit, as intervals."""
    value = _combine(left.value, right.value, lambda a, b: a - b)
    return _with_range(
        value,
        low(left) - high(right),
        high(left) - low(right),
        unit=left.unit,
        ranged=has_range(left) or has_range(right),
    )


def combined(quantities: Sequence[Quantity]) -> Quantity:
    """Add quantities of one unit, as intervals."""
    values = [q.value for q in quantities if q.value is not None]
    return _with_range(
        sum(values) if len(values) == len(quantities) else None,
        sum(map(low, quantities)),
        sum(map(high, quantities)),
        unit=quantities[0].unit,
        ranged=any(map(has_range, quantities)),
    )


def scaled(quantity: Quantity, factor: float, *, unit: str | None = None) -> Quantity:
    """Multiply value and bounds by a factor of 0 or more; nothing of a range is nothing."""
    if factor == 0:
        return Quantity(0.0, quantity.unit if unit is None else unit)
    return replace(
        quantity,
        value=None if quantity.value is None else quantity.value * factor,
        lower=None if quantity.lower is None else quantity.lower * factor,
        upper=None if quantity.upper is None else quantity.upper * factor,
        unit=quantity.unit if unit is None else unit,
    )


def _combine(
    left: float | None, right: float | None, operation: Callable[[float, float], float]
) -> float | None:
    return None if left is None or right is None else operation(left, right)


def _with_range(
    value: float | None, lower: float, upper: float, *, unit: str | None, ranged: bool
) -> Quantity:
    if not ranged:
        return Quantity(value=lower if value is None else value, unit=unit)
    return Quantity(value=value, unit=unit, lower=lower, upper=upper)


def plain(quantity: Quantity) -> str:
    """Write a quantity in full for the steps of a derivation."""
    if quantity.value is not None:
        return f"{quantity.value:,.10g} {quantity.unit}"
    return f"{low(quantity):,.10g}–{high(quantity):,.10g} {quantity.unit}"


def in_digits(value: float) -> str:
    """Write a number to six significant digits, thousands apart, without a power of ten."""
    return f"{float(f'{value:.6g}'):,.15g}"
