"""Writes the files that lexical search reads."""

import sqlite3
from array import array
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import count, repeat
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

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
            names, counts, runs, found = _runs(texts[start:end])
            lengths += found
            first = file.tell() // 4 + np.cumsum(counts) - counts
            connection.executemany(
                "INSERT INTO counts VALUES (?, ?, ?, ?)",
                zip(repeat(number), names, counts.tolist(), first.tolist(), strict=False),
            )
            connection.execute(
                "INSERT INTO segments VALUES (?, ?, ?, ?, ?, ?)",
                (number, *group, start, end, sum(lengths[start:])),
            )
            file.write(runs.astype("<u4").tobytes())
        file.seek(0)
        file.write(np.array(lengths, dtype="<u4").tobytes())
    connection.commit()
    connection.close()
    return lengths


def _runs(
    texts: Sequence[str],
) -> tuple[list[str], NDArray[np.int64], NDArray[np.int64], list[int]]:
    """Return the tokens of texts, how many texts have each, their runs, and each text's length.

    A run is every text's place and how often the token stands there, as one number; the runs follow
    each other in the order of their tokens.
    """
    numbers: defaultdict[str, int] = defaultdict(count().__next__)
    numbered, lengths = array("I"), []
    for text in texts:
        found = tokens(text)
        numbered.extend(map(numbers.__getitem__, found))
        lengths.append(len(found))
    names = sorted(numbers)
    ranks = np.empty(len(names), np.int64)
    ranks[[numbers[name] for name in names]] = np.arange(len(names))
    keys = ranks[np.array(numbered, dtype=np.uint32)] * len(texts)
    keys += np.repeat(np.arange(len(texts)), lengths)
    keys, times = np.unique(keys, return_counts=True)
    of_token, places = np.divmod(keys, len(texts))
    runs = places << COUNT_BITS | np.minimum(times, MOST_COUNTED)
    return names, np.bincount(of_token, minlength=len(names)), runs, lengths


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
