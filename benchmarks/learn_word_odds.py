"""Learns which words change nothing of what is asked, by their vectors.

Run: .venv/bin/python benchmarks/learn_word_odds.py [--write]

tests/bot/gold/passing-words.json holds words of both sorts in each language: those that a question
means the same without, and those that narrow it. A logistic regression over the centred vectors,
pulled to zero, is cross-validated in five parts; printed are the area under its curve and, for
several thresholds, how many of each sort pass. The words of narrowing-words.json teach nothing and
are told apart. With --write the weights go into bot/word_odds.json for the default model.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).parents[1]))

from bot.settings import read_settings
from bot.wiring import make_encoder
from knowledge.records import LANGUAGES

ROOT = Path(__file__).resolve().parent.parent
WORDS = ROOT / "tests/bot/gold/passing-words.json"
ASIDE = ROOT / "tests/bot/gold/narrowing-words.json"
WEIGHTS = ROOT / "bot/word_odds.json"
FOLDS, PULL, STEPS, SEED = 5, 0.1, 30, 7
THRESHOLDS = (0.0, 1.0, 2.0, 2.5, 3.0)
Floats: TypeAlias = "NDArray[np.float64]"


def main() -> None:
    """Cross-validate, learn from all, print or write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    encoder = make_encoder(read_settings())
    words = json.loads(WORDS.read_text("utf-8"))
    aside = json.loads(ASIDE.read_text("utf-8"))
    learnt = {}
    for language in LANGUAGES:
        passes, narrows = words[language]["passes"], words[language]["narrows"]
        rows = _vectors(encoder.encode_queries([*passes, *narrows]))
        right = np.array([True] * len(passes) + [False] * len(narrows))
        weights = _learn(rows, right)
        others = [w.rstrip("のたな") for w in aside[language]]
        told = _with_constant(_vectors(encoder.encode_queries(others))) @ weights
        _report(language, _cross_validated(rows, right), right, told)
        learnt[language] = [round(float(w), 3) for w in weights]
    if options.write:
        WEIGHTS.write_text(json.dumps({encoder.model_id: learnt}) + "\n", "utf-8")


def _vectors(embeddings: object) -> Floats:
    return np.asarray(embeddings, dtype=np.float64)


def _with_constant(rows: Floats) -> Floats:
    return np.hstack([rows, np.ones((len(rows), 1))])


def _learn(rows: Floats, right: NDArray[np.bool_]) -> Floats:
    """Fit by Newton's steps; both sorts count alike, and the constant is not pulled."""
    middle = rows.mean(axis=0)
    centred = _with_constant(rows - middle)
    counts = np.where(right, len(right) / 2 / right.sum(), len(right) / 2 / (~right).sum())
    pull = np.full(centred.shape[1], PULL)
    pull[-1] = 1e-6
    weights = np.zeros(centred.shape[1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-centred @ weights))
        slope = centred.T @ (counts * (right - chance)) - pull * weights
        bend = (centred * (counts * chance * (1 - chance))[:, None]).T @ centred + np.diag(pull)
        weights += np.linalg.solve(bend, slope)
    return np.append(weights[:-1], weights[-1] - middle @ weights[:-1])


def _cross_validated(rows: Floats, right: NDArray[np.bool_]) -> Floats:
    folds = np.random.default_rng(SEED).integers(0, FOLDS, len(right))
    odds = np.zeros(len(right))
    for fold in range(FOLDS):
        weights = _learn(rows[folds != fold], right[folds != fold])
        odds[folds == fold] = _with_constant(rows[folds == fold]) @ weights
    return odds


def _report(language: str, odds: Floats, right: NDArray[np.bool_], others: Floats) -> None:
    area = (odds[right][:, None] > odds[~right][None, :]).mean()
    sys.stdout.write(
        f"{language}: {right.sum()} that pass, {(~right).sum()} that narrow, {len(others)} others"
        f" that narrow; area under the curve {area:.3f}\n"
    )
    for least in THRESHOLDS:
        shares = [(of >= least).mean() for of in (odds[right], odds[~right], others)]
        told = ", ".join(f"{share:.3f}" for share in shares)
        sys.stdout.write(f"  at least {least}: {told}\n")


if __name__ == "__main__":
    main()
