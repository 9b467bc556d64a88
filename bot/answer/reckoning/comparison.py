"""Compares two to six subjects: ratios and differences that keep their ranges."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.answer.charting import estimate_chart
from bot.answer.composition import Composer
from bot.answer.figures import FigureFinder
from bot.answer.intervals import high, low, plain, scaled
from bot.answer.lookup import distinct, note_age, note_conflict
from bot.answer.question import Direction
from bot.answer.reckoning.ratios import Compared, overall, state_ratios
from bot.answer.reckoning.sides import Side, sides_unit
from bot.answer.records import Answer, Number
from bot.answer.selection import Estimate, Selection, in_unit
from knowledge.records import Period
from knowledge.units import convert, convertible

_MAX_ALTERNATIVES = 2
_TINY = 0.001
# Scopes that tell of another thing than the whole: a part of it, or one so long.
_OF_A_PART = re.compile(r"\d[\d,]* tokens|\bpurchased\b|\bsupply chain\b", re.IGNORECASE)
_LEAST_READABLE, _MOST_READABLE = 0.01, 1e6


def compare(
    sides: Sequence[Side],
    composer: Composer,
    finder: FigureFinder,
    *,
    direction: Direction | None,
    picks_one: bool = False,
    follow_ups: Sequence[str] = (),
) -> Answer | None:
    """Compare the first side with each other one; None when the dimensions do not meet.

    With `picks_one` the question was which of two is more (less), and that one is named.
    """
    unit = _readable_unit(sides)
    composer.label_apart([s.lead for side in sides for s in side.selections])
    compared = [_express(side, unit, composer) for side in sides]
    if unit is None or any(c is None for c in compared):
        return None
    done = [c for c in compared if c is not None]
    verdicts = [
        verdict
        for index, other in enumerate(done[1:])
        for verdict in state_ratios(
            done[0], other, composer, direction, first=index == 0, picks_one=picks_one
        )
    ]
    for part in done:
        for estimate in (*part.members, *part.alternatives):
            state_estimate(estimate, composer)
    _note_differences(done, composer)
    for side in sides:
        for selection in side.selections:
            note_conflict(composer, selection)
            note_age(composer, finder, selection)
    shown = [e for part in done for e in (*part.members, *part.alternatives)]
    return composer.answer(
        "comparison",
        _interpretation(sides, composer),
        chart=estimate_chart(composer, shown, unit),
        follow_ups=follow_ups,
        verdict=overall(verdicts) if direction and not picks_one else None,
    )


def is_tiny(first: Side, second: Side) -> bool:
    """Whether the first is so small a part of the second that the reverse reads better."""
    unit = sides_unit([first, second])
    if unit is None:
        return False
    lead, other = first.selections[0], second.selections[0]
    small = in_unit(lead.topic, lead.lead, unit, derivation_id="d0")
    large = in_unit(other.topic, other.lead, unit, derivation_id="d0")
    if small is None or large is None:
        return False
    return high(small.quantity) < _TINY * low(large.quantity)


def _readable_unit(sides: Sequence[Side]) -> str | None:
    """The unit in which the sides are compared and shown.

    That is the measure's own, or the leading figure's where every value is far too small or too
    large to read in it: a home's kilowatt hours, not its part of a terawatt hour.
    """
    unit = sides_unit(sides)
    leads = [s.lead for side in sides for s in side.selections]
    if unit is None or not all(convertible(f.unit, unit) for f in leads):
        return unit
    sizes = [abs(convert(high(f.quantity), f.unit, unit)) for f in leads]
    reads_well = any(_LEAST_READABLE <= size < _MOST_READABLE for size in sizes)
    return unit if reads_well else leads[0].unit


def _express(side: Side, unit: str | None, composer: Composer) -> Compared | None:
    if unit is None:
        return None
    members = []
    for selection in side.selections:
        estimate = in_unit(selection.topic, selection.lead, unit, derivation_id="d0")
        if estimate is not None:
            composer.cite_figure(selection.lead)
            members.append(_times(composer.adopt(estimate), side.times, composer))
    if not members:
        return None
    alternatives = [] if side.is_umbrella else _alternatives(side.selections[0], unit, composer)
    alternatives = [_times(estimate, side.times, composer) for estimate in alternatives]
    return Compared(side, tuple(members), tuple(alternatives))


def _times(estimate: Estimate, times: float, composer: Composer) -> Estimate:
    """So many of what a figure is of."""
    if times == 1:
        return estimate
    result = scaled(estimate.quantity, times)
    steps = f"{times:,.10g} × {plain(estimate.quantity)}"
    derivation = composer.derive("product", ["question", estimate.figure.figure_id], steps, result)
    return replace(estimate, quantity=result, derivation=derivation, times=times)


def _alternatives(selection: Selection, unit: str, composer: Composer) -> list[Estimate]:
    figures = [
        f
        for f in distinct([selection.lead, *selection.others])[1:]
        if f.standing in ("preferred", "ok")
        and convertible(f.unit, unit)
        and not _OF_A_PART.search(f.scope.en)
    ][:_MAX_ALTERNATIVES]
    found = []
    for figure in figures:
        estimate = in_unit(selection.topic, figure, unit, derivation_id="d0")
        if estimate is not None:
            composer.cite_figure(figure)
            found.append(estimate)
    return found


def state_estimate(estimate: Estimate, composer: Composer) -> None:
    """State one figure of a comparison, or its energy if it ran all year."""
    speaker, figure = composer.speaker, estimate.figure
    template = "line_figure"
    numbers = [composer.estimate_number("value", estimate)]
    if estimate.runs_all_year:
        template = "line_run_all_year"
        numbers.append(Number("power", figure.quantity, figure.figure_id))
    elif estimate.times != 1:
        template = "line_times"
        numbers.append(Number("each", figure.quantity, figure.figure_id))
    composer.claim(
        template,
        numbers,
        cites=[figure.figure_id],
        subject=composer.label(figure),
        count=f"{estimate.times:,.10g}",
        details=speaker.details(figure),
    )
    composer.figure_caveat(figure)


def _note_differences(done: Sequence[Compared], composer: Composer) -> None:
    """Say in the same breath when periods or measures differ."""
    wording, speaker = composer.speaker.wording, composer.speaker
    figures = [e.figure for part in done for e in part.members]
    periods = dict.fromkeys(f.period.text for f in figures if f.period)
    years = {Period.parse(p).year or p for p in periods}
    separator = wording.say("list_separator")
    if len(years) > 1 and not composer.are_apart_by_time:
        shown = separator.join(speaker.period(p) for p in periods)
        composer.caveat(wording.say("caveat_periods_differ", periods=shown))
    measures = dict.fromkeys(f.measure_id for f in figures)
    if len(measures) > 1 and len({f.subject_id for f in figures}) > 1:
        named = separator.join(speaker.measure(m) for m in measures)
        composer.caveat(wording.say("caveat_measures_differ", measures=named))


def _interpretation(sides: Sequence[Side], composer: Composer) -> str:
    speaker = composer.speaker
    figures = [s.lead for side in sides for s in side.selections]
    measures = dict.fromkeys(s.measure.measure_id for side in sides for s in side.selections)
    periods = {f.period.text if f.period else None for f in figures}
    period = periods.pop() if len(periods) == 1 else ""
    return speaker.wording.say(
        "interpretation",
        subjects=speaker.wording.say("list_and").join(
            dict.fromkeys(
                speaker.subject(side.topic.subject_id, side.topic.region) for side in sides
            )
        ),
        measure=speaker.wording.say("list_separator").join(speaker.measure(m) for m in measures),
        period=speaker.wording.say("period_latest") if period == "" else speaker.period(period),
    )
