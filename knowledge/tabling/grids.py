"""A table's cells as header, label columns and body."""

import csv
import io
import re
from dataclasses import dataclass
from itertools import accumulate

from knowledge.tabling.cells import MARKERS, is_number_like

_YEAR = re.compile(
    r"(?:FY ?)?(?:19|20|21)\d\d(?:年度?)?(?: ?[/-] ?\d{2,4})?\s*(?:\(?[a-z*†]{1,2}\)?|\[\d+\])?",
    re.IGNORECASE,
)
_MAX_HEADER_ROWS = 4
_CITED = re.compile(r"\s*[(\[][^()\[\]]*\bet al\b[^()\[\]]*[)\]]")  # no year of the column's


@dataclass(frozen=True, slots=True)
class Grid:
    """`headers` has one text a column, the parts of several header rows joined; `rows` the body.

    `groups` holds for each row the label that stands alone in a row above it, or nothing.
    """

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    groups: tuple[str, ...]


def read_grid(text: str) -> Grid | None:
    """Part a table's CSV into header and body; None where it has no header or no body."""
    rows = [tuple(cell.strip() for cell in row) for row in csv.reader(io.StringIO(text))]
    n_header = _header_height(rows)
    if n_header == 0 or n_header == len(rows):
        return None
    groups, group = [], ""
    for row in rows[n_header:]:
        if is_group(row):
            group = row[0]
        groups.append(group)
    headers = tuple(_CITED.sub("", header) for header in _joined(rows[:n_header]))
    return Grid(headers, tuple(rows[n_header:]), tuple(groups))


def row_starts(text: str) -> tuple[int, ...]:
    """Return where each row of the body starts in a table's CSV; a row may span lines."""
    grid = read_grid(text)
    if grid is None:
        return ()
    lines = text.splitlines(keepends=True)
    offsets = [0, *accumulate(len(line) for line in lines)]
    reader = csv.reader(lines)
    starts = [0]
    starts += [offsets[reader.line_num] for _ in reader]
    return tuple(starts[:-1][-len(grid.rows) :])


def cell_words(text: str, row: int, column: str) -> tuple[str, str, str] | None:
    """Return a cell's row label, column header and content as written.

    `row` counts from 1 below the header. None where no one column has that header.
    """
    grid = read_grid(text)
    if grid is None or grid.headers.count(column) != 1 or not 0 < row <= len(grid.rows):
        return None
    cells = grid.rows[row - 1]
    return cells[0], column, cells[grid.headers.index(column)]


def label_header(text: str) -> str:
    """Return the header over the labels of a table's rows: Tramway, 施設名; empty where none is."""
    grid = read_grid(text)
    return grid.headers[0] if grid is not None else ""


def is_group(row: tuple[str, ...]) -> bool:
    """Whether a row is only a label over the rows beneath it."""
    return bool(row[0]) and not any(row[1:]) and not is_number_like(row[0])


def _header_height(rows: list[tuple[str, ...]]) -> int:
    """Count the rows at the top that name: no numbers in them but years."""
    for at, row in enumerate(rows[: _MAX_HEADER_ROWS + 1]):
        filled = [cell for cell in row[1:] if cell] or [cell for cell in row if cell]
        values = [c for c in filled if is_number_like(c) and not _YEAR.fullmatch(c)]
        if values:
            return at
        is_empty_body = all(c.lower() in MARKERS for c in filled)
        if at and filled and is_empty_body:
            return at
        if at and is_group(row):
            return at
        if at and _YEAR.fullmatch(row[0]) and not all(_YEAR.fullmatch(c) for c in filled):
            return at
    return 0


def _joined(rows: list[tuple[str, ...]]) -> tuple[str, ...]:
    """Join the header rows column by column; a blank beside a name is part of its merged cell."""
    filled = []
    for at, row in enumerate(rows):
        cells, last = [], ""
        for cell in row:
            last = cell or last
            cells.append(last if at < len(rows) - 1 else cell)
        filled.append(cells)
    return tuple(
        " ".join(dict.fromkeys(cell for cell in column if cell))
        for column in zip(*filled, strict=True)
    )
