"""Language centring: e5 vectors share a direction by language, which is taken out.

Then questions find passages of the other language too (cross-lingual recall@1 0.34 → 0.72 where
it was measured).

v' = normalise(v − mean[language]). The means are of the generation's own passages, shrunk towards
the mean of both languages when a language has few.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from index.protocols import Embeddings
from knowledge.records import LANGUAGES, Language

SHRINKAGE = 20  # passages: with this many, a language's own mean and the prior weigh the same


@dataclass(frozen=True, slots=True)
class Centring:
    """The mean vector of each language, shape (dimension,)."""

    means: Mapping[Language, Embeddings]

    @classmethod
    def fit(cls, vectors: Embeddings, languages: Sequence[Language]) -> "Centring":
        """Compute the means of unit vectors of shape (n, dimension)."""
        if len(vectors) == 0:
            zero = np.zeros(vectors.shape[1], dtype=np.float32)
            return cls(dict.fromkeys(LANGUAGES, zero))
        prior = vectors.mean(axis=0)
        means: dict[Language, Embeddings] = {}
        for language in LANGUAGES:
            rows = vectors[[at for at, name in enumerate(languages) if name == language]]
            weight = len(rows) / (len(rows) + SHRINKAGE)
            own = rows.mean(axis=0) if len(rows) else prior
            means[language] = (weight * own + (1 - weight) * prior).astype(np.float32)
        return cls(means)

    def apply(self, vectors: Embeddings, languages: Sequence[Language]) -> Embeddings:
        """Return centred unit vectors of the same shape."""
        centred = vectors - np.stack([self.means[language] for language in languages])
        lengths = np.linalg.norm(centred, axis=1, keepdims=True)
        unit: Embeddings = (centred / np.maximum(lengths, 1e-9)).astype(np.float32)
        return unit
