"""Arithmetic whose numbers are all given: at a rate or a PUE, per head, as a share, grown.

A plan applies only where its parts are exactly what the question states, so that no number is
left over. What is not given is looked up by other kinds.
"""

import re
from collections.abc import Sequence
from math import log

from bot.answer.intervals import has_range, high
from bot.answer.question import Question
from bot.answer.reckoning.amounts import Step, energy_of, fitted, over_time
from bot.answer.stated_amounts import Stated
from bot.answer.words import Patterns
from knowledge.errors import UnitError
from knowledge.quantities import QuantitySpan
from knowledge.records import Quantity
from knowledge.units import convert, dimension_of, scale_unit, split_unit

_RATES = ("price_per_energy", "carbon_intensity")
_SMALL_MONEY = {"cents": ("USD", 0.01), "pence": ("GBP", 0.01)}
_OF, _OF_JA = (
    re.compile(r"\s+of\s+(?:an?\s+|the\s+)?", re.IGNORECASE),
    re.compile(r"の(?:うちの?)?"),
)
_WHOLE_AFTER = re.compile(r"\s*(?:のうち|のなか|の中|に対して|の何|を(?:全体|100))")
_WHOLE_BEFORE = re.compile(r"\b(?:of|than|as|into)\s+(?:an?\s+|the\s+)?$", re.IGNORECASE)
_COUNTED_BEFORE = re.compile(r"\bhow many\s+$", re.IGNORECASE)
_COUNTED_AFTER = re.compile(r"の[^\d、。]{1,15}(?:何|いくつ)")
_ASKS_A_YEAR = re.compile(r"年|\b(?:years?|yearly|annual(?:ly)?|p\.?a\.?)\b", re.IGNORECASE)
_PAIR, _AMOUNT_RATE_YEARS = 2, 3
_WHOLE_PERCENT = 100


def reckon(stated: Stated, question: Question, patterns: Patterns) -> Step | None:
    """The first plan whose parts are just what the question states."""
    shows = {
        name
        for name in ("divides", "asks_percent", "asks_times", "grows", "shrinks", "doubles")
        if patterns.shows(name, question.text.lower())
    }
    spans = [s for s in question.spans if not _is_mere_one(s.quantity)]
    if any(has_range(s.quantity) for s in spans):
        return None
    return (
        _at_a_rate(stated, question, patterns)
        or _at_a_pue(stated, question)
        or _per_head(stated, question, shows)
        or _set_apart(spans, question, shows)
        or _percent_of(spans, question)
        or _grown(stated, spans, shows)
        or _doubled(stated, spans, question, shows, patterns)
        or _at_a_load(stated, question)
    )


def _is_mere_one(quantity: Quantity) -> bool:
    unit = quantity.unit
    return quantity.value == 1 and (unit is None or dimension_of(unit) in ("count", "time"))


def _at_a_rate(stated: Stated, question: Question, patterns: Patterns) -> Step | None:
    """An energy at a price or a carbon intensity that is given with it."""
    rates = [q for q in stated.others if q.unit and dimension_of(q.unit) in _RATES]
    if len(rates) != 1 or len(stated.others) != 1:
        return None
    rate, asked = rates[0], question.asked_unit
    if stated.yearly and not _ASKS_A_YEAR.search(question.text):
        return None  # what a month takes costs what a month costs
    priced = dimension_of(rate.unit or "") == "price_per_energy"
    if priced and asked and dimension_of(asked) == "energy":
        lowered = question.text.lower()
        if not any(patterns.shows(name, lowered) for name in ("price", "target_bill")):
            return None
    step = energy_of(stated)
    if step is None or patterns.shows("divides", question.text.lower()):
        return None
    above, below = split_unit(rate.unit or "")
    amount = convert(high(step.result), step.result.unit or "", below or "kWh") * high(rate)
    if priced:
        unit, part = _SMALL_MONEY.get(above, (above, 1.0))
        result = Quantity(amount * part, unit)
    else:
        result = _mass(amount, above, asked)
    shown = f"{high(rate):,.10g} {rate.unit}"
    return Step("product", result, f"{step.steps} × {shown}", step.assumptions, step.shown)


