"""Writes multilingual-e5-small as an ONNX model that computes on the 4-bit weights as they are.

onnxruntime multiplies 4-bit blocks by 8-bit ones (MatMulNBits), so a question streams 12 MB of
weights in place of 84. Tensors lie in a file of their own, which is mapped rather than read.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper

from index.weights import BLOCK, Tensor, Weights

FILES = ("model.onnx", "tensors.bin")
INPUT = "ids"
_PAGE = 4096  # a mapped tensor begins on one
_EXTRA = "com.microsoft"  # onnxruntime's own operators
_INT8 = 4  # accuracy level of MatMulNBits: its input, too, in blocks of 8 bits
_KINDS = {"float32": TensorProto.FLOAT, "uint8": TensorProto.UINT8}


def write_onnx(weights: Weights, folder: Path) -> None:
    """Write a model from ids (texts, tokens) to the mean of its tokens' vectors, of length 1.

    Texts of one call have equally many tokens: nothing is padded or masked.
    """
    with (folder / FILES[1]).open("wb") as file:
        graph = _Graph(weights, file)
        graph.encoder()
        model = helper.make_model(
            helper.make_graph(
                graph.nodes,
                "multilingual-e5-small",
                [helper.make_tensor_value_info(INPUT, TensorProto.INT64, ["texts", "tokens"])],
                [helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["texts", "hidden"])],
                graph.tensors,
            ),
            opset_imports=[helper.make_opsetid("", 21), helper.make_opsetid(_EXTRA, 1)],
            ir_version=10,
        )
    onnx.save(model, folder / FILES[0])


class _Graph:
    """Collects nodes and tensors; a node's name is its output's."""

    def __init__(self, weights: Weights, file: Any) -> None:  # noqa: ANN401  # a binary file
        self._weights, self._file = weights, file
        self.nodes: list[onnx.NodeProto] = []
        self.tensors: list[TensorProto] = []

    def encoder(self) -> None:
        """Add all layers."""
        hidden, inner = self._weights.shape.hidden, self._weights.shape.inner
        at = self._embedded()
        for n in range(self._weights.shape.layers):
            heads = [self._linear(at, f"l{n}.{part}", hidden) for part in "qkv"]
            seen = self._node(
                "MultiHeadAttention", heads, f"l{n}.seen", num_heads=self._weights.shape.heads
            )
            at = self._norm([at, self._linear(seen, f"l{n}.ao", hidden)], f"l{n}.aln")
            inside = self._node("Gelu", [self._linear(at, f"l{n}.fi", inner)], f"l{n}.gelu")
            at = self._norm([at, self._linear(inside, f"l{n}.fo", hidden)], f"l{n}.oln")
        mean = self._node("ReduceMean", [at, self._constant("one", [1])], "mean", keepdims=0)
        self._node("LpNormalization", [mean], "vectors", axis=-1, p=2)

    def _embedded(self) -> str:
        """Words and positions together; all tokens are of the first type."""
        shape = self._weights.shape
        scales, nibbles = self._packed("emb.word", shape.vocabulary)
        words = self._node(
            "GatherBlockQuantized",
            [
                # Signed here: 8 less than it is, in two's complement.
                self._tensor("emb.word", nibbles.reshape(len(nibbles), -1) ^ 0x88, in_4_bits=True),
                INPUT,
                self._tensor("emb.word.scales", scales),
            ],
            "words",
            block_size=BLOCK,
            gather_axis=0,
            quantize_axis=1,
        )
        positions = self._weights.vector("emb.pos").reshape(-1, shape.hidden)
        first_type = self._weights.vector("emb.type")[: shape.hidden]
        zero, end = self._constant("zero", [0]), self._node("Shape", [INPUT], "end", start=1, end=2)
        placed = self._node(
            "Slice", [self._tensor("emb.pos", positions + first_type), zero, end, zero], "placed"
        )
        return self._norm([words, self._node("Unsqueeze", [placed, zero], "rows")], "emb.ln")

    def _linear(self, given: str, name: str, n_rows: int) -> str:
        scales, nibbles = self._packed(f"{name}.w", n_rows)
        return self._node(
            "MatMulNBits",
            [
                given,
                self._tensor(f"{name}.w", nibbles),
                self._tensor(f"{name}.scales", scales),
                "",
                "",
                self._tensor(f"{name}.b", self._weights.vector(f"{name}.b")),
            ],
            name,
            K=scales.shape[1] * BLOCK,
            N=n_rows,
            bits=4,
            block_size=BLOCK,
            accuracy_level=_INT8,
        )

    def _norm(self, summed: Sequence[str], name: str) -> str:
        """The sum of two, normalised."""
        factors = [
            self._tensor(f"{name}.{part}", self._weights.vector(f"{name}.{part}")) for part in "wb"
        ]
        total = self._node("Add", summed, f"{name}.sum")
        return self._node("LayerNormalization", [total, *factors], name, epsilon=1e-12)

    def _packed(self, name: str, n_rows: int) -> tuple[Tensor, Tensor]:
        """Scales, and blocks of bytes that hold two neighbours each, the first one low."""
        scales, weights = self._weights.blocks(name, n_rows)
        return scales.astype(np.float32), weights[..., 0::2] | (weights[..., 1::2] << 4)

    def _node(self, kind: str, given: Sequence[str], name: str, **options: Any) -> str:  # noqa: ANN401  # numbers
        domain = "" if onnx.defs.has(kind) else _EXTRA
        self.nodes.append(helper.make_node(kind, given, [name], name, domain=domain, **options))
        return name

    def _constant(self, name: str, values: Sequence[int]) -> str:
        if all(tensor.name != name for tensor in self.tensors):
            self.tensors.append(
                helper.make_tensor(name, TensorProto.INT64, [len(values)], list(values))
            )
        return name

    def _tensor(self, name: str, values: Tensor, *, in_4_bits: bool = False) -> str:
        """Write a tensor to the file; the model tells where it lies there."""
        self._file.write(b"\0" * (-self._file.tell() % _PAGE))
        tensor = TensorProto(name=name, data_location=TensorProto.EXTERNAL)
        tensor.data_type = TensorProto.INT4 if in_4_bits else _KINDS[values.dtype.name]
        n_last = values.shape[-1] * (2 if in_4_bits else 1)
        tensor.dims.extend([*values.shape[:-1], n_last])
        place = {"location": FILES[1], "offset": self._file.tell(), "length": values.nbytes}
        for key, value in place.items():
            tensor.external_data.add(key=key, value=str(value))
        self._file.write(np.ascontiguousarray(values).tobytes())
        self.tensors.append(tensor)
        return name
