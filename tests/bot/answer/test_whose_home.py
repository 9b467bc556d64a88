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
