"""Understands by the descriptions of figures what the vocabulary's names leave unexplained."""

import difflib
import re
from collections.abc import Sequence
from dataclasses import replace

from bot.answer.inquiry import Inquiry
from bot.answer.question import Question, Topic
from bot.answer.reading.terms import kana_names
from bot.answer.sorts import asked_sort
from index.protocols import Filters
from knowledge.names import text_units

_CANDIDATES = 8
_SIMILAR = 0.85  # one typo in seven letters
_INTENTS = ("figure", "explanation", "trend", "ranking")


def described(inquiry: Inquiry) -> Question:
    """Return the question about the figure series whose description explains all its words.

    The nearest series must reach the gate, and each word that nothing explained must stand in its
    description, a typo forgiven: nearness alone makes nonsense into the nearest thing there is.
    """
    question = inquiry.question
    if not question.residue or not question.text or question.intent not in _INTENTS:
        return question
    if question.topics and not question.touching_residue:
        return question
    lowered = question.text.lower()
    if any(inquiry.patterns.shows(asks, lowered) for asks in ("why", "how", "defines")):
        return question  # a value tells neither why, how nor what
    sort = asked_sort(inquiry)
    if sort is not None:  # “which resort” asks of all resorts
        others = tuple(word for word in question.residue if word.lower() not in sort.noun.lower())
        return replace(question, intent="ranking", residue=others, touching_residue=())
    if question.intent == "ranking":
        return question
    hits = inquiry.retriever.retrieve(
        question.text, k=_CANDIDATES, filters=Filters(kinds=("series",))
    )
    words = (*question.residue, *_numbers(question), *kana_names(question.text))
    asked = {topic.subject_id for topic in question.topics if not topic.is_country}
    for hit in hits:
        if hit.dense < inquiry.gates.series or not _explains(hit.text, words):
            continue
        series = inquiry.knowledge.series(hit.target_id)
        if asked and series.subject_id not in asked:
            continue
        return _about(question, series.subject_id, series.region, series.measure_id)
    return question


def _numbers(question: Question) -> list[str]:
    """Numbers that may be part of a name: those of no period and no measured amount."""
    told = [period.text for period in question.periods]
    told += [span.text for span in question.spans if span.quantity.unit is not None]
    numbers = re.findall(r"\d+", question.text)
    return [n for n in numbers if not any(n in text for text in told)]


def _explains(description: str, words: Sequence[str]) -> bool:
    known = [unit.text for unit in text_units(description)]
    lowered = description.lower()
    return all(_stands_in(word.lower(), known, lowered) for word in words)


def _stands_in(word: str, known: Sequence[str], description: str) -> bool:
    if not word.isascii():
        return word in description
    parts = [unit.text for unit in text_units(word)]
    return bool(parts) and all(
        part in known
        or (part.isalpha() and difflib.get_close_matches(part, known, n=1, cutoff=_SIMILAR) != [])
        for part in parts
    )


def _about(question: Question, subject_id: str, region: str, measure_id: str) -> Question:
    placed = None if subject_id.startswith("country:") or region == "world" else region
    return replace(
        question,
        intent="trend" if question.intent == "trend" else "figure",
        topics=(Topic(subject_id, placed),),
        measure_id=question.measure_id or measure_id,
        residue=(),
        touching_residue=(),
        compounds=(),
    )
