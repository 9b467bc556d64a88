"""The two sides of a thing set against itself: two of its measures, or one of two times."""

import re

from bot.answer.figures import GENERIC_MEASURES, FigureFinder
from bot.answer.question import Question, Topic
from bot.answer.reckoning.sides import Side
from bot.answer.selection import Missing, Selection
from knowledge.records import Period

_PAIR = 2
_THAN_THEN = re.compile(  # now beside a time before: what is compared with is a time
    r"\b(?:than|(?:compared?|relative) (?:with|to)|versus|vs\.?) (?:it (?:did|was) )?"
    r"(?:in |back in |the year )?"
    r"(?:(?:19|20)\d\d|\w+ (?:years?|decades?) (?:ago|earlier|before|back)|last year)"
    r"|(?:(?:19|20)\d\d年|\d+年前|[一二三五十]+年前|[去昨]年)(?:の\w*)?(?:より|(?:と|に)(?:比べ|比較))",
    re.IGNORECASE,
)
Asked = tuple[str | None, Period | None]


def asked_of_one(question: Question) -> tuple[Asked, ...]:
    """The two (measure, time) that a question sets against one another; empty when it does not."""
    measures = specific_measures(question)
    period = question.periods[0] if question.periods else None
    if len(measures) == _PAIR:
        return tuple((measure, period) for measure in measures)
    if len(question.periods) == _PAIR:
        return tuple((question.measure_id, one) for one in question.periods)
    if len(question.periods) == 1 and _THAN_THEN.search(question.text):
        return ((question.measure_id, None), (question.measure_id, period))
    return ()


def specific_measures(question: Question) -> list[str]:
    """The measures that a question names, without those that only say that energy is meant."""
    return [m for m in question.measures if m not in GENERIC_MEASURES]


def own_sides(
    topic: Topic, question: Question, finder: FigureFinder
) -> tuple[Side, ...] | Missing | None:
    """The sides with their figures; None when the question has no two, or one for both."""
    asked = asked_of_one(question)
    if not asked:
        return None
    found = [finder.find(topic, measure_id=m, period=p) for m, p in asked]
    missing = next((f for f in found if isinstance(f, Missing)), None)
    if missing is not None:
        return missing
    sides = tuple(Side(topic, (f,)) for f in found if isinstance(f, Selection))
    specific = specific_measures(question)
    if len(specific) == _PAIR and [s.selections[0].measure.measure_id for s in sides] != specific:
        return None
    if len({s.selections[0].lead.figure_id for s in sides}) != _PAIR:
        return None
    return sides
