"""Kinds that set subjects side by side: comparisons, sums, differences."""

from bot.answer.combining import answer_combination
from bot.answer.comparison import Side, compare, find_sides
from bot.answer.figures import GENERIC_MEASURES, Missing
from bot.answer.inquiry import Inquiry, Result
from bot.answer.refusals import missing_figure, refuse, refuse_measures


def combination(inquiry: Inquiry) -> Result | None:
    """A sum, a difference, a half of stored figures."""
    question = inquiry.question
    wanted = question.combination
    if wanted is None or question.intent in ("explanation", "check", "trend"):
        return None
    if len(question.topics) < (2 if wanted in ("sum", "difference") else 1):
        return None
    sides = _sides(inquiry)
    if isinstance(sides, Missing):
        return missing_figure(inquiry, sides)
    answer = answer_combination(
        sides,
        wanted,
        inquiry.composer(),
        unit=question.asked_unit,
        follow_ups=inquiry.follow_ups(sides[0].selections[0]),
    )
    return answer or refuse(inquiry, "not_comparable")


def two_measures(inquiry: Inquiry) -> Result | None:
    """Different measures of different subjects are not compared."""
    question = inquiry.question
    if len(question.topics) < 2 or not question.is_compared:
        return None
    dimensions = {
        inquiry.vocabulary.measure(m).dimension: m
        for m in question.measures
        if m not in GENERIC_MEASURES
    }
    if len(dimensions) < 2 or question.intent not in ("comparison", "figure"):
        return None
    return refuse_measures(inquiry, list(dimensions.values()))


def comparison(inquiry: Inquiry) -> Result | None:
    """Two to six subjects side by side."""
    question = inquiry.question
    if len(question.topics) < 2:
        return None
    sides = _sides(inquiry)
    if isinstance(sides, Missing):
        return missing_figure(inquiry, sides)
    answer = compare(
        sides,
        inquiry.composer(),
        inquiry.finder,
        direction=question.direction,
        follow_ups=inquiry.follow_ups(sides[0].selections[0]),
    )
    return answer or refuse(inquiry, "not_comparable")


def _sides(inquiry: Inquiry) -> tuple[Side, ...] | Missing:
    question = inquiry.question
    return find_sides(
        question.topics,
        inquiry.finder,
        measure_id=question.measure_id,
        period=inquiry.period,
        projected=inquiry.projects,
    )
