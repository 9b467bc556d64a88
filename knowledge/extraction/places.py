"""Where a quantity stands in its sentence, and its unit in the form that measures have."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.errors import UnitError
from knowledge.extraction.sentences import Sentence, wide_clause_of
from knowledge.quantities import QuantitySpan
from knowledge.units import dimension_of, split_unit

# What stands below the stroke and is told by the measure instead: Wh per prompt, TWh per year.
_ITEMS = {
    "prompt": "prompt", "query": "prompt", "request": "prompt", "message": "prompt",
    "question": "prompt", "response": "prompt", "search": "prompt", "token": "token",
    "image": "image", "video": "video", "transaction": "transaction", "h": "hour",
    "use": "use", "charge": "use",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit brought to the form that measures have: `per` is what the measure's name tells."""

    unit: str
    dimension: str
    per: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a quantity stands: its sentence, its span, its clause and what its neighbours leave."""

    sentence: Sentence
    start: int
    end: int
    clause: tuple[int, int]
    room: tuple[int, int]


def plain_unit(unit: str | None) -> Unit | None:
    """Return the unit as measures have it, or None where no measure could.

    `TWh/yr` is TWh in a year, `Wh/query` is Wh for each prompt.
    """
    if unit is None:
        return None
    try:
        whole = dimension_of(unit)
        above, below = split_unit(unit)
    except UnitError:
        return None
    if below is None:
        return Unit(unit, whole)
    if whole in ("rate", "carbon_intensity", "energy_per_hash", "price_per_energy",
                 "energy_per_distance", "emissions_per_distance", "energy_per_person",
                 "hash_rate"):  # fmt: skip
        return Unit(unit, whole)
    if below in ("yr", "day") or below in _ITEMS:
        per = {"yr": "year", "day": "day"}.get(below) or _ITEMS[below]
        return Unit(above, dimension_of(above), per)
    return None


_PER_PERSON = re.compile(
    r"\bper (?:person|capita|head|inhabitant)\b|[1一]人(?:当たり|あたり)", re.IGNORECASE
)


def unit_for(unit: Unit, clause: str) -> Unit:
    """Return the unit per person where the clause says so and the quantity does not."""
    if unit.dimension != "energy" or not _PER_PERSON.search(clause):
        return unit
    whole = f"{unit.unit}/person"
    return Unit(whole, dimension_of(whole))


def place_of(sentence: Sentence, spans: Sequence[QuantitySpan], at: int) -> Place:
    """Return where the quantity at index `at` of a sentence stands."""
    span = spans[at]
    left, right = wide_clause_of(sentence, span.start)
    ends = sentence.language == "ja" and sentence.text.startswith("で、", span.end)
    clause = (left, span.end + 1 if ends else right)
    return Place(sentence, span.start, span.end, clause, room_of(sentence, spans, at))


_CHANGED_JA = re.compile("(?:の?)(?:増|減)(?:加|少)?の")


def room_of(sentence: Sentence, spans: Sequence[QuantitySpan], at: int) -> tuple[int, int]:
    """Return the room that the neighbours of a quantity leave to it."""
    before = at - 1
    if at and _CHANGED_JA.fullmatch(sentence.text, spans[at - 1].end, spans[at].start):
        before = at - 2  # 売上高は前年度比31%増の640億円
    floor = spans[before].end if before >= 0 else 0
    ceiling = spans[at + 1].start if at + 1 < len(spans) else len(sentence.text)
    return floor, ceiling
