"""Reads the yes or no that a page gives under a question of its own: “Is it noisy? No. …”."""

import re
from collections.abc import Sequence

from bot.answer.reading.records import Asked, Evidence
from bot.answer.reading.statements import Judgement, is_negated
from bot.answer.reading.terms import content_stems, fold

_ANSWER = re.compile(r"^\W*(?:(?P<yes>yes|はい|ええ)|(?P<no>no|いいえ|いえ))(?:\b|(?=[、。,.]))")
_LEAST = 0.7  # of what is asked that the page's own question, or its title, must hold
_SURE = 1.0


def read_yes_or_no(asked: Asked, near: Sequence[Evidence]) -> Judgement | None:
    """Return what the page answers to the same question; None where it asks no such one."""
    found = [judged for fitted in near if (judged := _answered(asked, fitted)) is not None]
    return max(found, key=lambda j: (j.evidence.coverage, -j.evidence.line.number), default=None)


def _answered(asked: Asked, fitted: Evidence) -> Judgement | None:
    passage = fitted.line.passage
    answer = _ANSWER.search(fold(fitted.line.text))
    heading = passage.heading[-1] if passage.heading else ""
    if answer is None or not heading:
        return None
    stems = asked.stems.keys() - fitted.title
    if not stems or asked.share(stems, frozenset(content_stems(heading))) < _LEAST:
        return None
    says_yes = answer["yes"] is not None
    is_turned = is_negated(asked.text) != is_negated(heading)
    verdict = says_yes != is_turned
    return Judgement(verdict, _SURE if verdict else -_SURE, fitted, {})
