"""The kind that multiplies a figure: so many of a thing, for a time, over a distance, at a load.

“How many kWh does an H100 use in a year”, “1 million prompts a day for a month”, “300 km by car”.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

from bot.answer.figures import GENERIC_MEASURES
from bot.answer.inquiry import Inquiry, Result
from bot.answer.intervals import high, middle, scaled
from bot.answer.question import Topic
from bot.answer.records import Number
from bot.answer.selection import HOURS_A_YEAR, Selection
from bot.answer.stated_amounts import Stated, asked_days, asked_hours, read_stated, told_hours
from knowledge.records import Quantity
from knowledge.units import convert, dimension_of, scale_unit, split_unit

_LOAD, _A_DAY = "load_factor", "electricity_per_day"
_BY_DISTANCE, _BY_HOUR = "energy_per_distance", "energy_per_hour"
_EACH_KM = 100.0
_POWERS = ("rated_power", "power_demand")
_FLOWS = ("energy", "mass", "volume")  # what adds up over a year
_HOURS_A_DAY = 24
_COUNTED_BY_ITSELF = ("token", "image", "transaction", "parameter", "server", "chip", "bitcoin")
_INTENTS = ("figure", "arithmetic", "explanation")


@dataclass(frozen=True, slots=True)
class Product:
    """What a figure comes to: its arithmetic after the figure, and the sentence it assumes."""

    result: Quantity
    factors: tuple[str, ...]
    assumption: str | None = None


def multiplied(inquiry: Inquiry) -> Result | None:
    """A figure times what the question states; None where a stated amount has no part in it."""
    question = inquiry.question
    if question.intent not in _INTENTS or len(question.topics) != 1:
        return None
    stated = read_stated(question, inquiry.patterns)
    lengths = [q for q in stated.others if q.unit and dimension_of(q.unit) == "length"]
    if stated.powers or stated.energies or len(lengths) < len(stated.others):
        return None
    if question.measure_id == _A_DAY and _is_told(question.topics[0], inquiry):
        return None
    if len(stated.counts) > 1 and not inquiry.patterns.shows("each", question.text.lower()):
        return None
    found = inquiry.finder.find(
        question.topics[0],
        measure_id=_BY_DISTANCE if lengths else _measure(inquiry, stated),
        period=inquiry.period,
    )
    if not isinstance(found, Selection):
        return None
    product = product_of(found, stated, lengths, inquiry)
    return None if product is None else state_product(found, product, inquiry)


def _is_told(topic: Topic, inquiry: Inquiry) -> bool:
    """Whether a figure of a day is stored, which a part of a year's amount does not replace."""
    found = inquiry.knowledge.figures(subject_ids=(topic.subject_id,), measure_ids=(_A_DAY,))
    return bool(found)


def _measure(inquiry: Inquiry, stated: Stated) -> str | None:
    """The asked measure; a load that is stated is no measure that is asked."""
    asked = inquiry.question.measure_id
    return None if asked == _A_DAY or (asked == _LOAD and stated.load_percent) else asked


def product_of(
    found: Selection, stated: Stated, lengths: Sequence[Quantity], inquiry: Inquiry
) -> Product | None:
    """What a figure comes to for what is stated; None where that has no part in it."""
    measure = found.measure
    if measure.measure_id == _BY_DISTANCE:
        return _over_distance(found, stated, lengths, inquiry) if len(lengths) == 1 else None
    if lengths or (stated.load_percent is not None and measure.measure_id not in _POWERS):
        return None
    if measure.measure_id in _POWERS:
        return _of_power(found, stated, inquiry)
    if measure.basis == "per_item":
        return _of_items(found, stated, inquiry)
    if measure.basis == "per_year" and measure.dimension in _FLOWS:
        return _of_a_year(found, stated, inquiry)
    return None


def _over_distance(
    found: Selection, stated: Stated, lengths: Sequence[Quantity], inquiry: Inquiry
) -> Product | None:
    km = convert(high(lengths[0]), lengths[0].unit or "km", "km")
    days = _days(stated, inquiry) if stated.per_day else None
    counts = [*stated.counts, *([days] if days else [])]
    if km == _EACH_KM and not counts:
        return None  # that is what the figure says itself
    kwh = convert(1.0, found.lead.unit, "kWh/100km") * km / _EACH_KM * prod(counts)
    return _fitted(
        scaled(found.lead.quantity, kwh, unit="kWh"),
        (f"{km:,.10g} km", *_written(counts)),
        inquiry,
    )


def _of_power(found: Selection, stated: Stated, inquiry: Inquiry) -> Product | None:
    """The energy of a power over the asked time, at the stated load or at full load."""
    hours = _hours(stated, inquiry)
    if hours is not None and not _asks_energy(inquiry):
        return None
    if hours is None:
        if stated.counts in ((), (1.0,)) or stated.load_percent is not None:
            return None
        return _fitted(
            scaled(found.lead.quantity, prod(stated.counts)), _written(stated.counts), inquiry
        )
    load = 1.0 if stated.load_percent is None else stated.load_percent / 100
    watts = convert(1.0, found.lead.unit, "W") * prod(stated.counts) * load
    factors = (*_written(stated.counts), told_hours(hours))
    if stated.load_percent is not None:
        factors = (*factors, f"{stated.load_percent:,.6g}%")
    return _fitted(
        scaled(found.lead.quantity, watts * hours, unit="Wh"),
        factors,
        inquiry,
        None if stated.load_percent is not None else "assume_full_load",
    )


