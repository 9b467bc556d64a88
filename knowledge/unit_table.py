"""The closed table of units, read from `vocabulary/units.toml`: names, sizes and spellings."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import tomli

UNITS_FILE = Path(__file__).parent / "vocabulary" / "units.toml"
_CARBON_SUFFIXES = ("CO2", "CO2e")


@dataclass(frozen=True, slots=True)
class UnitEntry:
    """One unit that is no quotient of others, or a quotient with a name of its own (H/s).

    `factor` is its size in the base unit of `kind`; units of one kind convert into each other.
    `bare` tells whether text may use its symbol right after a number, without a per.
    """

    name: str
    dimension: str
    kind: str
    factor: Fraction
    bare: bool = True


@dataclass(frozen=True, slots=True)
class Spelling:
    """A way to write a unit. A `symbol` keeps its case; words may change theirs."""

    text: str
    unit: str
    symbol: bool


@dataclass(frozen=True, slots=True)
class UnitTable:
    """All entries and spellings, in the order of the file."""

    entries: Mapping[str, UnitEntry]
    spellings: tuple[Spelling, ...]
    bases: Mapping[str, str]
    ladders: tuple[tuple[str, ...], ...]
    composites: Mapping[str, str]
    aliases: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Prefix:
    symbol: str = ""
    factor: Fraction = Fraction(1)
    en: str = ""
    ja: str = ""


@cache
def unit_table() -> UnitTable:
    """Read the table once."""
    data = tomli.loads(UNITS_FILE.read_text(encoding="utf-8"))
    prefixes = {
        symbol: _Prefix(symbol, Fraction(row["factor"]), row["en"], row["ja"])
        for symbol, row in data["prefixes"].items()
    }
    entries: dict[str, UnitEntry] = {}
    spellings: list[Spelling] = []
    for row in data["unit"]:
        for symbol in ("", *row.get("prefixes", "")):
            prefix = prefixes[symbol] if symbol else _Prefix()
            for entry, written in _expand(row, prefix):
                entries[entry.name] = entry
                spellings.extend(written)
    dimensions = data["dimensions"]
    return UnitTable(
        entries=entries,
        spellings=tuple(spellings),
        bases={name: dimension["base"] for name, dimension in dimensions.items()},
        ladders=tuple(tuple(steps) for row in dimensions.values() for steps in row["ladders"]),
        composites=data["composites"],
        aliases=data["aliases"],
    )


def _expand(row: Mapping[str, Any], prefix: _Prefix) -> Iterator[tuple[UnitEntry, list[Spelling]]]:
    suffixes = ("", *_CARBON_SUFFIXES) if row.get("carbon") else ("",)
    for suffix in suffixes:
        entry = UnitEntry(
            name=f"{prefix.symbol}{row['name']}{suffix}",
            dimension=row["dimension"],
            kind=row.get("kind", row["dimension"]),
            factor=Fraction(row["factor"]) * prefix.factor,
            bare=row.get("bare", True),
        )
        yield entry, list(_spellings(row, prefix, entry.name)) if not suffix else []


def _spellings(row: Mapping[str, Any], prefix: _Prefix, name: str) -> Iterator[Spelling]:
    if row.get("bare_symbol", True):
        yield Spelling(name, name, symbol=True)
    for symbol in row.get("symbols", ()):
        yield Spelling(fold(prefix.symbol + symbol), name, symbol=True)
    for word in row.get("en", ()):
        for form in _plurals(word):
            yield Spelling(prefix.en + form, name, symbol=False)
            if prefix.en:
                yield Spelling(f"{prefix.en}-{form}", name, symbol=False)
    for word in row.get("ja", ()):
        yield Spelling(fold(prefix.ja + word), name, symbol=False)


def _plurals(word: str) -> tuple[str, ...]:
    if word.endswith("s") or not word[-1].isalpha():
        return (word,)
    head, separator, tail = word.partition(" of ")
    plural = f"{head}s{separator}{tail}"
    inner = re.sub(r"^(\w+)([ -])", r"\1s\2", word)
    return (word, plural, inner) if inner != word and " " in word else (word, plural)


def fold(text: str) -> str:
    """Return `text` as spellings are compared: NFKC, one sign for minus, middle dot and micro."""
    text = unicodedata.normalize("NFKC", text)
    return text.translate(_SAME_SIGN)


_SAME_SIGN = str.maketrans({"−": "-", "‐": "-", "‑": "-", "⋅": "·", "・": "·", "μ": "µ", "⁄": "/"})
