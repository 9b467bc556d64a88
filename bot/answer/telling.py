"""Which sentences of the retrieved passages answer a why, how or what question, if any does.

A passage answers when it holds the question's words, the rare ones above all, and is near to it in
meaning; of it those sentences are taken that hold them too, or that give a reason where one is
asked. The weights were chosen on tests/bot/answer/gold/explanations-dev.jsonl.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.answer.checking.known import content_words
from bot.answer.words import Patterns
from index.protocols import Hit
from knowledge.records import Language, Passage
from knowledge.sentences import sentence_spans

MAX_SENTENCES = 2
_STEM = 5  # letters that the forms of an English word share: mislead, misleading
_ASKING = frozenset(  # “does”, “was” and “has” as they are read: without an s
    [
        "why",
        "what",
        "where",
        "which",
        "when",
        "who",
        "how",
        "there",
        "so",
        "many",
        "much",
        "have",
        "come",
        "make",
        "get",
        "explain",
        "isn",  # “isn’t” as it is read, and the like
        "aren",
        "don",
        "doesn",
        "didn",
        "wasn",
        "weren",
        "like",
        "doe",
        "wa",
        "ha",
    ]
)
_OF_PASSAGE, _OF_WORDS, _OF_SENTENCE, _OF_HEADING, _OF_REASON = 3.0, 0.2, 0.25, 0.3, 0.2
_OF_COVERAGE, _OF_SENTENCE_BEFORE = 0.3, 0.15
_UNSEEN = 0.3  # a sentence that was not retrieved itself, below one that was
_ENOUGH, _OF_NEARNESS = 0.9, 0.5  # of coverage in [0, 1] and cosine together
_ACROSS_LANGUAGES = 0.62  # cosine at which a passage of the other language says the same
_BELOW_BEST = 0.1
_KEPT_TEXTS = 4096  # the same few passages answer most questions


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a passage; `start` is its offset there, `score` how well it fits."""

    passage: Passage
    start: int
    text: str
    score: float


@dataclass(frozen=True, slots=True)
class Found:
    """A retrieved passage with its words, those of its headings, and its title's among both."""

    hit: Hit
    passage: Passage
    words: frozenset[str]
    heading_words: frozenset[str]


def telling_sentences(
    question: str,
    passages: Sequence[tuple[Hit, Passage, str]],
    sentences: Sequence[Hit],
    *,
    patterns: Patterns,
    language: Language,
    gate: float,
) -> list[Sentence]:
    """Return the sentences to quote, in their order; none when no passage answers.

    Args:
        question: As asked.
        passages: Retrieved passages, best first, each with the title of its source.
        sentences: Retrieved sentences, whose nearness counts for them.
        patterns: Of the question's language.
        language: The question's.
        gate: Least cosine at which a passage of the other language counts.
    """
    if not passages:
        return []
    found = [_found(*passage) for passage in passages]
    asked = stems(question)
    share = _weigher(asked, found)
    nearness = {hit.target_id: hit.score for hit in sentences}
    asks_why = patterns.shows("why", question.lower())
    scored = [
        sentence
        for one in found
        for sentence in _score(
            one, found[0].hit.score, nearness, share, patterns if asks_why else None
        )
    ]
    ranked = sorted(scored, key=lambda s: (-s.score, s.passage.passage_id, s.start))
    if not ranked:
        return []
    best = ranked[0]
    source = next(one for one in found if one.passage is best.passage)
    if not _answers(source, share(source.words), language, gate):
        return []
    near = [s for s in ranked if s.passage is best.passage and s.score >= best.score - _BELOW_BEST]
    return sorted(near[:MAX_SENTENCES], key=lambda s: s.start)


@lru_cache(maxsize=_KEPT_TEXTS)
def stems(text: str) -> frozenset[str]:
    """The words of a text that carry meaning, each by what its forms share."""
    words = {w for w in content_words(text) - _ASKING if len(w) > 1 or not w.isascii()}
    return frozenset(word[:_STEM] if word.isascii() else word for word in words)


def _found(hit: Hit, passage: Passage, title: str) -> Found:
    heading = f"{' '.join(passage.heading)} {title}"
    return Found(hit, passage, stems(f"{heading} {passage.text}"), stems(heading))


def _weigher(asked: frozenset[str], found: Sequence[Found]) -> Callable[[frozenset[str]], float]:
    """A function that tells which share of the asked words others hold.

    A word weighs the more the fewer of the passages hold it: ln(1 + (n − df + ½) / (df + ½)), the
    inverse document frequency of BM25 within what was retrieved.
    """
    weights: dict[str, float] = {}
    for word in sorted(asked):
        holding = sum(word in one.words for one in found)
        weights[word] = math.log(1 + (len(found) - holding + 0.5) / (holding + 0.5))
    total = sum(weights.values())

    def share(words: frozenset[str]) -> float:
        return sum(weights[w] for w in sorted(asked & words)) / total if total else 0.0

    return share


def _score(
    found: Found,
    best_score: float,
    nearness: Mapping[str, float],
    share: Callable[[frozenset[str]], float],
    patterns: Patterns | None,
) -> list[Sentence]:
    passage = found.passage
    base = _OF_PASSAGE * (found.hit.score - best_score) + _OF_COVERAGE * share(found.words)
    base += _OF_HEADING * share(found.heading_words)
    before = 0.0
    scored = []
    for start, end in _spans(passage.text):
        text = passage.text[start:end]
        own = share(stems(text))
        near = nearness.get(f"{passage.passage_id}:{start}:{end}", 0.0) - _UNSEEN
        score = base + _OF_WORDS * own + _OF_SENTENCE * near + _OF_SENTENCE_BEFORE * before
        if patterns is not None and patterns.shows("because", text.lower()):
            score += _OF_REASON
        scored.append(Sentence(passage, start, text, score))
        before = own
    return scored


def _answers(found: Found, coverage: float, language: Language, gate: float) -> bool:
    """Whether a passage holds enough of the question, or across languages means the same."""
    if found.passage.language == language:
        return coverage + _OF_NEARNESS * found.hit.dense >= _ENOUGH
    return found.hit.dense >= max(gate, _ACROSS_LANGUAGES)


@lru_cache(maxsize=_KEPT_TEXTS)
def _spans(text: str) -> tuple[tuple[int, int], ...]:
    return sentence_spans(text)
