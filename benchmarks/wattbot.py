"""Answers a labelled file over a folder of documents with the shipped engine, as a CSV to score.

Run: .venv/bin/python benchmarks/wattbot.py DOCS QUESTIONS.jsonl OUT.csv [--split train|test]

DOCS is built into a generation of its own under KILOWIT_HOME (a rebuild of the same files is
quick). A question is a line {"id", "question", "answer_value", "ref_id", "value_type", "how"}; the
answer is read from the JSON that `kilowit ask --json` prints. Beside the CSV (id, answer_value,
ref_id; is_blank where unanswered) a table tells what each kind of question contributed.
"""

import argparse
import csv
import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

from bot.settings import read_settings
from bot.wiring import build, make_encoder, open_engine

BLANK = "is_blank"
TOLERANCE = 1e-3


def main() -> None:
    """Build, answer, write the CSV and print the table."""
    options = _options()
    settings = read_settings()
    if not options.reuse:
        build(settings, make_encoder(settings), only=options.docs)
    engine = open_engine(settings)
    rows = []
    for line in options.questions.read_text("utf-8").splitlines():
        question = json.loads(line)
        if options.split in (None, question.get("split")):
            payload = engine.ask(question["question"]).payload
            rows.append((question, payload, answer_value(payload)))
    with options.out.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "answer_value", "ref_id"])
        writer.writerows([q["id"], value, references(p)] for q, p, value in rows)
    _print_table(rows)
    _say(f"violations: {engine.verification.violations}")


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("docs", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--split", choices=("train", "test"))
    parser.add_argument("--reuse", action="store_true", help="use the current generation as it is")
    return parser.parse_args()


def answer_value(payload: dict[str, Any]) -> str:
    """Write the headline as the labels do: a number, [low,high], 1 or 0, or a phrase."""
    if not payload["answered"]:
        return BLANK
    headline = payload["headline"]
    if headline["verdict"] is not None:
        return "1" if headline["verdict"] else "0"
    if headline["lower"] is not None and headline["upper"] is not None:
        return f"[{headline['lower']:.12g},{headline['upper']:.12g}]"
    if headline["value"] is not None:
        return f"{headline['value']:.12g}"
    return str(headline["text"])


def references(payload: dict[str, Any]) -> str:
    """Write the cited sources as a list, those of a closest passage beside a refusal too."""
    cited = dict.fromkeys(citation["source_id"] for citation in payload["citations"])
    return json.dumps(list(cited)) if cited else BLANK


def _print_table(rows: list[tuple[dict[str, Any], dict[str, Any], str]]) -> None:
    """Print, for each kind of question, how many were answered, right, and cited rightly."""
    groups: dict[str, list[tuple[bool, bool, bool]]] = defaultdict(list)
    for question, payload, value in rows:
        right = is_right(str(question["answer_value"]), value)
        cited = {c["source_id"] for c in payload["citations"]}
        found = bool(cited & set(question["ref_id"]))
        for key in ("all", f"{question['value_type']}, {question['how']}"):
            groups[key].append((payload["answered"], right, found))
    _say(f"{'kind':44}{'n':>5}{'answered':>10}{'right':>8}{'source':>8}")
    for key in sorted(groups):
        group = groups[key]
        answered, right, found = (sum(row[at] for row in group) for at in range(3))
        _say(f"{key:44}{len(group):5}{answered:10}{right:8}{found:8}")


def is_right(gold: str, value: str) -> bool:
    """Compare as the contest does: numbers within 0.1 %, a single one inside a range, or words."""
    wanted, given = _numbers(gold), _numbers(value)
    if wanted is None or given is None:
        return gold.strip().lower() == value.strip().lower()
    if len(wanted) == 2 and len(given) == 1:
        return min(wanted) <= given[0] <= max(wanted)
    return len(wanted) == len(given) and all(
        abs(a - b) <= max(TOLERANCE * max(abs(a), abs(b)), TOLERANCE)
        for a, b in zip(sorted(wanted), sorted(given), strict=True)
    )


def _numbers(text: str) -> list[float] | None:
    try:
        return [float(part) for part in text.strip("[]").split(",")]
    except ValueError:
        return None


if __name__ == "__main__":
    main()
