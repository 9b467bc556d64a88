"""Says in words what a chart shows, for those who do not see it."""

from collections.abc import Sequence

from bot.answer.records import Bar, Chart
from bot.numbers import format_quantity
from knowledge.records import Quantity


def describe_chart(chart: Chart) -> str:
    """Say what the chart shows, with its numbers, in its language."""
    separator = "; " if chart.language == "en" else "、"
    bars = _ends(chart.bars) if chart.kind == "series" else chart.bars
    parts = [f"{_spoken_name(bar)}: {_spoken_value(bar, chart)}" for bar in bars]
    kind = {
        ("bars", "en"): "Bar chart",
        ("series", "en"): "Line chart",
        ("bars", "ja"): "棒グラフ",
        ("series", "ja"): "折れ線グラフ",
    }[chart.kind, chart.language]
    comma, colon = (", ", ": ") if chart.language == "en" else ("、", ":")
    return f"{kind}{comma}{chart.title}{colon}{separator.join(parts)}"


def _ends(bars: Sequence[Bar]) -> list[Bar]:
    """The first and last point of each series, and its projections."""
    shown: list[Bar] = []
    for group in dict.fromkeys(bar.group for bar in bars):
        past = [bar for bar in bars if bar.group == group and not bar.projected]
        shown += [past[0], *past[-1:]] if past else []
        shown += [bar for bar in bars if bar.group == group and bar.projected]
    return list(dict.fromkeys(shown))


def _spoken_name(bar: Bar) -> str:
    name = f"{bar.group} {bar.label}".strip()
    return f"{name} ({bar.note})" if bar.note and not bar.group else name


def _spoken_value(bar: Bar, chart: Chart) -> str:
    quantity = Quantity(bar.value, chart.unit, bar.lower, bar.upper)
    return format_quantity(quantity, unit=chart.unit, language=chart.language)
