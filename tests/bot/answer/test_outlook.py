"""How much something is to change: today's figure beside the projection for the asked year."""

import pytest


def _numbers(payload):
    return [n["value"] for n in payload["claims"][0]["numbers"]]


@pytest.mark.parametrize(
    ("question", "order"),
    [
        ("how much will data centers grow by 2030?", 1),
        ("データセンターの電力は2030年までに何倍になる?", -1),
    ],
)
def test_growth_to_come_is_the_projection_by_the_same_publisher(engine, question, order):
    payload = engine.ask(question).payload
    numbers = [950, 485, pytest.approx(950 / 485)][::order]
    assert (payload["kind"], _numbers(payload)) == ("trend", numbers)
    assert payload["headline"]["value"] == numbers[0]
    assert all(c["publisher"] == "IEA" for c in payload["citations"][:2])


def test_the_asked_first_year_is_the_one_that_counts(engine):
    question = "expected growth of data center electricity from 2024 to 2030"
    assert _numbers(engine.ask(question).payload)[:2] == [950, 415]


def test_a_range_of_projections_stays_a_range(engine):
    question = "by how much will Japan's data centre demand increase until 2034"
    number = engine.ask(question).payload["claims"][0]["numbers"][-1]
    assert (number["lower"], number["upper"]) == (pytest.approx(57 / 19), pytest.approx(66 / 19))


def test_what_the_range_leaves_open_has_no_verdict(engine):
    asked = "will US data centre electricity {} by 2028?"
    verdicts = [
        engine.ask(asked.format(word)).payload["headline"]["verdict"]
        for word in ("double", "fall", "grow")
    ]
    assert verdicts == [None, False, True]


def test_without_a_projection_it_says_so(engine):
    payload = engine.ask("how much will Bitcoin's electricity grow by 2035?").payload
    assert (payload["answered"], payload["reason"]) == (False, "no_period")


def test_the_growth_of_a_year_is_that_years(engine):
    payload = engine.ask("US electricity demand growth 2024").payload
    assert "2023" in payload["interpretation"]
    assert "2024" in payload["interpretation"]


def test_another_case_may_leave_it_open(engine):
    """The base case more than doubles what data centres use, the low case does not."""
    question = "will global data centre electricity double between 2024 and 2030?"
    payload = engine.ask(question).payload
    assert payload["headline"]["verdict"] is None
    assert "669 TWh" in payload["text"]
