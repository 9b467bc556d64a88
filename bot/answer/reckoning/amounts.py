"""Arithmetic over amounts that a question states: conversion, power over time, so many a day.

A plan is tried in order; the first whose pieces are there computes. Each step is a derivation.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import prod

from bot.answer.composition import Composer
from bot.answer.intervals import has_range, high, in_digits, low, scaled
from bot.answer.question import Question
from bot.answer.records import Answer, Number, Operation
from bot.answer.selection import HOURS_A_YEAR
from bot.answer.stated_amounts import DAYS_A_YEAR, HOURS, Stated, read_stated, told_hours
from bot.answer.words import Patterns
from knowledge.errors import UnitError
from knowledge.records import Quantity
from knowledge.units import convert, dimension_of, scale_unit


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
    plans = (_many_times, over_days, _each_day, over_time, _for_how_long, _to_power, _converted)
    for plan in plans:
        step = plan(stated, target)
        if step is not None:
            least = plan(read_stated(at_least(question), patterns), target)
            return state_step(_between(least, step), question, composer)
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


def _many_times(stated: Stated, target: str | None) -> Step | None:
    """So many times an energy; a day's becomes a year's when a year is asked."""
    if not stated.counts or len(stated.energies) != 1 or stated.powers:
        return None
    each = stated.energies[0]
    factors = [f"{count:,.10g}" for count in stated.counts if count != 1]
    product = high(each) * prod(stated.counts) * stated.pue_factor
    days = _days(stated)
    if stated.per_day and days is not None:
        product *= days
        factors.append(f"{days:,.10g}")
    if not factors:
        return None
    result = fitted(Quantity(product, each.unit), target)
    if result is None:
        return None
    steps = f"{' × '.join(factors)} × {high(each):,.10g} {each.unit}{stated.told_pue}"
    return Step("product", result, steps)


def _days(stated: Stated) -> float | None:
    """The whole days of the year, the week or the time that is stated; None for a part of one."""
    if stated.yearly or stated.whole_year:
        return DAYS_A_YEAR
    days = (stated.hours or stated.named_hours or 0.0) / HOURS["day"]
    return days if days > 1 and days == int(days) else None


def over_days(stated: Stated, target: str | None) -> Step | None:
    """What each day takes, for so many days."""
    alone = len(stated.energies) == 1 and not (stated.powers or stated.others or stated.counts)
    days = _days(stated)
    if not alone or not stated.is_of_each_day or days is None or stated.pue is not None:
        return None
    each = stated.energies[0]
    result = fitted(Quantity(high(each) * days, each.unit), target)
    if result is None:
        return None
    return Step(
        "product",
        result,
        f"{days:,.10g} × {high(each):,.10g} {each.unit}",
        (),
        (Quantity(days, None),),
    )


def _each_day(stated: Stated, target: str | None) -> Step | None:
    """What a day takes on average of what so many days take."""
    alone = len(stated.energies) == 1 and not (stated.powers or stated.others or stated.counts)
    days = None if stated.is_of_each_day or not stated.asks_each_day else _days(stated)
    if not alone or days is None or stated.pue is not None:
        return None
    all_days = stated.energies[0]
    result = fitted(Quantity(high(all_days) / days, all_days.unit), target)
    if result is None:
        return None
    steps = f"{high(all_days):,.10g} {all_days.unit} ÷ {days:,.10g}"
    return Step("ratio", result, steps, (), (Quantity(days, None),))


def over_time(stated: Stated, target: str | None) -> Step | None:
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
    counts = [count for count in stated.counts if count != 1]
    pue = stated.pue_factor
    watt_hours = convert(high(power), power.unit or "W", "W") * hours * load * prod(counts) * pue
    result = fitted(Quantity(watt_hours, "Wh"), target)
    if result is None:
        return None
    factors = [f"{count:,.10g} × " for count in counts]
    steps = f"{''.join(factors)}{high(power):,.10g} {power.unit} × {told_hours(hours)}"
    if stated.load_percent is not None:
        steps += f" × {stated.load_percent:,.6g}%"
    steps += stated.told_pue
    assumed = () if stated.load_percent is not None else ("assume_full_load",)
    return Step("product", result, steps, assumed, (Quantity(hours, "h"),))


def energy_of(stated: Stated) -> Step | None:
    """The energy that is given: by itself, so many times, or as a power over a time."""
    step = over_time(stated, None) or _many_times(stated, None)
    step = step or over_days(replace(stated, others=()), None)
    if step is not None or len(stated.energies) != 1 or stated.powers or stated.hours:
        return step
    each = stated.energies[0]
    return Step("product", each, f"{high(each):,.10g} {each.unit}") if stated.pue is None else None


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


def fitted(quantity: Quantity, target: str | None) -> Quantity | None:
    """In the asked unit, else in the one that reads best; None when dimensions differ."""
    unit = target or scale_unit(high(quantity), quantity.unit or "Wh")
    try:
        return scaled(quantity, convert(1.0, quantity.unit or unit, unit), unit=unit)
    except UnitError:
        return None


def state_step(step: Step, question: Question, composer: Composer) -> Answer:
    """State a step with its arithmetic and what it assumes."""
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
