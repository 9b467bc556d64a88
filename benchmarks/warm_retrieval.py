"""Times warm retrieval over passages of one kind against the bare encoder, question by question.

    .venv/bin/python -m benchmarks.warm_retrieval [--passages 10000] [--asked FILE...]

Needs a built generation (kilowit build), whose first texts are the passages, all as one kind. The
questions are those of labelled files (JSON Lines with "question"), or beginnings of the passages,
each asked once: encoded bare and retrieved, by turns, with one thread. What the retriever spends
beyond the encoder is told too.
"""

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bot.settings import read_settings
from index.default_model import MODEL_ID
from index.e5 import E5Encoder
from index.entries import EntryStore, make_entry
from index.files import open_index, write_index
from index.generations import Home
from index.hybrid import HybridRetriever
from index.vector_cache import VectorCache
from knowledge.languages import language_of


def main() -> None:
    """Print the median and 95th percentile of both in ms, and their ratio, as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--passages", type=int, default=10_000)
    parser.add_argument("--questions", type=int, default=300)
    parser.add_argument("--asked", type=Path, nargs="+", default=[], metavar="FILE")
    arguments = parser.parse_args()
    settings = read_settings()
    home, encoder = Home(settings.home), E5Encoder(settings.root)
    store = EntryStore.open(home.folder(home.current() or "") / "entries.db")
    texts = [entry.text for entry in store.read(range(2 * arguments.passages)).values()]
    texts = list(dict.fromkeys(texts))[: arguments.passages]
    asked = _questions(arguments.asked) or _beginnings(texts, arguments.questions)
    with tempfile.TemporaryDirectory() as folder:
        _write(Path(folder), texts, VectorCache(settings.root / "cache" / "vectors.db"), encoder)
        retriever = open_index(Path(folder), encoder)
        found = _measure(encoder, retriever, asked)
        retriever.close()
    sys.stdout.write(json.dumps({"passages": len(texts)} | found, indent=1) + "\n")


def _beginnings(texts: list[str], count: int) -> list[str]:
    step = max(1, len(texts) // count)
    return list(dict.fromkeys(" ".join(text.split())[:80] for text in texts[::step]))[:count]


def _questions(files: list[Path]) -> list[str]:
    lines = [line for file in files for line in file.read_text("utf-8").splitlines()]
    return list(dict.fromkeys(str(json.loads(line)["question"]) for line in lines))


def _write(folder: Path, texts: list[str], cache: VectorCache, encoder: E5Encoder) -> None:
    texts = sorted(texts, key=language_of)
    entries = [
        make_entry("passage", str(at), language_of(text), text, "made")
        for at, text in enumerate(texts)
    ]
    vectors = cache.encode_passages(texts, encoder)
    write_index(folder, entries, vectors, model_id=MODEL_ID)


def _measure(
    encoder: E5Encoder, retriever: HybridRetriever, asked: list[str]
) -> dict[str, float | int]:
    for question in asked[:10]:
        retriever.retrieve(question[:40])
    bare, whole = [], []
    for question in asked:
        bare.append(_spent_ms(lambda question=question: encoder.encode_queries([question])))
        whole.append(_spent_ms(lambda question=question: retriever.retrieve(question)))
    beyond = [whole_ms - bare_ms for bare_ms, whole_ms in zip(bare, whole, strict=True)]
    return {
        "questions": len(asked),
        "encoder_p50_ms": round(statistics.median(bare), 2),
        "retrieval_p50_ms": round(statistics.median(whole), 2),
        "retrieval_p95_ms": round(sorted(whole)[int(0.95 * len(whole))], 2),
        "beyond_p50_ms": round(statistics.median(beyond), 2),
        "ratio": round(sum(whole) / sum(bare), 3),
        "ratio_p50": round(statistics.median(whole) / statistics.median(bare), 3),
    }


def _spent_ms(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    main()
