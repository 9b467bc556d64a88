"""Search over a handful of texts: dense, lexical, and both."""

import numpy as np
import pytest

from index.centring import Centring
from index.dense import DenseIndex
from index.hashing import HashEncoder
from index.hybrid import HybridRetriever
from index.lexical import LexicalIndex
from index.protocols import Entry, Filters
from index.tokens import is_exact, tokens

TEXTS = [
    ("en", "Bitcoin mining uses electricity"),
    ("en", "The GB200 rack draws 120 kW"),
    ("en", "Japan's demand for electricity"),
    ("ja", "ビットコインの電力消費量"),
    ("ja", "日本の電力需要"),
]


@pytest.fixture
def retriever(tmp_path):
    entries = tuple(
        Entry(f"e{n}", "passage", f"t{n}", language, text, "s")
        for n, (language, text) in enumerate(TEXTS)
    )
    encoder = HashEncoder()
    vectors = encoder.encode_passages([e.text for e in entries])
    languages = [e.language for e in entries]
    centring = Centring.fit(vectors, languages)
    DenseIndex.build(centring.apply(vectors, languages)).save(tmp_path / "v.faiss")
    LexicalIndex.build(tmp_path / "l.db", [e.text for e in entries])
    found = HybridRetriever(
        entries,
        DenseIndex.open(tmp_path / "v.faiss"),
        LexicalIndex.open(tmp_path / "l.db"),
        centring,
        encoder,
    )
    yield found
    found.lexical.close()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("GB200 racks", ["gb200", "rack"]),
        ("データ", ["デー", "ータ"]),
        ("電力GB200を", ["電力", "gb200", "を"]),
        ("Ｈ１００", ["h100"]),
        ("e5-small 2.5", ["e5-small", "e5", "small", "2.5", "2", "5"]),
        ("", []),
    ],
)
def test_tokens_are_words_and_pairs(text, expected):
    assert tokens(text) == expected


@pytest.mark.parametrize(
    ("token", "exact"), [("gb200", True), ("2024", True), ("power", False), ("電力", False)]
)
def test_model_numbers_and_years_are_exact(token, exact):
    assert is_exact(token) is exact


def test_dense_search_equals_brute_force():
    vectors = HashEncoder().encode_passages([f"text number {n}" for n in range(50)])
    index = DenseIndex.build(vectors)
    query = vectors[7]
    best = int(np.argmax(vectors @ query))
    assert index.search(query, 3)[0][0] == best == 7
    assert [at for at, _ in index.search(query, 2, among=[1, 2])] == [
        int(i) for i in np.array([1, 2])[np.argsort(-(vectors[[1, 2]] @ query))]
    ]


def test_a_model_number_is_found_exactly(retriever):
    hit = retriever.retrieve("what does a GB200 draw")[0]
    assert (hit.target_id, "exact" in hit.reasons) == ("t1", True)


def test_words_of_the_other_language_do_not_count(retriever):
    hits = {h.target_id: h for h in retriever.retrieve("electricity of Bitcoin", k=5)}
    assert hits["t3"].lexical is None
    assert hits["t0"].lexical is not None


def test_filters_narrow_by_language(retriever):
    hits = retriever.retrieve("電力", k=5, filters=Filters(languages=("ja",)))
    assert {h.language for h in hits} == {"ja"}


def test_the_order_is_decided(retriever):
    assert retriever.retrieve("power", k=5) == retriever.retrieve("power", k=5)


@pytest.mark.parametrize("languages", [["en"] * 3, ["ja"] * 3, ["en", "ja", "ja"]])
def test_centring_is_sane_with_few_passages(languages):
    vectors = HashEncoder().encode_passages(["one text", "another text", "third"])
    centred = Centring.fit(vectors, languages).apply(vectors, languages)
    assert np.linalg.norm(centred, axis=1) == pytest.approx(1, abs=1e-5)
