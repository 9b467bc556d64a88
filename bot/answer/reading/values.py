"""Reads the number that answers: every quantity of the evidence is scored, the best leads."""

import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from bot.answer.reading.asking import quantity_values
from bot.answer.reading.records import Asked, Evidence, ValueRead
from bot.answer.reading.terms import Term, content_stems, terms_of
from bot.answer.reading.weights import VALUE_WEIGHTS
from knowledge.errors import UnitError
from knowledge.quantities import QuantitySpan, extract_quantities
from knowledge.records import Quantity
from knowledge.units import convert, dimension_of, split_unit

_REACH_CHARS = 45.0  # words this far from a number count 1/e of those beside it
_CITED = re.compile(
    r"\[\s*\d[\d,\s–-]*\]|\barxiv\b|\bdoi\b|\bpp?\.\s*\d|\(\d{4}\)\.", re.IGNORECASE
)
_LABEL = re.compile(
    r"(?:figures?|fig\.?|tables?|sections?|sec\.?|appendix|chapter|page|eq\.?|equation|version"
    r"|図|表|第|頁|ページ)\s*$",
    re.IGNORECASE,
)
_PARTED = 0.6  # a word beyond another number belongs to that one first
_AFTER_JA = 0.7  # in Japanese a number mostly follows what it is of
_YEARS = (1900, 2100)
_SIZE_STEMS = frozenset(content_stems("parameters size big large tokens users people"))
_RANGE_WORDS = re.compile(r"\s*(?:to|and|through|–|-|—|~|〜|から|と)\s*")
_SUPPORT = 0.35  # what a further line with the same value adds, of its score above the mean


@lru_cache(maxsize=4096)
def quantities_in(text: str) -> tuple[QuantitySpan, ...]:
    """Return the quantities of a line; white space counts as one space for each character."""
    spans = extract_quantities(re.sub(r"\s", " ", text))
    joined = [
        range_
        for first, second in pairwise(spans)
        if (range_ := _joined(text, first, second)) is not None
    ]
    return (*spans, *joined)


def _joined(text: str, first: QuantitySpan, second: QuantitySpan) -> QuantitySpan | None:
    """Read “300 watts to 1 kilowatt” as a range, in the unit of its first end."""
    lower, upper = first.quantity, second.quantity
    if not _RANGE_WORDS.fullmatch(text[first.end : second.start]) or lower.unit is None:
        return None
    if lower.value is None or upper.value is None or upper.unit is None:
        return None
    try:
        top = float(f"{convert(upper.value, upper.unit, lower.unit):.12g}")
    except UnitError:
        return None
    if top <= lower.value:
        return None
    quantity = Quantity(None, lower.unit, lower.value, top)
    return QuantitySpan(text[first.start : second.end], first.start, second.end, quantity)


def read_values(asked: Asked, evidence: Sequence[Evidence]) -> tuple[ValueRead, ...]:
    """Return the quantities that may answer, best first; the same value once."""
    read = [
        scored
        for fitted in evidence
        for span in quantities_in(fitted.line.text)
        if (scored := _scored(asked, fitted, span)) is not None
    ]
    return _merged(read)


def _scored(asked: Asked, fitted: Evidence, span: QuantitySpan) -> ValueRead | None:
    text = fitted.line.text
    if _LABEL.search(text[: span.start]) or _in_citation(text, span):
        return None
    if _is_heading_number(text, span) or _is_name_part(asked, text, span):
        return None
    if not any(c.isdigit() for c in span.text) and span.quantity.unit is None and not span.counted:
        return None
    features = features_of(asked, fitted, span)
    if features is None:
        return None
    score = sum(VALUE_WEIGHTS[name] * value for name, value in features.items())
    return ValueRead(fitted, span, span.quantity, score, features)


def _in_citation(text: str, span: QuantitySpan) -> bool:
    return any(m.start() <= span.start < m.end() for m in re.finditer(r"\[[\d,\s–-]+\]", text))


def _is_heading_number(text: str, span: QuantitySpan) -> bool:
    return span.start == 0 and bool(re.match(r"\d+(?:\.\d+)*\.?\s+[A-Z]", text))


def _is_name_part(asked: Asked, text: str, span: QuantitySpan) -> bool:
    """Whether a number belongs to a name: GPT-3, Llama 70B. Sizes count where they are asked."""
    if span.start and text[span.start - 1] in "-–—" and text[: span.start - 1][-1:].isalpha():
        return True
    sized = span.quantity.unit is None and re.fullmatch(r"\d+(?:\.\d+)?[BM]", span.text)
    return bool(sized) and not asked.stems.keys() & _SIZE_STEMS


def features_of(asked: Asked, fitted: Evidence, span: QuantitySpan) -> Mapping[str, float] | None:
    """Return what speaks for and against a quantity; None when it cannot be what is asked."""
    text = fitted.line.text
    is_year = _is_year(span)
    if asked.wants_year != is_year:
        return None
    agreement = unit_agreement(asked, span)
    return {
        "coverage": fitted.coverage,
        "own": fitted.own_coverage,
        "near": _nearness(asked, fitted, span),
        "names": _names_held(asked, fitted),
        "similarity": fitted.similarity,
        "unit": 1.0 if agreement == "same" else 0.0,
        "unit_differs": 1.0 if agreement == "differs" else 0.0,
        "bare": 1.0 if agreement == "bare" else 0.0,
        "counted": _counted(asked, span),
        "uncounted": float(bool(asked.counted) and not _counted(asked, span)),
        "range": float(asked.wants_range and span.quantity.lower is not None),
        "bound": float(asked.wants_bound is not None and _bounded(asked, text, span)),
        "given": float(_is_given(asked, span)),
        "reference": float(len(_CITED.findall(text)) > 2),
        "small": float(span.quantity.unit is None and span.quantity.value in (0.0, 1.0)),
    }


