"""Sums, differences, halves and doubles of stored figures, each figure shown beside them."""

from collections.abc import Sequence
from dataclasses import replace

from bot.answer.composition import Composer, Speaker
from bot.answer.intervals import combined, difference, middle, plain, scaled
from bot.answer.question import Combination
from bot.answer.reckoning.comparison import state_estimate
from bot.answer.reckoning.sides import Side, sides_unit
from bot.answer.records import Answer, Number, Operation
from bot.answer.selection import Estimate, in_unit
from knowledge.records import Figure, Quantity
from knowledge.units import convert, scale_unit, split_unit

_MADE, _GENERATION = "generation_", "electricity_generation"
_FACTORS: dict[Combination, float] = {"half": 0.5, "double": 2.0}


def answer_combination(
    sides: Sequence[Side],
    combination: Combination,
    composer: Composer,
    *,
    unit: str | None = None,
    follow_ups: Sequence[str] = (),
) -> Answer | None:
    """Combine the leading figures of the sides; None when their dimensions do not meet."""
    estimates = leading_estimates(sides, composer)
    if not estimates:
        return None
    if combination == "difference":
        result, steps = _difference(estimates)
        result = replace(result, unit="pp") if result.unit == "%" else result
        operation: Operation = "difference"
    elif combination == "sum":
        result, operation = combined([e.quantity for e in estimates]), "sum"
        steps = " + ".join(plain(e.quantity) for e in estimates)
    else:
        factor = _FACTORS[combination]
        result, operation = scaled(estimates[0].quantity, factor), "product"
        steps = f"{plain(estimates[0].quantity)} × {factor:g}"
    result = _shown_in(result, unit)
    derivation = composer.derive(operation, [input_of(e) for e in estimates], steps, result)
    speaker = composer.speaker
    names = _names([e.figure for e in estimates], speaker)
    composer.claim(
        f"headline_{combination}",
        [Number("value", result, None, derivation.derivation_id)],
        cites=[e.figure.figure_id for e in estimates],
        subjects=speaker.wording.say("list_and").join(names),
        measure=speaker.measure(_measure_of(estimates)),
    )
    for estimate in estimates:
        state_estimate(estimate, composer)
    _note_times([e.figure for e in estimates], composer)
    return composer.answer(
        "conversion",
        speaker.wording.say(f"interpretation_{combination}", subjects=", ".join(names)),
        follow_ups=follow_ups,
    )


def _note_times(figures: Sequence[Figure], composer: Composer) -> None:
    """Say when things of different years are put together; one thing's years are what is asked."""
    periods = dict.fromkeys(f.period.text for f in figures if f.period)
    if len({text[:4] for text in periods}) < 2 or len({f.subject_id for f in figures}) < 2:
        return
    say = composer.speaker.wording.say
    shown = say("list_separator").join(composer.speaker.period(text) for text in periods)
    composer.caveat(say("caveat_periods_differ", periods=shown))


def _measure_of(estimates: Sequence[Estimate]) -> str:
    """The measure of what is combined; what several sources generate is generation."""
    measures = dict.fromkeys(e.figure.measure_id for e in estimates)
    if len(measures) > 1 and all(m.startswith(_MADE) for m in measures):
        return _GENERATION
    return next(iter(measures))


def _names(figures: Sequence[Figure], speaker: Speaker) -> list[str]:
    """What the figures are of, with their times where one thing is set against itself."""
    names = [speaker.subject(f.subject_id, f.region) for f in figures]
    if len(set(names)) == len(names):
        return names
    say = speaker.wording.say
    measures = [speaker.measure(f.measure_id) for f in figures]
    if len(set(measures)) > 1:
        both = zip(measures, names, strict=True)
        return [say("subject_of_measure", measure=m, subject=name) for m, name in both]
    times = [speaker.period(f.period.text if f.period else None) for f in figures]
    pairs = zip(names, times, strict=True)
    return [say("subject_of_period", subject=name, period=time) for name, time in pairs]


def leading_estimates(sides: Sequence[Side], composer: Composer) -> list[Estimate]:
    """The leading figure of each side in the common unit, cited; empty when there is none."""
    unit = sides_unit(sides)
    if unit is None:
        return []
    found = []
    for side in sides:
        lead = side.selections[0].lead
        estimate = in_unit(side.topic, lead, unit, derivation_id="d0")
        if estimate is None:
            return []
        composer.cite_figure(lead)
        found.append(composer.adopt(estimate))
    return found


def _difference(estimates: Sequence[Estimate]) -> tuple[Quantity, str]:
    """The larger less the smaller, so that the difference is not negative where both are known."""
    first, second = estimates[0].quantity, estimates[1].quantity
    if middle(second) > middle(first):
        first, second = second, first
    return difference(first, second), f"{plain(first)} − {plain(second)}"


def _shown_in(result: Quantity, unit: str | None) -> Quantity:
    have = result.unit or ""
    size = abs(middle(result))
    wanted = unit if unit and split_unit(unit)[0] != have else None
    if wanted is None and size and not 0.01 <= size < 1e6:
        wanted = scale_unit(size, have)
    if wanted is None or wanted == have:
        return result
    try:
        factor = convert(1.0, have, wanted)
    except ValueError:
        return result
    return replace(scaled(result, factor), unit=wanted)


def input_of(estimate: Estimate) -> str:
    """The id of what an estimate rests on: its derivation, or its figure."""
    if estimate.derivation is not None:
        return estimate.derivation.derivation_id
    return estimate.figure.figure_id
