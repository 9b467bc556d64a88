"""Kinds that put stored figures together: sums, differences, halves, sums as sides."""

from bot.answer.inquiry import Inquiry, Result
from bot.answer.kinds.compared import asks_efficiency, is_amount, not_comparable, sides_of
from bot.answer.parsing.intents import asks_share
from bot.answer.question import Combination, Question
from bot.answer.reckoning.combining import answer_combination
from bot.answer.reckoning.sides import Side
from bot.answer.reckoning.sums import compare_sums, split_at_sum
from bot.answer.refusals import missing_figure, refuse, refuse_efficiency
from bot.answer.selection import Missing, Selection
from knowledge.units import dimension_of

_AMOUNTS = ("energy", "power", "mass", "volume", "money", "count", "time", "length")
_PAIR = 2
_OF_ONE = ("half", "double")
_SOURCE = "generation_"


def combination(inquiry: Inquiry) -> Result | None:
    """A sum, a difference, a half of stored figures."""
    question = inquiry.question
    wanted = question.combination
    if wanted is None or question.intent in ("explanation", "check", "trend"):
        return None
    if wanted == "sum" and asks_share(question.text.lower(), inquiry.patterns):
        return refuse(inquiry, "unclear")  # part of what whole is left open
    if wanted == "difference" and inquiry.patterns.shows("how_many_times", question.text.lower()):
        return None
    if not _are_enough(wanted, question) or (wanted == "difference" and _is_of_shares(inquiry)):
        return None
    sides = sides_of(inquiry)
    if isinstance(sides, Missing):
        return missing_figure(inquiry, sides)
    if asks_efficiency(inquiry) and all(is_amount(side, inquiry) for side in sides):
        return refuse_efficiency(inquiry)
    if wanted == "sum" and not all(map(_adds_up, sides)):
        return refuse(inquiry, "unclear")
    answer = answer_combination(
        sides,
        wanted,
        inquiry.composer(),
        unit=question.asked_unit,
        follow_ups=inquiry.follow_ups(sides[0].selections[0]),
    )
    return answer or not_comparable(inquiry, sides)


def sources_together(inquiry: Inquiry) -> Result | None:
    """“Solar and wind combined in Spain”: what two sources of power of one place come to."""
    question = inquiry.question
    made = [m for m in question.measures if m.startswith(_SOURCE)]
    share = asks_share(question.text.lower(), inquiry.patterns)
    if question.combination != "sum" or len(question.topics) != 1 or len(made) < _PAIR or share:
        return None
    if question.intent not in ("figure", "comparison") or question.direction is not None:
        return None
    topic = question.topics[0]
    found = [inquiry.finder.find(topic, measure_id=m, period=inquiry.period) for m in made]
    missing = next((f for f in found if isinstance(f, Missing)), None)
    if missing is not None:
        return missing_figure(inquiry, missing)
    sides = tuple(Side(topic, (f,)) for f in found if isinstance(f, Selection))
    unit = question.asked_unit
    return answer_combination(sides, "sum", inquiry.composer(), unit=unit)


def _are_enough(wanted: Combination, question: Question) -> bool:
    """Whether a half is of one thing, and a sum of several; “more than twice its …” compares."""
    if wanted in _OF_ONE:
        return len(question.topics) == 1 and question.direction is None
    return len(question.topics) >= _PAIR


def _is_of_shares(inquiry: Inquiry) -> bool:
    """Whether what sets shares of sources of power apart is asked, and no amounts."""
    question = inquiry.question
    if not any(m.startswith(_SOURCE) for m in question.measures):
        return False
    return question.intent == "share" or asks_share(question.text.lower(), inquiry.patterns)


def sum_as_side(inquiry: Inquiry) -> Result | None:
    """“Does China use more than the US and the EU combined?”: a sum is one of the sides."""
    question = inquiry.question
    if question.combination != "sum" or len(question.topics) <= _PAIR:
        return None
    groups = split_at_sum(question, inquiry.patterns)
    if groups is None:
        return None
    sides = sides_of(inquiry)
    if isinstance(sides, Missing):
        return missing_figure(inquiry, sides)
    grouped = tuple(tuple(s for s in sides if s.topic in group) for group in groups)
    answer = compare_sums(grouped, inquiry.composer(), direction=question.direction)
    return answer or not_comparable(inquiry, sides)


def _adds_up(side: Side) -> bool:
    """Whether a sum of such figures means something: amounts do, intensities and shares do not."""
    units = [s.measure.unit for s in side.selections]
    return all(dimension_of(u) in _AMOUNTS for u in units)
