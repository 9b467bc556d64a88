"""Figures from text: what each quantity of a document is about."""

from knowledge.extraction.finding import find_figures
from knowledge.extraction.records import Doubt, FoundFigures

__all__ = ["Doubt", "FoundFigures", "find_figures"]
