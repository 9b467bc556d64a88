"""The default model by sentence-transformers, as every peer uses it: one thread."""

import torch
from sentence_transformers import SentenceTransformer


def encoder(model):
    """Return the bare encoder of questions."""
    torch.set_num_threads(1)
    loaded = SentenceTransformer(str(model))
    return lambda question: loaded.encode(
        question, prompt_name="query", normalize_embeddings=True, show_progress_bar=False
    )
