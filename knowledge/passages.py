"""Cuts documents into passages by structure, with exact spans."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.languages import main_language
from knowledge.records import Document, Language, Passage, content_hash
from knowledge.sentences import sentence_spans

__all__ = ["MAX_CHARS", "MAX_TABLE_CHARS", "sentence_spans", "split_document"]

# With a heading well below the encoder's 512 tokens: English takes some 4 characters a token,
# Japanese 1.8, rows of numbers 2. The longest of 6,000 passages measured took 465 tokens.
MAX_CHARS: dict[Language, int] = {"en": 900, "ja": 500}
MAX_TABLE_CHARS = 600
_MAX_HEADING_CHARS = 150
_HEADING = re.compile(r"^(#{1,6})\s+(.+?)\s*$")
_BLOCK = re.compile(r"#{1,6}[ \t][^\n]*|[^\n]+(?:\n(?!\s*\n|#{1,6}[ \t])[^\n]+)*")
_LIST_LINE = re.compile(r"\s*(?:[-*•・●○■□◆◇]|\(?\d{1,2}[.)])\s*\S")
_NUMBER = re.compile(r"[-−+~≈<>$€£¥(]*\d[\d.,\s]*(?:%|[a-zA-Z]{0,3})\)?|")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of a document that is not cut any more, beneath its headings."""

    heading: tuple[str, ...]
    start: int
    end: int


def split_document(
    document: Document, figure_marks: tuple[tuple[int, str], ...] = ()
) -> tuple[Passage, ...]:
    """Cut a document into passages short enough for the encoder.

    A text is cut between paragraphs, a long paragraph between sentences, and what introduces a
    list (its line ends in a colon) stays with it. A table is cut between rows; its heading holds
    its caption and, from the second passage on, its header. `figure_marks` are (offset,
    figure_id) pairs: a passage cites those that fall inside it.
    """
    if document.kind == "table":
        return tuple(_passage(document, piece, figure_marks) for piece in _table_pieces(document))
    pieces = _joined(document, tuple(_text_pieces(document)))
    return tuple(_passage(document, piece, figure_marks) for piece in pieces)


def _passage(
    document: Document, piece: _Piece, figure_marks: tuple[tuple[int, str], ...]
) -> Passage:
    text = document.text[piece.start : piece.end]
    cited = (f for at, f in figure_marks if piece.start <= at <= piece.end)
    is_table = document.kind == "table"
    return Passage(
        passage_id=content_hash("passage", document.document_id, piece.start, text),
        document_id=document.document_id,
        source_id=document.source_id,
        language=main_language(text, default=document.language),
        heading=piece.heading,
        text=text,
        start=piece.start,
        end=piece.end,
        page=_page_of(document, piece.start),
        kind="table" if is_table else "list" if _is_list(text) else "text",
        figure_ids=tuple(dict.fromkeys(cited)),
    )


def _is_list(text: str) -> bool:
    lines = text.split("\n")
    return len(lines) > 1 and sum(bool(_LIST_LINE.match(line)) for line in lines) * 2 > len(lines)


def _text_pieces(document: Document) -> Iterator[_Piece]:
    """Yield paragraphs, and the parts of those that are too long."""
    text = document.text
    path: dict[int, str] = {}
    for match in _BLOCK.finditer(text):
        heading = _HEADING.match(match[0])
        if heading is not None:
            level = len(heading[1])
            path = {k: v for k, v in path.items() if k < level}
            path[level] = heading[2][:_MAX_HEADING_CHARS]
            continue
        start, end = _trimmed(text, match.start(), match.end())
        names = tuple(path[level] for level in sorted(path))
        for left, right in _parts(text, start, end, MAX_CHARS[document.language]):
            yield _Piece(names, left, right)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _parts(text: str, start: int, end: int, most: int) -> Iterator[tuple[int, int]]:
    """Cut a long paragraph between sentences; a sentence beyond the limit is cut at a space."""
    if end - start <= most:
        if start < end:
            yield start, end
        return
    first: int | None = None
    last = start
    for span in sentence_spans(text[start:end]):
        left, right = start + span[0], start + span[1]
        if first is not None and right - first > most:
            yield first, last
            first = None
        while right - left > most:
            cut = _cut_before(text, left, left + most)
            yield left, cut
            left = cut + len(text[cut:right]) - len(text[cut:right].lstrip())
        first = left if first is None else first
        last = right
    if first is not None and first < last:
        yield first, last


def _cut_before(text: str, left: int, limit: int) -> int:
    """Return the last good place to cut a sentence that is too long: a space, else a comma."""
    window = text[left + (limit - left) // 2 : limit]
    for mark in (r"\s(?=\S*$)", r"(?<=[、，,])(?=[^、，,]*$)"):
        if match := re.search(mark, window):
            return left + (limit - left) // 2 + match.start()
    return limit


def _joined(document: Document, pieces: tuple[_Piece, ...]) -> Iterator[_Piece]:
    """Join neighbours beneath one heading up to the limit."""
    most = MAX_CHARS[document.language]
    pending: list[_Piece] = []
    for piece in pieces:
        if pending and pending[0].heading == piece.heading:
            if piece.end - pending[0].start <= most:
                pending.append(piece)
                continue
            carried = _introduction(document, pending, piece, most)
            yield _whole(pending)
            pending = [*carried, piece]
            continue
        if pending:
            yield _whole(pending)
        pending = [piece]
    if pending:
        yield _whole(pending)


def _introduction(
    document: Document, pending: list[_Piece], following: _Piece, most: int
) -> list[_Piece]:
    """Take off the last piece where it introduces what follows and both fit together."""
    last = pending[-1]
    introduces = document.text[last.end - 1] in ":："
    if len(pending) > 1 and introduces and following.end - last.start <= most:
        return [pending.pop()]
    return []


def _whole(pieces: list[_Piece]) -> _Piece:
    return _Piece(pieces[0].heading, pieces[0].start, pieces[-1].end)


def _table_pieces(document: Document) -> Iterator[_Piece]:
    lines = [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", document.text)]
    above = document.heading + (
        (document.caption[:_MAX_HEADING_CHARS],) if document.caption else ()
    )
    header = _header(document.text, lines)
    first: int | None = None
    last = 0
    heading = above
    for start, end in lines:
        if first is not None and end - first > MAX_TABLE_CHARS:
            yield _Piece(heading, first, last)
            first, heading = None, (*above, header) if header else above
        for left in range(start, end, MAX_TABLE_CHARS):
            right = min(left + MAX_TABLE_CHARS, end)
            if right < end:
                yield _Piece(heading, left, right)
                continue
            first = left if first is None else first
            last = right
    if first is not None:
        yield _Piece(heading, first, last)


def _header(text: str, lines: list[tuple[int, int]]) -> str:
    """Return the rows above the first row of numbers, as one line."""
    rows: list[str] = []
    for start, end in lines[:5]:
        cells = next(csv.reader([text[start:end]]))
        numbers = [bool(_NUMBER.fullmatch(cell.strip())) for cell in cells[1:] if cell.strip()]
        years = [cell for cell in cells if re.fullmatch(r"\s*(?:19|20|21)\d\d\s*", cell)]
        if rows and sum(numbers) * 2 > len(numbers) and len(years) * 2 <= len(cells):
            break
        rows.append(" | ".join(cell for cell in cells if cell))
    return " / ".join(rows)[: 2 * _MAX_HEADING_CHARS] if len(rows) < len(lines) else ""


def _page_of(document: Document, start: int) -> int | None:
    if not document.page_starts:
        return None
    return sum(1 for page_start in document.page_starts if page_start <= start)
