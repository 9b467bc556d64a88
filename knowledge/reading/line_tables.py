"""Tables in text that lost their lines: rows of a label and numbers under a header line."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.reading.parts import Row, TablePart

_NUMBER = r"[-−+~≈<>≤≥$€£¥(]{0,2}\d[\d,.]*(?:[%xX]|\))?[*†]?"
_CELL = rf"(?:{_NUMBER}(?:\s?±\s?{_NUMBER})?|[-–—]|[nN]/?[aA])"
_CELL_ERROR = re.compile(rf"\s?±\s?{_NUMBER}")  # how far it may err
_ROW = re.compile(rf"(?P<label>\S.*?)\s+(?P<cells>{_CELL}(?:\s+{_CELL})*)")
_CELLS = re.compile(_CELL)
_LETTERS = re.compile(r"[^\W\d_]{2}")
_YEAR = re.compile(r"(?:FY ?)?(?:19|20)\d\d(?:年度?)?")
_CAPTION = re.compile(r"(?:table|tab\.|表|図表)\s*[\dA-ZIVX０-９一二三四五]", re.IGNORECASE)
_LOOSE = re.compile(r"(?:^|\s)[(±]?\d+\.\d+(?=\s|$|\))")
_FIGURE = re.compile(r"Fig(?:ure|\.)? ?\d+", re.IGNORECASE)
_MAX_LABEL_CHARS = 60
_MAX_HEADER_LINES = 3
_MAX_HEADER_CHARS = 160
_LEAST_ROWS = 2
_CAPTION_REACH = 4  # lines above the header
_BRACKET = re.compile(r"[(\[（][^()（）\[\]]{1,24}[)\]）]")
# Words that describe the one after them: Average Power, Energy Consumption, Number of Chips.
_LEADS = re.compile(
    r"(?:average|avg\.?|mean|median|total|max(?:imum)?|min(?:imum)?|peak|annual|net|gross|energy|power"
    r"|electricity|training|inference|carbon|ghg|co2|co2e|water|number|of|per|and|the|for|installed"
    r"|thermal|design|heat|fuel|emission|emissions|on-site|off-site|operational|embodied|grid|solar|wind)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class LineTable:
    """A table and the lines [start, stop) that it takes, its header's included."""

    start: int
    stop: int
    part: TablePart


def find_line_tables(lines: Sequence[str], *, heading: tuple[str, ...] = ()) -> Iterator[LineTable]:
    """Yield the tables among lines of text, in order.

    A table is at least two rows that each end in as many numbers, right under a header that parts
    into as many names: by its brackets and years, or word by word. What parts in another way, or
    in several, is left as text.
    """
    at = 0
    while at < len(lines):
        beside = _unrolled(lines, at)
        if beside is not None:
            start, at, cells = beside
            part = TablePart(tuple(cells), _caption(lines, start, at), heading)
            yield LineTable(start, at, part)
            continue
        rows = _rows(lines, at)
        if len(rows) < _LEAST_ROWS:
            at += 1
            continue
        stop = at + len(rows)
        header: tuple[int, Row] | None = (1, rows[0])
        if all(_YEAR.fullmatch(cell) for cell in rows[0][1:]):
            at, rows = at + 1, rows[1:]
        else:
            header = _header(lines, at, len(rows[0]) - 1)
        if header is not None and _are_told(header[1], rows) and _begins(lines, at - header[0]):
            n_lines, names = header
            start = at - n_lines
            part = TablePart((names, *rows), _caption(lines, start, stop), heading)
            yield LineTable(start, stop, part)
        at = stop


def _are_told(names: Row, rows: Sequence[Row]) -> bool:
    """Return whether rows are enough, and their labels no cells of columns run together."""
    numbered = sum(bool(_INTEGER.search(row[0])) for row in rows)
    is_merged = len(_atoms(names[0])) != 1 and numbered > 1
    return len(rows) >= _LEAST_ROWS and not is_merged


_INTEGER = re.compile(r"\s\d+(?=\s|$)")


def _rows(lines: Sequence[str], at: int) -> list[Row]:
    """Return the rows from a line on that hold as many numbers as the first."""
    rows: list[Row] = []
    while at < len(lines):
        row = _row(lines[at])
        if row is None or (rows and len(row) != len(rows[0])):
            break
        rows.append(row)
        at += 1
    return rows


def _row(line: str) -> Row | None:
    match = _ROW.fullmatch(line.strip())
    if match is None or len(match["label"]) > _MAX_LABEL_CHARS:
        return None
    label, cells = match["label"], _CELLS.findall(_CELL_ERROR.sub("", match["cells"]))
    is_label = _LETTERS.search(label) is not None and label[-1] not in ".,;:=(±"
    if len(_LOOSE.findall(label)) > 1:
        return None  # numbers of other columns, which the header cannot be held against
    is_sentence = re.search(r"[.;] |\b(?:is|was|were|are|has|had|of|and|the|in|to|by|from)$", label)
    return (label, *cells) if is_label and not is_sentence else None


