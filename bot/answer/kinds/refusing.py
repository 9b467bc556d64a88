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


def one_for_all(inquiry: Inquiry) -> Result | None:
    """What all homes use together is not known by what one of them uses."""
    question, lowered = inquiry.question, inquiry.question.text.lower()
    homes = [t for t in question.topics if t.subject_id.startswith("household:")]
    counted = any(q.unit == "home" for q in question.quantities)
    if not homes or counted or question.intent not in ("figure", "explanation", "trend"):
        return None
    total = inquiry.patterns.shows("in_total", lowered)
    if not total or inquiry.patterns.shows("average", lowered):
        return None
    subject = inquiry.speaker.subject(homes[0].subject_id, homes[0].region)
    detail = inquiry.wording.say("unanswered_one_home", subject=subject)
    return unanswered(inquiry, "no_figure", detail, homes[0])


def unknown_name(inquiry: Inquiry) -> Result | None:
    """A name that an unknown word is part of is another thing: “Bitcoin ATMs”."""
    question = inquiry.question
    only_world = question.topics[0].subject_id == "country:world" and question.residue
    linked = question.touching_residue or only_world
    if question.compounds or (linked and len(question.topics) == 1):
        return refuse(inquiry, "unknown_subject")
    return None
