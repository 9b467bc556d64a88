"""The retriever: nearness in meaning, plus words where they say more than chance, as one score.

score = nearness ÷ spread + weight × surprise, for each language apart:
- nearness is the cosine less what the language and the text's length let expect (centring.py);
- surprise is BM25 above what chance would give for these tokens, in its own spreads (bm25.py). A
  question with a rare name or model number has much of it and words lead; one of common words has
  little and meaning leads.
Words of one language say nothing about texts of the other, so there the question is searched by
what is the same in both: the vocabulary's names, translated, and Latin words, numbers and units.
Within the question's language, words lower what lacks them and raise nothing: its best match in
words keeps its nearness, so that the texts of the other language are not drowned. Where the other
language has few texts, those are strays (names, numbers) rather than translations: they lack the
words that texts as near have in the question's language, the more the fewer they are.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from typing import NamedTuple

import numpy as np

from index.bm25 import Numbers
from index.centring import Centring
from index.lexical import LexicalHits, LexicalQuery, Positions, Segment, query_tokens
from index.parts import EntryReader, VectorSearch, WordSearch
from index.protocols import NO_FILTERS, Embeddings, Encoder, Entry, EntryKind, Filters, Hit, Reason
from index.tokens import is_exact, latin_words
from knowledge.languages import language_of
from knowledge.records import Language

LEXICAL_WEIGHT = 0.4
NAME_WEIGHT = 0.07  # of names, in texts of the other language
SCORE_UNIT = 0.1  # a spread of cosines counts as this much score
_BILINGUAL = 0.25  # texts of the other language ÷ the own: from here on as good as equal
_CANDIDATES = 60
_SPARE = 6  # entries read beyond those wanted: some tell of one target
_SHOWN: tuple[EntryKind, ...] = ("passage", "sentence", "series", "misconception")
_SAID_IN_EACH_LANGUAGE = ("series", "misconception")  # so the question's own language suffices
_KEPT_VECTORS, _KEPT_FILTERS = 64, 64
Translate = Callable[[str, Language], Sequence[str]]
_Nearest = Sequence[tuple[int, float]]


class _ByWords(NamedTuple):
    """What words find in one segment: the entries that may be found, the tokens, the best.

    `vectors` are those of `positions`, read while the question is encoded.
    """

    segment: Segment
    among: Sequence[int] | None
    query: LexicalQuery
    positions: Positions
    vectors: Embeddings


@dataclass(frozen=True, slots=True)
class _Near:
    """The candidates of one segment: their positions, nearness and words, in one order."""

    segment: Segment
    positions: Positions
    nearness: Numbers
    words: LexicalHits


@dataclass(frozen=True, slots=True)
class _Credit:
    """What words the texts of the question's language have, by how near they are."""

    nearness: Numbers  # ascending
    surprises: Numbers  # the mean over texts as near or less
    most: float
    n_texts: int

    @classmethod
    def of(cls, near: _Near) -> "_Credit":
        """Return the credit of a segment's one or more candidates."""
        surprises = near.words.surprises
        order = np.lexsort((surprises, near.nearness))
        means = surprises[order].cumsum() / np.arange(1, len(order) + 1)
        return cls(near.nearness[order], means, float(surprises.max()), near.segment.size)

    def lacks(self, nearness: Numbers, n_texts: int) -> Numbers:
        """Return how much surprise texts of the other language, of `n_texts`, lack."""
        at = np.maximum(self.nearness.searchsorted(nearness, side="right") - 1, 0)
        share = min(1.0, n_texts / (_BILINGUAL * self.n_texts))
        lacks: Numbers = (self.most - self.surprises[at]) * (1 - share)
        return lacks


class _Scored(NamedTuple):
    """The candidates of one segment with their scores."""

    near: _Near
    scores: Numbers


class _Found(NamedTuple):
    """A candidate: its position, score, and its column among its segment's words."""

    position: int
    score: float
    words: LexicalHits
    column: int


