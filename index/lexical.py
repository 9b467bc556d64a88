"""Lexical search over our own tokens: SQLite FTS5, one row an entry."""

import math
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from index.errors import GenerationError
from index.tokens import tokens

MAX_QUERY_TOKENS = 60


@dataclass(frozen=True, slots=True)
class LexicalHit:
    """An entry's position with its lexical score in [0, 1] and the tokens that it shares."""

    position: int
    score: float
    shared: tuple[str, ...]


class LexicalIndex:
    """Token search with a score that says how much of the question an entry holds.

    The score is the idf-weighted share of the question's tokens that the entry contains:
    sum of idf over shared tokens ÷ sum over all, idf = ln(1 + n / df). Unlike a BM25 rank it
    means the same for every question and language, so it can be added to a cosine.
    """

    def __init__(self, connection: sqlite3.Connection, n_entries: int) -> None:
        self._connection = connection
        self._n_entries = n_entries

    @classmethod
    def build(cls, path: Path, texts: Sequence[str]) -> None:
        """Write the index of texts; their positions are their order."""
        connection = sqlite3.connect(path)
        connection.execute(
            "CREATE VIRTUAL TABLE entries USING fts5(tokens, tokenize='unicode61', detail=none)"
        )
        connection.execute("CREATE TABLE counts(token TEXT PRIMARY KEY, df INTEGER) WITHOUT ROWID")
        counts: dict[str, int] = {}
        rows = []
        for position, text in enumerate(texts):
            found = tokens(text)
            for token in set(found):
                counts[token] = counts.get(token, 0) + 1
            rows.append((position + 1, " ".join(_encoded(token) for token in found)))
        connection.executemany("INSERT INTO entries(rowid, tokens) VALUES (?, ?)", rows)
        connection.executemany("INSERT INTO counts VALUES (?, ?)", sorted(counts.items()))
        connection.execute("PRAGMA user_version = 1")
        connection.commit()
        connection.close()

    @classmethod
    def open(cls, path: Path) -> "LexicalIndex":
        """Open an index read-only. Raises GenerationError when it is damaged."""
        connection = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
        try:
            n_entries = connection.execute("SELECT count(*) FROM entries").fetchone()[0]
        except sqlite3.DatabaseError:
            connection.close()
            raise GenerationError(
                f"{path.name} is damaged; run: kilowit verify, then kilowit rollback"
            ) from None
        return cls(connection, n_entries)

    def close(self) -> None:
        """Close the database."""
        self._connection.close()

    def idf(self, query_tokens: Sequence[str]) -> dict[str, float]:
        """Return ln(1 + n / df) of the tokens; one that no entry holds counts as in one."""
        distinct = list(dict.fromkeys(query_tokens))[:MAX_QUERY_TOKENS]
        marks = ",".join("?" * len(distinct))
        rows = self._connection.execute(
            f"SELECT token, df FROM counts WHERE token IN ({marks})", distinct
        )
        found = dict(rows.fetchall())
        return {t: math.log(1 + self._n_entries / found.get(t, 1)) for t in distinct}

    def search(self, question: str, k: int) -> list[LexicalHit]:
        """Return the entries that share tokens with the question, best first."""
        weights = self.idf(tokens(question))
        if not weights:
            return []
        expression = " OR ".join(f'"{_encoded(token)}"' for token in weights)
        rows = self._connection.execute(
            "SELECT rowid, tokens FROM entries WHERE entries MATCH ? ORDER BY rank LIMIT ?",
            (expression, k),
        ).fetchall()
        total = sum(weights.values())
        encoded = {_encoded(token): token for token in weights}
        hits = []
        for rowid, text in rows:
            held = set(text.split())
            shared = tuple(token for code, token in encoded.items() if code in held)
            hits.append(LexicalHit(rowid - 1, sum(weights[t] for t in shared) / total, shared))
        return sorted(hits, key=lambda hit: (-hit.score, hit.position))


def _encoded(token: str) -> str:
    """Write a token in letters that FTS5's tokeniser never splits."""
    if token.isalnum() and token.isascii():
        return token
    return "u" + token.encode("utf-8").hex()
