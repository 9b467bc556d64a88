"""Tells whether how many of a thing are asked, and the answer tells something else of it.

“How many data centres would France's electricity power?” is not answered by what they use, nor
“how many S21s could a home run” by how many homes one of them is.
"""

import re
from collections.abc import Sequence

from bot.answer.question import Question
from bot.answer.records import Answer
from knowledge.records import Figure
from knowledge.units import dimension_of

_FUEL, _HOME, _OF_ALL = "fuel:", "household:", "electricity_consumption"
_WHOLES = ("country:", _HOME, "bitcoin-network")  # of which one is all
_BEFORE = re.compile(
    r"\bhow many (?:(?!of\b|times\b|hours\b|minutes\b|days\b|weeks\b|months\b|years\b|[kmgtp]?wh?\b"
    r"|kilo\w+|mega\w+|giga\w+|tera\w+|watt\w*|lit(?:re|er)s\b|gallons\b|tonnes\b|tons\b|grams\b"
    r"|more\b|does\b|do\b|did\b|is\b|are\b|will\b|would\b|can\b|could\b)[\w-]+ ){0,2}$",
    re.IGNORECASE,
)
_AFTER_JA = re.compile(r"(?:を|が|は)?何(?:枚|台|個|基|本|棟)(?!の)|何[回杯]")


def tells_other_than_count(question: Question, answer: Answer, cited: Sequence[Figure]) -> bool:
    """Whether a thing is counted and its own figure is told, or the other thing counted in it.

    What the question states an amount for is reckoned with that; `cited` are the answer's figures.
    """
    meant = counted_things(question)
    if not meant:
        return False
    if any(q.unit for q in question.quantities):
        return answer.kind == "equivalent" and not _counts_one(meant, cited)
    if any(dimension_of(figure.unit) == "count" for figure in cited):
        return False
    if answer.kind == "figure":
        return bool(cited) and all(figure.subject_id in meant for figure in cited)
    by_id = {figure.figure_id: figure for figure in cited}
    if answer.kind == "comparison":
        led = [by_id[cite].subject_id for cite in answer.claims[0].cites if cite in by_id]
        return bool(led) and led[0] in meant
    if answer.kind != "equivalent":
        return False
    numbers = (n for claim in answer.claims for n in claim.numbers if n.name == "each")
    each = [by_id[n.figure_id] for n in numbers if n.figure_id]
    homes = any(i.startswith(_HOME) for i in meant)  # of whatever country
    return bool(each) and not any(
        figure.subject_id in meant or (homes and figure.subject_id.startswith(_HOME))
        for figure in each
    )


def _counts_one(meant: frozenset[str], cited: Sequence[Figure]) -> bool:
    """Whether an answer reckons with one of what is counted, and not with all of it in a year."""
    if all(i.startswith(_WHOLES) for i in meant):
        return True
    own = [f for f in cited if f.subject_id in meant]
    return any(f.measure_id != _OF_ALL for f in own)


def counted_things(question: Question) -> frozenset[str]:
    """What the name right behind “how many” may stand for; in Japanese the one before 何台."""
    text = question.text
    for mention in question.named:
        if _BEFORE.search(text, 0, mention.start) or _AFTER_JA.match(text, mention.end):
            ids = frozenset(r.identifier for r in mention.referents if r.kind == "subject")
            if ids and not any(i.startswith(_FUEL) for i in ids):  # counted in reactors
                return ids
    return frozenset()
