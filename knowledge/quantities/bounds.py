"""Bounds and approximations around a quantity: about, up to, 以上, 未満."""

import re
from functools import cache
from typing import cast

from knowledge.quantities.numerals import number_words
from knowledge.records import Qualifier

_FAR = 24
# What may stand between a cue and its number.
_LINKS = (" a", " an", " the", " around", " about", " roughly", "で", "の")


@cache
def _cues(place: str) -> tuple[re.Pattern[str], dict[str, Qualifier]]:
    """Return the pattern of all cues at one place, longest first, and what each means."""
    meanings: dict[str, Qualifier] = {
        cue: cast("Qualifier", qualifier)
        for qualifier, cues in number_words()[place].items()
        for cue in cues
    }
    longest = sorted(meanings, key=len, reverse=True)
    body = "|".join(_bounded(cue, place) for cue in longest)
    text = rf"(?:{body})(?:{'|'.join(_LINKS)})?[ (]*$" if place == "before" else rf"[ )]*(?:{body})"
    return re.compile(text, re.IGNORECASE), meanings


def _bounded(cue: str, place: str) -> str:
    pattern = re.escape(cue)
    if not cue[0].isascii() or not cue[0].isalpha():
        return pattern
    return rf"(?<![A-Za-z]){pattern}" if place == "before" else rf"{pattern}(?![A-Za-z])"


def qualifier_around(text: str, start: int, end: int) -> Qualifier:
    """Return how the quantity at `text[start:end]` is bounded; what follows it wins."""
    after = _match("after", text, end)
    if after is not None and after != "about":
        return after
    return _match("before", text, start) or after or "exact"


def _match(place: str, text: str, position: int) -> Qualifier | None:
    pattern, meanings = _cues(place)
    if place == "after":
        if text[position : position + 2].strip()[:1] not in _first_characters():
            return None
        match = pattern.match(text, position)
    else:
        start = max(0, position - _FAR)
        if not _ends_in_cue(text[start:position]):
            return None
        match = pattern.search(text[start:position])
    if match is None:
        return None
    found = match.group().strip(" ()").lower()
    return next(
        meanings[cue]
        for cue in sorted(meanings, key=len, reverse=True)
        if found.startswith(cue.lower())
    )


def _ends_in_cue(before: str) -> bool:
    """Return whether a cue can stand at the end; few texts need the slow search."""
    return before.rstrip(" (\n").lower().endswith(_last_words())


@cache
def _last_words() -> tuple[str, ...]:
    cues = (cue for cues in number_words()["before"].values() for cue in cues)
    return (*{cue.lower() for cue in cues}, *_LINKS)


@cache
def _first_characters() -> frozenset[str]:
    return frozenset(cue[0] for cues in number_words()["after"].values() for cue in cues)
