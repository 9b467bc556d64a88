"""Kinds that reckon with amounts: equivalents, arithmetic, so many of a thing."""

from dataclasses import replace

from bot.answer.amounts import answer_amounts, read_stated
from bot.answer.equivalents import Amount, answer_equivalent
from bot.answer.figures import HOURS_A_YEAR, Selection
from bot.answer.inquiry import Inquiry, Result
from bot.answer.intervals import high, low, scaled
from bot.answer.question import Direction, Topic
from bot.answer.records import Answer, Number
from bot.answer.refusals import refuse_units
from bot.answer.yardsticks import asked_yardstick
from knowledge.units import convert, scale_unit


def equivalent(inquiry: Inquiry) -> Result | None:
    """A quantity in familiar things, or beside a named one."""
    question = inquiry.question
    measured = [q for q in question.quantities if q.unit not in (None, "%", "x")]
    beside = bool(measured) and (question.intent == "share" or question.direction is not None)
    if question.intent != "equivalent" and not (beside and len(question.topics) == 1):
        return None
    region = question.homes or ("jp" if question.language == "ja" else "us")
    asked = asked_yardstick(question.text, inquiry.patterns, region)
    amount = _stated_amount(inquiry)
    against: tuple[Topic, ...] = question.topics if amount is not None else ()
    if amount is None:
        amount = _stored_amount(inquiry)
    if amount is None:
        return None
    answer = answer_equivalent(
        amount,
        inquiry.composer(),
        inquiry.finder,
        asked=asked if question.intent == "equivalent" else None,
        against=[t for t in against if asked is None or t.subject_id != asked.subject_id],
    )
    return _with_direction(answer, question.direction)


def _with_direction(answer: Answer | None, direction: Direction | None) -> Answer | None:
    """“Is 415 TWh more than France uses?” has a verdict: whether the percentage passes 100."""
    if answer is None or direction is None:
        return answer
    share = next((n.quantity for n in answer.claims[0].numbers if n.quantity.unit == "%"), None)
    if share is None or low(share) <= 100 <= high(share):
        return answer
    return replace(answer, verdict=(low(share) > 100) == (direction == "more"))


def _stated_amount(inquiry: Inquiry) -> Amount | None:
    stated = read_stated(inquiry.question, inquiry.patterns)
    if stated.powers:
        hours = stated.hours or float(HOURS_A_YEAR)
        return Amount(stated.powers[0], hours=hours, load_percent=stated.load_percent)
    if stated.energies:
        return Amount(stated.energies[0], yearly=stated.yearly)
    return None


def _stored_amount(inquiry: Inquiry) -> Amount | None:
    question = inquiry.question
    if len(question.topics) != 1:
        return None
    found = inquiry.finder.find(
        question.topics[0], measure_id=question.measure_id, period=inquiry.period
    )
    if not isinstance(found, Selection):
        return None
    yearly = found.measure.basis == "per_year"
    return Amount(found.lead.quantity, found.lead, yearly=yearly)


def amounts(inquiry: Inquiry) -> Result | None:
    """Arithmetic over what the question itself states."""
    question = inquiry.question
    if question.intent != "arithmetic":
        return None
    patterns = inquiry.patterns
    answer = answer_amounts(question, inquiry.composer(), patterns)
    if answer is not None or question.topics:
        return answer
    return refuse_units(inquiry)


def multiplied(inquiry: Inquiry) -> Result | None:
    """So many of what a figure is per: “energy for 1 million ChatGPT questions”."""
    question = inquiry.question
    counts = read_stated(question, inquiry.patterns).counts
    if len(counts) != 1 or counts[0] <= 1 or len(question.topics) != 1:
        return None
    if question.intent not in ("figure", "explanation"):
        return None
    found = inquiry.finder.find(question.topics[0], measure_id=question.measure_id)
    if not isinstance(found, Selection) or found.measure.basis != "per_item":
        return None
    lead, composer, speaker = found.lead, inquiry.composer(), inquiry.speaker
    product = scaled(lead.quantity, counts[0])
    unit = scale_unit(high(product), lead.unit)
    result = scaled(product, convert(1.0, lead.unit, unit), unit=unit)
    count = f"{counts[0]:,.10g}"
    steps = f"{count} × {high(lead.quantity):,.10g} {lead.unit}"
    derivation = composer.derive("product", ["question", lead.figure_id], steps, result)
    subject = speaker.subject(lead.subject_id, lead.region)
    composer.claim(
        "headline_multiplied",
        [
            Number("value", result, None, derivation.derivation_id),
            Number("each", lead.quantity, lead.figure_id),
        ],
        cites=[composer.cite_figure(lead)],
        count=count,
        subject=subject,
        details=speaker.details(lead),
    )
    return composer.answer(
        "conversion",
        inquiry.wording.say("interpretation_multiplied", count=count, subject=subject),
        follow_ups=inquiry.follow_ups(found),
    )
