"""Finds the sentence that tells what a thing is for, or why something is so."""

from collections.abc import Sequence
from dataclasses import replace

from bot.answer.reading.asserting import asserted
from bot.answer.reading.cues import CUES
from bot.answer.reading.records import Asked, Evidence
from bot.answer.reading.terms import fold
from knowledge.passages import sentence_spans


def read_sentence(asked: Asked, evidence: Sequence[Evidence]) -> Evidence | None:
    """Return the sentence that shares most with the question.

    One that gives a reason where that is asked, and one that tells a use, if there is any.
    """
    cues = CUES[asked.language]
    evidence = [e for e in evidence if not e.line.is_row]
    asks_reason = cues["reason"].search(fold(asked.text)) is not None
    fitting = [fitted for fitted in asserted(evidence) if not asks_reason or _gives_reason(fitted)]
    if asks_reason and not fitting:
        return _with_reason_after(asserted(evidence))
    if cues["purpose"].search(fold(asked.text)):
        fitting = [e for e in fitting if _gives_purpose(e) and e.own_coverage] or fitting
    return max(fitting, key=lambda e: (_nearness(e), -e.line.number), default=None)


def _with_reason_after(evidence: Sequence[Evidence]) -> Evidence | None:
    """The nearest line with the sentence behind it, where that gives the reason alone."""
    best = max(evidence, key=lambda e: (_nearness(e), -e.line.number), default=None)
    if best is None:
        return None
    line = best.line
    ends = [end for start, end in sentence_spans(line.passage.text) if start >= line.end]
    longer = replace(line, end=ends[0] if ends else line.end)
    with_next = replace(best, line=longer)
    return with_next if _gives_reason(with_next) else None


def _gives_purpose(fitted: Evidence) -> bool:
    cues = CUES[fitted.line.passage.language]
    return cues["gives_purpose"].search(fold(fitted.line.text)) is not None


def _gives_reason(fitted: Evidence) -> bool:
    cues = CUES[fitted.line.passage.language]
    return cues["gives_reason"].search(fold(fitted.line.text)) is not None


def _nearness(fitted: Evidence) -> float:
    return 2 * fitted.own_coverage + fitted.coverage + fitted.similarity
