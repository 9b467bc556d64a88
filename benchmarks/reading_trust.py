"""Tells whether questions over added documents are answered when they can be, and only then.

Run: .venv/bin/python benchmarks/reading_trust.py FOLDER... [--beside] [--list] [--hash]

A folder holds documents/ and questions.jsonl, lines of {"question", "answer", "unit"?, "why"?,
"said"?, "beside"?}; an answer of null means that the documents do not hold it, and `why` says what
they lack, `beside` what kilowit's own figures answer then. Where `said`, the headline need only
hold the words of the answer. Each folder is built into a generation in a scratch folder, alone or
(--beside) with what kilowit ships, as an administrator adds it; by the model in use or (--hash) by
hashed words.
"""

import argparse
import json
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from wattbot import answer_value, is_right

from bot.contents import shipped_content
from bot.engine import KilowitEngine, build_engine
from bot.settings import Settings, read_settings
from bot.wiring import make_encoder
from index.build import build_generation
from index.generations import Home
from index.hashing import HashEncoder
from index.opening import open_generation
from index.protocols import Encoder
from knowledge.words import load_vocabulary

TODAY = date(2026, 11, 24)


def main() -> None:
    """Ask the questions of each folder and print the shares."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--beside", action="store_true", help="add them to the shipped knowledge")
    parser.add_argument("--list", action="store_true", help="print what went wrong")
    parser.add_argument("--hash", action="store_true", help="encode by hashed words")
    options = parser.parse_args()
    settings = read_settings()
    encoder = HashEncoder() if options.hash else make_encoder(settings)
    shared = [shipped_content()] if options.beside else []
    for folder in options.folders:
        with engine_over([*shared, folder / "documents"], encoder, settings) as engine:
            _say(f"{folder.name}")
            _report(folder, engine, listing=options.list, is_beside=options.beside)


@contextmanager
def engine_over(
    folders: Sequence[Path], encoder: Encoder, settings: Settings
) -> Iterator[KilowitEngine]:
    """Open an engine over the content of some folders."""
    with tempfile.TemporaryDirectory() as scratch:
        home, vocabulary = Home(Path(scratch)), load_vocabulary()
        build_generation(
            home,
            folders,
            vocabulary=vocabulary,
            vocabulary_folders=[],
            encoder=encoder,
            cache=settings.root / "cache",
        )
        opened = open_generation(home, encoder)
        yield build_engine(
            generation=opened.name,
            knowledge=opened.knowledge,
            retriever=opened.retriever,
            vocabulary=vocabulary.with_subjects(opened.knowledge.subjects()),
            today=TODAY,
        )
        opened.close()


def _report(folder: Path, engine: KilowitEngine, *, listing: bool, is_beside: bool) -> None:
    outcomes: dict[str, Counter[str]] = defaultdict(Counter)
    for line in (folder / "questions.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        if is_beside and "beside" in row:
            row["answer"] = row["beside"]
        payload = engine.ask(row["question"]).payload
        outcome = outcome_of(row, payload)
        outcomes["answerable" if row["answer"] else "unanswerable"][outcome] += 1
        if not row["answer"]:
            outcomes[f"  {row['why']}"][outcome] += 1
        if listing and outcome not in ("right", "rightly refused"):
            _say(f"  {outcome}: {row['question']} {row['answer']} {answer_value(payload)}")
    for name in sorted(outcomes, key=lambda n: (n.startswith(" "), n)):
        shares = ", ".join(f"{what} {n}" for what, n in sorted(outcomes[name].items()))
        _say(f"  {name:14}{sum(outcomes[name].values()):4}: {shares}")
    _say(f"  violations: {engine.verification.violations}")


def outcome_of(row: dict[str, Any], payload: dict[str, Any]) -> str:
    """Say what became of a question: right, wrong, rightly refused or wrongly refused."""
    if not payload["answered"]:
        return "wrongly refused" if row["answer"] else "rightly refused"
    if row["answer"] is None:
        return "wrong"
    if row.get("said"):
        return "right" if row["answer"] in payload["headline"]["text"] else "wrong"
    unit = payload["headline"]["unit"]
    fits = row.get("unit") in (None, unit)
    return "right" if fits and is_right(row["answer"], answer_value(payload)) else "wrong"


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")


if __name__ == "__main__":
    main()
