"""Units of energy texts: dimensions, conversion, and canonical spelling in two languages.

pint converts, behind the closed table of `vocabulary/units.toml`: a unit that is not there
raises. It is the only module that imports pint, and only for what the table does not settle by
itself: units of one kind differ by the quotient of their factors, exactly as pint says
(tests/knowledge/test_units.py compares every pair), and pint takes a fifth of a cold start.
"""

import re
from fractions import Fraction
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from knowledge.errors import UnitError
from knowledge.unit_table import UnitEntry, fold, unit_table

if TYPE_CHECKING:
    import pint

_MANY = 4096
_CARBON = re.compile(
    r"(?P<mass>.+?)[ -]*(?:of +|の)?(?:"
    r"(?P<equivalent>co2[ -]?(?:e|eq|equiv\.?|equivalents?)|carbon dioxide equivalents?)"
    r"|(?P<plain>co2|carbon dioxide|二酸化炭素))",
    re.IGNORECASE,
)
_PER = re.compile(r" *(?:/|\bper\b|\ban?\b|\beach\b) *", re.IGNORECASE)
_PER_JA = re.compile(r"(?:毎|(?<=.)あたり|(?<=.)当たり|につき)")


@lru_cache(maxsize=_MANY)
def dimension_of(unit: str) -> str:
    """Return the name of the dimension that `unit` measures: energy, power, carbon_intensity.

    A quotient without a name of its own is called after its parts: energy_per_person.

    Raises:
        UnitError: `unit` is not a canonical unit of the table, nor a quotient of two.
    """
    above, below = _entries(unit)
    if below is None:
        return above.dimension
    named = unit_table().composites.get(f"{above.dimension}/{below.dimension}")
    return named or f"{above.dimension}_per_{_last_name(below)}"


def _last_name(entry: UnitEntry) -> str:
    return entry.name if entry.dimension == "count" else entry.dimension


def split_unit(unit: str) -> tuple[str, str | None]:
    """Return what stands above and below the stroke: ("Wh", "query"); ("TWh", None).

    Raises:
        UnitError: `unit` is not known.
    """
    above, below = _entries(unit)
    return above.name, below.name if below else None


@lru_cache(maxsize=_MANY)
def _entries(unit: str) -> tuple[UnitEntry, UnitEntry | None]:
    entries = unit_table().entries
    if unit in entries:
        return entries[unit], None
    above, stroke, below = unit.rpartition("/")
    if stroke and above in entries and below in entries:
        return entries[above], entries[below]
    raise UnitError(
        f"no unit {unit!r} is known; write a unit such as TWh, MW, gCO2e/kWh or kWh/person"
    )


def convert(value: float, unit: str, to: str) -> float:
    """Convert `value` from one unit to another of the same dimension.

    Raises:
        UnitError: a unit is unknown, or the two do not measure the same thing.
    """
    if unit == to:
        dimension_of(unit)
        return value
    factor = _factor(unit, to)
    if factor is None:
        raise _refusal(unit, to)
    return value * factor[0] / factor[1]


@lru_cache(maxsize=_MANY)
def convertible(unit: str, to: str) -> bool:
    """Whether amounts of one unit can be given in the other: not yen in dollars.

    Raises:
        UnitError: a unit is unknown.
    """
    return unit == to or _table_factor(unit, to) is not None


@lru_cache(maxsize=_MANY)
def _factor(unit: str, to: str) -> tuple[float, float] | None:
    """Return a factor as a fraction; None between different dimensions."""
    exact = _table_factor(unit, to)
    if exact is None:
        exact = _pint_factor(unit, to)
    return (float(exact.numerator), float(exact.denominator)) if exact is not None else None


def _table_factor(unit: str, to: str) -> Fraction | None:
    """Return the factor between units of one kind, above and below the stroke; else None."""
    (above, below), (to_above, to_below) = _entries(unit), _entries(to)
    if above.kind != to_above.kind or (below is None) != (to_below is None):
        return None
    factor = above.factor / to_above.factor
    if below is None or to_below is None:
        return factor
    return factor * to_below.factor / below.factor if below.kind == to_below.kind else None


def _pint_factor(unit: str, to: str) -> Fraction | None:
    import pint  # noqa: PLC0415  # slow to import

    try:
        registry = _registry()
        factor: Fraction = (
            registry.Quantity(Fraction(1), _pint_name(unit)).to(_pint_name(to)).magnitude
        )
    except pint.DimensionalityError:
        return None
    return Fraction(factor)


def _refusal(unit: str, to: str) -> UnitError:
    here, there = dimension_of(unit), dimension_of(to)
    if here == there == "money":
        reason = "no exchange rate is known; compare amounts of one currency"
    elif here == there:
        reason = "they count different things; compare like with like"
    else:
        reason = f"ask for {_article(here)} unit: {', '.join(_examples(unit))}"
    return UnitError(f"cannot convert {unit!r} ({here}) to {to!r} ({there}); {reason}")


def _article(name: str) -> str:
    readable = name.replace("_", " ")
    return f"an {readable}" if readable[0] in "aeiou" else f"a {readable}"


def _examples(unit: str) -> tuple[str, ...]:
    """Return up to three units that `unit` could be converted to."""
    above, below = _entries(unit)
    alike = list(_ladder(above.name)) or [
        name for name, entry in unit_table().entries.items() if entry.kind == above.kind
    ]
    near = sorted(alike, key=lambda name: (abs(alike.index(name) - alike.index(above.name)), name))
    tail = f"/{below.name}" if below else ""
    return tuple(f"{name}{tail}" for name in near[:3])


