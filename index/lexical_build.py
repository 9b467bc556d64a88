"""Writes the files that lexical search reads."""

import sqlite3
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

import numpy as np

from index.errors import GenerationError
from index.lexical import COUNT_BITS, MOST_COUNTED, MOST_ENTRIES
from index.protocols import EntryKind
from index.tokens import tokens
from knowledge.records import Language

_SCHEMA = """
CREATE TABLE segments(number INTEGER PRIMARY KEY, kind TEXT, language TEXT, first INTEGER,
                      last INTEGER, n_tokens INTEGER);
CREATE TABLE counts(segment INTEGER, token TEXT, df INTEGER, first INTEGER,
                    PRIMARY KEY(segment, token)) WITHOUT ROWID;
"""


def build_lexical(
    folder: Path, texts: Sequence[str], groups: Sequence[tuple[EntryKind, Language]]
) -> list[int]:
    """Write the index of texts into a folder; return how many tokens each text has.

    Equal groups stand together; positions are the texts' order.

    Raises:
        GenerationError: a group has more entries than a place can number.
    """
    lengths: list[int] = []
    connection = sqlite3.connect(folder / "lexical.db")
    connection.executescript(_SCHEMA)
    with (folder / "words.bin").open("wb") as file:
        file.seek(4 * len(texts))  # lengths come first, and are known last
        for number, (group, start, end) in enumerate(group_runs(groups)):
            if end - start > MOST_ENTRIES:
                raise GenerationError(
                    f"{end - start:,} entries of {group} are more than {MOST_ENTRIES:,}; "
                    "keep the knowledge in PostgreSQL: docs/scaling.md"
                )
            runs: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
            for place, text in enumerate(texts[start:end]):
                found = tokens(text)
                lengths.append(len(found))
                for token, count in Counter(found).items():
                    runs[token].append(place << COUNT_BITS | min(count, MOST_COUNTED))
            connection.executemany(
                "INSERT INTO counts VALUES (?, ?, ?, ?)",
                ((number, token, len(run), first) for token, run, first in _written(file, runs)),
            )
            connection.execute(
                "INSERT INTO segments VALUES (?, ?, ?, ?, ?, ?)",
                (number, *group, start, end, sum(lengths[start:])),
            )
        file.seek(0)
        file.write(np.array(lengths, dtype="<u4").tobytes())
    connection.commit()
    connection.close()
    return lengths


def _written(
    file: BinaryIO, runs: Mapping[str, "array[int]"]
) -> Iterator[tuple[str, "array[int]", int]]:
    """Write runs in the order of their tokens; yield each with where it begins in the file."""
    for token, run in sorted(runs.items()):
        yield token, run, file.tell() // 4
        file.write(np.array(run, dtype="<u4").tobytes())


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
