"""Documents about things that the vocabulary does not know answer at once, in both languages."""

import importlib.util
import json
from pathlib import Path

import pytest

from bot.answer_evaluation import evaluate_answers, read_labelled
from knowledge.tabling import cell_words

ADDED = Path(__file__).parents[2] / "data" / "added"


def made():
    spec = importlib.util.spec_from_file_location("made", ADDED / "made.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def engine(operator, tmp_path):
    made().workbook(tmp_path / "district-heating.xlsx")
    made().report(tmp_path / "ski-report.pdf")
    written = [ADDED / name for name in ("harbour.html", "seitetsu.md", "tramways.csv")]
    operator.add(*written, tmp_path / "district-heating.xlsx", tmp_path / "ski-report.pdf")
    return operator.engine()


def test_added_documents_answer_what_they_hold(engine):
    def cell(figure):
        place = figure.locator
        text = engine.knowledge.document(place.document_id).text
        words = cell_words(text, place.row, place.column)
        return words and words[2]

    labelled = read_labelled(ADDED / "questions.jsonl")
    report = evaluate_answers(engine, labelled, cells=cell, violations=lambda: 0)
    assert [miss.labelled.identifier for miss in report.misses] == []
    assert report.citations_held == 1.0


def test_a_ranking_is_among_things_of_the_asked_sort(engine):
    payload = engine.ask("Which resort used the most electricity in 2024?").payload
    assert payload["kind"] == "ranking"
    assert [c["text"].split(":")[0] for c in payload["claims"]][1:3] == [
        "2. Silberjoch Resort", "3. Fernau Resort",
    ]  # fmt: skip
    assert not any("resort" in caveat for caveat in payload["caveats"])


def test_a_program_is_no_author(operator, engine):
    publishers = {s.source_id: s.publisher for s in engine.knowledge.sources()}
    assert publishers["district-heating"] == "district-heating.xlsx"
    assert publishers["ski-report"] == "ski-report.pdf"
    assert json.dumps(publishers).find("openpyxl") < 0
