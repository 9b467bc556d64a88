"""Loads a built generation, a folder, into a schema of its own."""

import contextlib
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np

from index.dense import DenseIndex
from index.lexical import LexicalIndex, Segment
from index.postgres import frames
from index.postgres.graphs import Trial, graph_statement, set_memory
from index.postgres.shards import Shards
from index.postgres.tables import copy_tables, create_table
from index.postgres.ways import (
    BITS,
    DEPTHS,
    NEAREST,
    RECALL,
    SAMPLE,
    Way,
    codes_of,
    share_in_codes,
)
from index.protocols import Embeddings
from index.tokens import tokens
from knowledge.postgres import Connection

Encode = Callable[[Sequence[str]], Embeddings]
TABLES_OF_WORDS = ("segments", "counts")
_BLOCK = 4_096


def load_generation(
    connection: Connection,
    folder: Path,
    *,
    schema: str,
    encode: Encode,
    exact_limit: int,
) -> tuple[str, ...]:
    """Load a generation into the current schema, which is empty; return its tables' names.

    The servers that the database names as shards hold what is searched, in a schema of that name.

    `encode` turns texts into questions' vectors: large segments are tried with texts of their own,
    asked as questions. Segments of up to `exact_limit` are scanned whole.
    """
    names = copy_tables(connection, folder / "knowledge.db")
    names += copy_tables(connection, folder / "entries.db", ["entries"])
    names += copy_tables(connection, folder / "lexical.db", TABLES_OF_WORDS)
    connection.execute("CREATE INDEX ON counts (token)")
    dense = DenseIndex.open(folder)
    with contextlib.closing(LexicalIndex.open(folder)) as words:
        segments = words.segments
    with _opened(folder / "entries.db") as entries:
        shards = Shards.of(connection, schema)
        shards.prepare()
        _create_searched(connection, dense, shards)
        if shards.servers:  # what is loaded there cannot be indexed before the end of all
            _index_words(shards.run, segments)
            _index_codes(shards.run, [one for one in segments if one.size > exact_limit])
        _load_words(connection, entries, segments)
        if not shards.servers:
            set_memory(connection, dense.size)
            _index_words(connection.execute, segments)
        ways = [
            _load_exact(connection, dense, one)
            if one.size <= exact_limit
            else _load_large(
                connection, dense, one, entries, encode, is_indexed=bool(shards.servers)
            )
            for one in segments
        ]
    _keep_ways(connection, ways)
    connection.execute("ANALYZE")
    return (*names, "words", "vectors", "ways")


@contextlib.contextmanager
def _opened(file: Path) -> Iterator[sqlite3.Connection]:
    address = f"file:{file}?mode=ro&immutable=1"
    with contextlib.closing(sqlite3.connect(address, uri=True)) as connection:
        yield connection


def _create_searched(connection: Connection, dense: DenseIndex, shards: Shards) -> None:
    """Create what is searched apart from the entries: narrow tables stay in memory longer."""
    place, size = ["position bigint", "segment integer NOT NULL"], dense.dimension
    words = [*place, "n_tokens integer NOT NULL", "words tsvector NOT NULL"]
    embedding = f"embedding halfvec({size}) STORAGE PLAIN NOT NULL"
    vectors = [*place, embedding, f"codes bit({BITS * size})"]
    for name, columns in (("words", words), ("vectors", vectors)):
        if shards.servers:
            shards.create_table(name, columns, "position")
        else:
            create_table(connection, name, columns, key=["position"], n_rows=dense.size)


def _index_words(run: Callable[[str], object], segments: Sequence[Segment]) -> None:
    for segment in segments:
        run(
            "CREATE INDEX ON words USING gin (words) WITH (fastupdate = off) "
            f"WHERE segment = {segment.number:d}"
        )


def _index_codes(run: Callable[[str], object], segments: Sequence[Segment]) -> None:
    for segment in segments:
        run(graph_statement(segment, "codes"))


