"""What part of a company's electricity its data centres use, and which part is left open."""

import pytest


@pytest.mark.parametrize(
    ("question", "percent"),
    [
        ("What percentage of Google's electricity is used by its data centers?", 97.3),
        ("Googleの電力のうちデータセンターの割合は?", 97.3),
        ("share of data centers in Meta's electricity use", 97.7),
    ],
)
def test_a_part_is_set_against_its_own_whole(engine, question, percent):
    payload = engine.ask(question).payload
    assert payload["headline"]["value"] == pytest.approx(percent, rel=0.005)


def test_a_part_is_not_taken_for_the_company(engine):
    payload = engine.ask("What share of electricity do Google's data centers use?").payload
    assert payload["answered"] is False
