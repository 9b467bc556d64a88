"""Ranges, spreads, and lists whose numbers share a unit."""

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.quantities.records import Candidate
from knowledge.quantities.unit_matching import find_unit

_DASH = re.compile(r" ?[-–—~] ?(?:約|およそ)?|-to-")
_TO = re.compile(
    r"(?: \([A-Za-z ]{1,14}\))? to (?:about |around |roughly |nearly |as much as |up to |over )?|から(?:約|およそ)?|ないし|乃至"
)
_AND = re.compile(r" and (?:about )?|と")
_SPREAD = re.compile(r" ?(?:±|\+/-) ?")
_BETWEEN = re.compile(
    r"(?:\bbetween|\branging|\branges?)(?: from)? (?:about |around |roughly |an estimated )?$",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    r"\b(?:rise|rises|rose|risen|rising|grow|grows|grew|grown|growing|growth|fall|falls|fell|falling|fallen"
    r"|drop(?:s|ped|ping)?|declin\w+|increas\w+|decreas\w+|reduc\w+|climb\w*|jump\w*|surg\w+|soar\w*|up|down"
    r"|expand\w*|doubl\w+|tripl\w+|quadrupl\w+|went|gone|goes|going|go|cut|slash\w*|rais\w+|lower\w*|upgrad\w+"
    r"|improv\w+|mov\w+|swell\w*|shr[aiu]nk\w*|slid\w*|chang\w+|revis\w+|adjust\w+|scal\w+)\b[^.]{0,60}?\bfrom "
    r"(?:about |around |roughly |nearly |some |just |an estimated |only |over |up to |a )?$",
    re.IGNORECASE,
)
_LIST = re.compile(
    r" ?, ?(?:and |or )?| and | or |、|および|及び|または|又は|、?と| ?[/·] ?| to |から"
)
_CHANGE_AFTER = re.compile(
    r"[^。、]{0,12}?(?:増|減|上昇|低下|拡大|縮小|伸び|上が|下が|引き上げ|引き下げ|膨ら|成長|なり|なっ|急増|倍増)"
)


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
    if (
        _looks_like_year(first)
        and first.unit is None
        and (second.scale != 1.0 or second.value > 9999)
    ):
        return None
    if _SPREAD.fullmatch(between) and first.unit in (None, second.unit):
        return _spread(first, second)
    if first.unit not in (None, second.unit) and not (first.prefixed and second.unit is None):
        if (
            first.unit is None
            or second.unit is None
            or not second.unit.startswith(f"{first.unit}/")
        ):
            return None
    if not _is_range_sign(text, between, first, second):
        return None
    lower, upper = _bounds(first, second)
    if lower >= upper:
        return None
    return replace(second, start=first.start, value=None, lower=lower, upper=upper,
                   unit=second.unit or first.unit)  # fmt: skip


def _spread(first: Candidate, second: Candidate) -> Candidate | None:
    if first.value is None or second.value is None:
        return None
    value = first.value * (second.scale if first.scale == 1.0 else 1.0)
    lower, upper = _round(value - second.value), _round(value + second.value)
    return replace(second, start=first.start, value=_round(value), lower=lower, upper=upper)


def _is_range_sign(text: str, between: str, first: Candidate, second: Candidate) -> bool:
    before = text[max(0, first.start - 90) : first.start]
    if _DASH.fullmatch(between):
        return (
            second.unit is not None or first.unit is not None or between.strip() in ("–", "~", "-")
        )
    if _AND.fullmatch(between):
        return _BETWEEN.search(before) is not None
    if between.startswith("から") and _TO.fullmatch(between):
        return _CHANGE_AFTER.match(text, second.end) is None
    if _TO.fullmatch(between):
        return _CHANGE.search(before) is None and not before.endswith(" by ")
    return False


def _bounds(first: Candidate, second: Candidate) -> tuple[float, float]:
    """Return both ends, the second's multiplier given to the first where it has none."""
    lower, upper = first.value or 0.0, second.value or 0.0
    if first.scale == 1.0 and second.scale != 1.0:
        scaled = _round(lower * second.scale)
        if scaled < upper:
            lower = scaled
    return lower, upper


def _round(value: float) -> float:
    return float(f"{value:.14g}")


def share_units(text: str, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates with the unit of `24, 30 and 32 TWh` given to all three."""
    shared = list(candidates)
    for index in range(len(shared) - 2, -1, -1):
        here, after = shared[index], shared[index + 1]
        if here.unit is not None or here.counted or after.unit is None:
            continue
        if _LIST.fullmatch(text[here.end : after.start]) is None or _looks_like_year(here):
            continue
        if after.unit in ("%", "pp", "x") and (here.value or 0) > 1000:
            continue
        shared[index] = replace(here, unit=after.unit, **_shared_scale(here, after))
    return shared


def _looks_like_year(candidate: Candidate) -> bool:
    value = candidate.value
    return (
        value is not None and 1900 <= value <= 2100 and candidate.number_end - candidate.start == 4
    )


def _shared_scale(here: Candidate, after: Candidate) -> dict[str, float]:
    if here.scale != 1.0 or after.scale == 1.0 or here.value is None:
        return {}
    return {"value": _round(here.value * after.scale), "scale": after.scale}


_LEADING = re.compile(
    r"(?:\((?P<unit>[A-Za-z][A-Za-z0-9/ ]{1,12})\)[*†:]*(?: [A-Z][\w-]{1,12})?(?: (?:19|20)\d\d[,:])?"
    r"|(?<![A-Za-z])(?<!\d )(?P<word>[A-Za-z]{2,4})\d?:?) +$"
)
_BESIDE = re.compile(r"[ ;]+")


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
    match = _LEADING.search(text[max(0, candidate.start - 40) : candidate.start])
    if match is None or candidate.kind != "digits":
        return None
    words = (match["unit"] or match["word"]).split(" ")
    found = find_unit(words[-1], 0)
    if found is None or found.end != len(words[-1]) or not any(c.isupper() for c in found.unit):
        return None
    return found.unit
