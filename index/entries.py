"""What is retrieved: collects the entries of a knowledge store, and keeps them in a file."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

from index.errors import GenerationError
from index.protocols import Entry, EntryKind, Filters
from knowledge.descriptions import describe_series
from knowledge.passages import sentence_spans
from knowledge.plain_words import plain_words
from knowledge.records import LANGUAGES, Language, Passage, content_hash
from knowledge.rows import Rows, SqliteRows
from knowledge.store import KnowledgeStore
from knowledge.words import Vocabulary

MIN_SENTENCE_CHARS, MAX_SENTENCE_CHARS = 20, 420  # shorter says nothing, longer is no quotation
MAX_PAIR_CHARS = 2 * MAX_SENTENCE_CHARS
_MAX_SQL_VALUES = 900
_MAPPED_BYTES = 1 << 30  # of the file at most; what lies beyond is read as usual
_COLUMNS = "position, entry_id, kind, target_id, language, text, source_id, subject_id, years"


def collect_entries(knowledge: KnowledgeStore, vocabulary: Vocabulary) -> list[Entry]:
    """Collect what is retrieved: passages, series in each language, wordings of misconceptions.

    They come by kind and language, so that each kind in each language is one run.
    """
    entries = [*_passages(knowledge), *_series(knowledge, vocabulary), *_wordings(knowledge)]
    return sorted(entries, key=lambda e: (e.kind, e.language, e.source_id, e.entry_id))


def _passages(knowledge: KnowledgeStore) -> Iterator[Entry]:
    """Passages beneath their document's title and headings, and their sentences.

    A passage seldom repeats what its document is about; with the title it is found by that too
    (recall@5 across languages 0.74 → 0.87 where it was measured). Sentences of their own are those
    of kilowit's articles; in an added file a sentence is chosen inside its passage instead:
    encoding each of them would take five times as long.
    """
    own = {source.source_id for source in knowledge.sources() if source.file is None}
    titles = {document.document_id: document.title for document in knowledge.documents()}
    for passage in knowledge.passages():
        context = [titles[passage.document_id], *passage.heading]
        heading = " – ".join(dict.fromkeys(part for part in context if part))
        text = f"{heading}\n{passage.text}" if heading else passage.text
        yield make_entry("passage", passage.passage_id, passage.language, text, passage.source_id)
        yield from _questions(passage)
        if passage.source_id in own:
            yield from _sentences(passage)


def _questions(passage: Passage) -> Iterator[Entry]:
    """The questions that an article carries, each for the sentence that answers it.

    They are put in plain words, as what is asked is: slang is then alike on both sides.
    """
    for question in passage.questions:
        target = f"{passage.passage_id}:{question.start}:{question.end}"
        plain = plain_words(question.text, passage.language)
        yield make_entry("question", target, passage.language, plain, passage.source_id)


def _sentences(passage: Passage) -> Iterator[Entry]:
    """The quotable sentences of a passage, and two in a row, each beneath the nearest heading.

    Two are encoded as one text, since what they say together is more than what either does: right
    quotes of questions not learnt from 0.83 → 0.87 where it was measured.
    """
    heading = f"{passage.heading[-1]}: " if passage.heading else ""
    for start, end in quotable_spans(passage.text):
        yield make_entry(
            "sentence",
            f"{passage.passage_id}:{start}:{end}",
            passage.language,
            heading + passage.text[start:end],
            passage.source_id,
        )


def quotable_spans(text: str) -> list[tuple[int, int]]:
    """The spans of the sentences that may be quoted, and of two in a row within a paragraph."""
    whole = sentence_spans(text)
    alone = [s for s in whole if MIN_SENTENCE_CHARS <= s[1] - s[0] <= MAX_SENTENCE_CHARS]
    pairs = [(first[0], second[1]) for first, second in pairwise(whole)]
    return alone + [(a, z) for a, z in pairs if z - a <= MAX_PAIR_CHARS and "\n\n" not in text[a:z]]


def _series(knowledge: KnowledgeStore, vocabulary: Vocabulary) -> Iterator[Entry]:
    for series in knowledge.all_series():
        described = describe_series(series, vocabulary, knowledge.source(series.source_id))
        years = _years(series.periods)
        for language in LANGUAGES:
            yield make_entry(
                "series",
                series.series_id,
                language,
                described.in_(language),
                series.source_id,
                subject_id=series.subject_id,
                years=years,
            )


def _years(periods: Iterable[str]) -> tuple[str, ...]:
    """The years in which a series has a figure, for the filter by period."""
    return tuple(sorted({period[:4] for period in periods if period[:4].isdecimal()}))


def _wordings(knowledge: KnowledgeStore) -> Iterator[Entry]:
    for known in knowledge.misconceptions():
        wordings: Mapping[Language, tuple[str, ...]] = {
            "en": (known.title.en, *known.claims_en),
            "ja": (known.title.ja, *known.claims_ja),
        }
        for language, texts in wordings.items():
            for text in texts:
                yield make_entry("misconception", known.misconception_id, language, text, "kilowit")


def make_entry(
    kind: EntryKind,
    target_id: str,
    language: Language,
    text: str,
    source_id: str,
    *,
    subject_id: str | None = None,
    years: tuple[str, ...] = (),
) -> Entry:
    """Return an entry with its content's id."""
    return Entry(
        entry_id=content_hash("entry", kind, target_id, language, text),
        kind=kind,
        target_id=target_id,
        language=language,
        text=text,
        source_id=source_id,
        subject_id=subject_id,
        years=years,
    )


