"""Where the figure that is asked for is not there, none that stands beside it is told instead."""

import pytest


@pytest.mark.parametrize(
    ("question", "near"),
    [
        ("Australia's nuclear generation in 2025", "Australia"),  # not its bioenergy's
        ("sustainable energy share of bitcoin mining 2023", "Bitcoin"),  # not its part of the world
        ("how many GW does Google use", "Google"),  # what it has contracted is not used
        ("マイクロソフトは何GW使ってる?", "Microsoft"),
        ("Thailand data centers % of electricity", "data centres"),  # not those of the world
        ("what share of Brazil's electricity goes to data centres", "data centres"),
        ("冷蔵庫の年間消費電力量は?", "冷蔵庫"),  # not that of all fridges of a country
        ("how much electricity does a TV use", "televisions"),
    ],
)
def test_what_stands_beside_it_is_not_told_for_it(engine, question, near):
    payload = engine.ask(question).payload
    assert payload["answered"] is False
    assert near in "".join(payload["nearest"])


@pytest.mark.parametrize(
    ("question", "unit", "value"),
    [
        ("how many GW is Stargate", "GW", 10),  # which is planned, and nothing else
        ("us christmas lights electricity", "TWh", 6.63),
        ("what % of japan's electricity does bitcoin use", "%", 15.61),
        ("colossus 2 power aug 2026", "MW", 946),
    ],
)
def test_what_is_its_own_or_said_to_be_beside_it_is_told(engine, question, unit, value):
    headline = engine.ask(question).payload["headline"]
    assert headline["unit"] == unit
    assert headline["value"] == pytest.approx(value, rel=0.01)


def test_a_change_since_a_year_long_before_the_first_known_is_not_told(engine):
    payload = engine.ask("how did Google's electricity use change since 2005").payload
    assert payload["answered"] is False


@pytest.mark.parametrize(
    "question", ["wind turbine capacity factor", "what's the capacity factor of solar"]
)
def test_one_source_of_power_is_not_told_by_another(engine, question):
    assert not engine.ask(question).payload["answered"]
