"""Measures retrieval on labelled sets, through the retriever that answers and no other code."""

import re
import tempfile
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.entries import make_entry
from index.files import open_index, write_index
from index.hybrid import Translate
from index.labelled import LabelledQuestion, LabelledSet, LabelledText
from index.metrics import mean, ndcg, recall, reciprocal_rank
from index.protocols import Encoder, Entry, Hit, Retriever
from index.vector_cache import Progress, VectorCache

DEPTH = 100
_RECALLS = (1, 3, 5, 10, 100)


@dataclass(frozen=True, slots=True)
class Scores:
    """Means over questions, each in [0, 1]. `recall` maps k to recall@k."""

    n_questions: int
    ndcg_at_10: float
    mrr_at_10: float
    recall: dict[int, float]


@dataclass(frozen=True, slots=True)
class DocumentScores:
    """Shares of questions: the right document, and a passage with the value, among the first k."""

    n_questions: int
    document_at: dict[int, float]
    n_with_value: int
    value_at: dict[int, float]


@dataclass(frozen=True, slots=True)
class RetrievalReport:
    """The result on one labelled set; `pairs` by "question language → text language"."""

    name: str
    n_texts: int
    overall: Scores | None
    pairs: dict[str, Scores]
    documents: DocumentScores | None


def evaluate_retrieval(
    labelled: LabelledSet,
    encoder: Encoder,
    *,
    cache: VectorCache,
    translate: Translate = lambda text, language: (),
    progress: Progress = lambda done, all_: None,
) -> RetrievalReport:
    """Index a labelled set in a temporary folder and ask its questions."""
    entries = entries_of(labelled)
    vectors = cache.encode_passages([e.text for e in entries], encoder, progress=progress)
    with tempfile.TemporaryDirectory() as folder:
        write_index(Path(folder), entries, vectors, model_id=encoder.model_id)
        retriever = open_index(Path(folder), encoder, translate=translate)
        report = measure_retrieval(labelled, retriever)
        retriever.close()
    return report


def measure_retrieval(labelled: LabelledSet, retriever: Retriever) -> RetrievalReport:
    """Ask a set's questions of a retriever over its texts."""
    found = {q.question_id: retriever.retrieve(q.text, k=DEPTH) for q in labelled.questions}
    rankings = {key: [hit.target_id for hit in hits] for key, hits in found.items()}
    judged = [q for q in labelled.questions if q.gains]
    by_document = [q for q in labelled.questions if q.document_ids]
    return RetrievalReport(
        name=labelled.name,
        n_texts=len(labelled.texts),
        overall=_scores(judged, rankings) if judged else None,
        pairs=_by_pair(judged, labelled.texts, rankings),
        documents=_document_scores(by_document, labelled, found) if by_document else None,
    )


def entries_of(labelled: LabelledSet) -> list[Entry]:
    """Return what is indexed of a labelled set, each text beneath its title."""
    return sorted(map(_entry, labelled.texts), key=lambda e: (e.language, e.entry_id))


def _entry(text: LabelledText) -> Entry:
    return make_entry("passage", text.text_id, text.language, text.titled, text.document_id)


def _scores(questions: Sequence[LabelledQuestion], rankings: dict[str, list[str]]) -> Scores:
    def over(measure: Callable[[LabelledQuestion, list[str]], float]) -> float:
        return mean([measure(q, rankings[q.question_id]) for q in questions])

    return Scores(
        n_questions=len(questions),
        ndcg_at_10=over(lambda q, ranking: ndcg(ranking, q.gains)),
        mrr_at_10=over(lambda q, ranking: reciprocal_rank(ranking, q.gains)),
        recall={k: over(lambda q, ranking, k=k: recall(ranking, q.gains, k=k)) for k in _RECALLS},  # type: ignore[misc]  # k is bound at once
    )


def _by_pair(
    questions: Sequence[LabelledQuestion],
    texts: Sequence[LabelledText],
    rankings: dict[str, list[str]],
) -> dict[str, Scores]:
    languages = {text.text_id: text.language for text in texts}
    pairs: dict[str, list[LabelledQuestion]] = {}
    for question in questions:
        answered_in = sorted({languages[key] for key in question.gains if key in languages})
        pairs.setdefault(f"{question.language} → {'+'.join(answered_in)}", []).append(question)
    return {pair: _scores(pairs[pair], rankings) for pair in sorted(pairs)}


def _document_scores(
    questions: Sequence[LabelledQuestion],
    labelled: LabelledSet,
    found: dict[str, tuple[Hit, ...]],
) -> DocumentScores:
    texts = {text.text_id: text for text in labelled.texts}

    def first_document(question: LabelledQuestion) -> int:
        return _first(
            texts[hit.target_id].document_id in question.document_ids
            for hit in found[question.question_id]
        )

    def first_value(question: LabelledQuestion) -> int:
        return _first(
            texts[hit.target_id].document_id in question.document_ids
            and holds_value(texts[hit.target_id].text, question.values)
            for hit in found[question.question_id]
        )

    with_value = [q for q in questions if q.values]
    documents = [first_document(q) for q in questions]
    values = [first_value(q) for q in with_value]
    return DocumentScores(
        n_questions=len(questions),
        document_at={k: mean([float(rank <= k) for rank in documents]) for k in (1, 3, 10)},
        n_with_value=len(with_value),
        value_at={k: mean([float(rank <= k) for rank in values]) for k in (1, 5, 10)},
    )


def _first(matches: Iterable[bool]) -> int:
    """Return the rank of the first match, beyond every depth when there is none."""
    return next((rank for rank, match in enumerate(matches, start=1) if match), DEPTH + 1)


def holds_value(text: str, spellings: Sequence[str]) -> bool:
    """Whether a text holds one of the spellings, as a number or word of its own."""
    plain = _plain(text)
    return any(
        re.search(rf"(?<![\w.]){re.escape(_plain(spelling))}(?!\d|\.\d)", plain)
        for spelling in spellings
    )


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).lower().replace("’", "'")
    return re.sub(r"\s+", " ", re.sub(r"(?<=\d),(?=\d)", "", folded))