def write_entries(path: Path, entries: Sequence[Entry]) -> None:
    """Write entries by position. Opening them reads none: a query reads those that it found."""
    connection = sqlite3.connect(path)
    connection.execute(
        "CREATE TABLE entries(position INTEGER PRIMARY KEY, entry_id TEXT, kind TEXT, "
        "target_id TEXT, language TEXT, text TEXT, source_id TEXT, subject_id TEXT, years TEXT)"
    )
    connection.executemany(
        "INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        ((at, *_texts(e), " ".join(e.years)) for at, e in enumerate(entries)),
    )
    connection.execute("CREATE INDEX by_source ON entries(source_id)")
    connection.execute("CREATE INDEX by_subject ON entries(subject_id)")
    connection.commit()
    connection.close()


def _texts(entry: Entry) -> tuple[str | None, ...]:
    """The columns of an entry but the years (dataclasses.astuple copies each text deeply)."""
    return (
        entry.entry_id, entry.kind, entry.target_id, entry.language, entry.text,
        entry.source_id, entry.subject_id,
    )  # fmt: skip


class EntryStore:
    """Reads entries by position."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    @classmethod
    def open(cls, path: Path) -> "EntryStore":
        """Open a file of entries read-only. Raises GenerationError when it is damaged."""
        connection = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
        try:
            connection.execute(f"PRAGMA mmap_size = {_MAPPED_BYTES}")
            connection.execute("SELECT position FROM entries LIMIT 1").fetchone()
        except sqlite3.DatabaseError:
            connection.close()
            raise GenerationError(
                f"{path.name} is damaged; run: kilowit verify, then kilowit rollback"
            ) from None
        return cls(SqliteRows(connection))

    def close(self) -> None:
        """Close the database."""
        self._rows.close()

    def read(self, positions: Sequence[int]) -> dict[int, Entry]:
        """Return the entries at positions."""
        found: dict[int, Entry] = {}
        for at in range(0, len(positions), _MAX_SQL_VALUES):
            part = positions[at : at + _MAX_SQL_VALUES]
            marks = ",".join("?" * len(part))
            rows = self._rows.read(
                f"SELECT {_COLUMNS} FROM entries WHERE position IN ({marks})", part, named=False
            )
            found |= {row[0]: _entry(row) for row in rows}
        return found

    def positions(self, filters: Filters) -> tuple[int, ...] | None:
        """Return the positions of the filters' sources, subjects and years; None for all."""
        clauses: list[str] = []
        values: list[str] = []
        for column, wanted in (
            ("source_id", filters.source_ids),
            ("subject_id", filters.subject_ids),
        ):
            if wanted:
                clauses.append(f"{column} IN ({','.join('?' * len(wanted))})")
                values += wanted
        if filters.years:
            clauses.append("(" + " OR ".join("years LIKE ?" for _ in filters.years) + ")")
            values += [f"%{year}%" for year in filters.years]
        if not clauses:
            return None
        query = f"SELECT position FROM entries WHERE {' AND '.join(clauses)} ORDER BY position"
        rows = self._rows.read(query, values, named=False)
        return tuple(row[0] for row in rows)


def _entry(row: Sequence[str]) -> Entry:
    entry_id, kind, target_id, language, text, source_id, subject_id, years = row[1:]
    return Entry(
        entry_id,
        kind,  # type: ignore[arg-type]  # as written
        target_id,
        language,  # type: ignore[arg-type]  # as written
        text,
        source_id,
        subject_id,
        tuple(years.split()),
    )
