"""How the vectors of each segment are searched, chosen by measuring when they are loaded.

A segment of up to EXACT_LIMIT is scanned whole. A larger one gets a graph (HNSW) over codes of
three bits a dimension, two fifths of the memory; where the codes do not tell its neighbours apart,
a graph over the half-precision vectors; where neither finds enough, it stays exact.

A code holds the signs of a vector less its segment's mean, and the signs of twice as many random
projections of that. multilingual-e5 vectors share a direction, which with the mean takes most of
the bits: of the ten nearest among 4,542 texts, 45 % stood in the first 200 by signs alone, 86 %
less the mean, 92 % with the projections.
"""

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from index.postgres.frames import code_bits
from index.protocols import Embeddings

logger = logging.getLogger(__name__)
EXACT_LIMIT = 20_000
RECALL, PROMISED = 0.99, 0.98  # of the ten nearest: sought, and the least that will do
DEPTHS = (100, 200, 400, 800, 1_600, 3_200, 6_400)  # candidates of a graph
MOST_AT_ONCE = 1_000  # of them pgvector gathers in one search; beyond, it goes on searching
SAMPLE = 200
BITS = 3  # of a code for each dimension
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


def depth_settings(depth: int) -> tuple[str, ...]:
    """Return the settings of a connection whose graphs give up to `depth` candidates."""
    return (
        f"hnsw.ef_search = {min(depth, MOST_AT_ONCE):d}",
        "hnsw.iterative_scan = relaxed_order",
        f"hnsw.max_scan_tuples = {2 * depth:d}",
    )


def least_depth(measure: Callable[[int], float]) -> tuple[int, float] | None:
    """Return the least depth whose measured recall suffices, with it.

    Where none does, the greatest, if it finds what is promised; else None.
    """
    recall = 0.0
    for depth in DEPTHS:
        recall = measure(depth)
        if recall >= RECALL:
            return depth, recall
    logger.info("the deepest search of a graph finds %.4f of the nearest", recall)
    return (DEPTHS[-1], recall) if recall >= PROMISED else None


def found_share(wanted: Iterable[Sequence[int]], found: Iterable[Sequence[int]]) -> float:
    """Return the share of wanted positions that were found."""
    pairs = list(zip(wanted, found, strict=True))
    hits = sum(len(set(near) & set(got)) for near, got in pairs)
    return hits / max(sum(len(near) for near, _ in pairs), 1)


def codes_of(vectors: Embeddings, mean: Embeddings) -> NDArray[np.uint8]:
    """Return the codes of vectors of shape (n, dimension): BITS × dimension bits each, packed."""
    centred = vectors - mean
    return code_bits(np.hstack([centred, centred @ _projection(centred.shape[1])]))


@cache
def _projection(dimension: int) -> Embeddings:
    """Random directions, the same in every process and on every machine.

    RandomState's streams are frozen by NumPy; what is published must be read by later versions.
    """
    random = np.random.RandomState(0)
    drawn = random.standard_normal((dimension, (BITS - 1) * dimension))
    directions: Embeddings = drawn.astype(np.float32)
    return directions


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
    asked = codes_of(questions, mean)
    flat = neighbours.reshape(-1, neighbours.shape[-1])
    near = codes_of(flat, mean).reshape(*neighbours.shape[:2], -1)
    limits = _distances(asked[:, None, :], near)
    nearer = np.zeros(limits.shape)
    for block in blocks:
        codes = codes_of(block, mean)
        for at, question in enumerate(asked):
            distances = np.sort(_distances(question, codes))
            before, upto = (np.searchsorted(distances, limits[at], side=s) for s in _SIDES)
            nearer[at] += (before + upto) / 2  # equal codes come in any order
    return float((nearer < depth).mean())


def _distances(one: NDArray[np.uint8], others: NDArray[np.uint8]) -> NDArray[np.int64]:
    differing = one ^ others
    if differing.shape[-1] % 8 == 0:
        differing = differing.view(np.uint64)
    distances: NDArray[np.int64] = np.bitwise_count(differing).sum(axis=-1, dtype=np.int64)
    return distances