def _mass(amount: float, unit: str, asked: str | None) -> Quantity:
    """A mass in the asked unit, which seldom repeats what it is of, else as it reads best."""
    of = re.sub(r"^[a-zA-Zµ]*?(?=CO2|$)", "", unit)
    for target in (f"{asked}{of}", asked or ""):
        try:
            return Quantity(convert(amount, unit, target), target)
        except UnitError:
            continue
    readable = scale_unit(amount, unit)
    return Quantity(convert(amount, unit, readable), readable)


def _at_a_pue(stated: Stated, question: Question) -> Step | None:
    """The power of IT at a PUE is that of the whole; the whole divided by it is that of IT."""
    amounts = (*stated.powers, *stated.energies)
    if stated.pue is None or stated.pue < 1 or len(amounts) != 1 or stated.others or stated.hours:
        return None
    if stated.counts or stated.load_percent is not None:
        return None
    amount, asked = amounts[0], question.asked_unit
    times, sign = (stated.pue, "×") if stated.pue_is_of_it else (1 / stated.pue, "÷")
    unit = amount.unit or "W"
    if asked is not None and dimension_of(asked) not in (dimension_of(unit), "ratio"):
        return None
    target = asked if asked and dimension_of(asked) == dimension_of(unit) else unit
    result = Quantity(convert(high(amount) * times, unit, target), target)
    steps = f"{high(amount):,.10g} {unit} {sign} {stated.pue:,.6g}"
    return Step("product" if sign == "×" else "ratio", result, steps)


def _per_head(stated: Stated, question: Question, shows: set[str]) -> Step | None:
    """An energy or a power divided among so many."""
    amounts = (*stated.energies, *stated.powers)
    counts = [count for count in stated.counts if count != 1]
    if "divides" not in shows or len(amounts) != 1 or len(counts) != 1 or not counts[0]:
        return None
    if stated.others or stated.hours or stated.load_percent is not None or stated.pue:
        return None
    amount, asked = amounts[0], question.asked_unit
    unit = amount.unit or ""
    target = split_unit(asked)[0] if asked else None
    each = fitted(Quantity(high(amount) / counts[0], unit), target)
    if each is None:
        return None
    return Step("ratio", each, f"{high(amount):,.10g} {unit} ÷ {counts[0]:,.15g}")


def _set_apart(spans: Sequence[QuantitySpan], question: Question, shows: set[str]) -> Step | None:
    """What part of one given amount another is, how many times it, or how many of one make it."""
    if len(spans) != _PAIR:
        return None
    units = [s.quantity.unit for s in spans]
    if any(u is None or u == "%" for u in units) or dimension_of(units[0] or "") in ("count",):
        return None
    try:
        factor = convert(1.0, units[0] or "", units[1] or "")
    except UnitError:
        return None
    whole = _whole(spans, question, factor, shows)
    if whole is None:
        return None
    part = spans[1 - spans.index(whole)]
    over = convert(1.0, part.quantity.unit or "", whole.quantity.unit or "")
    if not high(whole.quantity):
        return None
    quotient = high(part.quantity) * over / high(whole.quantity)
    percent = "asks_percent" in shows
    result = Quantity(quotient * 100, "%") if percent else Quantity(quotient, "x")
    if "counts" in shows:
        result = Quantity(quotient, None)
    return Step("share" if percent else "ratio", result, f"{_told(part)} ÷ {_told(whole)}")


def _whole(
    spans: Sequence[QuantitySpan], question: Question, factor: float, shows: set[str]
) -> QuantitySpan | None:
    """The one of two amounts that the other is divided by; None where it is not told."""
    text = question.text
    if shows & {"asks_percent", "asks_times"}:
        marked = [
            s
            for s in spans
            if _WHOLE_AFTER.match(text, s.end) or _WHOLE_BEFORE.search(text[: s.start])
        ]
        return marked[0] if len(marked) == 1 else None
    each = [
        s
        for s in spans
        if _COUNTED_BEFORE.search(text[: s.start]) or _COUNTED_AFTER.match(text, s.end)
    ]
    if len(each) != 1:
        return None
    larger = high(spans[0].quantity) * factor > high(spans[1].quantity)
    if each[0] is not spans[1 if larger else 0]:
        return None  # how many of the larger make the smaller is not meant
    shows.add("counts")
    return each[0]