def _of_items(found: Selection, stated: Stated, inquiry: Inquiry) -> Product | None:
    """So many uses, in all or on every day of a time; hours where the figure is of one hour."""
    if any(_is_another(q.unit, found) for q in inquiry.question.quantities):
        return None
    counts = list(stated.counts)
    if found.measure.measure_id == _BY_HOUR and stated.hours is not None:
        counts.append(stated.hours)
    elif stated.per_day and (days := _days(stated, inquiry)):
        counts.append(days)
    elif stated.hours is not None and not stated.yearly and not stated.per_day:
        return None
    if all(count == 1 for count in counts):
        return None
    each = scaled(found.lead.quantity, prod(counts), unit=split_unit(found.lead.unit)[0])
    return _fitted(each, _written(counts), inquiry)


def _is_another(unit: str | None, found: Selection) -> bool:
    """Whether what is counted is not what the figure is of: tokens are no prompts."""
    counted = split_unit(unit)[0] if unit else None
    return counted in _COUNTED_BY_ITSELF and not found.measure.measure_id.endswith(f"_{counted}")


def _of_a_year(found: Selection, stated: Stated, inquiry: Inquiry) -> Product | None:
    """What a yearly amount comes to in a part of the year, evenly spread; of so many homes."""
    home = inquiry.vocabulary.subject(found.lead.subject_id).kind == "household"
    if (stated.counts and not home) or (stated.per_day and stated.hours is not None):
        return None
    hours = _hours(stated, inquiry)
    if hours is not None and hours > HOURS_A_YEAR:
        return None
    counts = [c for c in stated.counts if c != 1]
    part = None if hours in (None, HOURS_A_YEAR) else f"{told_hours(hours)} ÷ {HOURS_A_YEAR:,} h"
    if part is not None and not _asks_amount_of(found, inquiry):
        return None
    if part is None and not counts:
        return None
    year = prod(counts) * (1.0 if part is None or hours is None else hours / HOURS_A_YEAR)
    return _fitted(
        scaled(found.lead.quantity, year),
        (*_written(counts), *([part] if part else [])),
        inquiry,
        "assume_even_year" if part else None,
    )


def _hours(stated: Stated, inquiry: Inquiry) -> float | None:
    """The hours of the time that is asked: stated, or a year, a month, a week, a day."""
    hours = asked_hours(stated, inquiry.question.told_amounts, inquiry.patterns)
    if hours is not None:
        return hours
    days = _days(stated, inquiry)
    if days is not None:
        return float(days * _HOURS_A_DAY)
    return float(_HOURS_A_DAY) if stated.per_day else None


def _days(stated: Stated, inquiry: Inquiry) -> float | None:
    return asked_days(stated, inquiry.question.told_amounts, inquiry.patterns)


def _asks_amount_of(found: Selection, inquiry: Inquiry) -> bool:
    """Whether energy is asked where it is energy that is found, else nothing of another unit."""
    measure, unit = found.measure, inquiry.question.asked_unit
    if measure.dimension == "energy" and measure.measure_id != inquiry.question.measure_id:
        return _asks_energy(inquiry)
    return unit is None or dimension_of(unit) == measure.dimension


def _asks_energy(inquiry: Inquiry) -> bool:
    """Whether energy is asked: by its unit, or by its name without a unit."""
    question = inquiry.question
    if question.asked_unit is not None:
        return dimension_of(question.asked_unit) == "energy"
    return question.measure_id in (None, _A_DAY, _LOAD, *GENERIC_MEASURES, *_POWERS)


def _written(counts: Sequence[float]) -> tuple[str, ...]:
    return tuple(f"{count:,.10g}" for count in counts if count != 1)


def _fitted(
    quantity: Quantity, factors: tuple[str, ...], inquiry: Inquiry, assumption: str | None = None
) -> Product | None:
    """The product in the asked unit, else in the one that reads best."""
    unit, asked = quantity.unit or "", inquiry.question.asked_unit
    if asked is not None and dimension_of(asked) != dimension_of(unit):
        return None
    shown = asked or scale_unit(high(quantity), unit)
    result = scaled(quantity, convert(1.0, unit, shown), unit=shown)
    return Product(result, factors, assumption)


def state_product(found: Selection, product: Product, inquiry: Inquiry) -> Result:
    """State what a figure comes to, with the figure and the arithmetic."""
    lead, composer, speaker = found.lead, inquiry.composer(), inquiry.speaker
    factors = " × ".join(product.factors)
    assumed = speaker.wording.say(product.assumption) if product.assumption else ""
    derivation = composer.derive(
        "product",
        ["question", lead.figure_id],
        f"{middle(lead.quantity):,.10g} {lead.unit} × {factors}",
        product.result,
        assumptions=[assumed] if assumed else [],
    )
    subject = speaker.subject(lead.subject_id, lead.region)
    composer.claim(
        "headline_product",
        [
            Number("value", product.result, None, derivation.derivation_id),
            Number("rate", lead.quantity, lead.figure_id),
        ],
        cites=[composer.cite_figure(lead)],
        subject=subject,
        factors=factors,
        details=speaker.details(lead),
    )
    composer.caveat(assumed)
    composer.figure_caveat(lead)
    read = speaker.wording.say(
        "interpretation_product",
        subject=subject,
        measure=speaker.measure(lead.measure_id),
        factors=factors,
    )
    return composer.answer("conversion", read, follow_ups=inquiry.follow_ups(found))
