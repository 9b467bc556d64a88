"""A word that narrows what is asked has to be carried by what is told."""

import re

import pytest

from bot.answer.guarding.narrowing import Narrowing, find_narrowed, not_carried

_PEAK = Narrowing(re.compile("peak|最大"), re.compile("peak|最大|highest"), ("ranking",))


def test_a_word_within_a_name_narrows_and_one_within_a_period_does_not():
    text = "peak demand in peak year"
    found = find_narrowed(text, ((15, 24),), (_PEAK,))
    assert [n.written for n in found] == ["peak"]


@pytest.mark.parametrize(
    ("kind", "told", "left"),
    [
        ("figure", ("demand of Japan",), ("Peak",)),
        ("figure", ("the highest of all years",), ()),
        ("figure", ("最大電力",), ()),
        ("ranking", ("demand of Japan",), ()),
    ],
)
def test_it_is_carried_in_either_language_or_by_the_kind_of_answer(kind, told, left):
    found = find_narrowed("Peak demand", (), (_PEAK,))
    assert not_carried(found, kind, told) == left


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("how much planned electricity did Google use in 2024", "planned"),
        ("average electricity bill in germany", "bill"),
        ("how much electricity do old homes in Japan use", "old"),
        ("what share of Ireland's peak electricity do data centres use", "peak"),
        ("at night, how much electricity does Japan use?", "night"),
        ("アメリカの最大電力需要は?", "最大"),  # a year's energy is no peak
        ("日本の家の電力は?", "家"),
        ("日本の産業用の電力消費は何TWh?", "産業用"),
        ("新しいグーグル検索100万回のエネルギーは?", "新しい"),
    ],
)
def test_what_is_narrower_than_all_that_is_known_is_refused_with_the_wider_as_near(
    engine, question, left
):
    payload = engine.ask(question).payload
    assert (payload["answered"], payload["reason"]) == (False, "no_figure")
    assert left in payload["text"]


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("average US home electricity use", 10715),
        ("planned power of Stargate", 10),
        ("会社で聞かれたんだけど、日本の電力は?", 1029.86),
        ("for a school project: how much electricity does Japan use", 1029.86),
        ("industrial electricity price in France", 0.1024),
    ],
)
def test_what_is_told_as_narrow_as_it_is_asked_stands(engine, question, value):
    assert engine.ask(question).payload["headline"]["value"] == pytest.approx(value, rel=1e-3)


def test_a_year_of_a_peak_says_among_which_years_it_is_one(engine):
    text = engine.ask("in what year did US coal generation peak?").payload["text"]
    assert "(2007, Ember)" in text
    assert "The highest of the yearly values from 2000 to 2025." in text


@pytest.mark.parametrize(
    "question",
    [
        "Finland's industry electricity consumption",
        "how much electricity does Finland use in industry",
        "how much of Finland's electricity is used by industries",
        "how much electricity do Finland's consumers use",
        "electricity use of trains in Finland",
        "how much electricity does Finland use in schools",
        "electricity price for consumers in Germany",
        "フィンランドの産業の電力消費量は?",
        "フィンランドでは業界でどれくらい電気を使う?",
        "フィンランドの消費者の電力消費量は?",
        "フィンランドでは夜でどれくらい電気を使う?",
    ],
)
def test_a_part_of_a_country_is_not_the_country(engine, question):
    assert not engine.ask(question).payload["answered"]


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("how much electricity does the bitcoin mining industry use", "bitcoin-network"),
        ("暗号資産業界の電力消費は?", "cryptocurrencies"),
        ("データセンター業界の電力消費量は?", "data-centres"),
    ],
)
def test_an_industry_that_is_named_is_the_thing_itself(engine, question, subject):
    payload = engine.ask(question).payload
    cited = {engine.knowledge.figure(c["figure_id"]).subject_id for c in payload["citations"]}
    assert cited == {subject}


@pytest.mark.parametrize(
    ("question", "hours", "unit"),
    [
        ("how much electricity does Finland use per minute", 1 / 60, "MWh"),
        ("how much electricity does Finland use in a second", 1 / 3600, "MWh"),
        ("how much electricity does Finland use per annum", 8760.0, "TWh"),
        ("フィンランドは毎分どれくらい電気を使う?", 1 / 60, "MWh"),
    ],
)
def test_a_minute_and_a_second_are_parts_of_a_year(engine, question, hours, unit):
    year = engine.ask("how much electricity does Finland use").payload["headline"]["value"]
    headline = engine.ask(question).payload["headline"]
    in_unit = {"TWh": 1.0, "MWh": 1e6}[unit]
    assert (headline["value"], headline["unit"]) == (
        pytest.approx(year * in_unit * hours / 8760, rel=0.01),
        unit,
    )


@pytest.mark.parametrize(
    "question",
    [
        "how much electricity do data centres use for crypto",
        "how much energy does a Gemini prompt use on a phone",
        "how much electricity do AI servers in data centres use",
        "データセンターで暗号資産に使う電力は?",
    ],
)
def test_a_thing_that_narrows_another_is_not_compared_with_it(engine, question):
    assert not engine.ask(question).payload["answered"]


@pytest.mark.parametrize(
    "question",
    [
        "electricity use of Spain and Portugal",
        "how much electricity does Ethereum use compared with Visa",
        "whats the tdp of the l40, and of the t4",
    ],
)
def test_things_that_stand_beside_each_other_are_compared(engine, question):
    assert engine.ask(question).payload["kind"] == "comparison"


@pytest.mark.parametrize(
    "question",
    [
        "how much energy do 500 tokens of ChatGPT use",
        "how much energy does a Gemini prompt use for 3 images",
        "how much electricity does Bitcoin use per miner",
        "how much electricity does Google use per user",
        "how much power does an H100 draw when undervolted",
        "how much energy does a Gemini query use when cached",
        "how much energy does a Gemini prompt use for long answers",
        "Geminiに長い質問をしたときの電力は?",
    ],
)
def test_what_is_of_something_else_is_not_told(engine, question):
    assert not engine.ask(question).payload["answered"]


@pytest.mark.parametrize(
    ("question", "value"),
    [("20 bitcoin transactions energy", 22.4), ("10 images with FLUX.1 Dev, energy", 96.5)],
)
def test_what_is_counted_as_the_figure_counts_is_multiplied(engine, question, value):
    assert engine.ask(question).payload["headline"]["value"] == pytest.approx(value, rel=0.01)


@pytest.mark.parametrize(
    "question",
    [
        "average of Spain and Italy's carbon intensity",
        "スペインとイタリアの炭素強度の平均は?",
        "median carbon intensity in Europe",
        "a 60W bulb for a week",
    ],
)
def test_a_mean_is_no_comparison_and_a_thing_for_a_time_no_claim(engine, question):
    assert not engine.ask(question).payload["answered"]
