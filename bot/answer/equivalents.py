"""Puts a quantity beside things that people know, with its assumptions and steps."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.answer.composition import Composer
from bot.answer.figures import HOURS_A_YEAR, Estimate, FigureFinder, Selection, in_unit
from bot.answer.intervals import high, ratio, scaled
from bot.answer.question import Topic
from bot.answer.records import Answer, Number
from knowledge.records import Figure, Quantity
from knowledge.units import convert, dimension_of

_MAX_LINES = 6


@dataclass(frozen=True, slots=True)
class Yardstick:
    """A thing to compare with: how many of it, or what percentage of it, within sensible limits."""

    subject_id: str
    measure_id: str
    form: str
    least: float
    most: float


# Counts read well from 0.5 up, percentages from 0.1 %; beyond, another yardstick says it better.
ANNUAL: tuple[Yardstick, ...] = (
    Yardstick("household:us", "electricity_consumption", "count", 0.5, 5e8),
    Yardstick("household:jp", "electricity_consumption", "count", 0.5, 5e8),
    Yardstick("bitcoin-network", "electricity_consumption", "percent", 0.001, 20),
    Yardstick("data-centres", "electricity_consumption", "percent", 0.001, 20),
    Yardstick("country:world", "electricity_demand", "percent", 0.0005, 1),
)
SINGLE: tuple[Yardstick, ...] = (
    Yardstick("prompt:chatgpt-text", "energy_per_prompt", "count", 0.5, 1e14),
    Yardstick("streaming-hour", "energy_per_hour", "count", 0.5, 1e12),
    Yardstick("household:us", "electricity_consumption", "years", 0.5, 5e8),
    Yardstick("household:jp", "electricity_consumption", "years", 0.5, 5e8),
)


def answer_equivalent(
    quantity: Quantity,
    composer: Composer,
    finder: FigureFinder,
    *,
    figure: Figure | None = None,
    per_year: bool = False,
    follow_ups: Sequence[str] = (),
) -> Answer | None:
    """Express an energy or a power in familiar things; None for other dimensions.

    A power is taken as running all year, which the answer says. An energy given without a time is
    one amount; `per_year` marks it as a yearly one. `figure` is the stored figure, when it is one.
    """
    unit = quantity.unit
    dimension = dimension_of(unit) if unit else ""
    if unit is None or dimension not in ("energy", "power"):
        return None
    yearly = per_year or dimension == "power"
    energy, source_id = _as_energy(quantity, composer, figure)
    base = scaled(energy, convert(1.0, energy.unit or "TWh", "kWh"), unit="kWh")
    for yardstick in ANNUAL if yearly else SINGLE:
        _state(yardstick, base, source_id, composer, finder)
    if yearly:
        _state_nearest_country(base, source_id, composer, finder)
    if len(composer.claims) < 2:
        return None
    del composer.claims[_MAX_LINES + 1 :]
    shown = figure.quantity if figure else quantity
    return composer.answer(
        "equivalent",
        composer.speaker.wording.say(
            "interpretation_equivalent",
            quantity=f"{shown.value:,.10g} {shown.unit}" if shown.value is not None else "",
        ),
        follow_ups=follow_ups,
    )


def _as_energy(
    quantity: Quantity, composer: Composer, figure: Figure | None
) -> tuple[Quantity, str]:
    given = Number("given", quantity, figure.figure_id if figure else None)
    cites = [composer.cite_figure(figure)] if figure else []
    if dimension_of(quantity.unit or "") == "energy":
        composer.claim("headline_equivalent_energy", [given], cites=cites)
        return quantity, figure.figure_id if figure else "given"
    factor = convert(1.0, quantity.unit or "W", "W") * HOURS_A_YEAR / 1e12
    result = scaled(quantity, factor, unit="TWh")
    best = _readable(result)
    derivation = composer.derive(
        "run_all_year",
        [figure.figure_id] if figure else [],
        f"{quantity.value or high(quantity):,.10g} {quantity.unit} × {HOURS_A_YEAR:,} h",
        best,
        assumptions=[composer.speaker.wording.say("assume_run_all_year")],
    )
    composer.claim(
        "headline_equivalent_power",
        [given, Number("energy", best, None, derivation.derivation_id)],
        cites=cites,
    )
    composer.caveat(composer.speaker.wording.say("assume_run_all_year"))
    return best, derivation.derivation_id


def _readable(energy: Quantity) -> Quantity:
    for unit in ("TWh", "GWh", "MWh"):
        shown = scaled(energy, convert(1.0, energy.unit or "TWh", unit), unit=unit)
        if high(shown) >= 1:
            return shown
    return scaled(energy, convert(1.0, energy.unit or "TWh", "kWh"), unit="kWh")


def _state(
    yardstick: Yardstick,
    energy: Quantity,
    source_id: str,
    composer: Composer,
    finder: FigureFinder,
) -> None:
    found = _measured(yardstick.subject_id, yardstick.measure_id, finder)
    if found is None:
        return
    quotient = ratio(Quantity(energy.value or high(energy), "kWh"), found.quantity)
    if quotient is None or quotient.value is None:
        return
    if not yardstick.least <= quotient.value <= yardstick.most:
        return
    if yardstick.form == "percent":
        result = scaled(quotient, 100.0, unit="%")
    else:
        result = Quantity(quotient.value, None)
    _claim_equivalent(f"line_equivalent_{yardstick.form}", result, found, source_id, composer)


def _measured(subject_id: str, measure_id: str, finder: FigureFinder) -> Estimate | None:
    if not finder.vocabulary.has_subject(subject_id):
        return None
    topic = Topic(subject_id)
    selection = finder.find(topic, measure_id=measure_id)
    if not isinstance(selection, Selection) or selection.lead.value is None:
        return None
    return in_unit(topic, selection.lead, "kWh", derivation_id="d0")


def _claim_equivalent(
    template: str, result: Quantity, found: Estimate, source_id: str, composer: Composer
) -> None:
    figure = found.figure
    value = found.quantity.value or high(found.quantity)
    derivation = composer.derive(
        "ratio", [source_id, figure.figure_id], f"… ÷ {value:,.6g} kWh", result
    )
    composer.claim(
        template,
        [Number("result", result, None, derivation.derivation_id)],
        cites=[composer.cite_figure(figure)],
        subject=composer.speaker.subject(figure.subject_id, figure.region),
        details=composer.speaker.details(figure),
    )


def _state_nearest_country(
    energy: Quantity, source_id: str, composer: Composer, finder: FigureFinder
) -> None:
    """Name the country whose yearly demand is nearest, when it is within a tenth."""
    target = energy.value or high(energy)
    best: tuple[float, str, Estimate] | None = None
    for region in finder.vocabulary.regions():
        if region.kind != "country":
            continue
        found = _measured(f"country:{region.code}", "electricity_demand", finder)
        if found is None or not found.quantity.value:
            continue
        gap = abs(found.quantity.value / target - 1)
        if gap <= 0.1 and (best is None or (gap, region.code) < best[:2]):
            best = (gap, region.code, found)
    if best is not None:
        percent = Quantity(target / (best[2].quantity.value or 1.0) * 100, "%")
        _claim_equivalent("line_equivalent_percent", percent, best[2], source_id, composer)
