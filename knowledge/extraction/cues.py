"""The words that tell what a quantity is about, from `vocabulary/extraction.toml`."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal, cast, get_args

import tomli

from knowledge.errors import VocabularyError
from knowledge.records import Language, Status

_FILE = "extraction.toml"
Where = Literal["clause", "sentence", "before", "near", "around", "fuel", "list"]
Unsaid = Literal["hypothetical", "refuted"]
NounKind = Literal["body", "place", "machine"]


@dataclass(frozen=True, slots=True)
class Cue:
    """A pattern in each language."""

    en: re.Pattern[str]
    ja: re.Pattern[str]

    def in_(self, language: Language) -> re.Pattern[str]:
        """Return the pattern of one language."""
        return self.ja if language == "ja" else self.en


@dataclass(frozen=True, slots=True)
class Rule:
    """A measure that a quantity of a dimension has where its words are found.

    `subject` narrows it to subjects of that kind; `weak` rules come after a subject's own measure.
    """

    measure_id: str
    dimension: str
    where: Where
    weak: bool
    subject: str
    cue: Cue


@dataclass(frozen=True, slots=True)
class Words:
    """Word lists of one language around names."""

    generic: frozenset[str]
    things: frozenset[str]
    bare: frozenset[str]
    no_things: frozenset[str]
    verb: re.Pattern[str]
    opener: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Nouns:
    """Nouns of things that texts name by their kinds; `any_of` may mean all of a kind."""

    kind_of: Mapping[str, NounKind]
    any_of: Mapping[str, NounKind]

    @property
    def any_body(self) -> tuple[str, ...]:
        """The nouns that mean any organisation: the firm."""
        return tuple(noun for noun, kind in self.any_of.items() if kind == "body")

    def pattern(self, *kinds: NounKind) -> str:
        """Return a pattern of the nouns of the kinds, the longest first."""
        nouns = (noun for noun, kind in self.kind_of.items() if kind in kinds)
        return "|".join(sorted(map(re.escape, nouns), key=lambda noun: (-len(noun), noun)))


@dataclass(frozen=True, slots=True)
class Cues:
    """All that the file holds."""

    statuses: tuple[tuple[Status, Cue], ...]
    unsaid: tuple[tuple[Unsaid, Cue], ...]
    rules: Mapping[str, tuple[Rule, ...]]
    words: Mapping[Language, Words]
    nouns: Nouns


@cache
def extraction_cues() -> Cues:
    """Read the file.

    Raises:
        VocabularyError: a pattern is no regular expression, or an entry lacks a field.
    """
    text = (resources.files("knowledge") / "vocabulary" / _FILE).read_text(encoding="utf-8")
    try:
        content = tomli.loads(text)
        return _cues(content)
    except (tomli.TOMLDecodeError, re.error, KeyError) as error:
        raise VocabularyError(
            file=_FILE, line=None, problem=str(error), remedy="mend the entry"
        ) from error


def _cues(content: Mapping[str, Any]) -> Cues:
    rules: dict[str, list[Rule]] = {}
    for row in content["rule"]:
        rules.setdefault(row["dimension"], []).append(_rule(row))
    return Cues(
        statuses=tuple(
            (cast("Status", name), _cue(row))
            for name, row in content["status"].items()
            if name in get_args(Status)
        ),
        unsaid=tuple((cast("Unsaid", name), _cue(row)) for name, row in content["unsaid"].items()),
        rules={dimension: tuple(rows) for dimension, rows in rules.items()},
        words={"en": _words(content["words"]["en"]), "ja": _words(content["words"]["ja"])},
        nouns=Nouns(_nouns(content["nouns"], "names"), _nouns(content["nouns"], "any")),
    )


def _nouns(content: Mapping[str, Any], field: str) -> Mapping[str, NounKind]:
    return {noun: kind for kind in get_args(NounKind) for noun in content[kind][field]}


def _rule(row: Mapping[str, Any]) -> Rule:
    return Rule(
        measure_id=row["measure"],
        dimension=row["dimension"],
        where=row.get("where", "clause"),
        weak=row.get("weak", False),
        subject=row.get("subject", ""),
        cue=_cue(row),
    )


def _cue(row: Mapping[str, Any]) -> Cue:
    return Cue(_pattern(row["en"]), _pattern(row["ja"]))


def _pattern(texts: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{text})" for text in texts), re.IGNORECASE)


def _words(row: Mapping[str, Any]) -> Words:
    return Words(
        generic=frozenset((*row["generic"], *row["things"])),
        things=frozenset(row["things"]),
        bare=frozenset(row["bare"]),
        no_things=frozenset(row.get("no_things", ())),
        verb=re.compile(rf"\b(?:{'|'.join(row.get('verbs', ()))})\b", re.IGNORECASE),
        opener=re.compile(rf"^(?:{'|'.join(row.get('openers', ()))})\b", re.IGNORECASE),
    )