@dataclass(frozen=True, slots=True)
class HybridRetriever:
    """Retrieves over the entries of one generation, whatever holds them. Not thread-safe.

    Words need no vector, so that they are searched in a thread while the question is encoded, where
    it has to be. So are, after that, the vectors of all segments but the first.
    """

    entries: EntryReader
    dense: VectorSearch
    lexical: WordSearch
    centring: Centring
    encoder: Encoder
    translate: Translate = lambda text, language: ()
    _beside: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(1, "beside"), repr=False, compare=False
    )
    _vectors: dict[str, Embeddings] = field(default_factory=dict, repr=False, compare=False)
    _passing: dict[Filters, tuple[int, ...] | None] = field(
        default_factory=dict, repr=False, compare=False
    )

    def retrieve(
        self, question: str, *, k: int = 10, filters: Filters = NO_FILTERS
    ) -> tuple[Hit, ...]:
        """Return at most `k` hits, best first, one for each target; ties break by target_id."""
        n_candidates = max(k, _CANDIDATES)
        find = partial(self._by_words, question, filters, self._positions(filters), n_candidates)
        finding = None if question in self._vectors else self._beside.submit(find)
        query = self._query_vector(question)
        by_words = find() if finding is None else finding.result()
        found = self._candidates(question, query, by_words, n_candidates)
        return tuple(self._hits(self._ranked(found, k), question, query))

    def close(self) -> None:
        """Close its files."""
        self._beside.shutdown()
        self.entries.close()
        self.lexical.close()

    def _query_vector(self, question: str) -> Embeddings:
        """Encode a question; the last ones are kept: one answer asks several times."""
        if question not in self._vectors:
            if len(self._vectors) >= _KEPT_VECTORS:
                self._vectors.clear()
            self._vectors[question] = self.encoder.encode_queries([question])[0]
        return self._vectors[question]

    def _ranked(self, scored: Sequence[_Scored], k: int) -> list[tuple[_Found, Entry]]:
        """Return the best candidate of each of `k` targets; entries are read from the best down."""
        best: dict[tuple[str, str], tuple[_Found, Entry]] = {}
        scores, found = _from_the_best(scored)
        at, size = 0, k + _SPARE
        while at < len(scores) and len(best) < k:
            end = min(at + size, len(scores))
            while end < len(scores) and scores[end] == scores[end - 1]:
                end += 1  # ties are told apart by what they are
            part = list(islice(found, end - at))
            entries = self.entries.read([one.position for one in part])
            pairs = [(one, entries[one.position]) for one in part]
            for one, entry in sorted(pairs, key=lambda pair: (-pair[0].score, pair[1].entry_id)):
                best.setdefault((entry.kind, entry.target_id), (one, entry))
            at = end
        return sorted(best.values(), key=lambda pair: (-pair[0].score, pair[1].target_id))[:k]

    def _by_words(
        self, question: str, filters: Filters, passing: Sequence[int] | None, k: int
    ) -> list[_ByWords]:
        """Search the words of every wanted segment; those in the question's language first."""
        language = language_of(question)
        wanted = [s for s in self.lexical.segments if _wants(filters, s, language)]
        found = []
        for segment in sorted(wanted, key=lambda s: (s.language != language, s.number)):
            among = None if passing is None else _inside(passing, segment)
            tokens = query_tokens(self._words(question, segment.language))
            query = self.lexical.query(segment, tokens)
            positions = self.lexical.candidates(query, k, among=among)
            vectors = self._vectors_of(positions)
            found.append(_ByWords(segment, among, query, positions, vectors))
        return found

    def _vectors_of(self, positions: Positions) -> Embeddings:
        if not len(positions):
            return np.zeros((0, self.encoder.dimension), dtype=np.float32)
        return self.dense.vectors(positions.tolist())

    def _candidates(
        self, question: str, query: Embeddings, by_words: Sequence[_ByWords], k: int
    ) -> list[_Scored]:
        """Score the candidates of every segment; of a kind, those in the question's language first.

        The other language's texts are then credited with the words that texts as near have.
        """
        language = language_of(question)
        credits: dict[EntryKind, _Credit] = {}
        scored = []
        for words, nearest in zip(by_words, self._nearest(by_words, query, k), strict=True):
            segment, near = words.segment, self._near(words, query, nearest)
            if not len(near.positions):
                continue
            if segment.language == language:
                credits[segment.kind] = _Credit.of(near)
            scores = _scores(near, credits.get(segment.kind), is_own=segment.language == language)
            scored.append(_Scored(near, scores))
        return scored

    def _nearest(
        self, by_words: Sequence[_ByWords], query: Embeddings, k: int
    ) -> Iterator[_Nearest]:
        """Search each segment's vectors: the later ones in the thread, beside all of the first."""

        def search(words: _ByWords) -> _Nearest:
            run = (words.segment.start, words.segment.end)
            return self.dense.search(query, k, within=run, among=words.among)

        later = [self._beside.submit(search, words) for words in by_words[1:]]
        yield from map(search, by_words[:1])
        yield from (one.result() for one in later)

    def _near(self, words: _ByWords, query: Embeddings, nearest: _Nearest) -> _Near:
        """Join the candidates of one segment: the nearest, and those that share most words."""
        segment = words.segment
        by_words = (words.vectors @ query).tolist()
        cosines = dict(zip(words.positions.tolist(), by_words, strict=True)) | dict(nearest)
        positions = np.fromiter(cosines, dtype=np.int64)
        hits = self.lexical.score(words.query, positions)
        levels = np.fromiter(cosines.values(), dtype=np.float64)
        nearness = self.centring.nearness(query, segment.language, levels, hits.n_tokens)
        return _Near(segment, positions, nearness, hits)

    def _words(self, question: str, language: Language) -> str:
        """What of a question is searched for in texts of a language."""
        if language == language_of(question):
            return question
        return " ".join([*self.translate(question, language), *latin_words(question)])

    def _positions(self, filters: Filters) -> Sequence[int] | None:
        """The positions that pass; read once for each filter. None means all."""
        if filters not in self._passing:
            if len(self._passing) >= _KEPT_FILTERS:
                self._passing.clear()
            self._passing[filters] = self.entries.positions(filters)
        return self._passing[filters]

    def _hits(
        self, ranked: Sequence[tuple[_Found, Entry]], question: str, query: Embeddings
    ) -> Iterator[Hit]:
        if not ranked:
            return
        vectors = self.dense.vectors([one.position for one, _ in ranked])
        languages = [language_of(question), *(entry.language for _, entry in ranked)]
        centred = self.centring.apply(np.vstack([query, vectors]), languages)
        cosines = (centred[1:] @ centred[0]).tolist()
        for (one, entry), cosine in zip(ranked, cosines, strict=True):
            shared = one.words.shared(one.column)
            yield Hit(
                kind=entry.kind,
                target_id=entry.target_id,
                entry_id=entry.entry_id,
                language=entry.language,
                text=entry.text,
                score=one.score,
                dense=cosine,
                lexical=one.words.share(one.column) if shared else None,
                reasons=_reasons(shared),
            )


