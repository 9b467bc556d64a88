"""Simple arithmetic over two quoted values: how many times, what difference, what sum."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.answer.reading.records import Arithmetic, Asked, Evidence, ValueRead
from bot.answer.reading.spans import factor_between
from bot.answer.reading.terms import content_stems
from bot.answer.reading.values import read_values
from knowledge.records import Quantity

_PAIRS = (
    re.compile(r"\bbetween\s+(?P<a>.{2,80}?)\s+and\s+(?P<b>.{2,80}?)(?:[?.,]|$)", re.IGNORECASE),
    re.compile(
        r"\b(?:did|does|do|is|was|were|are)\s+(?P<a>.{2,80}?)\s+"
        r"(?:than|compared (?:to|with)|versus|vs\.?)\s+(?P<b>.{2,80}?)(?:[?.,]|$)",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:of|did|do)\s+(?P<a>[^,]{2,60}?)\s+and\s+(?P<b>[^,]{2,60}?)\s+(?:combined|together)"
    ),
    re.compile(
        r"\b(?:combined|total of|sum of)\s+(?:the\s+)?(?P<a>[\w-]{2,40})\s+and"
        r"\s+(?:the\s+)?(?P<b>[\w-]{2,40})",
        re.IGNORECASE,
    ),
    re.compile(r"\bacross\s+(?P<a>(?:19|20)\d\d)\s+and\s+(?P<b>(?:19|20)\d\d)\b"),
    re.compile(r"(?P<a>[^、。は]{1,30})は(?P<b>[^、。は]{1,30}?)の何倍"),
    re.compile(
        r"(?P<a>[^、。は]{1,30})と(?P<b>[^、。は]{1,30}?)の(?:[^、。は]{0,12}の)?(?:差|合計)"
    ),
)
_TRIED = 2  # values of each side that are paired
_OWN_SHARE = 0.6  # of the words of its side alone that a line must hold for a value


@dataclass(frozen=True, slots=True)
class Computed:
    """A result with the two values that it was computed from, and the arithmetic in words."""

    operation: Arithmetic
    first: ValueRead
    second: ValueRead
    steps: str
    result: Quantity


def compute(asked: Asked, evidence: Sequence[Evidence]) -> Computed | None:
    """Compute what a question asks of two values; None when it does not or they are not found."""
    sides = _sides(asked)
    if asked.arithmetic not in ("ratio", "difference", "sum") or sides is None:
        return None
    first, second = (_read_side(asked, own, other, evidence) for own, other in (sides, sides[::-1]))
    pairs = [(a, b) for a in first for b in second if not _is_same(a, b)]
    if not pairs:
        return None
    return _computed(asked.arithmetic, *max(pairs, key=lambda p: p[0].score + p[1].score))


def _is_same(first: ValueRead, second: ValueRead) -> bool:
    return first.span == second.span and first.evidence.line == second.evidence.line


def _sides(asked: Asked) -> tuple[frozenset[str], frozenset[str]] | None:
    """The stems that tell the two sides apart."""
    for pattern in _PAIRS:
        match = pattern.search(asked.text)
        if match:
            a, b = (frozenset(content_stems(match[side])) for side in ("a", "b"))
            if a - b and b - a:
                return a - b, b - a
    return None


def _read_side(
    asked: Asked, own: frozenset[str], other: frozenset[str], evidence: Sequence[Evidence]
) -> tuple[ValueRead, ...]:
    stems = {stem: weight for stem, weight in asked.stems.items() if stem not in other}
    alone = replace(asked, stems=stems, names=asked.names - other, unit=None, arithmetic=None)
    named = own & stems.keys()
    lines = [e for e in evidence if named and len(named & e.line.stems) >= _OWN_SHARE * len(named)]
    values = [v for v in read_values(alone, lines) if v.quantity.value and v.quantity.unit]
    return tuple(values[:_TRIED])


def _computed(operation: Arithmetic, first: ValueRead, second: ValueRead) -> Computed | None:
    a, b = first.quantity, second.quantity
    if a.value is None or b.value is None or a.unit is None or b.unit is None:
        return None
    factor = factor_between(b.unit, a.unit)
    if factor is None or not b.value:
        return None
    other = b.value * factor
    if operation == "ratio":
        result, sign, unit = a.value / other, "/", "x"
    elif operation == "difference":
        result, sign, unit = a.value - other, "−", a.unit
    else:
        result, sign, unit = a.value + other, "+", a.unit
    steps = f"{first.span.text} {sign} {second.span.text}"
    value = float(f"{abs(result):.12g}")
    return Computed(operation, first, second, steps, Quantity(value, unit))
