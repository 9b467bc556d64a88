"""Cuts documents into passages by structure, and passages into sentences, with exact spans."""

import re
from collections.abc import Iterator

from knowledge.records import Document, Passage, content_hash

MAX_CHARS = 900  # well below the encoder's 512 tokens in both languages
_HEADING = re.compile(r"^(#{1,6})\s+(.+?)\s*$")
_BLOCK = re.compile(r"[^\n]+(?:\n(?!\s*\n|#)[^\n]+)*")
_SENTENCE_END = re.compile(
    r"[。！？!?]+[」』）)”\"']*"  # a Japanese or strong end needs no space
    r"|(?<![A-Z])(?<!\b[Nn]o)(?<!\bvs)(?<!\be\.g)(?<!\bi\.e)(?<!\bapprox)\.[”\"')\]]*(?=\s|$)"
)


def split_document(
    document: Document, figure_marks: tuple[tuple[int, str], ...] = ()
) -> tuple[Passage, ...]:
    """Cut a document into passages of at most MAX_CHARS, never inside a sentence.

    `figure_marks` are (offset, figure_id) pairs: a passage cites those that fall inside it.
    """
    passages = []
    for heading, start, end in _sections(document.text):
        text = document.text[start:end]
        cited = tuple(dict.fromkeys(f for at, f in figure_marks if start <= at <= end))
        passages.append(
            Passage(
                passage_id=content_hash("passage", document.document_id, start, text),
                document_id=document.document_id,
                source_id=document.source_id,
                language=document.language,
                heading=heading,
                text=text,
                start=start,
                end=end,
                page=_page_of(document, start),
                figure_ids=cited,
            )
        )
    return tuple(passages)


def sentence_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Return the (start, end) of each sentence, white space around it left out."""
    spans = []
    start = 0
    for match in _SENTENCE_END.finditer(text):
        spans.append(_trimmed(text, start, match.end()))
        start = match.end()
    spans.append(_trimmed(text, start, len(text)))
    return tuple(span for span in spans if span[0] < span[1])


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _sections(text: str) -> Iterator[tuple[tuple[str, ...], int, int]]:
    """Yield (heading path, start, end) of passages: paragraphs joined up to the limit."""
    path: dict[int, str] = {}
    pending: tuple[int, int] | None = None
    for start, end in _paragraphs(text):
        heading = _HEADING.match(text[start:end])
        if heading is not None:
            if pending:
                yield _path(path), *pending
            pending = None
            level = len(heading[1])
            path = {k: v for k, v in path.items() if k < level} | {level: heading[2]}
            continue
        for piece in _pieces(text, start, end):
            if pending and piece[1] - pending[0] <= MAX_CHARS:
                pending = (pending[0], piece[1])
                continue
            if pending:
                yield _path(path), *pending
            pending = piece
    if pending:
        yield _path(path), *pending


def _path(headings: dict[int, str]) -> tuple[str, ...]:
    return tuple(headings[level] for level in sorted(headings))


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    for match in _BLOCK.finditer(text):
        start, end = _trimmed(text, match.start(), match.end())
        if start < end:
            yield start, end


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut a long paragraph between sentences; a sentence beyond the limit is cut at the limit."""
    if end - start <= MAX_CHARS:
        yield start, end
        return
    first: int | None = None
    last = start
    for span in sentence_spans(text[start:end]):
        left, right = start + span[0], start + span[1]
        if first is not None and right - first > MAX_CHARS:
            yield first, last
            first = None
        while right - left > MAX_CHARS:
            yield left, left + MAX_CHARS
            left += MAX_CHARS
        first = left if first is None else first
        last = right
    if first is not None:
        yield first, last


def _page_of(document: Document, start: int) -> int | None:
    if not document.page_starts:
        return None
    return sum(1 for page_start in document.page_starts if page_start <= start)
