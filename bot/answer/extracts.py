"""Answers why, how and what questions with the fewest quoted sentences that fit."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bot.answer.composition import Composer
from bot.answer.question import Question
from bot.answer.records import Answer
from index.protocols import Filters, Hit, Retriever
from knowledge.protocols import Knowledge
from knowledge.records import Passage

MAX_SENTENCES = 4
_MAX_FROM_ONE_PASSAGE = 2
_CANDIDATES = 24
_BELOW_BEST = 0.8  # of the best sentence's score that a further one reaches
_WORDS_OF_BEST = 0.5  # of the share of the question's words, by rarity, that the best one holds
_LEANS = re.compile(
    r"(?:that|this|these|those|it|they|he|she|its|their|such|both|so|but|and|yet|however|therefore"
    r"|hence|thus|also|instead|for (?:that|this)|whether|so far|after it)\b"
    r"|それ|これ|その|この|あの|そう|こう|しかし|だが|また|そして|したがって|よって|だから|一方",
    re.IGNORECASE,
)
_CAUSE_BONUS = 0.08  # a sentence that gives a reason, for a why question; scores are near cosines


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a passage; `start` is its offset there, `score` how well it fits."""

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
    """Quote the sentences nearest to the question; None when none is near enough."""
    hits = find_sentences(question, retriever, gate=gate)
    if not hits:
        return None
    chosen = choose_sentences(hits, question, composer, knowledge)
    for sentence in chosen:
        _quote(sentence, composer)
    if all(sentence.passage.language != question.language for sentence in chosen):
        composer.caveat(composer.speaker.wording.say("caveat_quoted_in_original"))
    return composer.answer(
        "explanation",
        composer.speaker.wording.say("interpretation_explanation", question=question.text),
        follow_ups=follow_ups,
    )


def find_sentences(question: Question, retriever: Retriever, *, gate: float) -> tuple[Hit, ...]:
    """Return the nearest sentences in the question's language, else in any language.

    The best must reach the gate; the others may lie a little below it.
    """
    for languages in ((question.language,), ()):
        hits = retriever.retrieve(
            question.text,
            k=_CANDIDATES,
            filters=Filters(kinds=("sentence",), languages=languages),
        )
        if hits and max(hit.dense for hit in hits[:3]) >= gate:
            return hits
    return ()


def choose_sentences(
    hits: Sequence[Hit], question: Question, composer: Composer, knowledge: Knowledge
) -> list[Sentence]:
    """Choose the best sentences, at most two of a passage, passages in order of their best."""
    patterns = composer.speaker.wording.patterns
    asks_why = patterns.shows("why", question.text.lower())
    sentences = []
    for hit in _telling(hits):
        passage_id, start, end = hit.target_id.rsplit(":", 2)
        passage = knowledge.passage(passage_id)
        text = passage.text[int(start) : int(end)]
        gives_reason = asks_why and patterns.shows("because", text.lower())
        score = hit.score + (_CAUSE_BONUS if gives_reason else 0.0)
        sentences.append(Sentence(passage, int(start), text, score))
    sentences.sort(key=lambda s: (-s.score, s.passage.passage_id, s.start))
    sentences = [s for s in sentences if s.score >= _BELOW_BEST * sentences[0].score]
    chosen: list[Sentence] = []
    taken: Counter[str] = Counter()
    for sentence in sentences:
        if taken[sentence.passage.passage_id] < _MAX_FROM_ONE_PASSAGE:
            taken[sentence.passage.passage_id] += 1
            chosen.append(sentence)
    chosen = chosen[:MAX_SENTENCES]
    order = list(dict.fromkeys(s.passage.passage_id for s in chosen))
    return sorted(chosen, key=lambda s: (order.index(s.passage.passage_id), s.start))


def _telling(hits: Sequence[Hit]) -> list[Hit]:
    """Keep sentences that stand alone and hold the question's rare words about as the best does.

    One that leans on the sentence before it ("That is also why ...") is left out while others
    stand. Where no word can match, across languages, meaning alone decides.
    """
    alone = [hit for hit in hits if not _LEANS.match(_words(hit))] or list(hits)
    most = max((hit.lexical or 0.0 for hit in alone), default=0.0)
    return [hit for hit in alone if (hit.lexical or 0.0) >= _WORDS_OF_BEST * most]


def _words(hit: Hit) -> str:
    """The sentence of an entry, without the heading before it."""
    _, start, end = hit.target_id.rsplit(":", 2)
    return hit.text[-(int(end) - int(start)) :]


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
