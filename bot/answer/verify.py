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
from knowledge.units import convert

_SIGNIFICANT = 3
_CITATION_MARK = re.compile(r"(?:\\?\[\d+\\?\])+")


@dataclass(frozen=True, slots=True)
class Violation:
    """A number or quote in a worded claim that nothing supports."""

    text: str
    reason: str


def check_text(
    text: str, *, allowed: Sequence[Quantity], literals: Iterable[str]
) -> tuple[Violation, ...]:
    """Return the quantities with a unit in `text` that match none of `allowed`.

    `literals` are names, scopes and periods that may hold digits of their own and are not read.
    A shown number matches when an allowed value, converted to its unit, rounds to it at 3
    significant digits or at the precision shown, whichever is coarser.
    """
    plain = _CITATION_MARK.sub(" ", text).replace("**", "")
    for literal in sorted(set(literals), key=lambda item: (-len(item), item)):
        if literal.strip():
            plain = _whole(literal).sub(lambda match: " " * len(match.group()), plain)
    violations = []
    for span in extract_quantities(plain):
        if span.quantity.unit is None and not _is_number(span.text):
            continue
        for value in _values(span.quantity):
            if not any(_matches(value, span.quantity.unit, a) for a in allowed):
                violations.append(Violation(span.text, "no stored figure or derivation holds it"))
                break
    return tuple(violations)


@lru_cache(maxsize=4096)
def _whole(literal: str) -> re.Pattern[str]:
    """Match a literal only where it stands whole: a rank of 1 is no part of 1.75."""
    before = r"(?<![\d.,])" if literal[0].isdigit() else ""
    after = r"(?![\d]|[.,]\d)" if literal[-1].isdigit() else ""
    return re.compile(before + re.escape(literal) + after)


def _is_number(text: str) -> bool:
    return any(character.isdigit() for character in text)


def _values(quantity: Quantity) -> tuple[float, ...]:
    return tuple(v for v in (quantity.value, quantity.lower, quantity.upper) if v is not None)


def _matches(value: float, unit: str | None, allowed: Quantity) -> bool:
    factor = 1.0
    if unit is not None:
        if allowed.unit is None:
            return False
        try:
            factor = convert(1.0, _without_rate(allowed.unit, unit), unit)
        except UnitError:
            return False
    return any(_rounds_to(stored * factor, value) for stored in _values(allowed))


def _without_rate(unit: str, shown: str) -> str:
    """“0.77% a year” is read as a percentage: the words behind the unit carry the rate."""
    return unit.removesuffix("/yr") if not shown.endswith("/yr") else unit


def _rounds_to(stored: float, shown: float) -> bool:
    if stored == shown:
        return True
    rounded = float(f"{stored:.{_SIGNIFICANT}g}")
    return abs(rounded - shown) <= 1e-9 * max(abs(shown), 1e-12)