def _is_year(span: QuantitySpan) -> bool:
    value = span.quantity.value
    return (
        span.quantity.unit is None
        and value is not None
        and _YEARS[0] <= value <= _YEARS[1]
        and bool(re.fullmatch(r"\d{4}", span.text.strip()))
    )


def unit_agreement(asked: Asked, span: QuantitySpan) -> str:
    """Compare units: same, bare (the line states none), differs, or open (none was asked)."""
    unit = span.quantity.unit
    if asked.unit is None:
        if asked.counted:
            return "open" if unit is None or _counts(unit) else "differs"
        if asked.dimensions:
            if unit is None:
                return "bare"
            return "same" if implied(asked, unit) else "differs"
        return "open"
    if unit is None:
        return "bare"
    return "same" if factor_between(unit, asked.unit) is not None else "differs"


def implied(asked: Asked, unit: str) -> bool:
    """Whether a unit measures what the question's words imply, its "per" aside."""
    return bool({dimension_of(unit), dimension_of(split_unit(unit)[0])} & asked.dimensions)


def _counts(unit: str) -> bool:
    return dimension_of(unit) == "count"


def factor_between(unit: str, wanted: str) -> float | None:
    """Return what one `unit` is in `wanted`, a "per" that one side leaves out forgiven."""
    for have, want in (
        (unit, wanted),
        (split_unit(unit)[0], wanted),
        (unit, split_unit(wanted)[0]),
        (_plain_mass(unit), _plain_mass(wanted)),
    ):
        try:
            return convert(1.0, have, want)
        except UnitError:
            continue
    return None


def _plain_mass(unit: str) -> str:
    """The mass of an amount of carbon dioxide: questions say pounds for pounds of CO2."""
    return re.sub(r"CO2e?", "", unit) or unit


def _nearness(asked: Asked, fitted: Evidence, span: QuantitySpan) -> float:
    """The weighted share of the question that stands near the number, in [0, 1]."""
    best: dict[str, float] = defaultdict(float)
    others = [
        q for q in quantities_in(fitted.line.text) if q.end <= span.start or q.start >= span.end
    ]
    for term in fitted.line.terms:
        if term.stem in asked.stems:
            gap = max(term.start - span.end, span.start - term.end, 0)
            near = math.exp(-gap / _REACH_CHARS) * _PARTED ** _parted(others, term, span)
            if fitted.line.passage.language == "ja" and term.start >= span.end:
                near *= _AFTER_JA
            best[term.stem] = max(best[term.stem], near)
    return sum(asked.stems[stem] * near for stem, near in best.items()) / asked.weight


def _parted(others: Sequence[QuantitySpan], term: Term, span: QuantitySpan) -> int:
    """How many other quantities stand between a word and a number."""
    left, right = sorted(((term.start, term.end), (span.start, span.end)))
    return min(2, sum(1 for q in others if left[1] <= q.start and q.end <= right[0]))


def _names_held(asked: Asked, fitted: Evidence) -> float:
    total = sum(asked.stems[name] for name in asked.names)
    if not total:
        return 0.0
    return sum(asked.stems[n] * fitted.credits.get(n, 0.0) for n in asked.names) / total - 0.5


def _counted(asked: Asked, span: QuantitySpan) -> float:
    if not asked.counted:
        return 0.0
    held = set(content_stems(span.counted or span.text))
    return len(held & asked.counted) / len(asked.counted)


def _bounded(asked: Asked, text: str, span: QuantitySpan) -> bool:
    before = text[max(0, span.start - 16) : span.end].lower()
    words = ("up to", "max", "最大", "peak") if asked.wants_bound == "upper" else ("least", "min")
    return any(word in before for word in words)


def _is_given(asked: Asked, span: QuantitySpan) -> bool:
    values = set(quantity_values(span.quantity))
    if {term.stem for term in terms_of(span.text)} <= asked.stems.keys() and values:
        return True
    return any(
        values & set(quantity_values(given)) and (given.unit in (None, span.quantity.unit))
        for given in asked.given
    )


def _merged(read: Sequence[ValueRead]) -> tuple[ValueRead, ...]:
    """Join readings of the same value: each further one supports the best."""
    groups: dict[tuple[object, ...], list[ValueRead]] = {}
    for value in sorted(read, key=_order):
        quantity = value.quantity
        key = (quantity.value, quantity.lower, quantity.upper, quantity.unit)
        groups.setdefault(key, []).append(value)
    merged = []
    for same in groups.values():
        others = {v.evidence.line.number for v in same[1:] if v.score > 0.6 * same[0].score}
        merged.append(replace(same[0], score=same[0].score + _SUPPORT * min(len(others), 2)))
    return tuple(sorted(merged, key=_order))


def _order(value: ValueRead) -> tuple[float, str, int, int]:
    line = value.evidence.line
    return -value.score, line.passage.source_id, line.number, value.span.start


def in_unit(quantity: Quantity, unit: str | None) -> Quantity | None:
    """Return a quantity in the unit asked for; None when it needs no conversion or has none."""
    if unit is None or quantity.unit is None or unit == quantity.unit:
        return None
    factor = factor_between(quantity.unit, unit)
    if factor is None or factor == 1.0:
        return None
    scaled = [
        None if v is None else float(f"{v * factor:.12g}")
        for v in (quantity.value, quantity.lower, quantity.upper)
    ]
    return Quantity(scaled[0], unit, scaled[1], scaled[2], quantity.qualifier)
