"""Which way a statement says that something moved: up, down, or neither alone."""

import re
from typing import Literal

from bot.answer.reading.terms import fold

Direction = Literal["up", "down"]
_WAYS: tuple[tuple[Direction, re.Pattern[str]], ...] = (
    (
        "up",
        re.compile(
            r"\b(?:rose|risen|ris(?:e|es|ing)|grew|grow(?:s|n|ing|th)?|increas\w+|climb\w*"
            r"|up (?:from|by|on)|doubled|tripled|more than (?:in|the year before)|higher than in)\b"
            r"|増(?:え|加|大|や|し)|上昇|伸び|上が|上回"
        ),
    ),
    (
        "down",
        re.compile(
            r"\b(?:fell|fall(?:s|en|ing)?|drop(?:s|ped|ping)?|decreas\w+|declin\w+|cut(?:s|ting)?"
            r"|reduc\w+|shr[aiu]nk|halved|down (?:from|by|on)|less than (?:in|the year before)"
            r"|lower than in)\b"
            r"|減(?:っ|り|る|ら|少|し)|削減|低下|下が|下回"
        ),
    ),
)


def direction_of(text: str) -> Direction | None:
    """Return the way that a text tells; None when it tells none or both."""
    folded = fold(text)
    ways = [way for way, pattern in _WAYS if pattern.search(folded)]
    return ways[0] if len(ways) == 1 else None
