"""A chart for the page: its numbers for the drawing script, the table and the CSV file."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass

from bot.answer.records import Bar, Chart
from bot.chart_words import describe_chart
from bot.numbers import format_quantity
from knowledge.records import Quantity

CSV_FIELDS = (
    "label", "group", "value", "lower", "upper", "unit", "projected", "note", "figure_id",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the chart's table."""

    label: str
    group: str
    text: str
    note: str
    projected: bool
    figure_id: str | None


@dataclass(frozen=True, slots=True)
class ChartView:
    """`data` is what the script draws; the addresses download the same as PNG, SVG and CSV."""

    kind: str
    title: str
    description: str
    source_line: str
    data: dict[str, object]
    rows: tuple[Row, ...]
    png: str
    svg: str
    csv: str


def chart_view(chart: Chart, address: str) -> ChartView:
    """Lay out a chart; `address` holds FORM where png, svg or csv belongs."""
    return ChartView(
        kind=chart.kind,
        title=f"{chart.title} ({chart.unit})",
        description=describe_chart(chart),
        source_line=chart.source_line,
        data=chart_data(chart),
        rows=tuple(_row(bar, chart) for bar in chart.bars),
        png=address.replace("FORM", "png", 1),
        svg=address.replace("FORM", "svg", 1),
        csv=address.replace("FORM", "csv", 1),
    )


def chart_data(chart: Chart) -> dict[str, object]:
    """Return what the drawing script needs, numbers unrounded and each with its shown words."""
    return {
        "kind": chart.kind,
        "title": chart.title,
        "unit": chart.unit,
        "bars": [
            {
                "label": bar.label,
                "group": bar.group,
                "note": bar.note,
                "value": bar.value,
                "lower": bar.lower,
                "upper": bar.upper,
                "projected": bar.projected,
                "text": _worded(bar, chart),
            }
            for bar in chart.bars
        ],
    }


def chart_csv(chart: Chart) -> str:
    """Return the chart's numbers as CSV (RFC 4180 with line feeds), unrounded."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(CSV_FIELDS)
    writer.writerows(_csv_rows(chart))
    return file.getvalue()


def _csv_rows(chart: Chart) -> Iterable[list[object]]:
    for bar in chart.bars:
        yield [
            _inert(bar.label), _inert(bar.group), bar.value, bar.lower, bar.upper, chart.unit,
            str(bar.projected).lower(), _inert(bar.note), bar.figure_id,
        ]  # fmt: skip


def _inert(text: str) -> str:
    """Keep a text from being run as a formula by spreadsheets, which read =, +, - and @ so."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _row(bar: Bar, chart: Chart) -> Row:
    return Row(
        label=bar.label,
        group=bar.group,
        text=_worded(bar, chart),
        note=bar.note,
        projected=bar.projected,
        figure_id=bar.figure_id,
    )


def _worded(bar: Bar, chart: Chart) -> str:
    quantity = Quantity(bar.value, chart.unit, bar.lower, bar.upper)
    return format_quantity(quantity, unit=chart.unit, language=chart.language)
