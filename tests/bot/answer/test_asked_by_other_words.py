"""Mixes, prices, rows of a ranking and times that are worded in other ways."""

import pytest


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("what's France's electricity made of", "nuclear generation is **68.8%**"),
        ("is Spain's power cheaper than Italy's", "**Yes.**"),
        ("does Norway make more electricity than Sweden", "**No.**"),
        ("the five dirtiest grids in Europe", "Kosovo"),
        ("ブラジルの再エネ比率、2010年と最新を教えて", "2025年の"),
        ("EV1台が1年で1万km走ると何kWh?", "1,740 kWh"),
    ],
)
def test_it_is_understood(engine, question, text):
    assert text in engine.ask(question).payload["headline"]["text"]


def test_a_second_part_is_compared_with_the_first(engine):
    text = engine.ask("ビットコインの消費電力は?フランスの何倍?").payload["text"]
    assert "フランスの約0.336倍" in text


@pytest.mark.parametrize(
    "question",
    [
        "スマホを1年充電すると何kWh?",
        "How many hours of Netflix equal one load in the tumble dryer?",
    ],
)
def test_one_use_is_no_year_and_all_homes_no_one_load(engine, question):
    assert not engine.ask(question).shown.answered


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("毎日スマホを充電すると電気代は年いくら?", "4.38 kWh"),
        ("中国の発電量の内訳は?", "**54.3%**"),
        ("日本の人口1人あたりの電力は30年前と比べて増えた?", "1人当たり電力需要"),
        ("ビットコインとビザ、1取引の電力の差は何倍?", "453,000倍"),
    ],
)
def test_daily_uses_mixes_and_people_are_understood(engine, question, text):
    assert text in engine.ask(question).payload["headline"]["text"]


@pytest.mark.parametrize(
    "question",
    [
        "Geminiは1日何回くらい質問される?",
        "AI検索とふつうの検索、電気はどっちが多い?",
        "does a gaming PC use more than a fridge",
    ],
)
def test_an_unknown_side_or_count_is_refused(engine, question):
    assert not engine.ask(question).shown.answered


@pytest.mark.parametrize(
    ("question", "measure", "n_places"),
    [
        ("Spain vs Greece gCO2/kWh", "carbon_intensity", 2),
        ("how many grams of CO2 per kWh does Italy emit?", "carbon_intensity", 1),
        ("how much CO2 does a kWh in Estonia emit vs Sweden", "carbon_intensity", 2),
    ],
)
def test_grams_for_a_kwh_ask_for_carbon_intensity(engine, question, measure, n_places):
    payload = engine.ask(question).payload
    figures = [engine.knowledge.figure(c["figure_id"]) for c in payload["citations"]]
    assert {f.measure_id for f in figures} == {measure}
    assert len({f.region for f in figures}) == n_places


@pytest.mark.parametrize(
    "question",
    ["Grok 3の学習に使った電力を日本の家庭の数で", "number of homes that Meta could power"],
)
def test_homes_are_counted_and_no_count_is_asked(engine, question):
    assert engine.ask(question).payload["kind"] == "equivalent"
