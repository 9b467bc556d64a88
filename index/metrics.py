"""Measures of a ranking against judgements: nDCG, recall, reciprocal rank."""

import math
from collections.abc import Mapping, Sequence


def ndcg(ranking: Sequence[str], gains: Mapping[str, float], *, k: int = 10) -> float:
    """Return the normalised discounted cumulative gain of the first `k`, in [0, 1].

    DCG = Σ gain ÷ log2(rank + 1), rank from 1, divided by the DCG of the best possible ranking.
    Without a relevant document it is 0.

    Source: Järvelin and Kekäläinen (2002), doi:10.1145/582415.582418; gains are taken linearly,
    as in trec_eval.
    """
    best = _dcg(sorted(gains.values(), reverse=True)[:k])
    return _dcg([gains.get(name, 0.0) for name in ranking[:k]]) / best if best else 0.0


def recall(ranking: Sequence[str], gains: Mapping[str, float], *, k: int) -> float:
    """Return the share of the relevant documents that the first `k` hold, in [0, 1]."""
    relevant = {name for name, gain in gains.items() if gain > 0}
    return len(relevant & set(ranking[:k])) / len(relevant) if relevant else 0.0


def reciprocal_rank(ranking: Sequence[str], gains: Mapping[str, float], *, k: int = 10) -> float:
    """Return 1 ÷ the rank of the first relevant document among the first `k`, else 0."""
    for rank, name in enumerate(ranking[:k], start=1):
        if gains.get(name, 0.0) > 0:
            return 1 / rank
    return 0.0


def mean(values: Sequence[float]) -> float:
    """Return the mean, 0 of nothing."""
    return sum(values) / len(values) if values else 0.0


def _dcg(gains: Sequence[float]) -> float:
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, start=1))
