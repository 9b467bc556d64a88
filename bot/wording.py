"""Loads the words of each language: templates and question patterns."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any, cast

import tomli

from bot.answer.guarding.narrowing import Narrowing
from bot.answer.words import Event, Patterns, Wording
from knowledge.names import Referent, ReferentKind
from knowledge.records import Bilingual, Language
from knowledge.words import Vocabulary

_NUMBER = re.compile(r"\d")
_LONG_KATAKANA = re.compile(r"[ァ-ヺー]{4}|[ァ-ヺー]\d|\d[ァ-ヺー]")


@cache
def load_wording(language: Language) -> Wording:
    """Read {language}.toml, patterns.{language}.toml and claims.{language}.toml of bot/texts."""
    folder = resources.files("bot") / "texts"
    templates = tomli.loads((folder / f"{language}.toml").read_text("utf-8"))
    patterns = tomli.loads((folder / f"patterns.{language}.toml").read_text("utf-8"))
    claims = tomli.loads((folder / f"claims.{language}.toml").read_text("utf-8"))
    assert not patterns.keys() & claims.keys()  # one would silently take the other's place
    patterns |= claims
    stop_words = frozenset(str(patterns.pop("stop_words")).split())
    countable = frozenset(str(patterns.pop("countable")).split())
    sources = patterns.pop("source_names", {})
    expressions = {intent: tuple(found) for intent, found in patterns.items()}
    return Wording(
        language,
        templates,
        Patterns(expressions, stop_words, countable, _events(), sources, _narrowings()),
    )


def asked_names() -> Iterator[tuple[str, Referent]]:
    """Yield the names of bot/texts/asked_names.toml, by which questions call things."""
    text = (resources.files("bot") / "texts" / "asked_names.toml").read_text("utf-8")
    for kind, entries in tomli.loads(text).items():
        for identifier, names in entries.items():
            referent = Referent(cast("ReferentKind", kind), identifier)
            for name in (*names["en"], *names["ja"]):
                yield name, referent


def katakana_names(vocabulary: Vocabulary) -> Iterator[tuple[str, Referent]]:
    """Yield subjects' English names in katakana, by the words of bot/texts/katakana.toml.

    A name of few letters, with no number beside them, is too likely another word.
    """
    text = (resources.files("bot") / "texts" / "katakana.toml").read_text("utf-8")
    written: Mapping[str, str] = tomli.loads(text)["words"]
    for subject in vocabulary.subjects():
        for name in (subject.names.en, *subject.aliases_en):
            words = [w if _NUMBER.search(w) else written.get(w.lower(), "") for w in name.split()]
            katakana = "".join(words)
            if all(words) and _LONG_KATAKANA.search(katakana):
                yield katakana, Referent("subject", subject.subject_id)


@cache
def _narrowings() -> tuple[Narrowing, ...]:
    """Read bot/texts/narrowing.toml."""
    text = (resources.files("bot") / "texts" / "narrowing.toml").read_text("utf-8")
    return tuple(map(_narrowing, tomli.loads(text).values()))


def _narrowing(row: Mapping[str, Any]) -> Narrowing:
    asked = rf"(?<![a-z])(?:{row['en']})(?![a-z])|{row['ja']}"
    also = row.get("also")
    return Narrowing(
        asked=asked,
        told=f"{asked}|{also}" if also else asked,
        kinds=tuple(row.get("kinds", ())),
    )


def _events() -> tuple[Event, ...]:
    """Read bot/texts/events.toml."""
    text = (resources.files("bot") / "texts" / "events.toml").read_text("utf-8")
    return tuple(
        Event(
            subject_id=row.get("subject"),
            year=int(row["year"]),
            names=Bilingual(row["en"], row["ja"]),
            patterns=tuple(row["patterns"]),
        )
        for row in tomli.loads(text)["event"]
    )
