"""A range that a question states stays a range in what is reckoned from it."""

import pytest


@pytest.mark.parametrize(
    ("question", "lower", "upper", "unit"),
    [
        ("convert 3-4 GWh to TWh", 0.003, 0.004, "TWh"),
        ("3〜4GWhは何TWh?", 0.003, 0.004, "TWh"),
        ("a 2 kW heater runs 3-4 hours, how many kWh?", 6, 8, "kWh"),
        ("5 to 10 TWh a year in GW", 5000 / 8760, 10000 / 8760, "GW"),
        ("if 3-4 million prompts a day at 0.3 Wh, how many GWh a year?", 0.3285, 0.438, "GWh"),
        ("1日300万〜400万回、1回0.3Whなら年間何GWh?", 0.3285, 0.438, "GWh"),
        ("what does 3-4 GWh mean in homes?", 3e6 / 10715, 4e6 / 10715, "home"),
        ("3〜4億kWhは何世帯分?", 3e8 / 4175, 4e8 / 4175, "home"),
        ("what does 100-200 MW mean in homes?", 876e6 / 10715, 1752e6 / 10715, "home"),
    ],
)
def test_a_stated_range_gives_a_range(engine, question, lower, upper, unit):
    headline = engine.ask(question).payload["headline"]
    assert (headline["value"], headline["unit"]) == (None, unit)
    assert (headline["lower"], headline["upper"]) == (pytest.approx(lower), pytest.approx(upper))


def test_the_steps_show_both_ends(engine):
    (derivation,) = engine.ask("a 2 kW heater runs 3-4 hours, how many kWh?").payload["derivations"]
    assert derivation["steps"] == "2 kW × 3 h … 2 kW × 4 h"


def test_a_range_below_zero_is_no_amount(engine):
    assert engine.ask("−3 GWh ±3 GWh in TWh").payload["answered"] is False


def test_one_amount_gives_one_value(engine):
    headline = engine.ask("convert 4 GWh to TWh").payload["headline"]
    assert (headline["value"], headline["lower"], headline["upper"]) == (0.004, None, None)


def test_a_range_of_nothing_comes_to_nothing(engine):
    headline = engine.ask("a 0 kW heater runs 3-4 hours, how many kWh?").payload["headline"]
    assert (headline["value"], headline["lower"], headline["upper"]) == (0, None, None)
