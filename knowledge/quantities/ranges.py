"""Ranges, spreads, and lists whose numbers share a unit."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from knowledge.quantities.numerals import number_words
from knowledge.quantities.records import Candidate, looks_like_year, round_binary

_DASH = re.compile(r" ?[-–—~] ?(?:約|およそ)?|-to-")
_TO = re.compile(
    r"-?(?: \([A-Za-z ]{1,14}\))? to (?:about |around |roughly |nearly |as much as "
    r"|up to |over )?|から(?:約|およそ)?|ないし|乃至"
)
_IN = re.compile(r"\b(?:in|by|of|for|during) $", re.IGNORECASE)
_AND = re.compile(r" and (?:about )?|と")
_SPREAD = re.compile(r" ?(?:±|\+/-) ?")
_BETWEEN = re.compile(
    r"(?:\bbetween|\branging|\branges?)(?: from)? (?:about |around |roughly |an estimated )?$",
    re.IGNORECASE,
)
_FROM = (
    r"\b[^.]{0,60}?\bfrom (?:about |around |roughly |nearly |some |just |an estimated |only |over "
    r"|up to |a )?$"
)


@cache
def _change_before() -> re.Pattern[str]:
    """Return the pattern of a verb of change with its from: what follows are two quantities."""
    verbs = "|".join(number_words()["change"]["english"])
    return re.compile(rf"\b(?:{verbs}){_FROM}", re.IGNORECASE)


@cache
def _change_after() -> re.Pattern[str]:
    return re.compile(rf"[^。、]{{0,12}}?(?:{'|'.join(number_words()['change']['japanese'])})")


def join_ranges(text: str, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates with each pair that makes one range, or value and spread, as one."""
    joined: list[Candidate] = []
    for candidate in candidates:
        last = joined[-1] if joined else None
        whole = _join(text, last, candidate) if last is not None else None
        if whole is None:
            joined.append(candidate)
        else:
            joined[-1] = whole
    return joined


def _join(text: str, first: Candidate, second: Candidate) -> Candidate | None:
    if first.value is None or second.value is None or second.start - first.end > 24:
        return None
    between = text[first.end : second.start]
    if _year_before_amount(text, first, second):
        return None
    if _SPREAD.fullmatch(between) and first.unit in (None, second.unit):
        return _spread(first, second)
    if not _may_share_unit(first, second):
        return None
    if not _is_range_sign(text, between, first, second):
        return None
    lower, upper = _bounds(first, second)
    if lower >= upper:
        return None
    return replace(second, start=first.start, value=None, lower=lower, upper=upper,
                   unit=second.unit or first.unit)  # fmt: skip


def _year_before_amount(text: str, first: Candidate, second: Candidate) -> bool:
    """Return whether the first is a year: 2018 to 3.9 million, 5 GWh in 2023 to 6 GWh."""
    is_larger = second.scale != 1.0 or (second.value or 0.0) > 9999
    is_amount = second.unit is not None and _IN.search(text[max(0, first.start - 8) : first.start])
    return looks_like_year(first) and first.unit is None and bool(is_larger or is_amount)


def _may_share_unit(first: Candidate, second: Candidate) -> bool:
    """Return whether both ends can stand in one unit: 3 to 5 GW, $9-11, $9-$11 per MW."""
    if first.unit in (None, second.unit):
        return True
    if second.unit is None:
        return first.prefixed
    return second.unit.startswith(f"{first.unit}/")


def _spread(first: Candidate, second: Candidate) -> Candidate | None:
    if first.value is None or second.value is None:
        return None
    value = first.value * (second.scale if first.scale == 1.0 else 1.0)
    lower, upper = round_binary(value - second.value), round_binary(value + second.value)
    return replace(second, start=first.start, value=round_binary(value), lower=lower, upper=upper)


def _is_range_sign(text: str, between: str, first: Candidate, second: Candidate) -> bool:
    before = text[max(0, first.start - 90) : first.start]
    if _DASH.fullmatch(between):
        return (
            second.unit is not None or first.unit is not None or between.strip() in ("–", "~", "-")
        )
    if _AND.fullmatch(between):
        return _BETWEEN.search(before) is not None
    if between.startswith("から") and _TO.fullmatch(between):
        return _change_after().match(text, second.end) is None
    if _TO.fullmatch(between):
        return _change_before().search(before) is None and not before.endswith(" by ")
    return False


def _bounds(first: Candidate, second: Candidate) -> tuple[float, float]:
    """Return both ends, the second's multiplier given to the first where it has none."""
    lower, upper = first.value or 0.0, second.value or 0.0
    if first.scale == 1.0 and second.scale != 1.0:
        scaled = round_binary(lower * second.scale)
        if scaled < upper:
            lower = scaled
    return lower, upper
