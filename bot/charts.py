"""Draws an answer's chart as an image."""

import io
import math
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal

from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from bot.answer.records import Bar, Chart
from bot.numbers import format_value

Theme = Literal["light", "dark"]
ImageForm = Literal["png", "svg"]
_WIDTH_INCHES, _DPI = 6.4, 150  # 960 pixels wide: small to send, its type legible on a phone
_LABEL_CHARS, _NOTE_LINES = 28, 3
_SOURCE_CHARS = {"en": 84, "ja": 46}  # of the source line, before it goes on beneath
_FAST_PNG = {"compress_level": 4}  # a tenth larger than the best, in a third of its time


@dataclass(frozen=True, slots=True)
class _Colours:
    """A picture brings its own paper, so that it reads alike whatever it is shown on.

    Every colour of `series` is told apart by colour-blind readers and from the paper (3 : 1, WCAG).
    """

    paper: str
    ink: str
    faint: str
    series: tuple[str, ...]


# After Okabe and Ito (2008), https://jfly.uni-koeln.de/color/, darker on white, lighter on dark.
_THEMES: dict[Theme, _Colours] = {
    "light": _Colours(
        "#FFFFFF", "#1F2328", "#6A7079",
        ("#0072B2", "#D55E00", "#3D9A3D", "#A8508B", "#8A6D00", "#4B5563"),
    ),
    "dark": _Colours(
        "#2B2D31", "#F2F3F5", "#A6ACB4",
        ("#56B4E9", "#E69F00", "#2FBF94", "#E08FBF", "#F0E442", "#E8743B"),
    ),
}  # fmt: skip


@cache
def _font_family() -> str:
    """Register the packaged IPAex Gothic, which has Latin and Japanese glyphs."""
    path = resources.files("matplotlib_fontja") / "fonts" / "ipaexg.ttf"
    font_manager.fontManager.addfont(str(path))
    return font_manager.FontProperties(fname=str(path)).get_name()


def draw_chart(chart: Chart, *, theme: Theme = "dark", form: ImageForm = "png") -> bytes:
    """Return an image: bars with ranges, or series over years; projections stand apart."""
    colours = _THEMES[theme]
    rows = len(chart.bars)
    height = 4.4 if chart.kind == "series" else 1.5 + 0.74 * rows
    figure = Figure(figsize=(_WIDTH_INCHES, height), dpi=_DPI, facecolor=colours.paper)
    canvas = FigureCanvasAgg(figure)
    axes = figure.add_subplot(facecolor=colours.paper)
    if chart.kind == "series":
        _draw_series(axes, chart, colours)
    else:
        _draw_bars(axes, chart, colours)
    _dress(figure, axes, chart, colours)
    buffer = io.BytesIO()
    if form == "png":
        # savefig would lay everything out a second time
        canvas.print_png(buffer, pil_kwargs=_FAST_PNG)  # type: ignore[no-untyped-call]
    else:
        figure.savefig(buffer, format=form, facecolor=colours.paper)
    return buffer.getvalue()


def _draw_bars(axes: Axes, chart: Chart, colours: _Colours) -> None:
    for row, (bar, colour) in enumerate(zip(chart.bars, _bar_colours(chart, colours), strict=True)):
        _draw_bar(axes, row, bar, colour, colours)
        axes.annotate(
            f" {_bar_text(bar)}",
            (max(_high(bar), 0.0), row),
            va="center",
            color=colours.ink,
            fontfamily=_font_family(),
            fontsize=11,
        )
    axes.set_yticks(range(len(chart.bars)), [_row_label(bar) for bar in chart.bars])
    axes.invert_yaxis()
    axes.margins(x=0.14)
    if all(_low(bar) >= 0 for bar in chart.bars):
        axes.set_xlim(left=0)
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: format_value(value)))
    axes.xaxis.grid(visible=True, color=colours.faint, alpha=0.25)
    axes.set_axisbelow(True)


def _bar_colours(chart: Chart, colours: _Colours) -> list[str]:
    """Return one colour for each name; one for all where there are not enough: none means two."""
    names = list(dict.fromkeys(bar.label for bar in chart.bars))
    enough = len(names) <= len(colours.series)
    return [colours.series[names.index(bar.label) if enough else 0] for bar in chart.bars]


