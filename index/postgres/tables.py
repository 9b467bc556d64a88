"""Copies the tables of a SQLite file into a schema, as they are: columns, keys and indexes.

So what a build writes is defined once, and the same SQL reads it here and there. Texts compare byte
by byte (collation "C"), as SQLite's do. A table without a key keeps the order of its rows
in `rowid`.
"""

import contextlib
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge.postgres import Connection

ROWS_EACH = 1_000_000  # of one partition: a graph over it is built in a gigabyte of memory
_TYPES = {"INTEGER": "bigint", "FLOAT": "double precision", "REAL": "double precision",
          "BLOB": "bytea"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Table:
    """A table's columns with their types, its key, and the columns of its indexes."""

    name: str
    columns: tuple[tuple[str, str], ...]
    key: tuple[str, ...]
    indexes: tuple[tuple[str, ...], ...]


def copy_tables(
    connection: Connection, file: Path, names: Sequence[str] | None = None
) -> tuple[str, ...]:
    """Copy a file's tables, or the named ones, into the current schema; return their names."""
    address = f"file:{file}?mode=ro&immutable=1"
    with contextlib.closing(sqlite3.connect(address, uri=True)) as source:
        tables = [_describe(source, name) for name in names or _table_names(source)]
        for table in tables:
            _copy(connection, source, table)
    return tuple(table.name for table in tables)


def _table_names(source: sqlite3.Connection) -> list[str]:
    rows = source.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' "
        "ORDER BY name"
    )
    return [row[0] for row in rows]


def _describe(source: sqlite3.Connection, name: str) -> _Table:
    described = source.execute(f'PRAGMA table_info("{name}")').fetchall()
    columns = tuple((column, _type(column, declared)) for _, column, declared, *_ in described)
    key = [(number, column) for _, column, _, _, _, number in described if number]
    indexes = [
        tuple(row[2] for row in source.execute(f'PRAGMA index_info("{index}")'))
        for _, index, _, origin, _ in source.execute(f'PRAGMA index_list("{name}")').fetchall()
        if origin == "c"
    ]
    return _Table(name, columns, tuple(column for _, column in sorted(key)), tuple(indexes))


def _type(column: str, declared: str) -> str:
    if column == "record":
        return "json"  # its text stays as it was written
    return _TYPES.get(declared.upper(), 'text COLLATE "C"')


def _copy(connection: Connection, source: sqlite3.Connection, table: _Table) -> None:
    n_rows = source.execute(f'SELECT COUNT(*) FROM "{table.name}"').fetchone()[0]
    named = [f'"{name}" {kind}' for name, kind in table.columns]
    extra = [] if table.key else ['"rowid" bigint']
    create_table(connection, table.name, [*named, *extra], key=table.key, n_rows=n_rows)
    columns = [f'"{name}"' for name, _ in table.columns] + (["rowid"] if extra else [])
    rows = source.execute(f'SELECT {", ".join(columns)} FROM "{table.name}"')
    with (
        connection.cursor() as cursor,
        cursor.copy(f'COPY "{table.name}" ({", ".join(columns)}) FROM STDIN') as copy,
    ):
        for row in rows:
            copy.write_row(row)
    for index in table.indexes:
        listed = ", ".join(f'"{column}"' for column in index)
        connection.execute(f'CREATE INDEX ON "{table.name}" ({listed})')


def create_table(
    connection: Connection,
    name: str,
    columns: Sequence[str],
    *,
    key: Sequence[str],
    n_rows: int,
) -> None:
    """Create a table; one with a key of many rows in partitions by the hash of the key's first."""
    listed = ", ".join(f'"{column}"' for column in key)
    keyed = [*columns, f"PRIMARY KEY ({listed})"] if key else list(columns)
    n_parts = -(-n_rows // ROWS_EACH) if key else 1
    body = f'CREATE TABLE "{name}" ({", ".join(keyed)})'
    if n_parts <= 1:
        connection.execute(body)
        return
    connection.execute(f'{body} PARTITION BY HASH ("{key[0]}")')
    for part in range(n_parts):
        connection.execute(
            f'CREATE TABLE "{name}_{part}" PARTITION OF "{name}" '
            f"FOR VALUES WITH (MODULUS {n_parts}, REMAINDER {part})"
        )


def digest_tables(connection: Connection, names: Sequence[str]) -> dict[str, tuple[int, str]]:
    """Return the number of rows and a digest of each table of the current schema.

    The digest does not depend on the order of rows, nor on how they are partitioned.
    """
    digests = {}
    for name in names:
        row = connection.execute(
            "SELECT count(*), coalesce(sum(hashtextextended(t::text, 0)::numeric), 0)::text "
            f'FROM "{name}" AS t'
        ).fetchone()
        digests[name] = (int(row[0]), str(row[1])) if row else (0, "")
    return digests
