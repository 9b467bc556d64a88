"""Judges statements about the course of a thing over years, and about who leads the world."""

from collections.abc import Sequence

from bot.answer.checking.judgement import (
    Judgement,
    contradicted,
    in_order,
    is_good,
    supported,
    unknown,
)
from bot.answer.checking.published import judge_by_published, published_changes
from bot.answer.checking.statement import Statement
from bot.answer.checking.tolerance import claimed_interval, fit
from bot.answer.composition import Composer
from bot.answer.figures import FigureFinder
from bot.answer.intervals import low
from bot.answer.question import Topic
from bot.answer.reckoning.trend import steps_of_change
from bot.answer.reckoning.turning_points import side_of
from bot.answer.records import Number
from bot.answer.selection import Missing, Selection
from knowledge.records import Figure, Period, Quantity

_MORE_THAN, _FAR_MORE = 1.3, 1.6  # what has risen by up to 130 % has doubled
_FLAT = 0.01  # a change smaller than this is neither a rise nor a fall
_RANKED = ("country", "territory")
_COVERAGE = 0.8
_TOLD_CHANGES = (("doubled", 100.0), ("tripled", 200.0), ("quadrupled", 300.0), ("halved", 50.0))


def judge_course(statement: Statement, composer: Composer, finder: FigureFinder) -> Judgement:
    """Judge a rise or a fall between two years, and its size where one is given."""
    if statement.unknown:
        return unknown("words_unknown", words=", ".join(statement.unknown[:3]))
    if len([s for s in statement.amounts if s.quantity.unit == "%"]) > 1:
        return unknown("no_figure")  # from one share to another
    changes = published_changes(statement, finder)
    size_told = _claimed_change(statement) is not None
    published = judge_by_published(statement, changes, size_told=size_told)
    if published is not None:
        return published
    series = _series(statement, finder)
    ends = (
        _until_projected(statement, series, finder)
        or _ends(statement, series, finder)
        or _around_event(statement, finder)
    )
    if ends is None:
        return unknown("other_period", changes[:1] or in_order(series, finder)[:1])
    return _judge(statement, *ends, composer)


def _judge(statement: Statement, first: Figure, last: Figure, composer: Composer) -> Judgement:
    if not first.value or last.value is None:
        return unknown("no_figure")
    change = last.value / first.value - 1
    _state_change(first, last, change, composer)
    if statement.shows("to_zero"):
        return contradicted(()) if last.value else supported(())
    rises = statement.shows("rise")
    if rises == statement.shows("fall"):
        return unknown("near")
    if abs(change) < _FLAT:
        return unknown("near")
    if (change > 0) != rises:
        return contradicted(())
    judgement = _by_size(statement, change)
    if judgement.verdict and last.status == "projected":
        return supported((), "projected")
    return judgement


def _by_size(statement: Statement, change: float) -> Judgement:
    claimed = _claimed_change(statement)
    if claimed is None:
        return supported(())
    if claimed.qualifier == "about" and abs(change) * 100 > low(claimed):  # more than doubled
        times = abs(change) * 100 / low(claimed)
        if times <= _MORE_THAN:
            return supported(())
        return unknown("near") if change > 0 or times <= _FAR_MORE else contradicted(())
    interval = claimed_interval(claimed, hedged=True)
    found = Quantity(abs(change) * 100, "%")
    result = fit(interval, found, measured=False)
    if result == "match" or abs(low(claimed) - abs(change) * 100) < 0.6:  # points of rounding
        return supported(())
    return unknown("near") if result == "near" else contradicted(())


def _claimed_change(statement: Statement) -> Quantity | None:
    for span in statement.amounts:
        if span.quantity.unit in ("%", "%/yr"):
            return span.quantity
        if span.quantity.unit == "x":
            percent = abs(low(span.quantity) - 1) * 100
            return Quantity(percent, "%", qualifier=span.quantity.qualifier)
    at_least = statement.shows("more_than_multiplied")
    for name, percent in _TOLD_CHANGES:
        if statement.shows(name):
            return Quantity(percent, "%", qualifier="at_least" if at_least else "about")
    return None


