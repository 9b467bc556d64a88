"""What a company or a network generates, or uses in a place, is not what it uses."""

import pytest


@pytest.mark.parametrize(
    "question",
    [
        "How much electricity did Microsoft generate in 2024?",
        "How much power does Bitcoin produce?",
        "Googleは何kWh発電した?",
        "Google electricity generation in kWh",
        "How many kWh did Google generate?",
        "Microsoftは2024年にどれだけ発電した?",
        "How much electricity does Google use in Norway?",
        "Googleはノルウェーで電力をどれだけ使う?",
    ],
)
def test_its_use_is_no_answer(engine, question):
    assert not engine.ask(question).payload["answered"]


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("How much electricity did Japan generate in 2023?", "electricity generation"),
        ("How much electricity does Google use?", "electricity consumption"),
    ],
)
def test_what_is_asked_is_told(engine, question, value):
    assert value in engine.ask(question).payload["text"]
