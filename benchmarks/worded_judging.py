"""Judges an answer by the values that the question may be told."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from bot.engine import KilowitEngine
from knowledge.records import Language
from knowledge.units import dimension_of, to_base

Outcome = Literal["right", "refused", "otherwise"]
TIMES, PERCENT, HOMES = "x", "%", "home"
_NOTHING = 1e-12
_NEAR = 0.006  # told values are unrounded; assumptions such as the length of a year are not


@dataclass(frozen=True, slots=True)
class Told:
    """A value that may be told: in times, per cent or homes, else in a dimension's base unit."""

    value: float
    unit: str

    def is_in(self, numbers: Iterable[dict[str, Any]]) -> bool:
        """Whether one of the numbers of an answer is this value."""
        return any(self._is(number) for number in numbers)

    def _is(self, number: dict[str, Any]) -> bool:
        value, unit = number["value"], number["unit"]
        if value is None or unit is None:
            return False
        if unit not in (TIMES, PERCENT, HOMES):
            value, unit = to_base(value, unit), dimension_of(unit)
        if self.unit not in (TIMES, PERCENT, HOMES, unit):
            return False
        return self.unit == unit and abs(value - self.value) <= _NEAR * abs(self.value) + _NOTHING


@dataclass(frozen=True, slots=True)
class Expected:
    """What makes an answer right; with nothing in it, only a refusal is.

    One of each group of `values` is to be in the headline (in any claim, where `is_anywhere`).
    `turned` holds for an answer that sets the other side first. `first` is the subject of the side
    that the values take for the first, `verdict` whether it is so, `words` what the headline holds.
    """

    values: tuple[tuple[Told, ...], ...] = ()
    turned: tuple[tuple[Told, ...], ...] = ()
    first: str | None = None
    verdict: bool | None = None
    picked: str | None = None
    words: tuple[tuple[str, ...], ...] = ()
    is_anywhere: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """A question, what was asked before it, and what it is to be told."""

    question: str
    earlier: tuple[str, ...]
    language: Language
    expected: Expected


def judge(engine: KilowitEngine, case: Case) -> tuple[Outcome, str]:
    """Return what became of a question, and what it was told."""
    payload = engine.ask(case.question, language=case.language, context=case.earlier).payload
    if not payload["answered"]:
        return "refused" if case.expected.values else "right", f"refused: {payload['reason']}"
    claims: Any = payload["claims"]
    told = f"{payload['kind']}: {claims[0]['text']}"
    is_right = bool(case.expected.values) and _is_right(engine, case.expected, payload)
    return "right" if is_right else "otherwise", told


def _is_right(engine: KilowitEngine, expected: Expected, payload: dict[str, Any]) -> bool:
    claims = payload["claims"]
    lead = claims[0]
    numbers = [n for c in (claims if expected.is_anywhere else claims[:1]) for n in c["numbers"]]
    turns = expected.first is not None and _first_subject(engine, payload) != expected.first
    values = expected.turned if turns and expected.turned else expected.values
    if not all(any(told.is_in(numbers) for told in group) for group in values):
        return False
    if expected.verdict is not None and lead["verdict"] != expected.verdict:
        return False
    if expected.picked is not None and not _picks(expected.picked, lead["text"]):
        return False
    return all(any(word in lead["text"] for word in group) for group in expected.words)


def _first_subject(engine: KilowitEngine, payload: dict[str, Any]) -> str | None:
    """The subject of the first figure that the headline cites, with its place."""
    cited = payload["claims"][0]["citations"]
    ids = {c["n"]: c["figure_id"] for c in payload["citations"]}
    figure_id = ids.get(cited[0]) if cited else None
    if figure_id is None:
        return None
    figure = engine.knowledge.figure(figure_id)
    return f"{figure.subject_id} {figure.region}"


def _picks(name: str, headline: str) -> bool:
    """Whether a headline that picks a side by name (“**Japan.** …”) picks this one."""
    return headline.lstrip("*").lower().startswith(name.lower())
