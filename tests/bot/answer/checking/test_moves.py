"""What rises or falls to a level, by a part, and what only sounds like a denial."""

import pytest


def verdicts(engine, text):
    return [claim["verdict"] for claim in engine.check(text).payload["claims"]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("China's solar grew 40% to 1,175 TWh in 2025", True),
        ("China's solar grew 40% to 2000 TWh in 2025", False),
        ("China's solar grew 70% to 1,175 TWh in 2025", False),
        ("Germany's coal share fell to 20% in 2025", True),
        ("Germany's coal share rose to 20% in 2025", False),
        ("台湾の原発比率は2025年に約1%まで下がった", True),
        ("台湾の原発比率は2025年に約1%まで上がった", False),
        ("Coal fell from 43% of German power in 2015 to 21% in 2025", True),
        ("Coal fell from 30% of German power in 2015 to 21% in 2025", False),
    ],
)
def test_what_is_reached_must_hold_too(engine, text, expected):
    assert verdicts(engine, text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Not gonna lie, Germany getting 40% of its power from coal in 2025 is wild", False),
        ("I didn't know Germany gets 20% of its power from coal", True),
        ("can't believe Norway still gets 90% of its electricity from hydro", True),
        ("ドイツの石炭が2割なのは間違いない", True),
        ("知らなかった、ポーランドは石炭が9割", False),
        ("Germany doesn't get 20% of its power from coal, no joke", False),
        ("ドイツの石炭は2割ではない", False),
    ],
)
def test_only_what_denies_is_a_denial(engine, text, expected):
    assert verdicts(engine, text) == [expected]


def test_a_round_number_is_not_borne_out_by_an_older_year(engine):
    assert verdicts(engine, "Canada gets 60% from hydro") == [None]
    assert verdicts(engine, "Canada gets 56% from hydro") == [True]


def test_a_fraction_may_be_written_with_a_slash(engine):
    assert verdicts(engine, "世界の発電量の1/3は石炭") == [True]
    assert verdicts(engine, "2/3 of China's power is from coal") == [False]


def test_a_sentence_may_begin_small(engine):
    text = "Wind and solar made 30% of EU power in 2025. fossil fuels only 29%"
    assert verdicts(engine, text) == [True, True]


def test_the_use_of_one_turn_is_of_the_place_that_has_its_figure(engine):
    assert verdicts(engine, "a tumble dryer takes 4.5 kWh per cycle") == [True]
    assert verdicts(engine, "a tumble dryer takes 12 kWh per cycle") == [False]
