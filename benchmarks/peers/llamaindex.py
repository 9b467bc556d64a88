"""LlamaIndex with its FAISS store."""

import faiss
import torch
from llama_index.core import StorageContext, VectorStoreIndex, load_index_from_storage
from llama_index.core.schema import TextNode
from llama_index.embeddings.huggingface import HuggingFaceEmbedding
from llama_index.vector_stores.faiss import FaissVectorStore


def _embedding(model):
    torch.set_num_threads(1)
    return HuggingFaceEmbedding(model_name=str(model), query_instruction="query: ")


def build(texts, vectors, folder, model):
    """Write the index of texts with these vectors."""
    store = FaissVectorStore(faiss_index=faiss.IndexFlatIP(vectors.shape[1]))
    context = StorageContext.from_defaults(vector_store=store)
    nodes = [
        TextNode(id_=str(at), text=text, embedding=vectors[at].tolist())
        for at, text in enumerate(texts)
    ]
    index = VectorStoreIndex(nodes, storage_context=context, embed_model=_embedding(model))
    index.storage_context.persist(persist_dir=str(folder))


def start(folder, model):
    """Return a function from a question to ten texts."""
    store = FaissVectorStore.from_persist_dir(str(folder))
    context = StorageContext.from_defaults(vector_store=store, persist_dir=str(folder))
    index = load_index_from_storage(context, embed_model=_embedding(model))
    retriever = index.as_retriever(similarity_top_k=10)
    return lambda question: [found.node.text for found in retriever.retrieve(question)]
