"""A year may be told by an event: before it, after it, since it."""

import pytest

from bot.answer.parsing.event_periods import event_periods
from bot.wording import load_wording


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("Japan's nuclear share before Fukushima", "2010"),
        ("how much coal did Japan burn after the Fukushima accident", "2011"),
        ("German gas generation before the Ukraine war", "2021"),
        ("US demand since the pandemic", "2019"),
        ("data centres since ChatGPT launched", "2022"),
        ("Ethereum pre-Merge", "2022"),
        ("福島の原発事故の前の原子力の割合", "2010"),
        ("震災前の石炭火力", "2010"),
        ("コロナ禍以降の電力需要", "2019"),
        ("マージ後のイーサリアム", "2023"),
        ("US demand during covid", "2020"),
        ("コロナ中の電力需要", "2020"),
    ],
)
def test_a_side_of_an_event_is_a_year(text, year):
    found = event_periods(text, load_wording("en").patterns.events, changes=False)
    assert [one.period.text for one in found] == [year]


@pytest.mark.parametrize(
    "text",
    [
        "did Fukushima emit more CO2",
        "the Merge of Ethereum",
        "マージ前後",
        "福島県の電力",
        "震災の影響",
    ],
)
def test_an_event_without_a_side_is_no_year(text):
    assert event_periods(text, load_wording("en").patterns.events, changes=True) == ()


@pytest.mark.parametrize(
    ("question", "percent"),
    [
        ("what was Japan's nuclear share before Fukushima", 25.28),
        ("福島の事故の前、日本の原子力の割合は?", 25.28),
    ],
)
def test_what_was_before_an_event_is_told_of_its_year(engine, question, percent):
    payload = engine.ask(question).payload
    assert payload["headline"]["value"] == pytest.approx(percent, abs=0.01)
    assert "2010" in payload["interpretation"]


def test_a_war_is_no_country_to_compare_with(engine):
    payload = engine.ask("what was Germany's coal generation before the Ukraine war").payload
    assert (payload["kind"], payload["headline"]["value"]) == ("figure", 164.65)


@pytest.mark.parametrize(
    ("question", "years"),
    [
        ("how did covid change US electricity", "2019, 2020"),
        ("how much did French gas power fall during the Ukraine war", "2021, 2022"),
        ("コロナでアメリカの電力はどう変わった?", "2019年、2020年"),
    ],
)
def test_what_an_event_changed_lies_between_two_years(engine, question, years):
    payload = engine.ask(question).payload
    assert payload["kind"] == "trend"
    assert payload["interpretation"].endswith(years)
