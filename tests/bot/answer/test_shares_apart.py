"""Two shares of a source of power: by how many points they differ, and which is larger."""

import pytest


@pytest.mark.parametrize(
    ("question", "points"),
    [
        ("What's the difference between Japan's and Germany's solar share?", 8.09),
        ("2015年の日本とドイツの太陽光の割合の差は?", 2.6),
        ("How much more of its power does Denmark get from wind than Germany?", 30.5),
    ],
)
def test_shares_differ_by_points(engine, question, points):
    headline = engine.ask(question).payload["headline"]
    assert headline["unit"] == "pp"
    assert headline["value"] == pytest.approx(points, rel=0.01)


@pytest.mark.parametrize(
    ("question", "opening"),
    [
        ("Is France's nuclear share higher than Japan's?", "Yes."),
        ("Is Japan's solar share higher than Germany's?", "No."),
        ("Is Japan's solar share lower than Germany's?", "Yes."),
        ("Which has a higher nuclear share, France or Sweden?", "France."),
        ("太陽光の割合は日本とドイツのどちらが高い?", "ドイツです。"),
    ],
)
def test_which_share_is_larger_is_said(engine, question, opening):
    assert engine.ask(question).payload["headline"]["text"].lstrip("*").startswith(opening)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("日本の太陽光の割合は?", "ドイツは?", "差は?"), "8.09ポイント"),
        (("France's nuclear share?", "and Japan's?", "what's the difference?"), "59.7 percentage"),
        (("wind in Japan", "Germany?", "what's the gap?"), "123 TWh"),
    ],
)
def test_the_difference_of_what_was_asked_is_told(engine, asked, told):
    *earlier, question = asked
    assert told in engine.ask(question, context=tuple(earlier)).payload["headline"]["text"]


def test_no_sentence_stands_for_a_difference_that_no_figure_tells(engine):
    earlier = ("ビットコインの電力は世界の何%?", "AIは?")
    assert engine.ask("差は?", context=earlier).payload["answered"] is False


@pytest.mark.parametrize(
    ("earlier", "name", "told"),
    [
        ("Japan's wind", "Germany's?", "wind generation"),
        ("Solar growth in India since 2015", "China", "China: solar generation rose"),
        ("How much does it cost to run an H100 for a year", "B200", "USD 712"),
    ],
)
def test_a_mere_name_asks_the_same_of_it(engine, earlier, name, told):
    assert told in engine.ask(name, context=(earlier,)).payload["headline"]["text"]


@pytest.mark.parametrize(
    ("earlier", "name", "told"),
    [
        ("Is it true that Google uses 500 TWh?", "Microsoft", "Microsoft: electricity consumption"),
        ("Will bitcoin's price rise?", "Japan", "Japan: electricity demand"),
    ],
)
def test_a_mere_name_after_a_claim_asks_of_itself(engine, earlier, name, told):
    assert told in engine.ask(name, context=(earlier,)).payload["headline"]["text"]
