"""Inner-product search over half-precision vectors, memory-mapped (FAISS).

A run of up to `FLAT_LIMIT` vectors (entries of one kind and language) is scanned whole: exact. A
larger one is scanned by codes of one bit a dimension (four bits for four dimensions: product
quantisation, whose tables fit into registers), and the best k × k_factor are compared exactly.
k_factor is the least that finds enough of the exact neighbours of a sample of the run's own
vectors; where none does, the run stays exact.
"""

import errno
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

from index.errors import GenerationError
from index.protocols import Embeddings

FLAT_LIMIT = 200_000
RECALL = 0.995  # of a sample's ten nearest: 0.99 with a margin for what the sample does not show
# Questions lie further from texts than texts from each other, so the sample would do with less than
# the least one (benchmarks/code_recall.py: 0.995 of a question's ten nearest are among 1,600).
K_FACTORS = (160, 224, 320, 512)
_SAMPLE = 200
_CALIBRATED_FOR = 10
_REFINED_EACH = 20
_TRAINED_ON = 50_000
_DIMENSIONS_EACH, _BITS_EACH = 4, 4
# Every half-precision number by its bits: looked up three times as fast as numpy converts them.
_SINGLES = np.arange(1 << 16, dtype=np.uint16).view(np.float16).astype(np.float32)
_BLOCK = 8_192


@dataclass(frozen=True, slots=True)
class Codes:
    """Codes of the vectors from `start` up to `end`; their index parts them as `_parting` says."""

    start: int
    end: int
    k_factor: int
    index: faiss.Index

    def search(self, queries: Embeddings, n: int) -> NDArray[np.int64]:
        """Return the places of the `n` nearest by their codes, best first; -1 where none is left.

        A cosine q · v is (q − mean) · (v − mean) + mean · v, but for what is the same for every v.
        """
        ends = np.zeros((len(queries), _DIMENSIONS_EACH), dtype=np.float32)
        ends[:, 0] = 1
        parted = np.hstack([queries - self._mean(), ends])
        places: NDArray[np.int64] = self.index.index.search(parted, n)[1]  # type: ignore[attr-defined]
        return places

    def _mean(self) -> Embeddings:
        parting = _first_transform(self.index)
        assert isinstance(parting, faiss.LinearTransform)
        mean: Embeddings = -faiss.vector_to_array(parting.b)[: parting.d_in]
        return mean

    def n_refined(self, count: int) -> int:
        """Return how many candidates are compared exactly to find `count`.

        As many as the ten nearest need, k_factor for each; further ones need fewer, being a
        longer way from the best.
        """
        return max(_CALIBRATED_FOR * self.k_factor, _REFINED_EACH * count)

    @property
    def file_name(self) -> str:
        """The file's name, which says the rest."""
        return f"codes-{self.start}-{self.end}-{self.k_factor}.faiss"


