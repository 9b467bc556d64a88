"""Chroma, kept on disk."""

import chromadb
from chromadb.config import Settings

from benchmarks.peers.model import encoder

_BATCH = 2_000


def _client(folder):
    return chromadb.PersistentClient(str(folder), Settings(anonymized_telemetry=False))


def build(texts, vectors, folder, model):
    """Write the index of texts with these vectors."""
    collection = _client(folder).create_collection(
        "passages", configuration={"hnsw": {"space": "ip"}}, embedding_function=None
    )
    for at in range(0, len(texts), _BATCH):
        part = range(at, min(at + _BATCH, len(texts)))
        collection.add(
            ids=[str(n) for n in part], documents=[texts[n] for n in part],
            embeddings=vectors[part.start : part.stop],
        )  # fmt: skip


def start(folder, model):
    """Return a function from a question to ten texts."""
    encode = encoder(model)
    collection = _client(folder).get_collection("passages", embedding_function=None)
    return lambda question: collection.query([encode(question)], n_results=10)["documents"][0]
