"""Judges a statement that gives one thing's value: Bitcoin uses 150 TWh a year."""

from collections.abc import Sequence
from dataclasses import replace

from bot.answer.checking.candidates import candidates, expressed, plain_quantity, region_of
from bot.answer.checking.fitting import judge_by_figures
from bot.answer.checking.judgement import (
    Judgement,
    contradicted,
    in_order,
    is_good,
    supported,
    unknown,
)
from bot.answer.checking.narrowing import of_period
from bot.answer.checking.rates import SPAN_PATTERNS
from bot.answer.checking.statement import Statement
from bot.answer.checking.tolerance import Claimed, claimed_interval, fit
from bot.answer.figures import FigureFinder
from bot.answer.intervals import scaled
from bot.answer.question import Topic
from knowledge.records import Figure, Quantity
from knowledge.units import dimension_of, split_unit

_SLIPS = {"W": "Wh", "kW": "kWh", "MW": "MWh", "GW": "GWh", "TW": "TWh"}
_SLIPS |= {energy: power for power, energy in _SLIPS.items()}
_A_DAY = "electricity_per_day"


def judge_value(statement: Statement, finder: FigureFinder) -> Judgement:
    """Judge the first number of a statement about one subject."""
    topic = statement.topics[0]
    subject = finder.vocabulary.subject(topic.subject_id)
    asked, per_year = plain_quantity(statement, finder.vocabulary.measure(subject.measure))
    measure = finder.vocabulary.measure(subject.measure)
    count = _count(statement)
    if count != 1 and (measure.basis == "per_item" or measure.measure_id == "rated_power"):
        asked = scaled(asked, 1 / count)
    claimed = claimed_interval(asked, hedged=statement.is_hedged)
    readings = dict.fromkeys((*topic.others, *subject.readings))
    covers = subject.covers
    if covers:
        return _judge_umbrella(
            statement, topic, covers, asked=asked, claimed=claimed, finder=finder
        )
    options = (topic, *(Topic(r, topic.region) for r in readings))
    daily = _of_a_day(options, statement, finder)
    if daily is not None:
        return daily
    if statement.counts_time or _is_of_other_span(statement):
        return unknown("other_span", _nearest(topic, statement, asked, finder, per_year=per_year))
    results = [
        judge_by_figures(figures, statement, asked, claimed, finder)
        for option in options
        if (figures := candidates(option, statement, asked, finder, per_year=per_year))
    ]
    if not results:
        return _without_figures(topic, statement, asked, claimed, finder)
    if results[0].verdict is not False:
        return results[0]
    other = _of_other_power(topic, asked, claimed, finder)
    if other is not None and not statement.periods:
        return unknown("umbrella", [*results[0].figures[:1], other])
    kinder = (r for r in results if r.verdict is True or r.reason == "only_caution")
    return next(kinder, results[0])


def _of_a_day(
    options: Sequence[Topic], statement: Statement, finder: FigureFinder
) -> Judgement | None:
    """Judge what is used in a day by what is published of a day; None without such a figure."""
    quantity = statement.amounts[0].quantity
    base, per = split_unit(quantity.unit or "")
    if per != "day":
        return None
    subjects = [option.subject_id for option in options]
    figures = finder.knowledge.figures(
        subject_ids=subjects, measure_ids=(_A_DAY,), regions=(options[0].region or "world",)
    )
    asked = replace(quantity, unit=base)
    claimed = claimed_interval(asked, hedged=statement.is_hedged)
    return judge_by_figures(figures, statement, asked, claimed, finder) if figures else None


def _count(statement: Statement) -> float:
    """How many of a thing are spoken of: 「H100を10万台」."""
    counts = (q.value for q in statement.question.quantities if q.unit is None and q.value)
    return next((count for count in counts if count > 1), 1.0)


