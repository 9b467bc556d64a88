"""Learns the weights by which sentences are quoted in answer to why, how and what questions.

Run: PYTHONPATH=. .venv/bin/python benchmarks/learn_telling.py LABELLED.jsonl... [--write]
(needs a built generation: kilowit build)

LABELLED is laid out as for `kilowit evaluate explanations`. Of every question all sentences, and
all two in a row, of the retrieved passages are candidates; right are those that hold a label. RANK
climbs the likelihood that a right one comes first, TRUST that the first one is right; both are
pulled to zero. Each question is learnt from as it is, without the carried questions of half of the
articles, and without any, so that an article that carries none is judged, too. Printed are the
results for several thresholds, each file judged by what the others taught; the first, whose
questions are put in the articles' words, teaches but is left out of the results. With --write the
weights go into bot/answer/telling/weights.py, with the threshold there.
"""

import argparse
import json
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from bot.answer.extracts import asked_names, expanded, retrieved
from bot.answer.telling import Judged, trust_features, with_leads
from bot.answer.telling.features import Asked, Candidate, candidates
from bot.engine import KilowitEngine
from bot.settings import read_settings
from bot.wiring import open_engine
from index.protocols import Hit
from knowledge.languages import language_of
from knowledge.records import LANGUAGES, Passage

WEIGHTS = Path(__file__).resolve().parent.parent / "bot/answer/telling/weights.py"
RANK_PULL, TRUST_PULL = 0.02, 0.3
RANK_STEPS, RANK_RATE, TRUST_STEPS, TRUST_RATE = 120, 0.15, 4000, 0.3
THRESHOLDS = (-1.0, -0.5, -0.25, 0.0, 0.2, 0.35, 0.5, 0.75)
NEARNESS = (  # cosines, which span a quarter
    *("passage_score", "nearest", "mean_nearness", "own_nearness", "alike", "likest"),
)
Found: TypeAlias = tuple[Hit, Passage, str]
Floats: TypeAlias = "NDArray[np.float64]"


@dataclass(frozen=True, slots=True)
class Pool:
    """The candidates for a question in one language, with which of them are right."""

    found: Sequence[Candidate]
    rows: Floats
    right: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Example:
    """A question with its pools, that of its own language first."""

    is_answerable: bool
    pools: tuple[Pool, ...]


