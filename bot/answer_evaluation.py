"""How well questions are answered: measured on labelled files, one JSON object a line.

    {"id", "kind", "lang", "question", "context"?, "expected": {
        "outcome": "answered" | "refused" | "corrected",
        "value"?: [numbers, any of which is right], "lower"?, "upper"?, "unit"?: [any of which],
        "period"?: [...], "subjects"?: [all], "sources"?: [any], "verdict"?: true | false,
        "contains"?: [numbers that must stand somewhere in the answer]}}

A value is right within 1 %, in any unit of its dimension; a correction is an answer whose verdict
is false or that finds a claim contradicted or misquoted, a check that bears out nothing, or a
refusal.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.errors import InputError
from bot.reply import Engine
from knowledge.errors import UnitError
from knowledge.records import Figure
from knowledge.support import holds_figure
from knowledge.units import convert

_TOLERANCE = 0.01
_OUTCOMES = ("answered", "refused", "corrected")
Cells = Callable[[Figure], str | None]


@dataclass(frozen=True, slots=True)
class Labelled:
    """One labelled question. `expected` is as in the file."""

    identifier: str
    kind: str
    question: str
    language: str | None
    context: tuple[str, ...]
    expected: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Scored:
    """What was right about one answer; None where nothing was expected."""

    labelled: Labelled
    outcome_right: bool
    answered: bool
    value: bool | None
    unit: bool | None
    period: bool | None
    subjects: bool | None
    sources: bool | None
    verdict: bool | None
    contains: bool | None
    citations: int
    citations_held: int
    elapsed_ms: float
    got: str

    @property
    def right(self) -> bool:
        """Whether everything that was expected is there."""
        parts = (self.value, self.unit, self.period, self.subjects, self.sources)
        return self.outcome_right and False not in (*parts, self.verdict, self.contains)


@dataclass(frozen=True, slots=True)
class AnswerReport:
    """Shares in [0, 1] of what was expected; None where the file expects none of it."""

    n_questions: int
    headline: float | None
    value: float | None
    unit: float | None
    period: float | None
    subjects: float | None
    sources: float | None
    verdict: float | None
    contains: float | None
    refused_or_corrected_when_it_should: float | None
    refused_when_it_should_not: float | None
    citations_held: float | None
    n_citations: int
    violations: int
    median_ms: float
    p95_ms: float
    by_kind: Mapping[str, tuple[int, int]]
    misses: tuple[Scored, ...]


def read_labelled(path: Path) -> tuple[Labelled, ...]:
    """Read a labelled file.

    Raises:
        InputError: a line is no labelled question.
    """
    rows = []
    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if raw.strip():
            rows.append(_labelled(raw, f"{path}:{number}"))
    return tuple(rows)


def _labelled(raw: str, place: str) -> Labelled:
    form = 'write {"id", "question", "expected": {"outcome": "answered", "value": [1.0]}}'
    try:
        row = json.loads(raw)
        expected = row["expected"]
        question, identifier = str(row["question"]), str(row["id"])
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(f"{place}: no labelled question ({error}); {form}") from None
    if expected.get("outcome", "answered") not in _OUTCOMES:
        raise InputError(f"{place}: outcome must be one of {', '.join(_OUTCOMES)}")
    return Labelled(
        identifier,
        str(row.get("kind", "")),
        question,
        row.get("lang"),
        tuple(row.get("context") or ()),
        expected,
    )


def evaluate_answers(
    engine: Engine, labelled: Sequence[Labelled], *, cells: Cells, violations: Callable[[], int]
) -> AnswerReport:
    """Ask every question and score the answers. `cells` reads the cell of a figure's locator."""
    scored = [_score(engine, row, cells) for row in labelled]
    times = sorted(s.elapsed_ms for s in scored) or [0.0]
    should = [s for s in scored if s.labelled.expected.get("outcome", "answered") != "answered"]
    plain = [s for s in scored if s not in should]
    n_citations = sum(s.citations for s in scored)
    kinds: dict[str, tuple[int, int]] = {}
    for s in scored:
        right, of = kinds.get(s.labelled.kind, (0, 0))
        kinds[s.labelled.kind] = (right + s.right, of + 1)
    return AnswerReport(
        n_questions=len(scored),
        headline=_share([_headline(s) for s in plain]),
        value=_share([s.value for s in plain]),
        unit=_share([s.unit for s in plain]),
        period=_share([s.period for s in plain]),
        subjects=_share([s.subjects for s in plain]),
        sources=_share([s.sources for s in plain]),
        verdict=_share([s.verdict for s in plain]),
        contains=_share([s.contains for s in plain]),
        refused_or_corrected_when_it_should=_share([s.outcome_right for s in should]),
        refused_when_it_should_not=_share([not s.answered for s in plain]),
        citations_held=sum(s.citations_held for s in scored) / n_citations if n_citations else None,
        n_citations=n_citations,
        violations=violations(),
        median_ms=times[len(times) // 2],
        p95_ms=times[int(0.95 * (len(times) - 1))],
        by_kind=dict(sorted(kinds.items())),
        misses=tuple(s for s in scored if not s.right),
    )


def _headline(scored: Scored) -> bool | None:
    """Headline value, unit and period right: the first of the aims."""
    parts = [p for p in (scored.value, scored.unit, scored.period) if p is not None]
    return all(parts) if parts else None


def _share(results: Sequence[bool | None]) -> float | None:
    counted = [r for r in results if r is not None]
    return sum(counted) / len(counted) if counted else None


def _score(engine: Engine, row: Labelled, cells: Cells) -> Scored:
    language = row.language if row.language in ("en", "ja") else None
    payload: Any = engine.ask(row.question, language=language, context=row.context).payload  # type: ignore[arg-type]
    answered = bool(payload["answered"])
    expected = row.expected
    headline = payload.get("headline") or {}
    figures = _headline_figures(engine, payload) if answered else []
    held = [_holds(engine, citation, cells) for citation in payload.get("citations", ())]
    units = expected.get("unit")
    return Scored(
        labelled=row,
        outcome_right=_outcome(expected.get("outcome", "answered"), payload),
        answered=answered,
        value=_value_right(expected, headline) if _expects_value(expected) else None,
        unit=_unit_right(units, headline.get("unit")) if units else None,
        period=_period_right(expected["period"], figures) if "period" in expected else None,
        subjects=set(expected["subjects"]) <= {f.subject_id for f in figures}
        if "subjects" in expected
        else None,
        sources=any(c["source_id"] in expected["sources"] for c in payload.get("citations", ()))
        if "sources" in expected
        else None,
        verdict=headline.get("verdict") is expected["verdict"] if "verdict" in expected else None,
        contains=_contains(expected["contains"], payload) if "contains" in expected else None,
        citations=len(held),
        citations_held=sum(held),
        elapsed_ms=float(payload["elapsed_ms"]),
        got=str(headline.get("text") or payload["text"]).split("\n")[0][:200],
    )


def _expects_value(expected: Mapping[str, Any]) -> bool:
    return any(name in expected for name in ("value", "lower", "upper"))


def _outcome(wanted: str, payload: Mapping[str, Any]) -> bool:
    if wanted == "answered":
        return bool(payload["answered"])
    if not payload["answered"]:
        return True
    if wanted == "refused":
        return False
    claims = payload["claims"]
    if payload["headline"]["verdict"] is False or any(claim.get("finding") for claim in claims):
        return True
    return payload["kind"] == "check" and not any(claim["verdict"] is True for claim in claims)


def _value_right(expected: Mapping[str, Any], headline: Mapping[str, Any]) -> bool:
    units = expected.get("unit") or [None]
    for bound in ("lower", "upper"):
        if bound in expected and not _near_any(headline, bound, [expected[bound]], units):
            return False
    return "value" not in expected or _near_any(headline, "value", expected["value"], units)


def _near_any(
    headline: Mapping[str, Any], name: str, wanted: Sequence[float], units: Sequence[str | None]
) -> bool:
    value = headline.get(name)
    if value is None:
        return False
    return any(
        abs(shown - want) <= _TOLERANCE * abs(want)
        for unit in units
        for shown in (_in_unit(float(value), headline.get("unit"), unit),)
        if shown is not None
        for want in wanted
    )


def _in_unit(value: float, have: str | None, want: str | None) -> float | None:
    if want is None or have == want:
        return value
    if have is None:
        return None
    try:
        return convert(value, have, want)
    except UnitError:
        return None


def _unit_right(wanted: Sequence[str], have: str | None) -> bool:
    return any(have == want or _in_unit(1.0, have, want) is not None for want in wanted)


def _period_right(wanted: Sequence[str], figures: Sequence[Figure]) -> bool:
    periods = [f.period for f in figures if f.period is not None]
    return any(
        period.text == text or (text.isdigit() and period.start.year == int(text))
        for text in wanted
        for period in periods
    )


def _headline_figures(engine: Engine, payload: Mapping[str, Any]) -> list[Figure]:
    by_number = {c["n"]: c["figure_id"] for c in payload["citations"]}
    cited = [by_number.get(n) for n in payload["claims"][0]["citations"]]
    return [engine.knowledge.figure(figure_id) for figure_id in cited if figure_id]


def _contains(wanted: Sequence[float], payload: Mapping[str, Any]) -> bool:
    shown = [n["value"] for c in payload.get("claims", ()) for n in c["numbers"]]
    shown += [d["value"] for d in payload.get("derivations", ())]
    return all(
        any(v is not None and abs(v - want) <= _TOLERANCE * abs(want) for v in shown)
        for want in wanted
    )


def _holds(engine: Engine, citation: Mapping[str, Any], cells: Cells) -> bool:
    """Whether the cited words or cell hold the figure: the quote at its span, the number in it."""
    if citation["figure_id"]:
        figure = engine.knowledge.figure(citation["figure_id"])
        evidence = figure.quote if figure.quote is not None else cells(figure)
        return evidence is not None and holds_figure(evidence, figure)
    if not citation["passage_id"]:
        return False
    return str(citation["quote"]) in engine.knowledge.passage(citation["passage_id"]).text
