"""Views of proposals, changes and the audit: pure, of their JSON."""

import contextlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.answer.composition import Speaker
from bot.sources.watching import WatchedAnswer
from bot.state import AuditEntry
from bot.web.prose import plain_text
from bot.web.views.figure_lines import exact
from knowledge.errors import KilowitError
from knowledge.records import Language

MAX_SHOWN = 200
_COUNTS = ("new", "gone", "changed_value", "changed_standing")


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure of a preview or a change. `confidence` lies in [0, 1]; None where it is not told."""

    name: str
    measure: str
    period: str
    value: str
    before: str
    standing: str
    standing_before: str
    source_id: str
    confidence: float | None
    quote: str
    reason: str


@dataclass(frozen=True, slots=True)
class ChangesView:
    """What changes, figure by figure; of many the first, `n` tells how many there are."""

    new: tuple[FigureRow, ...]
    gone: tuple[FigureRow, ...]
    values: tuple[FigureRow, ...]
    standings: tuple[FigureRow, ...]
    n: Mapping[str, int]
    passages: tuple[tuple[str, int, int], ...]
    not_read: tuple[tuple[str, str], ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs."""
        return not (any(self.n.values()) or self.passages or self.not_read)


@dataclass(frozen=True, slots=True)
class CandidateView:
    """One source that waits, with what was found in it."""

    fields: Mapping[str, Any]
    figures: tuple[FigureRow, ...]
    doubts: tuple[str, ...]
    disputes: tuple[tuple[FigureRow, tuple[FigureRow, ...]], ...]
    skipped: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One entry of the audit."""

    when: str
    actor: str
    action: str
    subject: str
    server: str
    counts: tuple[tuple[str, int], ...]
    told: tuple[tuple[str, str], ...]
    answers: tuple[WatchedAnswer, ...]


def changes_view(changes: Mapping[str, Any], speaker: Speaker) -> ChangesView:
    """Lay out the JSON of changes (docs/interfaces.md)."""

    def rows(name: str) -> tuple[FigureRow, ...]:
        return tuple(figure_row(f, speaker) for f in changes.get(name, ())[:MAX_SHOWN])

    values = tuple(
        figure_row(pair["after"], speaker, before=pair["before"])
        for pair in changes.get("changed_value", ())[:MAX_SHOWN]
    )
    passages = changes.get("passages", {})
    return ChangesView(
        new=rows("new"),
        gone=rows("gone"),
        values=values,
        standings=rows("changed_standing"),
        n={name: len(changes.get(name, ())) for name in _COUNTS},
        passages=tuple((s, n["before"], n["after"]) for s, n in sorted(passages.items())),
        not_read=tuple((u["source_id"], u["message"]) for u in changes.get("not_read", ())),
    )


def figure_row(
    figure: Mapping[str, Any], speaker: Speaker, *, before: Mapping[str, Any] | None = None
) -> FigureRow:
    """Lay out the JSON of one figure; names that nobody has yet stay ids."""
    subject_id, region = figure["subject_id"], figure["region"]
    name, measure = subject_id, figure["measure_id"]
    with contextlib.suppress(KilowitError):
        name = speaker.subject(subject_id, region)
    with contextlib.suppress(KilowitError):
        measure = speaker.measure(figure["measure_id"])
    return FigureRow(
        name=name,
        measure=measure,
        period=speaker.period(figure["period"]),
        value=quantity_text(figure),
        before=quantity_text(before) if before else "",
        standing=figure["standing"],
        standing_before=figure.get("standing_before") or "",
        source_id=figure["source_id"],
        confidence=figure.get("confidence"),
        quote=figure.get("quote") or "",
        reason=figure.get("reason") or "",
    )


def quantity_text(figure: Mapping[str, Any]) -> str:
    """Say a quantity with all its digits, as published."""
    value, lower, upper = figure["value"], figure["lower"], figure["upper"]
    unit = f" {figure['unit']}" if figure["unit"] else ""
    if lower is None and upper is None:
        return f"{exact(value)}{unit}"
    low, high = ("?" if bound is None else exact(bound) for bound in (lower, upper))
    between = f"{low} – {high}{unit}"
    return between if value is None else f"{exact(value)} ({between})"


def candidate_view(source: Mapping[str, Any], speaker: Speaker) -> CandidateView:
    """Lay out the JSON of one source of a proposal."""
    return CandidateView(
        fields=source,
        figures=tuple(figure_row(f, speaker) for f in source["figures"][:MAX_SHOWN]),
        doubts=tuple(_in(d, speaker.language) for d in source["doubts"][:MAX_SHOWN]),
        disputes=tuple(
            (
                figure_row(d["figure"], speaker),
                tuple(figure_row(o, speaker) for o in d["others"][:3]),
            )
            for d in source["disputes"][:MAX_SHOWN]
        ),
        skipped=tuple(source["skipped"][:MAX_SHOWN]),
    )


def _in(text: Mapping[str, str], language: Language) -> str:
    return text[language] or text["en"]


def answers_view(answers: Sequence[Mapping[str, Any]]) -> tuple[WatchedAnswer, ...]:
    """Read the answers of the watch-list, those that change first."""
    read = [WatchedAnswer.of(answer) for answer in answers]
    shown = [WatchedAnswer(a.question, _plain(a.before), _plain(a.after)) for a in read]
    return tuple(sorted(shown, key=lambda answer: not answer.is_changed))


def _plain(text: str | None) -> str | None:
    """An answer without its markup, line by line."""
    return None if text is None else "\n".join(map(plain_text, text.splitlines()))


def audit_line(entry: AuditEntry) -> AuditLine:
    """Lay out one entry; details that are no JSON are shown as they are."""
    try:
        details = json.loads(entry.details)
    except ValueError:
        details = {"told": {"": entry.details}}
    return AuditLine(
        when=entry.when.isoformat(sep=" ", timespec="seconds").removesuffix("+00:00"),
        actor=entry.actor,
        action=entry.action,
        subject=entry.subject,
        server=str(entry.server_id or ""),
        counts=tuple((name, details[name]) for name in _COUNTS if details.get(name)),
        told=tuple(details.get("told", {}).items()),
        answers=answers_view(details.get("changed", ())),
    )
