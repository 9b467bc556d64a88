"""A home of a town or of so many people is not the country's average home."""

import pytest


@pytest.mark.parametrize(
    "question",
    [
        "5人世帯の電力消費量は?",
        "4人家族の電気代は?",
        "how much power does a 2 person household use",
        "electricity use of a family of four in the US",
        "三鷹市の1世帯当たりの電力消費量は?",
        "渋谷区の家庭の電気代",
        "つくば市の家庭の電気代",
        "What's the electricity bill for a home in Leeds?",
    ],
)
def test_no_average_home_stands_for_it(engine, question):
    assert not engine.ask(question).payload["answered"]


@pytest.mark.parametrize(
    "question", ["日本の1世帯当たりの電力消費量は?", "How much electricity does a US home use?"]
)
def test_the_average_home_is_told(engine, question):
    assert engine.ask(question).payload["answered"]


@pytest.mark.parametrize(
    ("question", "kwh"),
    [
        ("ドイツの2人世帯の年間電力消費は?", 2890),
        ("ドイツの3人世帯の電力消費量", 3720),
        ("how much does a four-person household in Germany use", 4085),
        ("german home with 2 people, kwh a year", 2890),
        ("three person german household electricity", 3720),
    ],
)
def test_a_home_of_a_size_is_told_where_one_is_known(engine, question, kwh):
    shown = engine.ask(question).shown
    assert shown.answered
    assert f"{kwh:,} kWh" in shown.headline


@pytest.mark.parametrize(
    "question", ["ドイツの5人世帯の電力消費は?", "german household of 6 people, kwh?"]
)
def test_no_home_of_another_size_is_told(engine, question):
    assert not engine.ask(question).shown.answered
