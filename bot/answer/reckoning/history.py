"""The history of a figure over the years: one report's, and what others tell of later ones."""

from collections.abc import Sequence

from bot.answer.figures import FigureFinder
from bot.answer.selection import Selection, is_of_part
from knowledge.records import Figure

_MOST_LATER = 3
_MOST_PROJECTIONS = 2
_COMPANY, _ONLY = "company:", " only"
_Line = tuple[str, str, bool]


def one_series(
    selection: Selection, finder: FigureFinder, asked: tuple[int | None, int | None]
) -> list[Figure]:
    """The yearly history that holds the asked ends and spans most, the lead's on a tie.

    An added source's history is told only where no curated one has two years.
    """
    yearly = [
        f
        for f in _in_span(selection.series, *asked)
        if f.status != "projected"
        and f.value is not None
        and f.period is not None
        and f.period.year is not None
    ]
    sure = [f for f in yearly if f.standing != "caution"]
    if len({f.period.year for f in sure if f.period}) > 1:  # doubtful years only where none else
        yearly = sure
    yearly = _of_what_is_asked(yearly, selection.topic.part)
    of_two_years = None not in asked  # else what one report tells is told
    lines: dict[_Line, dict[int, Figure]] = {}
    for figure in yearly:
        if figure.period is not None and figure.period.year is not None:
            own = of_two_years and _is_of_itself(figure)
            key = (figure.subject_id, "", False) if own else _line_of(figure, finder)
            line = lines.setdefault(key, {})
            line.setdefault(figure.period.year, figure)
    if not lines:
        return []
    lead = _line_of(selection.lead, finder)

    def rank(key: _Line) -> tuple[bool, int, int, int, bool]:
        years = lines[key]
        curated = len(years) > 1 and not any(f.is_extracted for f in years.values())
        held = sum(end in years for end in asked)
        return curated, held, max(years) - min(years), len(years), key == lead

    best = lines[max(sorted(lines), key=rank)]
    return [best[year] for year in sorted(best)]


def _line_of(figure: Figure, finder: FigureFinder) -> _Line:
    """What the figures of one history share: who counts, what is inside, the kind of year.

    The reports of one publisher are one history where they count one named scope, what was metered
    or what the publisher says of itself; else each may have revised the one before.
    """
    source = finder.knowledge.source(figure.source_id)
    joins = bool(figure.scope.en) or figure.status in ("claimed", "measured")
    own = joins and not figure.is_extracted
    counts = source.reports or source.publisher if own else figure.source_id
    fiscal = figure.period is not None and figure.period.is_fiscal
    return counts, figure.scope.en, fiscal


def _is_of_itself(figure: Figure) -> bool:
    """Whether a company tells it of all that it is, whatever page repeats that."""
    own = figure.subject_id.startswith(_COMPANY) and figure.status == "claimed"
    return own and figure.standing == "preferred" and not _is_only_part(figure)


def _is_only_part(figure: Figure) -> bool:
    return figure.scope.en.endswith(_ONLY)


def _of_what_is_asked(figures: list[Figure], part: str | None) -> list[Figure]:
    """Those of the asked part, else of the whole, where they are of two years."""
    asked = [f for f in figures if (is_of_part(f, part) if part else not _is_only_part(f))]
    years = {f.period.year for f in asked if f.period}
    return asked if len(years) > 1 else figures


def _in_span(figures: Sequence[Figure], first: int | None, last: int | None) -> list[Figure]:
    return [
        f
        for f in figures
        if f.period is not None
        and (first is None or f.period.start.year >= first)
        and (last is None or f.period.start.year <= last)
    ]


def projections(selection: Selection, last: Figure) -> list[Figure]:
    """The preferred projections for times after a history ends, the nearest first."""
    later: dict[str, Figure] = {}
    for figure in selection.series:
        if (
            figure.status == "projected"
            and figure.period is not None
            and last.period is not None
            and figure.period.end > last.period.end
            and figure.standing == "preferred"
        ):
            later.setdefault(figure.period.text, figure)
    return [later[text] for text in sorted(later)][:_MOST_PROJECTIONS]


def has_turned(history: Sequence[Figure]) -> bool:
    """Whether the last year went the other way than the whole span."""
    first, before, last = (f.value_si or 0.0 for f in (history[0], *history[-2:]))
    return (last - first) * (last - before) < 0


def by_others(selection: Selection, last: Figure) -> list[Figure]:
    """The leading figures of later years than a history reaches, the latest first."""
    ends = last.period.end.year if last.period else 0
    by_year: dict[int, Figure] = {}
    for figure in selection.series:
        year = figure.period.year if figure.period else None
        known = figure.status != "projected" and figure.standing in ("preferred", "ok")
        if year is not None and year > ends and known and not figure.is_extracted:
            by_year.setdefault(year, figure)
    return [by_year[year] for year in sorted(by_year, reverse=True)[:_MOST_LATER]]
