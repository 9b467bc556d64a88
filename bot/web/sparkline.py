"""Small lines of values over time, as the points of an SVG."""

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.records import Figure

WIDTH, HEIGHT, _EDGE = 160.0, 36.0, 4.0


@dataclass(frozen=True, slots=True)
class Sparkline:
    """The points of what was and of what is projected, and the ends in words.

    `dot` is the marked figure's place, or that of the last past value.
    """

    past: str
    ahead: str
    dot: tuple[float, float]
    first_year: int
    last_year: int
    n_points: int


def sparkline_of(figures: Sequence[Figure], *, marked: Figure | None = None) -> Sparkline | None:
    """Draw one value a year; None where fewer than three years have one.

    Where a year has several, the first given stands: the order of `Knowledge.figures` leads.
    """
    by_year: dict[int, Figure] = {}
    for figure in figures:
        if figure.period and figure.period.year and figure.value_si is not None:
            by_year.setdefault(figure.period.year, figure)
    if len(by_year) < 3:
        return None
    years = sorted(by_year)
    places = _places([(year, by_year[year].value_si or 0.0) for year in years])
    past = [p for year, p in zip(years, places, strict=True) if not _is_ahead(by_year[year])]
    ahead = [p for year, p in zip(years, places, strict=True) if _is_ahead(by_year[year])]
    at = marked.period.year if marked and marked.period and marked.period.year else None
    dot = places[years.index(at)] if at in by_year and at is not None else (past or places)[-1]
    return Sparkline(
        past=_points(past),
        ahead=_points([*past[-1:], *ahead]) if ahead else "",
        dot=dot,
        first_year=years[0],
        last_year=years[-1],
        n_points=len(years),
    )


def _is_ahead(figure: Figure) -> bool:
    return figure.status == "projected"


def _places(values: Sequence[tuple[int, float]]) -> list[tuple[float, float]]:
    """Map years and values to the drawing; the value axis begins at zero unless below it."""
    first, last = values[0][0], values[-1][0]
    low = min(0.0, *(value for _, value in values))
    high = max(value for _, value in values)
    width, height = WIDTH - 2 * _EDGE, HEIGHT - 2 * _EDGE
    rise = (high - low) or 1.0
    return [
        (
            round(_EDGE + width * (year - first) / ((last - first) or 1)),
            round(_EDGE + height * (1 - (value - low) / rise), 1),
        )
        for year, value in values
    ]


def _points(places: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x:g},{y:g}" for x, y in places)
