"""Reads which row of a table has the most or the least of what is asked: “which berth used it”."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.answer.reading.asking import quantity_values
from bot.answer.reading.records import Asked, Column, Evidence, Line, PhraseRead
from bot.answer.reading.spans import quantities_of
from bot.answer.reading.terms import fold

_YEAR = re.compile(r"(?:19|20)\d\d")
_WHOLE = re.compile(r"\b(?:totals?|sum|all|average|mean)\b|合計|総計|小計|全体|平均|^計$")
_FEWEST = 3  # rows with a value to compare, those of wholes aside


@dataclass(frozen=True, slots=True)
class _Cell:
    row: Line
    value: float


def read_extreme(asked: Asked, evidence: Sequence[Evidence]) -> PhraseRead | None:
    """Return the name of the row with the most or least; None where no one column tells that."""
    tables = {fitted.rows: fitted for fitted in reversed(evidence) if fitted.rows}
    for rows, fitted in reversed(tables.items()):
        found = _extreme(asked, rows)
        if found is not None:
            name = found.columns[0]
            label = found.text[name.start : name.end].strip('" ')
            start = name.start + found.text[name.start : name.end].index(label)
            best = replace(fitted, line=found)
            return PhraseRead(best, start, start + len(label), 0.0, is_of_kind=True)
    return None


def _extreme(asked: Asked, rows: Sequence[Line]) -> Line | None:
    column = _column(asked, rows)
    if column is None:
        return None
    cells = [cell for row in rows if not _is_whole(row) and (cell := _cell(row, column))]
    if len(cells) < _FEWEST:
        return None
    pick = max if asked.wants_most == "most" else min
    value = pick(cell.value for cell in cells)
    first = [cell.row for cell in cells if cell.value == value]
    return first[0] if len(first) == 1 else None


def _column(asked: Asked, rows: Sequence[Line]) -> int | None:
    """The place of the one column that the question names; its year is the asked or latest one."""
    columns = next((row.columns for row in rows if len(row.columns) > 1), ())
    years = {stem for stem in asked.stems if _YEAR.fullmatch(stem)}
    of_years = any(_years(column) for column in columns)
    if not columns or not asked.stems.keys() & columns[0].stems:
        return None  # the rows are not of the kind that is asked for
    if years and of_years:
        columns_asked = [c for c in columns[1:] if years & _years(c)]
    else:
        columns_asked = list(columns[1:])
    shares = [(_share(asked, c), max(_years(c), default="")) for c in columns_asked]
    best = max(shares, default=(0.0, ""))
    if not best[0] or shares.count(best) > 1:
        return None
    return columns.index(columns_asked[shares.index(best)])


def _years(column: Column) -> frozenset[str]:
    return frozenset(stem for stem in column.stems if _YEAR.fullmatch(stem))


def _share(asked: Asked, column: Column) -> float:
    """The weight of the question that a header holds, its years aside."""
    held = (column.stems & asked.stems.keys()) - _years(column)
    return round(sum(asked.stems[stem] for stem in held), 6)


def _is_whole(row: Line) -> bool:
    name = row.columns[0] if row.columns else None
    return (
        name is None or _WHOLE.search(fold(row.text[name.start : name.end].strip('" '))) is not None
    )


def _cell(row: Line, at: int) -> _Cell | None:
    """The value of a row in a column; a header row has none."""
    if at >= len(row.columns):
        return None
    column = row.columns[at]
    values = [
        quantity_values(span.quantity)
        for span in quantities_of(row)
        if column.start <= span.start < column.end
    ]
    return _Cell(row, max(values[0])) if values and values[0] else None