def _percent_of(spans: Sequence[QuantitySpan], question: Question) -> Step | None:
    """“15% of 415 TWh”, 「415TWhの15%」, and nothing else."""
    if len(spans) != _PAIR:
        return None
    first, second = spans
    between = question.text[first.end : second.start]
    if first.quantity.unit == "%" and _OF.fullmatch(between):
        part, whole = first, second
    elif second.quantity.unit == "%" and _OF_JA.fullmatch(between):
        part, whole = second, first
    else:
        return None
    unit = whole.quantity.unit
    if unit in (None, "%", "x") or dimension_of(unit or "") in ("count", "time"):
        return None
    asked = question.asked_unit
    result = Quantity(high(whole.quantity) * high(part.quantity) / 100, unit)
    try:
        target = asked or unit or ""
        result = Quantity(convert(high(result), unit or "", target), target)
    except UnitError:
        return None
    return Step("product", result, f"{_told(part)} × {_told(whole)}")


def _yearly_percent(stated: Stated) -> float | None:
    """The one percentage that is of a year."""
    others = [q for q in stated.others if q.unit != "x"]  # 「2倍」 is what it grows to
    of_a_year = [high(q) for q in others if q.unit == "%/yr"]
    if stated.load_percent is not None and not others:
        return stated.load_percent
    return of_a_year[0] if len(of_a_year) == len(others) == 1 else None


def _grown(stated: Stated, spans: Sequence[QuantitySpan], shows: set[str]) -> Step | None:
    """An amount that grows, or shrinks, by so much each year for so many years."""
    amounts, percent = (*stated.energies, *stated.powers), _yearly_percent(stated)
    years = [high(s.quantity) for s in spans if s.quantity.unit == "yr"]
    one_way = len(shows & {"grows", "shrinks"}) == 1
    if not one_way or percent is None or len(amounts) != 1 or len(years) != 1:
        return None
    if len(spans) != _AMOUNT_RATE_YEARS or not 0 < percent < _WHOLE_PERCENT:
        return None
    if not (stated.is_each_year or any(q.unit == "%/yr" for q in stated.others)):
        return None
    rate = 1 + percent / 100 if "grows" in shows else 1 - percent / 100
    amount = amounts[0]
    result = Quantity(high(amount) * rate ** years[0], amount.unit)
    steps = f"{high(amount):,.10g} {amount.unit} × {rate:,.6g}^{years[0]:,.6g}"
    shown = (Quantity(rate, None), Quantity(years[0], None))
    return Step("growth", result, steps, ("assume_same_growth",), shown)


def _doubled(
    stated: Stated,
    spans: Sequence[QuantitySpan],
    question: Question,
    shows: set[str],
    patterns: Patterns,
) -> Step | None:
    """In how many years what grows by so much a year doubles."""
    percent = _yearly_percent(stated)
    rest = [s for s in spans if s.quantity.unit not in ("%", "%/yr", "x")]
    if "doubles" not in shows or percent is None or rest or percent <= 0:
        return None
    if not patterns.shows("asks_years", question.text.lower()) or "shrinks" in shows:
        return None
    years = log(2) / log(1 + percent / 100)
    steps = f"(ln 2) ÷ (ln {1 + percent / 100:,.6g})"
    shown = (Quantity(2.0, None), Quantity(1 + percent / 100, None))
    return Step("growth", Quantity(years, "yr"), steps, ("assume_same_growth",), shown)


def _at_a_load(stated: Stated, question: Question) -> Step | None:
    """A power over a time at a given load, whatever runs at it."""
    counted = stated.load_percent is not None and len(stated.powers) == 1
    if not counted or stated.others or question.asked_unit not in (None,):
        return None
    return over_time(stated, None)


def _told(span: QuantitySpan) -> str:
    return f"{high(span.quantity):,.10g} {span.quantity.unit}"
