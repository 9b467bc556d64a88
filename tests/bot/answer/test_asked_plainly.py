"""Questions as people put them: which of two, an amount alone, one thing in two places."""

import pytest


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("Which is bigger: Norway's or Sweden's power demand in 2020?", "**Sweden.**"),
        ("Which is cleaner, France or Poland?", "**France.**"),
        ("ノルウェーとアルゼンチン、電力消費が多いのはどちら?", "**アルゼンチンです。**"),
        ("What produced more power in the UK in 2023, wind or gas?", "**Gas generation"),
    ],
)
def test_the_one_asked_for_is_named_first(engine, question, named):
    headline = engine.ask(question).payload["headline"]
    assert headline["text"].startswith(named)
    assert headline["verdict"] is None


def test_which_of_two_stays_open_where_the_ranges_overlap(engine):
    text = engine.ask("Which uses more electricity, Bitcoin or Sweden?").payload["headline"]["text"]
    assert text.startswith("**It cannot be said either way:**")


@pytest.mark.parametrize(
    ("question", "terawatt_hours"), [("500 MW", 4.38), ("what would 500 MW power all year", 4.38)]
)
def test_an_amount_alone_is_put_in_familiar_things(engine, question, terawatt_hours):
    payload = engine.ask(question).payload
    assert payload["kind"] == "equivalent"
    assert payload["headline"]["value"] == pytest.approx(terawatt_hours)


def test_what_a_company_consumed_is_its_electricity(engine):
    headline = engine.ask("What did Google consume in 2023?").payload["headline"]
    assert (headline["value"], headline["unit"]) == (25.307, "TWh")


def test_chips_are_counted_beside_what_they_would_equal(engine):
    payload = engine.ask("How many H100s would use as much as Iceland?").payload
    assert payload["kind"] == "equivalent"
    assert payload["headline"]["value"] == pytest.approx(19.05e12 / (700 * 8760), rel=1e-6)


def test_an_hour_of_a_chip_is_an_hour_and_not_a_year(engine):
    payload = engine.ask("how many ChatGPT prompts equal one H100 hour").payload
    assert payload["headline"]["value"] == pytest.approx(700 / 0.34)


@pytest.mark.parametrize(
    "question",
    [
        "How much power do all the H100s in the world use?",
        "How much energy do all ChatGPT prompts use in a day?",
        "世界中のH100の消費電力は?",
    ],
)
def test_the_figure_of_one_is_not_given_for_all(engine, question):
    payload = engine.ask(question).payload
    assert not payload["answered"]
    assert "unit" not in payload.get("headline", {})


def test_one_thing_in_two_places_is_compared(engine):
    payload = engine.ask("How does Virginia's data centre share compare with Ireland's?").payload
    assert payload["kind"] == "comparison"
    regions = {engine.knowledge.figure(c["figure_id"]).region for c in payload["citations"]}
    assert {"US-VA", "IE"} <= regions


def test_how_fast_something_grew_is_a_trend(engine):
    payload = engine.ask("How fast did solar grow in India between 2015 and 2023?").payload
    assert payload["kind"] == "trend"


def test_the_unit_that_is_asked_for_is_understood(engine):
    payload = engine.ask("Convert 3 TWh to GJ").payload
    assert payload["headline"]["value"] == pytest.approx(10.8e6)
    assert payload["caveats"] == []
