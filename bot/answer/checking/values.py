"""Judges a statement that gives one thing's value: Bitcoin uses 150 TWh a year."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.answer.checking.judgement import (
    Judgement,
    contradicted,
    in_order,
    is_good,
    is_measured,
    supported,
    unknown,
)
from bot.answer.checking.statements import Statement
from bot.answer.checking.tolerance import Claimed, claimed_interval, fit, within_spread
from bot.answer.figures import FigureFinder, in_unit
from bot.answer.intervals import high, low, scaled
from bot.answer.question import Topic
from knowledge.errors import UnitError
from knowledge.records import Figure, Quantity
from knowledge.units import convert, dimension_of, split_unit
from knowledge.words import Measure

FUELS = ("coal", "gas", "oil", "nuclear", "solar", "wind", "hydro")
_RECENT_YEARS = 2  # without a year, a claim is about the newest figures and those just before
_HOURS_A_YEAR = 8760
_GENERIC = ("electricity_consumption", "power_demand", "electricity_demand")
_MIXED_FAMILIES = ("power", "generation", "share", "per_item", "count")  # of different scopes
_SLIPS = {"W": "Wh", "kW": "kWh", "MW": "MWh", "GW": "GWh", "TW": "TWh"}
_SLIPS |= {energy: power for power, energy in _SLIPS.items()}
_PREFIX_STEPS = (1e-6, 1e-3, 1e3, 1e6)


@dataclass(frozen=True, slots=True)
class Match:
    """A figure in the claim's unit, and how it fits."""

    figure: Figure
    quantity: Quantity
    fit: str


def judge_value(statement: Statement, finder: FigureFinder) -> Judgement:
    """Judge the first number of a statement about one subject."""
    topic = statement.topics[0]
    subject = finder.vocabulary.subject(topic.subject_id)
    asked, per_year = _plain_quantity(statement, finder.vocabulary.measure(subject.measure))
    claimed = claimed_interval(asked, hedged=statement.is_hedged)
    covers = subject.covers
    if covers:
        return _judge_umbrella(
            statement, topic, covers, asked=asked, claimed=claimed, finder=finder
        )
    is_hourly = split_unit(statement.amounts[0].quantity.unit or "")[1] == "h"
    if statement.counts_time or (statement.shows("other_span") and not is_hourly):
        return unknown("other_span", _nearest(topic, statement, asked, finder, per_year=per_year))
    options = [topic, *(Topic(r, topic.region) for r in subject.readings)]
    for option in options:
        figures = _candidates(option, statement, asked, finder, per_year=per_year)
        if figures:
            return _judge(figures, statement, asked, claimed, finder)
    return _without_figures(topic, statement, asked, claimed, finder)


def _plain_quantity(statement: Statement, measure: Measure) -> tuple[Quantity, bool]:
    """The claimed quantity without its "per year" or "per question", and whether it is yearly."""
    quantity = statement.amounts[0].quantity
    base, per = split_unit(quantity.unit or "")
    if per == "h" and measure.basis == "per_item" and dimension_of(base) == measure.dimension:
        return replace(quantity, unit=base), False  # an hour is the item: 0.08 kWh per hour
    if per is None or dimension_of(quantity.unit or "") in ("carbon_intensity", "hash_rate"):
        return quantity, statement.shows("per_year")
    if per in ("query", "prompt", "item", "transaction", "image", "yr"):
        return replace(quantity, unit=base), per == "yr"
    if dimension_of(quantity.unit or "") == "energy_per_time":
        factor = (
            convert(1.0, quantity.unit or "", "W")
            if _convertible(quantity.unit or "", "W")
            else 0.0
        )
        if factor:
            return scaled(quantity, factor, unit="W"), True
    return quantity, statement.shows("per_year")


def _convertible(unit: str, to: str) -> bool:
    try:
        convert(1.0, unit, to)
    except UnitError:
        return False
    return True


def _candidates(
    topic: Topic, statement: Statement, asked: Quantity, finder: FigureFinder, *, per_year: bool
) -> list[Figure]:
    """Figures of the subject and place whose measure the claimed quantity can be of."""
    figures_of = finder.knowledge.figures(subject_ids=(topic.subject_id,))
    region = region_of(topic, figures_of)
    figures = [
        f
        for f in figures_of
        if f.region == region and expressed(f, asked.unit or "", finder) is not None
    ]
    wanted = _measures(topic, figures, statement, finder)
    vocabulary = finder.vocabulary
    kept = [f for f in figures if f.measure_id in wanted]
    if per_year:
        kept = [f for f in kept if vocabulary.measure(f.measure_id).basis != "per_item"]
    per = split_unit(statement.amounts[0].quantity.unit or "")[1]
    if per in ("query", "prompt", "transaction", "image"):
        kept = [f for f in kept if vocabulary.measure(f.measure_id).basis == "per_item"]
    return kept


