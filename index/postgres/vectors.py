"""Nearest vectors by pgvector: the database proposes, the exact cosine is reckoned here.

So a cosine is the same as in the embedded index, which keeps the same half-precision vectors.
"""

from collections.abc import Sequence
from dataclasses import dataclass

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

    def __init__(
        self, rows: Rows, ways: Sequence[Way], parts: Sequence[str] = ("vectors",)
    ) -> None:
        self._rows, self._parts = rows, parts
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
            wanted = _exact(query, count, within, among)
        else:
            wanted = _by_graph(query, way, n_parts=len(self._parts))
        nearest = " UNION ALL ".join(wanted.of(part) for part in self._parts)
        found = self._rows.read(
            f"WITH near AS MATERIALIZED ({nearest}) "
            "SELECT position, embedding FROM near ORDER BY embedding <#> ?::halfvec LIMIT ?",
            [*wanted.values * len(self._parts), vector_text(query), count],
            named=False,
        )
        if not found:
            return []
        positions = [row[0] for row in found]
        vectors = read_halfvecs(row[1] for row in found)
        self._keep(positions, vectors)
        pairs = zip(positions, (vectors @ query).tolist(), strict=True)
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
            read = read_halfvecs(row[1] for row in rows)
            self._keep([row[0] for row in rows], read, spared=positions)
        return np.stack([self._kept[at] for at in positions])

    def _keep(
        self, positions: Sequence[int], vectors: Embeddings, spared: Sequence[int] = ()
    ) -> None:
        if len(self._kept) + len(positions) > _KEPT:
            self._kept = {at: self._kept[at] for at in spared if at in self._kept}
        self._kept |= dict(zip(positions, vectors, strict=True))


@dataclass(frozen=True, slots=True)
class _Candidates:
    """SQL for the candidates of a search in one part of the vectors: where, in which order."""

    where: str
    order: str
    values: tuple[object, ...]
    n_each: int

    def of(self, part: str) -> str:
        return (
            f"(SELECT position, embedding FROM {part} WHERE {self.where} "
            f"ORDER BY {self.order} LIMIT {self.n_each:d})"
        )


def parts_of(rows: Rows) -> tuple[str, ...]:
    """Return the tables in which the vectors are searched: one, or one on each other server.

    PostgreSQL has another server sort what is asked of it alone, not what is asked of all.
    """
    found = rows.read(
        "SELECT foreign_table_name FROM information_schema.foreign_tables "
        "WHERE foreign_table_schema = current_schema() "
        "AND starts_with(foreign_table_name, 'vectors_') ORDER BY 1",
        named=False,
    )
    return tuple(row[0] for row in found) or ("vectors",)


def _exact(
    query: Embeddings, count: int, within: tuple[int, int] | None, among: Sequence[int] | None
) -> _Candidates:
    clauses, values = ["true"], []
    if within is not None:
        clauses.append("position >= ? AND position < ?")
        values += list(within)
    if among is not None:
        clauses.append("position = ANY(?)")
        values.append(list(among))  # type: ignore[arg-type]  # an array is a value too
    asked = (*values, vector_text(query))
    return _Candidates(" AND ".join(clauses), "embedding <#> ?::halfvec", asked, count)


def _by_graph(query: Embeddings, way: Way, *, n_parts: int) -> _Candidates:
    """The candidates by codes or by the halfvecs; parts hold like shares, and give like shares."""
    where, n_each = f"segment = {way.segment:d}", -(-way.depth // n_parts)
    if way.kind == "halves":
        return _Candidates(where, "embedding <#> ?::halfvec", (vector_text(query),), n_each)
    mean = np.asarray(way.mean, dtype=np.float32)
    n_bits = BITS * len(query)
    bits = "".join(f"{byte:08b}" for byte in codes_of(query[None, :], mean)[0])[:n_bits]
    return _Candidates(where, f"codes <~> ?::bit({n_bits})", (bits,), n_each)


def vector_text(vector: Embeddings) -> str:
    """Return a vector in pgvector's words."""
    return "[" + ",".join(map(str, vector.tolist())) + "]"
