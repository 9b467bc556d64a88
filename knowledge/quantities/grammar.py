"""From text to quantities: numbers, then ranges and lists, then bounds."""

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.quantities.bounds import qualifier_around
from knowledge.quantities.counting import inherit_counted, read_counted
from knowledge.quantities.folding import Folded, fold_text
from knowledge.quantities.labels import is_label
from knowledge.quantities.lists import carry_units, join_money, lead_units, share_units
from knowledge.quantities.ranges import join_ranges
from knowledge.quantities.records import Candidate, QuantitySpan
from knowledge.quantities.scanning import scan_numbers
from knowledge.quantities.unit_matching import find_unit
from knowledge.records import Quantity

_EACH_JA = re.compile(r" ?(?:あたり|当たり|当り|につき|ごとに|毎に)の?")
_SPEED_JA = re.compile(r"(?:時速|毎時|毎秒|秒速|毎分|分速)[約およそ ]*$")
_SPEED_UNITS = {"時速": "h", "毎時": "h", "毎秒": "s", "秒速": "s", "毎分": "min", "分速": "min"}
_PER_NOUN = re.compile(r" per ([a-z]+)")
_PUE = re.compile(
    r"(?:(?<![A-Za-z])PUE|power usage effectiveness)(?![A-Za-z]{2})(?:[^.。;]|\.\d){0,70}$",
    re.IGNORECASE,
)


def extract_quantities(text: str) -> tuple[QuantitySpan, ...]:
    """Find every quantity in an English or Japanese text, in order.

    Offsets count characters of `text` as given. Units are canonical; years, dates, labels
    (Section 4, iPhone 11) and ordinals are left out. A range holds `lower` and `upper` and no
    value. A bound keeps its number as value and says its sense in `qualifier`.
    """
    folded = fold_text(text)
    body = folded.text
    candidates = join_ranges(body, join_money(list(scan_numbers(body))))
    candidates = share_units(body, candidates)
    candidates = _read_each(body, lead_units(body, candidates))
    spans: list[QuantitySpan] = []
    finished = [found for each in candidates if (found := _finish(body, each)) is not None]
    for candidate in inherit_counted(body, carry_units(body, finished)):
        span = _span(text, folded, candidate)
        # One character may fold into several, as ⒈⒉ do; its numbers count once.
        if not spans or span.start >= spans[-1].end:
            spans.append(span)
    return tuple(spans)


def _read_each(text: str, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Read 1kWhあたり475g as 475 g/kWh: the one unit is what the other number is per."""
    read: list[Candidate] = []
    below: tuple[str, int] | None = None
    for candidate in candidates:
        each = _EACH_JA.match(text, candidate.end)
        if each and (unit := _each_unit(candidate)):
            below = (unit, each.end())
            continue
        near = below is not None and candidate.start - below[1] <= 12
        if below and near and candidate.unit and "/" not in candidate.unit:
            read.append(replace(candidate, unit=f"{candidate.unit}/{below[0]}"))
            goes_on = text.startswith("から", candidate.end)
            below = (below[0], candidate.end) if goes_on else None
        else:
            read.append(candidate)
            below = None
    return read


def _each_unit(candidate: Candidate) -> str | None:
    """Return what others are per: 1kWhあたり, 100kmあたり."""
    if candidate.unit is None or "/" in candidate.unit:
        return None
    if candidate.value == 1:
        return candidate.unit
    return "100km" if (candidate.value, candidate.unit) == (100, "km") else None


def _finish(text: str, candidate: Candidate) -> Candidate | None:
    if candidate.unit is None:
        if counted := read_counted(text, candidate):
            candidate = replace(candidate, counted=counted)
        if _is_pue(text, candidate):
            candidate = replace(candidate, unit="PUE")
        elif is_label(text, candidate):
            return None
        elif candidate.kind not in ("part", "chance"):
            candidate = _with_counted_unit(candidate)
    elif speed := _SPEED_JA.search(text, max(0, candidate.start - 8), candidate.start):
        name = _SPEED_UNITS[speed.group()[:2]]
        candidate = replace(candidate, unit=f"{candidate.unit}/{name}")
    elif per := _PER_NOUN.match(text, candidate.end):
        candidate = replace(candidate, counted=f"per {per[1]}")
    qualifier = qualifier_around(text, candidate.start, candidate.end)
    return candidate if qualifier == "exact" else replace(candidate, qualifier=qualifier)


def _with_counted_unit(candidate: Candidate) -> Candidate:
    """Return the candidate in the unit its noun names: 400,000 Nvidia chips count chips."""
    noun = candidate.counted.rpartition(" ")[2]
    found = find_unit(noun, 0) if len(noun) > 3 else None
    if found is None or found.end != len(noun):
        return candidate
    return replace(candidate, unit=found.unit)


def _is_pue(text: str, candidate: Candidate) -> bool:
    """Return whether a bare number near the words is the ratio: between 1 and 4, with decimals."""
    value = candidate.value or candidate.lower or 0.0
    if candidate.counted or not 1 <= value < 4 or "." not in text[candidate.start : candidate.end]:
        return False
    return _PUE.search(text[max(0, candidate.start - 110) : candidate.start]) is not None


def _span(text: str, folded: Folded, candidate: Candidate) -> QuantitySpan:
    start, end = folded.span(candidate.start, candidate.end)
    quantity = Quantity(
        candidate.value, candidate.unit, candidate.lower, candidate.upper, candidate.qualifier
    )
    return QuantitySpan(text[start:end], start, end, quantity, candidate.counted)
