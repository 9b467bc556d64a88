"""Cuts grids of cells into tables: edges trimmed, titles and notes made captions."""

import re
from collections.abc import Iterable, Sequence

from knowledge.reading.limits import Limits, check_limit
from knowledge.reading.parts import Parts, Row, TablePart

_SMALLER = "give the part of the table that is needed"
# A spreadsheet program would run these; they are instructions, not values.
_FORMULA = re.compile(r"=(?!\s|=)(?:.*[(|!+*/&^-]|[A-Za-z$])", re.DOTALL)
_QUOTED_VALUE = re.compile(r'="([^"]*)"')
_NUMBER = re.compile(r"[-+−△▲(]?[$¥€£]?\d[\d,. ]*\)?%?")


class TableLimiter:
    """Counts rows, columns and cells while they are read, and refuses beyond the limits."""

    def __init__(self, source: str, limits: Limits) -> None:
        self._source, self._limits = source, limits
        self._n_rows = self._n_cells = 0

    def count(self, row: Sequence[object]) -> None:
        """Count one row.

        Raises:
            LimitExceededError: with it the rows, columns or cells are too many.
        """
        limits, source = self._limits, self._source
        self._n_rows += 1
        self._n_cells += len(row)
        check_limit(source, "number of columns", len(row), limits.max_columns, _SMALLER)
        check_limit(source, "number of rows", self._n_rows, limits.max_rows, _SMALLER)
        check_limit(source, "number of cells", self._n_cells, limits.max_cells, _SMALLER)


def as_tables(
    rows: Iterable[Sequence[str]],
    *,
    caption: str = "",
    heading: tuple[str, ...] = (),
    name: str | None = None,
) -> Parts:
    """Cut a grid into its tables, and say what was left out of it."""
    grid, n_formulas = _without_formulas(rows)
    tables = []
    for block in _blocks(grid):
        above, body, below = _captioned(_trimmed(block))
        if not body:
            continue
        words = [part for part in (caption, *above, *below) if part]
        tables.append(TablePart(tuple(body), " ".join(words), heading, name))
    said = f"{n_formulas} cells hold formulas without a value; they are left empty"
    return Parts(tables=tuple(tables), skipped=(said,) if n_formulas else ())


def _without_formulas(rows: Iterable[Sequence[str]]) -> tuple[list[Row], int]:
    grid: list[Row] = []
    n_formulas = 0
    for row in rows:
        if not any(cell.startswith("=") for cell in row):
            grid.append(tuple(row))
            continue
        cells = [_QUOTED_VALUE.sub(r"\1", cell) for cell in row]
        n_formulas += sum(1 for cell in cells if _FORMULA.match(cell))
        grid.append(tuple("" if _FORMULA.match(cell) else cell for cell in cells))
    return grid, n_formulas


def _blocks(grid: Sequence[Row]) -> list[list[Row]]:
    """Cut at blank rows where a further table with a header of its own begins."""
    blocks: list[list[Row]] = [[]]
    after_blank = False
    for row in grid:
        if not any(cell.strip() for cell in row):
            after_blank = True
            continue
        if after_blank and _n_filled(row) > 1 and _is_header(row) and len(blocks[-1]) > 2:
            blocks.append(_taken_captions(blocks[-1]))
        blocks[-1].append(row)
        after_blank = False
    return [block for block in blocks if block]


def _taken_captions(block: list[Row]) -> list[Row]:
    """Take a last single cell from a block: it is the title of the next one."""
    if len(block) > 2 and _n_filled(block[-1]) == 1 and not _is_note(_only(block[-1])):
        return [block.pop()]
    return []


def _is_header(row: Row) -> bool:
    """A header names; only years may be numbers in it."""
    return not any(
        _NUMBER.fullmatch(cell.strip()) and not re.fullmatch(r"(?:19|20|21)\d\d", cell.strip())
        for cell in row
    )


def _n_filled(row: Row) -> int:
    return sum(1 for cell in row if cell.strip())


def _only(row: Row) -> str:
    return next(cell.strip() for cell in row if cell.strip())


_NOTE = re.compile(
    r"(?:notes?|sources?|footnotes?|data|licen[cs]e|注記?|備考|出典|出所|資料|※|\*|†|\(?\d+[).]|\[\d+\]"
    r"|[a-z]\))[\s:：.)]?",
    re.IGNORECASE,
)


def _is_note(text: str) -> bool:
    return bool(_NOTE.match(text)) or len(text) > 60


def _captioned(block: list[Row]) -> tuple[list[str], list[Row], list[str]]:
    """Part a block into the single cells above, the table, and the notes below."""
    if max(map(len, block), default=0) < 2:
        return [], block, []
    first, last = 0, len(block)
    while first < last and _is_title(block[first]):
        first += 1
    while last > first + 1 and _n_filled(block[last - 1]) == 1 and _is_note(_only(block[last - 1])):
        last -= 1
    if last - first < 2:
        return [], block, []
    return (
        [_only(row) for row in block[:first]],
        _trimmed(block[first:last]),
        [_only(row) for row in block[last:]],
    )


def _is_title(row: Row) -> bool:
    """Return whether a row is one text, in one cell or in one merged over all."""
    if _n_filled(row) == 1:
        return not row[0].isdigit()
    is_merged = len(row) > 2 and all(row) and len(set(row)) == 1
    return is_merged and not _NUMBER.fullmatch(row[0].strip())


def _trimmed(block: Sequence[Row]) -> list[Row]:
    """Drop the columns at both edges that are empty in every row."""
    filled = [at for row in block for at, cell in enumerate(row) if cell.strip()]
    if not filled:
        return []
    left, right = min(filled), max(filled) + 1
    return [tuple(row[left:right]) for row in block]