def _load_words(
    connection: Connection,
    entries: sqlite3.Connection,
    segments: Sequence[Segment],
) -> None:
    with (
        connection.cursor() as cursor,
        cursor.copy("COPY words FROM STDIN (FORMAT BINARY)") as copy,
    ):
        copy.write(frames.HEADER)
        for segment in segments:
            number = frames.integer(segment.number)
            rows = entries.execute(
                "SELECT position, text FROM entries WHERE position >= ? AND position < ? "
                "ORDER BY position",
                (segment.start, segment.end),
            )
            for position, text in rows:
                found = tokens(text)
                copy.write(
                    frames.frame(
                        [
                            frames.bigint(position),
                            number,
                            frames.integer(len(found)),
                            frames.token_list(found),
                        ]
                    )
                )
        copy.write(frames.TRAILER)


def _load_exact(connection: Connection, dense: DenseIndex, segment: Segment) -> Way:
    _copy_vectors(connection, dense, segment, mean=None)
    return Way(segment.number, segment.start, segment.end, "exact")


def _load_large(
    connection: Connection,
    dense: DenseIndex,
    segment: Segment,
    entries: sqlite3.Connection,
    encode: Encode,
    *,
    is_indexed: bool,
) -> Way:
    """Load one segment's vectors, make what finds them unless it is there, and measure it."""
    mean = _mean(dense, segment)
    questions = encode(_sample(entries, segment))
    n_wanted = min(NEAREST, segment.size)
    wanted = dense.nearest(questions, n_wanted, within=(segment.start, segment.end))
    neighbours = dense.vectors(wanted.ravel()).reshape(*wanted.shape, -1)
    share = share_in_codes(
        _blocks(dense, segment), questions, neighbours, mean=mean, depth=DEPTHS[-1]
    )
    codes_suffice = share >= RECALL
    _copy_vectors(connection, dense, segment, mean=mean if codes_suffice else None)
    trial = Trial(connection, segment, questions, wanted.tolist(), mean, is_indexed)
    by_codes = trial.find_way("codes") if codes_suffice else None
    by_graph = by_codes or (None if is_indexed else trial.find_way("halves"))
    return by_graph or Way(segment.number, segment.start, segment.end, "exact")


def _copy_vectors(
    connection: Connection,
    dense: DenseIndex,
    segment: Segment,
    *,
    mean: "Embeddings | None",
) -> None:
    number = frames.integer(segment.number)
    with (
        connection.cursor() as cursor,
        cursor.copy("COPY vectors FROM STDIN (FORMAT BINARY)") as copy,
    ):
        copy.write(frames.HEADER)
        position = segment.start
        for block in _blocks(dense, segment):
            codes = None if mean is None else codes_of(block, mean)
            bits = (
                [None] * len(block)
                if codes is None
                else list(frames.bit_strings(codes, BITS * block.shape[1]))
            )
            for half, code in zip(frames.halfvecs(block), bits, strict=True):
                copy.write(frames.frame([frames.bigint(position), number, half, code]))
                position += 1
        copy.write(frames.TRAILER)


def _blocks(dense: DenseIndex, segment: Segment) -> Iterator[Embeddings]:
    for start in range(segment.start, segment.end, _BLOCK):
        yield dense.vectors(np.arange(start, min(start + _BLOCK, segment.end)))


def _mean(dense: DenseIndex, segment: Segment) -> Embeddings:
    total = sum(block.sum(axis=0, dtype=np.float64) for block in _blocks(dense, segment))
    mean: Embeddings = (np.asarray(total) / segment.size).astype(np.float32)
    return mean


def _sample(entries: sqlite3.Connection, segment: Segment) -> list[str]:
    """Texts spread evenly over a segment."""
    step = max(segment.size // SAMPLE, 1)
    positions = range(segment.start, segment.end, step)[:SAMPLE]
    marks = ",".join("?" * len(positions))
    rows = entries.execute(
        f"SELECT text FROM entries WHERE position IN ({marks}) ORDER BY position", list(positions)
    )
    return [row[0] for row in rows]


def _keep_ways(connection: Connection, ways: Sequence[Way]) -> None:
    connection.execute(
        "CREATE TABLE ways(segment integer PRIMARY KEY, start bigint, stop bigint, "
        "kind text, depth integer, recall double precision, mean double precision[])"
    )
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO ways VALUES (%s, %s, %s, %s, %s, %s, %s)",
            [(w.segment, w.start, w.end, w.kind, w.depth, w.recall, list(w.mean)) for w in ways],
        )
