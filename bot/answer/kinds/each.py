"""The kinds that tell a part of a figure: per person, so many per cent, a third of it."""

import re

from bot.answer.figures import GENERIC_MEASURES
from bot.answer.inquiry import Inquiry, Result
from bot.answer.intervals import high, in_digits, middle, scaled
from bot.answer.kinds.running import Product, state_product
from bot.answer.records import Number
from bot.answer.refusals import refuse_amounts
from bot.answer.selection import Selection
from knowledge.quantities import QuantitySpan
from knowledge.units import convert, dimension_of, scale_unit

_PEOPLE, _OWN = "population", "demand_per_person"
_INTENTS = ("figure", "comparison", "arithmetic")
_EACH = "kWh"
_OF_A_PART = ("figure", "share", "arithmetic")
_SHARE, _HOME = "share_of_electricity", "household:"
_AMOUNTS = ("energy", "power", "mass", "volume")
_OF = re.compile(r"\s*of\b", re.IGNORECASE)


def per_person(inquiry: Inquiry) -> Result | None:
    """“Solar per person in Germany”: its solar generation by its population of that year."""
    question = inquiry.question
    if question.intent not in _INTENTS or len(question.topics) != 1 or question.quantities:
        return None
    if not inquiry.patterns.shows("per_person", question.text.lower()):
        return None
    named = [m for m in question.measures if m not in (_PEOPLE, _OWN, *GENERIC_MEASURES)]
    topic = question.topics[0]
    if len(named) != 1 or not topic.is_country:
        return None
    found = inquiry.finder.find(topic, measure_id=named[0], period=inquiry.period)
    if not isinstance(found, Selection) or found.measure.dimension != "energy":
        return None
    people = inquiry.finder.find(topic, measure_id=_PEOPLE, period=found.lead.period)
    if not isinstance(people, Selection) or not people.lead.value:
        return None
    return _stated(found, people, inquiry) if found.measure.basis == "per_year" else None


def a_part(inquiry: Inquiry) -> Result | None:
    """“5% of US electricity”, “a third of Germany's electricity”: that part of the figure."""
    question = inquiry.question
    if question.intent not in _OF_A_PART or len(question.topics) != 1 or len(question.spans) != 1:
        return None
    part = _part(question.spans[0], question.text)
    if part is None or question.is_yes_no or question.direction is not None:
        return None
    if question.topics[0].subject_id.startswith(_HOME):
        return refuse_amounts(inquiry, [question.spans[0].text])  # how many homes is not known
    measure_id = None if question.measure_id == _SHARE else question.measure_id
    found = inquiry.finder.find(question.topics[0], measure_id=measure_id, period=inquiry.period)
    if not isinstance(found, Selection) or found.measure.dimension not in _AMOUNTS:
        return None
    share, written = part
    result = scaled(found.lead.quantity, share)
    unit = inquiry.question.asked_unit
    if unit is not None and dimension_of(unit) != found.measure.dimension:
        return None
    shown = unit or scale_unit(high(result), found.lead.unit)
    result = scaled(result, convert(1.0, found.lead.unit, shown), unit=shown)
    return state_product(found, Product(result, (written,)), inquiry)


def _part(span: QuantitySpan, text: str) -> tuple[float, str] | None:
    """The stated part as a number and as the steps show it; None for no part of a thing."""
    quantity = span.quantity
    value = quantity.value
    of_it = _OF.match(text, span.end) or text[: span.start].endswith("の")
    if value is None or quantity.qualifier != "exact" or not of_it:
        return None
    if quantity.unit == "%":
        return value / 100, f"{value:,.10g}%"
    return (value, f"{value:.6g}") if quantity.unit is None and 0 < value < 1 else None


def _stated(found: Selection, people: Selection, inquiry: Inquiry) -> Result:
    composer, speaker = inquiry.composer(), inquiry.speaker
    lead, heads = found.lead, people.lead
    each = convert(1.0, lead.unit, _EACH) / (heads.value or 1.0)
    steps = f"{in_digits(middle(lead.quantity))} {lead.unit} ÷ {in_digits(heads.value or 1.0)}"
    inputs = [lead.figure_id, heads.figure_id]
    result = scaled(lead.quantity, each, unit=f"{_EACH}/person")
    derived = composer.derive("ratio", inputs, steps, result)
    subject = speaker.subject(lead.subject_id, lead.region)
    measure = speaker.measure(lead.measure_id)
    composer.claim(
        "headline_per_person",
        [
            Number("value", derived.result, None, derived.derivation_id),
            Number("whole", lead.quantity, lead.figure_id),
            Number("people", heads.quantity, heads.figure_id),
        ],
        cites=[composer.cite_figure(lead), composer.cite_figure(heads)],
        subject=subject,
        measure=measure,
        details=speaker.details(lead),
    )
    read = speaker.wording.say("interpretation_per_person", subject=subject, measure=measure)
    return composer.answer("conversion", read, follow_ups=inquiry.follow_ups(found))
