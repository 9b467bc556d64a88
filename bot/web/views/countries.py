"""Countries by their latest figure of a measure."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.answer.composition import Speaker
from bot.numbers import format_quantity
from bot.web.links import entity_address
from bot.web.sparkline import Sparkline, sparkline_of
from bot.web.views.subjects import latest_of
from knowledge.records import Figure

COUNTRY_MEASURES = (
    "electricity_demand", "electricity_demand_per_person", "carbon_intensity",
    "electricity_generation", "generation_solar", "generation_wind", "generation_nuclear",
    "generation_coal",
)  # fmt: skip
_CLASSES = 5


@dataclass(frozen=True, slots=True)
class CountryLine:
    """One country's latest figure; `shade` is its class from 0 (least) to 4 (most)."""

    code: str
    name: str
    href: str
    figure_href: str
    value: str
    sort_value: float
    year: str
    trend: Sparkline | None
    shade: int


def country_measures(speaker: Speaker) -> tuple[tuple[str, str], ...]:
    """Return (id, name) of the measures that countries are shown by and that have figures."""
    topics = speaker.knowledge.series_topics()
    held = {measure_id for subject_id, measure_id, _ in topics if _is_country(subject_id)}
    return tuple((m, speaker.measure(m)) for m in COUNTRY_MEASURES if m in held)


def _is_country(subject_id: str) -> bool:
    return subject_id.startswith("country:") and len(subject_id) == len("country:") + 2


def country_lines(measure_id: str, speaker: Speaker) -> tuple[CountryLine, ...]:
    """List each country's latest figure of a measure, the greatest first."""
    by_country: dict[str, list[Figure]] = defaultdict(list)
    for figure in speaker.knowledge.figures(measure_ids=(measure_id,)):
        code = figure.subject_id.removeprefix("country:")
        is_own = figure.region == code and figure.value_si is not None
        if len(code) == 2 and is_own and speaker.vocabulary.region(code).kind != "group":
            by_country[code].append(figure)
    latest = {code: latest_of(figures) for code, figures in by_country.items()}
    order = sorted(latest, key=lambda code: (-(latest[code].value_si or 0.0), code))
    shades = _shades(latest.values())
    return tuple(
        _country_line(latest[code], by_country[code], speaker, shade=shades[latest[code].value_si])
        for code in order
    )


def map_legend(lines: Sequence[CountryLine]) -> tuple[tuple[int, str], ...]:
    """Return (shade, its values from the least to the greatest), the least first."""
    by_shade: dict[int, list[CountryLine]] = defaultdict(list)
    for line in reversed(lines):
        by_shade[line.shade].append(line)
    return tuple(
        (shade, _span(of[0].value, of[-1].value)) for shade, of in sorted(by_shade.items())
    )


def _span(least: str, greatest: str) -> str:
    """Join two values, the unit once where both have the same."""
    number, _, unit = least.partition(" ")
    return f"{number}–{greatest}" if greatest.endswith(f" {unit}") else f"{least} – {greatest}"


def _shades(figures: Iterable[Figure]) -> dict[float | None, int]:
    """The class of each value; classes hold about as many values, and one value has one class."""
    values = sorted({figure.value_si for figure in figures if figure.value_si is not None})
    return {value: at * _CLASSES // len(values) for at, value in enumerate(values)}


def _country_line(
    figure: Figure, figures: Sequence[Figure], speaker: Speaker, *, shade: int
) -> CountryLine:
    own = [f for f in figures if f.source_id == figure.source_id and f.scope == figure.scope]
    return CountryLine(
        code=figure.region,
        name=speaker.region(figure.region),
        href=entity_address("subject", figure.subject_id, speaker.language),
        figure_href=entity_address("figure", figure.figure_id, speaker.language),
        value=format_quantity(figure.quantity, unit=figure.unit, language=speaker.language),
        sort_value=figure.value_si or 0.0,
        year=figure.period.text if figure.period else "",
        trend=sparkline_of(own),
        shade=shade,
    )
