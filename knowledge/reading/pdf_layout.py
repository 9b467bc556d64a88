"""Puts the characters of pages in reading order: lines, columns, paragraphs, headings, tables."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

from knowledge.reading.line_tables import LineTable, find_line_tables
from knowledge.reading.parts import Facts, Parts, TablePart, TextPart

_CJK = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")
_TABLE_NAME = re.compile(r"(?:table|tab\.|表|図表)\s*[\dA-ZIVX０-９一二三四五]", re.IGNORECASE)
_NUMBERED = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,3})\.?\s+[A-Z\u3040-\u9fff][^.。]{2,90}$")
_LIST = re.compile(r"(?:[-•◦・●○■□▪–*]|\(?\d{1,2}[.)])\s")
_NUMERIC = re.compile(r"[-−+~≈<>≤≥$€£¥△▲(]*\d[\d,.\s]*[%)]*|[-–—]|n/?a", re.IGNORECASE)
_SPACE = 0.16  # of the character's height: a gap this wide parts words
_CELL = 1.1  # and one this wide parts cells or columns
_EDGE_SHARE = 0.06  # of the height of the text: running heads and feet stand in it
_HEADING_SIZE = 1.12  # times the size of the text
_PROSE_CHARS = 20  # a run at least this long may be a line of prose


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character and its box in points, origin at the lower left of the page."""

    char: str
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class Run:
    """Characters on one line without a wide gap."""

    text: str
    left: float
    right: float
    bottom: float
    top: float

    @property
    def size(self) -> float:
        """The height of its characters."""
        return self.top - self.bottom

    @property
    def middle(self) -> float:
        """The middle of its height on the page."""
        return (self.top + self.bottom) / 2


Line = tuple[Run, ...]
Page = tuple[Line, ...]


def page_of(glyphs: Sequence[Glyph]) -> Page:
    """Return the lines of a page in reading order, columns one after the other."""
    return tuple(_ordered(list(_runs(glyphs))))


def _runs(glyphs: Sequence[Glyph]) -> Iterator[Run]:
    chars: list[str] = []
    start = last = None
    for glyph in glyphs:
        if glyph.char.isspace():
            if chars and chars[-1] != " ":
                chars.append(" ")
            continue
        if start is None or last is None or not _follows(last, glyph):
            if start is not None and last is not None:
                yield from _run(chars, start, last)
            start, chars = glyph, []
        elif glyph.left - last.right > _SPACE * (last.top - last.bottom) and chars[-1] != " ":
            chars.append(" ")
        chars.append(glyph.char)
        last = glyph
    if start is not None and last is not None:
        yield from _run(chars, start, last)


def _follows(last: Glyph, glyph: Glyph) -> bool:
    height = max(last.top - last.bottom, 1.0)
    overlap = min(last.top, glyph.top) - max(last.bottom, glyph.bottom)
    gap = glyph.left - last.right
    return (
        overlap > 0.4 * min(height, glyph.top - glyph.bottom)
        and -0.6 * height < gap < _CELL * height
    )


def _run(chars: list[str], start: Glyph, last: Glyph) -> Iterator[Run]:
    text = "".join(chars).strip()
    if text:
        yield Run(text, start.left, last.right, start.bottom, start.top)


def _ordered(runs: list[Run]) -> Iterator[Line]:
    """Yield lines top to bottom; what stands left of a gutter before what stands right of it."""
    gutter = _gutter(runs)
    if gutter is None:
        yield from _lines(runs)
        return
    bottom, top = _column_heights(runs, gutter)
    spanning = [line for line in _lines(runs) if _spans(line, gutter, bottom, top)]
    whole = {id(run) for line in spanning for run in line}
    rest = [run for run in runs if id(run) not in whole]
    for line in [*spanning, ()]:
        floor = max((run.middle for run in line), default=float("-inf"))
        band = [run for run in rest if run.middle > floor]
        rest = [run for run in rest if run.middle <= floor]
        yield from _lines([run for run in band if run.right <= gutter])
        yield from _lines([run for run in band if run.right > gutter])
        if line:
            yield line


def _column_heights(runs: list[Run], gutter: float) -> tuple[float, float]:
    """Return the lower and upper end of the stretch where prose stands on both sides.

    A column may end beyond the other as long as its lines follow each other closely.
    """
    sides = (
        [r for r in runs if r.right <= gutter],
        [r for r in runs if r.left >= gutter],
    )
    prose = [[r for r in side if len(r.text) >= _PROSE_CHARS] for side in sides]
    bottom = max(min(r.bottom for r in side) for side in prose)
    top = min(max(r.top for r in side) for side in prose)
    lows, highs = [], []
    for side in sides:
        low, high = bottom, top
        for run in sorted(side, key=lambda r: -r.top):
            if run.bottom < low and low - run.top < 0.6 * run.size:
                low = run.bottom
        for run in sorted(side, key=lambda r: r.bottom):
            if run.top > high and run.bottom - high < 0.6 * run.size:
                high = run.top
        lows.append(low)
        highs.append(high)
    return min(lows), max(highs)


def _spans(line: Line, gutter: float, bottom: float, top: float) -> bool:
    """Return whether a line is not of the columns: across, beyond them, or a row of a table."""
    if not bottom <= line[0].middle <= top:
        return True
    if any(run.left < gutter < run.right for run in line):
        return True
    on_both = line[0].right <= gutter <= line[-1].left
    return on_both and len(line) >= 3 and all(len(run.text) < _PROSE_CHARS for run in line)


def _gutter(runs: list[Run]) -> float | None:
    """Return the middle of the gap between two columns of prose, if there is one."""
    prose = [r for r in runs if len(r.text) >= _PROSE_CHARS]
    if len(prose) < 8:
        return None
    left, right = min(r.left for r in runs), max(r.right for r in runs)
    best: tuple[int, float] | None = None
    for step in range(30, 71):
        x = left + (right - left) * step / 100
        crossing = sum(1 for r in runs if r.left < x < r.right)
        if best is None or crossing < best[0]:
            best = (crossing, x)
    if best is None or best[0] * 4 > len(runs):
        return None
    x = best[1]
    sides = [r for r in prose if r.right <= x], [r for r in prose if r.left >= x]
    widths = (x - left, right - x)
    is_prose = all(
        len(side) >= 4 and median(r.right - r.left for r in side) >= 0.6 * width
        for side, width in zip(sides, widths, strict=True)
    )
    return x if is_prose else None


def _lines(runs: list[Run]) -> Iterator[Line]:
    """Group runs by height on the page."""
    line: list[Run] = []
    for run in sorted(runs, key=lambda r: (-(r.top + r.bottom) / 2, r.left)):
        if line and (run.top + run.bottom) / 2 < line[0].bottom + 0.2 * line[0].size:
            yield tuple(sorted(line, key=lambda r: r.left))
            line = []
        line.append(run)
    if line:
        yield tuple(sorted(line, key=lambda r: r.left))


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
            n_rows = _n_table_lines(lines, at)
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
        self.tables.append(TablePart(_rows(lines), caption, heading))


def _n_table_lines(lines: Sequence[Line], at: int) -> int:
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


def _rows(lines: Sequence[Line]) -> tuple[tuple[str, ...], ...]:
    columns = _columns(lines)
    rows = []
    for line in lines:
        cells = [""] * len(columns)
        for run in line:
            at = next(i for i, (left, right) in enumerate(columns) if left <= run.left <= right)
            cells[at] = f"{cells[at]} {run.text}".strip()
        rows.append(tuple(cells))
    return tuple(rows)


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
