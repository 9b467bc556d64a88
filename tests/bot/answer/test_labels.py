"""Numbered parts in texts, and questions for a part of which there is no figure."""

import pytest

from bot.answer.labels import labels_in


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("What were the Scope 3 emissions?", {("scope", "3")}),
        ("scope-2 and Scope II", {("scope", "2")}),
        ("スコープ3の排出量と第2期", {("scope", "3"), ("phase", "2")}),
        ("Tier IV, phase 1", {("tier", "4"), ("phase", "1")}),
        ("level 3.5, phase 10 MW, unit 5 kWh, Colossus 2 in 2024", set()),
    ],
)
def test_parts_are_told_by_kind_and_number(text, labels):
    assert labels_in(text) == labels


@pytest.mark.parametrize(
    "question", ["Microsoft scope 3 emissions 2024", "phase 2 of Stargate power"]
)
def test_the_whole_tells_nothing_of_a_part(engine, question):
    payload = engine.ask(question).payload
    assert (payload["answered"], payload["reason"]) == (False, "no_figure")


def test_a_name_with_a_number_is_no_part(engine):
    assert engine.ask("Colossus 2 power").payload["answered"]
