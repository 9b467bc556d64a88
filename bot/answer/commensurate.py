"""Which figures may be set against one another: the one rule that every kind of answer asks.

What is used in a year, what one item takes, what happens once and what holds at a moment are
different things even in one unit: a quotient of them says nothing, however exact it is.
"""

from collections.abc import Sequence
from itertools import combinations

from knowledge.words import Measure

OF_ONE_WHOLE = ("share", "rate", "ratio")  # a percentage of one thing is none of another
_TOTALS = "total_"  # families of what was summed over several years
_OF_ONE_THING = ("per_item", "one_off")


def are_commensurable(first: Measure, second: Measure) -> bool:
    """Whether figures of two measures may be compared, divided, added or subtracted.

    A power beside a yearly energy counts as running all year, which answers say.
    """
    if first.measure_id == second.measure_id:
        return True
    if _is_total(first) or _is_total(second) or first.dimension in OF_ONE_WHOLE:
        return False
    if first.dimension != second.dimension:
        dimensions = {first.dimension, second.dimension}
        return dimensions == {"energy", "power"} and _runs(first) and _runs(second)
    if first.basis == second.basis == "per_item":
        return first.family == second.family
    return first.basis == second.basis or (_is_of_one_thing(first) and _is_of_one_thing(second))


def common_unit(measures: Sequence[Measure]) -> str | None:
    """The unit in which figures of these measures are compared; None when they must not be."""
    if not all(are_commensurable(a, b) for a, b in combinations(measures, 2)):
        return None
    if len({m.dimension for m in measures}) == 1:
        return measures[0].unit
    return next(m.unit for m in measures if m.dimension == "energy")


def _is_total(measure: Measure) -> bool:
    return measure.family.startswith(_TOTALS)


def _runs(measure: Measure) -> bool:
    """Whether it is of a whole that runs: a rating is of one device, whatever the device is."""
    return measure.basis in ("per_year", "level") and measure.measure_id != "rated_power"


def _is_of_one_thing(measure: Measure) -> bool:
    """Whether it is what one item takes, or what was done once: training, a flight, a prompt."""
    if measure.basis not in _OF_ONE_THING:
        return False
    return measure.family.startswith(_OF_ONE_THING) or measure.family.endswith("_per_item")
