"""Arithmetic over numbers that a question gives: all of them have a part, or it is refused."""

import pytest


@pytest.mark.parametrize(
    ("question", "value", "unit"),
    [
        ("what do 240 kWh cost at $0.15 per kWh?", 36.0, "USD"),
        ("what do 50 kWh cost at 30 pence per kWh?", 15.0, "GBP"),
        ("1kWhあたり30円で400kWh使うといくら?", 12_000.0, "JPY"),
        ("3 GWh at 0.2 kg CO2 per kWh, how many tonnes?", 600.0, "tCO2"),
        ("IT load of 8 MW and a PUE of 1.25, how much does the site draw?", 10.0, "MW"),
        ("a site draws 45 MW with PUE 1.5, what is the IT load?", 30.0, "MW"),
        ("IT負荷10MW、PUE1.4のデータセンター全体の電力は?", 14.0, "MW"),
        ("60 kW of servers at PUE 1.5 running all year, MWh?", 788.4, "MWh"),
        ("30 screens at 40 W each for 10 hours, kWh?", 12.0, "kWh"),
        ("800 GWh shared by 200,000 homes, how much per home?", 4.0, "MWh"),
        ("what is 20% of 300 TWh?", 60.0, "TWh"),
        ("300TWhの20%は?", 60.0, "TWh"),
        ("what percent of 500 TWh is 20 TWh", 4.0, "%"),
        ("900TWhは300TWhの何倍?", 3.0, "x"),
        ("how many 500 W panels make 2 MW?", 4_000.0, None),
        ("if 100 TWh grows 5% a year for 2 years how much is it?", 110.25, "TWh"),
        ("how long does it take to double at 10% growth a year?", 7.2725, "yr"),
        ("800 mw at 50% load for a year in twh", 3.504, "TWh"),
        ("200Wのテレビを5時間つけて20日だと何kWh?", 20.0, "kWh"),
    ],
)
def test_what_is_given_is_reckoned_with(engine, question, value, unit):
    payload = engine.ask(question).payload
    headline = payload["headline"]
    assert (headline["value"], headline["unit"]) == (pytest.approx(value, rel=1e-4), unit)


@pytest.mark.parametrize(
    "question",
    [
        "a 30 MW data centre with a PUE of 1.5, what does it draw?",  # whose power is it?
        "how many 5 MW turbines make 1 kW",
        "50 kW for 3 hours with 7% losses at 240 V, how many kWh",
        "which is more, 10 kW or 50 kWh",
        "10kWと50kWhはどっちが大きい?",
        "20 TWh divided among 4 provinces and 3 towns, kWh each?",
        "年7%で減ると何年で2倍になる?",
    ],
)
def test_a_given_number_without_a_part_is_no_answer(engine, question):
    assert engine.ask(question).payload["answered"] is False


def test_milliwatts_are_meant_of_what_draws_so_little(engine):
    headline = engine.ask("a 5 mw laser for 100 hours, how many Wh?").payload["headline"]
    assert (headline["value"], headline["unit"]) == (pytest.approx(0.5), "Wh")


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("how many kettle boils do u get out of 10 MWh", 90_909.0),
        ("2GWhはスマホの充電何回分ですか", 2e6 / 0.012),
    ],
)
def test_uses_are_counted_in_the_named_use(engine, question, value):
    headline = engine.ask(question).payload["headline"]
    assert headline["value"] == pytest.approx(value, rel=1e-3)


@pytest.mark.parametrize(
    "question",
    [
        "月300kWhだと1kWh35円で年間いくら?",
        "an inverter with 90% efficiency draws 2 kW for 5 hours, how many kWh",
        "chatgpt takes ten times more electricity than googling something",
        "if every person on earth asked Gemini 20 questions a day what would it need",
    ],
)
def test_a_month_an_efficiency_and_everybody_are_not_passed_over(engine, question):
    assert not engine.ask(question).shown.answered
