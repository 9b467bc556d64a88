"""So many of a thing beside another, and so many a day."""

import pytest


@pytest.mark.parametrize(
    ("question", "ratio"),
    [
        ("what uses more energy: 1000 google searches or boiling a kettle", 300 / 110),
        ("ChatGPT vs 10 Google searches", 0.34 / 3),
        ("お湯を沸かすのとChatGPT100回どっちが電気を使う?", 110 / 34),
    ],
)
def test_a_side_is_taken_as_many_times_as_it_is_counted(engine, question, ratio):
    payload = engine.ask(question).payload
    assert payload["kind"] == "comparison"
    assert payload["headline"]["value"] == pytest.approx(ratio)
    assert "product" in {d["operation"] for d in payload["derivations"]}


def test_every_side_of_a_counted_comparison_is_shown(engine):
    payload = engine.ask("お湯を沸かすのとChatGPT100回どっちが電気を使う?").payload
    assert any("×100" in claim["text"] for claim in payload["claims"][1:])


def test_a_number_of_things_to_compare_counts_none_of_them(engine):
    assert engine.ask("Compare 2 countries: France and Germany").payload["answered"]


def test_so_many_a_day_are_a_year_s_worth_of_homes(engine):
    payload = engine.ask(
        "If ChatGPT handles 1 million prompts a day, what's that in homes?"
    ).payload
    assert payload["headline"]["value"] == pytest.approx(1e6 * 365 * 0.34 / 10_715_000)


def test_states_are_not_ranked_as_countries(engine):
    assert not engine.ask("Which US state has the most data centres?").payload["answered"]


@pytest.mark.parametrize(
    ("question", "opening"),
    [
        ("Does a B200 draw more than two A100s?", "Yes."),
        ("Do 3 H100s use more power than a B200?", "Yes."),
        ("Do 2 A100s use more than a B200?", "No."),
        ("B200はA100の3台分より電力を使う?", "いいえ。"),
        ("H100 2枚とB200 1枚、どちらが電力を使う?", "NVIDIA H100×2です。"),
    ],
)
def test_so_many_devices_stand_on_a_side(engine, question, opening):
    assert engine.ask(question).payload["headline"]["text"].lstrip("*").startswith(opening)
