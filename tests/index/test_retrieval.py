"""Search over a handful of texts: dense, lexical, and both."""

import contextlib

import numpy as np
import pytest

from index.centring import Centring
from index.dense import DenseIndex
from index.files import open_index, write_index
from index.hashing import HashEncoder
from index.protocols import Entry, Filters
from index.tokens import is_exact, tokens

TEXTS = [
    ("en", "Bitcoin mining uses electricity"),
    ("en", "The GB200 rack draws 120 kW"),
    ("en", "Japan's demand for electricity"),
    ("ja", "ビットコインの電力消費量"),
    ("ja", "日本の電力需要"),
]


NAMES = {"ビットコイン": "Bitcoin", "Bitcoin": "ビットコイン"}


def translate(text, language):
    return [said for name, said in NAMES.items() if name in text]


def open_texts(folder, texts=TEXTS):
    entries = [
        Entry(f"e{n}", "passage", f"t{n}", language, text, f"s{n}")
        for n, (language, text) in enumerate(texts)
    ]
    encoder = HashEncoder()
    vectors = encoder.encode_passages([e.text for e in entries])
    write_index(folder, entries, vectors, model_id=encoder.model_id)
    return open_index(folder, encoder, translate=translate)


@pytest.fixture
def retriever(tmp_path):
    found = open_texts(tmp_path)
    yield found
    found.close()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("GB200 racks", ["gb200", "rack"]),
        ("データ", ["デー", "ータ"]),
        ("電力GB200を", ["電", "力", "電力", "gb200", "を"]),
        ("Ｈ１００", ["h100"]),
        ("e5-small 2.5", ["e5small", "e5", "small", "2.5"]),
        ("Bitcoin's 1,287 MWh", ["bitcoin", "1287", "mwh"]),
        ("what is consumed by the US", ["consum", "us"]),
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


def test_of_the_other_language_only_names_count(retriever):
    hits = {h.target_id: h for h in retriever.retrieve("electricity of Bitcoin", k=5)}
    assert {name for name, hit in hits.items() if hit.lexical is not None} == {"t0", "t2", "t3"}


def test_a_filter_by_source_searches_there_only(retriever):
    hits = retriever.retrieve("electricity", k=5, filters=Filters(source_ids=("s2", "s4")))
    assert {h.target_id for h in hits} == {"t2", "t4"}


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


def test_a_language_without_passages_takes_the_prior():
    vectors = HashEncoder().encode_passages(["one", "two"])
    prior = {"en": np.zeros(64, np.float32), "ja": np.full(64, 0.1, np.float32)}
    means = Centring.fit(vectors, ["en", "en"], prior=prior).means
    assert np.array_equal(means["ja"], prior["ja"])
    assert means["en"] == pytest.approx(vectors.mean(axis=0) * 2 / 22)


def test_many_passages_outweigh_the_prior():
    vectors = np.tile(HashEncoder().encode_passages(["one"]), (2000, 1))
    prior = {"en": np.zeros(64, np.float32), "ja": np.zeros(64, np.float32)}
    mean = Centring.fit(vectors, ["en"] * 2000, prior=prior).means["en"]
    assert mean == pytest.approx(vectors[0], abs=0.01)


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_corpus_of_one_language_is_searched_in_it(tmp_path, language):
    texts = [row for row in TEXTS if row[0] == language]
    with contextlib.closing(open_texts(tmp_path, texts)) as found:
        assert found.retrieve(texts[0][1], k=1)[0].text == texts[0][1]


def test_an_empty_index_finds_nothing(tmp_path):
    with contextlib.closing(open_texts(tmp_path, [])) as found:
        assert found.retrieve("anything") == ()


def test_sources_that_nothing_has_let_nothing_through(retriever):
    assert retriever.retrieve("Bitcoin electricity", filters=Filters(source_ids=("none",))) == ()


def test_strays_in_the_other_language_stand_behind_what_holds_the_words(tmp_path):
    texts = [("ja", f"電力の記録 第{n}号の発電所") for n in range(40)]
    found = open_texts(tmp_path, [*texts, ("en", "1912")])
    hits = found.retrieve("第7号の発電所の電力", k=10)
    assert [hit.language for hit in hits] == ["ja"] * 10
    assert "第7号" in hits[0].text
    found.close()


class _Placed:
    """An encoder of two dimensions: each text lies where it is told, a question at (1, 0)."""

    model_id, dimension = "placed", 2

    def __init__(self, cosines):
        self._cosines = cosines

    def encode_queries(self, texts):
        return np.array([[1, 0]] * len(texts), dtype=np.float32)

    def encode_passages(self, texts):
        near = np.array([self._cosines[text] for text in texts])
        return np.stack([near, np.sqrt(1 - near**2)], axis=1).astype(np.float32)


def test_a_stray_is_credited_with_what_texts_as_near_have_on_average(tmp_path):
    right = "松江の火力"
    texts = {f"第{n}号の記録": 0.81 for n in range(40)} | {right: 0.80, "X1912": 0.82}
    entries = [
        Entry(f"e{n}", "passage", text, "en" if text.isascii() else "ja", text, "s")
        for n, text in enumerate(sorted(texts))
    ]
    encoder = _Placed(texts)
    vectors = encoder.encode_passages([entry.text for entry in entries])
    write_index(tmp_path, entries, vectors, model_id=encoder.model_id)
    with contextlib.closing(open_index(tmp_path, encoder)) as found:
        best = found.retrieve("松江の火力はどこ", k=2)
    assert [hit.text for hit in best] == [right, "X1912"]
