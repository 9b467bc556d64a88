"""Words are searched by FTS5 or by tantivy, with the same result; chance knows a text's length."""

import random

import pytest

from index import lexical_build, tantivy_engine
from index.bm25 import Chance
from index.errors import GenerationError
from index.lexical import LexicalIndex
from index.lexical_build import build_lexical

_WORDS = [
    *("bitcoin", "electricity", "grid", "demand", "reactor", "turbine", "mining", "cooling"),
    *("server", "rack", "solar", "wind", "電力", "需要", "発電", "風力", "原子力", "消費"),
    *("推計", "増加", "GB200", "H100", "2024", "2030", "TWh"),
]


def made_texts(n=600):
    dice = random.Random(11)  # repeatable, not secret
    weights = [1 / (rank + 1) for rank in range(len(_WORDS))]
    return [" ".join(dice.choices(_WORDS, weights, k=dice.randint(4, 40))) for _ in range(n)]


def opened(folder, fts_limit):
    folder.mkdir()
    texts = made_texts()
    groups = [("passage", "en")] * 300 + [("passage", "ja")] * 300
    kind, _ = build_lexical(folder / "lexical.db", texts, groups, fts_limit=fts_limit)
    return LexicalIndex.open(folder / "lexical.db"), kind


def best(index, segment, question, among=None):
    query = index.query(index.segments[segment], question)
    hits = index.score(query, index.candidates(query, 60, among=among)).values()
    return sorted((-round(hit.score, 9), hit.position) for hit in hits)[:10]


@pytest.mark.parametrize("among", [None, [*range(310, 390), *range(420, 500)]], ids=["all", "some"])
def test_both_engines_find_the_same(tmp_path, among):
    fts, by_fts = opened(tmp_path / "fts", 1000)
    large, by_tantivy = opened(tmp_path / "tantivy", 100)
    assert (by_fts, by_tantivy) == ("fts5", "fts5, tantivy 0-300, tantivy 300-600")
    for question in ("GB200 racks", "wind demand 2030", "原子力の発電", "推計 TWh H100"):
        found = best(large, 1, question, among)
        assert found
        assert found == best(fts, 1, question, among)
    for index in (fts, large):
        index.close()


def test_the_same_texts_give_the_same_order(tmp_path):
    one, two = (opened(tmp_path / name, 100)[0] for name in ("one", "two"))
    question = "electricity demand grid"
    queries = [index.query(index.segments[0], question) for index in (one, two)]
    assert one.candidates(queries[0], 50) == two.candidates(queries[1], 50)


def test_without_tantivy_words_stay_with_fts(tmp_path, monkeypatch):
    monkeypatch.setattr(lexical_build, "is_installed", lambda: False)
    assert opened(tmp_path / "fts", 100)[1] == "fts5"


def test_what_tantivy_built_says_what_is_missing(tmp_path, monkeypatch):
    opened(tmp_path / "large", 100)[0].close()
    monkeypatch.setattr(tantivy_engine, "is_installed", lambda: False)
    with pytest.raises(GenerationError) as caught:
        LexicalIndex.open(tmp_path / "large" / "lexical.db")
    assert str(caught.value) == (
        "words-0 was built with tantivy, which is not installed; "
        "run: pip install 'kilowit[large]', or kilowit build"
    )


def test_damage_to_tantivys_files_is_told(tmp_path):
    opened(tmp_path / "large", 100)[0].close()
    (tmp_path / "large" / "words-0" / "meta.json").write_text("{")
    with pytest.raises(GenerationError, match="words-0 is damaged; run: kilowit verify"):
        LexicalIndex.open(tmp_path / "large" / "lexical.db")


def test_lacking_a_word_says_less_against_a_short_text():
    chance = Chance.of({"grid": 2.0}, {"grid": 0.25})
    assert chance.spread == pytest.approx(3**0.5 / 2)
    # The mean is 2·(1 − 0.75^r): 0.5 at mean length, 0.875 at twice it.
    assert chance.surprise(0.5, 1) == pytest.approx(0)
    assert chance.surprise(0, 2) == pytest.approx(-0.875 / chance.spread)
    assert chance.surprise(0, 0) == pytest.approx(0)
