"""Nearest vectors by pgvector: the database proposes, the exact cosine is reckoned here.

So a cosine is the same as in the embedded index, which keeps the same half-precision vectors.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from index.postgres.frames import read_halfvecs
from index.postgres.ways import BITS, Way, codes_of
from index.protocols import Embeddings
from knowledge.rows import Rows

_SPARE = 8  # the database compares with the question in half precision: near ties may change places
_KEPT = 4_096


class PostgresVectors:
    """Vectors of one generation by position (`index.parts.VectorSearch`).

    The graphs' depth is a setting of the connection, which whoever opens it makes.
    """

    def __init__(self, rows: Rows, ways: Sequence[Way]) -> None:
        self._rows = rows
        self._ways = {(way.start, way.end): way for way in ways}
        self._kept: dict[int, Embeddings] = {}

    def search(
        self,
        query: Embeddings,
        k: int,
        *,
        within: tuple[int, int] | None = None,
        among: Sequence[int] | None = None,
    ) -> list[tuple[int, float]]:
        """Return (position, cosine) of the `k` nearest, best first; equal ones by position."""
        if among is not None and not among:
            return []
        way = self._ways.get(within) if within and among is None else None
        count = k + _SPARE
        if way is None or way.kind == "exact":
            sql, values = _exact(query, within, among)
        else:
            sql, values = _by_codes(query, way) if way.kind == "codes" else _by_graph(query, way)
        found = self._rows.read(sql, [*values, count], named=False)
        if not found:
            return []
        self._keep({row[0]: row[1] for row in found})
        positions = [row[0] for row in found]
        pairs = zip(positions, self.cosines(query, positions), strict=True)
        return sorted(pairs, key=lambda pair: (-pair[1], pair[0]))[:k]

    def vectors(self, positions: Sequence[int]) -> Embeddings:
        """Return the vectors at positions, float32 of shape (len(positions), dimension)."""
        missing = [at for at in dict.fromkeys(positions) if at not in self._kept]
        if missing:
            rows = self._rows.read(
                "SELECT position, embedding FROM vectors WHERE position = ANY(?)",
                [missing],
                named=False,
            )
            self._keep(dict(rows), spared=positions)
        return np.stack([self._kept[at] for at in positions])

    def cosines(self, query: Embeddings, positions: Sequence[int]) -> list[float]:
        """Return the cosines of single vectors with one of shape (dimension,)."""
        if not positions:
            return []
        return [float(cosine) for cosine in self.vectors(positions) @ query]

    def _keep(self, found: Mapping[int, bytes], spared: Sequence[int] = ()) -> None:
        if len(self._kept) + len(found) > _KEPT:
            self._kept = {at: self._kept[at] for at in spared if at in self._kept}
        if found:
            self._kept |= dict(zip(found, read_halfvecs(found.values()), strict=True))


def _exact(
    query: Embeddings, within: tuple[int, int] | None, among: Sequence[int] | None
) -> tuple[str, list[object]]:
    clauses, values = ["true"], []
    if within is not None:
        clauses.append("position >= ? AND position < ?")
        values += list(within)
    if among is not None:
        clauses.append("position = ANY(?)")
        values.append(list(among))  # type: ignore[arg-type]  # an array is a value too
    sql = (
        f"SELECT position, embedding FROM vectors WHERE {' AND '.join(clauses)} "
        "ORDER BY embedding <#> ?::halfvec LIMIT ?"
    )
    return sql, [*values, vector_text(query)]


def _by_graph(query: Embeddings, way: Way) -> tuple[str, list[object]]:
    text = vector_text(query)
    return _nearest(way, "embedding <#> ?::halfvec"), [text, text]


def _by_codes(query: Embeddings, way: Way) -> tuple[str, list[object]]:
    mean = np.asarray(way.mean, dtype=np.float32)
    n_bits = BITS * len(query)
    bits = "".join(f"{byte:08b}" for byte in codes_of(query[None, :], mean)[0])[:n_bits]
    return _nearest(way, f"codes <~> ?::bit({n_bits})"), [bits, vector_text(query)]


def _nearest(way: Way, order: str) -> str:
    """SQL for the nearest of the candidates that a graph gives in an order."""
    return (
        "WITH near AS MATERIALIZED (SELECT position, embedding FROM vectors "
        f"WHERE segment = {way.segment:d} ORDER BY {order} LIMIT {way.depth:d}) "
        "SELECT position, embedding FROM near ORDER BY embedding <#> ?::halfvec LIMIT ?"
    )


def vector_text(vector: Embeddings) -> str:
    """Return a vector in pgvector's words."""
    return "[" + ",".join(map(str, vector.tolist())) + "]"
