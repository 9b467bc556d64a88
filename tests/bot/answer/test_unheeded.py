"""What a question names and an answer takes no account of is not answered with the rest."""

import pytest


@pytest.mark.parametrize(
    ("question", "left", "near"),
    [
        ("what does a Google data center in Oregon use", "Oregon", "of Google"),
        ("which country has the most nuclear reactors", "nuclear reactors", "demand of China"),
        ("how much solar did china install in 2024", "install", "solar generation of China"),
        ("イギリスの石炭火力はいつゼロになった?", "ゼロ", "イギリスの石炭火力発電量"),
    ],
)
def test_what_is_left_out_is_said_and_the_rest_offered_as_near(engine, question, left, near):
    payload = engine.ask(question).payload
    assert (payload["answered"], payload["reason"]) == (False, "no_figure")
    assert left in payload["text"]
    assert near in payload["nearest"][0]


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("AI servers electricity 2025 gartner", 93),  # the publisher
        ("ゴーファー(Gopher)の学習電力は?", 1066),  # the same name twice
        ("ド・フリースの推計だとAIは2025年末に何GW?", 23),  # a source in Japanese
        ("how much water does chatgpt drink per question", 0.32176),
        ("GoogleのデータセンターのPUE", 1.09),
        ("エヌビディアA100のTDP", 400),
    ],
)
def test_what_is_told_by_another_word_is_not_left_out(engine, question, value):
    assert engine.ask(question).payload["headline"]["value"] == pytest.approx(value, rel=1e-4)


def test_a_word_of_a_source_s_title_is_not_told_by_its_figures(engine):
    """The title of a source of Bitcoin's use speaks of sustainable energy."""
    payload = engine.ask("how sustainable is bitcoin").payload
    assert (payload["answered"], payload["reason"]) == (False, "no_figure")


def test_the_kind_of_what_is_reckoned_with_changes_nothing(engine):
    text = engine.ask("a 2 kW heater runs 3 hours, how many kWh?").payload["text"]
    assert "**6 kWh**" in text
    assert "heater" in text
