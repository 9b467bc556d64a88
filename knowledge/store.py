"""One generation's knowledge in one SQLite file: written once, then only read.

It is read by plain SQL (`knowledge.rows.Rows`), so that another database may hold the same tables.
"""

import dataclasses
import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from knowledge.errors import NotKnownError, StoreError
from knowledge.record_json import from_json, to_json
from knowledge.records import (
    STANDING_ORDER,
    TIER_ORDER,
    Bilingual,
    Document,
    Figure,
    Locator,
    Misconception,
    Passage,
    Period,
    Series,
    Source,
    SourceNote,
    Standing,
)
from knowledge.rows import Rows, SqliteRows
from knowledge.words import Subject

if TYPE_CHECKING:
    import sqlite_utils
    from _typeshed import DataclassInstance

SCHEMA_VERSION = 3
_FIGURE_ORDER = (
    "subject_id, measure_id, region, period_start NULLS FIRST, method = 'extracted', "
    "standing_rank, tier_rank, published_rank, figure_id"
)


Table = Literal["sources", "documents", "passages", "figures", "series", "misconceptions"]


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


class KnowledgeStore:
    """The facts of one generation (`knowledge.protocols.Knowledge`).

    A store belongs to the thread that opens it.

    Raises:
        StoreError: the database is damaged or cannot be reached.
    """

    def __init__(self, rows: Rows) -> None:
        self._reader = rows
        self._sources = {source.source_id: source for source in self._read_sources()}

    @classmethod
    def open(cls, path: Path) -> "KnowledgeStore":
        """Open a finished store read-only.

        Raises:
            StoreError: the file is missing, is no database, or has another schema version.
        """
        if not path.is_file():
            raise StoreError(f"no knowledge at {path.name}; run: kilowit build")
        connection = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
        try:
            _check_schema(path, connection.execute("PRAGMA user_version").fetchone()[0])
            return cls(SqliteRows(connection))
        except sqlite3.DatabaseError as error:
            connection.close()
            raise StoreError(f"{path.name} is damaged ({error}); run: kilowit build") from None
        except StoreError:
            connection.close()
            raise

    def close(self) -> None:
        """Close the database."""
        self._reader.close()

    def figures(
        self,
        *,
        subject_ids: Sequence[str] = (),
        measure_ids: Sequence[str] = (),
        regions: Sequence[str] = (),
        periods: Sequence[str] = (),
        source_ids: Sequence[str] = (),
    ) -> tuple[Figure, ...]:
        """Return figures that match all given lists, rejected ones left out."""
        conditions, values = ["standing <> 'rejected'"], []
        for column, wanted in (
            ("subject_id", subject_ids),
            ("measure_id", measure_ids),
            ("region", regions),
            ("period", periods),
            ("source_id", source_ids),
        ):
            if wanted:
                conditions.append(f"{column} IN ({','.join('?' * len(wanted))})")
                values += list(wanted)
        query = f"SELECT * FROM figures WHERE {' AND '.join(conditions)} ORDER BY {_FIGURE_ORDER}"
        return tuple(_figure(row) for row in self._rows(query, values))

    def has_more_figures(self, measure_id: str, than: int) -> bool:
        """Whether a measure has more than so many figures; no more are looked at."""
        found = self._rows(
            "SELECT 1 FROM figures WHERE measure_id = ? AND standing <> 'rejected' LIMIT ?",
            [measure_id, than + 1],
        )
        return len(found) > than

    def rejected_figures(self) -> tuple[Figure, ...]:
        """Return the figures that failed a sanity check, with their reasons."""
        query = "SELECT * FROM figures WHERE standing = 'rejected' ORDER BY figure_id"
        return tuple(_figure(row) for row in self._rows(query))

    def standings(self) -> dict[str, Standing]:
        """Return the standing of every figure, rejected ones included, by figure_id."""
        return dict(self._rows("SELECT figure_id, standing FROM figures", shaped=False))

    def count(self, table: Table) -> int:
        """Return how many records of one kind there are."""
        return int(self._rows(f"SELECT COUNT(*) AS n FROM {table}")[0]["n"])

    def passage_counts(self) -> dict[str, int]:
        """Return how many passages each source with any has."""
        rows = self._rows("SELECT source_id, COUNT(*) AS n FROM passages GROUP BY source_id")
        return {row["source_id"]: row["n"] for row in rows}

    def figure(self, figure_id: str) -> Figure:
        """Return one figure, by figure_id or key. Raises NotKnownError."""
        query = "SELECT * FROM figures WHERE figure_id = ? OR key = ? LIMIT 1"
        rows = self._rows(query, [figure_id, figure_id])
        if not rows:
            raise NotKnownError("figure", figure_id, remedy="see: kilowit sources")
        return _figure(rows[0])

    def has_curated_figures(self) -> bool:
        """Whether any figure was written down by hand, not found in an added file."""
        query = "SELECT EXISTS(SELECT 1 FROM figures WHERE method != 'extracted') AS found"
        return bool(self._rows(query)[0]["found"])

    def source(self, source_id: str) -> Source:
        """Return one source. Raises NotKnownError."""
        try:
            return self._sources[source_id]
        except KeyError:
            raise NotKnownError("source", source_id, remedy="see: kilowit sources") from None

    def sources(self) -> tuple[Source, ...]:
        """Return all sources by source_id."""
        return tuple(self._sources.values())

    def _read_sources(self) -> Iterable[Source]:
        rows = self._rows("SELECT record FROM sources ORDER BY source_id")
        return (Source(**json.loads(row["record"])) for row in rows)

    def document(self, document_id: str) -> Document:
        """Return one document. Raises NotKnownError."""
        rows = self._rows("SELECT record FROM documents WHERE document_id = ?", [document_id])
        if not rows:
            raise NotKnownError("document", document_id, remedy="see: kilowit sources")
        record = json.loads(rows[0]["record"])
        lists = {name: tuple(record[name]) for name in ("page_starts", "heading")}
        return Document(**record | lists)

    def documents(self) -> tuple[Document, ...]:
        """Return all documents by document_id."""
        rows = self._rows("SELECT document_id FROM documents ORDER BY document_id")
        return tuple(self.document(row["document_id"]) for row in rows)

    def passage(self, passage_id: str) -> Passage:
        """Return one passage. Raises NotKnownError."""
        rows = self._rows("SELECT record FROM passages WHERE passage_id = ?", [passage_id])
        if not rows:
            raise NotKnownError("passage", passage_id, remedy="see: kilowit search")
        return _passage(rows[0])

    def passages(self, *, source_id: str | None = None) -> tuple[Passage, ...]:
        """Return passages by document and start."""
        condition, values = ("WHERE source_id = ?", [source_id]) if source_id else ("", [])
        query = f"SELECT record FROM passages {condition} ORDER BY document_id, start"
        return tuple(_passage(row) for row in self._rows(query, values))

    def series(self, series_id: str) -> Series:
        """Return one series. Raises NotKnownError."""
        rows = self._rows("SELECT record FROM series WHERE series_id = ?", [series_id])
        if not rows:
            raise NotKnownError("series", series_id, remedy="see: kilowit sources")
        return _series(rows[0])

    def all_series(self) -> tuple[Series, ...]:
        """Return every series by series_id."""
        return tuple(_series(r) for r in self._rows("SELECT record FROM series ORDER BY series_id"))

    def series_topics(self) -> tuple[tuple[str, str, str], ...]:
        """Return each (subject_id, measure_id, region) that a series has, in order."""
        fields = "record ->> 'subject_id', record ->> 'measure_id', record ->> 'region'"
        rows = self._rows(f"SELECT DISTINCT {fields} FROM series ORDER BY 1, 2, 3", shaped=False)
        return tuple((row[0], row[1], row[2]) for row in rows)

    def misconceptions(self) -> tuple[Misconception, ...]:
        """Return all misconceptions by id."""
        rows = self._rows("SELECT record FROM misconceptions ORDER BY misconception_id")
        return tuple(_misconception(row) for row in rows)

    def misconception(self, misconception_id: str) -> Misconception:
        """Return one misconception. Raises NotKnownError."""
        query = "SELECT record FROM misconceptions WHERE misconception_id = ?"
        rows = self._rows(query, [misconception_id])
        if not rows:
            raise NotKnownError("misconception", misconception_id, remedy="see: kilowit search")
        return _misconception(rows[0])

    def subjects(self) -> tuple[Subject, ...]:
        """Return the subjects that sources name and the vocabulary does not have, by id."""
        rows = self._rows("SELECT record FROM subjects ORDER BY subject_id")
        return tuple(from_json(Subject, row["record"]) for row in rows)

    def notes(self, *, source_id: str | None = None) -> tuple[SourceNote, ...]:
        """Return what was not read and what is doubtful, by source, in the order of reading."""
        condition, values = ("WHERE source_id = ?", [source_id]) if source_id else ("", [])
        query = f"SELECT record FROM notes {condition} ORDER BY source_id, rowid"
        return tuple(from_json(SourceNote, row["record"]) for row in self._rows(query, values))

    def _rows(self, query: str, values: Sequence[Any] = (), *, shaped: bool = True) -> list[Any]:
        return self._reader.read(query, values, named=shaped)


