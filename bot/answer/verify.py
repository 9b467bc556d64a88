"""Re-reads a worded claim: each number must be a stored figure's, a derivation's or the question's.

The check reads the words as a reader does, through the same grammar that reads articles, and
knows nothing of how they were composed.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from knowledge.errors import UnitError
from knowledge.quantities import extract_quantities
from knowledge.records import Quantity
from knowledge.units import convert, dimension_of, split_unit

_SIGNIFICANT = (2, 3, 4, 5)
_HALVES = (1.0, 1.0 + 1e-12, 1.0 - 1e-12)  # 3.425 kW may round up or down, as 3,425 W is converted
_COUNTS_THAT_MEASURE = ("home",)
_CITATION_MARK = re.compile(r"(?:\\?\[\d+\\?\])+")


@dataclass(frozen=True, slots=True)
class Violation:
    """A number or quote in a worded claim that nothing supports."""

    text: str
    reason: str


def check_text(
    text: str, *, allowed: Sequence[Quantity], literals: Iterable[str], prose: bool = False
) -> tuple[Violation, ...]:
    """Return the quantities with a unit in `text` that match none of `allowed`.

    `prose` is for sentences written by people, where bare counts and spans of time are words.
    `literals` are names, scopes and periods that may hold digits of their own and are not read.
    A shown number matches when an allowed value, converted to its unit, rounds to it at two to
    five significant digits.
    """
    plain = text.replace("**", "")
    lowered = plain.lower()
    for literal in sorted(set(literals), key=lambda item: (-len(item), item)):
        if literal.strip() and literal.lower() in lowered:  # few are: no pattern for the others
            plain = _whole(literal).sub(lambda match: " " * len(match.group()), plain)
    plain = _CITATION_MARK.sub(" ", plain)  # last: “[1]” may be among the quoted words
    violations = []
    for span in extract_quantities(plain):
        if prose and not is_measured(span.quantity.unit):
            continue
        if span.quantity.unit is None and not _is_number(span.text):
            continue
        for value in _values(span.quantity):
            if not any(_matches(value, span.quantity.unit, a) for a in allowed):
                violations.append(Violation(span.text, "no stored figure or derivation holds it"))
                break
    return tuple(violations)


def is_measured(unit: str | None) -> bool:
    """Whether a unit measures something: not a bare number, a span of time or a plain count."""
    if unit is None:
        return False
    return unit in _COUNTS_THAT_MEASURE or dimension_of(unit) not in ("time", "count")


@lru_cache(maxsize=4096)
def _whole(literal: str) -> re.Pattern[str]:
    """Match a literal only where it stands whole: a rank of 1 is no part of 1.75."""
    before = r"(?<![\d.,])" if literal[0].isdigit() else ""
    after = r"(?![\d]|[.,]\d)" if literal[-1].isdigit() else ""
    return re.compile(before + re.escape(literal) + after, re.IGNORECASE)


def _is_number(text: str) -> bool:
    return any(character.isdigit() for character in text)


def _values(quantity: Quantity) -> tuple[float, ...]:
    return tuple(v for v in (quantity.value, quantity.lower, quantity.upper) if v is not None)


def _matches(value: float, unit: str | None, allowed: Quantity) -> bool:
    """Whether an allowed quantity gives the shown number, in its unit or without its "per".

    “0.34 Wh a question” and “0.77% a year” are read with their rate; the figure holds the rest.
    """
    if unit is None:
        return any(_rounds_to(stored, value) for stored in _values(allowed))
    if allowed.unit is None:
        return False
    pairs = [(allowed.unit, unit), (allowed.unit, split_unit(unit)[0])]
    pairs.append((split_unit(allowed.unit)[0], unit))
    return any(
        _rounds_to(stored * factor, value)
        for have, want in pairs
        if (factor := _factor(have, want)) is not None
        for stored in _values(allowed)
    )


@lru_cache(maxsize=4096)
def _factor(have: str, want: str) -> float | None:
    try:
        return convert(1.0, have, want)
    except UnitError:
        return None


def _rounds_to(stored: float, shown: float) -> bool:
    if stored == shown:
        return True
    close = 1e-9 * max(abs(shown), 1e-12)
    return any(
        abs(float(f"{stored * nudge:.{n}g}") - shown) <= close
        for n in _SIGNIFICANT
        for nudge in _HALVES
    )
