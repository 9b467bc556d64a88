"""Writes the lines of pages as one text: paragraphs, headings, tables, no running heads."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from knowledge.reading.line_tables import LineTable, find_line_tables
from knowledge.reading.parts import Facts, Parts, TablePart, TextPart
from knowledge.reading.pdf_lines import Line, Page
from knowledge.reading.pdf_tables import n_table_lines, rows_of

_CJK = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")
_TABLE_NAME = re.compile(r"(?:table|tab\.|表|図表)\s*[\dA-ZIVX０-９一二三四五]", re.IGNORECASE)
_NUMBERED = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,3})\.?\s+[A-Z\u3040-\u9fff][^.。]{2,90}$")
_LIST = re.compile(r"(?:[-•◦・●○■□▪–*]|\(?\d{1,2}[.)])\s")
_EDGE_SHARE = 0.06  # of the height of the text: running heads and feet stand in it
_HEADING_SIZE = 1.12  # times the size of the text


def read_pages(pages: Sequence[Page], *, facts: Facts, skipped: tuple[str, ...]) -> Parts:
    """Write pages as one text and its tables, without running heads and feet."""
    body_size = _body_size(pages)
    edges = _Edges.of(pages, body_size)
    writer = _Writer(body_size)
    for page in pages:
        writer.add_page([line for line in page if not edges.is_running(line)])
    text, starts = writer.finish()
    return Parts(
        texts=(TextPart(text, starts),) if text else (),
        tables=tuple(writer.tables),
        facts=facts,
        skipped=skipped,
    )


def _body_size(pages: Sequence[Page]) -> float:
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page:
            for run in line:
                sizes[round(run.size, 1)] += len(run.text)
    return max(sizes, key=lambda size: (sizes[size], size)) if sizes else 10.0


def _words(line: Line) -> str:
    return " ".join(run.text for run in line)


def _pattern(line: Line) -> str:
    return re.sub(r"\d+", "0", _words(line))


@dataclass(frozen=True, slots=True)
class _Edges:
    """Where running heads and feet stand, and how those of this document read."""

    bottom: float
    top: float
    body_size: float
    repeated: frozenset[str]

    @classmethod
    def of(cls, pages: Sequence[Page], body_size: float) -> "_Edges":
        """Find the lines at the edges of three pages and a third of all, or of both of two."""
        heights = [run.middle for page in pages for line in page for run in line] or [0.0]
        margin = _EDGE_SHARE * (max(heights) - min(heights))
        edges = cls(min(heights) + margin, max(heights) - margin, body_size, frozenset())
        seen: Counter[str] = Counter()
        for page in pages:
            seen.update({_pattern(line) for line in page if edges.is_edge(line)})
        least = 3 if len(pages) > 2 else 2
        repeated = frozenset(p for p, n in seen.items() if n >= least and n * 3 >= len(pages))
        return cls(edges.bottom, edges.top, body_size, repeated)

    def is_edge(self, line: Line) -> bool:
        """Return whether a line stands at an edge and is no larger than the text."""
        is_outside = not self.bottom < line[0].middle < self.top
        return is_outside and max(run.size for run in line) < _HEADING_SIZE * self.body_size

    def is_running(self, line: Line) -> bool:
        """Return whether a line is a running head or foot, or a page's number."""
        if not self.is_edge(line):
            return False
        is_number = re.fullmatch(r"[-–— ]*\d{1,4}[-–— ]*", _words(line))
        return _pattern(line) in self.repeated or is_number is not None