def _series(statement: Statement, finder: FigureFinder) -> list[Figure]:
    """One source's yearly values of the subject, the source with the most years."""
    if len([t for t in statement.topics if t.subject_id != "country:world"]) > 1:
        return []
    topic = statement.topics[0]
    default = finder.vocabulary.subject(topic.subject_id).measure
    measure_id = statement.question.measure_id or default
    figures = finder.knowledge.figures(subject_ids=(topic.subject_id,), measure_ids=(measure_id,))
    if (
        not figures
        and finder.vocabulary.measure(measure_id).family
        == finder.vocabulary.measure(default).family
    ):
        figures = finder.knowledge.figures(subject_ids=(topic.subject_id,), measure_ids=(default,))
    region = (
        topic.region or topic.subject_id.removeprefix("country:")
        if topic.subject_id.startswith("country:")
        else topic.region or "world"
    )
    yearly = [
        f
        for f in figures
        if f.region == region
        and f.period
        and f.period.year
        and f.value is not None
        and f.status != "projected"
        and is_good(f)
    ]
    groups: dict[tuple[str, str], list[Figure]] = {}
    for figure in yearly:
        groups.setdefault((figure.source_id, figure.scope.en), []).append(figure)
    ordered = [groups[key] for key in sorted(groups)]
    return max(ordered, key=lambda g: (not g[0].is_extracted and len(g) > 1, len(g)), default=[])


def _until_projected(
    statement: Statement, series: Sequence[Figure], finder: FigureFinder
) -> tuple[Figure, Figure] | None:
    """The newest value, or that of the year named first, and what is projected for the last."""
    named = _named_years(statement)
    if not series or not 1 <= len(named) <= 2 or named[-1] <= finder.today.year:
        return None
    measure_id, last = series[0].measure_id, Period.parse(str(named[-1]))
    topic = statement.topics[0]
    now = finder.find(topic, measure_id=measure_id)
    then = finder.find(topic, measure_id=measure_id, period=last, projected=True)
    if isinstance(now, Missing) or isinstance(then, Missing):
        return None
    of_year = {f.period.year: f for f in series if f.period}
    first = (now.newer or now.lead) if len(named) == 1 else of_year.get(named[0])
    if first is None:
        of_first = finder.find(topic, measure_id=measure_id, period=Period.parse(str(named[0])))
        first = of_first.lead if isinstance(of_first, Selection) else None
    projected = then.lead
    if first is None or first.unit != projected.unit or projected.status != "projected":
        return None
    return first, projected


def _named_years(statement: Statement) -> list[int]:
    """The years at the ends of the times that a statement names, in order."""
    ends = [(p.start.year, p.end.year) for p in statement.periods]
    return sorted({year for pair in ends for year in pair})


def _ends(
    statement: Statement, series: Sequence[Figure], finder: FigureFinder
) -> tuple[Figure, Figure] | None:
    """The two years meant: a span, since a year until the newest, or a year on the one before."""
    years = {f.period.year: f for f in series if f.period}
    if not years or not statement.periods:
        return None
    named = _named_years(statement)
    if len(named) >= 2:
        first, last = named[0], named[-1]
    elif statement.shows("since") and not statement.shows("on_the_year"):
        first, last = named[0], max(y for y in years if y)
        newest = _newest(statement, series, finder)
        if newest is not None and newest.period and (newest.period.year or 0) > last:
            last = newest.period.year or last
            years[last] = newest
    else:
        first, last = named[0] - 1, named[0]
    if first not in years or last not in years or first == last:
        return None
    return years[first], years[last]


def _newest(statement: Statement, series: Sequence[Figure], finder: FigureFinder) -> Figure | None:
    """What is published last of the series' subject, place and measure, by whomever."""
    found = finder.find(statement.topics[0], measure_id=series[0].measure_id)
    if not isinstance(found, Selection):
        return None
    newest = found.newer or found.lead
    alike = (newest.measure_id, newest.region, newest.unit) == (
        series[0].measure_id,
        series[0].region,
        series[0].unit,
    )
    return newest if alike and is_good(newest) and newest.status != "projected" else None


