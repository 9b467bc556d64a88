"""Tables in text that lost their lines: rows of a label and cells under a header line."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.reading.line_headers import (
    YEAR,
    begins,
    caption_of,
    header_above,
    names_of,
    said_again,
)
from knowledge.reading.line_rows import blocks_of, glued_rows, part_labels, rows_from
from knowledge.reading.parts import Row, TablePart

_LEAST_ROWS = 2


@dataclass(frozen=True, slots=True)
class LineTable:
    """A table and the lines [start, stop) that it takes, its header's included."""

    start: int
    stop: int
    part: TablePart


def find_line_tables(lines: Sequence[str], *, heading: tuple[str, ...] = ()) -> Iterator[LineTable]:
    """Yield the tables among lines of text, in order.

    A table is at least two rows that each end in as many cells, right under a header that parts
    into as many names: by its brackets and years, or word by word. What parts in another way, or
    in several, is left as text.
    """
    at = 0
    while at < len(lines):
        found = _unrolled(lines, at) or _glued(lines, at) or _plain(lines, at)
        if found is None:
            at += 1
            continue
        start, at, cells = found
        if cells:
            yield LineTable(
                start, at, TablePart(tuple(cells), caption_of(lines, start, at), heading)
            )


_Found = tuple[int, int, list[Row]]  # the lines [start, stop) and the header with its rows


def _plain(lines: Sequence[str], at: int) -> _Found | None:
    """Return the table whose rows begin at a line; without rows where its header is not told."""
    stop = at
    for rows in rows_from(lines, at):
        if len(rows) < _LEAST_ROWS:
            continue
        stop = at + len(rows)
        header, body = header_above(lines, at, len(rows[0]) - 1), rows
        if all(YEAR.fullmatch(cell) for cell in rows[0][1:]):
            header, body = (0, rows[0]) if begins(lines, at) else None, rows[1:]
        if header is None:
            continue
        names, body = part_labels(header[1], body)
        if _are_told(names, body):
            return at - header[0], stop, [names, *body]
    return (at, stop, []) if stop > at else None


_INTEGER = re.compile(r"\s\d+(?=\s|$)")


def _are_told(names: Row, rows: Sequence[Row]) -> bool:
    """Return whether rows are enough, and their labels no cells of columns run together."""
    numbered = sum(bool(_INTEGER.search(row[0])) for row in rows)
    is_merged = " " in names[0] and numbered > 1
    return len(rows) >= _LEAST_ROWS and not is_merged


def _glued(lines: Sequence[str], at: int) -> _Found | None:
    """Return the table whose rows stand in one long line, the end of the header before them."""
    before, rows = glued_rows(lines[at])
    if not rows:
        return None
    header = header_above([*lines[:at], before], at + 1, len(rows[0]) - 1)
    return (at + 1 - header[0], at + 1, [header[1], *rows]) if header else None


def _unrolled(lines: Sequence[str], at: int) -> _Found | None:
    """Return the lines and rows of a table that stands in blocks side by side.

    Its header is one header said again for each block, and each line holds a row of each.
    """
    blocks = blocks_of(lines[at])
    if len(blocks) < 2 or len({len(b) for b in blocks}) != 1:
        return None
    header = said_again(lines, at, len(blocks))
    names = names_of(header[1], len(blocks[0]) - 1) if header is not None else None
    if header is None or names is None:
        return None
    columns: list[list[Row]] = [[] for _ in blocks]
    stop = at
    while stop < len(lines):
        row = blocks_of(lines[stop])
        if not row or len(row) > len(blocks) or any(len(b) != len(names) for b in row):
            break
        for column, block in zip(columns, row, strict=False):
            column.append(block)
        stop += 1
    rows = [row for column in columns for row in column]
    return (at - header[0], stop, [names, *rows]) if stop - at >= _LEAST_ROWS else None
