"""What speaks for a sentence, or two that follow one another, as the answer to a question."""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.answer.telling import cues
from bot.answer.telling.defining import asked_term, defines
from bot.answer.telling.words import name_words, stems
from index.protocols import EntryKind, Hit
from knowledge.records import Language, Passage
from knowledge.sentences import sentence_spans

MAX_SENTENCES = 2
Names = Mapping[Language, Sequence[Sequence[str]]]
_KEPT_TEXTS = 8192  # as many as in words.py
_UNSEEN = 0.35  # how much less near than the nearest a sentence is that was not retrieved
_LETTERS = {"en": 1, "ja": 2}  # a Japanese letter says as much as two Latin ones


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it is looked for: its words, its names in each language, what it asks."""

    text: str
    language: Language
    names: Names

    @property
    def asks_cause(self) -> bool:
        """Whether a reason is asked for."""
        return cues.ASKS_CAUSE[self.language].search(self.text) is not None

    @property
    def asks_meaning(self) -> bool:
        """Whether it is asked what something is, or how two things differ."""
        return cues.ASKS_MEANING[self.language].search(self.text) is not None


@dataclass(frozen=True, slots=True)
class Candidate:
    """Sentences of a passage that may answer; `start` and `end` are offsets there."""

    passage: Passage
    start: int
    end: int
    features: Mapping[str, float]

    @property
    def text(self) -> str:
        """The sentences."""
        return self.passage.text[self.start : self.end]


def candidates(
    asked: Asked, passages: Sequence[tuple[Hit, Passage, str]], sentences: Sequence[Hit]
) -> list[Candidate]:
    """Return every sentence, and every two in one paragraph, of the passages of one language."""
    if not passages:
        return []
    weights = _word_weights(asked, passages)
    nearness = _nearness(sentences, "sentence")
    search = _Search(
        asked=asked,
        weights=weights,
        total=sum(weights.values()),
        best_score=max(hit.score for hit, _, _ in passages),
        nearness=nearness,
        carried={hit.target_id: hit for hit in sentences if hit.kind == "question"},
        best_carried=max((h.score for h in sentences if h.kind == "question"), default=0.0),
        unseen=max(nearness.values(), default=0.0) - _UNSEEN,
        names=name_words(asked.text),
        term=asked_term(asked.text, asked.language),
        said=frozenset(weights) - _words_of_names(asked.names),
    )
    return [c for passage in passages for c in _of_passage(search, *passage)]


@dataclass(frozen=True, slots=True)
class _Search:
    """What all passages are held against; `weights` are those of the asked words.

    `said` are those beside the names of the asked things: what is asked of them. `carried` are the
    carried questions most like what is asked, by the sentence that answers; `best_carried` is the
    best score of one. `unseen` is the nearness of a sentence that was not retrieved: it is far.
    """

    asked: Asked
    weights: Mapping[str, float]
    total: float
    best_score: float
    nearness: Mapping[str, float]
    carried: Mapping[str, Hit]
    best_carried: float
    unseen: float
    names: frozenset[str]
    term: frozenset[str]
    said: frozenset[str]

    def share(self, words: frozenset[str]) -> float:
        """The share of the asked words, by weight, that others hold."""
        held = sum(w for word, w in self.weights.items() if word in words)
        return held / self.total if self.total else 0.0

    def is_apart(self, explained: frozenset[str]) -> bool:
        """Whether a reason is given of what shares no word with what is asked."""
        return bool(explained and self.said) and explained.isdisjoint(self.said)

    def near(self, passage: Passage, span: tuple[int, int]) -> float:
        """How near a sentence is."""
        return self.nearness.get(f"{passage.passage_id}:{span[0]}:{span[1]}", self.unseen)

    def like(self, passage: Passage, span: tuple[int, int]) -> "_Like":
        """How like what is asked the questions are that a sentence is marked to answer."""
        hit = self.carried.get(f"{passage.passage_id}:{span[0]}:{span[1]}")
        if hit is None:
            return _UNLIKE
        words = stems(hit.text)
        shared = len(words & self.weights.keys()) / len(words) if words else 0.0
        wording = self.share(words) * shared
        return _Like(max(hit.dense, 0.0), hit.score - self.best_carried, wording, words)

    def held(self, words: frozenset[str]) -> float:
        """The share of what is asked of the things that others hold; 1 when nothing is."""
        return len(self.said & words) / len(self.said) if self.said else 1.0


@dataclass(frozen=True, slots=True)
class _Like:
    """How like what is asked a carried question is.

    `alike` is the cosine, `behind` how far its score is below that of the likest, and `wording` how
    many words the two share: of what is asked by weight, times of the carried question. `words` are
    the carried question's.
    """

    alike: float
    behind: float
    wording: float
    words: frozenset[str]


_UNLIKE = _Like(0.0, -_UNSEEN, 0.0, frozenset())


def _nearness(hits: Sequence[Hit], kind: EntryKind) -> Mapping[str, float]:
    return {hit.target_id: hit.dense for hit in hits if hit.kind == kind}


def _of_passage(search: _Search, hit: Hit, passage: Passage, title: str) -> Iterator[Candidate]:
    asked, share = search.asked, search.share
    language = passage.language
    asks_cause, asks_meaning = asked.asks_cause, asked.asks_meaning
    over = f"{' '.join(passage.heading)} {title}"
    whole = f"{over} {passage.text}"
    common = {
        "bias": 1.0,
        "passage_score": hit.score - search.best_score,
        "title_words": share(stems(title)),
        "heading_words": share(stems(" ".join(passage.heading[-1:]))),
        "passage_words": share(stems(whole)),
        "topic_above": _named(over, asked.names[language]),
        "topic_in_passage": _named(whole, asked.names[language]),
        "names": _held(whole, search.names),
        "carries": float(bool(passage.questions)),
        "other_language": float(language != asked.language),
        "asked_words": len(search.said) / 5,
    }
    headed = stems(" ".join(passage.heading))
    spans = sentence_texts(passage.text)
    near = [search.near(passage, span) for span in spans]
    like = [search.like(passage, span) for span in spans]
    for first in range(len(spans)):
        for last in range(first, min(first + MAX_SENTENCES, len(spans))):
            start, end = spans[first][0], spans[last][1]
            text = passage.text[start:end]
            if last > first and "\n\n" in text:
                break
            told = _told(text, language)
            likes = like[first : last + 1]
            asked_of = [told.words, headed, *(one.words for one in likes)]
            yield Candidate(
                passage,
                start,
                end,
                common
                | {
                    "nearest": max(near[first : last + 1]),
                    "own_nearness": search.near(passage, (start, end)),
                    "alike": max(one.alike for one in likes),
                    "likest": max(one.behind for one in likes),
                    "wording": max(one.wording for one in likes),
                    "mean_nearness": sum(near[first : last + 1]) / (last - first + 1),
                    "words": share(told.words),
                    "held": search.held(frozenset().union(*asked_of)),
                    "topic": _named(text, asked.names[language]),
                    "is_first": float(first == 0),
                    "two": float(last > first),
                    "length": told.length,
                    "cause": float(asks_cause and told.gives_cause),
                    "meaning": float(asks_meaning and told.gives_meaning),
                    "effect": share(told.explained) if asks_cause else 0.0,
                    "of_another": float(asks_cause and search.is_apart(told.explained)),
                    "defines": defines(text, search.term, language),
                    "leans": float(told.leans),
                    "is_question": float(told.is_question),
                },
            )


@dataclass(frozen=True, slots=True)
class _Told:
    """What sentences show by themselves, whatever is asked.

    `explained` are the words of what they give the reason of.
    """

    words: frozenset[str]
    explained: frozenset[str]
    gives_cause: bool
    gives_meaning: bool
    leans: bool
    is_question: bool
    length: float


@lru_cache(maxsize=_KEPT_TEXTS)
def _told(text: str, language: Language) -> _Told:
    before = cues.BEFORE_CAUSE[language].search(text)
    return _Told(
        words=stems(text),
        explained=stems(before[1]) if before else frozenset(),
        gives_cause=cues.CAUSE[language].search(text) is not None,
        gives_meaning=cues.DEFINITION[language].search(text) is not None,
        leans=cues.LEANING[language].search(text) is not None,
        is_question=cues.QUESTION[language].search(text) is not None,
        length=math.log(len(text) * _LETTERS[language]) / 5,
    )


def _words_of_names(names: Names) -> frozenset[str]:
    every = (stems(name) for of_all in names.values() for of_one in of_all for name in of_one)
    return frozenset().union(*every)


def _word_weights(
    asked: Asked, passages: Sequence[tuple[Hit, Passage, str]]
) -> Mapping[str, float]:
    """The weights of the asked words.

    A word weighs the more the fewer of the passages hold it: ln(1 + (n − df + ½) / (df + ½)), the
    inverse document frequency of BM25 within what was retrieved.
    """
    texts = [stems(f"{' '.join(p.heading)} {title} {p.text}") for _, p, title in passages]
    weights: dict[str, float] = {}
    for word in sorted(stems(asked.text)):
        holding = sum(word in words for words in texts)
        weights[word] = math.log(1 + (len(texts) - holding + 0.5) / (holding + 0.5))
    return weights


def _named(text: str, names: Sequence[Sequence[str]]) -> float:
    """The share of the asked things that a text names, by any of their names; ½ without any."""
    if not names:
        return 0.5
    lowered = text.lower()
    return sum(any(_is_named(n, lowered) for n in of_one) for of_one in names) / len(names)


def _is_named(name: str, lowered: str) -> bool:
    plain = name.lower()
    if plain not in lowered and plain.removesuffix("s") not in lowered:
        return False
    if not plain.isascii():
        return True
    return _whole(plain.removesuffix("s")).search(lowered) is not None


@lru_cache(maxsize=_KEPT_TEXTS)
def _whole(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z]){re.escape(name)}(?:e?s)?(?![a-z])")


def _held(text: str, names: frozenset[str]) -> float:
    lowered = text.lower()
    return sum(name in lowered for name in names) / len(names) if names else 1.0


@lru_cache(maxsize=_KEPT_TEXTS)
def sentence_texts(text: str) -> tuple[tuple[int, int], ...]:
    """The spans of a text's sentences."""
    return sentence_spans(text)
