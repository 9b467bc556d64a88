"""kilowit's own retriever: dense and words, both languages centred."""

from bot.settings import read_settings
from index.default_model import MODEL_ID
from index.e5 import E5Encoder
from index.entries import make_entry
from index.files import open_index, write_index
from knowledge.languages import language_of


def build(texts, vectors, folder, model):
    """Write the index of texts with these vectors."""
    order = sorted(range(len(texts)), key=lambda at: language_of(texts[at]))
    entries = [
        make_entry("passage", str(at), language_of(texts[at]), texts[at], "made") for at in order
    ]
    write_index(folder, entries, vectors[order], model_id=MODEL_ID)


def start(folder, model):
    """Return a function from a question to ten texts."""
    retriever = open_index(folder, E5Encoder(read_settings().root))
    return lambda question: [hit.text for hit in retriever.retrieve(question, k=10)]


def encoder(model):
    """Return the bare encoder of questions."""
    bare = E5Encoder(read_settings().root)
    return lambda question: bare.encode_queries([question])[0]