def main() -> None:
    """Gather, cross-validate, learn from all, print or write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("labelled", type=Path, nargs="+")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    engine = open_engine(read_settings())
    lines = [path.read_text("utf-8").splitlines() for path in options.labelled]
    files = [[_examples(json.loads(line), engine) for line in of_file] for of_file in lines]
    examples = [example for of_file in files for variants in of_file for example in variants]
    names = sorted(next(p for e in examples for p in e.pools if p.found).found[0].features)
    for threshold, results in _cross_validated(files, names).items():
        sys.stdout.write(f"{threshold:6.2f}  {results}\n")
    rank = _learn_rank(examples, names)
    trust_names, trust = _learn_trust(examples, rank, names)
    told = _worded("RANK", names, rank * _scale(names)) + _worded("TRUST", trust_names, trust)
    sys.stdout.write(told)
    if options.write:
        kept = re.search(r"^ENOUGH.*$", WEIGHTS.read_text("utf-8"), re.MULTILINE)
        title = "The weights of benchmarks/learn_telling.py, and the least log odds to quote."
        head = f'"""{title}"""\n\n'
        WEIGHTS.write_text(f"{head}{kept.group() if kept else 'ENOUGH = 0.0'}\n{told}", "utf-8")


def _examples(row: Mapping[str, object], engine: KilowitEngine) -> tuple[Example, ...]:
    """A question as it is, and beside articles of which half or none carry questions."""
    text, labels = str(row["question"]), [str(label) for label in row["holds"]]  # type: ignore[attr-defined]
    language = language_of(text)
    answerer = engine.answerer
    names = asked_names(answerer.parse(text), answerer.vocabulary)
    asked = Asked(text, language, names)
    both = (language, *(one for one in LANGUAGES if one != language))
    of_both = [
        retrieved(expanded(text, names[one]), one, engine.retriever, engine.knowledge)
        for one in both
    ]
    return tuple(
        Example(
            bool(labels), tuple(_pool(asked, labels, *_kept(*found, keeps)) for found in of_both)
        )
        for keeps in (lambda _: True, lambda source_id: len(source_id) % 2 == 0, lambda _: False)
    )


def _kept(
    passages: Sequence[Found], hits: Sequence[Hit], keeps: Callable[[str], bool]
) -> tuple[list[Found], list[Hit]]:
    """Leave out the carried questions of sources that do not keep theirs."""
    bare = {p.passage_id for _, p, _ in passages if not keeps(p.source_id)}
    kept = [
        (hit, replace(p, questions=()) if p.passage_id in bare else p, title)
        for hit, p, title in passages
    ]
    return kept, [h for h in hits if h.kind != "question" or h.target_id.split(":")[0] not in bare]


def _pool(
    asked: Asked, labels: Sequence[str], passages: Sequence[Found], hits: Sequence[Hit]
) -> Pool:
    found = candidates(asked, passages, hits)
    rows = np.array([[c.features[n] for n in sorted(c.features)] for c in found], float)
    if found:
        rows = rows * _scale(sorted(found[0].features))
    right = np.array([any(label in c.text for label in labels) for c in found], bool)
    return Pool(found, rows, right)


def _scale(names: Sequence[str]) -> Floats:
    return np.array([4.0 if name in NEARNESS else 1.0 for name in names])


def _learn_rank(examples: Sequence[Example], names: Sequence[str]) -> Floats:
    """Climb the log likelihood of a right candidate among those of the first language with one."""
    pools = [next((p for p in e.pools if p.right.any()), None) for e in examples]
    kept = [pool for pool in pools if pool is not None]
    weights = np.zeros(len(names))
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, RANK_STEPS + 1):
        slope = RANK_PULL * weights
        for pool in kept:
            share = _softmax(pool.rows @ weights)
            of_right = share * pool.right
            slope += pool.rows.T @ (share - of_right / of_right.sum()) / len(kept)
        mean = 0.9 * mean + 0.1 * slope
        square = 0.999 * square + 0.001 * slope**2
        root = np.sqrt(square / (1 - 0.999**step)) + 1e-8
        weights -= RANK_RATE * mean / (1 - 0.9**step) / root
    return weights


def _softmax(scores: Floats) -> Floats:
    powers: Floats = np.exp(scores - scores.max())
    return powers / powers.sum()


def _learn_trust(
    examples: Sequence[Example], rank: Floats, names: Sequence[str]
) -> tuple[list[str], Floats]:
    """Climb the log likelihood that the first candidate of a pool is right."""
    firsts = [f for e in examples for p in e.pools if (f := _first(p, rank)) is not None]
    features = [trust_features(found) for found, _ in firsts]
    order = sorted(features[0])
    rows = np.array([[f[name] for name in order] for f in features])
    right = np.array([r for _, r in firsts], float)
    weights = np.zeros(len(order))
    pull = np.array([0.0 if name == "bias" else TRUST_PULL for name in order])
    for _ in range(TRUST_STEPS):
        share = 1 / (1 + np.exp(-rows @ weights))
        weights += TRUST_RATE * (rows.T @ (right - share) - pull * weights) / len(rows)
    return order, weights


def _first(pool: Pool, rank: Floats) -> tuple[Judged, bool] | None:
    if not pool.found:
        return None
    scores = pool.rows @ rank
    order = np.argsort(-scores, kind="stable")
    found = with_leads([(float(scores[at]), pool.found[at]) for at in order])
    return found[0], bool(pool.right[order[0]])


def _cross_validated(
    files: Sequence[Sequence[Sequence[Example]]], names: Sequence[str]
) -> dict[float, str]:
    told: dict[float, list[tuple[bool, bool | None]]] = {t: [] for t in THRESHOLDS}
    for at, unseen in enumerate(files[1:], 1):
        others = (*files[:at], *files[at + 1 :])
        seen = [example for other in others for variants in other for example in variants]
        rank = _learn_rank(seen, names)
        trust_names, trust = _learn_trust(seen, rank, names)
        for example, *_ in unseen:
            odds = [_odds(pool, rank, trust_names, trust) for pool in example.pools]
            for threshold, results in told.items():
                quoted = next((r for o, r in odds if o >= threshold), None)
                results.append((example.is_answerable, quoted))
    return {threshold: _summary(results) for threshold, results in told.items()}


def _odds(
    pool: Pool, rank: Floats, names: Sequence[str], trust: Floats
) -> tuple[float, bool | None]:
    first = _first(pool, rank)
    if first is None:
        return float("-inf"), None
    features = trust_features(first[0])
    return float(np.array([features[name] for name in names]) @ trust), first[1]


def _summary(results: Sequence[tuple[bool, bool | None]]) -> str:
    wanted = [quoted for answerable, quoted in results if answerable]
    others = [quoted for answerable, quoted in results if not answerable]
    quotes = [quoted for quoted in wanted if quoted is not None]
    return (
        f"answered {sum(q is True for q in wanted) / len(wanted):.3f}"
        f"  right quotes {sum(quotes) / max(1, len(quotes)):.3f}"
        f"  refused {sum(q is None for q in others) / max(1, len(others)):.3f}"
    )


def _worded(name: str, keys: Sequence[str], weights: Floats) -> str:
    lines = "".join(f'    "{k}": {w:.2f},\n' for k, w in zip(keys, weights, strict=True))
    return f"{name} = {{\n{lines}}}\n"


if __name__ == "__main__":
    main()
