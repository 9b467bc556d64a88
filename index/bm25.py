"""BM25 over token counts: one formula whichever store holds the counts.

score = Σ over shared tokens of idf · f·(k1 + 1) ÷ (f + k1·(1 − b + b·length ÷ mean length)),
idf = ln(1 + (n − df + 0.5) ÷ (df + 0.5)), f = how often the entry holds the token.

Source: Robertson and Zaragoza (2009), doi:10.1561/1500000019. b is the textbook's;
k1 = 0.9 led on the development questions, whose passages are too alike in length to tell b.
"""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

K1, B = 0.9, 0.75
_MOST = 1 - 1e-6  # a token that every entry holds
Numbers = NDArray[np.float64]


def idf(n_entries: int, df: ArrayLike) -> Numbers:
    """Return the weight of tokens that `df` of `n_entries` entries hold."""
    held = np.asarray(df, dtype=np.float64)
    weights: Numbers = np.log1p((n_entries - held + 0.5) / (held + 0.5))
    return weights


def bm25_parts(
    counts: NDArray[np.unsignedinteger[Any]], weights: Numbers, relative_lengths: Numbers
) -> Numbers:
    """Return what each token adds to an entry's score; the arguments' shapes are broadcast.

    Args:
        counts: How often the entry holds the token.
        weights: The token's idf.
        relative_lengths: The entry's length in tokens ÷ the mean length.
    """
    damping = K1 * (1 - B + B * relative_lengths)
    parts: Numbers = weights * counts * (K1 + 1) / (counts + damping)
    return parts


@dataclass(frozen=True, slots=True)
class Chance:
    """What BM25 gives by chance: as if tokens stood independently, each as often as it does.

    The mean is that of an entry of the same length, Σ idf·(1 − (1 − p)^r), with p the share of
    entries that hold a token and r the entry's length ÷ the mean length: that a short text lacks a
    word says less against it than that a long one does. The spread is that of an entry of mean
    length, √Σ idf²·p·(1 − p); it has no zero. So how far above chance a score lies is told without
    scoring every entry.
    """

    weights: Numbers  # the idf of each token that entries hold
    lacks: Numbers  # ln(1 − p) of each
    spread: float

    @classmethod
    def of(cls, weights: Numbers, document_shares: Numbers) -> "Chance":
        """Return the chance for tokens of these weights and shares of entries, in (0, 1]."""
        p = np.minimum(document_shares, _MOST)
        variance = float((weights**2 * p * (1 - p)).sum())
        return cls(weights, np.log1p(-p), max(math.sqrt(variance), 1e-6))

    def surprises(self, scores: Numbers, relative_lengths: Numbers) -> Numbers:
        """Return how far scores lie above chance, in spreads."""
        means = -(self.weights @ np.expm1(np.outer(self.lacks, relative_lengths)))
        above: Numbers = (scores - means) / self.spread
        return above
