"""The kind that reckons with given numbers alone: “350 kWh at $0.17 per kWh”, 「415TWhの15%は」."""

from bot.answer.inquiry import Inquiry, Result
from bot.answer.reckoning.amounts import state_step
from bot.answer.reckoning.given_amounts import reckon
from bot.answer.stated_amounts import read_stated


def given(inquiry: Inquiry) -> Result | None:
    """Arithmetic over what the question gives, where that is all that it takes.

    A claim, a comparison with what a thing uses and what is of a named time are other questions.
    """
    question = inquiry.question
    if not question.spans or question.periods or question.unread or question.is_yes_no:
        return None
    if question.intent in ("check", "advice", "ranking") or question.direction is not None:
        return None
    stated = read_stated(question, inquiry.patterns)
    step = reckon(stated, question, inquiry.patterns)
    return None if step is None else state_step(step, question, inquiry.composer())
