"""Opens a generation of the database for reading."""

from dataclasses import dataclass

from index.centring import Centring
from index.entries import EntryStore
from index.errors import GenerationError
from index.hybrid import HybridRetriever, Translate
from index.postgres.catalogue import StoredGeneration, current_generation, lock_key
from index.postgres.vectors import PostgresVectors, parts_of
from index.postgres.ways import Way, depth_settings
from index.postgres.words import PostgresWords
from index.protocols import Encoder
from knowledge.postgres import Connection, ConnectionRows, PostgresRows
from knowledge.rows import Rows
from knowledge.store import KnowledgeStore


@dataclass(frozen=True, slots=True)
class OpenStored:
    """A generation of the database in use; what is published meanwhile changes nothing of it."""

    stored: StoredGeneration
    knowledge: KnowledgeStore
    retriever: HybridRetriever

    @property
    def name(self) -> str:
        """The generation's name."""
        return self.stored.name

    def close(self) -> None:
        """Close its connection."""
        self.retriever.close()


def open_stored(
    address: str,
    scope: str,
    encoder: Encoder,
    *,
    name: str | None = None,
    translate: Translate = lambda text, language: (),
) -> OpenStored:
    """Open a scope's current generation, or the named one, over a connection of its own.

    Raises:
        GenerationError: there is none, or it was built with another model.
        StoreError: the server cannot be reached.
    """
    stored, rows = open_rows(address, scope, name=name)
    try:
        _check_model(stored, encoder)
        return OpenStored(
            stored,
            KnowledgeStore(rows),
            HybridRetriever(
                entries=EntryStore(rows),
                dense=PostgresVectors(rows, _ways(rows), parts_of(rows)),
                lexical=PostgresWords(rows),
                centring=Centring.decode(stored.files["centring.json"]),
                encoder=encoder,
                translate=translate,
            ),
        )
    except BaseException:
        rows.close()
        raise


def open_rows(
    address: str, scope: str, *, name: str | None = None
) -> tuple[StoredGeneration, PostgresRows]:
    """Open a connection that reads one generation's tables and keeps it from being dropped."""
    pinned: list[StoredGeneration] = []

    def prepare(connection: Connection) -> None:
        rows = ConnectionRows(connection)
        wanted = pinned[0].name if pinned else name
        stored = current_generation(rows, scope, wanted)
        connection.execute(f"SELECT pg_advisory_lock_shared({lock_key(stored.schema)})")
        current_generation(rows, scope, stored.name)  # dropped meanwhile?
        connection.execute(f"SET search_path = {stored.schema}, public")
        depth = rows.read("SELECT greatest(max(depth), 40) FROM ways", named=False)[0][0]
        for setting in depth_settings(int(depth)):
            connection.execute(f"SET {setting}")
        pinned[:] = [stored]

    rows = PostgresRows(address, prepare)
    return pinned[0], rows


def _check_model(stored: StoredGeneration, encoder: Encoder) -> None:
    manifest = stored.manifest
    if (manifest.model_id, manifest.dimension) != (encoder.model_id, encoder.dimension):
        raise GenerationError(
            f"generation {stored.name} was built with the model {manifest.model_id} "
            f"({manifest.dimension} dimensions), not {encoder.model_id} ({encoder.dimension}); "
            "run: kilowit build, or set KILOWIT_MODEL back"
        )


def _ways(rows: Rows) -> list[Way]:
    found = rows.read(
        "SELECT segment, start, stop, kind, depth, recall, mean FROM ways ORDER BY segment",
        named=False,
    )
    return [
        Way(segment, start, stop, kind, depth, recall, tuple(mean))
        for segment, start, stop, kind, depth, recall, mean in found
    ]
