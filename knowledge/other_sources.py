"""How a figure compares with other sources of it and with the year before."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.extraction.records import DoubtKind
from knowledge.records import Bilingual, Figure, curated_first

# How far two sources of one figure may lie apart before it is said, and before it is no figure.
_APART, _FAR_APART = 3.0, 100.0
_DISPUTED = 1.25  # from what was curated of the same matter and time
_SLIPS = (1e3, 1e6, 1e9)  # W for kW, MW for TW: steps of the prefixes
_SHARE_SLIP = 10.0  # 15 % for 1.5 %
_SLIP_TOLERANCE = 0.25
_JUMP = 5.0  # from one year to the next
_NEAR_YEARS = 2


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check says: a doubt, and whether the figure falls, or only stands lower."""

    kind: DoubtKind
    message: Bilingual
    rejects: bool = False
    lowers: bool = True


def other_sources(figure: Figure, others: Sequence[Figure]) -> Iterator[Verdict]:
    """Yield what the nearest figure of another source says against this one."""
    size = size_of(figure)
    near = [f for f in others if f.source_id != figure.source_id and same_time(f, figure)]
    near = curated_first(near)  # one added source does not vouch for another
    sizes = [s for f in near if (s := size_of(f))]
    if not size or not sizes:
        return
    best = min(sizes, key=lambda other: abs(math.log(size / other)))
    ratio = max(size / best, best / size)
    if ratio <= _APART:
        yield from _dispute(figure, near)
        return
    slip = is_slip(figure, ratio)
    other = min(near, key=lambda f: abs(math.log(size / (size_of(f) or size))))
    if slip:
        yield Verdict("unit_slip", slipped(figure, ratio, other), rejects=True)
        return
    message = Bilingual(
        f"{other.source_id} says {shown(other)}, {ratio:,.0f} times apart from {shown(figure)}",
        f"{other.source_id}の{shown(other)}と{ratio:,.0f}倍の開きがあります({shown(figure)})",
    )
    yield Verdict("other_sources", message, rejects=ratio >= _FAR_APART)


def _dispute(figure: Figure, near: Sequence[Figure]) -> Iterator[Verdict]:
    """Doubt a figure that lies off every curated range of the same matter and time."""
    curated = [f for f in near if not f.is_extracted and f.period == figure.period and size_of(f)]
    gaps = {f.figure_id: _gap(figure, f) for f in curated}
    if not gaps or min(gaps.values()) <= _DISPUTED:
        return
    other = min(curated, key=lambda f: gaps[f.figure_id])
    message = Bilingual(
        f"{shown(figure)} lies outside {shown(other)} from {other.source_id}, "
        "which was checked by hand",
        f"{shown(figure)}は、人の手で確かめた{other.source_id}の{shown(other)}の範囲の外です",
    )
    yield Verdict("other_sources", message)


def _gap(one: Figure, other: Figure) -> float:
    """Return how many times apart the nearest ends of two ranges are; at most 1 when they meet."""
    (low, high), (other_low, other_high) = _ends(one), _ends(other)
    return max(low / other_high, other_low / high)


def _ends(figure: Figure) -> tuple[float, float]:
    """Return the lowest and highest value of a figure whose size is above zero."""
    values = (figure.value_si, figure.lower_si, figure.upper_si)
    known = [v for v in values if v is not None and v > 0]
    return min(known), max(known)


def slipped(figure: Figure, ratio: float, other: Figure) -> Bilingual:
    """Say that a figure is a prefix or a point away from another."""
    return Bilingual(
        f"{shown(figure)} is {ratio:,.0f} times off {shown(other)} from {other.source_id}: "
        "a slip of the unit or the point",
        f"{shown(figure)}は{other.source_id}の{shown(other)}と{ratio:,.0f}倍違い、"
        "単位か小数点の誤りとみられます",
    )


def is_slip(figure: Figure, ratio: float) -> bool:
    """Return whether a ratio is that of a wrong prefix, or of a lost point in a share."""
    steps = (_SHARE_SLIP, 100.0) if figure.unit == "%" else _SLIPS
    return any(abs(ratio / step - 1) <= _SLIP_TOLERANCE for step in steps)


def jump(figure: Figure, others: Sequence[Figure]) -> Iterator[Verdict]:
    """Yield a doubt where a figure lies far off that of the year before."""
    size, year = size_of(figure), _year(figure)
    if not size or year is None or figure.unit == "%":
        return
    before = curated_first([f for f in others if _year(f) == year - 1 and size_of(f)])
    if not before:
        return
    ratios = [max(size / (size_of(f) or size), (size_of(f) or size) / size) for f in before]
    if min(ratios) <= _JUMP:
        return
    last = before[ratios.index(min(ratios))]
    message = Bilingual(
        f"{shown(figure)} in {year} is {min(ratios):,.1f} times off {shown(last)} a year before",
        f"{year}年の{shown(figure)}は前年の{shown(last)}と{min(ratios):,.1f}倍違います",
    )
    yield Verdict("jump", message)


def same_time(one: Figure, other: Figure) -> bool:
    """Return whether two figures are of the same time, give or take two years."""
    if one.period is None or other.period is None:
        return one.period is other.period
    years = one.period.start.year, other.period.start.year
    return abs(years[0] - years[1]) <= _NEAR_YEARS


def _year(figure: Figure) -> int | None:
    return figure.period.year if figure.period else None


def size_of(figure: Figure) -> float | None:
    """Return a figure's size in base units: its value, or the middle of its bounds."""
    ends = [v for v in (figure.lower_si, figure.upper_si) if v is not None]
    size = figure.value_si if figure.value_si is not None else sum(ends) / len(ends)
    return size if size > 0 else None


def shown(figure: Figure) -> str:
    """Return a figure with its bounds and unit, in words."""
    bounds = [f"{v:g}" for v in (figure.lower, figure.upper) if v is not None]
    if figure.value is not None:
        within = f" ({'–'.join(bounds)})" if len(bounds) == 2 else ""
        return f"{figure.value:g}{within} {figure.unit}"
    return f"{'–'.join(bounds)} {figure.unit}"
