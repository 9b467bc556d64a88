"""Tables in fixed-width type that stay aligned with Japanese text in them."""

import unicodedata
from collections.abc import Sequence


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
