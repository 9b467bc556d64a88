"""Lexical search over our own tokens, one segment (entries of one kind and language) at a time.

A token's entries lie in one run of a mapped file, so that a search reads the runs of the question's
tokens and nothing else. Its words are weighed among entries of one kind and language: how rare a
token is, and how long a text, says nothing across them.
"""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.bm25 import K1, Chance, Numbers, bm25_parts, idf
from index.errors import GenerationError
from index.protocols import EntryKind
from index.tokens import tokens
from knowledge.records import Language

MAX_QUERY_TOKENS = 80
Positions = NDArray[np.int64]
# Candidates are looked for by the rarest tokens first until so many entries match: beyond this the
# common words that are left move nothing on the labelled sets. All tokens count in their scores.
MATCH_BUDGET = 4_000
# Of a token's entry in a run: the entry's place in its segment, then how often it holds the token.
COUNT_BITS = 8
MOST_COUNTED, MOST_ENTRIES = (1 << COUNT_BITS) - 1, 1 << (32 - COUNT_BITS)
MOST_TABLED = 1 << 20  # counts: 1 MB; made while a question is encoded, read after it


@dataclass(frozen=True, slots=True)
class Segment:
    """Entries of one kind and language: positions from `start` up to `end`."""

    number: int
    kind: EntryKind
    language: Language
    start: int
    end: int
    n_tokens: int

    @property
    def size(self) -> int:
        """How many entries it holds."""
        return self.end - self.start

    @property
    def mean_length(self) -> float:
        """The mean of its entries' tokens, 1 at the least."""
        return max(self.n_tokens / max(self.size, 1), 1.0)


@dataclass(frozen=True, slots=True)
class LexicalQuery:
    """A question's tokens that a segment's entries hold, with their idf, and what chance scores.

    Candidates are looked for by the tokens at the places `searched` among `held`. `runs` says where
    the embedded index keeps the entries of each: its first and how many, in shape (tokens, 2).
    `table` holds how often each entry has each token, in shape (tokens, entries), if it is small.
    """

    segment: Segment
    held: tuple[str, ...]
    weights: Numbers
    searched: tuple[int, ...]
    chance: Chance
    best_possible: float  # no entry scores more
    runs: Positions
    table: NDArray[np.uint8] | None = None


@dataclass(frozen=True, slots=True)
class LexicalHits:
    """What entries share with a question; arrays have one value for each entry.

    `scores` are BM25, `surprises` how far they lie above chance, in spreads of it. `counts` says
    how often entries hold the question's held tokens, in shape (tokens, entries).
    """

    query: LexicalQuery
    counts: NDArray[np.unsignedinteger[Any]]
    n_tokens: NDArray[np.uint32]
    scores: Numbers
    surprises: Numbers

    @classmethod
    def of(
        cls,
        query: LexicalQuery,
        counts: NDArray[np.unsignedinteger[Any]],
        n_tokens: NDArray[np.uint32],
    ) -> "LexicalHits":
        """Score entries by how often they hold each held token, and by their lengths."""
        lengths = n_tokens / query.segment.mean_length
        scores = bm25_parts(counts, query.weights[:, None], lengths).sum(axis=0)
        return cls(query, counts, n_tokens, scores, query.chance.surprises(scores, lengths))

    def shared(self, at: int) -> tuple[str, ...]:
        """Return the tokens that one entry shares with the question."""
        held = self.counts[:, at].tolist()
        return tuple(word for word, n in zip(self.query.held, held, strict=True) if n)

    def share(self, at: int) -> float:
        """Return one entry's part of the best possible score, in [0, 1]."""
        return float(self.scores[at]) / self.query.best_possible


