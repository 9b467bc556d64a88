"""One of a kind, the named ones, and the unnamed sort are not the whole."""

import pytest


@pytest.mark.parametrize(
    "question",
    [
        "データセンター1棟で何世帯分の電気?",
        "how many homes does one data center equal",
        "冷蔵庫を1年つけっぱなしで何kWh?",
        "日本で一番電気を使う都道府県は?",
        "which sector emits the most CO2?",
        "How much did Germany's coal output change after the nuclear phase-out?",
    ],
)
def test_what_is_of_the_whole_is_refused(engine, question):
    assert not engine.ask(question).shown.answered


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("which company uses the most electricity, Apple, Google or Meta?", "**Google:"),
        ("which uses the least electricity, Spain, Italy or Poland?", "**Poland:"),
        ("日本とアメリカと中国の中で一番電気を使う国は?", "**中国は"),
    ],
)
def test_the_most_of_named_things_is_one_of_them(engine, question, first):
    payload = engine.ask(question).payload
    assert payload["kind"] == "comparison"
    assert payload["headline"]["text"].startswith(first)


def test_a_household_is_compared_with_the_households_of_a_place(engine):
    payload = engine.ask("electricity use of a household in Brazil compared with Germany").payload
    assert payload["headline"]["value"] == pytest.approx(1834 / 2890, rel=1e-3)


def test_a_source_that_is_given_up_is_not_what_is_asked(engine):
    headline = engine.ask("ドイツは脱原発で石炭が増えたの?").payload["headline"]
    assert "石炭火力発電量" in headline["text"]
    assert headline["verdict"] is False
