"""Columns of a table's rows: which header stands over which cell, and the unit that it gives."""

import re
from collections.abc import Sequence

from bot.answer.reading.records import Column
from bot.answer.reading.terms import content_stems
from knowledge.quantities import extract_quantities

_CELL = re.compile(r'"(?:[^"]|"")*"|[^,]+')
_UNIT = re.compile(r"[(（\[]([^()（）\[\]]{1,30})[)）\]]|,\s*([^,()]{1,20})$")
_TOKEN = re.compile(r"\S+(?:\s*[(\[][^()\[\]]{1,24}[)\]])?")
_UNIT_HEAD = re.compile(r"(?:[^\s()]+\s+){0,3}[^\s()]*\s*\([^()]{1,24}\)")  # three words and a unit
_LEAST_UNITS = 2
_MOST_LABEL_WORDS = 6
_NUMBER = re.compile(r"[~≈±+−-]?[$€£¥]?\d[\d,]*(?:\.\d+)?(?:[eE][+-]?\d+)?[%x×]?")


def csv_columns(row: str, header: str) -> tuple[Column, ...]:
    """Set the cells of a row of comma-separated values under their headers."""
    return _columns(_cells(row), [header[a:b].strip('"') for a, b in _cells(header)], 0)


def flat_columns(row: str, header: str) -> tuple[Column, ...]:
    """Set the words of a row under those of the line above when they are as many; else nothing.

    The words that lead a row name it and count as one cell.
    """
    words = [match.span() for match in re.finditer(r"\S+", row)]
    label = next((n for n, (a, b) in enumerate(words) if _NUMBER.fullmatch(row[a:b])), len(words))
    cells = ([(words[0][0], words[label - 1][1])] if label else []) + words[label:]
    heads = [match.group() for match in _TOKEN.finditer(header)]
    lacking = len(cells) - len(heads)
    if len(cells) < 3 or lacking not in (0, 1):  # a label and two values
        return _unit_columns(row, header)
    return _columns(cells, heads, lacking)


def _unit_columns(row: str, header: str) -> tuple[Column, ...]:
    """Set the last numbers of a row under the last headers that give units: “GHG (t) Cost ($)”.

    However many words name the row and its first columns, as many numbers close the one as units
    close the other.
    """
    heads = [m.group().strip() for m in _UNIT_HEAD.finditer(header) if _unit_words(m.group())]
    words = [match.span() for match in re.finditer(r"\S+", row)]
    n = len(heads)
    closes = header.rstrip().endswith(heads[-1]) if heads else False
    values = words[-n:]
    if n < _LEAST_UNITS or not closes or not n < len(words) <= n + _MOST_LABEL_WORDS:
        return ()
    if not all(_NUMBER.fullmatch(row[a:b]) for a, b in values):
        return ()
    return _columns([(words[0][0], words[-n - 1][1]), *values], heads, 1)


def _cells(text: str) -> list[tuple[int, int]]:
    """The spans of the cells, an empty one between two commas included."""
    spans, at = [], 0
    while at <= len(text):
        match = _CELL.match(text, at)
        end = match.end() if match else at
        spans.append((at, end))
        at = end + 1
    return spans


def _columns(
    cells: Sequence[tuple[int, int]], heads: Sequence[str], lacking: int
) -> tuple[Column, ...]:
    """Pair cells with headers; the first `lacking` cells have none."""
    names = [""] * lacking + list(heads)
    return tuple(
        Column(start, end, frozenset(content_stems(name)), _unit_words(name))
        for (start, end), name in zip(cells, names, strict=False)
    )


def _unit_words(header: str) -> str:
    """The words of a header that give the unit of its column: “Water (million litres)”."""
    for match in _UNIT.finditer(header):
        words = (match[1] or match[2]).strip()
        spans = extract_quantities(f"1 {words}")
        if spans and spans[0].start == 0 and spans[0].quantity.unit is not None:
            return words
    return ""
