"""The kind that divides what a country makes, uses or emits by its people."""

from bot.answer.figures import GENERIC_MEASURES
from bot.answer.inquiry import Inquiry, Result
from bot.answer.intervals import in_digits, middle, scaled
from bot.answer.records import Number
from bot.answer.selection import Selection
from knowledge.units import convert

_PEOPLE, _OWN = "population", "demand_per_person"
_INTENTS = ("figure", "comparison", "arithmetic")
_EACH = "kWh"


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
