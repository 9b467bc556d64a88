"""BM25 over token counts: one formula whichever engine found the candidates.

score = Σ over shared tokens of idf · f·(k1 + 1) ÷ (f + k1·(1 − b + b·length ÷ mean length)),
idf = ln(1 + (n − df + 0.5) ÷ (df + 0.5)), f = how often the entry holds the token.

Source: Robertson and Zaragoza (2009), doi:10.1561/1500000019. b is the textbook's;
k1 = 0.9 led on the development questions, whose passages are too alike in length to tell b.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

K1, B = 0.9, 0.75
_MOST = 1 - 1e-6  # a token that every entry holds


def idf(n_entries: int, df: int) -> float:
    """Return the weight of a token that `df` of `n_entries` entries hold."""
    return math.log(1 + (n_entries - df + 0.5) / (df + 0.5))


def bm25(counts: Mapping[str, int], weights: Mapping[str, float], relative_length: float) -> float:
    """Return the score of an entry.

    Args:
        counts: How often the entry holds each token.
        weights: The idf of the question's tokens.
        relative_length: The entry's length in tokens ÷ the mean length.
    """
    damping = K1 * (1 - B + B * relative_length)
    parts = [
        weights[token] * count * (K1 + 1) / (count + damping)
        for token, count in counts.items()
        if token in weights
    ]
    return sum(parts)


def best_possible(weights: Mapping[str, float]) -> float:
    """Return the score that no entry exceeds: every token, over and over."""
    return (K1 + 1) * sum(weights.values())


@dataclass(frozen=True, slots=True)
class Chance:
    """What BM25 gives by chance: as if tokens stood independently, each as often as it does.

    The mean is that of an entry of the same length, Σ idf·(1 − (1 − p)^r), with p the share of
    entries that hold a token and r the entry's length ÷ the mean length: that a short text lacks a
    word says less against it than that a long one does. The spread is that of an entry of mean
    length, √Σ idf²·p·(1 − p); it has no zero. So how far above chance a score lies is told without
    scoring every entry.
    """

    lacking: tuple[tuple[float, float], ...]  # (idf, ln(1 − p)) of each token that entries hold
    spread: float
    _means: dict[float, float] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, weights: Mapping[str, float], document_shares: Mapping[str, float]) -> "Chance":
        """Return the chance for tokens of these weights and shares of entries, in (0, 1]."""
        rows = [(weights[token], min(p, _MOST)) for token, p in document_shares.items()]
        variance = sum(weight**2 * p * (1 - p) for weight, p in rows)
        lacking = tuple((weight, math.log1p(-p)) for weight, p in rows)
        return cls(lacking, max(math.sqrt(variance), 1e-6))

    def surprise(self, score: float, relative_length: float) -> float:
        """Return how far a score lies above chance, in spreads."""
        mean = self._means.get(relative_length)
        if mean is None:  # many entries of a kind are equally long
            parts = [weight * math.expm1(lacks * relative_length) for weight, lacks in self.lacking]
            mean = self._means[relative_length] = -sum(parts)
        return (score - mean) / self.spread
