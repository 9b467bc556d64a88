"""Kinds that rest on texts: known misquotations, and explanations by quoted sentences."""

from bot.answer.extracts import answer_by_choice, answer_explanation
from bot.answer.guarding.leaning import asks_apart
from bot.answer.guarding.other_country import is_of_another_country
from bot.answer.inquiry import Inquiry, Result
from bot.answer.labels import labels_in
from bot.answer.misconceptions import answer_misconception
from bot.answer.question import Question
from bot.answer.records import Answer, Unanswered
from bot.answer.refusals import refuse
from bot.answer.sentence_chooser import SentenceChooser
from bot.answer.telling.cues import ASKS_CAUSE
from bot.answer.telling.weights import ENOUGH

_WORLD = "country:world"  # also where no place is named
_NOT_TOLD = ("advice", "arithmetic", "explanation", "ranking")
_OTHERWISE = ("check", "advice", "arithmetic", "explanation")
SURE = 1.2  # log odds at which sentences tell more than the figure that would
_LAST = 0.4  # at which they tell what no figure does
_OF_AN_AMOUNT = 2.0  # at which they tell even how much something is
_PRICE, _PAIR = "electricity_price", 2


def misconception(inquiry: Inquiry) -> Result | None:
    """A question that repeats a popular misquotation is corrected."""
    question = inquiry.question
    if question.intent not in ("check", "comparison", "figure", "equivalent") or not question.text:
        return None
    claims_a_number = question.is_yes_no and (question.quantities or not question.direction)
    if question.intent != "check" and not claims_a_number:
        return None
    if question.intent == "comparison" and question.measure_id == _PRICE:
        return None  # what is cheaper repeats nothing
    if question.intent == "comparison" and inquiry.patterns.shows(
        "either_of", question.text.lower()
    ):
        return None  # who asks which of two uses more says neither
    return answer_misconception(
        question,
        inquiry.composer(),
        retriever=inquiry.retriever,
        knowledge=inquiry.knowledge,
        gate=inquiry.gates.misconception,
    )


def explanation(inquiry: Inquiry) -> Result | None:
    """Why, how and what: quoted sentences, or unclear; no sentence tells what uses more."""
    question = inquiry.question
    if question.intent != "explanation":
        return None
    if question.is_yes_no and question.direction and question.measure_id and not question.topics:
        return refuse(inquiry, "unclear")
    return explain(inquiry)


def no_value(inquiry: Inquiry) -> Result | None:
    """“Could Bitcoin switch to proof of stake?” asks for no value: sentences, or unclear."""
    question = inquiry.question
    if not question.is_yes_no or question.intent != "figure":
        return None
    if question.periods or question.quantities or question.asked_unit:
        return None
    if question.direction is not None or question.is_compared:
        return None
    if question.residue and question.measure_id is None:
        return explain(inquiry)
    return quoted(inquiry, least=SURE)


def told_first(inquiry: Inquiry) -> Result | None:
    """How a thing is reckoned, what is wrong with it, what a measure is: sentences, if any do.

    Else the figure kinds go on with the question.
    """
    question = inquiry.question
    if _is_claim_of_words(question):
        return quoted(inquiry, least=SURE)
    if question.intent in _OTHERWISE or not question.text:
        return None
    measured = question.measure_id is not None and question.is_compared
    two_measured = len(question.topics) > 1 and measured
    lowered = question.text.lower()
    asks = inquiry.patterns.shows("tells", lowered) and not two_measured
    if asks or _asks_of_a_measure(inquiry):
        return quoted(inquiry)
    return quoted(inquiry, defining=True) if _asks_of_a_word(inquiry) else None


def _is_claim_of_words(question: Question) -> bool:
    """Whether it is asked if something is so that no figure tells: 「お礼で電気を使うって本当」."""
    if question.intent != "check" or not question.text or question.quantities:
        return False
    return question.direction is None and not question.is_compared and not question.periods


def told_last(inquiry: Inquiry) -> Result | None:
    """What no figure answers may be told by sentences, unless an amount is asked for."""
    if not _may_be_told(inquiry):
        return None
    of_amount, measured = _asks_how_much(inquiry), _is_measured(inquiry.question)
    least = _OF_AN_AMOUNT if of_amount else SURE if measured else _LAST
    told = quoted(inquiry, least=least)
    if told is not None and (of_amount or measured) and leaves_a_name(inquiry.question, told):
        return None
    return told


