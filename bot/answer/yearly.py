"""The yearly values of a series, and the one that is highest or lowest."""

from collections.abc import Sequence

from bot.answer.selection import Selection
from knowledge.records import Figure


def yearly(found: Selection) -> list[Figure]:
    """Return the yearly values of the publisher that leads, projections apart."""
    return [
        f
        for f in found.series
        if f.period is not None
        and f.period.year is not None
        and f.value_si is not None
        and f.status != "projected"
        and f.source_id == found.lead.source_id
    ]


def extreme(series: Sequence[Figure], *, lowest: bool) -> Figure:
    """Return the highest or the lowest of one or more values, the first of equal ones."""
    sign = -1 if lowest else 1
    return max(series, key=lambda f: sign * (f.value_si or 0.0))
