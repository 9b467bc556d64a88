"""The default encoder: multilingual-e5-small by onnxruntime, without torch."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnxruntime

from index.default_model import DIMENSION, MODEL_ID
from index.prepared import prepared
from index.protocols import Embeddings
from index.subwords import Subwords

_FOLDER = "multilingual-e5-small-onnx-1"  # the number of its format
_MOST_TOKENS = 512  # as many as the model has positions


class E5Encoder:
    """multilingual-e5-small, 384 dimensions, float32 rows of length 1.

    Each text is encoded by itself, so that its vector depends on nothing else: batching would save
    little where a text's weights are 12 MB. Several texts are encoded in as many threads.
    """

    model_id = MODEL_ID
    dimension = DIMENSION

    def __init__(self, home: Path, *, threads: int = 1) -> None:
        """Open the model in `home`, preparing it on first use. Raises ModelError."""
        folder = prepared(home / "model" / _FOLDER, _write)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            folder / "model.onnx", options, providers=["CPUExecutionProvider"]
        )
        self._subwords = Subwords(folder)
        self._threads = threads

    def encode_queries(self, texts: Sequence[str]) -> Embeddings:
        """Return float32 of shape (len(texts), 384)."""
        return self._encode([f"query: {text}" for text in texts])

    def encode_passages(self, texts: Sequence[str]) -> Embeddings:
        """Return float32 of shape (len(texts), 384)."""
        return self._encode([f"passage: {text}" for text in texts])

    def _encode(self, texts: Sequence[str]) -> Embeddings:
        ids = [self._subwords.encode(text, most=_MOST_TOKENS) for text in texts]
        rows = map(self._vector, ids) if len(ids) < 2 or self._threads == 1 else self._pooled(ids)
        return np.array(list(rows), dtype=np.float32).reshape(len(ids), self.dimension)

    def _pooled(self, ids: Sequence[Sequence[int]]) -> list[Embeddings]:
        from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415  # no question needs it

        with ThreadPoolExecutor(self._threads) as pool:
            return list(pool.map(self._vector, ids))

    def _vector(self, ids: Sequence[int]) -> Embeddings:
        vector: Embeddings = self._session.run(None, {"ids": np.array([ids], np.int64)})[0][0]
        return vector


def _write(folder: Path) -> None:
    from index.onnx_model import write_onnx  # noqa: PLC0415  # only the first start writes
    from index.subwords import write_subwords  # noqa: PLC0415
    from index.weights import read_weights  # noqa: PLC0415

    weights = read_weights()
    write_onnx(weights, folder)
    write_subwords(weights, folder)
