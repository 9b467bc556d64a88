"""A deterministic encoder without a model, for tests and for indexes of a few texts."""

import hashlib
from collections.abc import Sequence

import numpy as np

from index.protocols import Embeddings
from index.tokens import tokens


class HashEncoder:
    """Adds one fixed random direction for each token; equal words give near vectors."""

    model_id = "hash-64"
    dimension = 64

    def encode_queries(self, texts: Sequence[str]) -> Embeddings:
        """Return float32 of shape (len(texts), 64), rows of length 1."""
        return np.stack([self._vector(text) for text in texts]) if texts else self._empty()

    def encode_passages(self, texts: Sequence[str]) -> Embeddings:
        """Return float32 of shape (len(texts), 64), rows of length 1."""
        return self.encode_queries(texts)

    def _empty(self) -> Embeddings:
        return np.zeros((0, self.dimension), dtype=np.float32)

    def _vector(self, text: str) -> Embeddings:
        total = np.zeros(self.dimension, dtype=np.float64)
        for token in tokens(text) or [""]:
            seed = int.from_bytes(hashlib.sha256(token.encode()).digest()[:8], "big")
            total += np.random.default_rng(seed).standard_normal(self.dimension)
        return (total / np.linalg.norm(total)).astype(np.float32)
