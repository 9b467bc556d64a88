"""Answers why, how and what questions with the fewest quoted sentences that fit."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.answer.composition import Composer
from bot.answer.names import text_units
from bot.answer.question import Question
from bot.answer.records import Answer
from index.protocols import Filters, Hit, Retriever
from knowledge.passages import sentence_spans
from knowledge.protocols import Knowledge
from knowledge.records import Passage

MAX_SENTENCES = 4
MAX_PASSAGES = 3
_CAUSE_BONUS = 0.5  # a sentence that gives a reason, for a why question: half a rare shared term
_MIN_CHARS, _MAX_CHARS = 20, 420
_CJK = re.compile(r"[^\x00-\x7f]")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a passage with its share in answering; `start` is its offset in the passage."""

    passage: Passage
    start: int
    text: str
    score: float


def answer_explanation(
    question: Question,
    composer: Composer,
    *,
    retriever: Retriever,
    knowledge: Knowledge,
    gate: float,
    follow_ups: Sequence[str] = (),
) -> Answer | None:
    """Quote sentences from the passages nearest to the question; None when none is near enough."""
    hits = find_passages(question, retriever, gate=gate)
    if not hits:
        return None
    passages = [knowledge.passage(hit.target_id) for hit in hits]
    chosen = choose_sentences(question, passages, composer)
    if not chosen:
        return None
    for sentence in chosen:
        _quote(sentence, composer)
    languages = {s.passage.language for s in chosen}
    if question.language not in languages:
        composer.caveat(composer.speaker.wording.say("caveat_quoted_in_original"))
    return composer.answer(
        "explanation",
        composer.speaker.wording.say("interpretation_explanation", question=question.text),
        follow_ups=follow_ups,
    )


def find_passages(question: Question, retriever: Retriever, *, gate: float) -> tuple[Hit, ...]:
    """Return the nearest passages in the question's language, else in any language."""
    for languages in ((question.language,), ()):
        hits = retriever.retrieve(
            question.text,
            k=MAX_PASSAGES,
            filters=Filters(kinds=("passage",), languages=languages),
        )
        near = tuple(hit for hit in hits if hit.dense >= gate)
        if near:
            return near
    return ()


def choose_sentences(
    question: Question, passages: Sequence[Passage], composer: Composer
) -> list[Sentence]:
    """Choose the sentences that share the most telling terms with the question, in text order."""
    wanted = terms(question.text, composer.speaker.wording.patterns.stop_words)
    sentences = [(passage, start, text) for passage in passages for start, text in split(passage)]
    counts = Counter(term for _, _, text in sentences for term in terms(text) & wanted)
    because = composer.speaker.wording.patterns
    scored = [
        Sentence(
            passage,
            start,
            text,
            sum(1 / counts[term] for term in terms(text) & wanted)
            + (_CAUSE_BONUS if because.shows("because", text.lower()) else 0.0),
        )
        for passage, start, text in sentences
    ]
    best = sorted(scored, key=lambda s: (-s.score, passages.index(s.passage), s.start))
    chosen = [s for s in best if s.score > 0][:MAX_SENTENCES] or scored[:2]
    return sorted(chosen, key=lambda s: (passages.index(s.passage), s.start))


def split(passage: Passage) -> list[tuple[int, str]]:
    """Split a passage into quotable sentences with their offsets."""
    return [
        (start, passage.text[start:end])
        for start, end in sentence_spans(passage.text)
        if _MIN_CHARS <= end - start <= _MAX_CHARS
    ]


def terms(text: str, leave_out: frozenset[str] = frozenset()) -> set[str]:
    """Return the words of Latin script and the character pairs of Japanese in a text."""
    units = text_units(unicodedata.normalize("NFKC", text))
    found = {u.text for u in units if u.text.isascii() and u.text not in leave_out}
    for left, right in pairwise(units):
        pair = left.text + right.text
        if left.end == right.start and _CJK.match(left.text) and _CJK.match(right.text):
            found.add(pair)
    return found - leave_out


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
