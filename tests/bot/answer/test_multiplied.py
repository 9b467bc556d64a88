"""Figures times what a question states: counts, days, hours, distances, loads, prices."""

import pytest


@pytest.mark.parametrize(
    ("question", "value", "unit"),
    [
        ("500人の会社がChatGPTを1日20回ずつ使うと年間何kWh?", 0.34e-3 * 500 * 20 * 365, "kWh"),
        ("1 million chatgpt prompts a day for 30 days, how much energy", 10.2, "MWh"),
        ("How much energy does an electric car use for 300 km?", 52.2, "kWh"),
        ("電気自動車で1日50km、1年走ると何kWh?", 17.4 / 2 * 365, "kWh"),
        ("H100を1万台、負荷率60%で1年動かすと何GWh?", 36.792, "GWh"),
        ("how much electricity does an H100 use running 8 hours a day for a year", 2.044, "MWh"),
        ("what would 3 hours of netflix a day for a year use", 0.077 * 3 * 365, "kWh"),
        ("how much do 500 US homes use in a day", 10.715 * 500 / 365, "MWh"),
    ],
)
def test_a_figure_is_multiplied_by_all_that_is_stated(engine, question, value, unit):
    payload = engine.ask(question).payload
    headline = payload["headline"]
    assert (headline["value"], headline["unit"]) == (pytest.approx(value), unit)
    assert [d["operation"] for d in payload["derivations"]] == ["product"]


@pytest.mark.parametrize(
    "question",
    [
        "if every person in japan asked chatgpt 10 questions a day how much electricity a year",
        "1億円分の電気って日本だと何kWh?",
        "エアコンを1日8時間使うと月の電気代いくら?",
        "how many km is 20 TWh in kilograms",
        "what does a MW cost",
    ],
)
def test_a_stated_amount_is_never_left_out(engine, question):
    assert engine.ask(question).payload["answered"] is False


@pytest.mark.parametrize(
    ("question", "usd", "place"),
    [
        ("what does it cost to run an H100 for a year in Japan?", 6132 * 0.135, "Japan"),
        ("H100を1年間動かすと日本で電気代いくら?", 6132 * 0.135, "日本"),
        ("electricity cost of training GPT-3", 1_287_000 * 0.0813, "United States"),
    ],
)
def test_running_costs_are_an_energy_at_the_price_of_the_place(engine, question, usd, place):
    payload = engine.ask(question).payload
    assert payload["headline"]["value"] == pytest.approx(usd)
    assert place in payload["claims"][0]["text"]


def test_charging_is_no_question_of_money_by_itself(engine):
    headline = engine.ask("energy to charge a smartphone once").payload["headline"]
    assert headline["unit"] == "Wh"


@pytest.mark.parametrize(
    "question",
    [
        "how many Bitcoin transactions equal one US household year",
        "ビットコインの取引何件でアメリカの家庭1年分の電力になる?",
    ],
)
def test_uses_are_counted_in_the_year_of_a_home(engine, question):
    assert engine.ask(question).payload["headline"]["value"] == pytest.approx(10715 / 1119.21)


def test_an_unknown_thing_is_not_taken_for_the_home_it_is_counted_in(engine):
    payload = engine.ask("スパコン富岳の消費電力は何世帯分").payload
    assert (payload["answered"], payload["reason"]) == (False, "unknown_subject")


def test_a_value_is_shown_in_the_asked_unit(engine):
    text = engine.ask("whats the energy use of a google search in joules").payload["text"]
    assert "1,080 J" in text


@pytest.mark.parametrize(
    "question",
    [
        "how much electricity does saying thank you to ChatGPT use",
        "ChatGPTに「ありがとう」と言うといくら電気使うの?",
    ],
)
def test_one_word_to_a_service_is_one_prompt(engine, question):
    headline = engine.ask(question).payload["headline"]
    assert (headline["value"], headline["unit"]) == (0.34, "Wh")


def test_a_statement_that_is_asked_is_checked(engine):
    payload = engine.ask("Data centres use 10% of the world's electricity").payload
    assert payload["kind"] == "check"
    assert "Contradicted" in payload["text"]
