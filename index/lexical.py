"""Lexical search over our own tokens, one segment (entries of one kind and language) at a time.

An engine proposes candidates; BM25 over the stored tokens scores them. So SQLite's FTS5 and tantivy
give the same scores, and a question's words are weighed among entries of one kind and language:
how rare a token is, and how long a text, says nothing across them.
"""

import functools
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from index.bm25 import Chance, best_possible, bm25, idf
from index.errors import GenerationError
from index.protocols import EntryKind
from index.tantivy_engine import TantivyEngine, folder_name
from index.tokens import tokens
from knowledge.records import Language

MAX_QUERY_TOKENS = 80
# Rarest tokens are searched first until so many entries match: FTS5 scores every match, and beyond
# this the common words that are left move nothing on the labelled sets (some 4 µs a match).
MATCH_BUDGET = 4_000
_MAX_RUNS = 64


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


@dataclass(frozen=True, slots=True)
class LexicalQuery:
    """A question's tokens with their idf in one segment, and what chance would score."""

    segment: Segment
    weights: dict[str, float]
    searched: tuple[str, ...]
    chance: Chance
    best_possible: float  # no entry scores more


@dataclass(frozen=True, slots=True)
class LexicalHit:
    """An entry's position, its BM25 score, the tokens that it shares with the question, and has.

    `share` is the score's part of the best possible one, in [0, 1]; `surprise` says how far it lies
    above chance, in spreads of it.
    """

    position: int
    score: float
    share: float
    surprise: float
    shared: tuple[str, ...]
    n_tokens: int


class CandidateEngine(Protocol):
    """Proposes entries that share tokens (encoded), best first by its own ranking."""

    def candidates(
        self, segment: Segment, words: Sequence[str], k: int, runs: Sequence[tuple[int, int]]
    ) -> list[int]:
        """Return at most `k` positions, inside `runs` of positions when there are any."""
        ...


class LexicalIndex:
    """Token search over one file, and over a folder for each segment with its own engine.

    `engines` maps a segment's number to its engine; FTS5 proposes for all others.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        engines: Mapping[int, CandidateEngine] | None = None,
    ) -> None:
        self._connection = connection
        self._fts = FtsEngine(connection)
        self._engines = dict(engines or {})
        self.segments = tuple(
            Segment(*row)
            for row in connection.execute(
                "SELECT number, kind, language, first, last, n_tokens FROM segments ORDER BY number"
            )
        )

    @classmethod
    def open(cls, path: Path) -> "LexicalIndex":
        """Open an index read-only.

        Raises:
            GenerationError: it is damaged, or was built with tantivy and that is not installed.
        """
        connection = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
        try:
            index = cls(connection)
        except sqlite3.DatabaseError:
            connection.close()
            raise GenerationError(
                f"{path.name} is damaged; run: kilowit verify, then kilowit rollback"
            ) from None
        folders = {s.number: path.with_name(folder_name(s.number)) for s in index.segments}
        index._engines |= {n: TantivyEngine(f) for n, f in folders.items() if f.is_dir()}
        return index

    def close(self) -> None:
        """Close the database."""
        self._connection.close()

    def query(self, segment: Segment, text: str) -> LexicalQuery:
        """Weigh a text's tokens among a segment's entries; one that no entry holds counts too."""
        distinct = query_tokens(text)
        marks = ",".join("?" * len(distinct))
        rows = self._connection.execute(
            f"SELECT token, df FROM counts WHERE segment = ? AND token IN ({marks})",
            (segment.number, *distinct),
        )
        counts: dict[str, int] = dict(rows.fetchall())
        return weigh(segment, distinct, counts)

    def candidates(
        self, query: LexicalQuery, k: int, *, among: Sequence[int] | None = None
    ) -> list[int]:
        """Return positions of at most `k` entries that share tokens, best first."""
        if not query.searched or (among is not None and not among):
            return []
        engine = self._engines.get(query.segment.number, self._fts)
        words = [encoded(word) for word in query.searched]
        if among is None:
            return engine.candidates(query.segment, words, k, ())
        runs = list(_runs(among))
        if len(runs) <= _MAX_RUNS:
            return engine.candidates(query.segment, words, k, runs)
        wanted = frozenset(among)
        found = engine.candidates(query.segment, words, 20 * k, ())
        return [position for position in found if position in wanted][:k]

    def score(self, query: LexicalQuery, positions: Iterable[int]) -> dict[int, LexicalHit]:
        """Score entries of the query's segment; those without a word of it lie below chance."""
        wanted = sorted(set(positions))
        marks = ",".join("?" * len(wanted))
        rows = self._connection.execute(
            f"SELECT position, tokens FROM texts WHERE position IN ({marks})", wanted
        )
        hits = {}
        asked = frozenset(query.weights)
        for position, text in rows:
            words = text.split(" ")
            shared = asked.intersection(words)  # most entries share few: the rest is not counted
            counts = {token: words.count(token) for token in query.weights if token in shared}
            hits[position] = score_entry(query, position, counts, n_tokens=len(words))
        return hits


