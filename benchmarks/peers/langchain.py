"""LangChain with its FAISS store."""

import torch
from langchain_community.vectorstores import FAISS
from langchain_community.vectorstores.utils import DistanceStrategy
from langchain_huggingface import HuggingFaceEmbeddings


def _embedding(model):
    torch.set_num_threads(1)
    asked = {"prompt_name": "query", "normalize_embeddings": True}
    return HuggingFaceEmbeddings(model_name=str(model), query_encode_kwargs=asked)


def build(texts, vectors, folder, model):
    """Write the index of texts with these vectors."""
    pairs = zip(texts, vectors.tolist(), strict=True)
    strategy = DistanceStrategy.MAX_INNER_PRODUCT
    store = FAISS.from_embeddings(pairs, _embedding(model), distance_strategy=strategy)
    store.save_local(str(folder))


def start(folder, model):
    """Return a function from a question to ten texts."""
    store = FAISS.load_local(
        str(folder), _embedding(model), allow_dangerous_deserialization=True,
        distance_strategy=DistanceStrategy.MAX_INNER_PRODUCT,
    )  # fmt: skip
    return lambda question: [d.page_content for d in store.similarity_search(question, k=10)]
