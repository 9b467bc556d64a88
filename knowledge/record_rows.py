"""Figures and the other records as rows of the knowledge's tables, and back."""

import json
import sqlite3
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from knowledge.records import (
    STANDING_ORDER,
    TIER_ORDER,
    Bilingual,
    CarriedQuestion,
    Figure,
    Locator,
    Misconception,
    Passage,
    Period,
    Series,
)

_REALS = ("value", "lower", "upper", "value_si", "lower_si", "upper_si", "confidence")
_RANKS = ("standing_rank", "tier_rank", "published_rank")
_TEXTS = (
    "figure_id", "key", "subject_id", "measure_id", "region", "period", "period_start", "unit",
    "qualifier", "status", "scope_en", "scope_ja", "standing", "published", "retrieved",
    "source_id", "locator", "quote", "method", "caveat_en", "caveat_ja", "reason",
)  # fmt: skip
FIGURE_COLUMNS: dict[str, type] = (
    dict.fromkeys(_TEXTS, str) | dict.fromkeys(_REALS, float) | dict.fromkeys(_RANKS, int)
)


def figure_row(figure: Figure, tier: str) -> dict[str, Any]:
    """Return a figure as a row, with what it is searched and ordered by."""
    return {
        "figure_id": figure.figure_id,
        "key": figure.key,
        "subject_id": figure.subject_id,
        "measure_id": figure.measure_id,
        "region": figure.region,
        "period": figure.period.text if figure.period else None,
        "period_start": figure.period.start.isoformat() if figure.period else None,
        "value": figure.value,
        "lower": figure.lower,
        "upper": figure.upper,
        "unit": figure.unit,
        "value_si": figure.value_si,
        "lower_si": figure.lower_si,
        "upper_si": figure.upper_si,
        "qualifier": figure.qualifier,
        "status": figure.status,
        "scope_en": figure.scope.en,
        "scope_ja": figure.scope.ja,
        "standing": figure.standing,
        "standing_rank": STANDING_ORDER[figure.standing],
        "tier_rank": TIER_ORDER[tier],  # type: ignore[index]  # tiers come from Source
        "published": figure.published,
        "published_rank": _descending(figure.published),
        "retrieved": figure.retrieved,
        "source_id": figure.source_id,
        "locator": json.dumps(figure.locator.told()),
        "quote": figure.quote,
        "method": figure.method,
        "confidence": figure.confidence,
        "caveat_en": figure.caveat.en,
        "caveat_ja": figure.caveat.ja,
        "reason": figure.reason,
    }


def _descending(published: str | None) -> int:
    """A number that sorts newer publications first: 0 is the newest possible."""
    digits = "".join(c for c in (published or "0000") if c.isdigit()).ljust(8, "0")[:8]
    return 99999999 - int(digits)


@lru_cache(maxsize=4096)
def _period(text: str) -> Period:
    """Read a period; a few hundred texts stand in tens of thousands of rows."""
    return Period.parse(text)


# What figures_of reads, in its order.
FIGURE_FIELDS = (
    "figure_id, subject_id, measure_id, region, period, value, lower, upper, unit, value_si, "
    "lower_si, upper_si, status, scope_en, scope_ja, standing, source_id, locator, quote, method, "
    "qualifier, confidence, published, retrieved, key, caveat_en, caveat_ja, reason"
)
_LOCATOR = FIGURE_FIELDS.split(", ").index("locator")


def figures_of(rows: Sequence[Sequence[Any]]) -> tuple[Figure, ...]:
    """Return the figures of rows of FIGURE_FIELDS.

    An answer reads hundreds: columns are taken by place, and locators are parsed as one list.
    """
    locators = json.loads(f"[{','.join([row[_LOCATOR] for row in rows])}]")
    return tuple(map(_figure, rows, locators))


def _figure(row: Sequence[Any], located: dict[str, Any]) -> Figure:
    (
        figure_id, subject_id, measure_id, region, period, value, lower, upper, unit, value_si,
        lower_si, upper_si, status, scope_en, scope_ja, standing, source_id, _, quote, method,
        qualifier, confidence, published, retrieved, key, caveat_en, caveat_ja, reason,
    ) = row  # fmt: skip
    return Figure(
        figure_id, subject_id, measure_id, region, _period(period) if period else None,
        value, lower, upper, unit, value_si, lower_si, upper_si,
        status, _bilingual(scope_en, scope_ja), standing, source_id,
        Locator(**located), quote, method, qualifier, confidence,
        published, retrieved, key, _bilingual(caveat_en, caveat_ja), reason,
    )  # fmt: skip


@lru_cache(maxsize=4096)
def _bilingual(en: str, ja: str) -> Bilingual:
    """One object for the same words: a scope stands in thousands of rows."""
    return Bilingual(en, ja)


def passage_of(row: sqlite3.Row) -> Passage:
    """Return the passage of a row."""
    record = json.loads(row["record"])
    lists = {name: tuple(record[name]) for name in ("heading", "figure_ids")}
    questions = tuple(CarriedQuestion(**q) for q in record.get("questions", ()))
    return Passage(**record | lists | {"questions": questions})


def series_of(row: sqlite3.Row) -> Series:
    """Return the series of a row."""
    record = json.loads(row["record"])
    return Series(
        **record | {"scope": Bilingual(**record["scope"]), "periods": tuple(record["periods"])}
    )


def misconception_of(row: sqlite3.Row) -> Misconception:
    """Return the misconception of a row."""
    record = json.loads(row["record"])
    texts = {name: Bilingual(**record[name]) for name in ("title", "says", "answer")}
    lists = {
        name: tuple(record[name])
        for name in ("claims_en", "claims_ja", "figure_ids", "subject_ids")
    }
    return Misconception(**record | texts | lists)
