"""Is a figure plausible for its measure? A figure that is not is stored as rejected."""

from knowledge.records import Quantity
from knowledge.units import convert
from knowledge.words import Measure


def reject_reason(quantity: Quantity, measure: Measure) -> str | None:
    """Return why a quantity cannot be this measure, or None when it can."""
    for number in (quantity.value, quantity.lower, quantity.upper):
        if number is None:
            continue
        size = convert(number, quantity.unit or measure.unit, measure.unit)
        if number != 0 and not measure.sane_min <= size <= measure.sane_max:
            return (
                f"{number:g} {quantity.unit} is outside what {measure.names.en} can be: "
                f"{measure.sane_min:g} to {measure.sane_max:g} {measure.unit}"
            )
    return None