class _Writer:
    """Collects the blocks of pages."""

    def __init__(self, body_size: float) -> None:
        self.tables: list[TablePart] = []
        self._body_size = body_size
        self._blocks: list[str] = []
        self._starts: list[int] = []
        self._length = 0
        self._path: dict[int, str] = {}

    def add_page(self, lines: Sequence[Line]) -> None:
        """Add the lines of the next page."""
        self._starts.append(self._length)
        at = 0
        paragraph: list[Line] = []
        close = {t.start: t for t in find_line_tables([_words(line) for line in lines])}
        while at < len(lines):
            n_rows = n_table_lines(lines, at)
            if n_rows:
                caption = self._caption(paragraph, lines, at + n_rows)
                self._end(paragraph)
                paragraph = []
                self._add_table(lines[at : at + n_rows], caption)
                at += n_rows
                continue
            if at in close:
                self._end(paragraph)
                paragraph = []
                self._add_close_table(close[at])
                at = close[at].stop
                continue
            if paragraph and self._begins(paragraph, lines[at]):
                self._end(paragraph)
                paragraph = []
            paragraph.append(lines[at])
            at += 1
        self._end(paragraph)

    def finish(self) -> tuple[str, tuple[int, ...]]:
        """Return the text and its page starts."""
        return "".join(self._blocks).rstrip("\n"), tuple(self._starts)

    def _begins(self, paragraph: list[Line], line: Line) -> bool:
        last, run = paragraph[-1][0], line[0]
        gap = last.bottom - run.top
        is_apart = gap > 0.75 * last.size or gap < -3 * last.size
        resized = abs(run.size - last.size) > 0.12 * last.size
        is_indented = (
            run.left - last.left > 0.8 * run.size and _words(paragraph[-1])[-1] in ".。:："
        )
        is_heading = len(paragraph) == 1 and bool(_NUMBERED.match(_words(paragraph[0])))
        starts_heading = bool(_NUMBERED.match(_words(line))) and _words(paragraph[-1])[-1] in ".。"
        return (
            is_apart or resized or is_indented or is_heading or starts_heading
            or bool(_LIST.match(run.text))
        )  # fmt: skip

    def _end(self, paragraph: list[Line]) -> None:
        if not paragraph:
            return
        text = _joined([_words(line) for line in paragraph])
        level = self._level(paragraph, text)
        if level:
            self._path = {k: v for k, v in self._path.items() if k < level} | {level: text}
            text = "#" * level + " " + text
        elif text.startswith("#"):
            text = "＃" + text[1:]  # a paragraph must not pass for a heading
        self._add(text)

    def _add(self, text: str) -> None:
        block = text + "\n\n"
        self._blocks.append(block)
        self._length += len(block)

    def _level(self, paragraph: list[Line], text: str) -> int:
        if len(text) > 160 or len(paragraph) > 3 or not re.search(r"[^\W\d_]{2}", text):
            return 0
        size = median(run.size for line in paragraph for run in line)
        if size >= 1.5 * self._body_size:
            return 1
        if size >= _HEADING_SIZE * self._body_size:
            return 2
        numbered = _NUMBERED.match(text)
        return min(6, 2 + numbered[1].count(".")) if numbered and len(paragraph) == 1 else 0

    def _caption(self, above: list[Line], lines: Sequence[Line], after: int) -> str:
        """Take a caption that stands right above, or right below."""
        words = _joined([_words(line) for line in above])
        if above and _TABLE_NAME.match(words) and len(words) <= 400:
            above.clear()
            return words
        below = _words(lines[after]) if after < len(lines) else ""
        return below if _TABLE_NAME.match(below) else ""

    def _add_close_table(self, table: LineTable) -> None:
        """Add a table whose cells stand no wider apart than words."""
        heading = tuple(self._path[level] for level in sorted(self._path))
        self.tables.append(replace(table.part, heading=heading))

    def _add_table(self, lines: Sequence[Line], caption: str) -> None:
        heading = tuple(self._path[level] for level in sorted(self._path))
        self.tables.append(TablePart(rows_of(lines), caption, heading))


def _joined(lines: Sequence[str]) -> str:
    """Join the lines of a paragraph, and words that were broken at a line's end."""
    text = ""
    for line in lines:
        if not text:
            text = line
        elif re.search(r"[a-z]{2}-$", text) and line[:1].islower():
            text = text[:-1] + line
        elif _CJK.match(text[-1]) and _CJK.match(line[:1]):
            text += line
        else:
            text += " " + line
    return text
