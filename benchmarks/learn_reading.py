"""Learns the weights of the reader's value features from labelled questions over documents.

Run: .venv/bin/python benchmarks/learn_reading.py QUESTIONS.jsonl [--split train] [--own FOLDER]

The questions are asked of the current generation under KILOWIT_HOME (built with
`kilowit build --only DOCS`); those of `--own` (documents/ and reading-*.jsonl) of a generation made
in memory of that folder. Each question with a number is a choice among the quantities that the
reader finds: a softmax over their scores, the right ones' share to be as large as it can, pulled
to the weights that are in use now (L2). Cross-validation chooses how strongly. It prints the
shares of questions whose first value is right, before and after, and the weights to store in
bot/answer/reading/weights.py.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from wattbot import is_right

from bot.answer.reading.asking import analyse
from bot.answer.reading.evidence import Shelf, find_evidence
from bot.answer.reading.gates import DOCUMENTS_ALONE, passes
from bot.answer.reading.records import Asked, Evidence, ValueRead
from bot.answer.reading.spans import in_unit
from bot.answer.reading.values import read_values
from bot.answer.reading.weights import VALUE_WEIGHTS
from bot.settings import read_settings
from bot.wiring import open_engine
from index.build import build_generation
from index.generations import Home
from index.hashing import HashEncoder
from index.opening import open_generation
from index.protocols import Retriever
from knowledge.languages import language_of
from knowledge.words import load_vocabulary

NAMES = tuple(VALUE_WEIGHTS)
PULLS = (0.03, 0.1, 0.3, 1.0, 3.0)
FOLDS = 6
STEPS = 400
RATE = 0.05


@dataclass(frozen=True, slots=True)
class Choice:
    """A question's candidates as rows of features, and which of them are right."""

    rows: NDArray[np.float64]
    right: NDArray[np.bool_]


def main() -> None:
    """Learn, cross-validate and print."""
    options = _options()
    choices = [*_labelled(options.questions, options.split)]
    if options.own:
        choices += _own(options.own)
    start = np.array([VALUE_WEIGHTS[name] for name in NAMES])
    _say(f"{len(choices)} questions whose right value is among the candidates")
    _say(f"first right, weights in use: {_share(choices, start):.3f}")
    scored = {pull: _cross_validated(choices, start, pull) for pull in PULLS}
    for pull, share in scored.items():
        _say(f"first right, cross-validated in {FOLDS} folds, pull {pull}: {share:.3f}")
    pull = max(PULLS, key=lambda p: (scored[p], p))
    learned = _learn(choices, start, pull)
    _say(f"first right, learned with pull {pull}, on the same questions: "
         f"{_share(choices, learned):.3f}")  # fmt: skip
    for name, weight in zip(NAMES, learned, strict=True):
        _say(f'    "{name}": {weight:.2f},')


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("questions", type=Path)
    parser.add_argument("--split")
    parser.add_argument("--own", type=Path)
    return parser.parse_args()


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")


def _labelled(path: Path, split: str | None) -> Iterator[Choice]:
    engine = open_engine(read_settings())
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        if split in (None, row.get("split")):
            yield from _choice(
                row["question"], str(row["answer_value"]), engine.retriever, engine.answerer.shelf
            )


def _own(folder: Path) -> list[Choice]:
    with tempfile.TemporaryDirectory() as scratch:
        home, encoder = Home(Path(scratch)), HashEncoder()
        build_generation(
            home,
            [folder / "documents"],
            vocabulary=load_vocabulary(),
            vocabulary_folders=[],
            encoder=encoder,
        )
        opened = open_generation(home, encoder)
        shelf = Shelf(opened.knowledge)
        rows = [
            json.loads(line)
            for path in sorted(folder.glob("reading-*.jsonl"))
            for line in path.read_text("utf-8").splitlines()
        ]
        found = [
            choice
            for row in rows
            if row["answer"]
            for choice in _choice(row["question"], row["answer"], opened.retriever, shelf)
        ]
        opened.close()
    return found


def _choice(question: str, gold: str, retriever: Retriever, shelf: Shelf) -> Iterator[Choice]:
    asked = analyse(question, language=language_of(question), weights=shelf.weights)
    if asked.wanted != "number":
        return
    evidence = find_evidence(asked, retriever=retriever, shelf=shelf)
    choice = choice_of(asked, evidence, gold, shelf)
    if choice is not None:
        yield choice


def choice_of(asked: Asked, evidence: Sequence[Evidence], gold: str, shelf: Shelf) -> Choice | None:
    """The candidates of a question; None when all or none of them are right."""
    near = [e for e in evidence if passes(asked, e, DOCUMENTS_ALONE[0], shelf.weights)]
    values = read_values(asked, near)
    right = np.array([is_right(gold, _written(asked, value)) for value in values], dtype=bool)
    if not right.any() or right.all():
        return None
    rows = np.array([[value.features[name] for name in NAMES] for value in values])
    return Choice(rows, right)


def _written(asked: Asked, value: ValueRead) -> str:
    quantity = in_unit(value.quantity, asked.unit) or value.quantity
    if quantity.value is not None:
        return f"{quantity.value:.12g}"
    return f"[{quantity.lower or 0:.12g},{quantity.upper or 0:.12g}]"


def _learn(
    choices: Sequence[Choice], start: NDArray[np.float64], pull: float
) -> NDArray[np.float64]:
    """Climb the mean log share of the right candidates, pulled back to the start."""
    weights = start.copy()
    for _ in range(STEPS):
        gradient = np.mean([_gradient(choice, weights) for choice in choices], axis=0)
        weights += RATE * (gradient - pull * (weights - start) / len(NAMES))
    return weights


def _gradient(choice: Choice, weights: NDArray[np.float64]) -> NDArray[np.float64]:
    scores = choice.rows @ weights
    odds = np.exp(scores - scores.max())
    right = np.where(choice.right, odds, 0.0)
    difference = right / max(right.sum(), 1e-12) - odds / odds.sum()
    gradient: NDArray[np.float64] = difference @ choice.rows
    return gradient


def _share(choices: Sequence[Choice], weights: NDArray[np.float64]) -> float:
    first = [bool(c.right[int(np.argmax(c.rows @ weights))]) for c in choices]
    return float(np.mean(first))


def _cross_validated(choices: Sequence[Choice], start: NDArray[np.float64], pull: float) -> float:
    shares = []
    for fold in range(FOLDS):
        learned = _learn([c for at, c in enumerate(choices) if at % FOLDS != fold], start, pull)
        held = [c for at, c in enumerate(choices) if at % FOLDS == fold]
        shares += [_share([c], learned) for c in held]
    return float(np.mean(shares))


if __name__ == "__main__":
    main()
