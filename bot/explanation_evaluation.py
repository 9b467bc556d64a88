"""How well why, how and what questions are answered by quotes, on labelled files.

    {"id", "question", "holds": ["words of a sentence that answers", ...]}

One JSON object a line. `holds` is empty where no source answers, so that nothing may be quoted.
A quote is right when it holds one of the labels.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.labelled_rows import read_labelled_rows
from bot.reply import Engine


@dataclass(frozen=True, slots=True)
class ExplanationMiss:
    """One question answered otherwise than labelled, with what was quoted."""

    identifier: str
    question: str
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExplanationReport:
    """The result on one file; shares are in [0, 1].

    `answered` is the share of answerable questions with a right quote, `right_quotes` the share
    of their quotes that are right, `refused` the share of the others where nothing is quoted, and
    `quotes_each` the mean number of quotes where any stand.
    """

    n_questions: int
    answered: float
    right_quotes: float
    refused: float
    quotes_each: float
    misses: tuple[ExplanationMiss, ...]


def read_labelled_explanations(path: Path) -> tuple[dict[str, Any], ...]:
    """Read a labelled file. Raises InputError, with the line, when one is not as above."""
    return read_labelled_rows(path, what="explanation", fields=("id", "question", "holds"))


def evaluate_explanations(engine: Engine, rows: Sequence[Mapping[str, Any]]) -> ExplanationReport:
    """Ask every question and compare what is quoted with the labels."""
    answered, right, refused, quoted = [], [], [], []
    misses = []
    for row in rows:
        quotes = _quotes(engine.ask(row["question"]).payload)
        hits = [any(label in quote for label in row["holds"]) for quote in quotes]
        if quotes:
            quoted.append(len(quotes))
        if row["holds"]:
            answered.append(any(hits))
            right += hits
        else:
            refused.append(not quotes)
        if not all(hits) or bool(quotes) != bool(row["holds"]):
            misses.append(ExplanationMiss(row["id"], row["question"], quotes))
    return ExplanationReport(
        n_questions=len(rows),
        answered=_mean(answered),
        right_quotes=_mean(right),
        refused=_mean(refused),
        quotes_each=_mean(quoted),
        misses=tuple(misses),
    )


def _quotes(payload: Mapping[str, Any]) -> tuple[str, ...]:
    """The sentences that an answer quotes from passages."""
    cited = payload.get("citations") or ()
    if not payload.get("answered"):
        return ()
    return tuple(c["quote"] for c in cited if c["figure_id"] is None and c["quote"])


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
