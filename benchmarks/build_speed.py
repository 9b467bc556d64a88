"""How fast a build encodes beside the bare encoder: the same texts, batched by length.

    .venv/bin/python benchmarks/build_speed.py [N_TEXTS]

Texts are every so many of the published generation's entries; one thread, CPU seconds, the two by
turns. A build looks each text up in an empty cache, encodes it, and keeps its vector.
"""

import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from bot.settings import read_settings
from index.e5 import E5Encoder
from index.entries import EntryStore
from index.generations import Home
from index.vector_cache import VectorCache

BATCH, ROUNDS = 64, 3


def main() -> None:
    """Print texts a second of CPU for both, and their ratio."""
    n_texts = int(sys.argv[1]) if len(sys.argv) > 1 else 192
    settings = read_settings()
    home = Home(settings.home)
    store = EntryStore.open(home.folder(home.current() or "") / "entries.db")
    entries = list(store.read(range(20_000)).values())
    texts = list(dict.fromkeys(e.text for e in entries[:: max(1, len(entries) // n_texts)]))
    encoder = E5Encoder(settings.root)
    encoder.encode_passages(texts[:2])
    bare, built = [], []
    for number in range(ROUNDS):
        bare.append(_timed(lambda: _bare(encoder, texts)))
        with tempfile.TemporaryDirectory() as name:
            cache = VectorCache(Path(name) / f"{number}.db")
            built.append(_timed(lambda cache=cache: cache.encode_passages(texts, encoder)))
    print(
        f"{len(texts)} texts: bare {len(texts) / min(bare):.1f} a CPU second, "
        f"build {len(texts) / min(built):.1f}, ratio {min(bare) / min(built):.3f}"
    )


def _bare(encoder: E5Encoder, texts: list[str]) -> None:
    ordered = sorted(texts, key=len)
    for at in range(0, len(ordered), BATCH):
        encoder.encode_passages(ordered[at : at + BATCH])


def _timed(work) -> float:  # noqa: ANN001  # any function
    started = time.process_time()
    work()
    return time.process_time() - started


if __name__ == "__main__":
    main()
