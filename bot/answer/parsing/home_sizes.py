"""Homes of so many people: “a two-person household”, 「ドイツの4人世帯」.

Figures of such homes say so in their scope (“two persons”); no other is told instead.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.answer.parsing.topics import Topic
from bot.answer.words import Patterns
from knowledge.records import Figure

_HOME = "household:"
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight")
_NUMBER = re.compile(rf"\d+|[一二三四五六七八]|単身|single|{'|'.join(_NUMBERS)}", re.IGNORECASE)
_KANJI = "一二三四五六七八"
_ALONE = ("単身", "single")


@dataclass(frozen=True, slots=True)
class HomeSize:
    """How many live in a home, as written; `scope` is how a figure of such homes says it."""

    start: int
    end: int
    written: str
    scope: str


def home_sizes(text: str, patterns: Patterns) -> tuple[HomeSize, ...]:
    """Find the sizes of homes that a question names."""
    return tuple(
        HomeSize(*match.span(), match.group(), _scope(match.group()))
        for pattern in patterns.of("home_size")
        for match in pattern.finditer(text)
    )


def of_size(topics: Sequence[Topic], sizes: Sequence[HomeSize]) -> tuple[Topic, ...]:
    """The topics, the homes among them of the size that is asked about."""
    if len(sizes) != 1:
        return tuple(topics)
    part = sizes[0].scope.replace(" ", "-")
    return tuple(replace(t, part=part) if t.subject_id.startswith(_HOME) else t for t in topics)


def sizes_left(sizes: Iterable[HomeSize], told: Sequence[Figure]) -> list[str]:
    """The sizes, as written, that no figure is of."""
    return [s.written for s in sizes if not any(s.scope == f.scope.en for f in told)]


def _scope(written: str) -> str:
    number = _NUMBER.search(written)
    if number is None:
        return written
    said = number.group().lower()
    count = 1 if said in _ALONE else _count(said)
    word = _NUMBERS[count - 1] if 0 < count <= len(_NUMBERS) else said
    return f"{word} person" if count == 1 else f"{word} persons"


def _count(said: str) -> int:
    if said.isdigit():
        return int(said)
    return _KANJI.index(said) + 1 if said in _KANJI else _NUMBERS.index(said) + 1
