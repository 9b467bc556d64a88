"""Exact inner-product search over half-precision vectors, memory-mapped (FAISS)."""

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
        """Write the index to a file."""
        faiss.write_index(self._index, str(path))

    def search(
        self, query: Embeddings, k: int, *, among: Sequence[int] | None = None
    ) -> list[tuple[int, float]]:
        """Return (position, cosine) of the `k` nearest to one vector of shape (dimension,).

        `among` restricts the search to positions. Equal cosines come in order of position.
        """
        parameters = None
        if among is not None:
            if not among:
                return []
            parameters = faiss.SearchParameters(sel=_selector(among))  # type: ignore[call-arg]  # set by faiss's Python layer
        count = min(k, self.size if among is None else len(among))
        if count == 0:
            return []
        scores, positions = self._index.search(query[None, :], count, params=parameters)
        found = [
            (int(at), float(score))
            for at, score in zip(positions[0], scores[0], strict=True)
            if at >= 0
        ]
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))

    def cosines(self, query: Embeddings, positions: Sequence[int]) -> list[float]:
        """Return the cosines of single vectors with one of shape (dimension,)."""
        return [float(self._index.reconstruct(at) @ query) for at in positions]


def _selector(among: Sequence[int]) -> faiss.IDSelector:
    """Select positions; a run without gaps, as entries of one kind and language are, is fastest."""
    first, last = among[0], among[-1]
    if last - first + 1 == len(among):
        return faiss.IDSelectorRange(first, last + 1)
    return faiss.IDSelectorBatch(np.asarray(among, dtype=np.int64))
