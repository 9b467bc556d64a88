"""Asks generated questions and checks what must hold for every answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from bot.engine import KilowitEngine
from bot.errors import InputError
from knowledge.quantities import extract_quantities


@dataclass(frozen=True, slots=True)
class SoakReport:
    """What was asked and what went wrong; `faults` name the question and the fault."""

    asked: int
    answered: int
    dropped_claims: int
    faults: tuple[str, ...]


def soak(engine: KilowitEngine, questions: Iterable[str], *, repeat_every: int = 10) -> SoakReport:
    """Ask every question; each `repeat_every`-th a second time, for the same answer."""
    before = engine.verification.violations
    asked = answered = 0
    faults: list[str] = []
    for question in questions:
        try:
            payload = engine.ask(question).payload
        except InputError:
            continue  # empty once control characters are gone: refused with a remedy
        asked += 1
        answered += bool(payload["answered"])
        faults += [f"{question!r}: {fault}" for fault in faults_of(payload, engine)]
        if asked % repeat_every == 0:
            again = engine.ask(question).payload
            if _timeless(again) != _timeless(payload):
                faults.append(f"{question!r}: asked twice, answered differently")
    return SoakReport(asked, answered, engine.verification.violations - before, tuple(faults))


def _timeless(payload: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in payload.items() if name != "elapsed_ms"}


def faults_of(payload: dict[str, Any], engine: KilowitEngine) -> list[str]:
    """Return what is wrong with one answer: quotes not at their place, numbers not listed."""
    faults = []
    for citation in payload["citations"]:
        if citation["passage_id"] and citation["quote"]:
            passage = engine.knowledge.passage(citation["passage_id"])
            document = engine.knowledge.document(passage.document_id)
            if citation["quote"] not in document.text[passage.start : passage.end]:
                faults.append(f"the quote of [{citation['n']}] is not in its passage")
    for claim in payload.get("claims", ()):
        for number in claim["numbers"]:
            if number["figure_id"] is None and number["derivation"] is None:
                continue
            held = number["value"] is not None or number["lower"] is not None
            if not held and number["upper"] is None:
                faults.append(f"the number {number['text']!r} has no value")
        texts = " ".join(number["text"] for number in claim["numbers"])
        faults += [
            f"{s.text!r} is not listed" for s in extract_quantities(texts) if s.text not in texts
        ]
    return faults
