"""What is shipped can be asked for, in both languages, and comes with its scope."""

import pytest


@pytest.mark.parametrize(
    ("question", "value", "unit"),
    [
        ("How much electricity did the EU use in 2024?", 2760.9, "TWh"),
        ("EUの2024年の電力需要は?", 2760.9, "TWh"),
        ("How much electricity does the EU get from wind in 2025?", 478.8, "TWh"),
        ("how much CO2 does a kWh of coal emit", 995, "gCO2e/kWh"),
        ("石炭火力は1kWhあたりどれくらいCO2を出す?", 995, "gCO2e/kWh"),
        ("geothermal emissions per kWh", 38, "gCO2e/kWh"),
        ("US carbon intensity in June 2025", 389.13, "gCO2e/kWh"),
        ("electricity price in Germany", 0.1552, "USD/kWh"),
        ("日本の電気料金は?", 0.135, "USD/kWh"),
        ("final electricity consumption of Argentina", 114.667, "TWh"),
        ("アルゼンチンの最終電力消費量は?", 114.667, "TWh"),
        ("electricity demand of Argentina in 2024", 161.68, "TWh"),
        ("how much electricity does Japan get from nuclear in 2024?", 85.0, "TWh"),
        ("How much electricity did data centres in Africa use in 2024?", 1.4, "TWh"),
        ("average Indian household electricity", 900, "kWh"),
        ("how much energy does a video call use per hour", 82, "Wh"),
        ("Bitcoin energy per transaction", 1119.21, "kWh"),
    ],
)
def test_the_shipped_figures_answer(engine, question, value, unit):
    headline = engine.ask(question).payload["headline"]
    assert (headline["value"], headline["unit"]) == (pytest.approx(value, rel=0.02), unit)


def test_the_other_definition_of_argentinas_demand_stands_beneath(engine):
    payload = engine.ask("electricity demand of Argentina in 2024").payload
    assert "wholesale market" in payload["text"]
    assert any("losses of the grid" in caveat for caveat in payload["caveats"])


def test_an_industrial_price_is_never_called_a_household_one(engine):
    assert "industrial" in engine.ask("electricity price in Japan").payload["text"]
    assert "産業用" in engine.ask("日本の電気料金は?").payload["text"]


def test_the_eu_does_not_rank_among_countries(engine):
    assert "European" not in engine.ask("top 10 countries by electricity demand").payload["text"]


def test_coal_and_nuclear_are_compared_by_what_a_kilowatt_hour_emits(engine):
    payload = engine.ask("carbon intensity of coal vs nuclear").payload
    assert payload["headline"]["value"] == pytest.approx(995 / 29)


def test_the_nuclear_share_of_a_country_is_not_its_share_of_the_world(engine):
    assert engine.ask("フランスの原子力の割合は?").payload["headline"]["value"] != pytest.approx(
        1.5, rel=0.1
    )
