"""Quantities of a line, and how their units compare with the unit that is asked for."""

import re
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from bot.answer.reading.records import Asked, Column, Line
from knowledge.errors import UnitError
from knowledge.quantities import QuantitySpan, extract_quantities
from knowledge.records import Quantity
from knowledge.units import convert, dimension_of, split_unit

YEAR = re.compile(r"(?<![a-zA-Z0-9_.,])(?:1[89]|20|21)\d\d(?!\d|[,.]\d)")
_RANGE_WORDS = re.compile(r"\s*(?:to|and|through|–|-|—|~|〜|から|と)\s*")


_PAID = re.compile(
    r"\b(?:costs?|costing|pri[cz]e[ds]?|pa(?:y|ys|id|ying)|spen[dt]\w*|grants?|fund\w*|invest\w*"
    r"|budget|worth|bills?|fees?|revenue|turnover|loans?|saves?|saved|sold|bought)\b[^.;]*$",
    re.IGNORECASE,
)


def quantities_of(line: Line) -> tuple[QuantitySpan, ...]:
    """Return the quantities of a line; in a row under headers, those of each cell by itself."""
    if not line.columns:
        return quantities_in(line.text)
    return tuple(span for column in line.columns if (span := _cell(line, column)) is not None)


def years_of(line: Line) -> tuple[QuantitySpan, ...]:
    """Return the years that a line names, as bare numbers."""
    return tuple(
        QuantitySpan(match.group(), *match.span(), Quantity(float(match.group()), None))
        for match in YEAR.finditer(line.text)
    )


def _cell(line: Line, column: Column) -> QuantitySpan | None:
    """Read a cell in the unit that it states, else in its header's."""
    raw = line.text[column.start : column.end]
    written = raw.strip('" ')
    start = column.start + raw.find(written)
    for words in (f"{written} {column.unit_words}", written):
        spans = extract_quantities(words)
        if spans and spans[0].start == 0 and spans[0].end >= len(written):
            return QuantitySpan(written, start, start + len(written), spans[0].quantity)
    return None


@lru_cache(maxsize=4096)
def quantities_in(text: str) -> tuple[QuantitySpan, ...]:
    """Return the quantities of a line; white space counts as one space for each character."""
    spans = [_paid(text, span) for span in extract_quantities(re.sub(r"\s", " ", text))]
    joined = [
        range_
        for first, second in pairwise(spans)
        if (range_ := _joined(text, first, second)) is not None
    ]
    return (*spans, *joined)


def _paid(text: str, span: QuantitySpan) -> QuantitySpan:
    """Read the pounds that a thing costs as money."""
    unit = span.quantity.unit or ""
    is_named = unit.startswith("lb") and "pound" in span.text
    if not is_named or _PAID.search(text[: span.start]) is None:
        return span
    return replace(span, quantity=replace(span.quantity, unit="GBP" + unit[2:]))


def _joined(text: str, first: QuantitySpan, second: QuantitySpan) -> QuantitySpan | None:
    """Read “300 watts to 1 kilowatt” as a range, in the unit of its first end."""
    lower, upper = first.quantity, second.quantity
    if not _RANGE_WORDS.fullmatch(text[first.end : second.start]) or lower.unit is None:
        return None
    if lower.value is None or upper.value is None or upper.unit is None:
        return None
    try:
        top = float(f"{convert(upper.value, upper.unit, lower.unit):.12g}")
    except UnitError:
        return None
    if top <= lower.value:
        return None
    quantity = Quantity(None, lower.unit, lower.value, top)
    return QuantitySpan(text[first.start : second.end], first.start, second.end, quantity)


def unit_agreement(asked: Asked, span: QuantitySpan) -> str:
    """Compare units: same, bare (the line states none), differs, or open (none was asked).

    What counts things is no amount of money or energy: “14,300 flats”.
    """
    unit = span.quantity.unit
    if asked.unit is None:
        if asked.counted:
            return "open" if unit is None or _counts(unit) else "differs"
        if asked.dimensions:
            if unit is None:
                return "differs" if span.counted else "bare"
            return "same" if implied(asked, unit) else "differs"
        return "open"
    if unit is None:
        return "bare"
    return "same" if factor_between(unit, asked.unit) is not None else "differs"


def implied(asked: Asked, unit: str) -> bool:
    """Whether a unit measures what the question's words imply, its "per" aside."""
    return bool({dimension_of(unit), dimension_of(split_unit(unit)[0])} & asked.dimensions)


def _counts(unit: str) -> bool:
    return dimension_of(unit) == "count"


def factor_between(unit: str, wanted: str) -> float | None:
    """Return what one `unit` is in `wanted`, a "per" that one side leaves out forgiven."""
    for have, want in (
        (unit, wanted),
        (split_unit(unit)[0], wanted),
        (unit, split_unit(wanted)[0]),
        (_plain_mass(unit), _plain_mass(wanted)),
    ):
        try:
            return convert(1.0, have, want)
        except UnitError:
            continue
    return None


def _plain_mass(unit: str) -> str:
    """The mass of an amount of carbon dioxide: questions say pounds for pounds of CO2."""
    return re.sub(r"CO2e?", "", unit) or unit


def in_unit(quantity: Quantity, unit: str | None) -> Quantity | None:
    """Return a quantity in the unit asked for; None when it needs no conversion or has none."""
    if unit is None or quantity.unit is None or unit == quantity.unit:
        return None
    factor = factor_between(quantity.unit, unit)
    if factor is None or factor == 1.0:
        return None
    scaled = [
        None if v is None else float(f"{v * factor:.12g}")
        for v in (quantity.value, quantity.lower, quantity.upper)
    ]
    return Quantity(scaled[0], unit, scaled[1], scaled[2], quantity.qualifier)
