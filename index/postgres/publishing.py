"""Publishes generations into the database, keeps the last ones, and goes back."""

import json
import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import GenerationError
from index.generations import KEPT, read_manifest
from index.postgres.catalogue import (
    CHANNEL,
    StoredGeneration,
    create_catalogue,
    current_generation,
    currents,
    find_generations,
    lock_key,
    schema_of,
)
from index.postgres.shards import await_replicas, drop_parts
from index.postgres.tables import digest_tables
from index.postgres.ways import EXACT_LIMIT
from knowledge.postgres import Connection, ConnectionRows, PostgresRows, transaction

if TYPE_CHECKING:
    from index.postgres.loading import Encode

_BUILDER_FILE = "builder"
_SMALL_FILE_BYTES = 8 << 20
_LARGE = (".db", ".faiss", ".bin")  # what is searched: the database holds it in tables


@dataclass(frozen=True, slots=True)
class Publisher:
    """Publishes the generations of one scope, built in one data folder.

    Two data folders that publish in turns would each take the other's sources away, so that only
    the one that began may go on, unless `takes_over`. `encode` turns texts into questions' vectors;
    segments of up to `exact_limit` are scanned whole.
    """

    address: str = field(repr=False)  # it may hold a password
    scope: str
    folder: Path
    encode: "Encode"
    takes_over: bool = False
    exact_limit: int = EXACT_LIMIT

    @property
    def builder(self) -> str:
        """What names the data folder, made at the first use."""
        file = self.folder / _BUILDER_FILE
        if not file.is_file():
            file.write_text(secrets.token_hex(8) + "\n", "ascii")
        return file.read_text("ascii").strip()

    def publish(self, name: str, folder: Path) -> None:
        """Load a generation if it is not there, and make it current, in one transaction.

        Readers go on with the generation that they have open.

        Raises:
            GenerationError: it is damaged, or another data folder publishes here.
            StoreError: the server cannot be reached or is full; nothing has changed.
        """
        with transaction(self.address) as connection:
            create_catalogue(connection)
            self._check_builder(connection)
            rows = ConnectionRows(connection)
            if all(one.name != name for one in find_generations(rows, self.scope)):
                self._load(connection, name, folder)
            self._make_current(connection, name)
        await_replicas(self.address)
        self.prune()

    def roll_back(self, name: str | None = None) -> str:
        """Make an earlier generation of the store current: the named one, else the newest but one.

        Raises:
            GenerationError: there is none, or another data folder publishes here.
        """
        with transaction(self.address) as connection:
            create_catalogue(connection)
            self._check_builder(connection)
            rows = ConnectionRows(connection)
            current = currents(rows).get(self.scope)
            if name is None:
                others = (one.name for one in find_generations(rows, self.scope))
                name = next((other for other in others if other != current), None)
            if name is None:
                raise GenerationError("the store has no earlier generation; run: kilowit build")
            found = current_generation(rows, self.scope, name)
            self._make_current(connection, found.name)
        return name

    def prune(self, kept: int = KEPT) -> tuple[str, ...]:
        """Drop all but the newest `kept` generations and the current one; return their names.

        One that a reader of this server has open stays until the next time.
        """
        dropped = []
        with transaction(self.address) as connection:
            rows = ConnectionRows(connection)
            current = currents(rows).get(self.scope)
            for old in find_generations(rows, self.scope)[kept:]:
                if old.name != current and _is_free(connection, old.schema):
                    _drop(connection, old)
                    dropped.append(old)
        for old in dropped:
            drop_parts(self.address, old.schema)
        return tuple(old.name for old in dropped)

    def _check_builder(self, connection: Connection) -> None:
        row = connection.execute(
            "SELECT builder FROM kilowit.current WHERE scope = %s FOR UPDATE", [self.scope]
        ).fetchone()
        if row is not None and row[0] != self.builder and not self.takes_over:
            raise GenerationError(
                "the store's knowledge comes from another data folder, whose sources this one may "
                "lack; build there, or take it over: kilowit store publish --take-over"
            )

    def _load(self, connection: Connection, name: str, folder: Path) -> None:
        from index.postgres.loading import load_generation  # noqa: PLC0415  # brings faiss

        manifest = read_manifest(folder)
        schema = schema_of(self.scope, name)
        connection.execute(f"DROP SCHEMA IF EXISTS {schema} CASCADE")  # of another schema version
        connection.execute("DELETE FROM kilowit.generations WHERE scope = %s AND name = %s",
                           [self.scope, name])  # fmt: skip
        connection.execute(f"CREATE SCHEMA {schema}")
        connection.execute(f"SET LOCAL search_path = {schema}, public")
        names = load_generation(
            connection, folder, schema=schema, encode=self.encode, exact_limit=self.exact_limit
        )
        digests = digest_tables(connection, names)
        connection.execute("SET LOCAL search_path = public")
        connection.execute(
            "INSERT INTO kilowit.generations(scope, name, manifest, files, digests) "
            "VALUES (%s, %s, %s, %s, %s)",
            [
                self.scope,
                name,
                json.dumps(asdict(manifest)),
                json.dumps(_small_files(folder), ensure_ascii=False),
                json.dumps(digests),
            ],
        )

    def _make_current(self, connection: Connection, name: str) -> None:
        connection.execute(
            "INSERT INTO kilowit.current VALUES (%s, %s, %s) ON CONFLICT(scope) "
            "DO UPDATE SET name = excluded.name, builder = excluded.builder",
            [self.scope, name, self.builder],
        )
        connection.execute("SELECT pg_notify(%s, %s)", [CHANNEL, self.scope])


