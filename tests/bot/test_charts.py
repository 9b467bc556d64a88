"""Charts are drawn without inventing a number, with every glyph, and say what they show."""

import pytest

from bot.answer.records import Bar, Chart
from bot.charts import describe_chart, draw_chart


def chart(*bars, kind="bars", language="en"):
    return Chart(kind, "electricity use", "TWh", bars, "Sources: IEA. Chart: kilowit", language)


BITCOIN = Bar("Bitcoin", 158.7, 86.1, 342.4, "f1", note="2024, Cambridge")
US_2028 = Bar("US data centres", None, 325, 580, "f2", note="2028, Berkeley Lab", projected=True)
AHEAD = Bar("2030", None, 150, 200, "p", group="World", projected=True)
HISTORY = [Bar(str(2020 + n), 100 + n, 90, 120, f"h{n}", group="World") for n in range(5)]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(
    "drawn",
    [
        chart(BITCOIN, US_2028),
        chart(
            Bar("データセンター(世界)", 415, None, None, "f", note="2024年、推定"), language="ja"
        ),
        chart(Bar("change", -38, None, None, "f")),
        chart(
            *HISTORY, Bar("2030", None, 150, 200, "p", group="World", projected=True), kind="series"
        ),
    ],
    ids=["range without value", "japanese", "negative", "series"],
)
def test_every_chart_is_a_png(drawn, theme):
    assert draw_chart(drawn, theme=theme).startswith(b"\x89PNG")


def test_a_range_without_a_value_is_told_as_a_range():
    assert describe_chart(chart(US_2028)) == (
        "Bar chart, electricity use: US data centres (2028, Berkeley Lab): 325–580 TWh"
    )


def test_the_alt_text_names_values_ranges_and_what_tells_bars_apart():
    assert describe_chart(chart(BITCOIN)) == (
        "Bar chart, electricity use: Bitcoin (2024, Cambridge): 159 TWh (86.1–342 TWh)"
    )


def test_the_alt_text_of_a_series_names_its_ends():
    assert describe_chart(chart(*HISTORY, kind="series", language="ja")) == (
        "折れ線グラフ, electricity use:World 2020: 100 TWh (90〜120 TWh)、"
        "World 2024: 104 TWh (90〜120 TWh)"
    )
