"""The members of a sort that a question ranks: “which crypto uses most” is of the coins."""

import re
from dataclasses import replace

from bot.answer.figures import GENERIC_MEASURES, FigureFinder
from bot.answer.question import MAX_SUBJECTS, Question, Topic
from bot.answer.words import Patterns

_USED, _NETWORK = "electricity_consumption", "network"
_LEAST = 2
_ASKS_SORT = re.compile(
    r"\b(?:which|what|top(?: \d+)?|rank(?:ing)?(?: of)?|compare(?: the)?)\s+(?:\w+\s+)?$"
    r"|\b(?:most|least)\s+(?:\w+[- ])?(?:hungry|intensive|wasteful|thirsty)\s+$|どの$",
    re.IGNORECASE,
)
_ASKS_SORT_JA = re.compile(
    r"(?:は|って|を?ランキング|の(?:ランキング|順位))?(?:は|何|どれ)?(?:です)?か?[??]*$"
)
_USES = re.compile(
    r"\b(?:us(?:es?|ing)|(?:consum|burn|draw|need|guzzl)\w*)\b|使|食|消費", re.IGNORECASE
)


def with_members(question: Question, finder: FigureFinder, patterns: Patterns) -> Question:
    """Set the members of a sort side by side where the most or the least of them is asked.

    Of energy, that is: which coin has most users no figure tells.
    """
    lowered = question.text.lower()
    ranks = question.intent == "ranking" or question.wants_lowest or patterns.shows("peak", lowered)
    if len(question.topics) != 1 or question.topics[0].region is not None or not ranks:
        return question
    whole = question.topics[0]
    if not _is_asked_sort(whole, question):
        return question
    members = tuple(
        Topic(s.subject_id, None, whole.start)
        for s in finder.vocabulary.subjects()
        if s.part_of == whole.subject_id
        and s.kind == _NETWORK
        and finder.knowledge.figures(subject_ids=(s.subject_id,), measure_ids=(_USED,))
    )
    if not _LEAST <= len(members) <= MAX_SUBJECTS:
        return question
    return replace(
        question, topics=members, intent="comparison", is_compared=True, measure_id=_USED
    )


def _is_asked_sort(whole: Topic, question: Question) -> bool:
    """Whether it is asked which of a sort uses most: by “which” before its name, は behind it."""
    text = question.text
    asks_use = bool(question.measures) or _USES.search(text) is not None
    if not asks_use or not GENERIC_MEASURES.issuperset(question.measures):
        return False
    end = next((m.end for m in question.named if m.start == whole.start), whole.start)
    behind = not text[whole.start : end].isascii() and _ASKS_SORT_JA.match(text, end) is not None
    return behind or _ASKS_SORT.search(text, 0, whole.start) is not None
