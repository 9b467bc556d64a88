"""Asks labelled questions with a language model that lies, and without it: nothing may get worse.

Run: KILOWIT_LLM_URL=... .venv/bin/python benchmarks/lying_model.py [--most N] FILE.jsonl...
(needs a built generation; benchmarks/serve_small_model.py serves a model that fits)

A line of FILE holds `question`, or `text` (then it is checked), and maybe `holds`, the labels of
`kilowit evaluate explanations`. Told are what the model was sent and what became of it. Exits with
1 when an answer that was there changed, a claim was dropped, or a number or quote of a new answer
does not hold. `--free N` also lets it answer in its own words beside the right claims, which
kilowit never does, and counts the replies with a number that it was not shown. `--formed` makes
the server keep to the form asked for (llama.cpp's `response_format`), so that even a small model
always chooses something. `--stand-in right` asks in the place of the server a model that knows the
labels: the most that any could do; `--stand-in wrong` one that passes every test and takes a
sentence without a label.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from bot.answer.verify import check_text
from bot.engine import KilowitEngine
from bot.errors import LlmError
from bot.llm import LanguageModelChooser, LlmClient
from bot.settings import read_settings
from bot.soak import faults_of
from bot.wiring import open_engine, question_reader
from knowledge.quantities import extract_quantities

_FREE = "Answer the question in one sentence from the sentences given. Reply in its language."
_PATIENCE_S = 120.0  # a busy machine is no reason to spare the model
_TOKENS = 100  # more than either object takes; a small model would talk on


@dataclass(slots=True)
class Watched:
    """A model whose requests and replies are counted; a failure is no reason to leave it alone."""

    make: Any
    labels: Sequence[str] = ()
    counts: Counter[str] = field(default_factory=Counter)

    def complete(self, messages: Sequence[Mapping[str, str]]) -> str:
        """Pass the messages on."""
        asked = json.loads(messages[1]["content"])
        self.counts["sentence lists" if "sentences" in asked else "readings"] += 1
        reply: str = self.make(self).complete(messages)
        if "sentences" in asked:
            self.counts["objects as asked for"] += reply.strip().startswith('{"sentence"')
        return reply


class FormedClient(LlmClient):
    """Asks for the form that the rules ask for, with nothing but what is offered in it."""

    def _body(self, messages: Sequence[Mapping[str, str]]) -> bytes:
        asked = json.loads(messages[1]["content"])
        if "answer" in asked:
            schema = _object({"sentence": {"type": "string"}})
        else:
            schema = _sentence_form(asked) if "sentences" in asked else _reading_form(asked)
        formed = {"type": "json_schema", "json_schema": {"schema": schema}}
        return json.dumps(
            json.loads(super()._body(messages)) | {"response_format": formed}
        ).encode()


def _sentence_form(asked: Mapping[str, Any]) -> dict[str, Any]:
    numbers = [*map(int, asked["sentences"]), None]
    return _object({"sentence": {"enum": numbers}})


def _reading_form(asked: Mapping[str, Any]) -> dict[str, Any]:
    def several(ids: Sequence[str]) -> dict[str, Any]:
        if not ids:
            return {"type": "array", "items": {"enum": ["none"]}, "maxItems": 0}
        return {"type": "array", "items": {"enum": list(ids)}, "maxItems": 2}

    reading = {
        "intent": {"enum": asked["intents"]},
        "subjects": several([*asked["subjects"]]) | {"minItems": 1},
        "measure": {"enum": [*asked["measures"], None]},
        "regions": several(asked["regions"][:1]),
        "periods": several(asked["periods"]),
    }
    return {"anyOf": [_object({"subjects": several(())}), _object(reading)]}


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    fields = {"type": "object", "properties": properties, "required": [*properties]}
    return fields | {"additionalProperties": False}


@dataclass(frozen=True, slots=True)
class StandIn:
    """Chooses by the labels: a sentence that holds one, or (`right` False) one that holds none."""

    labels: Sequence[str]
    right: bool

    def complete(self, messages: Sequence[Mapping[str, str]]) -> str:
        """Choose, or nothing where it is asked of cats."""
        asked = json.loads(messages[1]["content"])
        listed = asked.get("sentences", {})
        if not listed or "cats" in asked["question"] or "猫" in asked["question"]:
            return '{"sentence": null}'
        fits = {n for n, s in listed.items() if any(label in s for label in self.labels)}
        taken = fits if self.right else set(listed) - fits
        number = min(taken, key=lambda n: listed[n]) if taken else None
        return json.dumps({"sentence": number and int(number)})


def main() -> int:
    """Ask, compare and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--most", type=int, default=1000, help="questions of a file")
    parser.add_argument("--free", type=int, default=0, help="replies in the model's own words")
    parser.add_argument("--formed", action="store_true")
    parser.add_argument("--stand-in", choices=("right", "wrong"))
    given = parser.parse_args()
    settings = read_settings()
    plain = open_engine(replace(settings, llm_url=None, llm_quotes=False))
    stand_in, url = given.stand_in, settings.llm_url
    if stand_in is None and url is None:
        parser.error("KILOWIT_LLM_URL is not set")
    model = Watched(
        lambda watched: (
            StandIn(watched.labels, stand_in == "right")
            if stand_in
            else (FormedClient if given.formed else LlmClient)(
                url or "", model=settings.llm_model, total_s=_PATIENCE_S, max_tokens=_TOKENS
            )
        )
    )
    reader = question_reader(model, plain.knowledge, plain.retriever, plain.vocabulary)
    reader = replace(reader, clock=lambda: 0.0)
    chooser = LanguageModelChooser(model, clock=lambda: 0.0)
    helped = replace(plain, answerer=replace(plain.answerer, reader=reader, chooser=chooser))
    wrong = 0
    for file in given.files:
        rows = [json.loads(line) for line in file.read_text("utf-8").splitlines() if line]
        wrong += _compare(file.stem, rows[: given.most], plain, helped, model)
    if given.free:
        _free(rows[: given.free], plain, model)
    return 1 if wrong or plain.verification.violations else 0