def _draw_bar(axes: Axes, row: int, bar: Bar, colour: str, colours: _Colours) -> None:
    """Draw a value as a bar with its range; a range without a value spans from end to end."""
    start = 0.0 if bar.value is not None else _low(bar)
    end = bar.value if bar.value is not None else _high(bar)
    axes.barh(
        row,
        end - start,
        left=start,
        height=0.56,
        color=colour,
        alpha=0.55 if bar.projected else 1.0,
        hatch="//" if bar.projected else None,
        edgecolor=colours.paper,
    )
    if bar.value is not None and _low(bar) < _high(bar):
        axes.errorbar(
            bar.value,
            row,
            xerr=[[max(0.0, bar.value - _low(bar))], [max(0.0, _high(bar) - bar.value)]],
            color=colours.ink,
            capsize=4,
            linewidth=1.4,
        )


def _draw_series(axes: Axes, chart: Chart, colours: _Colours) -> None:
    for number, group in enumerate(dict.fromkeys(bar.group for bar in chart.bars)):
        colour = colours.series[number % len(colours.series)]
        bars = sorted((b for b in chart.bars if b.group == group), key=lambda b: int(b.label))
        past = [bar for bar in bars if not bar.projected]
        _draw_line(axes, [b for b in past if b.value is not None], colour, style="-", label=group)
        ahead = [bar for bar in bars if bar.projected]
        joined = [b for b in [*past[-1:], *ahead] if b.value is not None]
        if ahead:
            _draw_line(axes, joined, colour, style="--", label=None)
        axes.fill_between(
            [int(bar.label) for bar in bars],
            [_low(bar) for bar in bars],
            [_high(bar) for bar in bars],
            color=colour,
            alpha=0.2,
        )
    if all(_low(bar) >= 0 for bar in chart.bars):
        axes.set_ylim(bottom=0)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: format_value(value)))
    axes.yaxis.grid(visible=True, color=colours.faint, alpha=0.25)
    if len({bar.group for bar in chart.bars}) > 1:
        axes.legend(frameon=False, labelcolor=colours.ink, prop={"family": _font_family()})


def _draw_line(
    axes: Axes, bars: Sequence[Bar], colour: str, *, style: str, label: str | None
) -> None:
    axes.plot(
        [int(bar.label) for bar in bars],
        [_high(bar) if bar.value is None else bar.value for bar in bars],
        color=colour,
        linewidth=2.4,
        linestyle=style,
        marker="o" if style == "--" else None,
        markersize=4,
        label=label,
    )


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
    lines = textwrap.wrap(chart.source_line, _SOURCE_CHARS[chart.language])
    foot_share = 0.18 * len(lines) / figure.get_figheight()  # 8.5 points and some air each
    figure.text(
        0.012,
        0.012,
        "\n".join(lines),
        color=colours.faint,
        fontfamily=family,
        fontsize=8.5,
        va="bottom",
    )
    figure.tight_layout(rect=(0, foot_share, 1, 1))


def _row_label(bar: Bar) -> str:
    """The bar's name, and beneath it what tells it apart: period, publisher, scope."""
    notes = textwrap.wrap(bar.note, _LABEL_CHARS) or [""]
    if len(notes) > _NOTE_LINES:
        notes = [*notes[: _NOTE_LINES - 1], notes[_NOTE_LINES - 1] + "…"]
    return "\n".join([bar.label, *notes]).strip()


def _bar_text(bar: Bar) -> str:
    if bar.value is not None:
        return format_value(bar.value)
    if bar.lower is not None and bar.upper is not None:
        return f"{format_value(bar.lower)}–{format_value(bar.upper)}"
    return (
        f"≥ {format_value(_low(bar))}" if bar.lower is not None else f"≤ {format_value(_high(bar))}"
    )


def _low(bar: Bar) -> float:
    return _first(bar.lower, bar.value, bar.upper)


def _high(bar: Bar) -> float:
    return _first(bar.upper, bar.value, bar.lower)


def _first(*bounds: float | None) -> float:
    return next((bound for bound in bounds if bound is not None), math.nan)
