"""The header above rows of text that lost its lines, parted into a name for each cell."""

import re
from collections.abc import Sequence

from knowledge.reading.line_rows import NUMBER
from knowledge.reading.parts import Row

YEAR = re.compile(r"(?:FY ?)?(?:19|20)\d\d(?:年度?)?")
CAPTION = re.compile(r"(?:table|tab\.|表|図表)\s*[\dA-ZIVX０-９一二三四五]", re.IGNORECASE)
_FIGURE = re.compile(r"Fig(?:ure|\.)? ?\d+", re.IGNORECASE)
_MAX_HEADER_LINES = 3
_MAX_SHORT_LINES, _SHORT_CHARS = 18, 40  # of a header whose names stand above each other
_MAX_HEADER_CHARS = 240
_CAPTION_REACH = 4  # lines above the header
_LONG_CAPTION_REACH = 12
_TITLED = re.compile(r"(?:table|表|図表)\s*[\dIVX０-９]+\s*[.:：]", re.IGNORECASE)
_BRACKET = re.compile(r"[(\[（][^()（）\[\]]{1,40}[)\]）]")
# Words that describe the one after them: Average Power, Energy Consumption, Number of Chips.
_LEADS = re.compile(
    r"(?:average|avg\.?|mean|median|total|max(?:imum)?|min(?:imum)?|peak|annual|net|gross|energy|power"
    r"|electricity|training|inference|carbon|ghg|co2|co2e|water|number|of|per|and|the|for|installed"
    r"|thermal|design|heat|fuel|emission|emissions|on-site|off-site|operational|embodied|grid|solar|wind)",
    re.IGNORECASE,
)


def header_above(lines: Sequence[str], at: int, n_cells: int) -> tuple[int, Row] | None:
    """Return how many lines above make the header, and its names, the label's first.

    A header of more than a few lines is one of short lines, whose names, save one, have brackets.
    """
    for n_lines in range(1, min(at, _MAX_SHORT_LINES) + 1):
        above = [line.strip() for line in lines[at - n_lines : at]]
        if not above[0] or CAPTION.match(above[0]):
            return None
        is_tall = n_lines > _MAX_HEADER_LINES
        words = " ".join(above)
        if len(words) > _MAX_HEADER_CHARS or (is_tall and len(above[0]) > _SHORT_CHARS):
            return None
        if n_lines == 1 and words.endswith((".", ":", ";", ",")):
            return None
        names = None if above[0][0] in "([（" else names_of(words, n_cells)
        is_told = names is not None and (not is_tall or _n_bracketed(names) >= n_cells - 1)
        if names is not None and is_told and begins(lines, at - n_lines, strictly=is_tall):
            return n_lines, names
    return None


def _n_bracketed(names: Row) -> int:
    return sum(bool(_BRACKET.search(name)) for name in names[1:])


_PROSE_CHARS = 60


def begins(lines: Sequence[str], start: int, *, strictly: bool = False) -> bool:
    """Return whether nothing above a line can belong to its header: a blank, a caption, prose.

    A caption may stand a few lines above, unless it must be strictly the line above.
    """
    above = lines[start - 1].strip() if start else ""
    is_prose = len(above) > _PROSE_CHARS or above.endswith((".", "。")) or "://" in above
    near = lines[max(0, start - (1 if strictly else _CAPTION_REACH)) : start]
    is_captioned = any(CAPTION.match(line.strip()) for line in near)
    return not above or is_prose or is_captioned or above.startswith("#")


def names_of(header: str, n_cells: int) -> Row | None:
    """Part a header into the label's name and one for each number, where it parts in one way."""
    for atoms in (_atoms(header), _atoms(header, joins_small=n_cells > 2)):
        names = _held(atoms, n_cells)
        if names is not None and len(set(names)) == len(names):
            return names
    return _by_units(header, n_cells)