def region_of(topic: Topic, figures: Sequence[Figure]) -> str:
    """The place meant: the named one, the country itself, the world, else the usual place."""
    if topic.region is not None:
        return topic.region
    if topic.subject_id.startswith("country:"):
        return topic.subject_id.removeprefix("country:")
    regions = [f.region for f in figures]
    if "world" in regions or not regions:
        return "world"
    return max(sorted(set(regions)), key=regions.count)


def _measures(
    topic: Topic, figures: Sequence[Figure], statement: Statement, finder: FigureFinder
) -> frozenset[str]:
    """Which of the measures at hand the statement means; none when that is not clear."""
    present = {f.measure_id for f in figures}
    asked = statement.question.measure_id
    default = finder.vocabulary.subject(topic.subject_id).measure
    if topic.subject_id.startswith("country:") and (fuel := _fuel(statement)) is not None:
        return frozenset((fuel,)) & present
    if asked in present and asked not in _GENERIC:
        return frozenset((asked,))
    if asked is not None and asked not in _GENERIC:
        dimension = finder.vocabulary.measure(asked).dimension
        same = {m for m in present if finder.vocabulary.measure(m).dimension == dimension}
        family = finder.vocabulary.measure(asked).family
        near = {m for m in same if finder.vocabulary.measure(m).family == family}
        if near and family not in _MIXED_FAMILIES:
            return frozenset(near)
        return frozenset(same) if len(same) == 1 and dimension != "power" else frozenset()
    if default in present:
        family = finder.vocabulary.measure(default).family
        if family in _MIXED_FAMILIES:
            return frozenset((default,))
        return frozenset(m for m in present if finder.vocabulary.measure(m).family == family)
    families = {finder.vocabulary.measure(m).family for m in present}
    return frozenset(present) if len(families) == 1 else frozenset()


def _fuel(statement: Statement) -> str | None:
    """The measure of generation from the one fuel that a statement names."""
    named = [name for name in FUELS if statement.shows(name)]
    return f"generation_{named[0]}" if len(named) == 1 else None


def expressed(figure: Figure, unit: str, finder: FigureFinder) -> Quantity | None:
    """A figure in the claimed unit; yearly energy and power meet through a full year."""
    have, want = dimension_of(figure.unit), dimension_of(unit)
    topic = Topic(figure.subject_id)
    if have == want:
        if figure.unit == unit:
            return figure.quantity
        estimate = in_unit(topic, figure, unit, derivation_id="d0")
        return estimate.quantity if estimate else None
    basis = finder.vocabulary.measure(figure.measure_id).basis
    if (have, want) == ("power", "energy") and figure.measure_id == "power_demand":
        estimate = in_unit(topic, figure, unit, derivation_id="d0")
        return estimate.quantity if estimate else None
    if (have, want) == ("energy", "power") and basis == "per_year":
        factor = convert(1.0, figure.unit, "Wh") / _HOURS_A_YEAR / convert(1.0, unit, "W")
        return scaled(figure.quantity, factor, unit=unit)
    if (have, want) in (("carbon_intensity", "carbon_intensity"), ("mass", "mass")):
        return figure.quantity
    return None


def _judge(
    figures: Sequence[Figure],
    statement: Statement,
    asked: Quantity,
    claimed: Claimed,
    finder: FigureFinder,
) -> Judgement:
    cited = _by_source(figures, statement, finder)
    if cited is not None and not cited:
        return unknown("other_source", in_order([f for f in figures if is_good(f)], finder)[:2])
    pool = _of_period(cited or figures, statement, finder)
    if not pool:
        return unknown("other_period", _closest_in_time(figures, statement, finder))
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
    borne = _borne_out(good, statement, asked=asked, claimed=claimed, finder=finder)
    if borne is not None:
        return borne
    revised = _by_lesser_figures([m.figure for m in ranked if m.fit == "match"], leading)
    if revised is not None:
        return revised
    is_near = any(m.fit == "near" for m in ranked) or not good
    if not statement.periods:
        seen = [m.figure for m in ranked]
        older = _older_match(figures, seen, asked, claimed, finder)
        if older:
            evidence = [older[0], *leading]
            return supported(evidence) if is_near else contradicted(evidence, "outdated")
    if is_near:
        return unknown("near", leading)
    return contradicted(leading, _slip(claimed, [m.quantity for m in good]))


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
    near = [f for f in borne if _has_value_near(f, claimed, asked, finder)]
    if not near and good[0].figure not in borne:
        return unknown("near", [good[0].figure, *borne[:1]])  # the edge of a lesser figure's range
    lead = near or borne
    evidence = [*lead[:2], *[m.figure for m in good if m.figure not in lead][:2]]
    if statement.question.wants_projection or lead[0].status == "projected":
        return supported(evidence, "projected")
    differs = any(m.fit == "apart" for m in good) or not near
    return supported(evidence, "spread" if differs else "supported")


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


