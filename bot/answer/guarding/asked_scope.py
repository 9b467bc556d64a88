"""Tells whether an answer is of as much as a question asks: of a day, of one, since an event.

“How much does ChatGPT use per question” is not answered by what all of ChatGPT uses in a year.
"""

from collections.abc import Sequence

from bot.answer.guarding.leaning import compares_with_earlier
from bot.answer.inquiry import Inquiry
from bot.answer.intervals import low
from bot.answer.records import Answer
from bot.answer.stated_amounts import PARTS_OF_A_YEAR
from knowledge.records import Figure, Quantity

_PLAIN = ("figure", "trend", "ranking")
_TO_COME = ("power_capacity", "contracted_power", "planned_power")
_CHANGES = ("change", "growth_rate", "energy_ratio", "added_electricity")
_MOVES = ("rises", "falls")
_LEVELS = ("figure", "comparison", "ranking")
_PAIR = 2
_WHOLE = 1.5  # times; estimates of a part may pass those of the whole a little


def is_of_another_scope(inquiry: Inquiry, answer: Answer, cited: Sequence[Figure]) -> bool:
    """Whether plain figures are told of another extent than is asked; `cited` are the answer's.

    What is reckoned of them is of the asked extent, but for the time.
    """
    if answer.kind in _LEVELS and _is_no_change(inquiry, cited):
        return not answer.derivations or len(inquiry.question.topics) >= _PAIR
    if answer.kind == "comparison" and _shows(inquiry, "share"):
        return _are_no_shares(answer, cited)
    if answer.kind == "share":
        return _shows(inquiry, "share_of_growth")
    if answer.kind not in _PLAIN or not cited:
        return False
    if _is_since_no_event(inquiry):
        return True
    return not answer.derivations and (
        _is_of_power_to_come(inquiry, answer, cited)
        or _is_of_whole_years(inquiry, cited)
        or _is_of_no_single_one(inquiry, cited)
        or (answer.kind == "figure" and _is_of_one_side(inquiry, cited))
    )


def _is_of_power_to_come(inquiry: Inquiry, answer: Answer, cited: Sequence[Figure]) -> bool:
    """Whether the energy that is used is asked, and only power that may be used is told."""
    leading = [f for f in cited if f.figure_id in answer.claims[0].cites]
    if not leading or not all(f.measure_id in _TO_COME for f in leading):
        return False
    return _shows(inquiry, "uses_energy", *PARTS_OF_A_YEAR)


def _are_no_shares(answer: Answer, cited: Sequence[Figure]) -> bool:
    """Whether things are set side by side where a share is asked: none is a part of another.

    What one country uses of another's is told by their ratio, unless it is more.
    """
    if any(f.unit == "%" for f in cited):
        return False
    of_countries = all(f.subject_id.startswith("country:") for f in cited)
    return not of_countries or any(_is_more_than_whole(d.result) for d in answer.derivations)


def _is_more_than_whole(ratio: Quantity) -> bool:
    """Whether a ratio is too large for a share that is asked for."""
    return ratio.unit == "x" and low(ratio) > _WHOLE


def _is_no_change(inquiry: Inquiry, cited: Sequence[Figure]) -> bool:
    """Whether it is asked how something moved, and none of the figures tells a movement."""
    if len(inquiry.question.periods) >= _PAIR or not _shows(inquiry, *_MOVES):
        return False
    return not any(f.measure_id in _CHANGES or f.status == "projected" for f in cited)


def _is_of_whole_years(inquiry: Inquiry, cited: Sequence[Figure]) -> bool:
    """Whether a day, a week or a month is asked about, and what a year takes is told."""
    return _is_yearly(inquiry, cited) and _shows(inquiry, *PARTS_OF_A_YEAR)


def _is_of_no_single_one(inquiry: Inquiry, cited: Sequence[Figure]) -> bool:
    """Whether what one question or person takes is asked, and what all take is told."""
    if _shows(inquiry, "per_person"):
        return not any("/person" in inquiry.vocabulary.measure(f.measure_id).unit for f in cited)
    of_all = _is_yearly(inquiry, cited) or all("training" in f.measure_id for f in cited)
    return of_all and _shows(inquiry, "per_item")


def _is_since_no_event(inquiry: Inquiry) -> bool:
    """Whether a time is told by what happened then, and that is not known: “since the exit”."""
    question = inquiry.question
    around = not question.periods and _shows(inquiry, "around_event")
    around = around and not _shows(inquiry, "since_peak")
    return around and inquiry.patterns.event(question.text) is None


def _is_of_one_side(inquiry: Inquiry, cited: Sequence[Figure]) -> bool:
    """Whether two sides, a change or a sufficiency are asked, and one value is told."""
    question = inquiry.question
    if compares_with_earlier(question):
        return True  # “how much bigger is Canada”, and nothing was asked before
    picks = question.picks_one or _shows(inquiry, "asks_doer")
    picks = picks and not _shows(inquiry, "asks_year")
    if _shows(inquiry, "asks_enough") or (
        picks and (question.wants_lowest or _shows(inquiry, "peak"))
    ):
        return True
    if question.intent == "trend" and len(question.periods) < _PAIR:
        return not any(f.measure_id in _CHANGES for f in cited)
    measured = any(q.unit for q in question.quantities)  # an RTX 4090 is none
    alone = len(question.topics) == 1 and not measured
    return question.is_compared and alone and len(question.periods) < _PAIR


def _is_yearly(inquiry: Inquiry, cited: Sequence[Figure]) -> bool:
    return all(inquiry.vocabulary.measure(f.measure_id).basis == "per_year" for f in cited)


def _shows(inquiry: Inquiry, *worded: str) -> bool:
    lowered = inquiry.question.text.lower()
    return any(inquiry.patterns.shows(how, lowered) for how in worded)
