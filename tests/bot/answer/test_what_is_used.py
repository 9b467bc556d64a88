"""What a thing uses is told by nothing else, for as long as is said, and as often."""

import pytest


@pytest.mark.parametrize(
    "question",
    [
        "What does a Bitcoin miner use per day?",  # contracted power is none that is used
        "how much electricity does IREN consume",
        "how much energy to generate a 1 minute video with sora",
    ],
)
def test_nothing_else_stands_for_what_is_used(engine, question):
    assert engine.ask(question).payload["answered"] is False


def test_days_that_a_thing_is_used_are_counted(engine):
    text = engine.ask("1200Wのドライヤーを毎日10分、30日使うと何kWh?").payload["text"]
    assert "**6 kWh**" in text


def test_two_things_to_ask_are_no_factor(engine):
    question = "hi! two things: how many kW is a kettle, and how many kwh to boil a litre in it?"
    text = engine.ask(question).payload["text"]
    assert "0.22" not in text
    assert "0.11 kWh" in text


def test_no_power_stands_for_dollars(engine):
    assert engine.ask("iren microsoft deal how much $$").payload["answered"] is False
