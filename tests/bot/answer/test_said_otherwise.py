"""Measures and things that are said by other words: grams, costs in energy, what it will be."""

import pytest


@pytest.mark.parametrize(
    ("question", "value", "unit"),
    [
        ("ノルウェーの電気って何gCO2?", 29.1, "gCO2e/kWh"),
        ("how many grams of co2 is swedish electricity", 35.3, "gCO2e/kWh"),
        ("how low carbon is swedish electricity in 2025 (percent)", 98.8, "%"),
        ("what % of bitcoin mining runs on gas", 38.2, "%"),
        ("what share of bitcoin mining is coal powered", 8.9, "%"),
        ("ビットコイン採掘の電力で天然ガスが占める割合は?", 38.2, "%"),
        ("what does one btc transaction cost in energy", 1120, "kWh"),
        ("how much energy to boil a litre of water in a kettle", 110, "Wh"),
        ("how big will meta's prometheus be when it's finished (MW)", 1110, "MW"),
        ("one hour of 4k netflix in kwh?", 0.255, "kWh"),
        ("8 h100s flat out for 24h, how many kwh", 134.4, "kWh"),
        ("my hair dryer, how many watts typical", None, "W"),
        ("a dgx h100 box, how many watts", 10200, "W"),
        ("amazon talen nuclear deal, how many MW", 1920, "MW"),
    ],
)
def test_what_is_said_otherwise_is_told(engine, question, value, unit):
    payload = engine.ask(question).payload
    assert payload["answered"]
    assert payload["headline"]["unit"] == unit
    if value is not None:
        assert payload["headline"]["value"] == pytest.approx(value, rel=0.01)


@pytest.mark.parametrize(
    "question",
    [
        "how many grams of co2 does japan emit",
        "what share of bitcoin mining in the us is coal",
        "energy use of tiktok",
        "biggest university campus by power",
        "typical us electricity use at night",
        "what does a bitcoin transaction cost",
    ],
)
def test_of_another_thing_no_figure_is_told(engine, question):
    assert engine.ask(question).shown.kind in ("unanswered", "explanation")


def test_the_biggest_campus_is_one_of_the_sites(engine):
    shown = engine.ask("whats the biggest ai campus at the moment").shown
    assert shown.kind == "ranking"
    assert "Colossus 2" in shown.headline


def test_who_trained_with_more_power_is_told_by_energy(engine):
    shown = engine.ask("who used more power to train, gpt-3 or palm").shown
    assert shown.kind == "comparison"
    assert "PaLM" in shown.headline
