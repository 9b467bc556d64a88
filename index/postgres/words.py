"""Lexical search over tokens in tsvector columns: kilowit's own tokens, its own weights.

The database proposes by the same BM25 as SQLite's FTS5 (k1 1.2, b 0.75), of which its own ranking
has no part: ts_rank knows no rarity. What it proposes is then scored as in the embedded index.
"""

import math
from collections.abc import Iterable, Mapping, Sequence

from index.lexical import LexicalHit, LexicalQuery, Segment, query_tokens, score_entry, weigh
from knowledge.rows import Rows

_K1, _B = 1.2, 0.75
_KEPT_TEXTS = 32
_BASEL = math.pi**2 / 6
_LEAST_IDF = 1e-6  # FTS5's, for a token that half of the entries hold


class PostgresWords:
    """Token search over one generation (`index.parts.WordSearch`)."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        found = rows.read(
            "SELECT number, kind, language, first, last, n_tokens FROM segments ORDER BY number",
            named=False,
        )
        self._segments = tuple(Segment(*row) for row in found)
        self._counts: dict[str, Mapping[int, Mapping[str, int]]] = {}

    @property
    def segments(self) -> tuple[Segment, ...]:
        """The runs of entries of one kind and language, in order of position."""
        return self._segments

    def query(self, segment: Segment, text: str) -> LexicalQuery:
        """Weigh a text's tokens among a segment's entries; one that no entry holds counts too."""
        if text not in self._counts:  # one question is asked of several segments
            if len(self._counts) >= _KEPT_TEXTS:
                self._counts.clear()
            self._counts[text] = self._count(query_tokens(text))
        return weigh(segment, query_tokens(text), self._counts[text].get(segment.number, {}))

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
    ) -> list[int]:
        """Return positions of at most `k` entries that share tokens, best first."""
        if not query.searched or (among is not None and not among):
            return []
        segment = query.segment
        mean_length = max(segment.n_tokens / max(segment.size, 1), 1.0)
        asked = [_quoted(token) for token in query.searched]
        ranks = ", ".join(
            f"ts_rank('{{1,1,1,1}}', words, ?::tsquery) AS r{at}" for at in range(len(asked))
        )
        sums = " + ".join(
            _term(at, _fts_idf(query.weights[token])) for at, token in enumerate(query.searched)
        )
        inside = "AND position = ANY(?) " if among is not None else ""
        rows = self._rows.read(
            f"SELECT position FROM (SELECT position, "
            f"{_K1} * (1 - {_B} + {_B} * n_tokens / {mean_length!r}) AS damping, {ranks} "
            f"FROM words WHERE segment = {segment.number:d} AND words @@ ?::tsquery {inside}"
            f"OFFSET 0) AS matched ORDER BY {sums} DESC, position LIMIT ?",
            [*asked, " | ".join(asked), *([list(among)] if among is not None else []), k],
            named=False,
        )
        return [row[0] for row in rows]

    def score(self, query: LexicalQuery, positions: Iterable[int]) -> dict[int, LexicalHit]:
        """Score entries of the query's segment; those without a word of it lie below chance."""
        counts: dict[int, dict[str, int]] = {}
        lengths: dict[int, int] = {}
        rows = self._rows.read(
            "SELECT position, n_tokens, lexeme, cardinality(positions) FROM words "
            "LEFT JOIN LATERAL unnest(words) ON lexeme = ANY(?) WHERE position = ANY(?) "
            "ORDER BY position, positions[1]",
            [list(query.weights), sorted(set(positions))],
            named=False,
        )
        for position, n_tokens, token, count in rows:
            found = counts.setdefault(position, {})
            lengths[position] = n_tokens
            if token is not None:
                found[token] = count
        return {
            position: score_entry(query, position, found, n_tokens=lengths[position])
            for position, found in counts.items()
        }

    def close(self) -> None:
        """Close what it reads from."""
        self._rows.close()


def _fts_idf(weight: float) -> float:
    """FTS5's idf, ln((n − df + 0.5) ÷ (df + 0.5)), from ours, which is ln(1 + the same)."""
    odds = math.expm1(weight)
    return max(math.log(odds), _LEAST_IDF) if odds > 0 else _LEAST_IDF


def _term(at: int, idf: float) -> str:
    """SQL for one token's part of BM25.

    ts_rank of one token is the sum of 1/j² for j from 1 to how often it stands, n, over π²/6; what
    is left of that sum beyond n is nearly 1 ÷ (n + ½), which gives n back.
    """
    n = f"(1 / ({_BASEL!r} * (1.0000001 - r{at})) - 0.5)"
    return f"CASE WHEN r{at} > 0 THEN {idf!r} * {n} * {_K1 + 1} / ({n} + damping) ELSE 0 END"


def _quoted(token: str) -> str:
    """Write a token as a tsquery."""
    escaped = token.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"
