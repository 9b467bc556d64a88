"""Finding the unit that follows a number."""

import re
from dataclasses import dataclass
from functools import cache

from knowledge.unit_table import unit_table

_CARBON = re.compile(
    r"(?: ?-? ?|(?:-| )(?:of )?|の)(?:"
    r"(?P<e>CO ?2[ -]?(?:e(?:q(?:uiv(?:alents?|\.)?)?)?(?![a-z])|equivalents?|換算)"
    r"|carbon[ -]dioxide[ -]equivalents?)"
    r"|CO ?2(?![A-Za-z\d])|carbon dioxide|二酸化炭素)",
    re.IGNORECASE,
)
_STROKE = re.compile(r" ?/ ?|[ -]per[ -](?:each )?(?:1(?!\d) ?)?", re.IGNORECASE)
_ARTICLE = re.compile(
    r"(?: (?:an?|each|every) | ?-?an?-)(?!\w+ (?:later|after|ago|earlier|before|from|on)\b)",
    re.IGNORECASE,
)
_OF_STUFF = re.compile(r" of [a-z]+(?: per | an? )(?=(?:day|week|month|year|hour|kWh|MWh)\b)")
_ASCII_WORD = re.compile(r"[A-Za-z0-9_]")
_COUNT_ONLY_AFTER_ARTICLE = ("time", "count")
# Symbols that also mean something else right after digits: 1990s, 5m (million), 3 x 4, 5 c.
_NO_UNIT = "we"  # watts of electricity (We), when in lower case
_DOUBTFUL = frozenset({"s", "a", "c", "x", "in", "p", "l", "h", "min", "m", "t", "B", "T"})


@dataclass(frozen=True, slots=True)
class UnitMatch:
    """A unit in a text: its canonical name and where its words end."""

    unit: str
    end: int


class _Index:
    """Spellings by their first character, and their lengths, longest first."""

    def __init__(self) -> None:
        self.exact: dict[str, str] = {}
        self.loose: dict[str, str] = {}
        self.lengths: dict[str, tuple[int, ...]] = {}

    def add(self, text: str, unit: str, *, loose: bool) -> None:
        """Add a spelling; the first claim on a text stays."""
        self.exact.setdefault(text, unit)
        if loose:
            self.loose.setdefault(text.lower(), unit)
        first = text[0].lower()
        known = self.lengths.get(first, ())
        if len(text) not in known:
            self.lengths[first] = tuple(sorted((*known, len(text)), reverse=True))

    def find(self, text: str, start: int) -> UnitMatch | None:
        """Return the longest unit that begins at `start` and ends at a word's end."""
        lengths = self.lengths.get(text[start : start + 1].lower(), ())
        written = text[start : start + lengths[0]] if lengths else ""
        lowered = written.lower()  # no unit is spelt with the one letter that grows by this, İ
        for length in lengths:
            end = start + length
            if len(written) < length:
                continue
            unit = self.exact.get(written[:length]) or self.loose.get(lowered[:length])
            if unit is not None and _ends_word(text, end):
                return UnitMatch(unit, end)
        return None


def _ends_word(text: str, end: int) -> bool:
    if not _ASCII_WORD.match(text[end - 1]):
        return True
    return not _ASCII_WORD.match(text[end : end + 1]) or text.startswith(("CO2", "CO 2"), end)


@cache
def _indices() -> tuple[_Index, _Index]:
    """Return the index of units after a number, and of units after a per."""
    table = unit_table()
    bare, below = _Index(), _Index()
    for text, unit in table.aliases.items():
        bare.add(text, unit, loose=False)
        if "/" not in unit:
            below.add(text, unit, loose=False)
    for spelling in table.spellings:
        entry = table.entries[spelling.unit]
        loose = not spelling.symbol or (
            entry.dimension in ("energy", "power", "hash_rate", "frequency")
            and len(spelling.text) > 1
            and spelling.text.lower() != _NO_UNIT
        )
        if entry.bare:
            bare.add(spelling.text, spelling.unit, loose=loose)
        below.add(spelling.text, spelling.unit, loose=loose)
    return bare, below


def find_unit(text: str, start: int) -> UnitMatch | None:
    """Return the unit written at `start`, with what it is per, or None."""
    found = _indices()[0].find(text, start)
    if found is None:
        return None
    entry = unit_table().entries.get(found.unit)
    if entry is not None and entry.dimension == "mass":
        found = _with_carbon(text, found)
    return with_denominator(text, found)


def _with_carbon(text: str, found: UnitMatch) -> UnitMatch:
    match = _CARBON.match(text, found.end)
    if match is None:
        return found
    name = f"{found.unit}{'CO2e' if match['e'] else 'CO2'}"
    return UnitMatch(name, match.end()) if name in unit_table().entries else found


def with_denominator(text: str, found: UnitMatch) -> UnitMatch:
    """Return `found` extended by `/kWh`, `per person` or `a year`, where that follows."""
    if "/" in found.unit:
        return found
    match = _STROKE.match(text, found.end)
    article = None if match else _ARTICLE.match(text, found.end)
    joint = match or article or _of_stuff(text, found)
    if joint is None:
        return found
    below = _indices()[1].find(text, joint.end())
    if below is None:
        return found
    entry = unit_table().entries.get(below.unit)
    above = unit_table().entries.get(found.unit)
    is_money = above is not None and above.dimension == "money"
    if (
        entry is None
        or entry.dimension == "money"
        or (article and not is_money and entry.dimension not in _COUNT_ONLY_AFTER_ARTICLE)
    ):
        return found
    whole = f"{found.unit}/{below.unit}"
    return UnitMatch(unit_table().aliases.get(whole, whole), below.end)


def _of_stuff(text: str, found: UnitMatch) -> re.Match[str] | None:
    """Return the joint of `tonnes of coal a day`: what a mass or volume is of stands between."""
    entry = unit_table().entries.get(found.unit)
    if entry is None or entry.dimension not in ("mass", "volume"):
        return None
    return _OF_STUFF.match(text, found.end)


# A letter alone is a unit only after digits: 700 W, but not W. Smith.
_UNIT_START = re.compile(
    r"(?<![A-Za-z])[A-Za-z](?=[A-Za-z])|(?<=\d)[A-Z]|(?<=\d )[A-Z]|[%$€£¥ァ-ヶ一-龠]"
)


def names_dimension(text: str, dimensions: frozenset[str]) -> bool:
    """Return whether any unit of the given dimensions is written anywhere in a text."""
    for match in _UNIT_START.finditer(text):
        found = find_unit(text, match.start())
        entry = unit_table().entries.get(found.unit.partition("/")[0]) if found else None
        if entry is not None and entry.dimension in dimensions:
            return True
    return False


def is_doubtful(written: str) -> bool:
    """Return whether a unit's symbol is one that often means something else."""
    return written in _DOUBTFUL
