"""Writes one generation's knowledge into a new SQLite file."""

import dataclasses
import json
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knowledge.errors import StoreError
from knowledge.record_json import to_json
from knowledge.record_rows import FIGURE_COLUMNS, figure_row
from knowledge.records import (
    Document,
    Figure,
    Misconception,
    Passage,
    Series,
    Source,
    SourceNote,
)
from knowledge.words import Subject

if TYPE_CHECKING:
    import sqlite_utils
    from _typeshed import DataclassInstance

SCHEMA_VERSION = 3


@dataclass(frozen=True, slots=True)
class KnowledgeRecords:
    """Everything that a build writes."""

    sources: tuple[Source, ...]
    documents: tuple[Document, ...]
    passages: tuple[Passage, ...]
    figures: tuple[Figure, ...]
    series: tuple[Series, ...]
    misconceptions: tuple[Misconception, ...]
    subjects: tuple[Subject, ...] = ()
    notes: tuple[SourceNote, ...] = ()


def write_store(path: Path | None, records: KnowledgeRecords) -> sqlite3.Connection:
    """Write a new store; None keeps it in memory (for tests). Returns the connection.

    Raises:
        StoreError: the file exists or cannot be written.
    """
    if path is not None and path.exists():
        raise StoreError(f"{path.name} exists already; give a new path")
    connection = sqlite3.connect(path if path is not None else ":memory:")
    try:
        _hasten(connection)
        database = _database(connection)
        _create(database)
        _insert(database, records)
    except sqlite3.OperationalError as error:
        connection.close()
        raise StoreError(f"cannot write the knowledge: {error}; free disk space") from None
    return connection


def extend_store(path: Path, records: KnowledgeRecords) -> None:
    """Add records of further sources to a store that nobody reads yet.

    Raises:
        StoreError: it cannot be written.
    """
    connection = sqlite3.connect(path)
    try:
        _hasten(connection)
        _insert(_database(connection), records)
    except sqlite3.OperationalError as error:
        raise StoreError(f"cannot write the knowledge: {error}; free disk space") from None
    finally:
        connection.close()


def _hasten(connection: sqlite3.Connection) -> None:
    """Leave out what protects a database in use: this one is new, and published only when whole."""
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")


_TABLES = {
    "sources": ("source_id",),
    "documents": ("document_id",),
    "passages": ("passage_id", "document_id", "source_id", "start"),
    "series": ("series_id",),
    "misconceptions": ("misconception_id",),
    "subjects": ("subject_id",),
}


def _database(connection: sqlite3.Connection) -> "sqlite_utils.Database":
    import sqlite_utils  # noqa: PLC0415  # slow to import, and reading does without it

    return sqlite_utils.Database(connection)


def _create(database: "sqlite_utils.Database") -> None:
    for table, columns in _TABLES.items():
        types = {column: int if column == "start" else str for column in (*columns, "record")}
        database.table(table).create(types, pk=columns[0])
    database.table("notes").create({"source_id": str, "record": str})
    figures = database.table("figures").create(FIGURE_COLUMNS, pk="figure_id")
    for indexed in (
        ["subject_id", "measure_id", "region", "period"],
        ["measure_id", "period"],
        ["key"],
        ["source_id"],
    ):
        figures.create_index(indexed)
    database.table("passages").create_index(["source_id"])
    database.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def _insert(database: "sqlite_utils.Database", records: KnowledgeRecords) -> None:
    tiers = {source.source_id: source.tier for source in records.sources}
    for table, columns in _TABLES.items():
        if table != "subjects":
            held = getattr(records, table)
            rows = (_recorded(record, *columns) for record in held)
            database.table(table).insert_all(rows, batch_size=2000)
    database.table("figures").insert_all(
        (figure_row(f, tiers[f.source_id]) for f in records.figures), batch_size=2000
    )
    database.table("subjects").insert_all(
        {"subject_id": s.subject_id, "record": to_json(s)} for s in records.subjects
    )
    database.table("notes").insert_all(
        {"source_id": n.source_id, "record": to_json(n)} for n in records.notes
    )
    database.conn.commit()


def _recorded(record: "DataclassInstance", *columns: str) -> dict[str, Any]:
    """A row with its searchable columns and the whole record as JSON."""
    fields: dict[str, Any] = {f.name: getattr(record, f.name) for f in dataclasses.fields(record)}
    plain = json.dumps(fields, ensure_ascii=False, default=dataclasses.asdict)
    return {c: fields[c] for c in columns} | {"record": plain}
