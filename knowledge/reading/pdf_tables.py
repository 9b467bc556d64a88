"""Tables on pages: lines whose cells stand apart and above each other."""

import re
from collections.abc import Sequence

from knowledge.reading.pdf_lines import Line

_NUMERIC = re.compile(r"[-−+~≈<>≤≥$€£¥△▲(]*\d[\d,.\s]*[%)]*|[-–—]|n/?a", re.IGNORECASE)


def n_table_lines(lines: Sequence[Line], at: int) -> int:
    """Return how many lines from `at` are rows of one table, 0 where none begins."""
    stop = at
    while stop < len(lines) and len(lines[stop]) >= 2:
        if stop > at and lines[stop - 1][0].bottom - lines[stop][0].top > 3 * lines[stop][0].size:
            break
        stop += 1
    block = lines[at:stop]
    if len(block) < 2:
        return 0
    cells = [run.text for line in block for run in line]
    n_numeric = sum(1 for cell in cells if _NUMERIC.fullmatch(cell))
    n_wide = sum(1 for line in block if len(line) >= 3)
    short = sum(1 for cell in cells if len(cell) <= 40)
    is_wide = n_wide * 2 >= len(block) and short * 5 >= 4 * len(cells)
    is_table = n_numeric * 4 >= len(cells) or is_wide
    return len(block) if is_table and len(_columns(block)) >= 2 else 0


def _columns(lines: Sequence[Line]) -> list[tuple[float, float]]:
    """Return the (left, right) of columns: cells that stand above each other share one."""
    columns: list[tuple[float, float]] = []
    for run in sorted((run for line in lines for run in line), key=lambda r: r.left):
        if columns and run.left < columns[-1][1]:
            columns[-1] = (columns[-1][0], max(columns[-1][1], run.right))
        else:
            columns.append((run.left, run.right))
    return columns


def rows_of(lines: Sequence[Line]) -> tuple[tuple[str, ...], ...]:
    """Return the cells of a table's lines, as many in each."""
    columns = _columns(lines)
    rows = []
    for line in lines:
        cells = [""] * len(columns)
        for run in line:
            at = next(i for i, (left, right) in enumerate(columns) if left <= run.left <= right)
            cells[at] = f"{cells[at]} {run.text}".strip()
        rows.append(tuple(cells))
    return tuple(rows)
