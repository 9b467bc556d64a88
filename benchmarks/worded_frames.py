"""The wordings of benchmarks/worded_kinds.toml, and the words that fill them."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from knowledge.records import LANGUAGES, Language

_FILE = Path(__file__).with_suffix(".toml").with_stem("worded_kinds")
_WORDS = ("verbs", "sources", "sorts", "homes_of", "units")
_SMALL, _THEN = "~", "||"


@dataclass(frozen=True, slots=True)
class Frame:
    """A wording with slots; `is_held` ones are counted apart and never shown."""

    kind: str
    language: Language
    text: str
    is_held: bool

    def needs(self, slot: str) -> bool:
        """Whether it has a slot."""
        return f"{{{slot}}}" in self.text

    def filled(self, slots: dict[str, str]) -> tuple[str, ...]:
        """Return what was asked before, if anything, and what is asked."""
        text = self.text.removeprefix(_SMALL).format_map(slots)
        text = text.lower() if self.text.startswith(_SMALL) else text
        return tuple(part.strip() for part in text.split(_THEN))


def all_frames() -> tuple[Frame, ...]:
    """Return the wordings in the order of the file."""
    return tuple(
        Frame(kind, language, text, is_held)
        for kind, by_language in _read().items()
        if kind not in _WORDS
        for language in LANGUAGES
        for name, is_held in (("open", False), ("held", True))
        for text in by_language[language][name]
    )


def words(name: str, language: Language) -> dict[str, Any]:
    """Return a table of words in a language."""
    found: dict[str, Any] = _read()[name][language]
    return found


def units_of(dimension: str) -> tuple[str, ...]:
    """Return the units in which something of a dimension is asked."""
    return tuple(_read()["units"].get(dimension, ()))


@cache
def _read() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text("utf-8"))