def _of_other_power(
    topic: Topic, asked: Quantity, claimed: Claimed, finder: FigureFinder
) -> Figure | None:
    """A site's planned, contracted or full power that bears out what its power now does not."""
    if dimension_of(asked.unit or "") != "power":
        return None
    figures = finder.knowledge.figures(subject_ids=(topic.subject_id,))
    powers = [
        f for f in in_order(figures, finder) if is_good(f) and dimension_of(f.unit) == "power"
    ]
    return next(
        (
            f
            for f in powers
            if (quantity := expressed(f, asked.unit or "", finder)) is not None
            and fit(claimed, quantity, measured=True) == "match"
        ),
        None,
    )


def _is_of_other_span(statement: Statement) -> bool:
    """Whether a time is spoken of that no yearly figure is of; a rate a day or month is yearly."""
    span = statement.amounts[0]
    if split_unit(span.quantity.unit or "")[1] not in ("h", "day", "month"):
        return statement.shows("other_span")
    rest = statement.lowered.replace(span.text.lower(), " ")
    for told in (p for name in SPAN_PATTERNS for p in statement.patterns.of(name)):
        rest = told.sub(" ", rest)
    return statement.patterns.shows("other_span", rest)


def _judge_umbrella(
    statement: Statement,
    topic: Topic,
    covers: Sequence[str],
    *,
    asked: Quantity,
    claimed: Claimed,
    finder: FigureFinder,
) -> Judgement:
    """Judge a name that covers several things: only those that bear the name bear a claim out."""
    name = finder.vocabulary.subject(topic.subject_id).names.en.lower()
    results = []
    for member in covers:
        figures = candidates(Topic(member, topic.region), statement, asked, finder, per_year=True)
        if figures:
            result = judge_by_figures(figures, statement, asked, claimed, finder)
            bears = name in finder.vocabulary.subject(member).names.en.lower().split()
            results.append((bears, result))
    own = [r for bears, r in results if bears]
    if any(r.verdict is True for r in own):
        figures_of = [f for r in own for f in r.figures]
        return supported(figures_of, "spread")
    wider = [r for bears, r in results if not bears and r.verdict is True]
    evidence = [f for r in own for f in r.figures[:1]]
    if wider and own and all(r.verdict is False for r in own):
        return contradicted([*wider[0].figures[:1], *evidence], "wider_scope")
    if own and all(r.verdict is False for _, r in results):
        return contradicted(evidence)
    return unknown("umbrella", evidence or [f for _, r in results for f in r.figures[:1]])


def _without_figures(
    topic: Topic,
    statement: Statement,
    asked: Quantity,
    claimed: Claimed,
    finder: FigureFinder,
) -> Judgement:
    """No figure of that kind: a unit mistaken for another, or unknown with the nearest."""
    slipped = _SLIPS.get(asked.unit or "")
    if slipped is not None:
        other = replace(asked, unit=slipped)
        figures = candidates(topic, statement, other, finder, per_year=False)
        fitting = [
            f
            for f in of_period(figures, statement, finder)
            if is_good(f)
            and dimension_of(f.unit) == dimension_of(slipped)
            and (quantity := expressed(f, slipped, finder)) is not None
            and fit(claimed, quantity, measured=True) == "match"
        ]
        if fitting and not statement.unknown:
            return contradicted(in_order(fitting, finder)[:2], "unit_slip")
    nearest = _nearest(topic, statement, asked, finder, per_year=False)
    return unknown("other_measure" if nearest else "no_figure", nearest)


def _nearest(
    topic: Topic, statement: Statement, asked: Quantity, finder: FigureFinder, *, per_year: bool
) -> list[Figure]:
    figures = candidates(topic, statement, asked, finder, per_year=per_year)
    if not figures:
        default = finder.vocabulary.subject(topic.subject_id).measure
        figures = list(
            finder.knowledge.figures(subject_ids=(topic.subject_id,), measure_ids=(default,))
        )
    region = region_of(topic, [f.region for f in figures])
    local = [f for f in figures if f.region == region] or figures
    good = [f for f in local if is_good(f) and f.status != "projected"]
    return in_order(good, finder)[:1]
