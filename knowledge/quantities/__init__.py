"""Quantities in text: the bilingual grammar of numbers, units, ranges and bounds."""

from knowledge.quantities.grammar import extract_quantities
from knowledge.quantities.records import QuantitySpan

__all__ = ["QuantitySpan", "extract_quantities"]
