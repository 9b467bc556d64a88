"""A measure that nobody gives is not answered with the next one: capacity, efficiency, a change."""

import pytest


@pytest.mark.parametrize("question", ["solar capacity of Germany", "日本の太陽光の設備容量は?"])
def test_capacity_is_no_generation(engine, question):
    payload = engine.ask(question).payload
    assert (payload["answered"], payload["reason"]) == (False, "no_figure")


def test_what_draws_less_is_not_called_more_efficient(engine):
    payload = engine.ask("is the H200 more efficient than the A100?").payload
    assert (payload["answered"], payload["reason"]) == (False, "not_comparable")


def test_a_fall_in_percent_is_no_share(engine):
    payload = engine.ask("イーサリアムはマージで何%減ったの?").payload
    assert payload["kind"] == "comparison"
    assert payload["headline"]["value"] == pytest.approx(21 / 0.0026)
    fell = engine.ask("by how much did UK electricity use fall since 2005").payload
    assert fell["kind"] == "trend"


def test_a_part_of_one_country_is_no_part_of_the_world(engine):
    payload = engine.ask("how much of the world's electricity does crypto use").payload
    assert payload["headline"]["value"] == pytest.approx(130 / 29665.34 * 100)


@pytest.mark.parametrize(
    ("question", "first", "number"),
    [
        ("which countries use more than 1000 TWh?", "China", 5),
        ("European countries below 100 gCO2/kWh", "Norway", 6),
        ("1kWhあたり100g未満の国は?", "エチオピア", None),
    ],
)
def test_a_limit_is_kept_to(engine, question, first, number):
    payload = engine.ask(question).payload
    assert first in payload["claims"][0]["text"]
    if number is not None:
        assert len(payload["claims"]) == number


def test_no_country_within_a_limit_is_said(engine):
    payload = engine.ask("countries with more than 5000 gCO2/kWh").payload
    assert (payload["answered"], payload["reason"]) == (False, "no_figure")
