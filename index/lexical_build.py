"""Writes the files that lexical search reads."""

import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from index.lexical import encoded
from index.protocols import EntryKind
from index.tantivy_engine import build_tantivy, folder_name, is_installed
from index.tokens import tokens
from knowledge.records import Language

FTS_LIMIT = 100_000  # beyond, FTS5 takes tens of ms: it scores every match


def build_lexical(
    path: Path,
    texts: Sequence[str],
    groups: Sequence[tuple[EntryKind, Language]],
    *,
    fts_limit: int = FTS_LIMIT,
) -> tuple[str, list[int]]:
    """Write the index of texts; equal groups stand together, positions are the texts' order.

    Words of a segment beyond `fts_limit` are searched by tantivy where it is installed. Returns how
    they are searched, for the manifest, and how many tokens each text has.
    """
    by_tantivy: list[str] = []
    lengths: list[int] = []
    connection = sqlite3.connect(path)
    connection.executescript(_SCHEMA)
    for number, (group, start, end) in enumerate(group_runs(groups)):
        counts: Counter[str] = Counter()
        rows = []
        for position in range(start, end):
            found = tokens(texts[position])
            lengths.append(len(found))
            counts.update(set(found))
            rows.append((position, " ".join(found)))
        connection.executemany("INSERT INTO texts VALUES (?, ?)", rows)
        written = ((at, " ".join(map(encoded, text.split()))) for at, text in rows)
        if end - start > fts_limit and is_installed():
            build_tantivy(path.with_name(folder_name(number)), written)
            by_tantivy.append(f"tantivy {start}-{end}")
        else:
            table = f"segment_{number}"
            connection.execute(f"CREATE VIRTUAL TABLE {table} USING fts5(tokens, content='')")
            connection.executemany(f"INSERT INTO {table}(rowid, tokens) VALUES (?, ?)", written)
        connection.executemany(
            "INSERT INTO counts VALUES (?, ?, ?)",
            ((number, token, df) for token, df in sorted(counts.items())),
        )
        connection.execute(
            "INSERT INTO segments VALUES (?, ?, ?, ?, ?, ?)",
            (number, *group, start, end, sum(lengths[start:])),
        )
    connection.commit()
    connection.close()
    return ", ".join(["fts5", *by_tantivy]), lengths


_SCHEMA = """
CREATE TABLE segments(number INTEGER PRIMARY KEY, kind TEXT, language TEXT, first INTEGER,
                      last INTEGER, n_tokens INTEGER);
CREATE TABLE texts(position INTEGER PRIMARY KEY, tokens TEXT);
CREATE TABLE counts(segment INTEGER, token TEXT, df INTEGER,
                    PRIMARY KEY(segment, token)) WITHOUT ROWID;
"""


def group_runs(
    groups: Sequence[tuple[EntryKind, Language]],
) -> Iterator[tuple[tuple[EntryKind, Language], int, int]]:
    """Yield (group, start, end) of each run. Raises ValueError when a group comes twice."""
    start = 0
    seen = set()
    for at in range(1, len(groups) + 1):
        if at == len(groups) or groups[at] != groups[start]:
            if groups[start] in seen:
                raise ValueError(f"entries of {groups[start]} do not stand together")
            seen.add(groups[start])
            yield groups[start], start, at
            start = at