class DenseIndex:
    """Vectors by position: search returns positions and cosines, best first."""

    def __init__(self, index: faiss.Index, codes: Iterable[Codes] = ()) -> None:
        self._index = index
        self._halves = _half_precision_rows(index)
        self._codes = {(one.start, one.end): one for one in codes}
        self._runs: dict[tuple[int, int], faiss.SearchParameters | None] = {(0, self.size): None}

    @property
    def size(self) -> int:
        """How many vectors it holds."""
        return int(self._index.ntotal)

    @property
    def dimension(self) -> int:
        """The length of its vectors."""
        return int(self._index.d)

    @property
    def kind(self) -> str:
        """How it searches, for the manifest: "fp16", or with the runs that have codes."""
        runs = [f"1-bit {c.start}-{c.end} k_factor {c.k_factor}" for c in self._codes.values()]
        return ", ".join(["fp16", *runs])

    @classmethod
    def build(
        cls,
        vectors: Embeddings,
        runs: Iterable[tuple[int, int]] = (),
        *,
        flat_limit: int = FLAT_LIMIT,
    ) -> "DenseIndex":
        """Index unit vectors, float32 of shape (n, dimension).

        `runs` are the (start, end) that are searched by themselves; large ones get codes.
        """
        index = faiss.IndexScalarQuantizer(
            vectors.shape[1], faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT
        )
        index.train(vectors[:1] if len(vectors) else np.zeros((1, vectors.shape[1]), np.float32))
        if len(vectors):
            index.add(np.ascontiguousarray(vectors))
        flat = cls(index)
        large = [run for run in runs if run[1] - run[0] > flat_limit]
        codes = [make_codes(flat, vectors, start, end) for start, end in large]
        return cls(index, [one for one in codes if one is not None])

    @classmethod
    def open(cls, folder: Path) -> "DenseIndex":
        """Map a folder's files into memory. Raises GenerationError when one is damaged."""
        flat = _read(folder / "vectors.faiss")
        codes = []
        for path in sorted(folder.glob("codes-*.faiss")):
            start, end, k_factor = (int(part) for part in path.stem.split("-")[1:])
            index = _read(path)
            if isinstance(_first_transform(index), faiss.LinearTransform):
                codes.append(Codes(start, end, k_factor, index))
            # An earlier version's codes are of vectors not parted: exact until the next build.
        return cls(flat, codes)

    def save(self, folder: Path) -> None:
        """Write its files into a folder. Raises OSError when the disk is full."""
        _write(self._index, folder / "vectors.faiss")
        for one in self._codes.values():
            _write(one.index, folder / one.file_name)

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
        codes = self._codes.get((start, end)) if among is None else None
        if codes:
            return self._search_codes(codes, query, count)
        parameters = self._run(start, end) if among is None else _some(among)
        scores, positions = self._index.search(query[None, :], count, params=parameters)
        found = np.lexsort((positions[0], -scores[0]))  # at least as many are in the run
        return list(zip(positions[0][found].tolist(), scores[0][found].tolist(), strict=True))

    def _run(self, start: int, end: int) -> faiss.SearchParameters | None:
        """Return what restricts a search to a run; made once: it takes its time."""
        if (start, end) not in self._runs:
            self._runs[start, end] = _only(faiss.IDSelectorRange(start, end))
        return self._runs[start, end]

    def _search_codes(self, codes: Codes, query: Embeddings, count: int) -> list[tuple[int, float]]:
        n_refined = min(codes.n_refined(count), codes.end - codes.start)
        places = codes.search(query[None, :], n_refined)[0]
        near = np.sort(places[places >= 0]) + codes.start
        cosines = self.vectors(near) @ query
        best = np.argsort(-cosines, kind="stable")[:count]
        return list(zip(near[best].tolist(), cosines[best].tolist(), strict=True))

    def nearest(self, queries: Embeddings, k: int, *, within: tuple[int, int]) -> NDArray[np.int64]:
        """Return the exact positions of the `k` nearest to each of many vectors, best first.

        Vectors are decoded block by block and multiplied at once (BLAS), which is some ten times
        faster than one query after the other.
        """
        start, end = within
        best = np.full((len(queries), k), -np.inf, dtype=np.float32)
        at = np.full((len(queries), k), -1, dtype=np.int64)
        for first in range(start, end, _BLOCK):
            n = min(_BLOCK, end - first)
            cosines = queries @ self._index.reconstruct_n(first, n).T
            both = np.concatenate([best, cosines], axis=1)
            numbers = np.broadcast_to(np.arange(first, first + n), cosines.shape)
            order = np.argsort(-both, axis=1, kind="stable")[:, :k]
            best = np.take_along_axis(both, order, axis=1)
            at = np.take_along_axis(np.concatenate([at, numbers], axis=1), order, axis=1)
        return at

    def vectors(self, positions: Sequence[int] | NDArray[np.int64]) -> Embeddings:
        """Return the vectors at positions, float32 of shape (len(positions), dimension)."""
        return np.take(_SINGLES, self._halves[np.asarray(positions, dtype=np.int64)])


def _half_precision_rows(index: faiss.Index) -> NDArray[np.uint16]:
    """Return the bits of the index's own rows without a copy: picked out faster than by faiss."""
    n, dimension = int(index.ntotal), int(index.d)
    if n == 0:
        return np.zeros((0, dimension), dtype=np.uint16)
    rows = faiss.rev_swig_ptr(index.codes.data(), n * dimension * 2)  # type: ignore[attr-defined]  # of the scalar quantizer
    return rows.view(np.uint16).reshape(n, dimension)


