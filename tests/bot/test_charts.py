"""Charts are drawn without inventing a number, with every glyph, and say what they show."""

import itertools
import math
import re

import pytest

from bot.answer.records import Bar, Chart
from bot.chart_words import describe_chart
from bot.charts import _THEMES, draw_chart


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
        "折れ線グラフ、electricity use:World 2020: 100 TWh (90〜120 TWh)、"
        "World 2024: 104 TWh (90〜120 TWh)"
    )


def luminance(colour):
    """WCAG 2's relative luminance of #RRGGBB."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_colour_stands_out_from_the_pictures_own_paper(theme):
    colours = _THEMES[theme]
    assert contrast(colours.ink, colours.paper) >= 7
    assert contrast(colours.faint, colours.paper) >= 4.5
    assert [c for c in colours.series if contrast(c, colours.paper) < 3] == []


# Machado, Oliveira and Fernandes (2009), severity 1.0: what each kind of dichromat sees.
DICHROMATS = {
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216),
               (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413),
               (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602),
               (0.004733, 0.691367, 0.303900)),
}  # fmt: skip


def seen(colour, kind):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return [sum(m * c for m, c in zip(row, parts, strict=True)) for row in DICHROMATS[kind]]


@pytest.mark.parametrize("kind", DICHROMATS)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_first_colours_differ_for_colour_blind_readers(theme, kind):
    shown = [seen(colour, kind) for colour in _THEMES[theme].series[:4]]
    nearest = min(math.dist(a, b) for a, b in itertools.combinations(shown, 2))
    assert nearest > 0.15  # of 1.73, from black to white


def fills(*names):
    bars = [Bar(name, 10, None, None, f"f{n}") for n, name in enumerate(names)]
    svg = draw_chart(chart(*bars), theme="light", form="svg").decode()
    series = [colour.lower() for colour in _THEMES["light"].series]
    return [c for c in re.findall(r"fill: (#[0-9a-f]{6})", svg) if c in series]


def test_no_colour_stands_for_two_names():
    several = fills("Bitcoin", "AI", "Bitcoin")
    assert several[0] == several[2] != several[1]
    assert len(set(fills(*"ABCDEF"))) == 6
    assert len(set(fills(*"ABCDEFG"))) == 1
