"""BM25 over token counts: one formula whichever engine found the candidates.

score = Σ over shared tokens of idf · f·(k1 + 1) ÷ (f + k1·(1 − b + b·length ÷ mean length)),
idf = ln(1 + (n − df + 0.5) ÷ (df + 0.5)), f = how often the entry holds the token.

Source: Robertson and Zaragoza (2009), doi:10.1561/1500000019. b is the textbook's;
k1 = 0.9 led on the development questions, whose passages are too alike in length to tell b.
"""

import math
from collections.abc import Mapping

K1, B = 0.9, 0.75


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
    return sum(
        weights[token] * count * (K1 + 1) / (count + damping)
        for token, count in counts.items()
        if token in weights
    )


def best_possible(weights: Mapping[str, float]) -> float:
    """Return the score that no entry exceeds: every token, over and over."""
    return (K1 + 1) * sum(weights.values())


def chance(
    weights: Mapping[str, float], document_shares: Mapping[str, float]
) -> tuple[float, float]:
    """Return mean and spread of the score over all entries, as if tokens stood independently.

    mean = Σ idf·p and spread² = Σ idf²·p·(1 − p), p the share of entries that hold a token: how far
    above chance a score lies can be told without scoring every entry. The spread has no zero.
    """
    mean = sum(weights[token] * share for token, share in document_shares.items())
    variance = sum(
        weights[token] ** 2 * share * (1 - share) for token, share in document_shares.items()
    )
    return mean, max(math.sqrt(variance), 1e-6)
