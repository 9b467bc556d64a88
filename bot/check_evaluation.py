"""How well claims are judged: measured on labelled files, one JSON object a line.

    {"id", "kind", "lang", "text", "claims": [{"verdict": true | false | null, "finding"?: ...}]}

`claims` are those of the text in their order, none where it makes none. A verdict is right when the
claim at its place has it; where more or fewer claims are found, each place that differs is wrong.
A wrong confident verdict is a true or false that should be another, or stands where no claim is.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from bot.labelled_rows import read_labelled_rows
from bot.reply import Engine

_NO_CLAIM = "no claim"


@dataclass(frozen=True, slots=True)
class CheckMiss:
    """One text judged otherwise than labelled, its claims in order."""

    identifier: str
    text: str
    expected: tuple[str, ...]
    got: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CheckReport:
    """The result on one file; shares are in [0, 1], of `n_places` labelled places.

    A text without a claim is one place. `finding` is the share of labelled findings that are right.
    """

    n_texts: int
    n_places: int
    verdict: float
    wrong_confident: float
    finding: float | None
    by_kind: Mapping[str, tuple[int, int]]
    median_ms: float
    p95_ms: float
    misses: tuple[CheckMiss, ...]


def read_labelled_checks(path: Path) -> tuple[dict[str, Any], ...]:
    """Read a labelled file. Raises InputError, with the line, when one is not as above."""
    return read_labelled_rows(path, what="check", fields=("id", "kind", "text", "claims"))


def evaluate_checks(engine: Engine, rows: Sequence[Mapping[str, Any]]) -> CheckReport:
    """Check every text and compare its claims with the labels."""
    places = right = confident = findings = findings_right = 0
    by_kind: Counter[str] = Counter()
    of_kind: Counter[str] = Counter()
    times, misses = [], []
    for row in rows:
        payload = engine.check(row["text"]).payload
        times.append(float(str(payload["elapsed_ms"])))
        found = payload.get("claims")
        claims: list[dict[str, Any]] = list(found) if isinstance(found, list) else []
        got = [_label(claim) for claim in claims] or [_NO_CLAIM]
        expected = [_label(claim) for claim in row["claims"]] or [_NO_CLAIM]
        pairs = list(zip_longest(expected, got, fillvalue=_NO_CLAIM))
        verdicts = [(_verdict(e), _verdict(g)) for e, g in pairs]
        places += len(pairs)
        right += sum(e == g for e, g in verdicts)
        confident += sum(e != g and g in ("true", "false") for e, g in verdicts)
        labelled = [(e, g) for e, g in pairs if e.startswith("false ")]
        findings += len(labelled)
        findings_right += sum(e == g for e, g in labelled)
        all_right = all(e == g for e, g in verdicts)
        of_kind[row["kind"]] += 1
        by_kind[row["kind"]] += all_right
        if not all_right or any(e != g for e, g in labelled):
            misses.append(CheckMiss(row["id"], row["text"], tuple(expected), tuple(got)))
    return CheckReport(
        n_texts=len(rows),
        n_places=places,
        verdict=right / places if places else 0.0,
        wrong_confident=confident / places if places else 0.0,
        finding=findings_right / findings if findings else None,
        by_kind={kind: (by_kind[kind], of_kind[kind]) for kind in sorted(of_kind)},
        median_ms=median(times) if times else 0.0,
        p95_ms=quantiles(times, n=20)[-1] if len(times) > 1 else 0.0,
        misses=tuple(misses),
    )


def _label(claim: Mapping[str, Any]) -> str:
    verdict = {True: "true", False: "false", None: "null"}[claim["verdict"]]
    return f"{verdict} {claim['finding']}" if claim.get("finding") else verdict


def _verdict(label: str) -> str:
    return label if label == _NO_CLAIM else label.partition(" ")[0]
