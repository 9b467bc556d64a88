"""Encodes the texts of labelled sets into the vector cache, faster than the encoder.

    .venv/bin/python benchmarks/encode_ahead.py SET... [--seconds 240] [--threads 2]

The model is the default one as an ordinary folder, run by torch in bfloat16, which recent
processors multiply in hardware. Its vectors lie within a cosine of 0.9998 of the encoder's; the
last line prints the least of a sample. They are not its own bit for bit: this is for
`kilowit evaluate retrieval` alone, and what answers is built by the encoder. Ends after --seconds;
run again, it goes on where it stopped.
"""

import argparse
import sys
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from bot.settings import read_settings
from index.default_model import MODEL_ID
from index.e5 import E5Encoder
from index.evaluation import entries_of
from index.labelled import read_labelled
from index.model_files import prepare_model
from index.protocols import Embeddings
from index.vector_cache import VectorCache

BATCH, COMPARED = 32, 8


class TorchTwin:
    """The default model by torch in bfloat16, under the engine's name in the cache."""

    model_id = MODEL_ID
    dimension = 384

    def __init__(self, home: Path, *, threads: int, until: float) -> None:
        import torch  # noqa: PLC0415  # slow
        from sentence_transformers import SentenceTransformer  # noqa: PLC0415  # slow

        torch.set_num_threads(threads)
        self._float32 = torch.float32
        self._model = SentenceTransformer(str(prepare_model(home))).to(torch.bfloat16)
        self._until = until

    def encode_passages(self, texts: list[str]) -> Embeddings:
        """Return float32 rows of length 1. Raises TimeoutError when the time is over."""
        if time.monotonic() > self._until:
            raise TimeoutError
        found = self._model.encode(
            texts, prompt_name="passage", batch_size=BATCH,
            convert_to_numpy=False, convert_to_tensor=True, show_progress_bar=False,
        )  # fmt: skip
        rows = found.to(self._float32).numpy()
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def main() -> int:
    """Encode; end with 1 when the time was over first."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="+", type=Path)
    parser.add_argument("--seconds", type=float, default=3600)
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    root = read_settings().root
    until = time.monotonic() + arguments.seconds
    twin = TorchTwin(root, threads=arguments.threads, until=until)
    cache = VectorCache(root / "cache" / "vectors.db")
    for path in arguments.sets:
        texts = [entry.text for entry in entries_of(read_labelled(path))]
        try:
            rows = cache.encode_passages(texts, twin, progress=_say)  # type: ignore[arg-type]
        except TimeoutError:
            return 1
        sample = list(range(0, len(texts), max(1, len(texts) // COMPARED)))[:COMPARED]
        exact = E5Encoder(root).encode_passages([texts[at] for at in sample])
        print(f"{path.name}: least cosine of {len(sample)}", (exact * rows[sample]).sum(1).min())
    return 0


def _say(done: int, of: int) -> None:
    print(f"{done} of {of}", end="\r", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
