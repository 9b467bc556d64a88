"""A second opinion on which sentence answers, where none is trusted enough to be quoted."""

from collections.abc import Sequence
from typing import Protocol

from knowledge.records import Language


class SentenceChooser(Protocol):
    """Chooses among sentences that stand in the sources; it writes none and changes none."""

    def choose(self, question: str, language: Language, sentences: Sequence[str]) -> int | None:
        """Return the place, from 0, of the sentence that answers, or None when none surely does."""
        ...
