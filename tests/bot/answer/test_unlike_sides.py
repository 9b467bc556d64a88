"""Two things that nobody set against each other are not compared, nor is a second one forgotten."""

import pytest


@pytest.mark.parametrize(
    "question",
    [
        "average household electricity use uk",  # a country against one home of another
        "how much energy is one gpt-4 query vs gpt-4o",  # a training against a query
    ],
)
def test_unlike_sides_are_not_compared(engine, question):
    assert engine.ask(question).payload["answered"] is False


@pytest.mark.parametrize(
    "question",
    [
        "AIとビットコインの電力",
        "Do Christmas lights use more electricity than Bitcoin?",
        "how many Icelands is Bitcoin",
        "could Iceland power all bitcoin mining?",
        "training gpt-3 vs one chatgpt prompt",
    ],
)
def test_what_is_compared_by_the_question_is(engine, question):
    assert engine.ask(question).payload["kind"] in ("comparison", "equivalent")


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("how much coal does india burn and how much gas?", "India · gas generation"),
        ("ブラジルの水力は何TWh?風力は?", "ブラジル · 風力発電量"),
        ("what's poland's carbon intensity and how much solar", "Poland · solar generation"),
        ("ドイツの電力需要は?世界の太陽光は?", "世界 · 太陽光発電量"),
    ],
)
def test_a_second_question_that_names_no_thing_is_of_the_first_ones(engine, question, read):
    assert read in engine.ask(question).payload["text"]


@pytest.mark.parametrize(
    "question", ["is the uk grid getting cleaner", "日本の電気はきれいになってる?"]
)
def test_what_gets_cleaner_is_told_by_its_change(engine, question):
    assert engine.ask(question).payload["kind"] == "trend"


@pytest.mark.parametrize(
    "question",
    ["Do data centers in Ireland use more than homes?", "データセンターは家庭より電力を使う?"],
)
def test_one_home_does_not_stand_for_all(engine, question):
    assert engine.ask(question).payload["answered"] is False


@pytest.mark.parametrize(
    "question",
    ["Does Bitcoin use more electricity than a home?", "ビットコインは家庭の何倍の電力?"],
)
def test_one_home_is_set_beside_a_whole_where_it_is_asked(engine, question):
    assert engine.ask(question).payload["answered"] is True
