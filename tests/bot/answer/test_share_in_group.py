"""What part of the world's or the EU's power from one source is a country's."""

import pytest


@pytest.mark.parametrize(
    ("question", "percent"),
    [
        ("What share of the world's solar power does China generate?", 42.3),
        ("中国の石炭火力は世界の何割?", 54.9),
        ("what share of the EU's wind power is German", 28.4),
        ("Chinaの再エネは世界の何%?", 36.5),
        ("share of world solar generation in India in 2020", 6.2),
        ("how much of the world's electricity do the US and China use together?", 47.5),
        ("中国とアメリカを足すと世界の電力の何%?", 47.5),
        ("中国とインドの石炭足したら世界の何割?", 69.0),
        ("what percent of EU nuclear power comes from France and Sweden combined", 67.3),
    ],
)
def test_a_place_is_set_against_its_group(engine, question, percent):
    payload = engine.ask(question).payload
    assert payload["kind"] == "share"
    assert payload["headline"]["value"] == pytest.approx(percent, rel=0.005)


def test_two_shares_are_told_where_they_are_compared(engine):
    text = engine.ask("Compare the solar share of China and the world").payload["text"]
    assert "11.1%" in text
    assert "8.75%" in text


def test_what_a_place_has_of_its_own_is_no_share_of_the_world(engine):
    payload = engine.ask("What share of China's electricity is solar?").payload
    assert payload["headline"]["value"] == pytest.approx(11.1, rel=0.005)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("中国の石炭火力は世界の半分以上。", True),
        ("China burns over half the world's coal.", True),
        ("中国は世界の太陽光発電の1割を占める。", False),
        ("The US makes 30% of the world's nuclear power.", True),
        ("Germany makes 60% of the EU's wind power.", False),
        ("Wind is 8% of the world's electricity.", True),
    ],
)
def test_a_claimed_part_of_the_world_is_judged(engine, text, expected):
    (claim,) = engine.check(text).payload["claims"]
    assert claim["verdict"] is expected


def test_places_that_are_not_added_up_are_told_each(engine):
    text = engine.ask("share of world solar in China and India").payload["text"]
    assert "42.3%" in text
    assert "7.05%" in text
