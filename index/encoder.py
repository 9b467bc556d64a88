"""Any sentence-transformers model as an encoder. The only module that imports torch."""

import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from index.errors import ModelError
from index.protocols import Embeddings

_BATCH = 32


class SentenceTransformerEncoder:
    """Encodes with a model by name or folder; on a GPU where there is one.

    The model's own prompts "query" and "passage" are used when it has them.
    """

    def __init__(self, model: str | Path, *, threads: int = 1, model_id: str | None = None) -> None:
        if Path(model).is_dir():
            os.environ.setdefault("HF_HUB_OFFLINE", "1")
        import torch  # noqa: PLC0415  # slow to import: only when such a model is used
        from sentence_transformers import SentenceTransformer  # noqa: PLC0415

        torch.set_num_threads(threads)
        try:
            self._model = SentenceTransformer(str(model))
        except (OSError, ValueError) as error:
            raise ModelError(
                f"cannot load the model {str(model)!r}: {str(error).splitlines()[0][:200]}; "
                "name a model folder or a model that can be downloaded in KILOWIT_MODEL"
            ) from None
        self.model_id = model_id or str(model)
        self.dimension = int(self._model.get_embedding_dimension() or 0)

    def encode_queries(self, texts: Sequence[str]) -> Embeddings:
        """Return float32 of shape (len(texts), dimension), rows of length 1."""
        return self._encode(texts, "query")

    def encode_passages(self, texts: Sequence[str]) -> Embeddings:
        """Return float32 of shape (len(texts), dimension), rows of length 1."""
        return self._encode(texts, "passage")

    def _encode(self, texts: Sequence[str], prompt: str) -> Embeddings:
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        vectors = self._model.encode(
            list(texts),
            prompt_name=prompt if prompt in self._model.prompts else None,
            batch_size=_BATCH,
            normalize_embeddings=True,
            show_progress_bar=False,
            convert_to_numpy=True,
        )
        return np.asarray(vectors, dtype=np.float32)
