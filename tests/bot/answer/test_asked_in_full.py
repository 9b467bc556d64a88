"""Every part of a question counts: its measure, its part of the year, its first year, its order."""

import pytest


@pytest.mark.parametrize(
    ("question", "value", "unit"),
    [
        ("how much water does Google use every day", 16.7, "million gallon"),
        ("how much electricity does germany generate from wind per month", 11.3, "TWh"),
        ("インドの石炭発電は10年前の何倍?", 37.3, "%"),
    ],
)
def test_a_part_of_the_year_and_a_time_ago_are_reckoned_with(engine, question, value, unit):
    text = engine.ask(question).payload["text"]
    assert f"{value}" in text
    assert unit in text


@pytest.mark.parametrize(
    "question",
    [
        "how much energy did training llama 3 take",  # its emissions are known
        "アイルランドのデータセンターの電力、2020年から何倍になった?",  # from 2023 on
        "which country without nuclear uses the most electricity",
        "原発を使ってない国で一番電気使ってるのは?",
        "what is the water use of a google data center per day",
    ],
)
def test_what_leaves_out_a_part_of_the_question_is_not_told(engine, question):
    assert engine.ask(question).payload["answered"] is False


def test_what_a_thing_is_counted_in_stands_second(engine):
    text = engine.ask("how many Icelands is Bitcoin").payload["text"]
    assert "**Bitcoin network: about 8.33 times" in text


def test_a_second_question_keeps_the_measure_of_the_first(engine):
    text = engine.ask("how much co2 does microsoft emit, and did it go up since 2020").payload[
        "text"
    ]
    assert "electricity" not in text


@pytest.mark.parametrize(
    "question",
    [
        "GPUってドライヤーより電気食う?",  # one side is known
        "データセンター増えすぎて電気足りなくなるってマ?",
        "whats bigger, ai's share of world power or bitcoin's",
        "ドイツが脱原発した後、石炭は増えた?",  # no year is known of that
        "日本で一番電気を使ってる業界は?",
        "which industry uses the most electricity",
        "うちのPC 500Wを毎日5時間やったら月なんぼ?",  # money, of a month
    ],
)
def test_half_of_what_is_asked_is_not_told(engine, question):
    assert engine.ask(question).payload["answered"] is False


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("average kwh per person in india last year", "kWh per person**"),
        ("how much power does chatgpt use per question", "**0.34 Wh**"),
        ("フィンランドの原子力、10年でどれくらい増えた?", "2016年の"),
        ("デンマークは風力だけで電気まかなえてる?", "**57.7%**"),
        ("マイクロソフト社の温室効果ガス排出量をお教えください。", "MtCO2e"),
        ("Tesla D1とH100の消費電力を足すと?", "**1,100 W**"),
    ],
)
def test_of_one_or_over_years_or_as_a_part_is_told_so(engine, question, told):
    assert told in engine.ask(question).payload["text"]