def _scores(near: _Near, credit: _Credit | None, *, is_own: bool) -> Numbers:
    """Score the candidates of a segment, in the question's own language or the other."""
    if is_own and credit:
        words = LEXICAL_WEIGHT * (near.words.surprises - credit.most)
    else:
        words = NAME_WEIGHT * near.words.surprises
        if credit:
            words -= LEXICAL_WEIGHT * credit.lacks(near.nearness, near.segment.size)
    scores: Numbers = SCORE_UNIT * (near.nearness + words)
    return scores


def _from_the_best(scored: Sequence[_Scored]) -> tuple[Numbers, Iterator[_Found]]:
    """Return the candidates of all segments, best first: their scores, and each as it is wanted."""
    if not scored:
        return np.zeros(0), iter(())
    scores = np.concatenate([one.scores for one in scored])
    columns = [(near, column) for near, own in scored for column in range(len(own))]
    order = np.argsort(-scores, kind="stable")

    def found() -> Iterator[_Found]:
        for at in order.tolist():
            near, column = columns[at]
            yield _Found(int(near.positions[column]), float(scores[at]), near.words, column)

    return scores[order], found()


def _inside(positions: Sequence[int], segment: Segment) -> list[int]:
    return [at for at in positions if segment.start <= at < segment.end]


def _reasons(shared: Sequence[str]) -> tuple[Reason, ...]:
    if not shared:
        return ("dense",)
    if any(is_exact(token) for token in shared):
        return ("dense", "lexical", "exact")
    return ("dense", "lexical")


def _wants(filters: Filters, segment: Segment, language: Language) -> bool:
    if segment.kind not in (filters.kinds or _SHOWN):
        return False
    if filters.languages:
        return segment.language in filters.languages
    return segment.kind not in _SAID_IN_EACH_LANGUAGE or segment.language == language
