"""How the vectors of each segment are searched, chosen by measuring when they are loaded.

A segment of up to EXACT_LIMIT is scanned whole. A larger one gets a graph (HNSW) over codes of one
bit a dimension, a third of the memory; where the codes do not tell its neighbours apart, a graph
over the half-precision vectors; where neither finds enough, it stays exact. Codes are of vectors
less their segment's mean: multilingual-e5 vectors share a direction, which without that takes most
of the bits (of the ten nearest among 4,542 texts, 45 % stood in the first 200 by plain codes, 85 %
by these).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from index.postgres.frames import code_bits
from index.protocols import Embeddings

EXACT_LIMIT = 20_000
RECALL = 0.985  # of the ten nearest; 0.98 is promised
DEPTHS = (100, 200, 400, 800)  # candidates of a graph; pgvector visits at most 1,000
SAMPLE = 100
NEAREST = 10
_SIDES: tuple[Literal["left"], Literal["right"]] = ("left", "right")
Kind = Literal["exact", "codes", "halves"]


@dataclass(frozen=True, slots=True)
class Way:
    """How one segment's vectors are searched: `depth` candidates; `recall` as it was measured."""

    segment: int
    start: int
    end: int
    kind: Kind
    depth: int = 0
    recall: float = 1.0
    mean: tuple[float, ...] = ()


def least_depth(measure: Callable[[int], float]) -> tuple[int, float] | None:
    """Return the least depth whose measured recall suffices, with it; None when none does."""
    for depth in DEPTHS:
        recall = measure(depth)
        if recall >= RECALL:
            return depth, recall
    return None


def found_share(wanted: Iterable[Sequence[int]], found: Iterable[Sequence[int]]) -> float:
    """Return the share of wanted positions that were found."""
    pairs = list(zip(wanted, found, strict=True))
    hits = sum(len(set(near) & set(got)) for near, got in pairs)
    return hits / max(sum(len(near) for near, _ in pairs), 1)


def share_in_codes(
    blocks: Iterable[Embeddings],
    questions: Embeddings,
    neighbours: Embeddings,
    *,
    mean: Embeddings,
    depth: int,
) -> float:
    """Return the share of the questions' true neighbours among the `depth` nearest by codes.

    It reads the vectors once, block by block, and builds nothing.

    Args:
        blocks: All vectors of the segment, each of shape (n, dimension).
        questions: Shape (q, dimension).
        neighbours: The true nearest of each, shape (q, NEAREST, dimension).
        mean: The segment's mean vector.
        depth: How many candidates codes may propose.
    """
    asked = code_bits(questions - mean)
    flat = neighbours.reshape(-1, neighbours.shape[-1])
    near = code_bits(flat - mean).reshape(*neighbours.shape[:2], -1)
    limits = _distances(asked[:, None, :], near)
    nearer = np.zeros(limits.shape)
    for block in blocks:
        codes = code_bits(block - mean)
        for at, question in enumerate(asked):
            distances = np.sort(_distances(question, codes))
            before, upto = (np.searchsorted(distances, limits[at], side=s) for s in _SIDES)
            nearer[at] += (before + upto) / 2  # equal codes come in any order
    return float((nearer < depth).mean())


def _distances(one: NDArray[np.uint8], others: NDArray[np.uint8]) -> NDArray[np.int64]:
    distances: NDArray[np.int64] = np.bitwise_count(one ^ others).sum(axis=-1, dtype=np.int64)
    return distances
