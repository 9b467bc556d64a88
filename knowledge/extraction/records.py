"""What is found in a document: figures, the subjects that they brought, and doubts."""

from dataclasses import dataclass
from typing import Literal

from knowledge.records import Bilingual, Figure
from knowledge.words import Subject

DoubtKind = Literal[
    "magnitude",
    "unit_slip",
    "world_total",
    "other_sources",
    "jump",
    "duplicate",
    "encoding",
    "confidence",
]


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a figure (or, without one, the whole document) may be wrong, in both languages."""

    figure_id: str | None
    kind: DoubtKind
    message: Bilingual


@dataclass(frozen=True, slots=True)
class FoundFigures:
    """Figures in the order of the text, the subjects outside the vocabulary, and the doubts."""

    figures: tuple[Figure, ...] = ()
    subjects: tuple[Subject, ...] = ()
    doubts: tuple[Doubt, ...] = ()