def make_codes(flat: DenseIndex, vectors: Embeddings, start: int, end: int) -> Codes | None:
    """Return a run's codes with the least k_factor that finds enough; None when none does."""
    dimension = vectors.shape[1]
    if dimension % _DIMENSIONS_EACH:
        return None
    faiss.omp_set_num_threads(os.cpu_count() or 1)  # of this thread; searches elsewhere keep one
    rows = np.ascontiguousarray(vectors[start:end])
    parted = dimension + _DIMENSIONS_EACH
    index = faiss.IndexPreTransform(
        _parting(rows.mean(axis=0)),
        faiss.IndexPQFastScan(
            parted, parted // _DIMENSIONS_EACH, _BITS_EACH, faiss.METRIC_INNER_PRODUCT
        ),
    )
    index.train(rows[:: len(rows) // _TRAINED_ON + 1])
    for first in range(0, len(rows), _BLOCK):
        index.add(rows[first : first + _BLOCK])
    sample = np.arange(0, len(rows), max(1, len(rows) // _SAMPLE))[:_SAMPLE]
    exact = flat.nearest(rows[sample], 11, within=(start, end)) - start
    codes = Codes(start, end, K_FACTORS[-1], index)
    proposed = codes.search(rows[sample], min(11 * K_FACTORS[-1], len(rows)))
    for k_factor in K_FACTORS:
        if _found_share(sample, exact, proposed[:, : 10 * k_factor]) >= RECALL:
            return replace(codes, k_factor=k_factor)
    return None


def _parting(mean: Embeddings) -> faiss.LinearTransform:
    """Return what makes a vector v into (v − mean, mean · (v − mean), zeros), float32.

    Most of a cosine is what all vectors share; coded with the rest, its error would drown what
    tells them apart. So how much a vector has of that stands in a code of its own: of a question's
    ten nearest among 14,847 texts of the default model, 0.983 are among the first 640 with it, and
    0.946 where the mean is taken from vectors and questions alike (benchmarks/code_recall.py).
    """
    dimension = len(mean)
    parting = faiss.LinearTransform(dimension, dimension + _DIMENSIONS_EACH, True)
    zeros = np.zeros((_DIMENSIONS_EACH, dimension + 1), dtype=np.float32)
    zeros[0] = np.append(mean, -mean @ mean)
    rows = np.vstack([np.column_stack([np.eye(dimension, dtype=np.float32), -mean]), zeros])
    faiss.copy_array_to_vector(np.ascontiguousarray(rows[:, :-1]).ravel(), parting.A)
    faiss.copy_array_to_vector(np.ascontiguousarray(rows[:, -1]), parting.b)
    parting.is_trained = True
    return parting


def _first_transform(index: faiss.Index) -> faiss.VectorTransform:
    return faiss.downcast_VectorTransform(index.chain.at(0))  # type: ignore[attr-defined]


def _found_share(
    own: NDArray[np.int64], exact: NDArray[np.int64], proposed: NDArray[np.int64]
) -> float:
    """The share of the exact neighbours, the vector itself left out, that are proposed."""
    wanted = [[n for n in row.tolist() if n != me][:10] for me, row in zip(own, exact, strict=True)]
    found = sum(
        len(set(row) & set(near.tolist())) for row, near in zip(wanted, proposed, strict=True)
    )
    return found / max(sum(len(row) for row in wanted), 1)


def _read(path: Path) -> faiss.Index:
    try:
        return faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC)
    except RuntimeError:
        raise GenerationError(
            f"{path.name} is damaged; run: kilowit verify, then kilowit rollback"
        ) from None


def _write(index: faiss.Index, path: Path) -> None:
    try:
        faiss.write_index(index, str(path))
    except RuntimeError:  # faiss says no more than that a write failed
        raise OSError(errno.EIO, f"{path.name} cannot be written") from None


def _some(among: Sequence[int]) -> faiss.SearchParameters:
    """Restrict a search to positions in ascending order; a run without gaps is fastest."""
    if among[-1] - among[0] + 1 == len(among):
        return _only(faiss.IDSelectorRange(among[0], among[-1] + 1))
    return _only(faiss.IDSelectorBatch(np.asarray(among, dtype=np.int64)))


def _only(selector: faiss.IDSelector) -> faiss.SearchParameters:
    return faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]  # set by faiss's Python layer
