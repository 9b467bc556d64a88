"""Exact inner-product search over half-precision vectors, memory-mapped (FAISS)."""

import errno
from collections.abc import Sequence
from pathlib import Path

import faiss
import numpy as np

from index.errors import GenerationError
from index.protocols import Embeddings


class DenseIndex:
    """Vectors by position: search returns positions and cosines, best first."""

    def __init__(self, index: faiss.Index) -> None:
        self._index = index

    @property
    def size(self) -> int:
        """How many vectors it holds."""
        return int(self._index.ntotal)

    @property
    def dimension(self) -> int:
        """The length of its vectors."""
        return int(self._index.d)

    @classmethod
    def build(cls, vectors: Embeddings) -> "DenseIndex":
        """Index unit vectors, float32 of shape (n, dimension)."""
        index = faiss.IndexScalarQuantizer(
            vectors.shape[1], faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT
        )
        index.train(vectors[:1] if len(vectors) else np.zeros((1, vectors.shape[1]), np.float32))
        if len(vectors):
            index.add(np.ascontiguousarray(vectors))
        return cls(index)

    @classmethod
    def open(cls, path: Path) -> "DenseIndex":
        """Map an index file into memory. Raises GenerationError when it is damaged."""
        try:
            return cls(faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC))
        except RuntimeError:
            raise GenerationError(
                f"{path.name} is damaged; run: kilowit verify, then kilowit rollback"
            ) from None

    def save(self, path: Path) -> None:
        """Write the index to a file. Raises OSError when the disk is full."""
        _write(self._index, path)

    def search(
        self,
        query: Embeddings,
        k: int,
        *,
        within: tuple[int, int] | None = None,
        among: Sequence[int] | None = None,
    ) -> list[tuple[int, float]]:
        """Return (position, cosine) of the `k` nearest to one vector of shape (dimension,).

        `within` restricts the search to positions from a start up to an end, `among` to some of
        them, in ascending order. Equal cosines come in order of position.
        """
        start, end = within or (0, self.size)
        count = min(k, end - start if among is None else len(among))
        if count == 0:
            return []
        whole = among is None and (start, end) == (0, self.size)
        parameters = (
            None if whole else faiss.SearchParameters(sel=_selector(start, end, among))  # type: ignore[call-arg]  # set by faiss's Python layer
        )
        scores, positions = self._index.search(query[None, :], count, params=parameters)
        found = [
            (int(at), float(score))
            for at, score in zip(positions[0], scores[0], strict=True)
            if at >= 0
        ]
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))

    def vectors(self, positions: Sequence[int]) -> Embeddings:
        """Return the vectors at positions, float32 of shape (len(positions), dimension)."""
        return np.asarray(
            self._index.reconstruct_batch(np.asarray(positions, dtype=np.int64)), dtype=np.float32
        )

    def cosines(self, query: Embeddings, positions: Sequence[int]) -> list[float]:
        """Return the cosines of single vectors with one of shape (dimension,)."""
        if not positions:
            return []
        return [float(cosine) for cosine in self.vectors(positions) @ query]


def _write(index: faiss.Index, path: Path) -> None:
    try:
        faiss.write_index(index, str(path))
    except RuntimeError:  # faiss says no more than that a write failed
        raise OSError(errno.EIO, f"{path.name} cannot be written") from None


def _selector(start: int, end: int, among: Sequence[int] | None) -> faiss.IDSelector:
    """Select positions; a run without gaps is fastest."""
    if among is None:
        return faiss.IDSelectorRange(start, end)
    if among[-1] - among[0] + 1 == len(among):
        return faiss.IDSelectorRange(among[0], among[-1] + 1)
    return faiss.IDSelectorBatch(np.asarray(among, dtype=np.int64))