def _header(lines: Sequence[str], at: int, n_cells: int) -> tuple[int, Row] | None:
    """Return how many lines above make the header, and its names, the label's first."""
    for n_lines in range(1, _MAX_HEADER_LINES + 1):
        above = [line.strip() for line in lines[max(0, at - n_lines) : at]]
        if len(above) < n_lines or not all(above) or _CAPTION.match(above[0]):
            return None
        words = " ".join(above)
        if len(words) > _MAX_HEADER_CHARS or words.endswith((".", ":", ";", ",")):
            return None
        names = _names(words, n_cells)
        if names is not None and len(set(names)) == len(names):
            return n_lines, names
    return None


_PROSE_CHARS = 60


def _begins(lines: Sequence[str], start: int) -> bool:
    """Return whether nothing above a line can belong to its header: a blank, a caption, prose."""
    above = lines[start - 1].strip() if start else ""
    is_prose = len(above) > _PROSE_CHARS or above.endswith((".", "。"))
    near = lines[max(0, start - _CAPTION_REACH) : start]
    is_captioned = any(_CAPTION.match(line.strip()) for line in near)
    return not above or is_prose or is_captioned or above.startswith("#")


def _names(header: str, n_cells: int) -> Row | None:
    """Part a header into the label's name and one for each number, where it parts in one way."""
    atoms = _atoms(header)
    if any(_NUMERIC.fullmatch(atom) and not _YEAR.fullmatch(atom) for atom in atoms):
        return None
    numbered = atoms[-n_cells:]
    is_told = all(_BRACKET.search(a) or _YEAR.fullmatch(a) for a in numbered)
    if len(atoms) == n_cells and (is_told or n_cells > 2):
        return ("", *atoms)
    if len(atoms) == n_cells + 1 and (
        is_told or any(_BRACKET.search(a) for a in atoms) or n_cells > 1
    ):
        return tuple(atoms)
    if len(atoms) > n_cells + 1 and is_told:
        return (" ".join(atoms[:-n_cells]), *numbered)
    return None


_NUMERIC = re.compile(_NUMBER)


def _atoms(header: str) -> list[str]:
    """Part a header at its brackets' ends and between its words, save words that describe."""
    atoms: list[str] = []
    is_open = False  # whether the last word waits for one that it describes
    for piece in re.findall(r"[(\[（][^()（）\[\]]{1,24}[)\]）]|[^\s(（\[]+|[(（\[]", header):
        if _BRACKET.fullmatch(piece) and atoms:
            atoms[-1] += f" {piece}"
            is_open = False
        elif is_open or (atoms and piece.lower() in ("of", "per", "and", "/")):
            atoms[-1] += f" {piece}"
            is_open = _LEADS.fullmatch(piece) is not None
        else:
            atoms.append(piece)
            is_open = _LEADS.fullmatch(piece) is not None
    return atoms


def _caption(lines: Sequence[str], start: int, stop: int) -> str:
    """Return the caption near above, with the lines that it runs on over, or right below."""
    for at in range(start - 1, max(-1, start - 1 - _CAPTION_REACH), -1):
        if _CAPTION.match(lines[at].strip()):
            return " ".join(line.strip() for line in lines[at:start])
    for at in range(stop, min(len(lines), stop + 2)):
        if _CAPTION.match(lines[at].strip()) or _FIGURE.match(lines[at].strip()):
            return lines[at].strip()
    return ""


def _unrolled(lines: Sequence[str], at: int) -> tuple[int, int, list[Row]] | None:
    """Return the lines and rows of a table that stands in blocks side by side.

    Its header is one header said again for each block, and each line holds a row of each.
    """
    blocks = _blocks(lines[at])
    if len(blocks) < 2 or len({len(b) for b in blocks}) != 1:
        return None
    header = _said_again(lines, at, len(blocks))
    names = _names(header[1], len(blocks[0]) - 1) if header is not None else None
    if header is None or names is None:
        return None
    columns: list[list[Row]] = [[] for _ in blocks]
    stop = at
    while stop < len(lines):
        row = _blocks(lines[stop])
        if not row or len(row) > len(blocks) or any(len(b) != len(names) for b in row):
            break
        for column, block in zip(columns, row, strict=False):
            column.append(block)
        stop += 1
    rows = [row for column in columns for row in column]
    return (at - header[0], stop, [names, *rows]) if stop - at >= _LEAST_ROWS else None


_BLOCK = re.compile(
    rf"(?P<label>[^\W\d_][^\d]*?)\s+(?P<cells>{_CELL}(?:\s+{_CELL})*)(?=\s+[^\W\d_]|$)"
)


def _blocks(line: str) -> list[Row]:
    """Return the rows side by side in a line, none where something else stands between them."""
    blocks: list[Row] = []
    end = 0
    text = line.strip()
    for match in _BLOCK.finditer(text):
        if text[end : match.start()].strip():
            return []
        blocks.append((match["label"], *_CELLS.findall(match["cells"])))
        end = match.end()
    return blocks if end == len(text) else []


_MAX_AGAIN_LINES = 16


def _said_again(lines: Sequence[str], at: int, n_blocks: int) -> tuple[int, str] | None:
    """Return how many lines above say one header as often as there are blocks, and the header."""
    words: list[str] = []
    for n_lines in range(1, min(at, _MAX_AGAIN_LINES) + 1):
        words = lines[at - n_lines].split() + words
        size, rest = divmod(len(words), n_blocks)
        if size and not rest and words == words[:size] * n_blocks:
            return n_lines, " ".join(words[:size])
    return None
