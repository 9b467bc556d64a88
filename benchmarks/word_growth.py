"""How the search by words grows with the number of entries: synthetic ones, by the shipped index.

    .venv/bin/python -m benchmarks.word_growth [1000 10000 100000 1000000]

Entries are of 40 words drawn by Zipf's law, all of one kind and language; a question has five such
words, so that some are in most entries. For each size it prints a line of docs/performance.md:
seconds of CPU to build, ms to open, the median and 95th percentile of a question's candidates and
their scores (CPU ms of one thread), and the size on disk.
"""

import statistics
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from index.lexical import LexicalIndex, query_tokens
from index.lexical_build import build_lexical

SIZES = (1_000, 10_000, 100_000, 1_000_000)
N_QUESTIONS, N_WORDS, BLOCK = 300, 50_000, 100_000


def texts(n: int, n_words: int, seed: int) -> list[str]:
    """Return texts of words drawn by Zipf's law, the same each time."""
    dice = np.random.default_rng(seed)
    found: list[str] = []
    for at in range(0, n, BLOCK):
        words = dice.zipf(1.3, size=(min(BLOCK, n - at), n_words)) % N_WORDS
        found += [" ".join(f"term{w}" for w in row) for row in words.tolist()]
    return found


def measured(n: int, folder: Path) -> str:
    """Return the line of one size."""
    written = texts(n, 40, seed=1)
    began = time.process_time()
    build_lexical(folder, written, [("passage", "en")] * n)
    built_s = time.process_time() - began
    del written
    began = time.perf_counter()
    index = LexicalIndex.open(folder)
    opened_ms = (time.perf_counter() - began) * 1000
    asked = [query_tokens(text) for text in texts(N_QUESTIONS, 5, seed=7)]
    spent_ms = []
    for number in range(2 * N_QUESTIONS):  # the first round brings the files into memory
        began = time.thread_time()
        query = index.query(index.segments[0], asked[number % N_QUESTIONS])
        index.score(query, index.candidates(query, 60))
        spent_ms.append((time.thread_time() - began) * 1000)
    index.close()
    spent_ms = sorted(spent_ms[N_QUESTIONS:])
    size_mb = sum(path.stat().st_size for path in folder.iterdir()) / 1e6
    p50, p95 = statistics.median(spent_ms), spent_ms[int(0.95 * N_QUESTIONS)]
    return f"| {n:,} | {built_s:.1f} | {opened_ms:.1f} | {p50:.2f} | {p95:.2f} | {size_mb:.1f} |"


def main() -> None:
    """Print a line for each size named, or for all."""
    sizes = [int(size) for size in sys.argv[1:]] or SIZES
    print("| entries | build, CPU s | opened, ms | p50, CPU ms | p95, CPU ms | disk, MB |")
    print("|---|---|---|---|---|---|")
    for n in sizes:
        with tempfile.TemporaryDirectory() as folder:
            print(measured(n, Path(folder)), flush=True)


if __name__ == "__main__":
    main()
