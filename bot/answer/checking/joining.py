"""Joins the clauses of a sentence into parts that each state something."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from bot.answer.checking.splitting import Clause
from bot.answer.words import Patterns, Wording
from knowledge.languages import language_of
from knowledge.quantities import extract_quantities
from knowledge.quantities.records import QuantitySpan
from knowledge.records import Language
from knowledge.units import dimension_of

_FRACTION = re.compile(
    r"分の|半[分額数]|half|third|fifth|quarter|tenth|one in|in \d|割", re.IGNORECASE
)
_CORES = (
    "than", "top", "bottom", "rise", "fall", "exceeds", "as_much", "told_half", "second", "third",
    "remainder",
)  # fmt: skip


def joined_clauses(
    clauses: Sequence[Clause], message: str, wordings: Mapping[Language, Wording]
) -> Iterator[Clause]:
    """Join clauses that state nothing of their own to their neighbours in the sentence."""
    for _, group in groupby(clauses, key=lambda c: c.sentence):
        pending: list[Clause] = []
        for clause in group:
            has_core = _has_core(clause.text, wordings[language_of(clause.text)].patterns)
            if has_core and any(
                _has_core(c.text, wordings[language_of(c.text)].patterns) for c in pending
            ):
                yield _merge(pending, message)
                pending = []
            pending.append(clause)
        yield _merge(pending, message)


def _merge(clauses: Sequence[Clause], message: str) -> Clause:
    first, last = clauses[0], clauses[-1]
    if first is last:
        return first
    parts, position = [], first.start
    for clause in clauses:
        parts.append(message[position : clause.start] + clause.text)
        position = clause.end
    return replace(first, text="".join(parts), end=last.end)


def _has_core(text: str, patterns: Patterns) -> bool:
    lowered = unicodedata.normalize("NFKC", text).lower()
    if any(is_amount(span) for span in extract_quantities(lowered)):
        return True
    return any(patterns.shows(name, lowered) for name in _CORES)


def is_amount(span: QuantitySpan) -> bool:
    """Whether a quantity can be the number of a claim: it measures, is a share or a multiple."""
    unit = span.quantity.unit
    if unit is None:
        return bool(_FRACTION.search(span.text))
    return dimension_of(unit) not in ("time", "money", "count") or unit in ("home",)
