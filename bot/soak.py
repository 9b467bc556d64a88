"""Asks generated questions and checks what must hold for every answer."""

import hashlib
import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from bot.answer.verify import check_text
from bot.engine import KilowitEngine
from bot.errors import InputError
from bot.reply import Reply
from knowledge.quantities import extract_quantities
from knowledge.records import Quantity

_TIMES = re.compile(r"(?<=\d) ?× ?(?=\d)")  # between factors or pixels: no ratio
_QUOTED = re.compile(r"“.*”|「.*」|‘[^’]*’|『[^』]*』", re.DOTALL)


@dataclass(frozen=True, slots=True)
class SoakReport:
    """What was asked and what went wrong; `faults` name the question and the fault."""

    asked: int
    checked: int
    refused: int
    answered: int
    dropped_claims: int
    faults: tuple[str, ...]


def soak(
    engine: KilowitEngine,
    questions: Iterable[str],
    *,
    repeat_every: int = 10,
    check_every: int = 5,
) -> SoakReport:
    """Ask every question; have each `check_every`-th judged as a text, too.

    When all are answered, each `repeat_every`-th is asked once more, the last first: its answer
    must be the same byte for byte, whatever was asked between. An empty or too long text is
    refused with its remedy, and counted.
    """
    before = engine.verification.violations
    counts = {"asked": 0, "checked": 0, "refused": 0, "answered": 0}
    faults: list[str] = []
    again: list[tuple[Callable[[str], Reply], str, str]] = []
    for number, question in enumerate(questions):
        ways: list[tuple[str, Callable[[str], Reply]]] = [("asked", engine.ask)]
        if number % check_every == 0:
            ways.append(("checked", engine.check))
        for way, ask in ways:
            try:
                payload = ask(question).payload
            except InputError:
                counts["refused"] += 1
                continue
            counts[way] += 1
            counts["answered"] += bool(payload["answered"])
            faults += [f"{question!r}, {way}: {f}" for f in faults_of(payload, question, engine)]
            if number % repeat_every == 0:
                again.append((ask, question, _digest(payload)))
    faults += [
        f"{question!r}: asked twice, answered differently"
        for ask, question, digest in reversed(again)
        if _digest(ask(question).payload) != digest
    ]
    dropped = engine.verification.violations - before
    return SoakReport(**counts, dropped_claims=dropped, faults=tuple(faults))


def _digest(payload: dict[str, object]) -> str:
    timeless = {name: value for name, value in payload.items() if name != "elapsed_ms"}
    return hashlib.sha256(json.dumps(timeless).encode()).hexdigest()


def faults_of(payload: dict[str, Any], question: str, engine: KilowitEngine) -> list[str]:
    """Return what is wrong with one answer: quotes not at their place, numbers not listed.

    A number with a unit is listed by its claim, or stands in the question, a quote, a derivation or
    the scope of a cited figure: a 36-inch set.
    """
    faults = []
    for citation in payload["citations"]:
        if citation["passage_id"] and citation["quote"]:
            place = citation["locator"]
            text = engine.knowledge.document(place["document_id"]).text
            if text[place["start"] : place["end"]] != citation["quote"]:
                faults.append(f"the quote of [{citation['n']}] is not at its span")
    told = [str(c["quote"]) for c in payload["citations"]]
    told += [d["steps"] for d in payload.get("derivations", ())]
    cited = [c["figure_id"] for c in payload["citations"] if c["figure_id"]]
    scopes = [engine.knowledge.figure(figure_id).scope for figure_id in cited]
    told += [text for scope in scopes for text in (scope.en, scope.ja)]
    held = [span.quantity for text in (question, *told) for span in extract_quantities(text)]
    for claim in payload.get("claims", ()):
        faults += _unlisted(claim, held)
    return faults


def _unlisted(claim: dict[str, Any], held: list[Quantity]) -> list[str]:
    """The measured numbers of a claim's own words that are none of its numbers, nor `held`."""
    numbers = [(n["value"], n["unit"], n["lower"], n["upper"]) for n in claim["numbers"]]
    if any(value is lower is upper is None for value, _, lower, upper in numbers):
        return ["a number has neither value nor bound"]
    listed = [Quantity(*number) for number in numbers]
    own = _TIMES.sub("\n", _QUOTED.sub(" ", claim["text"]))
    found = check_text(own, allowed=[*listed, *held], literals=(), prose=True)
    return [f"{violation.text!r} is not listed" for violation in found]
