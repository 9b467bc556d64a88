"""The means that kilowit ships for its own model: where a corpus has few texts of a language."""

import json
from collections.abc import Mapping
from importlib import resources

import numpy as np

from index.protocols import Embeddings
from knowledge.records import Language

_FAMILY = "multilingual-e5-small"


def shipped_means(model_id: str) -> Mapping[Language, Embeddings] | None:
    """Return each language's mean vector over kilowit's own articles; None for another model."""
    if not model_id.startswith(_FAMILY):
        return None
    file = resources.files("index") / "means.multilingual-e5-small.json"
    rows: dict[Language, list[float]] = json.loads(file.read_text(encoding="utf-8"))
    return {language: np.asarray(row, dtype=np.float32) for language, row in rows.items()}
