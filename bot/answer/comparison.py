"""Compares two to six subjects: ratios and differences that keep their ranges."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.answer.charting import estimate_chart
from bot.answer.composition import Composer
from bot.answer.figures import FigureFinder
from bot.answer.intervals import difference, high, low, ratio
from bot.answer.lookup import distinct, note_age, note_conflict
from bot.answer.question import Direction
from bot.answer.records import Answer, Number
from bot.answer.selection import Estimate, Selection, in_unit
from bot.answer.sides import Side, sides_unit
from knowledge.records import Period, Quantity
from knowledge.units import convert, dimension_of

_MAX_ALTERNATIVES = 2
_TINY = 0.001
_LEAST_READABLE, _MOST_READABLE = 0.01, 1e6


@dataclass(frozen=True, slots=True)
class Compared:
    """One side's members expressed in the common unit, the leading one first.

    The alternatives are other sources' values for the leading member.
    """

    side: Side
    members: tuple[Estimate, ...]
    alternatives: tuple[Estimate, ...]


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
        _state_ratio(
            done[0], member, other, composer, direction, first=index == 0, picks_one=picks_one
        )
        for index, (member, other) in enumerate(
            (member, other) for other in done[1:] for member in done[0].members
        )
    ]
    _flip_umbrella(done, composer, direction)
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
        verdict=_overall(verdicts) if direction and not picks_one else None,
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
    if unit is None or any(dimension_of(f.unit) != dimension_of(unit) for f in leads):
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
            members.append(composer.adopt(estimate))
    if not members:
        return None
    alternatives = [] if side.is_umbrella else _alternatives(side.selections[0], unit, composer)
    return Compared(side, tuple(members), tuple(alternatives))


def _alternatives(selection: Selection, unit: str, composer: Composer) -> list[Estimate]:
    figures = [
        f
        for f in distinct([selection.lead, *selection.others])[1:]
        if f.standing in ("preferred", "ok") and dimension_of(f.unit) == dimension_of(unit)
    ][:_MAX_ALTERNATIVES]
    found = []
    for figure in figures:
        estimate = in_unit(selection.topic, figure, unit, derivation_id="d0")
        if estimate is not None:
            composer.cite_figure(figure)
            found.append(estimate)
    return found


def _state_ratio(
    left: Compared,
    member: Estimate,
    right: Compared,
    composer: Composer,
    direction: Direction | None,
    *,
    first: bool,
    picks_one: bool = False,
) -> bool | None:
    """Claim how many times the right side the member is; return whether it is more."""
    speaker = composer.speaker
    other = right.members[0]
    quotient = ratio(member.quantity, other.quantity)
    verdict = _verdict(left, member, right, direction)
    if quotient is None:
        return _state_gap(member, other, verdict, composer, direction)
    steps = f"{_shown(member)} ÷ {_shown(other)}"
    inputs = [_input_of(member), _input_of(other)]
    derivation = composer.derive("ratio", inputs, steps, quotient)
    composer.claim(
        _ratio_template(left, verdict, direction, first=first, picks_one=picks_one),
        [Number("ratio", quotient, None, derivation.derivation_id)],
        cites=[member.figure.figure_id, other.figure.figure_id],
        verdict=verdict if direction and not picks_one else None,
        left=_loaded(member, composer),
        right=_loaded(other, composer),
        picked=composer.label((member if verdict else other).figure),
        umbrella=speaker.subject(left.side.topic.subject_id, left.side.topic.region),
    )
    return verdict


def _state_gap(
    member: Estimate,
    other: Estimate,
    verdict: bool | None,
    composer: Composer,
    direction: Direction | None,
) -> bool | None:
    """Claim the difference where there is no ratio, for the other side may be nothing."""
    gap = difference(member.quantity, other.quantity)
    if low(gap) < 0:
        return verdict
    inputs = [_input_of(member), _input_of(other)]
    steps = f"{_shown(member)} − {_shown(other)}"
    derivation = composer.derive("difference", inputs, steps, gap)
    opening = {True: "opening_yes", False: "opening_no", None: "opening_none"}
    composer.claim(
        "headline_gap",
        [Number("value", gap, None, derivation.derivation_id)],
        cites=[member.figure.figure_id, other.figure.figure_id],
        verdict=verdict if direction else None,
        left=_loaded(member, composer),
        right=_loaded(other, composer),
        opening=composer.speaker.wording.say(opening[verdict if direction else None]),
    )
    return verdict


def _ratio_template(
    left: Compared,
    verdict: bool | None,
    direction: Direction | None,
    *,
    first: bool,
    picks_one: bool,
) -> str:
    if not first:
        return "line_ratio"
    if left.side.is_umbrella and len(left.members) > 1:
        return "headline_umbrella"
    if direction is None:
        return "headline_ratio"
    if picks_one and verdict is not None:
        return "headline_which"
    return {True: "headline_yes", False: "headline_no", None: "headline_depends"}[verdict]


def _verdict(
    left: Compared, member: Estimate, right: Compared, direction: Direction | None
) -> bool | None:
    """Whether the member is more (less) than the right side over all ranges and sources."""
    lefts = [member, *(left.alternatives if not left.side.is_umbrella else ())]
    rights = [*right.members, *right.alternatives]
    gaps = [difference(_possible(a), _possible(b)) for a in lefts for b in rights]
    if all(low(gap) > 0 for gap in gaps):
        return direction != "less"
    if all(high(gap) < 0 for gap in gaps):
        return direction == "less"
    return None


def _possible(estimate: Estimate) -> Quantity:
    """What a side may really use: of a capacity, anything up to running all year."""
    if estimate.derivation is None:
        return estimate.quantity
    most = high(estimate.quantity)
    return Quantity(most, estimate.quantity.unit, lower=0.0, upper=most)


def _loaded(estimate: Estimate, composer: Composer) -> str:
    """Name a side; a capacity whose use is not known says that it runs all year."""
    label = composer.label(estimate.figure)
    if estimate.derivation is None:
        return label
    return composer.speaker.wording.say("at_full_load", subject=label)


def _overall(verdicts: Sequence[bool | None]) -> bool | None:
    return verdicts[0] if len(set(verdicts)) == 1 else None


def _flip_umbrella(
    done: Sequence[Compared], composer: Composer, direction: Direction | None
) -> None:
    """When a right side is an umbrella, state the ratio to each of its members too."""
    for part in done[1:]:
        if not part.side.is_umbrella:
            continue
        for member in part.members[1:]:
            single = Compared(part.side, (member,), ())
            _state_ratio(done[0], done[0].members[0], single, composer, direction, first=False)


def state_estimate(estimate: Estimate, composer: Composer) -> None:
    """State one figure of a comparison, or its energy if it ran all year."""
    speaker, figure = composer.speaker, estimate.figure
    template = "line_run_all_year" if estimate.derivation else "line_figure"
    numbers = [composer.estimate_number("value", estimate)]
    if estimate.derivation:
        numbers.append(Number("power", figure.quantity, figure.figure_id))
    composer.claim(
        template,
        numbers,
        cites=[figure.figure_id],
        subject=composer.label(figure),
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


def _input_of(estimate: Estimate) -> str:
    return estimate.derivation.derivation_id if estimate.derivation else estimate.figure.figure_id


def _shown(estimate: Estimate) -> str:
    quantity = estimate.quantity
    if quantity.value is not None:
        return f"{quantity.value:,.6g} {quantity.unit}"
    return f"{low(quantity):,.6g}–{high(quantity):,.6g} {quantity.unit}"
