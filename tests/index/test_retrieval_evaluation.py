"""Measures against hand-worked numbers, and labelled layouts through the shipped retriever."""

import json
from pathlib import Path

import numpy as np
import pytest

from index.centring import Centring
from index.evaluation import evaluate_retrieval, holds_value
from index.hashing import HashEncoder
from index.labelled import read_labelled
from index.metrics import mean, ndcg, recall, reciprocal_rank
from index.priors import shipped_means
from index.vector_cache import VectorCache
from knowledge.errors import ReadingError
from knowledge.translation import NameTranslator
from knowledge.words import load_vocabulary

CROSS_LINGUAL = Path(__file__).parents[1] / "data" / "cross_lingual"
CORPUS = {"a": "solar power", "b": "wind power", "c": "coal"}


def test_ndcg_is_that_worked_by_hand():
    # gains 3 at rank 2 and 2 at rank 3: 3/log2(3) + 2/log2(4) = 2.8928; best 3 + 2/log2(3) = 4.2619
    assert ndcg(["x", "a", "b"], {"a": 3, "b": 2}) == pytest.approx(2.8927893 / 4.2618595)


def test_ndcg_counts_the_first_ten_only():
    assert ndcg([*"1234567890", "a"], {"a": 1}) == 0


def test_recall_is_the_share_of_the_relevant():
    assert recall(["x", "a", "b"], {"a": 1, "b": 1, "c": 1, "d": 0}, k=2) == pytest.approx(1 / 3)


def test_reciprocal_rank_is_of_the_first_relevant():
    assert reciprocal_rank(["x", "y", "a", "b"], {"a": 1, "b": 1}) == pytest.approx(1 / 3)


@pytest.mark.parametrize("measure", [ndcg, reciprocal_rank])
def test_nothing_relevant_scores_nothing(measure):
    assert measure(["a"], {}) == 0


@pytest.mark.parametrize(
    ("text", "holds"),
    [("used 1,287 MWh", True), ("used 11,287 MWh", False), ("used 1287.5 MWh", False), ("", False)],
)
def test_a_value_is_held_as_a_number_of_its_own(text, holds):
    assert holds_value(text, ("1287",)) is holds


def write_beir(folder: Path) -> Path:
    rows = [json.dumps({"_id": k, "title": "", "text": v}) for k, v in CORPUS.items()]
    (folder / "corpus.jsonl").write_text("\n".join(rows))
    (folder / "queries.jsonl").write_text('{"_id": "1", "text": "wind"}\n')
    (folder / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\n1\tb\t1\n")
    return folder


def write_mteb(folder: Path) -> Path:
    corpus = {key: {"title": "", "text": text} for key, text in CORPUS.items()}
    content = {"queries": {"1": "wind"}, "corpus": corpus, "qrels": {"1": {"b": 1}}}
    (folder / "set.json").write_text(json.dumps(content))
    return folder / "set.json"


@pytest.mark.parametrize("write", [write_beir, write_mteb])
def test_layouts_are_measured_alike(tmp_path, write):
    report = evaluate_retrieval(
        read_labelled(write(tmp_path)), HashEncoder(), cache=VectorCache(tmp_path / "v.db")
    )
    assert (report.n_texts, list(report.pairs)) == (3, ["en → en"])
    assert report.overall is not None
    assert (report.overall.ndcg_at_10, report.overall.recall[1]) == (1.0, 1.0)


def test_documents_are_cut_and_found_with_their_value(tmp_path):
    (tmp_path / "docs").mkdir()
    for name, text in (("one", "It used 5,400 kWh of wind."), ("two", "Nothing of the kind.")):
        (tmp_path / "docs" / f"{name}.txt").write_text(f"# {name}\n\n=== Page 1 ===\n{text}\n")
    row = {
        "id": "q", "question": "How much wind?", "ref_id": ["one"], "status": "text",
        "evidence_check": {"one": {"value_found": [{"form": "5400"}]}},
    }  # fmt: skip
    (tmp_path / "questions.jsonl").write_text(json.dumps(row))
    report = evaluate_retrieval(
        read_labelled(tmp_path), HashEncoder(), cache=VectorCache(tmp_path / "v.db")
    )
    assert report.documents is not None
    assert (report.documents.document_at[1], report.documents.value_at[1]) == (1.0, 1.0)


def test_another_layout_is_refused(tmp_path):
    with pytest.raises(ReadingError, match="it is not a labelled set; give a folder with corpus"):
        read_labelled(tmp_path)


def test_the_cross_lingual_set_asks_both_ways():
    labelled = read_labelled(CROSS_LINGUAL)
    languages = {text.text_id: text.language for text in labelled.texts}
    pairs = [(q.language, languages[next(iter(q.gains))]) for q in labelled.questions]
    assert (pairs.count(("en", "ja")), pairs.count(("ja", "en")), len(pairs)) == (54, 54, 108)


class StoredEncoder:
    """The default model's vectors of the cross-lingual set, kept beside it in half precision."""

    model_id = "multilingual-e5-small/stored"
    dimension = 384

    def __init__(self, labelled):
        stored = np.load(CROSS_LINGUAL / "vectors.npz")
        passages = (f"{text.title}\n{text.text}" for text in labelled.texts)
        self._passages = dict(zip(passages, _unit(stored["passages"]), strict=True))
        questions = (question.text for question in labelled.questions)
        self._questions = dict(zip(questions, _unit(stored["questions"]), strict=True))

    def encode_queries(self, texts):
        return np.stack([self._questions[text] for text in texts])

    def encode_passages(self, texts):
        return np.stack([self._passages[text] for text in texts])


def _unit(rows):
    wide = rows.astype(np.float32)
    return wide / np.linalg.norm(wide, axis=1, keepdims=True)


def _recall_of_meaning_alone(labelled, encoder, pair):
    """Recall@5 by centred cosines in numpy: what the retriever must not fall below."""
    vectors = encoder.encode_passages([f"{t.title}\n{t.text}" for t in labelled.texts])
    languages = [text.language for text in labelled.texts]
    centring = Centring.fit(vectors, languages, prior=shipped_means(encoder.model_id))
    asked = [q for q in labelled.questions if q.language == pair[0]]
    queries = encoder.encode_queries([q.text for q in asked])
    for cosines in (
        queries @ vectors.T - queries @ np.stack([centring.means[name] for name in languages]).T,
        centring.apply(queries, [pair[0]] * len(asked)) @ centring.apply(vectors, languages).T,
    ):
        order = np.argsort(-cosines, axis=1)[:, :5]
        ranked = [[labelled.texts[at].text_id for at in row] for row in order]
        yield mean([recall(r, q.gains, k=5) for r, q in zip(ranked, asked, strict=True)])


def test_hybrid_retrieval_across_languages_is_never_below_meaning_alone(tmp_path):
    labelled = read_labelled(CROSS_LINGUAL)
    encoder = StoredEncoder(labelled)
    report = evaluate_retrieval(
        labelled,
        encoder,
        cache=VectorCache(tmp_path / "vectors.db"),
        translate=NameTranslator(load_vocabulary()).translate,
    )
    for pair in (("en", "ja"), ("ja", "en")):
        hybrid = report.pairs[f"{pair[0]} → {pair[1]}"].recall[5]
        assert hybrid >= max(_recall_of_meaning_alone(labelled, encoder, pair)), pair
    assert report.overall.recall[5] >= 0.93
