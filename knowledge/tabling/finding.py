"""From a table to figures: wide or long, years as rows or columns, units wherever they stand."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from knowledge.errors import UnitError
from knowledge.extraction.places import Unit, plain_unit
from knowledge.extraction.records import Doubt, FoundFigures
from knowledge.records import (
    Bilingual,
    Document,
    Figure,
    Locator,
    Period,
    Quantity,
    Source,
    Status,
    content_hash,
)
from knowledge.sanity import reject_reason
from knowledge.tabling.about import About, about_cell, unit_of
from knowledge.tabling.cells import Cell, read_cell
from knowledge.tabling.grids import is_group, read_grid
from knowledge.tabling.headings import says_projected
from knowledge.tabling.tables import Column, Table, read_table
from knowledge.units import dimension_of, to_base
from knowledge.words import Measure, Subject, Vocabulary

CAUTION = 0.8  # a figure with less confidence stands as caution


@dataclass(frozen=True, slots=True)
class _Place:
    """One cell: its row counted from 1, its column, and its number with the unit's factor."""

    number: int
    column: Column
    cell: Cell
    plain: Unit
    factor: float


def find_table_figures(
    document: Document, *, source: Source, vocabulary: Vocabulary
) -> FoundFigures:
    """Find the figures of a table document.

    A cell becomes a figure when its unit, its measure and its subject are all stated: in its
    row, its column or the table's title. What the vocabulary does not know keeps its name.
    Totals and averages of rows are left out unless the title says of what.
    """
    grid = read_grid(document.text)
    if grid is None:
        return FoundFigures()
    table = read_table(document, source, vocabulary, grid)
    figures: dict[str, Figure] = {}
    subjects: dict[str, Subject] = {}
    for figure, subject in _read(table):
        figures.setdefault(figure.figure_id, figure)
        if subject.kind == "named":
            subjects.setdefault(subject.subject_id, subject)
    kept, doubts = _without_contradictions(tuple(figures.values()))
    doubts += tuple(_unclear(table))
    used = {f.subject_id for f in kept}
    return FoundFigures(kept, tuple(s for s in subjects.values() if s.subject_id in used), doubts)


def _read(table: Table) -> Iterator[tuple[Figure, Subject]]:
    for number, row in enumerate(table.grid.rows, start=1):
        if is_group(row):
            continue
        for column in table.values:
            cell = read_cell(row[column.at], column.style) if column.style else None
            if cell is None:
                continue
            unit = unit_of(table, row, column, cell, group=table.grid.groups[number - 1])
            plain = plain_unit(unit.unit) if unit else None
            if unit is None or plain is None:
                continue
            about = about_cell(table, number, row, column, plain)
            if about is not None:
                place = _Place(number, column, cell, plain, unit.factor)
                yield _figure(table, place, about), about.subject


def _figure(table: Table, place: _Place, about: About) -> Figure:
    number, column, cell, plain = place.number, place.column, place.cell, place.plain
    value = cell.value * place.factor
    source = table.source
    quantity = Quantity(value, plain.unit, qualifier=cell.qualifier)
    reason = _insane(quantity, about.measure)
    standing = "rejected" if reason else "caution" if about.confidence < CAUTION else "ok"
    status = _status(cell, column, about.period, source)
    scope = Bilingual(about.scope, about.scope if table.document.language == "ja" else "")
    period = about.period.text if about.period else ""
    return Figure(
        figure_id=content_hash(
            "figure", about.subject.subject_id, about.measure.measure_id, about.region, period,
            status, about.scope, source.source_id, value, plain.unit, cell.qualifier,
            table.document.document_id, number, column.at,
        ),
        subject_id=about.subject.subject_id,
        measure_id=about.measure.measure_id,
        region=about.region,
        period=about.period,
        value=value,
        lower=None,
        upper=None,
        unit=plain.unit,
        value_si=to_base(value, plain.unit),
        lower_si=None,
        upper_si=None,
        status=status,
        scope=scope,
        standing=standing,  # type: ignore[arg-type]  # one of three
        source_id=source.source_id,
        locator=Locator(
            document_id=table.document.document_id,
            table=table.document.title,
            row=number,
            column=column.header,
        ),
        quote=None,
        method="extracted",
        qualifier=cell.qualifier,
        confidence=round(about.confidence, 3),
        published=source.published,
        retrieved=source.retrieved,
        reason=reason or "",
    )  # fmt: skip


def _insane(quantity: Quantity, measure: Measure) -> str | None:
    try:
        return reject_reason(quantity, measure)
    except UnitError:  # another currency or thing counted: its size cannot be told
        return None


def _status(cell: Cell, column: Column, period: Period | None, source: Source) -> Status:
    if cell.status is not None:
        return cell.status
    year = re.match(r"\d{4}", source.published or "")
    is_ahead = year is not None and period is not None and period.start.year > int(year[0])
    return "projected" if is_ahead or says_projected(column.header) else "estimated"


def _without_contradictions(
    figures: tuple[Figure, ...],
) -> tuple[tuple[Figure, ...], tuple[Doubt, ...]]:
    """Reject cells of one table that say different things of the same: their meaning was missed."""
    groups: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for figure in figures:
        key = (figure.subject_id, figure.measure_id, figure.region, figure.period, figure.scope,
               figure.status, dimension_of(figure.unit))  # fmt: skip
        groups[key].append(figure)
    doubtful = {
        f.figure_id
        for group in groups.values()
        if len({f.value_si for f in group}) > 1
        for f in group
    }
    why = Bilingual(
        "the table gives several values for the same subject, measure and period",
        "同じ対象・指標・期間に複数の値があります",
    )
    kept = tuple(
        replace(f, standing="rejected", reason=why.en)
        if f.figure_id in doubtful and f.standing != "rejected"
        else f
        for f in figures
    )
    return kept, tuple(
        Doubt(f.figure_id, "duplicate", why) for f in figures if f.figure_id in doubtful
    )


def _unclear(table: Table) -> Iterator[Doubt]:
    for column in table.values:
        if column.style is None:
            yield Doubt(
                None,
                "encoding",
                Bilingual(
                    f"the column {column.header!r} mixes decimal points and commas; not read",
                    f"列「{column.header}」は小数点とコンマが混在するため読み取りません",
                ),
            )
