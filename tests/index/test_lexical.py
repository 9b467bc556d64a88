"""Words are searched by runs of a file as by reading every text; chance knows a text's length."""

import contextlib
import random
from collections import Counter

import numpy as np
import pytest

from index import lexical, lexical_build
from index.bm25 import K1, B, Chance, idf
from index.errors import GenerationError
from index.lexical import LexicalIndex, query_tokens
from index.lexical_build import build_lexical
from index.tokens import tokens

_WORDS = [
    *("bitcoin", "electricity", "grid", "demand", "reactor", "turbine", "mining", "cooling"),
    *("server", "rack", "solar", "wind", "電力", "需要", "発電", "風力", "原子力", "消費"),
    *("推計", "増加", "GB200", "H100", "2024", "2030", "TWh"),
]
N = 300  # of each language


def made_texts():
    dice = random.Random(11)  # repeatable, not secret
    weights = [1 / (rank + 1) for rank in range(len(_WORDS))]
    return [" ".join(dice.choices(_WORDS, weights, k=dice.randint(4, 40))) for _ in range(2 * N)]


TEXTS = made_texts()


def built(folder, texts=TEXTS):
    folder.mkdir(exist_ok=True)
    build_lexical(folder, texts, [("passage", "en")] * N + [("passage", "ja")] * (len(texts) - N))
    return contextlib.closing(LexicalIndex.open(folder))


def best(index, segment, question, among=None):
    query = index.query(index.segments[segment], query_tokens(question))
    found = index.candidates(query, 20, among=among)
    scores = index.score(query, found).scores
    return sorted(zip((-scores).round(9).tolist(), found.tolist(), strict=True))


def scored_by_reading(question, start, end, among):
    """The definition, over every text of the segment."""
    counts = [Counter(tokens(text)) for text in TEXTS[start:end]]
    mean = sum(c.total() for c in counts) / len(counts)
    rows = []
    for position, count in zip(range(start, end), counts, strict=True):
        damping = K1 * (1 - B + B * count.total() / mean)
        score = sum(
            idf(len(counts), sum(token in c for c in counts))
            * count[token] * (K1 + 1) / (count[token] + damping)
            for token in query_tokens(question)
        )  # fmt: skip
        if score and (among is None or position in among):
            rows.append((round(-score, 9), position))
    return sorted(rows)[:20]


@pytest.mark.parametrize("most_tabled", [0, lexical.MOST_TABLED], ids=["runs", "table"])
@pytest.mark.parametrize("among", [None, [*range(310, 390), *range(420, 500)]], ids=["all", "some"])
@pytest.mark.parametrize(
    "question", ["GB200 racks", "wind demand 2030", "原子力の発電", "推計 TWh H100", "nothing"]
)
def test_the_best_are_the_best_by_reading_every_text(
    tmp_path, monkeypatch, question, among, most_tabled
):
    monkeypatch.setattr(lexical, "MOST_TABLED", most_tabled)
    with built(tmp_path) as index:
        found = best(index, 1, question, among)
    assert found == scored_by_reading(question, N, 2 * N, among)


def test_beyond_the_budget_the_rarest_words_find_and_all_words_score(tmp_path, monkeypatch):
    monkeypatch.setattr(lexical, "MATCH_BUDGET", 1)
    question = "bitcoin TWh"
    holding = {at for at in range(N) if "twh" in tokens(TEXTS[at])}
    expected = [row for row in scored_by_reading(question, 0, N, holding) if row[1] in holding]
    with built(tmp_path) as index:
        assert {position for _, position in best(index, 0, question)} <= holding
        query = index.query(index.segments[0], query_tokens(question))
        hits = index.score(query, np.array([position for _, position in expected]))
    assert (-hits.scores).round(9).tolist() == [score for score, _ in expected]


def test_what_an_entry_shares_is_told_in_the_questions_order(tmp_path):
    texts = [*["solar power"] * N, "風力と電力"]
    with built(tmp_path, texts) as index:
        query = index.query(index.segments[0], query_tokens("power of wind, solar power"))
        hits = index.score(query, np.array([0]))
    assert hits.shared(0) == ("power", "solar")


def test_the_same_texts_give_the_same_files(tmp_path):
    for name in ("one", "two"):
        with built(tmp_path / name):
            pass
    for file in ("lexical.db", "words.bin"):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()


def test_more_entries_than_can_be_numbered_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(lexical_build, "MOST_ENTRIES", 100)
    with pytest.raises(GenerationError, match=r"300 entries of .* are more than 100"):
        built(tmp_path)


def test_lacking_a_word_says_less_against_a_short_text():
    chance = Chance.of(np.array([2.0]), np.array([0.25]))
    assert chance.spread == pytest.approx(3**0.5 / 2)
    # The mean is 2·(1 − 0.75^r): 0.5 at mean length, 0.875 at twice it, 0 at none.
    surprises = chance.surprises(np.array([0.5, 0, 0]), np.array([1.0, 2, 0]))
    assert surprises == pytest.approx([0, -0.875 / chance.spread, 0])
