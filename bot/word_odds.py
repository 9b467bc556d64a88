"""Odds that a word changes nothing of what is asked, by its vector and weights learnt for a model.

The weights are those of benchmarks/learn_word_odds.py; a model without any judges no word.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources

from index.protocols import Encoder
from knowledge.records import LANGUAGES, Language

_SHIPPED = "word_odds.json"


@dataclass(frozen=True, slots=True)
class WordOdds:
    """A linear judge for each language; `weights` end with the constant term."""

    encoder: Encoder
    weights: Mapping[Language, tuple[float, ...]]

    def log_odds(self, words: Sequence[str], language: Language) -> Sequence[float]:
        """Return each word's log odds that a question means the same without it."""
        *slope, constant = self.weights[language]
        vectors = self.encoder.encode_queries([word.lower() for word in words])
        return [float(vector @ slope) + constant for vector in vectors]


def word_odds(encoder: Encoder) -> WordOdds | None:
    """Return the judge that was learnt for an encoder's model, or None."""
    table = json.loads((resources.files("bot") / _SHIPPED).read_text("utf-8"))
    learnt = table.get(encoder.model_id)
    if learnt is None:
        return None
    return WordOdds(encoder, {one: tuple(learnt[one]) for one in LANGUAGES})
