"""Which sentences of the retrieved passages answer a why, how or what question, if any does.

Every sentence, and every two that follow one another in a paragraph, is weighed by its nearness in
meaning, the question's words in it and above it, the names, and the cue words of an answer of the
asked kind. The weights were learnt by benchmarks/learn_telling.py.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import mul

from bot.answer.telling.cues import CAUSE
from bot.answer.telling.features import Asked, Candidate, Names, candidates, sentence_texts
from bot.answer.telling.weights import ENOUGH, RANK, TRUST
from index.protocols import Hit
from knowledge.records import Language, Passage

__all__ = ["Sentence", "judged", "near_sentences", "telling_sentences", "trust_features"]
_POSSIBLE = -2.0  # log odds below which a sentence hardly ever answers
_MOST_NEAR = 8


@dataclass(frozen=True, slots=True)
class Sentence:
    """What is quoted of a passage; `start` is its offset there, `trust` in log odds.

    `defines` tells in [0, 1] how well it defines what is asked, 0 where no definition is asked for.
    """

    passage: Passage
    start: int
    text: str
    trust: float
    defines: float = 0.0


def telling_sentences(
    question: str,
    passages: Sequence[tuple[Hit, Passage, str]],
    sentences: Sequence[Hit],
    *,
    language: Language,
    names: Names,
) -> list[Sentence]:
    """Return what to quote, the fewest sentences that answer; none when none does.

    Args:
        question: As asked.
        passages: Retrieved passages of one language, each with the title of its source.
        sentences: Retrieved sentences, whose nearness counts for them.
        language: The question's.
        names: Of the things that are asked about, in each language.
    """
    asked = Asked(question, language, names)
    best = judged(asked, passages, sentences)
    if best is None:
        return []
    candidate, score = best
    trust = weighed(trust_features(candidate, score), TRUST)
    if trust < ENOUGH:
        return []
    defined = candidate.features["defines"]
    text = candidate.passage.text[candidate.start : _end(asked, candidate)]
    return [Sentence(candidate.passage, candidate.start, text, trust, defined)]


def _end(asked: Asked, candidate: Candidate) -> int:
    """Where the quote ends: one sentence on where a reason is asked for and none is given yet."""
    passage = candidate.passage
    if not asked.asks_cause or CAUSE[passage.language].search(candidate.text):
        return candidate.end
    ends = [end for start, end in sentence_texts(passage.text) if start >= candidate.end]
    goes_on = ends and "\n\n" not in passage.text[candidate.end : ends[0]]
    return ends[0] if goes_on else candidate.end


def near_sentences(
    question: str,
    passages: Sequence[tuple[Hit, Passage, str]],
    sentences: Sequence[Hit],
    *,
    language: Language,
    names: Names,
) -> list[Sentence]:
    """Return what may answer though it is not trusted to, best first, no word of it twice."""
    near: list[Sentence] = []
    for score, candidate in _ranked(Asked(question, language, names), passages, sentences):
        trust = weighed(trust_features(candidate, score), TRUST)
        if trust < _POSSIBLE or any(_overlap(candidate, other) for other in near):
            continue
        near.append(Sentence(candidate.passage, candidate.start, candidate.text, trust))
        if len(near) == _MOST_NEAR:
            break
    return near


def _overlap(candidate: Candidate, other: Sentence) -> bool:
    end = other.start + len(other.text)
    same = candidate.passage.passage_id == other.passage.passage_id
    return same and candidate.start < end and other.start < candidate.end


def judged(
    asked: Asked, passages: Sequence[tuple[Hit, Passage, str]], sentences: Sequence[Hit]
) -> tuple[Candidate, float] | None:
    """Return the best candidate and its score, whether it answers or not; ties by place."""
    ranked = _ranked(asked, passages, sentences)
    return (ranked[0][1], ranked[0][0]) if ranked else None


def _ranked(
    asked: Asked, passages: Sequence[tuple[Hit, Passage, str]], sentences: Sequence[Hit]
) -> list[tuple[float, Candidate]]:
    """Every candidate with its score, best first; ties by place."""
    scored = [(weighed(c.features, RANK), c) for c in candidates(asked, passages, sentences)]
    return sorted(scored, key=lambda s: (-s[0], s[1].passage.passage_id, s[1].start, s[1].end))


def trust_features(candidate: Candidate, score: float) -> Mapping[str, float]:
    """What tells whether the best candidate answers at all."""
    return {
        "bias": 1.0,
        "score": score / 3,
        "nearest": candidate.features["nearest"] * 4,
    } | {
        name: candidate.features[name]
        for name in (
            *("passage_words", "words", "topic", "topic_in_passage", "names"),
            *("defines", "other_language"),
        )
    }


def weighed(features: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Sum the features by their weights."""
    total: float = sum(map(mul, weights.values(), map(features.__getitem__, weights)))
    return total