def _compare(
    name: str, rows: Sequence[Any], plain: KilowitEngine, helped: KilowitEngine, model: Watched
) -> int:
    """Print one file's counts; return how many answers became worse."""
    model.counts.clear()
    told: Counter[str] = Counter()
    for row in rows:
        model.labels = row.get("holds", ())
        before, after = (_asked(engine, row) for engine in (plain, helped))
        told["answered"] += bool(before["answered"])
        told["right"] += _is_right(before, row)
        told["right with it"] += _is_right(after, row)
        if before == after:
            continue
        text = row.get("question") or row["text"]
        faults = faults_of(after, text, helped)
        if before["answered"] or after.get("headline", {}).get("verdict") is not None or faults:
            told["WORSE"] += 1
            print(f"  {text!r}: {faults or 'changed'}")
        told[f"lifted by a {'quotation' if after['kind'] == 'explanation' else 'reading'}"] += 1
    labelled = sum(bool(row.get("holds")) for row in rows)
    print(f"{name}: {len(rows)} asked, {labelled} of them with a label; {_told(told)}")
    print(f"  sent to the model: {_told(model.counts)}", flush=True)
    return told["WORSE"]


def _told(counts: Counter[str]) -> str:
    return ", ".join(f"{number} {what}" for what, number in sorted(counts.items())) or "nothing"


def _asked(engine: KilowitEngine, row: Mapping[str, Any]) -> dict[str, Any]:
    reply = engine.ask(row["question"]) if "question" in row else engine.check(row["text"])
    return reply.payload | {"elapsed_ms": 0}


def _is_right(payload: Mapping[str, Any], row: Mapping[str, Any]) -> bool:
    quotes = [c["quote"] or "" for c in payload["citations"] if c["figure_id"] is None]
    return any(label in quote for label in row.get("holds", ()) for quote in quotes)


def tells_other_numbers(reply: str, asked: str) -> bool:
    """Whether a reply holds a measured number that what was asked does not."""
    held = [span.quantity for span in extract_quantities(asked)]
    return bool(check_text(reply, allowed=held, literals=(), prose=True))


def _free(rows: Sequence[Any], plain: KilowitEngine, model: Watched) -> None:
    """Print how often the model's own words hold a number that what it was shown does not."""
    lies = replies = 0
    for row in rows:
        payload = _asked(plain, row)
        given = [str(claim["text"]) for claim in payload.get("claims", ())]
        if not given:
            continue
        asked = json.dumps({"question": row.get("question"), "given": given}, ensure_ascii=False)
        try:
            reply = model.make(model).complete(
                [{"role": "system", "content": _FREE}, {"role": "user", "content": asked}]
            )
        except LlmError:
            continue
        replies, lies = replies + 1, lies + tells_other_numbers(reply, asked)
    print(f"in its own words: {replies} replies, {lies} with a number that it was not shown")


if __name__ == "__main__":
    sys.exit(main())
