"""Stated times, and comparisons of hours of use and of devices' watts."""

import pytest


@pytest.mark.parametrize(
    "question",
    [
        "does streaming 2 hours of netflix use more than boiling a kettle",
        "Netflix2時間はケトル1回より電気を使う?",
    ],
)
def test_so_many_hours_are_compared_and_not_one(engine, question):
    payload = engine.ask(question).payload
    assert payload["headline"]["verdict"] is True
    assert payload["headline"]["value"] == pytest.approx(2 * 77 / 110, rel=1e-3)


def test_an_amount_is_no_part_of_another_number(engine):
    """The 2 of two data centres is not told by the year 2024."""
    assert not engine.ask("how many TWh do 2 data centres use in the US?").shown.answered


def test_devices_of_which_only_the_watts_are_known_leave_open_which_uses_more(engine):
    reply = engine.ask("Kettle vs microwave, which uses more?")
    assert not reply.payload["headline"]["text"].startswith("**Kettle, United Kingdom.**")
    assert any("depends on how long it runs" in caveat for caveat in reply.shown.caveats)


def test_minutes_are_told_as_minutes(engine):
    text = engine.ask("電子レンジを10分使うと何kWh?").payload["headline"]["text"]
    assert "× 10 min" in text


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Germany's carbon intensity now and in 2010", "in 2010 to"),
        ("how does Japan's coal share compare now vs 10 years ago", "in 2016 to"),
    ],
)
def test_now_and_then_tells_both(engine, question, text):
    assert text in engine.ask(question).payload["headline"]["text"]


def test_how_many_times_a_trend_grew_is_told(engine):
    lines = engine.ask("グーグルの電力使用量は2019年から何倍になった?").shown.lines
    assert any("3.56倍" in line for line in lines)


@pytest.mark.parametrize(
    ("question", "homes"),
    [
        ("how many homes can a nuclear reactor power", 835e3 * 8760 / 10715),
        ("原発2基は何世帯分の電気を作れる?", 2 * 835e3 * 8760 / 4175),
    ],
)
def test_a_reactor_is_counted_in_homes(engine, question, homes):
    headline = engine.ask(question).payload["headline"]
    assert headline["value"] == pytest.approx(homes, rel=1e-3)


def test_the_cleanest_of_the_world_is_a_country(engine):
    payload = engine.ask("世界一クリーンな電力の国は?").payload
    assert payload["kind"] == "ranking"
    assert payload["headline"]["value"] < 50
