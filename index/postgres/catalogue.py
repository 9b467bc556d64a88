"""Which generations a database holds and which is current: the schema `kilowit`.

Each generation is a schema of its own, written whole in one transaction. A `scope` is "" for the
shared knowledge, or the id of the server whose own sources it holds.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from index.errors import GenerationError
from index.generations import SCHEMA_VERSION, Manifest
from knowledge.postgres import Connection
from knowledge.rows import Rows

VERSION = 1
CHANNEL = "kilowit_current"
_NAME = re.compile(r"[0-9a-z]{1,40}")
_CREATE = (
    "CREATE SCHEMA IF NOT EXISTS kilowit",
    "CREATE TABLE IF NOT EXISTS kilowit.version(number integer NOT NULL)",
    f"INSERT INTO kilowit.version SELECT {VERSION} "
    "WHERE NOT EXISTS (SELECT 1 FROM kilowit.version)",
    'CREATE TABLE IF NOT EXISTS kilowit.generations(scope text COLLATE "C", name text COLLATE "C", '
    "number bigint GENERATED ALWAYS AS IDENTITY, manifest text NOT NULL, files text NOT NULL, "
    "digests text NOT NULL, loaded timestamptz NOT NULL DEFAULT now(), PRIMARY KEY(scope, name))",
    'CREATE TABLE IF NOT EXISTS kilowit.current(scope text COLLATE "C" PRIMARY KEY, '
    "name text NOT NULL, builder text NOT NULL)",
)


@dataclass(frozen=True, slots=True)
class StoredGeneration:
    """A generation in the database.

    `files` are the small files that came with it, by name; `digests` the number of rows and a
    digest of each of its tables.
    """

    scope: str
    name: str
    manifest: Manifest
    files: Mapping[str, str]
    digests: Mapping[str, tuple[int, str]]

    @property
    def schema(self) -> str:
        """The schema that holds its tables."""
        return schema_of(self.scope, self.name)


def schema_of(scope: str, name: str) -> str:
    """Return a generation's schema. Raises GenerationError for what cannot be a name."""
    if not _NAME.fullmatch(name) or (scope and not scope.isdecimal()):
        raise GenerationError(f"no generation {name!r} can be in the store; see: kilowit status")
    return f"kilowit_{scope or 'shared'}_{name}"


def create_catalogue(connection: Connection) -> None:
    """Make what all generations share, once; one process at a time.

    Raises:
        GenerationError: a newer kilowit made it.
    """
    connection.execute("SELECT pg_advisory_xact_lock(hashtextextended('kilowit.catalogue', 0))")
    connection.execute("CREATE EXTENSION IF NOT EXISTS vector")
    for statement in _CREATE:
        connection.execute(statement)
    row = connection.execute("SELECT number FROM kilowit.version").fetchone()
    number = row[0] if row else VERSION
    if number != VERSION:
        raise GenerationError(
            f"the store has version {number}, this kilowit knows {VERSION}; upgrade kilowit"
        )


def has_catalogue(rows: Rows) -> bool:
    """Whether anything was ever published into the database."""
    return bool(rows.read("SELECT to_regclass('kilowit.current') IS NOT NULL AS there")[0]["there"])


def currents(rows: Rows) -> dict[str, str]:
    """Return the name of each scope's current generation."""
    if not has_catalogue(rows):
        return {}
    return dict(rows.read("SELECT scope, name FROM kilowit.current", named=False))


def find_generations(rows: Rows, scope: str) -> tuple[StoredGeneration, ...]:
    """Return a scope's generations, newest first; those of another schema are left out."""
    if not has_catalogue(rows):
        return ()
    found = rows.read(
        "SELECT name, manifest, files, digests FROM kilowit.generations WHERE scope = ? "
        "ORDER BY number DESC",
        [scope],
    )
    read = [(row, json.loads(row["manifest"])) for row in found]
    return tuple(
        _stored(scope, row, fields)
        for row, fields in read
        if fields.get("schema_version") == SCHEMA_VERSION
    )


def _stored(scope: str, row: Mapping[str, Any], fields: dict[str, Any]) -> StoredGeneration:
    files = {name: (int(size), str(digest)) for name, (size, digest) in fields["files"].items()}
    digests = {table: (int(n), str(d)) for table, (n, d) in json.loads(row["digests"]).items()}
    manifest = Manifest(**fields | {"files": files})
    return StoredGeneration(scope, row["name"], manifest, json.loads(row["files"]), digests)


def current_generation(rows: Rows, scope: str, name: str | None = None) -> StoredGeneration:
    """Return a scope's current generation, or the named one. Raises GenerationError."""
    wanted = name or currents(rows).get(scope)
    if wanted is None:
        raise GenerationError("there is no knowledge in the store yet; run: kilowit build")
    stored = find_generations(rows, scope)
    found = next((one for one in stored if one.name == wanted), None)
    if found is None:
        known = ", ".join(one.name for one in stored) or "none"
        raise GenerationError(
            f"the store has no generation {wanted!r} that this kilowit reads; there are: {known}"
        )
    return found


def lock_key(schema: str) -> str:
    """Return SQL for the key of the lock that readers of a schema share."""
    return f"hashtextextended('{schema}', 0)"
