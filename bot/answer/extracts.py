"""Answers why, how and what questions with the fewest quoted sentences that answer."""

import re

from bot.answer.composition import Composer
from bot.answer.question import Question
from bot.answer.records import Answer
from bot.answer.telling import Sentence, telling_sentences
from index.protocols import Filters, Retriever
from knowledge.protocols import Knowledge
from knowledge.records import LANGUAGES

_PASSAGES, _SENTENCES = 30, 60


def answer_explanation(
    question: Question,
    composer: Composer,
    *,
    retriever: Retriever,
    knowledge: Knowledge,
    gate: float,
) -> Answer | None:
    """Quote the sentences that answer the question; None when none does."""
    chosen = find_sentences(question, composer, retriever=retriever, knowledge=knowledge, gate=gate)
    if not chosen:
        return None
    for sentence in chosen:
        _quote(sentence, composer)
    if all(sentence.passage.language != question.language for sentence in chosen):
        composer.caveat(composer.speaker.wording.say("caveat_quoted_in_original"))
    return composer.answer(
        "explanation",
        composer.speaker.wording.say("interpretation_explanation", question=question.text),
    )


def find_sentences(
    question: Question,
    composer: Composer,
    *,
    retriever: Retriever,
    knowledge: Knowledge,
    gate: float,
) -> list[Sentence]:
    """Find what answers in the question's language, else in another."""
    others = tuple(language for language in LANGUAGES if language != question.language)
    for languages in ((question.language,), others):
        passages = retriever.retrieve(
            question.text, k=_PASSAGES, filters=Filters(kinds=("passage",), languages=languages)
        )
        sentences = retriever.retrieve(
            question.text, k=_SENTENCES, filters=Filters(kinds=("sentence",), languages=languages)
        )
        read = [(hit, knowledge.passage(hit.target_id)) for hit in passages]
        chosen = telling_sentences(
            question.text,
            [(hit, passage, knowledge.source(passage.source_id).title) for hit, passage in read],
            sentences,
            patterns=composer.speaker.wording.patterns,
            language=question.language,
            gate=gate,
        )
        if chosen:
            return chosen
    return []


def _quote(sentence: Sentence, composer: Composer) -> None:
    passage = sentence.passage
    key = composer.cite_passage(passage.passage_id, passage.source_id, sentence.text)
    cites = [key]
    for figure_id in passage.figure_ids:
        figure = composer.speaker.knowledge.figure(figure_id)
        if _mentions(sentence.text, figure.value) or _mentions(sentence.text, figure.upper):
            cites.append(composer.cite_figure(figure))
    composer.claim("quote", cites=cites, quote=sentence.text)


def _mentions(text: str, value: float | None) -> bool:
    if value is None:
        return False
    shown = f"{value:,.10g}"
    return re.search(rf"(?<![\d.,]){re.escape(shown)}(?![\d.]*\d)", text) is not None
