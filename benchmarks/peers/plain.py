"""sentence-transformers, FAISS and SQLite, put together by hand."""

import sqlite3

import faiss

from benchmarks.peers.model import encoder


def build(texts, vectors, folder, model):
    """Write the index of texts with these vectors."""
    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(vectors)
    faiss.write_index(index, str(folder / "vectors.faiss"))
    with sqlite3.connect(folder / "texts.db") as database:
        database.execute("CREATE TABLE texts(position INTEGER PRIMARY KEY, text TEXT)")
        database.executemany("INSERT INTO texts VALUES (?, ?)", enumerate(texts))


def start(folder, model):
    """Return a function from a question to ten texts."""
    encode = encoder(model)
    index = faiss.read_index(str(folder / "vectors.faiss"))
    database = sqlite3.connect(folder / "texts.db")

    def ask(question):
        _, found = index.search(encode(question)[None, :], 10)
        select = "SELECT text FROM texts WHERE position = ?"
        return [database.execute(select, (int(at),)).fetchone()[0] for at in found[0]]

    return ask
