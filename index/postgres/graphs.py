"""Makes the graphs (HNSW) that find a segment's nearest vectors, and measures what they find."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.lexical import Segment
from index.postgres.tables import ROWS_EACH
from index.postgres.vectors import PostgresVectors, parts_of
from index.postgres.ways import NEAREST, Kind, Way, depth_settings, found_share, least_depth
from index.protocols import Embeddings
from knowledge.postgres import Connection, ConnectionRows

_COLUMNS = {"codes": "codes bit_hamming_ops", "halves": "embedding halfvec_ip_ops"}
# A graph's memory: links to 32 neighbours at the lowest level, its element and the value itself.
_BYTES_EACH = {"codes": 700, "halves": 1_400}
_BYTES_LEAST, _BYTES_MOST = 64 << 20, 4 << 30


@dataclass(frozen=True, slots=True)
class Trial:
    """A segment whose vectors are loaded, with questions and the positions that they should find.

    `questions` has shape (q, dimension); `wanted` holds the true nearest of each, best first.
    `is_indexed` says that the graph is there already, to stay.
    """

    connection: Connection
    segment: Segment
    questions: Embeddings
    wanted: Sequence[Sequence[int]]
    mean: Embeddings
    is_indexed: bool = False

    def find_way(self, kind: Kind) -> Way | None:
        """Make a graph and find the least depth that suffices; take it away when none does."""
        segment = self.segment
        if not self.is_indexed:
            set_memory(self.connection, min(segment.size, ROWS_EACH), _BYTES_EACH[kind])
            self.connection.execute(graph_statement(segment, kind))
        mean = tuple(self.mean.astype(float).tolist()) if kind == "codes" else ()
        way = Way(segment.number, segment.start, segment.end, kind, mean=mean)
        found = least_depth(lambda depth: self._recall(replace(way, depth=depth)))
        if found is None and not self.is_indexed:
            self.connection.execute(f"DROP INDEX {_name(segment, kind)}")
        if found is None:
            return None
        return replace(way, depth=found[0], recall=found[1])

    def _recall(self, way: Way) -> float:
        for setting in depth_settings(way.depth):
            self.connection.execute(f"SET LOCAL {setting}")
        rows = ConnectionRows(self.connection)
        vectors = PostgresVectors(rows, [way], parts_of(rows))
        within = (way.start, way.end)
        found = [vectors.search(one, NEAREST, within=within) for one in self.questions]
        return found_share(self.wanted, [[at for at, _ in near] for near in found])


def graph_statement(segment: Segment, kind: Kind) -> str:
    """SQL that makes a segment's graph."""
    return (
        f"CREATE INDEX {_name(segment, kind)} ON vectors USING hnsw ({_COLUMNS[kind]}) "
        f"WHERE segment = {segment.number:d}"
    )


def _name(segment: Segment, kind: Kind) -> str:
    return f"{kind}_of_{segment.number:d}"


def set_memory(connection: Connection, n_rows: int, bytes_each: int = 600) -> None:
    """Give the making of an index the memory that it needs, within bounds."""
    needed = min(max(n_rows * bytes_each, _BYTES_LEAST), _BYTES_MOST)
    connection.execute(f"SET LOCAL maintenance_work_mem = '{needed >> 10}kB'")
