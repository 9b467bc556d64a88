"""Arithmetic over amounts that a question states: conversion, power over time, so many a day.

A plan is tried in order; the first whose pieces are there computes. Each step is a derivation.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import prod

from bot.answer.composition import Composer
from bot.answer.intervals import has_range, high, in_digits, low, scaled
from bot.answer.question import Question
from bot.answer.records import Answer, Number, Operation
from bot.answer.selection import HOURS_A_YEAR
from bot.answer.words import Patterns
from knowledge.errors import UnitError
from knowledge.records import Quantity
from knowledge.units import convert, dimension_of, scale_unit, split_unit

DAYS_A_YEAR = 365
_DAYS_A_MONTH, _DAYS_A_WEEK = 30, 7
_A_DAY = Quantity(1.0, "day")
HOURS = {"h": 1.0, "min": 1 / 60, "s": 1 / 3600, "day": 24.0, "week": 168.0}
HOURS |= {"month": HOURS_A_YEAR / 12, "yr": float(HOURS_A_YEAR)}
_DAYS_OF_WEEK = re.compile(r"週に?\s?([1-7])日")
_OTHER_RATES = ("month", "week", "h")
_COUNTED = ("prompt", "query", "item", "token", "transaction", None)  # what an energy is per


@dataclass(frozen=True, slots=True)
class Stated:
    """What a question states, by the role that it can play."""

    powers: tuple[Quantity, ...]
    energies: tuple[Quantity, ...]
    others: tuple[Quantity, ...]
    hours: float | None
    load_percent: float | None
    counts: tuple[float, ...]
    per_day: bool
    yearly: bool
    average: bool
    whole_year: bool
    named_hours: float | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """The result of a plan, its arithmetic, and the sentences that it assumes."""

    operation: Operation
    result: Quantity
    steps: str
    assumptions: tuple[str, ...] = ()
    shown: tuple[Quantity, ...] = ()


def answer_amounts(question: Question, composer: Composer, patterns: Patterns) -> Answer | None:
    """Compute what is asked from the stated amounts; None when no plan fits."""
    stated = read_stated(question, patterns)
    target = question.asked_unit
    plans = (_many_times, _over_time, _for_how_long, _to_power, _converted)
    for plan in plans:
        step = plan(stated, target)
        if step is not None:
            least = plan(read_stated(at_least(question), patterns), target)
            return _state(_between(least, step), question, composer)
    return None


def at_least(question: Question) -> Question:
    """Return the question with the lower end of each stated range in its place."""
    spans = (
        replace(s, quantity=Quantity(low(s.quantity), s.quantity.unit))
        if has_range(s.quantity)
        else s
        for s in question.spans
    )
    return replace(question, spans=tuple(spans))


def _between(least: Step | None, most: Step) -> Step:
    """From what the lower ends give to what the upper ones do."""
    if least is None:
        return most
    unit = most.result.unit or ""
    lowest = scaled(least.result, convert(1.0, least.result.unit or "", unit), unit=unit)
    ends = [end for result in (lowest, most.result) for end in (low(result), high(result))]
    if min(ends) == max(ends):
        return most
    result = Quantity(None, unit, min(ends), max(ends))
    shown = (*least.shown, *most.shown)
    return replace(most, result=result, steps=f"{least.steps} … {most.steps}", shown=shown)


def read_stated(question: Question, patterns: Patterns) -> Stated:
    """Sort the stated quantities by role."""
    lowered = question.told_amounts
    powers, energies, others, counts = [], [], [], []
    times: list[float] = []
    load: float | None = None
    days_a_week = _DAYS_OF_WEEK.search(lowered)
    weekly = int(days_a_week[1]) / _DAYS_A_WEEK if days_a_week else 1.0
    per_day = patterns.shows("per_day", lowered)
    yearly = patterns.shows("per_second_year", lowered)
    for quantity in question.quantities:
        unit = quantity.unit
        above, below = split_unit(unit) if unit else (None, None)
        dimension = dimension_of(above) if above else ""
        if per_day and quantity == _A_DAY:
            continue  # 「1日100回」 is a rate, and no span of one day
        if above == "day" and below == "week":
            weekly = min(1.0, high(quantity) / _DAYS_A_WEEK)
        elif above in HOURS and below in (None, "day"):
            times.append(high(quantity) * HOURS[above])
            per_day = per_day or below == "day"
        elif above == "%" and below is None:
            load = high(quantity)
        elif above is None or dimension == "count":
            counts.append(high(quantity))
            per_day = per_day or below == "day"
        elif dimension == "power" and below is None:
            powers.append(quantity)
        elif dimension == "energy" and below in _OTHER_RATES:  # a month's, twelve times a year
            times_a_year = HOURS_A_YEAR / HOURS[below]
            energies.append(scaled(quantity, times_a_year, unit=above))
            yearly = True
        elif dimension == "energy" and below in (None, "yr", "day", *_COUNTED):
            energies.append(replace(quantity, unit=above))
            yearly = yearly or below == "yr"
            per_day = per_day or below == "day"
        else:
            others.append(quantity)
    whole_year = patterns.shows("until_year", lowered)
    days = DAYS_A_YEAR if yearly or whole_year else _named_days(lowered, patterns)
    hours = _hours_in_all(times, per_day=per_day, days=days)
    hours = None if hours is None else hours * weekly
    return Stated(
        tuple(powers), tuple(energies), tuple(others), hours, load, tuple(counts), per_day,
        yearly, patterns.shows("average", lowered), whole_year, _named_hours(lowered, patterns),
    )  # fmt: skip


def _hours_in_all(times: Sequence[float], *, per_day: bool, days: float | None) -> float | None:
    """The stated times added up; so many hours a day are of each of the `days` or a stated time."""
    daily = [t for t in times if t < HOURS["day"] or (per_day and t == HOURS["day"])]
    a_day = sum(daily)
    span = sum(t for t in times if t not in daily) or (days or 0.0) * HOURS["day"]
    if per_day and a_day and span:
        return a_day * span / HOURS["day"]
    longest = max(times, default=0.0)
    if len(times) > 1 and longest >= HOURS["week"]:  # “24 hours … for a month” adds up to no more
        within = sum(times) - longest
        return longest * within / HOURS["day"] if within <= HOURS["day"] else sum(times)
    return sum(times) or None


def asked_days(stated: Stated, lowered: str, patterns: Patterns) -> float | None:
    """The days of the time that so many a day, or a power, are asked over."""
    if stated.hours is not None and stated.hours >= HOURS["day"]:
        return stated.hours / HOURS["day"]
    if stated.yearly or stated.whole_year:
        return DAYS_A_YEAR
    return _named_days(lowered, patterns)


def _named_days(lowered: str, patterns: Patterns) -> float | None:
    """The days of the month or week that a question is over."""
    over = {"per_month": _DAYS_A_MONTH, "per_week": _DAYS_A_WEEK}
    return next((n for name, n in over.items() if patterns.shows(name, lowered)), None)


def told_hours(hours: float) -> str:
    """Write a time in the unit in which it reads well: 10 min, not 0.166667 h."""
    if hours >= 1:
        return f"{hours:,.6g} h"
    minutes = hours / HOURS["min"]
    return f"{minutes:,.6g} min" if minutes >= 1 else f"{hours / HOURS['s']:,.6g} s"


def asked_hours(stated: Stated, lowered: str, patterns: Patterns) -> float | None:
    """The stated hours, or those of the month, week or hour that the question is over."""
    return stated.hours if stated.hours is not None else _named_hours(lowered, patterns)


def _named_hours(lowered: str, patterns: Patterns) -> float | None:
    """The hours of the month, week or hour that a question is over."""
    over = {"per_month": "month", "per_week": "week", "per_hour": "h"}
    return next((HOURS[u] for name, u in over.items() if patterns.shows(name, lowered)), None)


def _many_times(stated: Stated, target: str | None) -> Step | None:
    """So many times an energy; a day's becomes a year's when a year is asked."""
    if not stated.counts or len(stated.energies) != 1 or stated.powers:
        return None
    each = stated.energies[0]
    factors = [f"{count:,.10g}" for count in stated.counts if count != 1]
    product = high(each)
    for count in stated.counts:
        product *= count
    if stated.per_day and stated.yearly:
        product *= DAYS_A_YEAR
        factors.append(f"{DAYS_A_YEAR}")
    if not factors:
        return None
    result = _fitted(Quantity(product, each.unit), target)
    if result is None:
        return None
    return Step("product", result, f"{' × '.join(factors)} × {high(each):,.10g} {each.unit}")


def _over_time(stated: Stated, target: str | None) -> Step | None:
    """Power over a time is energy, at the stated load."""
    if len(stated.powers) != 1 or stated.energies:
        return None
    hours = stated.hours
    if hours is None and (stated.whole_year or stated.yearly):
        hours = float(HOURS_A_YEAR)
    if hours is None:
        return None
    power = stated.powers[0]
    load = 1.0 if stated.load_percent is None else stated.load_percent / 100
    watt_hours = convert(high(power), power.unit or "W", "W") * hours * load
    result = _fitted(Quantity(watt_hours, "Wh"), target)
    if result is None:
        return None
    steps = f"{high(power):,.10g} {power.unit} × {told_hours(hours)}"
    if stated.load_percent is not None:
        steps += f" × {stated.load_percent:,.6g}%"
    assumed = () if stated.load_percent is not None else ("assume_full_load",)
    return Step("product", result, steps, assumed, (Quantity(hours, "h"),))


def _for_how_long(stated: Stated, target: str | None) -> Step | None:
    """An energy lasts for a time at a power, where no other unit is asked."""
    if target is not None or len(stated.energies) != 1 or len(stated.powers) != 1:
        return None
    if stated.hours is not None or stated.counts or stated.load_percent is not None:
        return None
    energy, power = stated.energies[0], stated.powers[0]
    watt_hours = convert(high(energy), energy.unit or "Wh", "Wh")
    hours = watt_hours / convert(high(power), power.unit or "W", "W")
    steps = f"{high(energy):,.10g} {energy.unit} ÷ {high(power):,.10g} {power.unit}"
    return Step("ratio", Quantity(hours, "h"), steps)


def _to_power(stated: Stated, target: str | None) -> Step | None:
    """A yearly energy is an average power, when power is asked."""
    if len(stated.energies) != 1 or stated.powers:
        return None
    if target is None and not (stated.average and (stated.yearly or stated.per_day)):
        return None
    if target is not None and dimension_of(target) != "power":
        return None
    hours = stated.hours or (None if stated.yearly else stated.named_hours)
    if hours is None and (stated.yearly or stated.whole_year or stated.average):
        hours = float(HOURS_A_YEAR)
    if hours is None and stated.per_day:
        hours = 24.0
    if not hours:
        return None
    energy = stated.energies[0]
    counts = [count for count in stated.counts if count != 1]
    watts = convert(high(energy), energy.unit or "Wh", "Wh") * prod(counts) / hours
    unit = target or scale_unit(watts, "W")
    result = Quantity(convert(watts, "W", unit), unit)
    factors = [f"{count:,.10g} × " for count in counts]
    steps = f"{''.join(factors)}{high(energy):,.10g} {energy.unit} ÷ {told_hours(hours)}"
    return Step("ratio", result, steps, (), (energy, Quantity(hours, "h")))


def _converted(stated: Stated, target: str | None) -> Step | None:
    """One amount in another unit of its dimension; several of one dimension are not combined."""
    amounts = [*stated.powers, *stated.energies, *stated.others]
    if target is None or len(amounts) != 1 or stated.hours or stated.counts:
        return None
    amount = amounts[0]
    if amount.unit == target:
        return None
    try:
        factor = convert(1.0, amount.unit or target, target)
    except UnitError:
        return None
    result = scaled(amount, factor, unit=target)
    told, shown = _factor(factor)
    steps = f"{high(amount):,.10g} {amount.unit} ({told})"
    return Step("convert", result, steps, (), (Quantity(shown, None),))


def _factor(factor: float) -> tuple[str, float]:
    """A factor as one multiplies or, below one, divides by it, and the number that is shown."""
    if factor >= 1:
        return f"× {in_digits(factor)}", factor
    return f"÷ {in_digits(1 / factor)}", 1 / factor


def _fitted(quantity: Quantity, target: str | None) -> Quantity | None:
    """In the asked unit, else in the one that reads best; None when dimensions differ."""
    unit = target or scale_unit(high(quantity), quantity.unit or "Wh")
    try:
        return scaled(quantity, convert(1.0, quantity.unit or unit, unit), unit=unit)
    except UnitError:
        return None


def _state(step: Step, question: Question, composer: Composer) -> Answer:
    wording = composer.speaker.wording
    assumptions = [wording.say(name) for name in step.assumptions]
    derivation = composer.derive(
        step.operation, ["question"], step.steps, step.result, assumptions=assumptions
    )
    composer.claim(
        "headline_amount",
        [
            Number("value", step.result, None, derivation.derivation_id),
            *_given([*question.quantities, *step.shown]),
        ],
        steps=step.steps,
    )
    for assumption in assumptions:
        composer.caveat(assumption)
    return composer.answer(
        "conversion", wording.say("interpretation_amount", question=question.text)
    )


def _given(quantities: Sequence[Quantity]) -> list[Number]:
    """The numbers that the shown steps hold beside the result."""
    return [Number(f"given_{at}", quantity) for at, quantity in enumerate(quantities)]
