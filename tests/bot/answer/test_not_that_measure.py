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


def test_unknown_qualities_are_not_compared(engine):
    payload = engine.ask("whats more charming per kwh, poland or germany").payload
    assert (payload["answered"], payload["reason"]) == (False, "unknown_subject")


def test_what_a_chip_costs_is_not_its_power(engine):
    payload = engine.ask("how much does an H100 cost?").payload
    assert (payload["answered"], payload["reason"]) == (False, "no_figure")


@pytest.mark.parametrize(
    "question",
    ["how much power does the biggest nvidia chip draw", "NVIDIAのGPUで一番電力食うやつは?"],
)
def test_chips_of_one_maker_are_ranked_among_themselves(engine, question):
    payload = engine.ask(question).payload
    assert all("NVIDIA" in claim["text"] for claim in payload["claims"])


def test_ai_of_a_year_is_not_silently_data_centres(engine):
    text = engine.ask("energy used by AI in 2024 in TWh").payload["text"]
    assert "It depends on what counts as AI" in text


def test_a_share_that_changed_has_both_ends(engine):
    text = engine.ask("has the share of US electricity used by data centres grown?").payload["text"]
    assert "2014" in text
    assert "1.4%" in text
    published = engine.ask("how has the data centre share of Irish electricity changed").payload
    assert published["kind"] == "trend"


def test_a_second_short_question_leans_on_the_first(engine):
    text = engine.ask("フランスの原発の割合は?10年前は?").payload["text"]
    assert "68.8%" in text
    assert "72.1%" in text


def test_the_lower_end_is_of_the_group_that_was_ranked(engine):
    payload = engine.ask(
        "and the lowest?", context=("top 5 in Europe by carbon intensity",)
    ).payload
    assert "Norway" in payload["claims"][0]["text"]


def test_which_of_two_earlier_things(engine):
    asked = ("how much electricity does Japan use", "and Germany?")
    payload = engine.ask("which one is more", context=asked).payload
    assert payload["kind"] == "comparison"
    assert "**Japan.**" in payload["text"]


def test_a_month_of_costs_is_no_year(engine):
    payload = engine.ask("what does it cost to run an H100 for a month").payload
    assert payload["headline"]["value"] == pytest.approx(511 * 0.0813)