class LexicalIndex:
    """Token search over two files: where each token's entries are, and the entries."""

    def __init__(self, connection: sqlite3.Connection, words: NDArray[np.uint32]) -> None:
        self._connection = connection
        self._words = words  # each entry's length in tokens, then the runs
        self.segments = tuple(
            Segment(*row)
            for row in connection.execute(
                "SELECT number, kind, language, first, last, n_tokens FROM segments ORDER BY number"
            )
        )

    @classmethod
    def open(cls, folder: Path) -> "LexicalIndex":
        """Open an index read-only. Raises GenerationError when it is damaged."""
        path = folder / "lexical.db"
        # Opened here, asked in the retriever's thread for words, never by two threads at once.
        connection = sqlite3.connect(
            f"file:{path}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )
        try:
            return cls(connection, _mapped(folder / "words.bin"))
        except sqlite3.DatabaseError:
            connection.close()
            raise GenerationError(
                f"{path.name} is damaged; run: kilowit verify, then kilowit rollback"
            ) from None

    def close(self) -> None:
        """Close the database."""
        self._connection.close()

    def query(self, segment: Segment, words: Sequence[str]) -> LexicalQuery:
        """Weigh tokens among a segment's entries; one that no entry holds counts too."""
        marks = ",".join("?" * len(words))
        rows = self._connection.execute(
            f"SELECT token, first, df FROM counts WHERE segment = ? AND token IN ({marks})",
            (segment.number, *words),
        )
        found = {token: (first, df) for token, first, df in rows}
        held = [token for token in words if token in found]
        runs = np.array([found[token] for token in held], dtype=np.int64).reshape(-1, 2)
        query = weigh(segment, len(words), held, runs)
        if len(held) * segment.size > MOST_TABLED:
            return query
        return replace(query, table=self._table(query))

    def _table(self, query: LexicalQuery) -> NDArray[np.uint8]:
        table = np.zeros((len(query.held), query.segment.size), dtype=np.uint8)
        for row, counts in enumerate(table):
            run = self._run(query, row)
            counts[run >> COUNT_BITS] = run & np.uint32(MOST_COUNTED)
        return table

    def candidates(
        self, query: LexicalQuery, k: int, *, among: Sequence[int] | None = None
    ) -> Positions:
        """Return the positions of at most `k` entries with the best scores by searched tokens."""
        if not query.searched:
            return np.zeros(0, dtype=np.int64)
        searched, segment = list(query.searched), query.segment
        found = np.concatenate([self._run(query, at) for at in searched])
        places = found >> COUNT_BITS
        weights = np.repeat(query.weights[searched], query.runs[searched, 1])
        lengths = self._words[segment.start + places] / segment.mean_length
        parts = bm25_parts(found & np.uint32(MOST_COUNTED), weights, lengths)
        order = np.argsort(places, kind="stable")  # runs are merged: a tenth of sorting anew
        places = places[order]
        first = np.flatnonzero(np.diff(places, prepend=np.uint32(MOST_ENTRIES)))
        positions = places[first].astype(np.int64) + segment.start
        scores = np.add.reduceat(parts[order], first)
        if among is not None:
            is_wanted = np.isin(positions, among, assume_unique=True)
            positions, scores = positions[is_wanted], scores[is_wanted]
        return positions[_best(scores, k)]

    def score(self, query: LexicalQuery, positions: Positions) -> LexicalHits:
        """Score entries of the query's segment; those without a word of it lie below chance."""
        places = (positions - query.segment.start).astype(np.uint32)
        counts = self._counts(query, places) if query.table is None else query.table[:, places]
        return LexicalHits.of(query, counts, self._words[positions])

    def _counts(self, query: LexicalQuery, places: NDArray[np.uint32]) -> NDArray[np.uint32]:
        """Return how often each of the tokens stands in the entries at some places."""
        keys = places << COUNT_BITS
        at = np.empty((len(query.held), len(places)), dtype=np.int64)
        for row, (first, df) in zip(at, query.runs.tolist(), strict=True):
            row[:] = self._words[first : first + df].searchsorted(keys)
        firsts, sizes = query.runs[:, :1], query.runs[:, 1:]
        found = self._words[np.minimum(at, sizes - 1) + firsts]
        return np.where(found >> COUNT_BITS == places, found & MOST_COUNTED, np.uint32(0))

    def _run(self, query: LexicalQuery, number: int) -> NDArray[np.uint32]:
        """Return the entries of one of the held tokens."""
        first, df = query.runs[number].tolist()
        return self._words[first : first + df]


def query_tokens(text: str) -> list[str]:
    """Return a question's distinct tokens in order, at most MAX_QUERY_TOKENS."""
    return list(dict.fromkeys(tokens(text)))[:MAX_QUERY_TOKENS]


def weigh(segment: Segment, n_words: int, held: Sequence[str], runs: Positions) -> LexicalQuery:
    """Weigh those of a question's tokens that entries hold; the others count as held by none."""
    df = runs[:, 1]
    weights = idf(segment.size, df)
    absent = (n_words - len(held)) * float(idf(segment.size, 0))
    searched: list[int] = []
    matches = 0
    for count, _, at in sorted(zip(df.tolist(), held, range(len(held)), strict=True)):
        matches += count
        if searched and matches > MATCH_BUDGET:
            break
        searched.append(at)
    return LexicalQuery(
        segment,
        tuple(held),
        weights,
        tuple(searched),
        Chance.of(weights, df / segment.size),
        (K1 + 1) * (float(weights.sum()) + absent),
        runs,
    )


def _mapped(path: Path) -> NDArray[np.uint32]:
    if not path.stat().st_size:
        return np.zeros(0, dtype=np.uint32)
    return np.asarray(np.memmap(path, dtype="<u4", mode="r"))


def _best(scores: Numbers, k: int) -> Positions:
    """Return where at most `k` of the greatest scores stand; of equal ones the first."""
    if len(scores) <= k:
        return np.arange(len(scores))
    at = np.flatnonzero(scores >= np.partition(scores, -k)[-k])
    return at[np.argsort(-scores[at], kind="stable")[:k]]
