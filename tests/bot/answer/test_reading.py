"""Answers read off documents that hold no figure records: two small reports, one in Japanese."""

import json
from pathlib import Path

import pytest

from tests.bot.answer.documents import engine_over

GOLD = Path(__file__).parent / "gold"


def rows(name):
    return [json.loads(line) for line in (GOLD / name).read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def reader(tmp_path_factory):
    with engine_over(GOLD / "documents", tmp_path_factory.mktemp("home")) as opened:
        yield opened


def stated(payload):
    """The answer as the gold writes it."""
    if not payload["answered"]:
        return None
    headline = payload["headline"]
    if headline["verdict"] is not None:
        return "1" if headline["verdict"] else "0"
    if headline["lower"] is not None and headline["upper"] is not None:
        return f"[{headline['lower']:.12g},{headline['upper']:.12g}]"
    return headline["text"] if headline["value"] is None else f"{headline['value']:.12g}"


def right_share(reader, name):
    gold = rows(name)
    wrong = [
        (row["question"], row["answer"], got)
        for row in gold
        if (got := stated(reader.ask(row["question"]).payload)) != row["answer"]
    ]
    return 1 - len(wrong) / len(gold), wrong


def test_the_development_questions_are_answered(reader):
    share, wrong = right_share(reader, "reading-dev.jsonl")
    assert share >= 0.85, wrong


def test_most_questions_never_tuned_on_are_answered(reader):
    share, wrong = right_share(reader, "reading-held-out.jsonl")
    assert share >= 0.7, wrong


@pytest.mark.parametrize("name", ["reading-dev.jsonl", "reading-held-out.jsonl"])
def test_nothing_is_answered_that_the_documents_do_not_say(reader, name):
    answered = [
        row["question"]
        for row in rows(name)
        if row["answer"] is None and reader.ask(row["question"]).payload["answered"]
    ]
    assert answered == []


def test_every_answer_quotes_its_document_at_the_span(reader):
    for row in rows("reading-dev.jsonl"):
        payload = reader.ask(row["question"]).payload
        for citation in payload["citations"]:
            where = citation["locator"]
            document = reader.knowledge.document(where["document_id"])
            assert document.text[where["start"] : where["end"]] == citation["quote"]
    assert reader.verification.violations == 0


def test_a_value_in_another_unit_is_converted_and_the_step_shown(reader):
    payload = reader.ask("What is the peak power of the connection in kW?").payload
    assert (payload["headline"]["value"], payload["headline"]["unit"]) == (16000.0, "kW")
    assert payload["derivations"][0]["steps"] == "16 MW"
    assert payload["claims"][0]["numbers"][0]["derivation"] == "d1"


@pytest.mark.parametrize(
    ("question", "value", "unit", "steps"),
    [
        (
            "What is the difference between the revenue and the operating costs of the harbour?",
            31_200_000,
            "USD",
            "$92.5 million − $61.3 million",
        ),
        ("入館料収入と光熱費の差はいくらですか?", 1_570_000_000, "JPY", "18億円 − 2億3000万円"),
    ],
)
def test_two_quoted_values_are_subtracted(reader, question, value, unit, steps):
    payload = reader.ask(question).payload
    headline = payload["headline"]
    assert (headline["value"], headline["unit"]) == (value, unit)
    assert payload["derivations"][0]["steps"] == steps
