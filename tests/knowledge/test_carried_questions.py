"""Questions that an article carries beside the sentences that answer them."""

import pytest

from index.entries import collect_entries
from knowledge.articles import read_article
from knowledge.errors import ContentError
from knowledge.marks import read_marks
from knowledge.records import CarriedQuestion
from knowledge.store import memory_store
from knowledge.store_writing import KnowledgeRecords
from knowledge.words import load_vocabulary

HEAD = "---\nid: wind\ntitle: Wind\nlanguage: en\npublished: 2026-11-30\n---\n# Wind\n\n## Why\n\n"
TEXT = "Wind is moving air. Wind blows because the sun heats the land."
MARKED = (
    "Wind is moving air. [?What is wind?] "
    "Wind blows because the sun heats the land. [?Why does wind blow?|Why is it windy?]\n"
)


def article(tmp_path, text):
    file = tmp_path / "wind.md"
    file.write_text(HEAD + text, encoding="utf-8")
    return read_article(file)


def test_marks_with_questions_are_taken_out_like_those_of_figures():
    marked = read_marks("It used 3 TWh [@a-1]. [?How much?|What did it use?] So it was.")
    assert marked.text == "It used 3 TWh. So it was."
    assert [mark.keys for mark in marked.marks] == [("a-1",)]
    assert marked.questions == ((14, "How much?"), (14, "What did it use?"))


def test_a_passage_carries_the_questions_with_the_sentences_before_their_marks(tmp_path):
    (passage,) = article(tmp_path, MARKED).passages(str)
    assert passage.text == TEXT
    assert passage.questions == (
        CarriedQuestion("What is wind?", 0, 19),
        CarriedQuestion("Why does wind blow?", 20, 62),
        CarriedQuestion("Why is it windy?", 20, 62),
    )


def test_questions_behind_no_sentence_are_a_mistake(tmp_path):
    misplaced = article(tmp_path, f"[?What is wind?]\n\n{TEXT}\n")
    with pytest.raises(ContentError) as error:
        misplaced.passages(str)
    assert str(error.value).endswith(
        "wind.md: a mark with questions stands behind no sentence; "
        "put [?...] right behind the sentence that answers"
    )


def test_carried_questions_are_stored_and_found_for_their_sentence(tmp_path):
    read = article(tmp_path, MARKED)
    (passage,) = read.passages(str)
    store = memory_store(KnowledgeRecords((read.source,), (read.document,), (passage,), (), (), ()))
    assert store.passage(passage.passage_id) == passage
    entries = [e for e in collect_entries(store, load_vocabulary()) if e.kind == "question"]
    assert {(e.text, e.target_id, e.language) for e in entries} == {
        ("What is wind?", f"{passage.passage_id}:0:19", "en"),
        ("Why does wind blow?", f"{passage.passage_id}:20:62", "en"),
        ("Why is it windy?", f"{passage.passage_id}:20:62", "en"),
    }