def query_tokens(text: str) -> list[str]:
    """Return a question's distinct tokens in order, at most MAX_QUERY_TOKENS."""
    return list(dict.fromkeys(tokens(text)))[:MAX_QUERY_TOKENS]


def weigh(segment: Segment, distinct: Sequence[str], counts: Mapping[str, int]) -> LexicalQuery:
    """Weigh tokens by how many of a segment's entries hold each (`counts`; absent ones none)."""
    weights = {token: idf(segment.size, counts.get(token, 0)) for token in distinct}
    rarest = sorted(counts, key=lambda token: (counts[token], token))
    searched: list[str] = []
    matches = 0
    for token in rarest:
        if searched and matches + counts[token] > MATCH_BUDGET:
            break
        matches += counts[token]
        searched.append(token)
    shares = {token: df / segment.size for token, df in counts.items()}
    return LexicalQuery(
        segment, weights, tuple(searched), Chance.of(weights, shares), best_possible(weights)
    )


def score_entry(
    query: LexicalQuery, position: int, counts: Mapping[str, int], *, n_tokens: int
) -> LexicalHit:
    """Score an entry by how often it holds each of the question's tokens, and its length."""
    mean_length = max(query.segment.n_tokens / max(query.segment.size, 1), 1.0)
    relative_length = n_tokens / mean_length
    score = bm25(counts, query.weights, relative_length)
    return LexicalHit(
        position,
        score,
        share=score / query.best_possible if counts else 0.0,
        surprise=query.chance.surprise(score, relative_length),
        shared=tuple(counts),
        n_tokens=n_tokens,
    )


class FtsEngine:
    """Candidates by SQLite FTS5: right to some 100,000 entries, its time grows with the matches."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def candidates(
        self, segment: Segment, words: Sequence[str], k: int, runs: Sequence[tuple[int, int]]
    ) -> list[int]:
        """Return at most `k` positions by FTS5's own BM25."""
        table = f"segment_{segment.number}"
        expression = " OR ".join(f'"{word}"' for word in words)
        inside = " OR ".join("rowid BETWEEN ? AND ?" for _ in runs)
        rows = self._connection.execute(
            f"SELECT rowid FROM {table} WHERE {table} MATCH ? "
            + (f"AND ({inside}) " if runs else "")
            + "ORDER BY rank, rowid LIMIT ?",
            (expression, *(bound for run in runs for bound in run), k),
        )
        return [row[0] for row in rows]


@functools.lru_cache(maxsize=50_000)
def encoded(token: str) -> str:
    """Write a token in letters that no engine's tokeniser splits."""
    if token.isalnum() and token.isascii():
        return token
    return "u" + token.encode("utf-8").hex()


def _runs(positions: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield (first, last) of each run of consecutive positions in ascending order."""
    first = previous = None
    for position in positions:
        if previous is None or position != previous + 1:
            if first is not None and previous is not None:
                yield first, previous
            first = position
        previous = position
    if first is not None and previous is not None:
        yield first, previous
