"""A price that the question states is what an energy is multiplied by."""

import pytest


@pytest.mark.parametrize(
    ("question", "value", "unit"),
    [
        ("31円/kWhで月350kWh使うと電気代いくら?", 10850, "JPY"),
        ("350 kWh a month at $0.15/kWh, monthly bill?", 52.5, "USD"),
        ("What does 350 kWh cost at 31 cents per kWh?", 108.5, "USD"),
        ("1.5kWのヒーターを3時間、31円/kWhだといくら?", 139.5, "JPY"),
        ("電気代1kWh31円で500W を10時間使うと?", 155, "JPY"),
        ("If electricity costs $50/MWh, what does 100 MW cost for a year?", 43.8e6, "USD"),
        ("日本の家庭は31円/kWhだと年間いくら?", 4175 * 31, "JPY"),
        ("what does running an H100 for a day cost at 10 cents/kWh", 1.68, "USD"),
    ],
)
def test_an_energy_costs_so_much(engine, question, value, unit):
    payload = engine.ask(question).payload
    assert payload["kind"] == "conversion"
    assert payload["headline"]["unit"] == unit
    assert payload["headline"]["value"] == pytest.approx(value)


@pytest.mark.parametrize(
    "question",
    [
        "is 31円/kWh expensive?",
        "How much do 3 fridges cost at 20 cents per kWh",
        "what is 20 cents per kWh?",
        "20 cents per kWh for 5 people, how much?",
    ],
)
def test_a_price_of_nothing_is_refused(engine, question):
    assert engine.ask(question).payload["answered"] is False


@pytest.mark.parametrize(
    "question", ["10kWと50kWhはどっちが大きい?", "which is bigger, 5 kWh or 3 kW"]
)
def test_a_power_is_not_more_than_an_energy(engine, question):
    assert engine.ask(question).payload["reason"] == "not_comparable"


@pytest.mark.parametrize(
    ("question", "kwh"),
    [
        ("100Wの電球を24時間つけっぱなしで30日だと何kWh?", 72),
        ("30日でRTX 4090はどれだけ使う?", 324),
        ("450WのPCを10日ずっとつけたら何kWh?", 108),
        ("500 mw at 80% capacity factor, kwh per year?", 3.504e9),
        ("5 mW for a year in kWh", 0.0438),
    ],
)
def test_days_and_small_letters_count(engine, question, kwh):
    assert engine.ask(question).payload["headline"]["value"] == pytest.approx(kwh)


@pytest.mark.parametrize(
    "question",
    [
        "パキスタンの太陽光発電が急増してるらしいけど2020年と2025年でどう変わった?",
        "I heard solar in Pakistan is booming, how did it change from 2020 to 2025?",
    ],
)
def test_hearsay_before_a_question_is_no_claim(engine, question):
    payload = engine.ask(question).payload
    assert payload["kind"] == "trend"
    assert "36.6 TWh" in payload["headline"]["text"]


@pytest.mark.parametrize(
    ("question", "usd_a_kwh"),
    [
        ("Bitcoinの電気代は1kWhあたりいくら?", 0.045),
        ("What does Bitcoin mining pay per kWh for electricity?", 0.045),
        ("What does a kWh cost in Germany?", 0.1552),
    ],
)
def test_what_is_paid_per_kwh_is_a_price(engine, question, usd_a_kwh):
    headline = engine.ask(question).payload["headline"]
    assert headline["unit"] == "USD/kWh"
    assert headline["value"] == pytest.approx(usd_a_kwh)


@pytest.mark.parametrize(
    "question",
    [
        "マイナーの電気代は1MWhあたりいくら?",
        "How much does a German home pay per kWh?",
        "how much does an H100 cost per kWh?",
    ],
)
def test_no_bill_stands_for_a_price(engine, question):
    assert engine.ask(question).payload["answered"] is False