def _by_source(
    figures: Sequence[Figure], statement: Statement, finder: FigureFinder
) -> list[Figure] | None:
    """The figures of the publisher that the statement names; None when it names none of ours."""
    if not statement.shows("attribution"):
        return None
    own = _own_words(statement, finder)
    names = {
        source.source_id: f"{source.publisher} {source.reports or ''}".lower()
        for source in finder.knowledge.sources()
    }
    words = statement.question.text.replace(",", " ").split()
    named = [w.strip(".:'’()").lower() for w in words if len(w) >= 3 and w[0].isupper()]
    known = {
        w
        for w in named
        if w.isascii()
        and w not in own
        and not statement.patterns.shows("claim_word", w)
        and w not in statement.patterns.stop_words
        and any(w in name.split() for name in names.values())
    }
    if not known:
        return None
    return [f for f in figures if any(w in names[f.source_id].split() for w in known)]


def _own_words(statement: Statement, finder: FigureFinder) -> set[str]:
    """The words of the subjects' own names: "Bitcoin" names no publisher here."""
    subjects = [finder.vocabulary.subject(t.subject_id) for t in statement.topics]
    names = [n for s in subjects for n in (s.names.en, *s.aliases_en)]
    return {word for name in names for word in name.lower().split()}


def _of_period(
    figures: Sequence[Figure], statement: Statement, finder: FigureFinder
) -> list[Figure]:
    """Figures of the stated year; without one, the newest and those of the years just before."""
    if statement.periods:
        asked = statement.periods[0]
        return [
            f
            for f in figures
            if f.period is None
            or f.period.text == asked.text
            or (asked.year is not None and f.period.year == asked.year)
            or (
                asked.year is not None
                and f.period.start.year == f.period.end.year == asked.year
                and finder.vocabulary.measure(f.measure_id).basis != "per_year"
            )
        ]
    if statement.question.wants_projection or statement.shows("future"):
        return [f for f in figures if f.status == "projected"]
    dated = [f for f in figures if f.status != "projected" and is_good(f)] or [
        f for f in figures if f.status != "projected"
    ]
    if not dated:
        return []
    newest = max((f.period.end.year for f in dated if f.period), default=0)
    return [
        f
        for f in figures
        if f.status != "projected"
        and (f.period is None or f.period.end.year >= newest - _RECENT_YEARS)
    ]


def _closest_in_time(
    figures: Sequence[Figure], statement: Statement, finder: FigureFinder
) -> list[Figure]:
    year = statement.periods[0].start.year if statement.periods else finder.today.year
    good = [f for f in in_order(figures, finder) if is_good(f)] or in_order(figures, finder)
    return sorted(good, key=lambda f: abs(f.period.start.year - year) if f.period else 0)[:2]


def _older_match(
    figures: Sequence[Figure],
    seen: Sequence[Figure],
    asked: Quantity,
    claimed: Claimed,
    finder: FigureFinder,
) -> list[Figure]:
    if claimed.bound != "none":
        return []
    earlier = [f for f in figures if f not in seen and f.status != "projected" and is_good(f)]
    return [
        f
        for f in in_order(earlier, finder)
        if (quantity := expressed(f, asked.unit or "", finder)) is not None
        and fit(claimed, quantity, measured=True) == "match"
    ]


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
        figures = _candidates(Topic(member, topic.region), statement, asked, finder, per_year=True)
        if figures:
            result = _judge(figures, statement, asked, claimed, finder)
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
        figures = _candidates(topic, statement, other, finder, per_year=False)
        fitting = [
            f
            for f in _of_period(figures, statement, finder)
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
    figures = _candidates(topic, statement, asked, finder, per_year=per_year)
    if not figures:
        default = finder.vocabulary.subject(topic.subject_id).measure
        figures = list(
            finder.knowledge.figures(subject_ids=(topic.subject_id,), measure_ids=(default,))
        )
    region = region_of(topic, figures)
    local = [f for f in figures if f.region == region] or figures
    good = [f for f in local if is_good(f) and f.status != "projected"]
    return in_order(good, finder)[:1]
