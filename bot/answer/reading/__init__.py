"""Reads answers off the passages of any document: values, names, verdicts, simple arithmetic.

`answering.answer_from_documents` does it. It is imported where it is called: it brings the grammars
of figures in text, which most questions do without.
"""

from bot.answer.reading.added import is_beside, names_added, outdoes
from bot.answer.reading.evidence import Shelf
from bot.answer.reading.gates import ADDED_NAMED, BESIDE_FIGURES, DOCUMENTS_ALONE, ReadingGate
from bot.answer.reading.records import Evidence

__all__ = [
    "ADDED_NAMED",
    "BESIDE_FIGURES",
    "DOCUMENTS_ALONE",
    "Evidence",
    "ReadingGate",
    "Shelf",
    "is_beside",
    "names_added",
    "outdoes",
]
