"""The kind that lets what has a power run for a time: “how many kWh does an H100 use in a year”."""

from bot.answer.amounts import read_stated
from bot.answer.composition import Composer
from bot.answer.figures import GENERIC_MEASURES
from bot.answer.inquiry import Inquiry, Result
from bot.answer.intervals import high, middle, scaled
from bot.answer.records import Derivation, Number
from bot.answer.selection import HOURS_A_YEAR, Selection
from knowledge.units import convert, dimension_of, scale_unit

_A_DAY = "electricity_per_day"
_BY_DISTANCE = "energy_per_distance"
_EACH_KM = 100.0
_POWERS = ("rated_power", "power_demand")


def run_for_a_time(inquiry: Inquiry) -> Result | None:
    """The energy of a stored power over the asked time, at the stated load or at full load.

    What has a figure of its yearly energy is answered with that.
    """
    question = inquiry.question
    if question.intent not in ("figure", "arithmetic", "explanation") or len(question.topics) != 1:
        return None
    if question.measure_id not in (None, _A_DAY, *GENERIC_MEASURES, *_POWERS):
        return None
    stated = read_stated(question, inquiry.patterns)
    hours = stated.hours or (HOURS_A_YEAR if stated.whole_year or stated.yearly else None)
    hours = hours or (24.0 if stated.per_day else None)
    if hours is None and inquiry.patterns.shows("per_month", question.text.lower()):
        hours = HOURS_A_YEAR / 12
    of_energy = question.asked_unit is not None and dimension_of(question.asked_unit) == "energy"
    if hours is None or stated.powers or stated.energies or not (of_energy or _asks_use(inquiry)):
        return None
    found = inquiry.finder.find(
        question.topics[0], measure_id=question.measure_id, period=inquiry.period
    )
    if not isinstance(found, Selection):
        return None
    if found.measure.basis == "per_year" and hours < HOURS_A_YEAR and not stated.counts:
        return _part_of_year(found, hours, inquiry)
    if found.measure.measure_id not in _POWERS:
        return None
    return _energy_of(found, hours, stated.load_percent, max(stated.counts, default=1.0), inquiry)


def over_a_distance(inquiry: Inquiry) -> Result | None:
    """The energy for a stated distance of what has a figure per distance."""
    question = inquiry.question
    lengths = [q for q in question.quantities if q.unit and dimension_of(q.unit) == "length"]
    if len(lengths) != 1 or len(question.topics) != 1 or question.asked_unit is None:
        return None
    if question.intent not in ("figure", "arithmetic"):
        return None
    if dimension_of(question.asked_unit) != "energy":
        return None
    found = inquiry.finder.find(question.topics[0], measure_id=_BY_DISTANCE)
    if not isinstance(found, Selection) or found.measure.measure_id != _BY_DISTANCE:
        return None
    lead, composer, speaker = found.lead, inquiry.composer(), inquiry.speaker
    km = convert(high(lengths[0]), lengths[0].unit or "km", "km")
    if km == _EACH_KM:
        return None  # that is what the figure says itself
    kwh = scaled(lead.quantity, convert(1.0, lead.unit, "kWh/100km") * km / 100, unit="kWh")
    unit = question.asked_unit
    energy = scaled(kwh, convert(1.0, "kWh", unit), unit=unit)
    steps = f"{middle(lead.quantity):,.10g} {lead.unit} × {km:,.10g} km"
    derivation = composer.derive("product", ["question", lead.figure_id], steps, energy)
    subject = speaker.subject(lead.subject_id, lead.region)
    composer.claim(
        "headline_run_for_a_time",
        [
            Number("value", energy, None, derivation.derivation_id),
            Number("rate", lead.quantity, lead.figure_id),
        ],
        cites=[composer.cite_figure(lead)],
        subject=subject,
        steps=steps,
        details=speaker.details(lead),
    )
    read = speaker.wording.say("interpretation_distance", subject=subject, km=f"{km:,.10g}")
    return composer.answer("conversion", read, follow_ups=inquiry.follow_ups(found))


def _asks_use(inquiry: Inquiry) -> bool:
    """Whether energy is asked by its name, without a unit."""
    question = inquiry.question
    return question.asked_unit is None and question.measure_id in (None, _A_DAY, *GENERIC_MEASURES)


def _energy_of(
    found: Selection, hours: float, load_percent: float | None, count: float, inquiry: Inquiry
) -> Result:
    lead, composer, speaker = found.lead, inquiry.composer(), inquiry.speaker
    load = 1.0 if load_percent is None else load_percent / 100
    watt_hours = scaled(lead.quantity, convert(1.0, lead.unit, "W") * hours * load * count)
    unit = inquiry.question.asked_unit or scale_unit(high(watt_hours), "Wh")
    energy = scaled(watt_hours, convert(1.0, "Wh", unit), unit=unit)
    steps = f"{middle(lead.quantity):,.10g} {lead.unit} × {hours:,.10g} h"
    if count != 1:
        steps = f"{count:,.10g} × {steps}"
    if load_percent is not None:
        steps += f" × {load_percent:,.6g}%"
    assumed = speaker.wording.say("assume_full_load") if load_percent is None else ""
    inputs = (
        [lead.figure_id] if load_percent is None and count == 1 else ["question", lead.figure_id]
    )
    derivation = composer.derive(
        "product", inputs, steps, energy, assumptions=[assumed] if assumed else []
    )
    composer.caveat(assumed)
    return _state(found, derivation, hours, composer, inquiry)


def _part_of_year(found: Selection, hours: float, inquiry: Inquiry) -> Result | None:
    """What a yearly energy comes to in a part of the year, evenly spread."""
    lead, composer = found.lead, inquiry.composer()
    if dimension_of(lead.unit) != "energy":
        return None
    part = scaled(lead.quantity, hours / HOURS_A_YEAR)
    unit = inquiry.question.asked_unit or scale_unit(high(part), lead.unit)
    energy = scaled(part, convert(1.0, lead.unit, unit), unit=unit)
    steps = f"{middle(lead.quantity):,.10g} {lead.unit} × {hours:,.6g} h ÷ {HOURS_A_YEAR:,} h"
    assumed = composer.speaker.wording.say("assume_even_year")
    derivation = composer.derive("product", [lead.figure_id], steps, energy, assumptions=[assumed])
    composer.caveat(assumed)
    return _state(found, derivation, hours, composer, inquiry)


def _state(
    found: Selection, derivation: Derivation, hours: float, composer: Composer, inquiry: Inquiry
) -> Result:
    lead, speaker = found.lead, composer.speaker
    subject = speaker.subject(lead.subject_id, lead.region)
    composer.claim(
        "headline_run_for_a_time",
        [
            Number("value", derivation.result, None, derivation.derivation_id),
            Number("rate", lead.quantity, lead.figure_id),
        ],
        cites=[composer.cite_figure(lead)],
        subject=subject,
        steps=derivation.steps,
        details=speaker.details(lead),
    )
    composer.figure_caveat(lead)
    return composer.answer(
        "conversion",
        speaker.wording.say(
            "interpretation_run_for_a_time", subject=subject, hours=f"{hours:,.10g}"
        ),
        follow_ups=inquiry.follow_ups(found),
    )
