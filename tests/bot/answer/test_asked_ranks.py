"""Ranks that a question asks about: what sets two apart, and one that is not the first."""

import pytest

from bot.answer.reckoning.asked_ranks import LAST, AskedRanks, asked_ranks


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        ("the gap between the largest and second largest", (1, 2)),
        ("how far ahead of the third?", (1, 3)),
        ("difference between the top two countries", (1, 2)),
        ("difference between the 2nd and 4th biggest producers", (2, 4)),
        ("世界一と二番目の差は?", (1, 2)),
        ("1位と3位の差は?", (1, 3)),
        ("the difference between the largest and France", None),
        ("the difference per second", None),
    ],
)
def test_two_ranks_are_set_apart(text, apart):
    assert asked_ranks(text, is_apart=True) == AskedRanks(apart)


def test_both_ends_are_set_apart():
    asked = asked_ranks("the highest and the lowest", is_apart=True, both_ends=True)
    assert asked == AskedRanks((1, LAST))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("which country has the third most nuclear power?", 3),
        ("and the second?", 2),
        ("2位は?", 2),
        ("which country uses most?", None),
        ("how much power per second does the biggest use", None),
        ("top 5 countries", None),
    ],
)
def test_a_rank_that_is_not_the_first_leads(text, place):
    assert asked_ranks(text, is_apart=False).place == place


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("太陽光発電が多い国の世界一と二番目の差は?", "535 TWh"),
        ("What is the gap between the largest and second largest wind producers?", "545 TWh"),
        ("石炭火力の首位は2位の何倍?", "3.84"),
        ("which country has the third most nuclear power?", "380 TWh"),
        ("二番目に電力を使う国は?", "4,400 TWh"),
    ],
)
def test_ranks_are_reckoned_with(engine, question, told):
    answer = engine.ask(question).payload
    assert answer["kind"] == "ranking"
    assert told in answer["headline"]["text"]


def test_a_follow_up_asks_for_the_gap(engine):
    earlier = ("Which country generates the most wind power?",)
    told = engine.ask("how far ahead of the second?", context=earlier).payload
    assert "545 TWh" in told["headline"]["text"]
