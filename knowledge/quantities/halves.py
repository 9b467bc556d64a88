"""Halves that are said after a number or its unit: “two and a half years”, 「3年半」."""

import re
from dataclasses import replace

from knowledge.quantities.records import Candidate

_AND_A_HALF = re.compile(r"[ -]and[ -]a[ -]half\b", re.IGNORECASE)
_HALF_JA = re.compile(r"半(?![分数減額期年月日導島径端額])")
_WHOLE_UNITS = ("yr", "month", "wk", "d", "h", "min", "km")
_LARGEST = 1000  # beyond it “and a half” is of the last word: two million and a half


def with_half_after_number(text: str, candidate: Candidate) -> Candidate:
    """Return “five and a half” as 5.5."""
    match = _AND_A_HALF.match(text, candidate.end)
    if match is None or candidate.value is None or not 0 <= candidate.value < _LARGEST:
        return candidate
    return _and_half(replace(candidate, end=match.end(), number_end=match.end()))


def with_half_after_unit(text: str, candidate: Candidate) -> Candidate:
    """Return 「3年半」 as 3.5 years."""
    match = _HALF_JA.match(text, candidate.end)
    if match is None or candidate.unit not in _WHOLE_UNITS or candidate.value is None:
        return candidate
    return _and_half(replace(candidate, end=match.end()))


def _and_half(candidate: Candidate) -> Candidate:
    return replace(candidate, value=(candidate.value or 0.0) + 0.5)
