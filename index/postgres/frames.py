"""Rows in the binary form of COPY: packed here, since vectors and token lists are most of a load.

Source: PostgreSQL 18 manual, COPY, "Binary Format"; the types' receive functions.
"""

import struct
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from index.protocols import Embeddings

HEADER = b"PGCOPY\n\xff\r\n\0" + bytes(8)
TRAILER = b"\xff\xff"
_NULL = struct.pack(">i", -1)
# A tsvector holds at most 255 places of a token, each below 2^14.
_MAX_PLACE, _MAX_PLACES = 16_383, 255


def frame(fields: Sequence[bytes | None]) -> bytes:
    """Return one row."""
    parts = [struct.pack(">h", len(fields))]
    for field in fields:
        parts += [_NULL] if field is None else [struct.pack(">i", len(field)), field]
    return b"".join(parts)


def bigint(value: int) -> bytes:
    """Return a whole number of 8 bytes."""
    return struct.pack(">q", value)


def integer(value: int) -> bytes:
    """Return a whole number of 4 bytes."""
    return struct.pack(">i", value)


def halfvecs(vectors: Embeddings) -> Iterator[bytes]:
    """Yield each vector of shape (n, dimension) in half precision."""
    head = struct.pack(">hh", vectors.shape[1], 0)
    for row in vectors.astype(">f2"):
        yield head + row.tobytes()


def read_halfvecs(values: Iterable[bytes]) -> Embeddings:
    """Return received vectors as float32 of shape (n, dimension)."""
    rows = [np.frombuffer(value, dtype=">f2", offset=4) for value in values]
    return np.stack(rows).astype(np.float32)


def code_bits(vectors: Embeddings) -> NDArray[np.uint8]:
    """Return one bit for each column, whether it is positive: shape (n, columns / 8 rounded up)."""
    return np.packbits(vectors > 0, axis=1)


def bit_strings(codes: NDArray[np.uint8], dimension: int) -> Iterator[bytes]:
    """Yield each row of packed bits."""
    head = struct.pack(">i", dimension)
    for row in codes:
        yield head + row.tobytes()


def token_list(tokens: Sequence[str]) -> bytes:
    """Return tokens as a tsvector: each with the places where it stands, from 1."""
    places: dict[str, list[int]] = {}
    for at, token in enumerate(tokens, start=1):
        known = places.setdefault(token, [])
        if len(known) < _MAX_PLACES and at <= _MAX_PLACE:
            known.append(at)
    parts = [struct.pack(">i", len(places))]
    for token, known in sorted(places.items()):
        parts += [token.encode(), b"\0", struct.pack(f">H{len(known)}H", len(known), *known)]
    return b"".join(parts)
