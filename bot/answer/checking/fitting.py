"""Judges a claimed amount by the figures that it can be of: borne out, near, or wrong and how."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from bot.answer.checking.candidates import expressed
from bot.answer.checking.judgement import (
    Judgement,
    contradicted,
    in_order,
    is_good,
    is_measured,
    supported,
    unknown,
)
from bot.answer.checking.narrowing import by_source, closest_in_time, of_period, older_match
from bot.answer.checking.statement import Statement
from bot.answer.checking.tolerance import (
    Claimed,
    fit,
    may_be_counted_otherwise,
    within_spread,
)
from bot.answer.figures import FigureFinder
from bot.answer.intervals import high, low
from knowledge.records import Figure, Quantity
from knowledge.units import dimension_of

_CHANGED = 3.0  # a figure that many times off the newest is of a thing that has changed since
_OTHER_SIZE = 1e5  # a claim of one thing is not refuted by the total of all of them
_TO_COME = ("announced", "projected")
_PREFIX_STEPS = (1e-6, 1e-3, 1e3, 1e6)


@dataclass(frozen=True, slots=True)
class Match:
    """A figure in the claim's unit, and how it fits."""

    figure: Figure
    quantity: Quantity
    fit: str


def judge_by_figures(
    figures: Sequence[Figure],
    statement: Statement,
    asked: Quantity,
    claimed: Claimed,
    finder: FigureFinder,
) -> Judgement:
    """Judge by the figures of the time and the source that are named, where some are."""
    cited = by_source(figures, statement, finder)
    if cited is not None and not cited:
        return unknown("other_source", in_order([f for f in figures if is_good(f)], finder)[:2])
    pool = of_period(cited or figures, statement, finder)
    if not pool:
        return unknown("other_period", closest_in_time(figures, statement, finder))
    matches = [
        Match(f, quantity, fit(claimed, quantity, measured=is_measured(f)))
        for f in pool
        if (quantity := expressed(f, asked.unit or "", finder)) is not None
    ]
    return _verdict(matches, figures, statement, asked=asked, claimed=claimed, finder=finder)


def _verdict(
    matches: Sequence[Match],
    figures: Sequence[Figure],
    statement: Statement,
    *,
    asked: Quantity,
    claimed: Claimed,
    finder: FigureFinder,
) -> Judgement:
    order = {f.figure_id: at for at, f in enumerate(in_order([m.figure for m in matches], finder))}
    ranked = sorted(matches, key=lambda m: order[m.figure.figure_id])
    good = [m for m in ranked if is_good(m.figure)]
    good = [m for m in good if not m.figure.is_extracted] or good
    leading = [m.figure for m in (good or ranked)[:2]]
    if statement.unknown:
        return unknown("words_unknown", leading, words=", ".join(statement.unknown[:3]))
    if good and all(_is_of_another_size(m, claimed) for m in good):
        slip = _slip(claimed, [m.quantity for m in good])
        return contradicted(leading, slip) if slip != "contradicted" else _of_other_scope(leading)
    borne = _borne_out(good, statement, asked=asked, claimed=claimed, finder=finder)
    if borne is not None:
        return borne
    revised = _by_lesser_figures([m.figure for m in ranked if m.fit == "match"], leading)
    if revised is not None:
        return revised
    is_near = any(m.fit == "near" for m in ranked) or not good
    if not statement.periods:
        seen = [m.figure for m in ranked]
        older = older_match(figures, seen, asked, claimed, finder)
        if older:
            evidence = [older[0], *leading]
            return supported(evidence) if is_near else contradicted(evidence, "outdated")
    slip = _slip(claimed, [m.quantity for m in good])
    if is_near or (slip == "contradicted" and _is_one_estimate(good, claimed)):
        return unknown("near", leading)
    is_same_kind = any(dimension_of(m.figure.unit) == dimension_of(asked.unit or "") for m in good)
    if slip == "contradicted" and not is_same_kind:
        return _of_other_scope(leading)  # a year's energy says little of a power, nor the reverse
    return contradicted(leading, slip)


def _is_one_estimate(good: Sequence[Match], claimed: Claimed) -> bool:
    """Whether an intensity is known by one source's estimate alone, of no year.

    Others count the making, the fuel's way or the waste otherwise.
    """
    if any(dimension_of(m.figure.unit) != "carbon_intensity" for m in good):
        return False
    is_lone = len({m.figure.source_id for m in good}) == 1
    if not is_lone or any(m.figure.period or m.figure.status != "estimated" for m in good):
        return False
    return any(may_be_counted_otherwise(claimed, m.quantity) for m in good)


def _is_of_another_size(match: Match, claimed: Claimed) -> bool:
    """Whether a figure is so far off that it must be of something else: a fridge, all fridges."""
    ends = [abs(end) for end in (claimed.low, claimed.high) if 0 < abs(end) < math.inf]
    sizes = [abs(s) for s in (low(match.quantity), high(match.quantity)) if s]
    if not ends or not sizes:
        return False
    return min(sizes) > _OTHER_SIZE * max(ends) or min(ends) > _OTHER_SIZE * max(sizes)


