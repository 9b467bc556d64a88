"""Kinds that answer by saying that there is no answer: advice, unknown names."""

from bot.answer.inquiry import Inquiry, Result
from bot.answer.kinds.explaining import explain
from bot.answer.refusals import refuse, unanswered


def advice(inquiry: Inquiry) -> Result | None:
    """Predictions, prices and advice are not given; other things are not known."""
    if inquiry.question.intent != "advice":
        return None
    if inquiry.patterns.shows("predict", inquiry.question.text.lower()):
        return refuse(inquiry, "out_of_scope")
    detail = inquiry.wording.say("unanswered_elsewhere")
    return unanswered(inquiry, "out_of_scope", detail, None)


def without_topic(inquiry: Inquiry) -> Result | None:
    """No name was understood: a quoted passage, or unanswered."""
    question = inquiry.question
    if question.topics:
        return None
    if question.residue:
        return refuse(inquiry, "unknown_subject")
    return explain(inquiry)


def unknown_name(inquiry: Inquiry) -> Result | None:
    """A name that an unknown word is part of is another thing: “Bitcoin ATMs”."""
    question = inquiry.question
    only_world = question.topics[0].subject_id == "country:world" and question.residue
    linked = question.touching_residue or only_world
    if question.compounds or (linked and len(question.topics) == 1):
        return refuse(inquiry, "unknown_subject")
    return None