def told_instead(inquiry: Inquiry) -> Result | None:
    """“Are electric cars eco?” has a word that no figure heeds, and asks for none: sentences."""
    question = inquiry.question
    if not question.residue or question.measure_id is not None or question.is_compared:
        return None
    if not _may_be_told(inquiry) or _asks_how_much(inquiry):
        return None
    if inquiry.patterns.shows("amount", question.text.lower()):
        return None
    told = quoted(inquiry, least=SURE)
    return None if told is None or leaves_a_name(question, told) else told


def leaves_a_name(question: Question, told: Result) -> bool:
    """Whether the quoted sentences lack a named part or unknown name: “phase 2”, “Helsby's”."""
    said = " ".join(citation.quote or "" for citation in told.citations).lower()
    if labels_in(question.text) - labels_in(said):
        return True
    return any(word[:1].isupper() and word.lower() not in said for word in question.residue)


def told_by_choice(inquiry: Inquiry, result: Result, chooser: SentenceChooser) -> Answer | None:
    """What is refused as unclear may be told by a sentence that another chooses."""
    if not isinstance(result, Unanswered) or result.reason != "unclear":
        return None
    may_be_told = _may_be_told(inquiry) and not _asks_how_much(inquiry)
    if inquiry.question.intent != "explanation" and not may_be_told:
        return None
    return answer_by_choice(
        inquiry.question,
        inquiry.composer(),
        chooser,
        retriever=inquiry.retriever,
        knowledge=inquiry.knowledge,
    )


def _may_be_told(inquiry: Inquiry) -> bool:
    """Whether a question asks for no amount, so that sentences may answer it."""
    question, lowered = inquiry.question, inquiry.question.text.lower()
    if not question.text or question.intent in _NOT_TOLD:
        return False
    if question.periods or _states_an_amount(question) or question.asked_unit:
        return False
    measured = _is_measured(question) and not question.residue
    return not (measured and _names_amount(lowered, inquiry))


def _asks_how_much(inquiry: Inquiry) -> bool:
    """Whether an amount is asked for, or what is more or less than an unknown thing."""
    question = inquiry.question
    if question.direction is not None and (question.residue or len(question.topics) < _PAIR):
        return True
    return inquiry.patterns.shows("how_much", question.text.lower())


def _is_measured(question: Question) -> bool:
    return question.measure_id is not None and not question.is_yes_no


def _names_amount(lowered: str, inquiry: Inquiry) -> bool:
    """Whether a question names an amount, or asks nothing else: “electricity use of X”."""
    shows = inquiry.patterns.shows
    return shows("amount", lowered) or not shows("explain", lowered)


def _states_an_amount(question: Question) -> bool:
    return any(quantity.unit is not None for quantity in question.quantities)


def _asks_of_a_word(inquiry: Inquiry) -> bool:
    """Whether it is asked what a word means of which no measure is: “what is the halving”."""
    question = inquiry.question
    if question.measure_id or question.periods or _states_an_amount(question):
        return False
    return inquiry.patterns.shows("defines", question.text.lower())


def _asks_of_a_measure(inquiry: Inquiry) -> bool:
    """Whether only a measure is named, and it is asked what that is: “what is carbon intensity”."""
    question = inquiry.question
    named = [t for t in question.topics if t.subject_id != _WORLD]
    if named or question.residue or question.periods or question.quantities:
        return False
    if question.intent != "figure" or question.measure_id is None:
        return False
    return inquiry.patterns.shows("defines", question.text.lower())


def quoted(inquiry: Inquiry, *, least: float = ENOUGH, defining: bool = False) -> Result | None:
    """Quote what the sources say on the question; None where they do not.

    No sentence on how things are tells whether they will be so in a time to come.

    `least` and `defining` ask for more trust, or for a definition, as `answer_explanation` does.
    """
    question = inquiry.question
    leans = bool(question.earlier) and asks_apart(question.text)  # of what no figure sets apart
    if leans or _asks_what_will_be(inquiry):
        return None
    told = answer_explanation(
        question,
        inquiry.composer(),
        retriever=inquiry.retriever,
        knowledge=inquiry.knowledge,
        least=least,
        defining=defining,
    )
    return None if told is None or is_of_another_country(inquiry, told) else told


def _asks_what_will_be(inquiry: Inquiry) -> bool:
    """Whether it is asked what will be in a time to come, and not why or how it is to be."""
    question = inquiry.question
    if not question.periods or not inquiry.projects:
        return False
    why = ASKS_CAUSE[question.language].search(question.text)
    how = inquiry.patterns.shows("explain", question.text.lower())
    return question.is_yes_no or not (why or how)


def explain(inquiry: Inquiry) -> Result:
    """Quote what the sources say on the question, or say that they do not."""
    return quoted(inquiry) or refuse(inquiry, "unclear")
