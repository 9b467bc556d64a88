"""How far a claimed number may lie from a published one, by how it is worded and written."""

import math
from dataclasses import dataclass
from typing import Literal

from bot.answer.intervals import high, low
from knowledge.records import Quantity

Fit = Literal["match", "near", "apart"]
_LEAST, _ABOUT = 0.02, 0.10  # what people round away; what "about" allows
_ROUNDED = 0.005  # how far a published value may be rounded across a bound
_MOST_EXACT, _MOST_ONE_DIGIT = 0.05, 0.10
_MOST_OF_OLDER = 0.05
_HALF_A_POINT, _MOST_OF_POINTS = 0.5, 0.25  # “1 %” is said of 1.2 %
_APART_MEASURED, _APART_ESTIMATED = 0.05, 0.10  # nearer than this is never called wrong
_COUNTED_OTHERWISE = 2.5  # what emissions differ by with what is counted: the stack, a life
_WIDEST_SPREAD = 3.0  # beyond this factor, sources of one year do not speak of one thing


@dataclass(frozen=True, slots=True)
class Claimed:
    """A claimed number as an interval; `slack` is its relative tolerance, `bound` its open side."""

    low: float
    high: float
    slack: float
    bound: Literal["none", "least", "most"] = "none"


def claimed_interval(quantity: Quantity, *, hedged: bool) -> Claimed:
    """Return the interval that a claimed quantity allows.

    A number allows half a unit of its last significant digit, at least 2 % and at most 5 % (10 %
    for one digit); "about" allows 10 %. "Over" and "up to" are open on one side and exact on the
    other, but for what a published value is rounded by.
    """
    least, most = low(quantity), high(quantity)
    if quantity.qualifier in ("at_least", "over"):
        return Claimed(least - abs(least) * _ROUNDED, math.inf, _ROUNDED, "least")
    if quantity.qualifier in ("at_most", "under"):
        return Claimed(-math.inf, most + abs(most) * _ROUNDED, _ROUNDED, "most")
    slack = _slack(quantity, hedged=hedged)
    return Claimed(least - abs(least) * slack, most + abs(most) * slack, slack)


def tightened(claimed: Claimed, quantity: Quantity) -> Claimed:
    """The interval by which an older year bears out a number that is round and names no year."""
    is_rough = quantity.qualifier == "about" or claimed.slack >= _ABOUT
    if claimed.bound != "none" or is_rough or claimed.slack <= _MOST_OF_OLDER:
        return claimed
    least, most = low(quantity), high(quantity)
    least, most = least - abs(least) * _MOST_OF_OLDER, most + abs(most) * _MOST_OF_OLDER
    return Claimed(least, most, _MOST_OF_OLDER)


def _slack(quantity: Quantity, *, hedged: bool) -> float:
    value = low(quantity)
    if quantity.value is None and quantity.lower is not None and quantity.upper is not None:
        return _LEAST  # the ends of a range are meant
    points = 0.0
    if quantity.unit == "%" and value >= 1 and value == round(value):
        points = min(_HALF_A_POINT / value, _MOST_OF_POINTS)
    if hedged or quantity.qualifier == "about":
        return max(_ABOUT, points)
    digits = f"{abs(value):.12e}".split("e")[0].rstrip("0").replace(".", "")
    if value == 0 or not digits:
        return _LEAST
    step = 10.0 ** (math.floor(math.log10(abs(value))) - len(digits) + 1)
    most = _MOST_ONE_DIGIT if len(digits) == 1 else _MOST_EXACT
    return max(points, min(max(_LEAST, step / 2 / abs(value)), most))


def fit(claimed: Claimed, published: Quantity, *, measured: bool) -> Fit:
    """Tell whether a published quantity bears a claim out, is near to it, or lies apart."""
    least, most = low(published), high(published)
    value = published.value if published.value is not None else None
    if claimed.bound != "none" and _is_within(claimed, least, most, value):
        return "match"
    if _is_beyond_bound(claimed, published, least, most):
        return "near"
    if claimed.low <= most and least <= claimed.high:
        return "match" if claimed.bound == "none" else "near"
    gap = least - claimed.high if claimed.high < least else claimed.low - most
    size = max(abs(least), 1e-300) if claimed.high < least else max(abs(most), 1e-300)
    margin = max(claimed.slack, _APART_MEASURED if measured else _APART_ESTIMATED)
    return "near" if gap / size <= margin else "apart"


def _is_beyond_bound(claimed: Claimed, published: Quantity, least: float, most: float) -> bool:
    """Whether a claim lies on the open side of a published bound; nobody says "over 135" of 900."""
    if published.qualifier in ("at_least", "over"):
        return most < claimed.low <= most * _WIDEST_SPREAD
    if published.qualifier in ("at_most", "under"):
        return least / _WIDEST_SPREAD <= claimed.high < least
    return False


def may_be_counted_otherwise(claimed: Claimed, published: Quantity) -> bool:
    """Whether a claim is near enough that another source, which counts otherwise, may say so."""
    least, most = low(published), high(published)
    return least / _COUNTED_OTHERWISE <= claimed.high and claimed.low <= most * _COUNTED_OTHERWISE


def _is_within(claimed: Claimed, least: float, most: float, value: float | None) -> bool:
    """Whether a published value lies on the claimed side of a bound, the unsure end of a range."""
    unsure = least if claimed.bound == "least" else most
    return claimed.low <= (unsure if value is None else value) <= claimed.high


def within_spread(claimed: Claimed, published: list[Quantity]) -> bool:
    """Whether a claim lies between values of several sources that speak of one thing."""
    if len(published) < 2 or claimed.bound != "none":
        return False
    least, most = min(map(low, published)), max(map(high, published))
    return (
        least > 0
        and most / least <= _WIDEST_SPREAD
        and least <= claimed.high
        and claimed.low <= most
    )
