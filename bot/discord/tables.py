"""Tables in fixed-width type that stay aligned with Japanese text in them."""

import re
import unicodedata
from collections.abc import Sequence

RANKED_ROWS, NAME_COLUMNS = 15, 18  # of a block; a phone shows about forty columns
_RANKED = re.compile(r"(\d+)(?:\. |位 )(.+?): (.+?)((?: ?\[\d+\])+)")
_ESCAPED = re.compile(r"\\([\\*_~`|>\[\]#])")


def width(text: str) -> int:
    """Return the columns that a text takes: two for each wide character, none for marks."""
    return sum(
        0
        if unicodedata.combining(character)
        else 2
        if unicodedata.east_asian_width(character) in "WF"
        else 1
        for character in text
    )


def cut(text: str, columns: int) -> str:
    """Shorten a text to so many columns, with a mark where something is missing."""
    if width(text) <= columns:
        return text
    kept = ""
    for character in text:
        if width(kept + character) > columns - 1:
            break
        kept += character
    return kept + "…"


def table(rows: Sequence[tuple[str, str]], *, columns: int = 40) -> str:
    """Lay out pairs as a code block, the first column as wide as its widest cell."""
    first = max((width(name) for name, _ in rows), default=0)
    lines = [
        f"{name}{' ' * (first - width(name))}  {cut(text, max(8, columns - first - 2))}"
        for name, text in rows
    ]
    return "```\n" + "\n".join(line.replace("`", "'").rstrip() for line in lines) + "\n```"


def ranked_table(lines: Sequence[str]) -> list[str] | None:
    """Lay out the lines of a ranking: place, name, value, citations, in blocks of RANKED_ROWS.

    None when a line is no place of a ranking.
    """
    found = [_RANKED.fullmatch(_ESCAPED.sub(r"\1", line).replace("**", "")) for line in lines]
    if not lines or not all(found):
        return None
    rows = [tuple(map(str.strip, match.groups())) for match in found if match]
    blocks = (rows[at : at + RANKED_ROWS] for at in range(0, len(rows), RANKED_ROWS))
    return [_ranked_block(block) for block in blocks]


def _ranked_block(rows: Sequence[tuple[str, ...]]) -> str:
    named = [(place, cut(name, NAME_COLUMNS), value, cites) for place, name, value, cites in rows]
    places, names, values = (max(width(row[at]) for row in named) for at in range(3))
    lines = [
        f"{_right(place, places)} {_left(name, names)}  {_right(value, values)} {cites}"
        for place, name, value, cites in named
    ]
    return "```\n" + "\n".join(line.replace("`", "'") for line in lines) + "\n```"


def _left(text: str, columns: int) -> str:
    return text + " " * (columns - width(text))


def _right(text: str, columns: int) -> str:
    return " " * (columns - width(text)) + text
