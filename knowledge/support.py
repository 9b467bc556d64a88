"""Whether words or a cell hold a figure: the mechanical side of “the citation holds the claim”."""

import re
import unicodedata

from knowledge.errors import UnitError
from knowledge.quantities import extract_quantities
from knowledge.records import Figure
from knowledge.units import convert

_DIGITS = re.compile(r"\d[\d,\u00a0\u202f]*(?:\.\d+)?|\.\d+")
_CLOSE = 0.006  # a source may round what a figure keeps to three digits


def holds_figure(evidence: str, figure: Figure) -> bool:
    """Whether each of the figure's published numbers stands in the evidence.

    A number stands there when a quantity read from it equals the value in the figure's unit, or
    its digits do, powers of ten aside (a table's heading may hold the “million”).
    """
    wanted = [v for v in (figure.value, figure.lower, figure.upper) if v is not None]
    plain = unicodedata.normalize("NFKC", evidence)
    read = _values_in(plain, figure.unit)
    digits = _mantissas(plain)
    return all(
        any(_near(value, found) for found in read) or _mantissa(value) in digits for value in wanted
    )


def _values_in(text: str, unit: str) -> list[float]:
    found = []
    for span in extract_quantities(text):
        quantity = span.quantity
        for value in (quantity.value, quantity.lower, quantity.upper):
            if value is not None:
                found.append(_converted(value, quantity.unit, unit))
    return [value for value in found if value is not None]


def _converted(value: float, have: str | None, want: str) -> float | None:
    if have is None or have == want:
        return value
    try:
        return convert(value, have, want)
    except UnitError:
        return None


def _near(wanted: float, found: float) -> bool:
    return abs(found - wanted) <= _CLOSE * abs(wanted)


def _mantissas(text: str) -> set[str]:
    numbers = [re.sub(r"[,\s]", "", m.group()) for m in _DIGITS.finditer(text)]
    return {_mantissa(float(n)) for n in numbers if n not in ("", ".")}


def _mantissa(value: float) -> str:
    """Four significant digits without trailing zeros or a power of ten."""
    return f"{abs(value):.3e}".split("e")[0].rstrip("0").rstrip(".")
