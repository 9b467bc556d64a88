"""Reads answers off the passages of any document: values, names, verdicts, simple arithmetic."""

from bot.answer.reading.answering import answer_from_documents
from bot.answer.reading.evidence import Shelf
from bot.answer.reading.gates import BESIDE_FIGURES, DOCUMENTS_ALONE, ReadingGate

__all__ = [
    "BESIDE_FIGURES",
    "DOCUMENTS_ALONE",
    "ReadingGate",
    "Shelf",
    "answer_from_documents",
]
