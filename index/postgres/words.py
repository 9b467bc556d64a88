"""Lexical search over tokens in tsvector columns: kilowit's own tokens, its own weights.

The database proposes by the BM25 of the embedded index, of which its own ranking has no part:
ts_rank knows no rarity. What it proposes is then scored as there.
"""

import math
from collections.abc import Mapping, Sequence

import numpy as np

from index.bm25 import K1, B
from index.lexical import LexicalHits, LexicalQuery, Positions, Segment, weigh
from knowledge.rows import Rows

_KEPT_QUESTIONS = 32
_BASEL = math.pi**2 / 6


class PostgresWords:
    """Token search over one generation (`index.parts.WordSearch`)."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        found = rows.read(
            "SELECT number, kind, language, first, last, n_tokens FROM segments ORDER BY number",
            named=False,
        )
        self._segments = tuple(Segment(*row) for row in found)
        self._counts: dict[tuple[str, ...], Mapping[int, Mapping[str, int]]] = {}

    @property
    def segments(self) -> tuple[Segment, ...]:
        """The runs of entries of one kind and language, in order of position."""
        return self._segments

    def query(self, segment: Segment, words: Sequence[str]) -> LexicalQuery:
        """Weigh tokens among a segment's entries; one that no entry holds counts too."""
        key = tuple(words)
        if key not in self._counts:  # one question is asked of several segments
            if len(self._counts) >= _KEPT_QUESTIONS:
                self._counts.clear()
            self._counts[key] = self._count(key)
        counts = self._counts[key].get(segment.number, {})
        held = [token for token in words if token in counts]
        runs = np.array([(0, counts[token]) for token in held], dtype=np.int64).reshape(-1, 2)
        return weigh(segment, len(words), held, runs)

    def _count(self, distinct: Sequence[str]) -> Mapping[int, Mapping[str, int]]:
        counts: dict[int, dict[str, int]] = {}
        rows = self._rows.read(
            "SELECT segment, token, df FROM counts WHERE token = ANY(?)",
            [list(distinct)],
            named=False,
        )
        for segment, token, df in rows:
            counts.setdefault(segment, {})[token] = df
        return counts

    def candidates(
        self, query: LexicalQuery, k: int, *, among: Sequence[int] | None = None
    ) -> Positions:
        """Return the positions of at most `k` entries with the best scores by searched tokens."""
        if not query.searched or (among is not None and not among):
            return np.zeros(0, dtype=np.int64)
        segment = query.segment
        asked = [_quoted(query.held[at]) for at in query.searched]
        ranks = ", ".join(
            f"ts_rank('{{1,1,1,1}}', words, ?::tsquery) AS r{at}" for at in range(len(asked))
        )
        sums = " + ".join(
            _term(at, float(query.weights[number])) for at, number in enumerate(query.searched)
        )
        inside = "AND position = ANY(?) " if among is not None else ""
        rows = self._rows.read(
            f"SELECT position FROM (SELECT position, "
            f"{K1} * (1 - {B} + {B} * n_tokens / {segment.mean_length!r}) AS damping, {ranks} "
            f"FROM words WHERE segment = {segment.number:d} AND words @@ ?::tsquery {inside}"
            f"OFFSET 0) AS matched ORDER BY {sums} DESC, position LIMIT ?",
            [*asked, " | ".join(asked), *([list(among)] if among is not None else []), k],
            named=False,
        )
        return np.array([row[0] for row in rows], dtype=np.int64)

    def score(self, query: LexicalQuery, positions: Positions) -> LexicalHits:
        """Score entries of the query's segment; those without a word of it lie below chance."""
        counts = np.zeros((len(query.held), len(positions)), dtype=np.uint32)
        n_tokens = np.zeros(len(positions), dtype=np.uint32)
        columns = {position: column for column, position in enumerate(positions.tolist())}
        lines = {token: line for line, token in enumerate(query.held)}
        rows = self._rows.read(
            "SELECT position, n_tokens, lexeme, cardinality(positions) FROM words "
            "LEFT JOIN LATERAL unnest(words) ON lexeme = ANY(?) WHERE position = ANY(?)",
            [list(query.held), list(columns)],
            named=False,
        )
        for position, length, token, count in rows:
            n_tokens[columns[position]] = length
            if token is not None:
                counts[lines[token], columns[position]] = count
        return LexicalHits.of(query, counts, n_tokens)

    def close(self) -> None:
        """Close what it reads from."""
        self._rows.close()


def _term(at: int, idf: float) -> str:
    """SQL for one token's part of BM25.

    ts_rank of one token is the sum of 1/j² for j from 1 to how often it stands, n, over π²/6; what
    is left of that sum beyond n is nearly 1 ÷ (n + ½), which gives n back.
    """
    n = f"(1 / ({_BASEL!r} * (1.0000001 - r{at})) - 0.5)"
    return f"CASE WHEN r{at} > 0 THEN {idf!r} * {n} * {K1 + 1} / ({n} + damping) ELSE 0 END"


def _quoted(token: str) -> str:
    """Write a token as a tsquery."""
    escaped = token.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"
