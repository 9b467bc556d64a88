"""Cuts the passages of a source into lines: sentences, and the rows of tables set as text."""

import re
from collections.abc import Iterator, Sequence

from bot.answer.reading.going_on import goes_on
from bot.answer.reading.records import Column, Line
from bot.answer.reading.tables import csv_columns, flat_columns
from bot.answer.reading.terms import content_stems, terms_of
from knowledge.passages import sentence_spans
from knowledge.records import Passage

_NUMBER = re.compile(r"[~≈±+-]?[$€£¥]?\d[\d,.]*(?:[eE][+-]?\d+)?%?x?")
_QUESTION = re.compile(r"[?？]\s*$|(?:です|ます|でしょう|た|る|い)か。?\s*$")
_MIN_ROW_NUMBERS = 2
_MIN_ROW_SHARE = 0.3  # of a row's words that are numbers


def lines_of(passages: Sequence[Passage]) -> tuple[Line, ...]:
    """Return the lines of passages in order, counted through."""
    lines: list[Line] = []
    header, table = "", ""
    for passage in passages:
        for start, end, is_row in _spans(passage):
            text = passage.text[start:end]
            if passage.kind == "table" and passage.document_id != table:
                header, table = text, passage.document_id
            elif passage.kind != "table" and not is_row:
                header, table = _last_line(text), ""
            columns = _columns_of(text, header, passage) if is_row else ()
            terms = terms_of(text)
            stems = frozenset(term.stem for term in terms).union(*(c.stems for c in columns))
            stems |= _answered(passage)
            before = frozenset() if is_row else _before(text, passage, lines)
            lines.append(
                Line(passage, start, end, len(lines), is_row, terms, stems, columns, before)
            )
    return tuple(lines)


def _before(text: str, passage: Passage, lines: Sequence[Line]) -> frozenset[str]:
    """The stems of the lines that a line goes on from in its passage."""
    if not lines or lines[-1].is_row or lines[-1].passage.passage_id != passage.passage_id:
        return frozenset()
    said = lines[-1].stems | lines[-1].before
    return said if goes_on(text, said, passage.language) else frozenset()


def _answered(passage: Passage) -> frozenset[str]:
    """The stems of a heading that is a question: what stands under it answers that."""
    heading = passage.heading[-1] if passage.heading else ""
    return frozenset(content_stems(heading)) if _QUESTION.search(heading) else frozenset()


def _last_line(text: str) -> str:
    return text.rstrip().rsplit("\n", 1)[-1]


def _columns_of(text: str, header: str, passage: Passage) -> tuple[Column, ...]:
    return (csv_columns if passage.kind == "table" else flat_columns)(text, header)


def _spans(passage: Passage) -> Iterator[tuple[int, int, bool]]:
    if passage.kind == "table":
        for start, end in _text_lines(passage.text, 0, len(passage.text)):
            yield start, end, True
        return
    for start, end in sentence_spans(passage.text):
        yield from _rows_apart(passage.text, start, end)


def _rows_apart(text: str, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """Part the rows of a table from the words around them; a plain sentence stays whole."""
    pending: tuple[int, int] | None = None
    for left, right in _text_lines(text, start, end):
        if _is_row(text[left:right]):
            if pending:
                yield *pending, False
            pending = None
            yield left, right, True
        else:
            pending = (pending[0] if pending else left, right)
    if pending:
        yield *pending, False


def _text_lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for piece in text[start:end].split("\n"):
        stripped = piece.strip()
        if stripped:
            left = at + piece.index(stripped)
            yield left, left + len(stripped)
        at += len(piece) + 1


def _is_row(text: str) -> bool:
    words = text.split()
    numbers = sum(1 for word in words if _NUMBER.fullmatch(word.strip("()*†‡,;")))
    return numbers >= _MIN_ROW_NUMBERS and numbers >= _MIN_ROW_SHARE * len(words)
