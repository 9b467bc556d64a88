"""What a country makes per person, and amounts that are stated of a month."""

import pytest


@pytest.mark.parametrize(
    "question", ["solar per person in germany", "ドイツの1人当たりの太陽光発電量は?"]
)
def test_what_a_country_makes_is_divided_by_its_people(engine, question):
    payload = engine.ask(question).payload
    assert payload["headline"]["value"] == pytest.approx(89.62e9 / 84_075_075)
    assert len(payload["citations"]) == 2


def test_a_stored_figure_per_person_is_told_as_it_is(engine):
    assert engine.ask("electricity per person in germany").payload["kind"] == "figure"


@pytest.mark.parametrize(
    "question",
    ["if i use 300 kWh a month what's my average power in watts", "月300kWhだと平均何W?"],
)
def test_an_energy_of_a_month_is_a_mean_power(engine, question):
    assert engine.ask(question).payload["headline"]["value"] == pytest.approx(300e3 * 12 / 8760)


def test_an_energy_of_a_month_is_that_of_so_many_homes(engine):
    payload = engine.ask("300 kWh a month in homes").payload
    assert payload["headline"]["value"] == pytest.approx(3600 / 10715)


@pytest.mark.parametrize(
    "question",
    ["does an air conditioner use more than a fridge", "エアコンと冷蔵庫、どっちが電気食う?"],
)
def test_devices_are_set_side_by_side_in_one_country(engine, question):
    assert engine.ask(question).payload["headline"]["value"] == pytest.approx(247 / 103)


def test_whether_it_is_worth_it_is_advice(engine):
    question = "is it worth switching my house to a heat pump, what would you do"
    assert engine.ask(question).payload["reason"] == "out_of_scope"


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("what's 5% of us electricity in TWh", 4535.81 * 0.05),
        ("a third of germany's electricity", 520.27 / 3),
        ("日本の電力の5%は何TWh?", 1029.86 * 0.05),
        ("1億kWhはMWだと平均いくつ?", 1e8 / 8760 / 1e3),
    ],
)
def test_a_part_of_a_figure(engine, question, value):
    assert engine.ask(question).payload["headline"]["value"] == pytest.approx(value)


def test_no_part_of_a_group_s_name_is_a_country(engine):
    text = engine.ask("東南アジアで石炭火力が多い国は?").payload["text"]
    assert "1位 インドネシア" in text


def test_whether_so_much_a_month_is_a_lot_is_told_in_homes(engine):
    payload = engine.ask("is 300 kWh a month a lot for a house in japan").payload
    assert payload["headline"]["value"] == pytest.approx(3600 / 4175)


@pytest.mark.parametrize(
    ("question", "watts"),
    [
        ("70 W laptop 8 hours a day five days a week per year", 70),
        ("1日8時間、週5日、60Wで年間何kWh?", 60),
    ],
)
def test_days_a_week_are_no_whole_week(engine, question, watts):
    hours = 8 * 365 * 5 / 7
    assert engine.ask(question).payload["headline"]["value"] == pytest.approx(watts * hours / 1e3)


def test_per_cent_a_year_is_a_change(engine):
    payload = engine.ask("microsoft electricity 2020 to 2024 in percent per year").payload
    assert payload["kind"] == "trend"
