"""The scoring of labelled questions."""

import json
from pathlib import Path

import pytest

from bot.answer_evaluation import evaluate_answers, read_labelled
from bot.contents import shipped_content
from bot.errors import InputError

GOLD = Path(__file__).parent / "gold"


def write(path, *rows):
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def report_of(engine, path):
    from bot.cli.evaluating import CellReader

    cells = CellReader(engine, [shipped_content()])
    return evaluate_answers(
        engine,
        read_labelled(path),
        cells=cells.cell,
        violations=lambda: engine.verification.violations,
    )


def test_right_and_wrong_expectations_are_told_apart(engine, tmp_path):
    question = "electricity demand of Japan in 2020"
    right = {"outcome": "answered", "value": [1011.03], "unit": ["TWh"], "period": ["2020"]}
    wrong = {"outcome": "answered", "value": [900], "unit": ["W"], "period": ["2021"]}
    file = write(
        tmp_path / "g.jsonl",
        {"id": "1", "kind": "figure", "question": question, "expected": right},
        {"id": "2", "kind": "figure", "question": question, "expected": wrong},
        {"id": "3", "kind": "refuse", "question": "qwzx vbnm", "expected": {"outcome": "refused"}},
    )
    report = report_of(engine, file)
    assert (report.value, report.unit, report.period, report.headline) == (0.5, 0.5, 0.5, 0.5)
    assert report.refused_or_corrected_when_it_should == 1.0
    assert report.refused_when_it_should_not == 0.0
    assert report.citations_held == 1.0
    assert [miss.labelled.identifier for miss in report.misses] == ["2"]


@pytest.mark.parametrize(
    ("claim", "is_corrected"),
    [
        ("is it true that Japan's electricity demand was 1,011 TWh in 2020?", False),
        ("is it true that Japan's electricity demand was 2,000 TWh in 2020?", True),
        ("is it true that Japan's electricity demand was 1,011 TWh in 1995?", True),
    ],
    ids=["borne out", "contradicted", "not known"],
)
def test_a_claim_that_is_borne_out_is_no_correction(claim, is_corrected, engine, tmp_path):
    row = {"id": "1", "question": claim, "expected": {"outcome": "corrected"}}
    report = report_of(engine, write(tmp_path / "g.jsonl", row))
    assert report.refused_or_corrected_when_it_should == float(is_corrected)


@pytest.mark.parametrize(
    "row", [{"id": "1"}, {"id": "1", "question": "x", "expected": {"outcome": "maybe"}}]
)
def test_a_line_that_is_no_labelled_question_is_named(row, tmp_path):
    with pytest.raises(InputError, match=r"g\.jsonl:1: "):
        read_labelled(write(tmp_path / "g.jsonl", row))


@pytest.mark.parametrize("name", ["development.jsonl", "held-out.jsonl"])
def test_the_shipped_sets_are_large_bilingual_and_hold_what_must_be_refused(name):
    rows = read_labelled(GOLD / name)
    japanese = [row for row in rows if row.language == "ja"]
    refused = [row for row in rows if row.expected["outcome"] != "answered"]
    assert len(rows) >= 200
    assert abs(len(japanese) / len(rows) - 0.5) < 0.02
    assert len(refused) / len(rows) >= 0.25
