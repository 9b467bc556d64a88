"""Turns a worded claim into pieces that a template can show: text, numbers, citation marks."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

_TOKEN = re.compile(r"\\(?P<escaped>[^\w\s])|(?P<bold>\*\*)|\[(?P<mark>\d+)\]|(?P<line>\n)")


@dataclass(frozen=True, slots=True)
class Linked:
    """Words of a claim that lead somewhere: a number and the address of where it comes from."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of plain words. `href` is set for numbers; a mark's text is its source's number."""

    kind: Literal["text", "number", "mark", "break"]
    text: str = ""
    href: str = ""
    bold: bool = False


def pieces_of(markdown: str, numbers: Sequence[Linked] = ()) -> tuple[Piece, ...]:
    """Read the Markdown that `bot.render` writes: escapes, bold, [n] marks, line breaks.

    Each of `numbers` is linked where it first stands; nothing else becomes a link, and no piece
    holds markup, so that a template can escape every one.
    """
    left = list(numbers)
    return tuple(piece for run in _runs(markdown) for piece in _linked(run, left))


def plain_text(markdown: str) -> str:
    """Return the words alone, without bold and marks."""
    words = (" " if p.kind == "break" else p.text for p in _runs(markdown) if p.kind != "mark")
    return "".join(words).strip()


def _runs(markdown: str) -> Iterator[Piece]:
    text, bold, at = "", False, 0
    for match in _TOKEN.finditer(markdown):
        text += markdown[at : match.start()]
        at = match.end()
        if match["escaped"]:
            text += match["escaped"]
            continue
        yield from _text(text, bold=bold)
        text = ""
        if match["bold"]:
            bold = not bold
        elif match["mark"]:
            yield Piece("mark", match["mark"], f"#source-{match['mark']}")
        else:
            yield Piece("break")
    yield from _text(text + markdown[at:], bold=bold)


def _text(text: str, *, bold: bool) -> Iterator[Piece]:
    if text:
        yield Piece("text", text.replace("@\u200b", "@"), bold=bold)


def _linked(run: Piece, left: list[Linked]) -> Iterator[Piece]:
    """Split a run at the numbers that it holds, taking each out of those that are left."""
    text = run.text if run.kind == "text" else ""
    while text and (found := _first(text, left)) is not None:
        at, number = found
        end = at + len(number.text)
        yield from _text(text[:at], bold=run.bold)
        yield Piece("number", text[at:end], number.href, run.bold)
        left.remove(number)
        text = text[end:]
    if run.kind == "text":
        yield from _text(text, bold=run.bold)
    else:
        yield run


def _first(text: str, numbers: Sequence[Linked]) -> tuple[int, Linked] | None:
    """Find the number that stands first, the longest of those at one place."""
    folded = text.lower()
    places = [(at, n) for n in numbers if (at := _place(folded, n.text.lower())) is not None]
    return min(places, key=lambda place: (place[0], -len(place[1].text)), default=None)


def _place(text: str, number: str) -> int | None:
    """Where a number stands by itself, not inside a longer one."""
    match = re.search(rf"(?<![\d.,]){re.escape(number)}(?![\d]|[.,]\d)", text) if number else None
    return match.start() if match else None
