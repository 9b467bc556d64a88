"""Which sentences of the retrieved passages answer a why, how or what question, if any does.

Every sentence, and every two that follow one another in a paragraph, is weighed by its nearness in
meaning, the likeness of what is asked to the questions that an article carries beside it, the
question's words in it and above it, the names, and the cue words of an answer of the asked kind.
The weights were learnt by benchmarks/learn_telling.py.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from operator import mul

from bot.answer.telling.cues import CAUSE
from bot.answer.telling.features import Asked, Candidate, Names, candidates, sentence_texts
from bot.answer.telling.weights import ENOUGH, RANK, TRUST
from index.protocols import Hit
from knowledge.records import Language, Passage

__all__ = ["Judged", "Sentence", "judged", "near_sentences", "telling_sentences", "trust_features"]
MOST_LEAD = 3.0  # also where there is no other source
_POSSIBLE = -4.5  # log odds below which a sentence hardly ever answers
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


@dataclass(frozen=True, slots=True)
class Judged:
    """A candidate with its score, and by how much that is above the best of other sources."""

    candidate: Candidate
    score: float
    lead: float


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
    trust = weighed(trust_features(best), TRUST)
    if trust < ENOUGH:
        return []
    candidate = best.candidate
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
    for found in _ranked(Asked(question, language, names), passages, sentences):
        alone = replace(found, lead=max(found.lead, 0.0))  # that others lead it is no doubt here
        candidate, trust = found.candidate, weighed(trust_features(alone), TRUST)
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
) -> Judged | None:
    """Return the best candidate, whether it answers or not; ties by place."""
    return next(iter(_ranked(asked, passages, sentences)), None)


def _ranked(
    asked: Asked, passages: Sequence[tuple[Hit, Passage, str]], sentences: Sequence[Hit]
) -> list[Judged]:
    """Every candidate, best first; ties by place."""
    scored = [(weighed(c.features, RANK), c) for c in candidates(asked, passages, sentences)]
    scored.sort(key=lambda s: (-s[0], s[1].passage.passage_id, s[1].start, s[1].end))
    return with_leads(scored)


def with_leads(scored: Sequence[tuple[float, Candidate]]) -> list[Judged]:
    """Tell of each candidate how far ahead of other sources it is; best first in, and out.

    Passages of one source go on from each other: they do not doubt what the best of them says.
    """
    best: dict[str, float] = {}
    for score, candidate in scored:
        best.setdefault(candidate.passage.source_id, score)
    first, second = [*best.items(), ("", -math.inf), ("", -math.inf)][:2]
    return [
        Judged(c, s, min(s - (second if c.passage.source_id == first[0] else first)[1], MOST_LEAD))
        for s, c in scored
    ]


def trust_features(found: Judged) -> Mapping[str, float]:
    """What tells whether the best candidate answers at all."""
    candidate = found.candidate
    held = candidate.features["held"]
    return {
        "bias": 1.0,
        "score": found.score / 3,
        "lead": found.lead,
        "nearest": candidate.features["nearest"] * 4,
        "alike": candidate.features["alike"] * 4,
        "likest": candidate.features["likest"] * 4,
        "held_near": held * candidate.features["own_nearness"] * 4,
    } | {
        name: candidate.features[name]
        for name in (
            *("passage_words", "words", "topic", "topic_in_passage", "names"),
            *("defines", "of_another", "other_language", "carries", "wording"),
            *("asked_words", "is_first", "leans", "meaning"),
        )
    }


def weighed(features: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Sum the features by their weights."""
    total: float = sum(map(mul, weights.values(), map(features.__getitem__, weights)))
    return total