def _of_other_scope(leading: Sequence[Figure]) -> Judgement:
    return unknown("other_measure", leading)


def _borne_out(
    good: Sequence[Match],
    statement: Statement,
    *,
    asked: Quantity,
    claimed: Claimed,
    finder: FigureFinder,
) -> Judgement | None:
    """Support by a figure that fits, or by the spread of several for one time."""
    borne = [m.figure for m in good if m.fit == "match"]
    if not borne:
        one_time = len({m.figure.period for m in good}) == 1
        if one_time and within_spread(claimed, [m.quantity for m in good]):
            return supported([m.figure for m in good[:3]], "spread")
        return None
    other_time = _of_another_time(borne, good, statement)
    if other_time is not None:
        return other_time
    if claimed.bound != "none" and good[0].figure not in borne:
        return unknown("overlap", [good[0].figure, *borne[:1]])  # “over” by one, not by the best
    near = [f for f in borne if _has_value_near(f, claimed, asked, finder)]
    is_range = asked.value is None and claimed.bound == "none"  # outside of it now, else
    if (is_range or not near) and good[0].figure not in borne:  # the edge of a lesser one's range
        return unknown("near", [good[0].figure, *borne[:1]])
    lead = near or borne
    evidence = [*lead[:2], *[m.figure for m in good if m.figure not in lead][:2]]
    if _is_a_scenario(lead[0], good, finder) and not statement.shows("scenario"):
        return unknown("overlap", [good[0].figure, *lead[:1]])
    if statement.question.wants_projection or lead[0].status == "projected":
        return supported(evidence, "projected" if good[0].figure in borne else "spread")
    differs = any(m.fit == "apart" for m in good) or not near
    return supported(evidence, "spread" if differs else "supported")


def _of_another_time(
    borne: Sequence[Figure], good: Sequence[Match], statement: Statement
) -> Judgement | None:
    """What is planned does not run for that, and what long was is no longer."""
    if statement.shows("runs_now") and all(f.status in _TO_COME for f in borne):
        return unknown("to_come", borne[:1])
    if not statement.periods and _is_long_past(borne, good):
        return contradicted([borne[0], good[0].figure], "outdated")
    return None


def _is_a_scenario(figure: Figure, good: Sequence[Match], finder: FigureFinder) -> bool:
    """Whether a publisher's leading projection for that time is another: a high case, say."""
    lead = good[0]
    if figure.status != "projected" or lead.fit != "apart" or lead.figure.period != figure.period:
        return False
    sources = [finder.knowledge.source(f.source_id) for f in (figure, lead.figure)]
    return sources[0].publisher == sources[1].publisher


def _is_long_past(borne: Sequence[Figure], good: Sequence[Match]) -> bool:
    """Whether all of the newest figures are several times off: the thing has changed since."""
    newest = max((m.figure.period.end.year for m in good if m.figure.period), default=0)
    now = [m for m in good if m.figure.period and m.figure.period.end.year == newest]
    if not now or any(f.period is None or f.period.end.year == newest for f in borne):
        return False
    sizes = [size for f in borne if (size := abs(f.value_si or 0.0))]
    return bool(sizes) and all(
        (size := abs(m.figure.value_si or 0.0)) == 0
        or min(sizes) > _CHANGED * size
        or size > _CHANGED * max(sizes)
        for m in now
    )


def _by_lesser_figures(fitting: Sequence[Figure], leading: Sequence[Figure]) -> Judgement | None:
    """What only a revised, a doubtful or an added source's figure bears out is not borne out."""
    curated = [f for f in fitting if not f.is_extracted]
    if any(f.standing == "superseded" for f in curated):
        return contradicted([*curated[:1], *leading], "superseded")
    if fitting and not curated and not leading[0].is_extracted:
        return unknown("only_added", [*leading, *fitting[:2]])
    if fitting:
        return unknown("only_caution", [*fitting[:2], *leading[:1]])
    return None


def _has_value_near(
    figure: Figure, claimed: Claimed, asked: Quantity, finder: FigureFinder
) -> bool:
    """Whether the published value itself bears the claim out, not only its range."""
    quantity = expressed(figure, asked.unit or "", finder)
    if quantity is None or quantity.value is None:
        return quantity is not None
    return fit(claimed, Quantity(quantity.value, quantity.unit), measured=True) == "match"


def _slip(claimed: Claimed, published: Sequence[Quantity]) -> str:
    """Which slip explains a wrong number: another prefix, or nothing known."""
    for step in _PREFIX_STEPS:
        moved = Claimed(claimed.low * step, claimed.high * step, claimed.slack)
        if claimed.bound == "none" and any(
            fit(moved, q, measured=True) == "match" and high(q) <= 3 * low(q)
            for q in published
            if low(q) > 0
        ):
            return "prefix_slip"
    return "contradicted"