def _small_files(folder: Path) -> dict[str, str]:
    """What stands beside the databases: gates, language means, records."""
    found = {}
    for path in sorted(folder.glob("[!.]*")):
        if path.name == "manifest.json" or path.suffix in _LARGE or path.is_dir():
            continue
        if path.stat().st_size <= _SMALL_FILE_BYTES:
            found[path.name] = path.read_text("utf-8")
    return found


def _is_free(connection: Connection, schema: str) -> bool:
    """Whether no reader has it open; the lock then keeps new ones out until the end."""
    row = connection.execute(f"SELECT pg_try_advisory_xact_lock({lock_key(schema)})").fetchone()
    return bool(row and row[0])


def _drop(connection: Connection, old: StoredGeneration) -> None:
    connection.execute(f"DROP SCHEMA IF EXISTS {old.schema} CASCADE")
    connection.execute(
        "DELETE FROM kilowit.generations WHERE scope = %s AND name = %s", [old.scope, old.name]
    )


def check_tables(address: str, stored: StoredGeneration) -> list[str]:
    """Compare every table with its digest; return what is wrong, empty when all is well.

    Raises:
        StoreError: the server cannot be reached.
    """

    def prepare(connection: Connection) -> None:
        connection.execute("SET statement_timeout = 0")
        connection.execute(f"SET search_path = {stored.schema}, public")

    rows = PostgresRows(address, prepare)
    try:
        present = rows.read(
            "SELECT tablename FROM pg_tables WHERE schemaname = ?", [stored.schema], named=False
        )
        there = {row[0] for row in present}
        missing = [name for name in stored.digests if name not in there]
        found = digest_tables(rows.connection, [n for n in stored.digests if n in there])
    finally:
        rows.close()
    problems = [f"table {name} is missing" for name in missing]
    return problems + _differences(found, stored, sorted(found))


def _differences(
    found: dict[str, tuple[int, str]], stored: StoredGeneration, names: Sequence[str]
) -> list[str]:
    problems = []
    for name in names:
        n_rows, digest = stored.digests[name]
        if found[name][0] != n_rows:
            problems.append(f"table {name} has {found[name][0]:,} rows, not {n_rows:,}")
        elif found[name][1] != digest:
            problems.append(f"table {name} differs from its digest")
    return problems
