"""Keeps vectors by model and text, so that a rebuild encodes only what changed."""

import contextlib
import hashlib
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np

from index.protocols import Embeddings, Encoder, SpreadEncoder

_BATCH = 64
_READ = 500  # vectors in one query
Progress = Callable[[int, int], None]


class VectorCache:
    """A cache file; a damaged or unwritable one is only slower, never an error."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def encode_passages(
        self,
        texts: Sequence[str],
        encoder: Encoder,
        *,
        progress: Progress = lambda done, all_: None,
    ) -> Embeddings:
        """Return the vectors of texts in order, encoding those that the cache lacks.

        Texts are encoded in batches of like length. `progress` hears (encoded, to encode).
        """
        vectors: dict[str, Embeddings] = {}
        with self._connection() as connection:
            vectors |= _known(connection, encoder, texts)
            missing = sorted({t for t in texts if t not in vectors}, key=lambda t: (len(t), t))
            progress(0, len(missing))
            batches = [missing[at : at + _BATCH] for at in range(0, len(missing), _BATCH)]
            n_encoded = 0
            for number, encoded in _encode(encoder, batches):
                batch = batches[number]
                vectors |= dict(zip(batch, encoded, strict=True))
                _keep(connection, encoder, batch, encoded)
                n_encoded += len(batch)
                progress(n_encoded, len(missing))
        if not texts:
            return np.zeros((0, encoder.dimension), dtype=np.float32)
        return np.stack([vectors[text] for text in texts])

    @contextlib.contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        connection = self._open()
        try:
            yield connection
        finally:
            connection.close()

    def _open(self) -> sqlite3.Connection:
        with contextlib.suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
        for place in (str(self._path), ":memory:"):
            connection = sqlite3.connect(place)
            try:
                connection.execute(
                    "CREATE TABLE IF NOT EXISTS vectors (model_id TEXT, text_hash BLOB, "
                    "vector BLOB, PRIMARY KEY (model_id, text_hash))"
                )
            except sqlite3.DatabaseError:
                connection.close()
                with contextlib.suppress(OSError):
                    self._path.unlink()
                continue
            return connection
        raise AssertionError  # a database in memory always opens


def _encode(encoder: Encoder, batches: Sequence[Sequence[str]]) -> Iterator[tuple[int, Embeddings]]:
    """Yield each batch's number and vectors, as they are done."""
    if isinstance(encoder, SpreadEncoder):
        yield from encoder.encode_batches(batches)
        return
    for number, batch in enumerate(batches):
        yield number, encoder.encode_passages(batch)


def _hash(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:16]


def _known(
    connection: sqlite3.Connection, encoder: Encoder, texts: Sequence[str]
) -> dict[str, Embeddings]:
    found: dict[str, Embeddings] = {}
    hashes = {_hash(text): text for text in dict.fromkeys(texts)}
    wanted = list(hashes)
    for at in range(0, len(wanted), _READ):
        part = wanted[at : at + _READ]
        rows = connection.execute(
            "SELECT text_hash, vector FROM vectors WHERE model_id = ? "
            f"AND text_hash IN ({','.join('?' * len(part))})",
            (encoder.model_id, *part),
        )
        for text_hash, vector in rows:
            if len(vector) == 4 * encoder.dimension:
                found[hashes[text_hash]] = np.frombuffer(vector, dtype=np.float32)
    return found


def _keep(
    connection: sqlite3.Connection, encoder: Encoder, texts: Sequence[str], vectors: Embeddings
) -> None:
    rows = [
        (encoder.model_id, _hash(text), vector.astype(np.float32).tobytes())
        for text, vector in zip(texts, vectors, strict=True)
    ]
    with contextlib.suppress(sqlite3.OperationalError), connection:
        connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)", rows)
