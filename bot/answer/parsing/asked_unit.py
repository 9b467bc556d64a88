"""The unit that a question asks for: “how many GW”, “in TWh”, 「何ワット」, 「MJに直して」."""

import re
from collections.abc import Iterable

from knowledge.errors import UnitError
from knowledge.quantities import QuantitySpan
from knowledge.records import Quantity
from knowledge.units import canonical_unit, dimension_of

# A symbol that is a unit wherever it stands; others need “how many”, “in” or “to” before them.
_SYMBOL = r"[kKMGTPEmµ]?[Ww][Hh]?|[kMGTPE]?J|BTU|[Bb]tu|[kM]?toe|quads?|PUE|J/TH"
_CARBON = r"g(?:rams? )?(?:of )?\s?CO2e?\s?(?:/|per )\s?kWh"
_WORDS = r"(?:(?:kilo|mega|giga|tera|peta|exa)?(?:watt|joule)(?:[- ]?hour)?s?)"
_ANYWHERE = re.compile(rf"(?<![\w./-])(?:{_CARBON}|{_WORDS}|{_SYMBOL})(?![\w/])", re.IGNORECASE)
_ASKED = re.compile(
    r"\b(?:how many|in|into|to|as)\s+(?:an?\s+)?"
    r"(?P<unit>[A-Za-z]+(?:[- ]hours?)?(?:/[A-Za-z0-9]+)?)(?![\w])",
    re.IGNORECASE,
)
_LAST = re.compile(r"(?:in|into|to|as)\s+(?!an?\s)", re.IGNORECASE)  # “how many km … in kg”
_JAPANESE = re.compile(
    r"何\s?[十百千万億兆]*\s?(?P<asked>[A-Za-z]+[0-9]?(?:/[A-Za-z]+)?|[ァ-ヶー]+時?|トン|人)"
    r"|(?P<to>[A-Za-z]+|[ァ-ヶー]+時?)(?:に(?:換算|変換|直)|で(?:言|い|表|は|[??]|$)|だと|換算)"
)
_NAMED = re.compile(_ANYWHERE.pattern, re.IGNORECASE | re.ASCII)  # Japanese letters may follow
_KATAKANA = re.compile(r"[ァ-ヶー]*(?:ワット時?|ジュール)")
_PER_KWH_JA = re.compile(
    r"kWh\s?(?:あたり|当たり|当り).{0,3}(?:何\s?)?(?:g|グラム).{0,3}CO2|g-?CO2e?/kWh"
)
_ONE = re.compile(rf"\b(?:an?|one|1)\s+(?P<unit>{_WORDS}|{_SYMBOL})(?![\w/])", re.IGNORECASE)
_NOT_ASKED = frozenset({"time", "count", "share", "ratio", "angle", "length", "data", "money"})
_COUNTED = frozenset({"km", "L", "mL", "litre"})


def asked_unit(text: str, taken: Iterable[tuple[int, int]]) -> str | None:
    """Return the canonical unit that is asked for, outside the spans already understood."""
    if _PER_KWH_JA.search(text):
        return "gCO2e/kWh"
    spans = tuple(taken)

    def free(start: int, end: int) -> bool:
        return not any(start < t_end and t_start < end for t_start, t_end in spans)

    for match in sorted(_ASKED.finditer(text), key=lambda m: _LAST.match(m.group()) is None):
        unit = _unit(match["unit"], strict=False)
        if unit is not None and free(*match.span("unit")):
            return unit
    for match in _JAPANESE.finditer(text):
        group = "asked" if match["asked"] else "to"
        unit = _unit(match[group], strict=False)
        if unit is not None and free(*match.span(group)):
            return unit
    for match in _ANYWHERE.finditer(text):
        unit = _unit(match.group(), strict=True)
        if unit is not None and free(*match.span()):
            return unit
    return None


def _unit(written: str, *, strict: bool) -> str | None:
    if len(written) == 1 and written not in "WJ":
        return None
    try:
        unit = canonical_unit(written)
    except UnitError:
        return None
    if strict or unit in _COUNTED or dimension_of(unit) not in _NOT_ASKED:
        return unit
    return None


def units_in(text: str) -> tuple[str, ...]:
    """Return the units that a text names, each once, in order."""
    found = {m.start(): m.group() for m in (*_NAMED.finditer(text), *_KATAKANA.finditer(text))}
    units = (_unit(written, strict=True) for _, written in sorted(found.items()))
    return tuple(dict.fromkeys(unit for unit in units if unit is not None))


def one_of_a_unit(text: str, unit: str | None) -> tuple[QuantitySpan, ...]:
    """“A kWh” is an amount of one kWh."""
    for match in _ONE.finditer(text):
        written = match["unit"]
        if unit is not None and _unit(written, strict=True) == unit:
            return (QuantitySpan(match.group(), *match.span(), Quantity(1.0, unit)),)
    return ()
