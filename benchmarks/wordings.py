"""Has wordings of first sentences judged as if a language model had said them, or asks one.

Run: .venv/bin/python benchmarks/wordings.py tests/bot/gold/wordings-*.jsonl
     KILOWIT_LLM_URL=... .venv/bin/python benchmarks/wordings.py --ask N [--formed] FILE.jsonl
(needs a built generation; benchmarks/serve_small_model.py serves a model that fits)

A line of the first files holds `question`, `wording` and `faithful`. With --ask the model words the
answers to every so many-th line's `question`, N in all; what is shown of it is printed, to be read.
`--formed` makes the server keep to the form asked for, so that even a small model says a sentence.
Exits with 1 when a wording is shown that is not faithful, or changes anything else of the answer.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from lying_model import FormedClient, tells_other_numbers

from bot.engine import KilowitEngine
from bot.llm import LanguageModelWorder, LlmClient
from bot.settings import read_settings
from bot.wiring import open_engine

_PATIENCE_S = 120.0  # a busy machine is no reason to spare the model


@dataclass(slots=True)
class Said:
    """Says what it is told to, or what a model says; `lies` counts its other numbers."""

    sentence: str = ""
    model: LlmClient | None = None
    replies: int = 0
    lies: int = 0

    def complete(self, messages: Sequence[Mapping[str, str]]) -> str:
        """Reply in the form asked for."""
        if self.model is None:
            return json.dumps({"sentence": self.sentence})
        reply = self.model.complete(messages)
        self.replies += 1
        self.lies += tells_other_numbers(reply, messages[1]["content"])
        return reply


def main() -> int:
    """Print what is shown of each file."""
    parser = argparse.ArgumentParser()
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--ask", type=int, metavar="N")
    parser.add_argument("--formed", action="store_true")
    given = parser.parse_args()
    settings = read_settings()
    plain = open_engine(replace(settings, llm_url=None, llm_quotes=False, llm_wording=False))
    wrong = 0
    for file in given.files:
        rows = [json.loads(line) for line in file.read_text("utf-8").splitlines() if line]
        if given.ask:
            client = FormedClient if given.formed else LlmClient
            model = client(settings.llm_url or "", model=settings.llm_model, total_s=_PATIENCE_S)
            step = max(1, len(rows) // given.ask)
            wrong += _ask(rows[::step][: given.ask], plain, model)
        else:
            print(f"{file.stem}: ", end="")
            wrong += _judge(rows, plain)
    return 1 if wrong else 0


def _worded(question: str, plain: KilowitEngine, said: Said) -> tuple[str | None, bool]:
    """What is shown of a wording, and whether all else of the answer is as it was."""
    worder: Any = LanguageModelWorder(said, plain.knowledge, plain.vocabulary, plain.today)  # type: ignore[arg-type]
    before = plain.ask(question).shown
    after = replace(plain, worder=worder).ask(question).shown
    return after.worded, replace(after, worded=None) == before


def _judge(rows: Sequence[Any], plain: KilowitEngine) -> int:
    counts: Counter[bool] = Counter()
    shown: Counter[bool] = Counter()
    wrong = 0
    for row in rows:
        worded, same = _worded(row["question"], plain, Said(row["wording"]))
        counts[row["faithful"]] += 1
        shown[row["faithful"]] += worded is not None
        if not same or (worded is not None and not row["faithful"]):
            wrong += 1
            print(f"\n  WRONG: {worded!r}")
    print(
        f"{shown[True]} of {counts[True]} faithful wordings shown, "
        f"{shown[False]} of {counts[False]} others"
    )
    return wrong


def _ask(rows: Sequence[Any], plain: KilowitEngine, model: LlmClient) -> int:
    said = Said(model=model)
    shown = wrong = 0
    for row in rows:
        worded, same = _worded(row["question"], plain, said)
        shown += worded is not None
        wrong += not same
        if worded is not None:
            print(f"  {row['question']!r}: {worded!r}", flush=True)
    print(
        f"{len(rows)} questions, {said.replies} replies, {said.lies} with a number that it was not "
        f"shown; {shown} shown, {wrong} that changed more"
    )
    return wrong


if __name__ == "__main__":
    sys.exit(main())