def _held(atoms: list[str], n_cells: int) -> Row | None:
    """Hold the parts of a header against the number of cells."""
    if any(_NUMERIC.fullmatch(atom) and not YEAR.fullmatch(atom) for atom in atoms):
        return None
    numbered = atoms[-n_cells:]
    is_told = all(_BRACKET.search(a) or YEAR.fullmatch(a) for a in numbered)
    if len(atoms) == n_cells and (is_told or n_cells > 2):
        return ("", *atoms)
    if len(atoms) == n_cells + 1 and (
        is_told or any(_BRACKET.search(a) for a in atoms) or n_cells > 1
    ):
        return tuple(atoms)
    if len(atoms) > n_cells + 1 and is_told:
        return (" ".join(atoms[:-n_cells]), *numbered)
    return None


_ENDED = re.compile(r"[^(（]*?[(（][^()（）]{1,40}[)）]")


def _by_units(header: str, n_cells: int) -> Row | None:
    """Part a header whose every column ends in its unit; the first word names the labels."""
    columns = [match.group().strip() for match in _ENDED.finditer(header)]
    if len(columns) != n_cells or n_cells < 2 or header.rstrip()[-1] not in ")）":
        return None
    first = _atoms(columns[0])
    names = (" ".join(first[:-1]), first[-1], *columns[1:])
    return names if len(first) == 2 and len(set(names)) == len(names) else None


_NUMERIC = re.compile(NUMBER)


_BELONGS = re.compile(r"of|per|and|/|v\d\w*", re.IGNORECASE)  # to the word before: TPU v6e


def _atoms(header: str, *, joins_small: bool = False) -> list[str]:
    """Part a header at its brackets' ends and between its words, save words that describe.

    Where words in small letters are joined, they belong to the word before: Quantity used.
    """
    atoms: list[str] = []
    is_open = False  # whether the last word waits for one that it describes
    for piece in re.findall(r"[(\[（][^()（）\[\]]{1,40}[)\]）]|[^\s(（\[]+|[(（\[]", header):
        if _BRACKET.fullmatch(piece) and atoms:
            atoms[-1] += f" {piece}"
            is_open = False
        elif (
            is_open
            or (atoms and _BELONGS.fullmatch(piece))
            or (atoms and joins_small and piece[0].islower())
        ):
            atoms[-1] += f" {piece}"
            is_open = _LEADS.fullmatch(piece) is not None
        else:
            atoms.append(piece)
            is_open = _LEADS.fullmatch(piece) is not None
    return atoms


def caption_of(lines: Sequence[str], start: int, stop: int) -> str:
    """Return the caption near above, with the lines that it runs on over, or right below."""
    for at in range(start - 1, max(-1, start - 1 - _LONG_CAPTION_REACH), -1):
        line = lines[at].strip()
        is_near = start - at <= _CAPTION_REACH
        if not line and not is_near:
            break
        if (CAPTION if is_near else _TITLED).match(line):
            return _first_said(" ".join(line.strip() for line in lines[at:start]))
    for at in range(stop, min(len(lines), stop + 2)):
        if CAPTION.match(lines[at].strip()) or _FIGURE.match(lines[at].strip()):
            return lines[at].strip()
    return ""


_MAX_CAPTION_CHARS = 200
_SENTENCE_END = re.compile(r"(?<=[a-z)\]])\.\s(?=[A-Z*†])")


def _first_said(caption: str) -> str:
    """Return the first sentence of a long caption, which tells what the table holds."""
    end = _SENTENCE_END.search(caption)
    return caption[: end.start() + 1] if end and len(caption) > _MAX_CAPTION_CHARS else caption


_MAX_AGAIN_LINES = 16


def said_again(lines: Sequence[str], at: int, n_blocks: int) -> tuple[int, str] | None:
    """Return how many lines above say one header as often as there are blocks, and the header."""
    words: list[str] = []
    for n_lines in range(1, min(at, _MAX_AGAIN_LINES) + 1):
        words = lines[at - n_lines].split() + words
        size, rest = divmod(len(words), n_blocks)
        if size and not rest and words == words[:size] * n_blocks:
            return n_lines, " ".join(words[:size])
    return None
