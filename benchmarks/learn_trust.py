"""Learns the weights that tell an answer from a likeness, from labelled questions over documents.

Run: .venv/bin/python benchmarks/learn_trust.py FOLDER [--over QUESTIONS.jsonl]

FOLDER is laid out as for reading_trust.py; `--over` adds labelled questions asked of the current
generation under KILOWIT_HOME. Each question is read twice: as it is, and with the lines that hold
its answer taken away, where any answer is wrong. A logistic regression with a pull to zero learns
which features go with right answers; folds are by question. It prints, for several thresholds,
how many right answers stay and how many wrong ones go, cross-validated, and the weights to store
in bot/answer/reading/weights.py.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from reading_trust import engine_over, outcome_of
from wattbot import is_right

from bot.answer.composition import Composer
from bot.answer.reading.answering import read_answer
from bot.answer.reading.asking import analyse, quantity_values
from bot.answer.reading.evidence import find_evidence
from bot.answer.reading.gates import DOCUMENTS_ALONE, passes
from bot.answer.reading.records import Evidence
from bot.answer.reading.spans import quantities_of
from bot.answer.reading.terms import fold
from bot.answer.reading.trust import trust_features
from bot.engine import KilowitEngine
from bot.settings import read_settings
from bot.wiring import make_encoder, open_engine
from knowledge.languages import language_of

PULL = 1.0
FOLDS = 8
STEPS = 3000
RATE = 0.3
THRESHOLDS = (-2.0, -1.5, -1.0, -0.5, 0.0, 0.5, 1.0)


@dataclass(frozen=True, slots=True)
class Example:
    """The features of one answer that was read, and whether it is right."""

    group: str
    features: dict[str, float]
    is_right: bool
    question: str


def main() -> None:
    """Gather examples, cross-validate, learn and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--over", type=Path)
    options = parser.parse_args()
    settings, rows = read_settings(), _rows(options.folder / "questions.jsonl")
    with engine_over([options.folder / "documents"], make_encoder(settings), settings) as engine:
        examples = [e for row in rows for e in _examples("own", row, engine)]
    if options.over:
        engine = open_engine(settings)
        examples += [e for row in _rows(options.over) for e in _examples("over", row, engine)]
    _report(examples)


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def _examples(group: str, row: dict[str, Any], engine: KilowitEngine) -> Iterator[Example]:
    """Read a question as it is, and without the lines that answer it."""
    answerer = engine.answerer
    text, gold = row["question"], row.get("answer_value", row.get("answer"))
    shelf = answerer.shelf
    asked = analyse(text, language=language_of(text), weights=shelf.weights)
    evidence = find_evidence(asked, retriever=answerer.retriever, shelf=shelf)
    near = [e for e in evidence if passes(asked, e, DOCUMENTS_ALONE[0], shelf.weights)]
    readings = [("", near)]
    if gold not in (None, "is_blank", "0", "1"):
        readings.append((" masked", [e for e in near if not _holds(e, str(gold))]))
    for mask, lines in readings:
        found = read_answer(asked, lines)
        if found is None or found.computed:
            continue
        inquiry = answerer._inquiry(answerer.parse(text), answerer._finder())
        answer = found.compose(Composer(inquiry.speaker))
        payload = engine._reply(answer, text, 0.0).payload
        right = outcome_of({**row, "answer": gold}, payload) == "right"
        features = dict(trust_features(asked, found.evidence, shelf.weights, found.features))
        yield Example(group + mask, features, right and not mask, text)


def _holds(fitted: Evidence, gold: str) -> bool:
    if fold(gold) in fold(fitted.line.text):
        return True
    return any(
        is_right(gold, f"{value:.12g}")
        for span in quantities_of(fitted.line)
        for value in quantity_values(span.quantity)
    )


def _report(examples: Sequence[Example]) -> None:
    names = sorted(examples[0].features)
    rows = np.array([[e.features[name] for name in names] for e in examples])
    right = np.array([e.is_right for e in examples])
    groups = np.array([e.group for e in examples])
    questions = sorted({e.question for e in examples})
    fold = np.array([questions.index(e.question) % FOLDS for e in examples])
    odds = np.zeros(len(examples))
    for at in range(FOLDS):
        odds[fold == at] = rows[fold == at] @ _learn(rows[fold != at], right[fold != at])
    _say(f"{len(examples)} answers read, {int(right.sum())} right")
    for threshold in THRESHOLDS:
        parts = []
        for group in sorted(set(groups)):
            here = groups == group
            kept = odds >= threshold
            parts.append(
                f"{group}: right kept "
                f"{int((kept & right & here).sum())}/{int((right & here).sum())}"
                f" wrong kept {int((kept & ~right & here).sum())}/{int((~right & here).sum())}"
            )
        _say(f"  {threshold:5.1f}  " + "; ".join(parts))
    for name, weight in zip(names, _learn(rows, right), strict=True):
        _say(f'    "{name}": {weight:.2f},')


def _learn(rows: NDArray[np.float64], right: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Climb the log likelihood, the weights pulled to zero."""
    weights = np.zeros(rows.shape[1])
    for _ in range(STEPS):
        share = 1 / (1 + np.exp(-rows @ weights))
        weights += RATE * (rows.T @ (right - share) - PULL * weights) / len(rows)
    return weights


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")


if __name__ == "__main__":
    main()
