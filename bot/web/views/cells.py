"""Tables with the cell marked that a figure was read from."""

import csv
import io
from dataclasses import dataclass

from bot.answer.composition import Speaker
from bot.web.views.figure_lines import exact
from knowledge.records import Document, Figure

AROUND_ROWS = 12
_COLUMNS = (
    "key", "subject_id", "measure_id", "region", "value", "lower", "upper", "unit", "qualifier",
    "status", "standing", "source_id",
)  # fmt: skip
_ORDER = (
    "key", "subject_id", "measure_id", "region", "period", "value", "lower", "upper", "unit",
    "qualifier", "status", "scope_en", "scope_ja", "standing", "source_id", "page",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table as shown."""

    text: str
    is_marked: bool
    is_head: bool


def figure_table(figure: Figure, speaker: Speaker) -> tuple[tuple[Cell, ...], ...]:
    """Return the table around a figure's cell, its row alone, or its row set upright."""
    place = figure.locator
    if place.table is None:
        return ()
    if place.document_id is not None and place.row is not None:
        document = speaker.knowledge.document(place.document_id)
        return table_around(document, place.row, place.column or "")
    return _upright(figure) if place.column == "value" else _row(figure, speaker)


def _row(figure: Figure, speaker: Speaker) -> tuple[tuple[Cell, ...], ...]:
    """A row with a column for each measure, and its header, as far as the columns were read."""
    period = figure.period.text if figure.period else ""
    kin = speaker.knowledge.figures(
        subject_ids=(figure.subject_id,),
        regions=(figure.region,),
        periods=(period,) if period else (),
        source_ids=(figure.source_id,),
    )
    place = figure.locator
    cells = {
        f.locator.column: f
        for f in (*kin, figure)
        if (f.locator.table, f.locator.row) == (place.table, place.row)
    }
    named = [(column, f) for column, f in cells.items() if column]
    head = ["region", "period", *(column for column, _ in named)]
    values = [
        _cell(figure.region), _cell(period),
        *(_cell(_written(f.value), is_marked=column == place.column) for column, f in named),
    ]  # fmt: skip
    return (tuple(_cell(name, is_head=True) for name in head), tuple(values))


def _upright(figure: Figure) -> tuple[tuple[Cell, ...], ...]:
    """The row of one figure, a line a column, in the order of its file."""
    held: dict[str, object] = {name: getattr(figure, name) for name in _COLUMNS}
    held |= {
        "period": figure.period.text if figure.period else "",
        "page": figure.locator.page,
        "scope_en": figure.scope.en,
        "scope_ja": figure.scope.ja,
    }
    bounded = {"value"} if figure.value is not None else {"lower", "upper"}
    return tuple(
        (_cell(name, is_head=True), _cell(_written(value), is_marked=name in bounded))
        for name, value in ((name, held[name]) for name in _ORDER)
        if value not in (None, "")
    )


def _cell(text: str, *, is_marked: bool = False, is_head: bool = False) -> Cell:
    return Cell(text, is_marked=is_marked, is_head=is_head)


def _written(value: object) -> str:
    if value is None:
        return ""
    return exact(value) if isinstance(value, float) else str(value)


def table_around(document: Document, row: int, column: str) -> tuple[tuple[Cell, ...], ...]:
    """Return the rows near a cell, its header over them, the cell marked.

    `row` counts from 1 below the header; the header is the row that holds `column`.
    """
    rows = list(csv.reader(io.StringIO(document.text)))
    header = next((at for at, cells in enumerate(rows) if column in cells), 0)
    wanted = header + row
    first = max(header + 1, wanted - AROUND_ROWS)
    shown = [(header, rows[header]), *enumerate(rows[first : wanted + AROUND_ROWS], start=first)]
    at_column = rows[header].index(column) if column in rows[header] else -1
    return tuple(
        tuple(
            Cell(text, is_marked=(at, n) == (wanted, at_column), is_head=at == header)
            for n, text in enumerate(cells)
        )
        for at, cells in shown
    )