def _check_schema(path: Path, version: int) -> None:
    if version != SCHEMA_VERSION:
        raise StoreError(
            f"{path.name} has schema {version}, this kilowit reads {SCHEMA_VERSION}; "
            "run: kilowit build"
        )


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


def memory_store(records: KnowledgeRecords) -> KnowledgeStore:
    """Return a store that lives in memory."""
    return KnowledgeStore(SqliteRows(write_store(None, records)))


_REALS = ("value", "lower", "upper", "value_si", "lower_si", "upper_si", "confidence")
_RANKS = ("standing_rank", "tier_rank", "published_rank")
_TEXTS = (
    "figure_id", "key", "subject_id", "measure_id", "region", "period", "period_start", "unit",
    "qualifier", "status", "scope_en", "scope_ja", "standing", "published", "retrieved",
    "source_id", "locator", "quote", "method", "caveat_en", "caveat_ja", "reason",
)  # fmt: skip
_FIGURE_COLUMNS: dict[str, type] = (
    dict.fromkeys(_TEXTS, str) | dict.fromkeys(_REALS, float) | dict.fromkeys(_RANKS, int)
)


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
    figures = database.table("figures").create(_FIGURE_COLUMNS, pk="figure_id")
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
        (_figure_row(f, tiers[f.source_id]) for f in records.figures), batch_size=2000
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
    plain = {k: _plain(v) for k, v in fields.items()}
    return {c: fields[c] for c in columns} | {"record": json.dumps(plain, ensure_ascii=False)}


