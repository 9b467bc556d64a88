"""What finding figures in a document gives: figures, subjects new to the vocabulary, doubts."""

from dataclasses import dataclass

from knowledge.records import Bilingual, Figure
from knowledge.words import Subject


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a figure, or the document where `figure_id` is None, may not hold."""

    figure_id: str | None
    kind: str
    message: Bilingual


@dataclass(frozen=True, slots=True)
class FoundFigures:
    """The figures of a document, in order of their place in it."""

    figures: tuple[Figure, ...] = ()
    subjects: tuple[Subject, ...] = ()
    doubts: tuple[Doubt, ...] = ()
