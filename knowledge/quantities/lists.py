"""Lists and headings whose numbers share a unit."""

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.quantities.records import Candidate, looks_like_year, round_binary
from knowledge.quantities.unit_matching import find_unit
from knowledge.unit_table import unit_table

_LIST = re.compile(
    r"-?(?: ?, ?(?:and |or )?| and | or )|、|および|及び|または|又は|、?と| ?[/·] ?| to |から"
)
_BESIDE = re.compile(r"[ ;]+")
# `Energy (MWh) 7.5`, `(TWh) 2024, 183`, `Total MWh 3,777,000`
_LEADING = re.compile(
    r"(?:\((?P<unit>[A-Za-z][A-Za-z0-9/ ]{1,12})\)[*†:]*(?: [A-Z][\w-]{1,12})?"
    r"(?: (?:19|20)\d\d[,:])?|(?<![A-Za-z])(?<!\d )(?P<word>[A-Za-z]{2,4})\d?:?) +$"
)


def join_money(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates with 16円80銭 as one amount, in the larger unit of its currency."""
    joined: list[Candidate] = []
    for candidate in candidates:
        small = _smaller_money(joined[-1], candidate) if joined else None
        if small is None:
            joined.append(candidate)
        else:
            last = joined[-1]
            value = round_binary((last.value or 0.0) + small)
            joined[-1] = replace(last, value=value, end=candidate.end, number_end=candidate.end)
    return joined


def _smaller_money(last: Candidate, candidate: Candidate) -> float | None:
    """Return the candidate in the last's unit where both are money and stand without a gap."""
    entries = unit_table().entries
    large, small = entries.get(last.unit or ""), entries.get(candidate.unit or "")
    if large is None or small is None or last.end != candidate.start:
        return None
    if large.dimension != "money" or large.kind != small.kind or small.factor >= large.factor:
        return None
    return (candidate.value or 0.0) * float(small.factor / large.factor)


def share_units(text: str, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates with the unit of `24, 30 and 32 TWh` given to all three."""
    shared = list(candidates)
    for index in range(len(shared) - 2, -1, -1):
        here, after = shared[index], shared[index + 1]
        if here.unit is not None or here.counted or after.unit is None:
            continue
        if _LIST.fullmatch(text[here.end : after.start]) is None or looks_like_year(here):
            continue
        if after.unit in ("%", "pp", "x") and (here.value or 0) > 1000:
            continue
        shared[index] = replace(_share_scale(here, after), unit=after.unit)
    return shared


def _share_scale(here: Candidate, after: Candidate) -> Candidate:
    """Return 5 as five million in `5, 10 and 15 million`."""
    if here.scale != 1.0 or after.scale == 1.0 or here.value is None:
        return here
    return replace(here, value=round_binary(here.value * after.scale), scale=after.scale)


_CHANGE_FROM = re.compile(r"\bfrom (?:about |around |roughly |nearly |some |just |over |a )*$")
_CHANGE_TO = re.compile(
    r"(?: [A-Za-z.$]+){0,4}?(?: in (?:19|20)\d\d)?"
    r" (?:up |down )?to (?:about |around |nearly |over |just )*"
)


def is_change(text: str, first: tuple[int, int], second: tuple[int, int]) -> bool:
    """Return whether two spans are the ends of one change: from 3 GW in 2010 to 5."""
    if _CHANGE_TO.fullmatch(text, first[1], second[0]) is None:
        return False
    return _CHANGE_FROM.search(text[max(0, first[0] - 40) : first[0]]) is not None


def carry_units(text: str, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates with the unit of `from 104 TWh to 89` given to both ends.

    What the first end is per holds for the second, too: from $75 per barrel to $46.
    """
    carried: list[Candidate] = []
    for candidate in candidates:
        last = carried[-1] if carried else candidate
        spans = (last.start, last.end), (candidate.start, candidate.end)
        shares = _lacks_unit_of(candidate, last) and is_change(text, *spans)
        carried.append(replace(candidate, unit=last.unit) if shares else candidate)
    return carried


def _lacks_unit_of(candidate: Candidate, last: Candidate) -> bool:
    """Return whether the candidate has no unit where the last has, or less than it is per."""
    if last.unit is None or last.scale != 1.0 or candidate.counted:
        return False
    if candidate.unit is not None:
        return last.unit.startswith(f"{candidate.unit}/")
    return candidate.kind in ("digits", "words") and not looks_like_year(candidate)


def lead_units(text: str, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates with a heading's unit given to the row of numbers that follows it.

    As in `Energy consumption (MWh) 7.5 85.7 232`.
    """
    led: list[Candidate] = []
    for candidate in candidates:
        last = led[-1] if led else None
        unit = None
        if candidate.unit is None and not candidate.counted:
            if last and last.kind == "led" and _BESIDE.fullmatch(text[last.end : candidate.start]):
                unit = last.unit
            else:
                unit = _leading_unit(text, candidate)
        led.append(candidate if unit is None else replace(candidate, unit=unit, kind="led"))
    return led


def _leading_unit(text: str, candidate: Candidate) -> str | None:
    if candidate.kind != "digits" or " " not in text[max(0, candidate.start - 2) : candidate.start]:
        return None
    match = _LEADING.search(text[max(0, candidate.start - 40) : candidate.start])
    if match is None:
        return None
    words = (match["unit"] or match["word"]).split(" ")
    found = find_unit(words[-1], 0)
    if found is None or found.end != len(words[-1]) or not any(c.isupper() for c in found.unit):
        return None
    entry = unit_table().entries.get(found.unit)
    if entry is not None and entry.dimension == "money" and words[-1] != found.unit:
        return None  # Euro 2020
    return found.unit