def _plain(value: object) -> object:
    return {"en": value.en, "ja": value.ja} if isinstance(value, Bilingual) else value


def _figure_row(figure: Figure, tier: str) -> dict[str, Any]:

    locator = {
        name: value
        for name in figure.locator.__dataclass_fields__
        if (value := getattr(figure.locator, name)) is not None
    }
    return {
        "figure_id": figure.figure_id,
        "key": figure.key,
        "subject_id": figure.subject_id,
        "measure_id": figure.measure_id,
        "region": figure.region,
        "period": figure.period.text if figure.period else None,
        "period_start": figure.period.start.isoformat() if figure.period else None,
        "value": figure.value,
        "lower": figure.lower,
        "upper": figure.upper,
        "unit": figure.unit,
        "value_si": figure.value_si,
        "lower_si": figure.lower_si,
        "upper_si": figure.upper_si,
        "qualifier": figure.qualifier,
        "status": figure.status,
        "scope_en": figure.scope.en,
        "scope_ja": figure.scope.ja,
        "standing": figure.standing,
        "standing_rank": STANDING_ORDER[figure.standing],
        "tier_rank": TIER_ORDER[tier],  # type: ignore[index]  # tiers come from Source
        "published": figure.published,
        "published_rank": _descending(figure.published),
        "retrieved": figure.retrieved,
        "source_id": figure.source_id,
        "locator": json.dumps(locator),
        "quote": figure.quote,
        "method": figure.method,
        "confidence": figure.confidence,
        "caveat_en": figure.caveat.en,
        "caveat_ja": figure.caveat.ja,
        "reason": figure.reason,
    }


def _descending(published: str | None) -> int:
    """A number that sorts newer publications first: 0 is the newest possible."""
    digits = "".join(c for c in (published or "0000") if c.isdigit()).ljust(8, "0")[:8]
    return 99999999 - int(digits)


@lru_cache(maxsize=4096)
def _period(text: str) -> Period:
    """Read a period; a few hundred texts stand in tens of thousands of rows."""
    return Period.parse(text)


def _figure(row: sqlite3.Row) -> Figure:
    return Figure(
        figure_id=row["figure_id"],
        subject_id=row["subject_id"],
        measure_id=row["measure_id"],
        region=row["region"],
        period=_period(row["period"]) if row["period"] else None,
        value=row["value"],
        lower=row["lower"],
        upper=row["upper"],
        unit=row["unit"],
        value_si=row["value_si"],
        lower_si=row["lower_si"],
        upper_si=row["upper_si"],
        status=row["status"],
        scope=Bilingual(row["scope_en"], row["scope_ja"]),
        standing=row["standing"],
        source_id=row["source_id"],
        locator=Locator(**json.loads(row["locator"])),
        quote=row["quote"],
        method=row["method"],
        qualifier=row["qualifier"],
        confidence=row["confidence"],
        published=row["published"],
        retrieved=row["retrieved"],
        key=row["key"],
        caveat=Bilingual(row["caveat_en"], row["caveat_ja"]),
        reason=row["reason"],
    )


def _passage(row: sqlite3.Row) -> Passage:
    record = json.loads(row["record"])
    lists = {name: tuple(record[name]) for name in ("heading", "figure_ids")}
    return Passage(**record | lists)


def _series(row: sqlite3.Row) -> Series:
    record = json.loads(row["record"])
    return Series(
        **record | {"scope": Bilingual(**record["scope"]), "periods": tuple(record["periods"])}
    )


def _misconception(row: sqlite3.Row) -> Misconception:
    record = json.loads(row["record"])
    texts = {name: Bilingual(**record[name]) for name in ("title", "says", "answer")}
    lists = {
        name: tuple(record[name])
        for name in ("claims_en", "claims_ja", "figure_ids", "subject_ids")
    }
    return Misconception(**record | texts | lists)
