"""The kind that tells units apart: “what is the difference between MW and MWh”, 「TWhとは」."""

from bot.answer.inquiry import Inquiry, Result
from bot.answer.parsing.asked_unit import units_in
from bot.answer.records import Number
from knowledge.errors import UnitError
from knowledge.records import Quantity
from knowledge.units import convert, dimension_of

_INTENTS = ("figure", "comparison", "explanation", "arithmetic")
_PAIR = 2
_TOLD = ("energy", "power")


def units_apart(inquiry: Inquiry) -> Result | None:
    """What one or two named units of energy or power measure, and how they go together.

    Only of a question that names nothing else.
    """
    question = inquiry.question
    if question.intent not in _INTENTS or question.topics or question.residue:
        return None
    if question.periods or any(q.value != 1 for q in question.quantities):
        return None
    units = units_in(question.text)
    if not 1 <= len(units) <= _PAIR or any(dimension_of(u) not in _TOLD for u in units):
        return None
    lowered = question.text.lower()
    asked = ("explain", "amount") if len(units) == _PAIR else ("explain",)
    if not (question.is_compared or any(inquiry.patterns.shows(a, lowered) for a in asked)):
        return None
    if len(units) == 1:
        return _of_power_and_energy(units[0], units[0], inquiry)
    first, second = units
    if dimension_of(first) == dimension_of(second):
        return _of_one_dimension(first, second, inquiry)
    power, energy = units if dimension_of(first) == "power" else units[::-1]
    return _of_power_and_energy(power, energy, inquiry)


def _of_power_and_energy(power: str, energy: str, inquiry: Inquiry) -> Result | None:
    """A power run for an hour is an energy; one of the two may be left to be named here."""
    if dimension_of(power) == "energy":
        power = energy.removesuffix("h") if energy.endswith("Wh") else "W"
    if dimension_of(energy) == "power":
        energy = f"{power}h"
    try:
        amount = Quantity(convert(1.0, power, "W") / convert(1.0, energy, "Wh"), energy)
    except UnitError:
        return None
    composer = inquiry.composer()
    steps = f"1 {power} × 1 h"
    derivation = composer.derive("product", ["question"], steps, amount)
    composer.claim(
        "headline_units_apart",
        [
            Number("value", amount, None, derivation.derivation_id),
        ],
        steps=steps,
        power=power,
        energy=energy,
    )
    return composer.answer(
        "conversion", inquiry.wording.say("interpretation_units", units=_listed(inquiry))
    )


def _of_one_dimension(first: str, second: str, inquiry: Inquiry) -> Result | None:
    """How many of the smaller unit the larger one is."""
    small, large = sorted((first, second), key=lambda unit: convert(1.0, unit, first))
    amount = Quantity(convert(1.0, large, small), small)
    composer = inquiry.composer()
    steps = f"1 {large} in {small}"
    derivation = composer.derive("convert", ["question"], steps, amount)
    composer.claim(
        "headline_units_of_one_kind",
        [
            Number("value", amount, None, derivation.derivation_id),
        ],
        one=f"1 {large}",
        dimension=inquiry.wording.say(f"dimension_{dimension_of(first)}"),
    )
    return composer.answer(
        "conversion", inquiry.wording.say("interpretation_units", units=_listed(inquiry))
    )


def _listed(inquiry: Inquiry) -> str:
    return inquiry.wording.say("list_and").join(units_in(inquiry.question.text))
