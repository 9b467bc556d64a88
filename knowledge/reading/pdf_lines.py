"""Puts the characters of a page in reading order: runs, lines, columns."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

_SPACE = 0.16  # of the character's height: a gap this wide parts words
_CELL = 1.1  # and one this wide parts cells or columns
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