def _around_event(statement: Statement, finder: FigureFinder) -> tuple[Figure, Figure] | None:
    """The figures on both sides of an event that the statement names: before the Merge, after."""
    event = statement.patterns.event(statement.lowered)
    if event is None or event.subject_id not in [t.subject_id for t in statement.topics]:
        return None
    found = finder.find(Topic(event.subject_id), measure_id=statement.question.measure_id)
    if not isinstance(found, Selection):
        return None
    before, after = (side_of(found, event, finder, before=side) for side in (True, False))
    if before is None or after is None or before.lead.unit != after.lead.unit:
        return None
    return before.lead, after.lead


def _state_change(first: Figure, last: Figure, change: float, composer: Composer) -> None:
    derivation = composer.derive(
        "growth",
        [last.figure_id, first.figure_id],
        steps_of_change(first.value or 1.0, last.value or 0.0),
        Quantity(abs(change) * 100, "%"),
    )
    speaker = composer.speaker
    composer.claim(
        "line_check_rise" if change >= 0 else "line_check_fall",
        [
            Number("first", first.quantity, first.figure_id),
            Number("last", last.quantity, last.figure_id),
            Number("change", derivation.result, None, derivation.derivation_id),
        ],
        cites=[composer.cite_figure(first), composer.cite_figure(last)],
        subject=speaker.subject(last.subject_id, last.region),
        start=speaker.period(first.period.text if first.period else None),
        end=speaker.period(last.period.text if last.period else None),
        details=speaker.details(last),
    )


def judge_rank(statement: Statement, composer: Composer, finder: FigureFinder) -> Judgement | None:
    """Judge that a country leads (or is second or third in) the world; None for other rankings."""
    countries = [t for t in statement.topics if t.subject_id.startswith("country:")]
    countries = [t for t in countries if t.subject_id != "country:world"]
    others = [t for t in statement.topics if not t.subject_id.startswith("country:")]
    if len(countries) != 1 or others or statement.unknown or statement.shows("within"):
        return None
    measure_id = rank_measure(statement)
    if measure_id is None:
        return None
    ranked = _ranking(measure_id, statement, finder)
    if len(ranked) < 2:
        return None
    place = 1 if statement.shows("second") else 2 if statement.shows("third") else 0
    if statement.shows("bottom") and not statement.shows("top"):
        ranked.reverse()
    at = next((i for i, f in enumerate(ranked) if f.subject_id == countries[0].subject_id), None)
    if at is None:
        return unknown("no_figure")
    evidence = [ranked[at], *[f for f in ranked[: place + 1] if f is not ranked[at]]]
    return supported(evidence) if at == place else contradicted(evidence)


def rank_measure(statement: Statement) -> str | None:
    """The measure by which countries are ranked: of the fuel named, else what is asked of them."""
    for fuel in ("solar", "wind", "nuclear", "hydro", "coal", "gas"):
        if statement.shows(fuel):
            return f"generation_{fuel}"
    measure_id = statement.question.measure_id
    if measure_id is None and statement.shows("emits"):
        return None
    return (
        "electricity_demand"
        if measure_id in (None, "electricity_consumption", "power_demand")
        else measure_id
    )


def _ranking(measure_id: str, statement: Statement, finder: FigureFinder) -> list[Figure]:
    """The countries of the stated year, or of the newest that most have, highest first."""
    this_year = finder.today.year
    years = (
        [statement.periods[0].year] if statement.periods else range(this_year, this_year - 4, -1)
    )
    found = [_of_year(measure_id, year, finder) for year in years if year]
    most = max((len(figures) for figures in found), default=0)
    for figures in found:
        if figures and len(figures) >= _COVERAGE * most:
            return sorted(figures, key=lambda f: (-(f.value_si or 0.0), f.subject_id))
    return []


def _of_year(measure_id: str, year: int, finder: FigureFinder) -> list[Figure]:
    best: dict[str, Figure] = {}
    for figure in finder.knowledge.figures(measure_ids=(measure_id,), periods=(str(year),)):
        if (
            not figure.subject_id.startswith("country:")
            or not is_good(figure)
            or figure.value is None
        ):
            continue
        if finder.vocabulary.region(figure.region).kind in _RANKED:
            best.setdefault(figure.subject_id, figure)
    return list(best.values())
