"""The way from a question to an answer that is read off documents, or to none."""

from collections.abc import Sequence

from bot.answer.composition import Composer
from bot.answer.reading.arithmetic import compute
from bot.answer.reading.asking import analyse
from bot.answer.reading.asserting import asserted
from bot.answer.reading.composing import (
    compose_computed,
    compose_phrase,
    compose_value,
    compose_verdict,
)
from bot.answer.reading.evidence import Shelf, find_evidence
from bot.answer.reading.gates import ReadingGate, passes
from bot.answer.reading.phrases import choose_option, read_phrases
from bot.answer.reading.records import Asked, Evidence
from bot.answer.reading.spans import unit_agreement
from bot.answer.reading.statements import judge_statement
from bot.answer.reading.values import read_values
from bot.answer.records import Answer
from index.protocols import Retriever
from knowledge.languages import language_of


def answer_from_documents(
    text: str,
    composer: Composer,
    *,
    retriever: Retriever,
    shelf: Shelf,
    gate: ReadingGate,
) -> Answer | None:
    """Read the answer to a question off the stored passages; None when none is near enough.

    Args:
        text: The question as asked, in either language.
        composer: An empty answer in the language to answer in.
        retriever: Finds the passages.
        shelf: The generation's lines, kept between questions.
        gate: How near a line must be to the question to answer it.
    """
    asked = analyse(text, language=language_of(text), weights=shelf.weights)
    evidence = find_evidence(asked, retriever=retriever, shelf=shelf)
    near = [fitted for fitted in evidence if passes(asked, fitted, gate, shelf.weights)]
    if not near:
        return None
    return _answer(asked, near, evidence, composer)


def _answer(
    asked: Asked, near: Sequence[Evidence], evidence: Sequence[Evidence], composer: Composer
) -> Answer | None:
    if asked.wanted == "verdict":
        judged = judge_statement(asked, near)
        return compose_verdict(asked, judged, composer) if judged else None
    if asked.wanted == "choice":
        chosen = choose_option(asked, near)
        return compose_phrase(asked, chosen, composer) if chosen else None
    if asked.wanted == "phrase":
        phrases = read_phrases(asked, near)
        return compose_phrase(asked, phrases[0], composer) if phrases else None
    near = asserted(near)
    values = read_values(asked, near)
    stated = bool(values) and asked.unit is not None and values[0].features["unit"] > 0
    computed = None if stated and asked.arithmetic == "ratio" else compute(asked, near)
    if computed is not None:
        return compose_computed(asked, computed, composer)
    if not values or unit_agreement(asked, values[0].span) == "differs":
        return None
    return compose_value(asked, values[0], composer)
