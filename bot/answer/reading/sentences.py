"""Finds the sentence that tells what a thing is for, or why something is so."""

from collections.abc import Sequence

from bot.answer.reading.asserting import asserted
from bot.answer.reading.cues import CUES
from bot.answer.reading.records import Asked, Evidence
from bot.answer.reading.terms import fold


def read_sentence(asked: Asked, evidence: Sequence[Evidence]) -> Evidence | None:
    """Return the sentence that shares most with the question; one that gives a reason if asked."""
    cues = CUES[asked.language]
    asks_reason = cues["reason"].search(fold(asked.text)) is not None
    fitting = [
        fitted
        for fitted in asserted(evidence)
        if not fitted.line.is_row and (not asks_reason or _gives_reason(fitted))
    ]
    return max(fitting, key=lambda e: (_nearness(e), -e.line.number), default=None)


def _gives_reason(fitted: Evidence) -> bool:
    cues = CUES[fitted.line.passage.language]
    return cues["gives_reason"].search(fold(fitted.line.text)) is not None


def _nearness(fitted: Evidence) -> float:
    return 2 * fitted.own_coverage + fitted.coverage + fitted.similarity
