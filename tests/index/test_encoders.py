"""Both encoders of the default model give the same vectors."""

import subprocess
import sys
import warnings

import numpy as np
import pytest

from index.e5 import E5Encoder
from index.hashing import HashEncoder

TEXTS = [
    *(f"Data centre {n} drew {n * 7} MW in {2000 + n}" for n in range(30)),
    *(f"{2000 + n}年の日本の電力需要は{n * 31}テラワット時" for n in range(30)),
    *(f"ﾃﾞｰﾀｾﾝﾀｰ {n} の消費電力ｶﾞ{n}kW" for n in range(10)),
    *(f"café no. {n} – naïve “quotes” …" for n in range(10)),
    *(f"が ぱ {n} decomposed é" for n in range(10)),
    *(f"⚡️🔋 battery {n} 👩‍💻 ☕" for n in range(10)),
]


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def light(home):
    return E5Encoder(home)


def test_vectors_have_length_one_and_depend_on_the_role(light):
    query, passage = light.encode_queries(["energy"]), light.encode_passages(["energy"])
    assert query.shape == (1, 384)
    assert np.linalg.norm(query[0]) == pytest.approx(1, abs=1e-5)
    assert float(query[0] @ passage[0]) < 0.9999


def test_no_text_gives_no_vector(light):
    assert light.encode_passages([]).shape == (0, 384)


def test_a_vector_depends_on_its_text_alone(light, home):
    together = light.encode_passages(TEXTS)
    assert (E5Encoder(home, threads=2).encode_passages(TEXTS) == together).all()
    assert (np.concatenate([light.encode_passages([text]) for text in TEXTS]) == together).all()


def test_a_text_beyond_the_model_s_positions_is_cut(light):
    long = "電力 " * 600
    assert (light.encode_queries([long]) == light.encode_queries([long + "tail"])).all()


def test_what_is_no_letter_is_encoded_too(light):
    odd = ["", " ", "\0", "\ud800", "\U0010ffff", "x" * 20_000]
    assert np.allclose(np.linalg.norm(light.encode_queries(odd), axis=1), 1, atol=1e-5)


def test_both_encoders_agree(light, reference_folder):
    from index.encoder import SentenceTransformerEncoder

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # transformers' own
        heavy = SentenceTransformerEncoder(reference_folder, threads=2)
        rows = heavy.encode_passages(TEXTS), heavy.encode_queries(TEXTS[:20])
    assert len(TEXTS) == 100
    cosines = (light.encode_passages(TEXTS) * rows[0]).sum(axis=1)
    assert cosines.min() >= 0.9998
    assert (light.encode_queries(TEXTS[:20]) * rows[1]).sum(axis=1).min() >= 0.9998


def test_answering_starts_without_slow_imports():
    slow = (
        "numpy", "faiss", "onnxruntime", "onnx", "marisa_trie", "Stemmer",
        "torch", "sentence_transformers", "transformers", "pint", "sqlite_utils",
        "knowledge.ingest", "knowledge.extraction", "index.evaluation", "bot.answer.check",
    )  # fmt: skip
    code = (
        "import sys, bot.wiring, bot.engine, bot.cli.asking; "
        f"print([m for m in {slow} if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_hashed_vectors_are_the_same_everywhere():
    first, second = HashEncoder().encode_queries(["solar power", "solar power"])
    assert np.array_equal(first, second)
