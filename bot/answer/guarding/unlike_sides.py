"""Tells whether two things are set side by side that nobody set against each other.

“Average household electricity use UK” names a household and a country, and asks to compare neither;
a query of one model is not set against the training of another.
"""

import re
from collections.abc import Sequence

from bot.answer.inquiry import Inquiry
from bot.answer.question import Question, Topic
from bot.answer.records import Answer
from knowledge.records import Figure
from knowledge.words import Vocabulary

_HOMES = re.compile(r"\b(?:homes|households|houses)\b|(?:家庭|世帯|住宅)", re.IGNORECASE)
_ONE_HOME = re.compile(
    r"\b(?:an?|one|single|average|typical|each|per|how many|times|\d+)\b"
    r"|[1一]\s?(?:世帯|軒|家庭)|一般|平均|普通|何[倍世軒個]|あたり|当たり|分",
    re.IGNORECASE,
)
_ONCE_AND_EACH = {"one_off", "per_item"}


def are_of_unlike_places(
    sides: Sequence[Figure], topics: Sequence[Topic], vocabulary: Vocabulary
) -> bool:
    """Whether all of one product in a country stands beside all of another elsewhere, unasked.

    All refrigerators of US homes are not set against all air conditioners of the world.
    """
    products = [f for f in sides if vocabulary.subject(f.subject_id).kind == "product"]
    totals = [f for f in products if vocabulary.measure(f.measure_id).basis == "per_year"]
    regions = {figure.region for figure in totals}
    return len(regions) > 1 and not any(topic.region for topic in topics)


def has_unlike_sides(inquiry: Inquiry, answer: Answer, cited: Sequence[Figure]) -> bool:
    """Whether a comparison is of unlike things that the question does not compare.

    `cited` are the answer's figures. What states an amount, asks for yes or no, or counts one
    thing in another, does.
    """
    question, vocabulary = inquiry.question, inquiry.vocabulary
    stated = any(q.value != 1 for q in question.quantities)
    if answer.kind != "comparison":
        return False
    sides = [f for f in cited if f.figure_id in answer.claims[0].cites]
    if are_of_unlike_places(sides, question.topics, vocabulary):
        return True
    if stated:
        return False
    if _is_home_for_all(question, sides, vocabulary):
        return True
    lowered = question.text.lower()
    bases = {vocabulary.measure(f.measure_id).basis for f in sides}
    if bases == _ONCE_AND_EACH and not inquiry.patterns.shows("training", lowered):
        return True
    kinds = {vocabulary.subject(f.subject_id).kind for f in sides}
    said = any(inquiry.patterns.shows(how, lowered) for how in ("joins_sides", "counting"))
    return len(kinds) > 1 and not (question.is_compared or question.is_yes_no or said)


def _is_home_for_all(question: Question, sides: Sequence[Figure], vocabulary: Vocabulary) -> bool:
    """Whether one home stands where all homes are set against the whole of another thing."""
    kinds = {vocabulary.subject(f.subject_id).kind for f in sides}
    if "household" not in kinds or kinds == {"household"}:
        return False
    bases = {vocabulary.measure(f.measure_id).basis for f in sides}
    if bases != {"per_year"} or question.direction is None:
        return False
    return bool(_HOMES.search(question.text)) and not _ONE_HOME.search(question.text)
