"""Reads CSV and TSV: one table, its cells as written."""

import csv
from collections import Counter
from collections.abc import Iterable

from knowledge.errors import ReadingError
from knowledge.reading.limits import Limits
from knowledge.reading.parts import Parts, Row
from knowledge.reading.tables import TableLimiter, as_tables

_DELIMITERS = (",", "\t", ";", "|")
_N_SAMPLE_LINES = 50
_MAX_CELL_CHARS = 1_000_000


def read_delimited(text: str, *, source: str, limits: Limits) -> Parts:
    """Read a delimited text; rows of a single cell above or below become the caption."""
    csv.field_size_limit(_MAX_CELL_CHARS)
    delimiter = _delimiter_of(text, source)
    limiter = TableLimiter(source, limits)
    rows: list[Row] = []
    try:
        for row in csv.reader(_lines(text), delimiter=delimiter):
            limiter.count(row)
            rows.append(tuple(row))
    except csv.Error as error:
        raise ReadingError(
            source=source,
            problem=f"row {len(rows) + 1} is no CSV ({error})",
            remedy="check the quotation marks of that row",
        ) from None
    return as_tables(rows)


def _lines(text: str) -> Iterable[str]:
    return text.replace("\0", "").splitlines(keepends=True)


def _delimiter_of(text: str, source: str) -> str:
    """Return the delimiter that cuts most lines into one same number of cells."""
    sample = [line for line in text[:100_000].splitlines() if line.strip()][:_N_SAMPLE_LINES]
    best, best_score = ",", 0.0
    for delimiter in _DELIMITERS:
        try:
            widths = Counter(len(row) for row in csv.reader(sample, delimiter=delimiter) if row)
        except csv.Error:
            continue
        wide = {width: n for width, n in widths.items() if width > 1}
        if not wide:
            continue
        width, n = max(wide.items(), key=lambda pair: (pair[1], pair[0]))
        score = n / sum(widths.values()) + min(width, 20) / 1000
        if score > best_score:
            best, best_score = delimiter, score
    return best
