"""The kinds of things that are ranked: which subjects are of each, and by what by default."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from bot.answer.words import Patterns


@dataclass(frozen=True, slots=True)
class RankedKind:
    """A kind of things: their kind in the vocabulary, and the measure that ranks them by default.

    Ranked are the figures of one `time`: of the "year" that most have; "any", where they are of the
    thing and not of a year; or each thing's "latest" one, as it is told when asked by itself.
    `told_by` says which measures tell what is asked: what a fuel emits, its carbon intensity.
    """

    name: str
    subjects: str
    measure: str
    time: Literal["year", "any", "latest"] = "latest"
    told_by: Mapping[str, str] = field(default_factory=dict)


COUNTRY = RankedKind("country", "country", "electricity_demand", "year")
NAMED = RankedKind("named", "named", "electricity_consumption", "year")
# The most efficient takes the least: asked are machines by efficiency alone.
MINER = RankedKind("miner", "chip", "mining_efficiency", "any")
# What a question names by its measure too: energy per prompt is of prompts.
_BY_MEASURE = (
    RankedKind("model", "model", "training_energy", "any"),
    RankedKind("prompt", "activity", "energy_per_prompt"),
    RankedKind("image", "activity", "energy_per_image"),
    RankedKind("video", "activity", "energy_per_video"),
    RankedKind("transaction", "activity", "energy_per_transaction"),
    RankedKind("contract", "contract", "contracted_power", "any"),
)
# In the order in which a question's words are held against them.
_BY_WORDS = (
    *_BY_MEASURE[1:],
    MINER,
    RankedKind("company", "company", "electricity_consumption", "year"),
    RankedKind("chip", "chip", "rated_power", "any"),
    _BY_MEASURE[0],
    RankedKind("site", "site", "it_power", "any"),
    RankedKind(
        "network",
        "network",
        "electricity_consumption",
        told_by={"carbon_intensity": "emissions"},
    ),
    RankedKind("product", "product", "rated_power"),
    RankedKind("fuel", "fuel", "carbon_intensity", told_by={"emissions": "carbon_intensity"}),
)


_OF_COUNTRIES = frozenset({"share_fossil", "share_low_carbon"})

# As they are offered to choose from; of two that have as many subjects the first is meant.
RANKED_KINDS = (COUNTRY, *(kind for kind in _BY_WORDS if kind is not MINER), MINER)


def kind_named(name: str) -> RankedKind:
    """Return the kind of a name in `RANKED_KINDS`. Raises StopIteration for another."""
    return next(kind for kind in RANKED_KINDS if kind.name == name)


def kind_of_measure(measures: Sequence[str]) -> RankedKind | None:
    """The kind that one of the measures names: energy per prompt is of prompts."""
    return next((kind for kind in (*_BY_MEASURE, MINER) if kind.measure in measures), None)


def ranked_kind(lowered: str, measures: Sequence[str], patterns: Patterns) -> RankedKind:
    """Return the kind that a question ranks: by its measure, its words, else countries."""
    if not _OF_COUNTRIES.isdisjoint(measures):
        return COUNTRY  # a “fossil fuel share” ranks no fuels
    named = (kind for kind in _BY_WORDS if patterns.shows(f"kind_{kind.name}", lowered))
    return kind_of_measure(measures) or next(named, COUNTRY)
