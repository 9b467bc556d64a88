"""The familiar things that an energy is put beside, each with a figure of its own."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.answer.figures import FigureFinder
from bot.answer.intervals import high, low, middle
from bot.answer.question import Topic
from bot.answer.selection import HOURS_A_YEAR, Selection
from bot.answer.words import Patterns
from knowledge.records import Figure, Quantity
from knowledge.units import convert

# How a result is worded: so many of them, a percentage of one, so far, so long,
# so much money.
Form = Literal[
    "count", "home", "percent", "distance", "hours", "reactors", "chips", "flight", "money"
]


@dataclass(frozen=True, slots=True)
class Yardstick:
    """A thing to compare with, and the results between which the comparison makes sense."""

    target: str
    subject_id: str
    measure_id: str
    form: Form
    least: float
    most: float
    unit: str | None = None


# Counts read well from 0.5 up, percentages from 0.1 %; beyond, another yardstick says it better.
_HOUSEHOLD = "household:"


def home_of(region: str) -> Yardstick:
    """An average home of a region, by the end of its id (us, jp, uk), known or not."""
    used = "electricity_consumption"
    return Yardstick("home", f"{_HOUSEHOLD}{region}", used, "home", 0.5, 5e8, "home")


HOMES = {region: home_of(region) for region in ("us", "jp", "uk", "de")}
BITCOIN = Yardstick("bitcoin", "bitcoin-network", "electricity_consumption", "percent", 0.1, 2000)
DATA_CENTRES = Yardstick(
    "data_centres", "data-centres", "electricity_consumption", "percent", 0.1, 2000
)
WORLD = "country:world"
PROMPTS = Yardstick(
    "prompt", "prompt:chatgpt-text", "energy_per_prompt", "count", 0.5, 1e14, "prompt"
)
STREAMING = Yardstick("streaming", "streaming-hour", "energy_per_hour", "hours", 0.5, 1e12, "h")
CARS = Yardstick("distance", "electric-car", "energy_per_distance", "distance", 0.5, 1e13, "km")
REACTORS = Yardstick(
    "reactor",
    "contract:microsoft-constellation",
    "contracted_power",
    "reactors",
    0.05,
    1e4,
    "reactor",
)
CHIPS = Yardstick("chip", "chip:nvidia-h100", "rated_power", "chips", 0.5, 1e9, "chip")
FLIGHTS = Yardstick("flight", "flight-long", "emissions_per_distance", "flight", 0.5, 1e13, "km")

# What is shown when nothing is asked: yearly energies beside yearly things, one amount beside uses.
ANNUAL = (HOMES["us"], HOMES["jp"], BITCOIN, DATA_CENTRES, REACTORS, CHIPS)
SINGLE = (PROMPTS, STREAMING, CARS, HOMES["us"], HOMES["jp"])
BY_TARGET: Mapping[str, Yardstick] = {
    y.target: y for y in (PROMPTS, STREAMING, CARS, REACTORS, CHIPS, FLIGHTS, BITCOIN)
}

_TARGETS = ("bill", "streaming", "distance", "reactor", "chip", "flight", "home", "prompt")


def asked_yardstick(
    text: str, patterns: Patterns, region: str, *, but: Collection[str] = ()
) -> Yardstick | None:
    """The thing in which an energy is asked for; homes are those of `region`.

    `but` are subjects that are asked about and so are no measure of themselves.
    """
    targets = [t for t in _TARGETS if t not in BY_TARGET or BY_TARGET[t].subject_id not in but]
    target = _counted(text.lower(), targets, patterns)
    if target is None:
        return None
    if target == "bill":
        return bill_in(region)
    return home_of(region) if target == "home" else BY_TARGET[target]


def counted_in(text: str, patterns: Patterns) -> str | None:
    """The target that a question counts in; None where it counts in none."""
    counts = any(pattern.search(text.lower()) for pattern in patterns.of("counting"))
    return _counted(text.lower(), _TARGETS, patterns) if counts else None


def _counted(text: str, targets: Sequence[str], patterns: Patterns) -> str | None:
    """Of the named targets the one next after “how many” or 何, else the nearest before it.

    Where nothing is counted it is the first.
    """
    counting = next((m for p in patterns.of("counting") if (m := p.search(text))), None)
    counted_from = counting.start() if counting else 0
    places: dict[str, int] = {}
    for target in targets:
        starts = [m.start() for p in patterns.of(f"target_{target}") for m in p.finditer(text)]
        if starts:
            before = len(text) + counted_from - max(starts)
            places[target] = min((s for s in starts if s >= counted_from), default=before)
    if counting is None:
        return next(iter(places), None)
    return min(places, key=lambda target: places[target], default=None)


def bill_in(region: str) -> Yardstick:
    """What an energy costs at a country's price; `region` is a household's (us, jp, uk)."""
    code = {"uk": "GB"}.get(region, region.upper())
    return Yardstick("bill", f"country:{code}", "electricity_price", "money", 0.01, 1e15, "USD")


def yardstick_figure(yardstick: Yardstick, finder: FigureFinder) -> Figure | None:
    """The figure of a yardstick: its latest in good standing, when it is one value."""
    if not finder.vocabulary.has_subject(yardstick.subject_id):
        return None
    found = finder.find(Topic(yardstick.subject_id), measure_id=yardstick.measure_id)
    if not isinstance(found, Selection) or found.measure.measure_id != yardstick.measure_id:
        return None
    return found.lead if found.lead.value is not None else None


def times_in(
    kwh: Quantity, yardstick: Yardstick, figure: Figure, *, carbon: Figure | None
) -> Quantity:
    """How many of the thing (percent, km, hours) `kwh` is, with the range of both.

    Chips and reactors run all year; `carbon` is the carbon intensity behind a flight's emissions.
    """
    form, published = yardstick.form, figure.quantity
    unit = "%" if form == "percent" else yardstick.unit
    cheap, dear = low(published), high(published)
    if form == "money":
        cheap, dear = dear, cheap
    least = _times(low(kwh), form, dear, figure.unit, carbon)
    most = _times(high(kwh), form, cheap, figure.unit, carbon)
    value = _times(middle(kwh), form, middle(published), figure.unit, carbon)
    if least == most:
        return Quantity(value, unit)
    return Quantity(None if kwh.value is None else value, unit, least, most)


def _times(kwh: float, form: Form, value: float, unit: str, carbon: Figure | None) -> float:
    if form == "flight":
        return kwh * high(carbon.quantity) / value if carbon else 0.0
    if form == "money":
        return kwh * convert(value, unit, "USD/kWh")
    if form == "distance":
        return kwh / convert(value, unit, "kWh/100km") * 100
    if form in ("reactors", "chips"):
        return kwh / (convert(value, unit, "kW") * HOURS_A_YEAR)
    return kwh / convert(value, unit, "kWh") * (100 if form == "percent" else 1)


def steps_of(yardstick: Yardstick, figure: Figure, carbon: Figure | None) -> str:
    """The arithmetic after the energy, with the figure as published."""
    shown = f"{middle(figure.quantity):,.10g} {figure.unit}"
    if yardstick.form in ("reactors", "chips"):
        return f"÷ ({shown} × {HOURS_A_YEAR:,} h)"
    if yardstick.form == "money":
        return f"× {shown}"
    if yardstick.form == "flight" and carbon is not None:
        return f"× {high(carbon.quantity):,.10g} {carbon.unit} ÷ {shown}"
    return f"÷ {shown}"
