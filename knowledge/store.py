"""One generation's knowledge in one SQLite file: written once, then only read.

It is read by plain SQL (`knowledge.rows.Rows`), so that another database may hold the same tables.
"""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from knowledge.errors import NotKnownError, StoreError
from knowledge.record_json import from_json
from knowledge.record_rows import (
    FIGURE_FIELDS,
    figures_of,
    misconception_of,
    passage_of,
    series_of,
)
from knowledge.records import (
    Document,
    Figure,
    Misconception,
    Passage,
    Series,
    Source,
    SourceNote,
    Standing,
)
from knowledge.rows import Rows, SqliteRows
from knowledge.store_writing import SCHEMA_VERSION, KnowledgeRecords, write_store
from knowledge.words import Subject

_FIGURE_ORDER = (
    "subject_id, measure_id, region, period_start NULLS FIRST, method = 'extracted', "
    "standing_rank, tier_rank, published_rank, figure_id"
)
_KEPT_FIGURES = 16_384  # some 20 MB
_KEPT_PASSAGES = 1_024  # some 2 MB; of kilowit's own articles there are 700

Table = Literal["sources", "documents", "passages", "figures", "series", "misconceptions"]


class KnowledgeStore:
    """The facts of one generation (`knowledge.protocols.Knowledge`).

    A store belongs to the thread that opens it.

    Raises:
        StoreError: the database is damaged or cannot be reached.
    """

    def __init__(self, rows: Rows) -> None:
        self._reader = rows
        self._sources = {source.source_id: source for source in self._read_sources()}
        # What was read last; a generation never changes.
        self._figures: dict[str, Figure] = {}
        self._selections: dict[tuple[str, ...], tuple[Figure, ...]] = {}
        self._passages: dict[str, Passage] = {}

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
        where = " AND ".join(conditions)
        key = (where, *values)
        if key not in self._selections:
            found = self._read_figures(f"WHERE {where} ORDER BY {_FIGURE_ORDER}", values)
            self._keep(found)
            self._selections[key] = found
        return self._selections[key]

    def _read_figures(self, rest: str, values: Sequence[Any] = ()) -> tuple[Figure, ...]:
        query = f"SELECT {FIGURE_FIELDS} FROM figures {rest}"
        return figures_of(self._rows(query, values, shaped=False))

    def _keep(self, found: Sequence[Figure]) -> None:
        if len(self._figures) + len(found) > _KEPT_FIGURES:
            self._figures.clear()
            self._selections.clear()
        self._figures |= {figure.figure_id: figure for figure in found}

    def has_more_figures(self, measure_id: str, than: int) -> bool:
        """Whether a measure has more than so many figures; no more are looked at."""
        found = self._rows(
            "SELECT 1 FROM figures WHERE measure_id = ? AND standing <> 'rejected' LIMIT ?",
            [measure_id, than + 1],
        )
        return len(found) > than

    def units_of(self, subject_id: str) -> tuple[tuple[str, str, str, int], ...]:
        """Return each (measure_id, region, unit) of a subject's figures, and how many have it."""
        fields = "measure_id, region, unit"
        rows = self._rows(
            f"SELECT {fields}, COUNT(*) FROM figures WHERE subject_id = ? "
            f"AND standing <> 'rejected' GROUP BY {fields} ORDER BY {fields}",
            [subject_id],
            shaped=False,
        )
        return tuple(map(tuple, rows))

    def rejected_figures(self) -> tuple[Figure, ...]:
        """Return the figures that failed a sanity check, with their reasons."""
        return self._read_figures("WHERE standing = 'rejected' ORDER BY figure_id")

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
        if figure_id not in self._figures:
            found = self._read_figures("WHERE figure_id = ? OR key = ? LIMIT 1", [figure_id] * 2)
            if not found:
                raise NotKnownError("figure", figure_id, remedy="see: kilowit sources")
            self._keep(found)
            self._figures[figure_id] = found[0]
        return self._figures[figure_id]

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
        if passage_id not in self._passages:
            rows = self._rows("SELECT record FROM passages WHERE passage_id = ?", [passage_id])
            if not rows:
                raise NotKnownError("passage", passage_id, remedy="see: kilowit search")
            if len(self._passages) >= _KEPT_PASSAGES:
                self._passages.clear()
            self._passages[passage_id] = passage_of(rows[0])
        return self._passages[passage_id]

    def passages(self, *, source_id: str | None = None) -> tuple[Passage, ...]:
        """Return passages by document and start."""
        condition, values = ("WHERE source_id = ?", [source_id]) if source_id else ("", [])
        query = f"SELECT record FROM passages {condition} ORDER BY document_id, start"
        return tuple(passage_of(row) for row in self._rows(query, values))

    def series(self, series_id: str) -> Series:
        """Return one series. Raises NotKnownError."""
        rows = self._rows("SELECT record FROM series WHERE series_id = ?", [series_id])
        if not rows:
            raise NotKnownError("series", series_id, remedy="see: kilowit sources")
        return series_of(rows[0])

    def all_series(self) -> tuple[Series, ...]:
        """Return every series by series_id."""
        return tuple(
            series_of(r) for r in self._rows("SELECT record FROM series ORDER BY series_id")
        )

    def series_topics(self) -> tuple[tuple[str, str, str], ...]:
        """Return each (subject_id, measure_id, region) that a series has, in order."""
        return self._series_topics

    @cached_property
    def _series_topics(self) -> tuple[tuple[str, str, str], ...]:
        """Some thousands, which opening a generation reads and a page of countries again."""
        fields = "record ->> 'subject_id', record ->> 'measure_id', record ->> 'region'"
        rows = self._rows(f"SELECT DISTINCT {fields} FROM series ORDER BY 1, 2, 3", shaped=False)
        return tuple((row[0], row[1], row[2]) for row in rows)

    def misconceptions(self) -> tuple[Misconception, ...]:
        """Return all misconceptions by id."""
        return self._misconceptions

    @cached_property
    def _misconceptions(self) -> tuple[Misconception, ...]:
        """Some dozens, which every claim is held against."""
        rows = self._rows("SELECT record FROM misconceptions ORDER BY misconception_id")
        return tuple(misconception_of(row) for row in rows)

    def misconception(self, misconception_id: str) -> Misconception:
        """Return one misconception. Raises NotKnownError."""
        query = "SELECT record FROM misconceptions WHERE misconception_id = ?"
        rows = self._rows(query, [misconception_id])
        if not rows:
            raise NotKnownError("misconception", misconception_id, remedy="see: kilowit search")
        return misconception_of(rows[0])

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


def memory_store(records: KnowledgeRecords) -> KnowledgeStore:
    """Return a store that lives in memory."""
    return KnowledgeStore(SqliteRows(write_store(None, records)))
