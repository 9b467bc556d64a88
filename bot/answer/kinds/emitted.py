"""The kind that tells the CO2 of a stated energy: “how much CO2 does 1,000 kWh emit in France”."""

from bot.answer.inquiry import Inquiry, Result
from bot.answer.intervals import high, scaled
from bot.answer.kinds.running import Product, state_product
from bot.answer.question import Topic
from bot.answer.selection import Selection
from bot.answer.stated_amounts import read_stated
from knowledge.records import Quantity
from knowledge.units import convert, scale_unit

_INTENSITY = "carbon_intensity"
_EMITTED = (_INTENSITY, "emissions")
_WORLD = "country:world"
_ASKED = ("figure", "arithmetic", "equivalent", "explanation")


def emitted(inquiry: Inquiry) -> Result | None:
    """A stated energy times the carbon intensity of a place's electricity, or of a fuel's."""
    question = inquiry.question
    if question.intent not in _ASKED or question.is_yes_no or len(question.topics) > 1:
        return None
    if not any(measure in _EMITTED for measure in question.measures):
        return None
    energy = _stated_kwh(inquiry)
    if energy is None:
        return None
    topic = question.topics[0] if question.topics else Topic(_WORLD)
    found = inquiry.finder.find(topic, measure_id=_INTENSITY, period=inquiry.period)
    if not isinstance(found, Selection) or found.measure.measure_id != _INTENSITY:
        return None
    kwh, written = energy
    grams = scaled(found.lead.quantity, convert(kwh, found.lead.unit, "gCO2e/kWh"), unit="gCO2e")
    unit = scale_unit(high(grams), "gCO2e")
    result = scaled(grams, convert(1.0, "gCO2e", unit), unit=unit)
    return state_product(found, Product(result, (written,)), inquiry)


def _stated_kwh(inquiry: Inquiry) -> tuple[float, str] | None:
    """The one stated energy in kWh, and as it is written; several are another question."""
    stated = read_stated(inquiry.question, inquiry.patterns)
    if len(stated.energies) != 1 or len(inquiry.question.quantities) != 1:
        return None
    energy: Quantity = stated.energies[0]
    unit = energy.unit or "kWh"
    return convert(high(energy), unit, "kWh"), f"{high(energy):,.10g} {unit}"
