"""Units as labelled files name them, brought to the names that kilowit uses."""

import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from knowledge.errors import UnitError
from knowledge.quantities import QuantitySpan
from knowledge.units import canonical_unit, convert, dimension_of, split_unit

_NAMES_FILE = Path(__file__).parent / "vocabulary" / "benchmark_units.toml"
# What a file of dimensions does not label.
_NOT_DIMENSIONS = ("money", "share", "percentage_points", "time", "count", "ratio", "temperature")


@cache
def _benchmark_names() -> dict[str, Any]:
    return tomllib.loads(_NAMES_FILE.read_text(encoding="utf-8"))


@lru_cache(maxsize=4096)
def gold_unit(name: str) -> str | None:
    """Return our name of a label's unit, None for none, or the counted noun in lower case."""
    known: dict[str, str] = _benchmark_names()["names"]
    lower = name.strip().lower()
    if lower in known:
        return known[lower] or None
    above, per, below = lower.partition(" per ")
    if per and above in known:
        lower = f"{known[above]} per {known.get(below, below)}"
    try:
        return canonical_unit(lower)
    except UnitError:
        return lower


def found_unit(span: QuantitySpan) -> str | None:
    """Return the unit with what a bare number counts, as labels say it: a singular noun."""
    unit = span.quantity.unit
    if not span.counted:
        return unit
    if unit is not None:
        return f"{unit} {span.counted}" if span.counted.startswith("per ") else unit
    counted = span.counted.replace("'s ", " ").split()
    last = counted.index("per") - 1 if "per" in counted[1:] else len(counted) - 1
    if not counted[last].istitle() or last > 0:
        counted[last] = _singular(counted[last])  # Germans, but Echo devices
    words = [_plain_adjective(word.lower()) for word in counted]
    if _FRACTION.search(span.text):
        return " ".join(["%", *words])
    return gold_unit(" ".join(words))


_FRACTION = re.compile(
    r"\b(?:half|thirds?|quarters?|fourths?|fifths?|tenths?)\b|out of", re.IGNORECASE
)
_IRREGULAR = {
    "smaller": "small",
    "larger": "large",
    "bigger": "big",
    "older": "old",
    "newer": "new",
    "best": "good",
    "better": "good",
    "worst": "bad",
    "worse": "bad",
    "most": "",
}


def _plain_adjective(word: str) -> str:
    """Return an adjective's plain form as labels have it: largest is large, hottest hot."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    match = re.fullmatch(r"(\w{3,}?)(?:i?est)", word)
    if match is None:
        return word
    stem = match[1]
    if word.endswith("iest"):
        return f"{stem}y"
    if stem[-1] == stem[-2] and stem[-1] not in "ls":
        return stem[:-1]
    loses_e = re.search(r"(?:rg|c|s|[^aeiou]l|at|ut|id)$", stem) and stem not in _SHORT
    return f"{stem}e" if loses_e else stem


_SHORT = ("old", "cold", "fast", "tall", "small", "cool", "full")


def _singular(word: str) -> str:
    irregular = {"men": "man", "women": "woman", "children": "child", "feet": "foot"}
    if word in irregular:
        return irregular[word]
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    if word.endswith("men"):
        return f"{word[:-3]}man"
    if re.search(r"(?:ch|sh|ss|x|us)es$", word):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us")) else word


def is_of_kind(unit: str | None, kind: str) -> bool:
    """Return whether a found unit belongs to the kind that a file labels."""
    if kind == "percentage":
        return unit in ("%", "pp")
    if kind == "dimension":
        return unit is not None and dimension_of(unit) not in _NOT_DIMENSIONS
    return True


def other_kind(text: str, kind: str) -> str | None:
    """Return the kind of a case that energy texts do not hold, as benchmark_units.toml names it."""
    folded = unicodedata.normalize("NFKC", text)
    for row in _benchmark_names()["set_aside"]:
        if row["of"] == kind and (
            text in row.get("texts", ()) or re.search(row.get("pattern", "(?!)"), folded)
        ):
            return str(row["name"])
    return None


_QUOTE_UNIT = re.compile(
    r"(?:(?P<scale>thousand|million|billion|trillion)\b ?)?(?P<unit>[^(]*?)(?: ?\(.*\))?"
)


@lru_cache(maxsize=1024)
def expected_quote_unit(written: str | None) -> tuple[str | None, float]:
    """Return the unit that a quote must hold, and what its labelled number is multiplied by.

    `billion kWh/yr` is kWh and 1e9; what is no unit of ours counts something and is None.
    """
    match = _QUOTE_UNIT.fullmatch(written or "")
    if match is None:
        return None, 1.0
    scale: float = _benchmark_names()["scales"].get(match["scale"], 1.0)
    unit = match["unit"]
    for text in (
        unit,
        unit.split(" / ")[0],
        unit.split("/")[0],
        unit.split(" of ")[0],
        unit.split(" ")[0],
    ):
        try:
            return canonical_unit(text), scale
        except UnitError:
            continue
    return None, scale


def comparable(found: str | None, expected: str | None) -> float | None:
    """Return by what a found value is multiplied to stand in the expected unit, or None.

    What is used in a year is the same amount whether or not the words say so, and a bare
    number may count anything.
    """
    if found == expected or expected is None:
        return 1.0
    if found is None:
        return None
    for one in (found, _above(found)):
        for other in (expected, _above(expected)):
            try:
                return convert(1.0, one, other)
            except UnitError:
                continue
    return None


def _above(unit: str) -> str:
    try:
        return split_unit(unit)[0]
    except UnitError:
        return unit