@cache
def _registry() -> "pint.UnitRegistry[Fraction]":
    """Build pint's registry from our table alone; pint's own units stay out.

    pint takes no `%` or `/` in names, so each unit is called u0, u1, ... in there.
    """
    import pint  # noqa: PLC0415  # slow to import

    registry: pint.UnitRegistry[Fraction] = pint.UnitRegistry(None, non_int_type=Fraction)
    kinds: dict[str, str] = {}
    for index, entry in enumerate(unit_table().entries.values()):
        if entry.kind not in kinds:
            kinds[entry.kind] = f"base{len(kinds)}"
            registry.define(f"{kinds[entry.kind]} = [{kinds[entry.kind]}]")
        size = f"{entry.factor.numerator} / {entry.factor.denominator}"
        registry.define(f"u{index} = {size} * {kinds[entry.kind]}")
    return registry


@cache
def _indices() -> dict[str, int]:
    return {name: index for index, name in enumerate(unit_table().entries)}


def _pint_name(unit: str) -> str:
    above, below = _entries(unit)
    name = f"u{_indices()[above.name]}"
    return f"{name} / u{_indices()[below.name]}" if below else name


@lru_cache(maxsize=_MANY)
def base_unit(dimension: str) -> str:
    """Return the unit that values of `dimension` are stored and compared in.

    Raises:
        UnitError: no unit measures `dimension`.
    """
    table = unit_table()
    if dimension in table.bases:
        return table.bases[dimension]
    for parts, name in table.composites.items():
        if name == dimension:
            above, below = parts.split("/")
            return f"{table.bases[above]}/{table.bases[below]}"
    above, per, below = dimension.partition("_per_")
    if per and above in table.bases and (below in table.bases or below in table.entries):
        return f"{table.bases[above]}/{table.bases.get(below, below)}"
    known = ", ".join(sorted({*table.bases, *table.composites.values()}))
    raise UnitError(f"no dimension {dimension!r} is known; name one of {known}")


def to_base(value: float, unit: str) -> float:
    """Convert to the base unit of the dimension, for search and arithmetic.

    A currency or a thing counted is its own base: no rule turns yen into dollars.

    Raises:
        UnitError: `unit` is not known.
    """
    numerator, denominator = _base_factor(unit)
    return value * numerator / denominator


@lru_cache(maxsize=_MANY)
def _base_factor(unit: str) -> tuple[float, float]:
    above, below = _entries(unit)
    factor = above.factor / (below.factor if below else 1)
    return float(factor.numerator), float(factor.denominator)


def scale_unit(value: float, unit: str) -> str:
    """Return the unit of the same family that shows `value` with 1 to 999 before the point.

    Families do not mix: watt-hours stay watt-hours, joules joules, CO2e CO2e. A quotient scales
    above its stroke when it is per thing counted or per time, else it stays as it is.

    Raises:
        UnitError: `unit` is not known.
    """
    above, below = _entries(unit)
    ladder = _ladder(above.name)
    if not value or not ladder or (below and below.dimension not in ("count", "time")):
        return unit
    best = ladder[0]
    for step in ladder:
        # A value that would print as 1 belongs to the larger unit in spite of binary fractions.
        if abs(convert(value, above.name, step)) >= 1 - 1e-9:
            best = step
    return f"{best}/{below.name}" if below else best


@lru_cache(maxsize=_MANY)
def _ladder(unit: str) -> tuple[str, ...]:
    return next((ladder for ladder in unit_table().ladders if unit in ladder), ())


@lru_cache(maxsize=_MANY)
def canonical_unit(text: str) -> str:
    """Return the canonical spelling of a written unit, English or Japanese.

    CO2 and CO2e stay as they are published: `g CO2 per kWh` is `gCO2/kWh`.

    Raises:
        UnitError: `text` is no unit of the table.
    """
    written = " ".join(fold(text).split())
    unit = _find_unit(written)
    if unit is None:
        raise UnitError(
            f"no unit is written {text!r}; write a unit such as TWh, MW, gCO2e/kWh or kWh/person"
        )
    return unit


def _find_unit(written: str) -> str | None:
    return (
        unit_table().aliases.get(written)
        or _find_simple(written)
        or _find_quotient(_PER.split(written, maxsplit=1))
        or _find_quotient(_PER.split(written[::-1], maxsplit=1)[::-1] if "/" in written else [])
        or _find_quotient(list(reversed(_PER_JA.sub("\0", written).split("\0"))))
    )


def _find_quotient(parts: list[str]) -> str | None:
    if len(parts) != 2:
        return None
    above, below = _find_simple(parts[0].strip()), _find_simple(parts[1].strip(" 1"))
    if below is None:
        below = _find_simple(parts[1].strip())
    if above is None or below is None:
        return None
    return f"{above}/{below}"


def _find_simple(written: str) -> str | None:
    exact, loose = _spelling_maps()
    found = exact.get(written) or loose.get(written.lower())
    if found is not None:
        return found
    match = _CARBON.fullmatch(written)
    if match is None:
        return None
    mass = _find_simple(match["mass"].strip())
    name = f"{mass}{'CO2e' if match['equivalent'] else 'CO2'}"
    return name if name in unit_table().entries else None


@cache
def _spelling_maps() -> tuple[dict[str, str], dict[str, str]]:
    """Return spellings by exact text, and by lower case where no other unit has a claim on it.

    Where several do (mW and MW), the first in the file's order of prefixes loses to the one
    that energy texts mean: k, M, G, T before m and µ.
    """
    exact: dict[str, str] = {name: name for name in unit_table().entries}
    loose: dict[str, str] = {}
    for spelling in unit_table().spellings:
        exact.setdefault(spelling.text, spelling.unit)
        lower = spelling.text.lower()
        if lower not in loose or (loose[lower][0] in "mµn" and spelling.unit[0] in "kMGTPEZ"):
            loose[lower] = spelling.unit
    return exact, loose
