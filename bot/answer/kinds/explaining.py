"""Kinds that rest on texts: known misquotations, and explanations by quoted sentences."""

from bot.answer.extracts import answer_explanation
from bot.answer.inquiry import Inquiry, Result
from bot.answer.misconceptions import answer_misconception
from bot.answer.refusals import refuse


def misconception(inquiry: Inquiry) -> Result | None:
    """A question that repeats a popular misquotation is corrected."""
    question = inquiry.question
    if question.intent not in ("check", "comparison", "figure", "equivalent") or not question.text:
        return None
    claims_a_number = question.is_yes_no and (question.quantities or not question.direction)
    if question.intent != "check" and not claims_a_number:
        return None
    return answer_misconception(
        question,
        inquiry.composer(),
        retriever=inquiry.retriever,
        knowledge=inquiry.knowledge,
        gate=inquiry.gates.misconception,
    )


def explanation(inquiry: Inquiry) -> Result | None:
    """Why, how and what: quoted sentences, or unclear."""
    return explain(inquiry) if inquiry.question.intent == "explanation" else None


def no_value(inquiry: Inquiry) -> Result | None:
    """“Could Bitcoin switch to proof of stake?” asks for no value: sentences, or unclear."""
    question = inquiry.question
    if not question.is_yes_no or question.intent != "figure" or not question.residue:
        return None
    valued = question.measure_id or question.periods or question.quantities or question.asked_unit
    if valued or question.direction is not None or question.is_compared:
        return None
    return explain(inquiry)


def explain(inquiry: Inquiry) -> Result:
    """Quote what the sources say on the question, or say that they do not."""
    answer = answer_explanation(
        inquiry.question,
        inquiry.composer(),
        retriever=inquiry.retriever,
        knowledge=inquiry.knowledge,
        gate=inquiry.gates.passage,
    )
    return answer or refuse(inquiry, "unclear")
