"""How dense search grows with the number of vectors: synthetic ones, by the shipped index.

    .venv/bin/python benchmarks/growth.py [1000 10000 100000 1000000]

Vectors are made up (384 dimensions, 2,000 clusters of uneven size, a low-rank spread and noise), so
times are real and recall is only that of such vectors. For each size it prints a line of
docs/performance.md: seconds of CPU to build, ms to open (the least of five), median CPU ms of a
query of one thread (k = 10, and 60 as the retriever asks), private memory after the queries, size
on disk, recall@10 against exact search, and what share of the memory bandwidth measured here the
scan reaches.
"""

import statistics
import sys
import tempfile
import time
from pathlib import Path

import faiss
import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from index.dense import DenseIndex
from index.protocols import Embeddings

SIZES = (1_000, 10_000, 100_000, 1_000_000)
DIMENSION, N_CLUSTERS, RANK, N_QUERIES = 384, 2_000, 48, 100
BYTES = 2 * DIMENSION


def synthetic(n: int, seed: int) -> Embeddings:
    """Return unit vectors, float32 of shape (n, 384)."""
    shared, own = np.random.default_rng(0), np.random.default_rng(seed)
    centres = shared.standard_normal((N_CLUSTERS, DIMENSION), dtype=np.float32)
    spread = shared.standard_normal((RANK, DIMENSION), dtype=np.float32) / np.sqrt(RANK)
    weights = 1 / np.arange(1, N_CLUSTERS + 1)
    vectors = np.empty((n, DIMENSION), dtype=np.float32)
    for at in range(0, n, 50_000):
        m = min(50_000, n - at)
        which = own.choice(N_CLUSTERS, size=m, p=weights / weights.sum())
        rows = centres[which] + 0.8 * own.standard_normal((m, RANK), dtype=np.float32) @ spread
        rows += 0.4 * own.standard_normal((m, DIMENSION), dtype=np.float32)
        vectors[at : at + m] = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return vectors


def bandwidth_gb_s() -> float:
    """Return how fast one thread sums memory, the best of five passes over 400 MB."""
    block = np.ones(100_000_000, dtype=np.float32)
    times = []
    for _ in range(5):
        started = time.thread_time()
        block.sum()
        times.append(time.thread_time() - started)
    return float(block.nbytes / min(times) / 1e9)


def private_mb() -> float:
    """Return this process's memory that is its own, in MB: mapped files are shared with others."""
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Anonymous")) / 1024


def query_ms(index: DenseIndex, queries: Embeddings, k: int) -> float:
    """Return the median CPU ms of a search, the best of three each."""
    return statistics.median(min(_timed(index, query, k) for _ in range(3)) for query in queries)


def _timed(index: DenseIndex, query: Embeddings, k: int) -> float:
    started = time.thread_time()
    index.search(query, k)
    return (time.thread_time() - started) * 1000


def _opening_ms(folder: Path) -> float:
    started = time.perf_counter()
    DenseIndex.open(folder)
    return (time.perf_counter() - started) * 1000


def measure(n: int, bandwidth: float) -> str:
    """Build, open and query an index of `n` vectors; return the table's line."""
    vectors = synthetic(n, seed=1)
    queries = synthetic(N_QUERIES, seed=2)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        started = time.process_time()
        built = DenseIndex.build(vectors, [(0, n)])
        built.save(folder)
        build_s = time.process_time() - started
        del vectors, built
        disk_mb = sum(path.stat().st_size for path in folder.iterdir()) / 1e6
        before_mb = private_mb()
        opened_ms = min(_opening_ms(folder) for _ in range(5))
        index = DenseIndex.open(folder)
        exact = index.nearest(queries, 10, within=(0, n))
        found = [[at for at, _ in index.search(query, 10)] for query in queries]
        hits = sum(len(set(a) & set(b.tolist())) for a, b in zip(found, exact, strict=True))
        at_10, at_60 = (query_ms(index, queries, k) for k in (10, 60))
        memory_mb = private_mb() - before_mb
        scanned = n * (DIMENSION / 8 if "1-bit" in index.kind else BYTES)
        share = scanned / (at_10 / 1000) / 1e9 / bandwidth
        return (
            f"| {n:,} | {index.kind} | {build_s:.1f} | {opened_ms:.1f} | {at_10:.2f} | {at_60:.2f} "
            f"| {hits / (10 * N_QUERIES):.4f} | {memory_mb:.0f} | {disk_mb:.0f} | {share:.2f} |"
        )


def main() -> None:
    """Print a line for each size."""
    faiss.omp_set_num_threads(1)
    bandwidth = bandwidth_gb_s()
    sys.stdout.write(f"one thread reads {bandwidth:.1f} GB/s\n")
    sys.stdout.write(
        "| vectors | search | build, CPU s | opened, ms | k=10, CPU ms | k=60, CPU ms "
        "| recall@10 | private MB | disk MB | of the bandwidth |\n" + "|---" * 10 + "|\n"
    )
    for n in [int(word) for word in sys.argv[1:]] or SIZES:
        sys.stdout.write(measure(n, bandwidth) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
