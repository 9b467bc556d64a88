"""Rows of tables in text that lost its lines: a label, then cells up to the line's end."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from knowledge.reading.parts import Row

NUMBER = r"[-−+~≈<>≤≥$€£¥(]{0,2}\d[\d,.]*(?:e\d+)?(?:[%xX]|\))?[*†]?"
_TIME = r"\d+ (?:yrs?|years?|mos?|months?|wks?|weeks?|days?|hours?|hrs?)"
_UNIT = (
    r"(?:[kMGTP]?(?:Wh?|B|bps|FLOPS?)(?:/\w+)?|[kM]?[Jgt]|m?L|lbs?|°C|TB/s|t?CO2e?)(?![^\s,*†\[(])"
)
_BLANK = r"[-–—]+|[nN]/?[aA]|\?|unlisted|unknown|[Yy]es|[Nn]o|なし|不明"
_CELL = (
    rf"(?:{_TIME}(?:, {_TIME})*"  # 6 yrs, 1 mo
    rf"|[$€£]?\d[\d,.]*[–-][$€£]?\d[\d,.]*"  # $41–$140
    rf"|[$€£]?\d[\d,.]*[kKMBT](?!\w)|{NUMBER}/hr"  # 175B
    rf"|{NUMBER}(?:\([\d., ]+\)|\s?±\s?{NUMBER})?(?: ?{_UNIT})?"  # 0.7(0.5, 0.9), 700 W
    rf"|{_BLANK})"
)
# What may end a row: most lines of prose are told by their last word alone.
_END = re.compile(
    rf"\S*\d\S*|{_BLANK}|{_UNIT}|(?:yr|year|mo|month|wk|week|day|hour|hr)s?|\S{{2,4}}/\w+"
)
_CELL_ERROR = re.compile(rf"\s?±\s?{NUMBER}|(?<=[\d%])\([\d., ]+\)")  # how far it may err
_ROW = re.compile(rf"(?P<label>\S.*?)\s+(?P<cells>{_CELL}(?:\s+{_CELL})*)")
_CELLS = re.compile(rf"{_CELL}(?=\s|$)")
_LETTERS = re.compile(r"[^\W\d_]{2}|^[A-Za-z]\d$")
_LOOSE = re.compile(r"(?:^|\s)[(±]?\d+\.\d+(?=\s|$|\))")
_SENTENCE = re.compile(r"[.;] |\b(?:is|was|were|are|has|had|of|and|the|in|to|by|from)$")
_MAX_LABEL_CHARS = 60
_MAX_ROW_CHARS = 240


def read_row(line: str) -> Row | None:
    """Return a line's label and its cells, without how far they may err; None for prose."""
    text = line.strip()
    if len(text) > _MAX_ROW_CHARS or not text or not _END.fullmatch(text.rsplit(None, 1)[-1]):
        return None
    match = _ROW.fullmatch(text)
    if match is None or len(match["label"]) > _MAX_LABEL_CHARS:
        return None
    label, cells = match["label"], _CELLS.findall(_CELL_ERROR.sub("", match["cells"]))
    is_label = _LETTERS.search(label) is not None and label[-1] not in ".,;:=(±"
    if len(_LOOSE.findall(label)) > 1:
        return None  # numbers of other columns, which the header cannot be held against
    return (label, *cells) if is_label and not _SENTENCE.search(label) else None


def rows_from(lines: Sequence[str], at: int) -> Iterator[list[Row]]:
    """Yield how the lines from one on may be read as rows of as many cells each.

    A number too many may belong to a label that it ends (GTX 1080, Alpha 7B): so read first.
    """
    rows: list[Row] = []
    for line in lines[at:]:
        row = read_row(line)
        if row is None:
            break
        rows.append(row)
    if rows:
        yield from _evened(rows)
        yield list(takewhile(lambda row: len(row) == len(rows[0]), rows))


_NUMBER_OF_NAME = re.compile(r"\d+")
_SIZE_OF_NAME = re.compile(r"\d[\d.]*[KMBT]")
_LEAST_CELLS, _MOST_WORDS = 3, 2  # a row's least, its label included; what a name may end in


def _evened(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Yield rows of as many cells as the shortest has, or fewer, with the rest in their labels."""
    least = min(map(len, rows), default=0)
    for width in range(least, max(least - _MOST_WORDS, _LEAST_CELLS) - 1, -1):
        evened = [_narrowed(row, len(row) - width) for row in rows]
        if all(len(row) == width for row in evened):
            yield evened


def _narrowed(row: Row, n_words: int) -> Row:
    """Move so many cells to the label where they can belong to a name: Llama 2 7B, GTX 1080."""
    last = row[n_words]
    is_number = n_words == 1 and " " not in row[0] and _NUMBER_OF_NAME.fullmatch(last)
    if not n_words or n_words > _MOST_WORDS or not (is_number or _SIZE_OF_NAME.fullmatch(last)):
        return row
    return (" ".join(row[: n_words + 1]), *row[n_words + 1 :])


# Where a number ends and a name begins with nothing between: 0.65Beta, but not 70B.
_GLUED = re.compile(
    r"(?<=\))(?=[A-Z])"
    r"|(?:(?<=\.\d)|(?<=\d\d)|(?<=\s[—–-]))(?=[^\W\d_])(?![KMBTk]\b)"
)
_LEAST_GLUED, _LEAST_GLUED_CHARS = 3, 200


def glued_rows(line: str) -> tuple[str, list[Row]]:
    """Return the rows that a long line holds with nothing between them, and what stands before.

    `0.65Beta 0.45` ends one row and begins the next; all rows have as many cells.
    """
    if len(line) < _LEAST_GLUED_CHARS:
        return line, []
    pieces = [line[a:b] for a, b in _between(line)]
    read = [read_row(piece) for piece in pieces]
    rows = list(takewhile(lambda row: row is not None, reversed(read)))[::-1]
    even = next(_evened([row for row in rows if row is not None]), [])
    n_before = len(pieces) - len(rows)
    return ("".join(pieces[:n_before]), even) if len(even) >= _LEAST_GLUED else (line, [])


def _between(line: str) -> Iterator[tuple[int, int]]:
    edges = [0, *(match.start() for match in _GLUED.finditer(line)), len(line)]
    return pairwise(edges)


_BLOCK = re.compile(
    rf"(?P<label>[^\W\d_][^\d]*?)\s+(?P<cells>{_CELL}(?:\s+{_CELL})*)(?=\s+[^\W\d_]|$)"
)


def blocks_of(line: str) -> list[Row]:
    """Return the rows side by side in a line, none where something else stands between them."""
    blocks: list[Row] = []
    end = 0
    text = line.strip()
    if not text or not _END.fullmatch(text.rsplit(None, 1)[-1]):
        return blocks
    for match in _BLOCK.finditer(text):
        if text[end : match.start()].strip():
            return []
        blocks.append((match["label"], *_CELLS.findall(match["cells"])))
        end = match.end()
    return blocks if end == len(text) else []


_MARKED = re.compile(r"(\D.*?\S) \d{1,3} ([^\W\d_]\S*(?: [^\W\d_]\S*)*)")


def part_labels(names: Row, rows: list[Row]) -> tuple[Row, list[Row]]:
    """Part two columns of labels at the mark of a note between them: `Alpha 7B 63 Meta`."""
    heads = names[0].split()
    parted = [_MARKED.fullmatch(row[0]) for row in rows]
    if len(heads) != 2 or not all(parted):
        return names, rows
    return (*heads, *names[1:]), [
        (match[1], match[2], *row[1:]) for match, row in zip(parted, rows, strict=True) if match
    ]
