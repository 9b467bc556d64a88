"""Draws an answer's chart as PNG, and says in words what it shows."""

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal

from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from bot.answer.records import Bar, Chart
from bot.numbers import format_quantity, format_value
from knowledge.records import Quantity

Theme = Literal["light", "dark"]
_WIDTH_INCHES, _DPI = 8.0, 120  # 960 pixels wide: sharp on a phone, small to send
_LABEL_CHARS = 30
# Okabe and Ito (2008), https://jfly.uni-koeln.de/color/: told apart by colour-blind readers.
_PALETTE = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00")


@dataclass(frozen=True, slots=True)
class _Colours:
    paper: str
    ink: str
    faint: str


_THEMES: dict[Theme, _Colours] = {
    "light": _Colours("#FFFFFF", "#1F2328", "#8A8F98"),
    "dark": _Colours("#2B2D31", "#F2F3F5", "#9AA0A8"),
}


@cache
def _font_family() -> str:
    """Register the packaged IPAex Gothic, which has Latin and Japanese glyphs."""
    path = resources.files("matplotlib_fontja") / "fonts" / "ipaexg.ttf"
    font_manager.fontManager.addfont(str(path))
    return font_manager.FontProperties(fname=str(path)).get_name()


def draw_chart(chart: Chart, *, theme: Theme = "dark") -> bytes:
    """Return a PNG: bars with ranges, or series over years; projections stand apart."""
    colours = _THEMES[theme]
    rows = len(chart.bars)
    height = 4.4 if chart.kind == "series" else 1.5 + 0.62 * rows
    figure = Figure(figsize=(_WIDTH_INCHES, height), dpi=_DPI, facecolor=colours.paper)
    FigureCanvasAgg(figure)
    axes = figure.add_subplot(facecolor=colours.paper)
    if chart.kind == "series":
        _draw_series(axes, chart, colours)
    else:
        _draw_bars(axes, chart, colours)
    _dress(figure, axes, chart, colours)
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", facecolor=colours.paper)
    return buffer.getvalue()


def _draw_bars(axes: Axes, chart: Chart, colours: _Colours) -> None:
    groups = list(dict.fromkeys(bar.label for bar in chart.bars))
    for row, bar in enumerate(chart.bars):
        colour = _PALETTE[groups.index(bar.label) % len(_PALETTE)]
        middle = _middle(bar)
        axes.barh(
            row,
            middle,
            height=0.56,
            color=colour,
            alpha=0.55 if bar.projected else 1.0,
            hatch="//" if bar.projected else None,
            edgecolor=colours.paper,
        )
        if _is_ranged(bar):
            lower, upper = bar.lower or 0.0, bar.upper or 0.0
            axes.errorbar(
                middle,
                row,
                xerr=[[max(0.0, middle - lower)], [max(0.0, upper - middle)]],
                color=colours.ink,
                capsize=4,
                linewidth=1.4,
            )
        end = max(middle, bar.upper or 0.0)
        axes.annotate(
            f" {format_value(middle)}",
            (end, row),
            va="center",
            color=colours.ink,
            fontfamily=_font_family(),
            fontsize=11,
        )
    axes.set_yticks(range(len(chart.bars)), [_row_label(bar) for bar in chart.bars])
    axes.invert_yaxis()
    axes.margins(x=0.12)
    axes.set_xlim(left=0)
    axes.xaxis.grid(visible=True, color=colours.faint, alpha=0.25)
    axes.set_axisbelow(True)


def _draw_series(axes: Axes, chart: Chart, colours: _Colours) -> None:
    for number, group in enumerate(dict.fromkeys(bar.group for bar in chart.bars)):
        colour = _PALETTE[number % len(_PALETTE)]
        bars = [bar for bar in chart.bars if bar.group == group]
        past = [bar for bar in bars if not bar.projected]
        years = [int(bar.label) for bar in past]
        axes.plot(years, [_middle(bar) for bar in past], color=colour, linewidth=2.4, label=group)
        if any(_is_ranged(bar) for bar in past):
            axes.fill_between(
                years,
                [_low(bar) for bar in past],
                [_high(bar) for bar in past],
                color=colour,
                alpha=0.2,
            )
        ahead = [bar for bar in bars if bar.projected]
        if ahead:
            line = [*past[-1:], *ahead]
            axes.plot(
                [int(bar.label) for bar in line],
                [_middle(bar) for bar in line],
                color=colour,
                linewidth=2.0,
                linestyle="--",
                marker="o",
                markersize=4,
            )
    axes.set_ylim(bottom=0)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.yaxis.grid(visible=True, color=colours.faint, alpha=0.25)
    if len({bar.group for bar in chart.bars}) > 1:
        axes.legend(frameon=False, labelcolor=colours.ink, prop={"family": _font_family()})


def _dress(figure: Figure, axes: Axes, chart: Chart, colours: _Colours) -> None:
    family = _font_family()
    axes.set_title(
        f"{chart.title} ({chart.unit})",
        loc="left",
        color=colours.ink,
        fontfamily=family,
        fontsize=13,
        pad=12,
    )
    axes.tick_params(colors=colours.ink, labelsize=10, length=0)
    for label in (*axes.get_xticklabels(), *axes.get_yticklabels()):
        label.set_fontfamily(family)
    for name, spine in axes.spines.items():
        spine.set_visible(name == "bottom")
        spine.set_color(colours.faint)
    figure.text(
        0.012, 0.02, chart.source_line, color=colours.faint, fontfamily=family, fontsize=8.5
    )
    figure.tight_layout(rect=(0, 0.05, 1, 1))


def _row_label(bar: Bar) -> str:
    """The bar's name, and beneath it what tells it apart: period and publisher."""
    note = bar.note if len(bar.note) <= _LABEL_CHARS else bar.note[: _LABEL_CHARS - 1] + "…"
    return f"{bar.label}\n{note}" if note else bar.label


def _is_ranged(bar: Bar) -> bool:
    return bar.lower is not None and bar.upper is not None and bar.lower < bar.upper


def _middle(bar: Bar) -> float:
    """The value, or the middle of a range that has none, where the bar ends."""
    if bar.value is not None:
        return bar.value
    if bar.lower is not None and bar.upper is not None:
        return (bar.lower + bar.upper) / 2
    return bar.upper if bar.upper is not None else bar.lower or math.nan


def _low(bar: Bar) -> float:
    return bar.lower if bar.lower is not None else _middle(bar)


def _high(bar: Bar) -> float:
    return bar.upper if bar.upper is not None else _middle(bar)


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
    colon = ": " if chart.language == "en" else ":"
    return f"{kind}, {chart.title}{colon}{separator.join(parts)}"


def _ends(bars: Sequence[Bar]) -> list[Bar]:
    """The first and last point of each series, and its projections."""
    shown: list[Bar] = []
    for group in dict.fromkeys(bar.group for bar in bars):
        past = [bar for bar in bars if bar.group == group and not bar.projected]
        shown += [past[0], *past[-1:]] if past else []
        shown += [bar for bar in bars if bar.group == group and bar.projected]
    return list(dict.fromkeys(shown))


def _spoken_name(bar: Bar) -> str:
    return f"{bar.group} {bar.label}".strip()


def _spoken_value(bar: Bar, chart: Chart) -> str:
    quantity = Quantity(bar.value, chart.unit, bar.lower, bar.upper)
    return format_quantity(quantity, unit=chart.unit, language=chart.language)
