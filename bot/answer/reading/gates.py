"""When evidence is enough to answer: calibrated limits, loose for a folder of documents alone."""

import math
from dataclasses import dataclass

from bot.answer.reading.records import Asked, Evidence
from bot.answer.reading.terms import TermWeights


@dataclass(frozen=True, slots=True)
class ReadingGate:
    """What a line must reach. Shares of the question's weight, and a centred cosine.

    `missing` is the largest share of the question that may be wholly absent from the documents,
    `names` the least share of its names that must stand in or near the line; `trust` the least log
    odds that what was read is the answer (`verdict` for yes and no, of whose words the line must
    hold the share `verdict_own`), `closest` those from which its
    line is still worth showing as what it is: the closest passage, and no answer.
    """

    coverage: float
    own_coverage: float
    names: float
    missing: float
    similarity: float = -1.0
    trust: float = 0.0
    verdict: float = math.inf
    verdict_own: float = 0.0
    closest: float = -0.5


DOCUMENTS_ALONE = (
    ReadingGate(
        coverage=0.25,
        own_coverage=0.1,
        names=0.25,
        missing=0.5,
        trust=-1.5,
        verdict=-1.5,
        closest=-2.0,
    ),
)
# Of added documents alone, where a question has a word that only they know.
ADDED_NAMED = (
    ReadingGate(
        coverage=0.25,
        own_coverage=0.1,
        names=0.25,
        missing=0.5,
        trust=-1.0,
        verdict=0.25,
        verdict_own=0.5,
        closest=-2.0,
    ),
)
# Beside kilowit's own figures, the nearest lines first. No verdict: the check of claims judges.
BESIDE_FIGURES = (
    ReadingGate(coverage=0.66, own_coverage=0.5, names=0.75, missing=0.05, similarity=0.35),
    ReadingGate(coverage=0.5, own_coverage=0.3, names=0.75, missing=0.2, similarity=0.1),
)


def passes(asked: Asked, fitted: Evidence, gate: ReadingGate, weights: TermWeights) -> bool:
    """Whether a line is about what the question asks; a name that no document holds forbids it."""
    if any(not weights.knows(name) for name in asked.names):
        return False
    return (
        fitted.coverage >= gate.coverage
        and fitted.own_coverage >= gate.own_coverage
        and fitted.similarity >= gate.similarity
        and unknown_share(asked, weights) <= gate.missing
        and names_held(asked, fitted) >= gate.names
    )


def unknown_share(asked: Asked, weights: TermWeights) -> float:
    """How much of the question, in its weight, no document holds."""
    return sum(weights.weight(s) for s in asked.stems if not weights.knows(s)) / asked.weight


def names_held(asked: Asked, fitted: Evidence) -> float:
    """The weighted share of the question's names that stand in or near the line."""
    total = sum(asked.stems[name] for name in asked.names)
    if not total:
        return 1.0
    return (
        sum(asked.stems[n] * min(1.0, 2 * fitted.credits.get(n, 0.0)) for n in asked.names) / total
    )
