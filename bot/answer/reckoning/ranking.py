"""Ranks countries, or other subjects of one kind, by a measure in one year."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.answer.charting import bar_chart
from bot.answer.composition import Composer, Speaker
from bot.answer.figures import FigureFinder, lead_order
from bot.answer.intervals import high, low
from bot.answer.lookup import show_unit
from bot.answer.question import Topic
from bot.answer.reckoning.asked_ranks import LAST, NO_RANKS, AskedRanks
from bot.answer.reckoning.ranked_kinds import COUNTRY, MINER, NAMED, RankedKind
from bot.answer.reckoning.ranking_notes import (
    GOOD,
    marked,
    note_coverage,
    note_doubtful,
    note_scopes,
    note_tied,
    note_times,
    ranked_name,
    state_apart,
)
from bot.answer.records import Answer, Number
from bot.answer.selection import Selection
from bot.answer.sorts import Sort
from knowledge.groups import Group
from knowledge.records import Figure, Period, Quantity
from knowledge.units import convert
from knowledge.words import Measure

_COVERAGE = 0.8  # the latest year with at least this share of the best-covered year's subjects
DEFAULT_ROWS = 5
MAX_ROWS = 20
_RECENT_YEARS = 5
_RANKED_STANDINGS = (*GOOD, "caution")
_OF_MINING = "mining_efficiency"
_RANKED_REGIONS = ("country", "territory")


@dataclass(frozen=True, slots=True)
class Order:
    """Which rows of a ranking are shown: the first few, the lowest first or not.

    Only what `made_by` a company, by how ids begin (chip:nvidia-), is ranked where one is named.
    `asked` is the subject whose rank is asked: it leads, with the first few after it. `within` is
    the value that all must be below, or above where the lowest do not come first. Of the `ranks`
    that are asked about one leads, or what sets two of them apart.
    """

    rows: int = DEFAULT_ROWS
    lowest: bool = False
    asked: str | None = None
    within: Quantity | None = None
    made_by: str = ""
    ranks: AskedRanks = NO_RANKS


def answer_ranking(
    measure: Measure,
    kind: RankedKind | Sort,
    composer: Composer,
    finder: FigureFinder,
    *,
    period: Period | None,
    order: Order,
    group: Group | None = None,
    of_subject: str | None = None,
) -> Answer | None:
    """Rank the subjects of a kind, countries within a group if one is given.

    With `of_subject` countries are ranked by what that subject has there. Of a sort of things that
    sources name doubtful figures are ranked too, each with its caveat.

    None when fewer than two have a figure.
    """
    sort, kind = (kind, NAMED) if isinstance(kind, Sort) else (None, kind)
    timeless = kind.time != "year" or of_subject is not None
    known = _known(measure, kind, finder, period, of_subject)
    known = [f for f in known if f.subject_id.startswith(order.made_by)]
    figures = known if kind.time == "latest" else _ranked_figures(known, sort)
    if group is not None:
        figures = [f for f in figures if f.region in group.members]
    year = None if timeless else period.year if period else _covered_year(figures, finder.today)
    ranked = _leading(figures, year, finder, timeless=timeless)
    if len(ranked) < 2:
        return None
    number = len(ranked)
    ranked = [f for f in ranked if _is_within(f, order)]
    ranked.sort(
        key=lambda f: ((1 if order.lowest else -1) * (f.value_si or 0.0), f.subject_id, f.region)
    )
    shown = ranked[: min(order.rows, MAX_ROWS)]
    if not shown:
        return None
    speaker = composer.speaker
    unit = show_unit(shown[0], measure.unit)
    when = _when(kind, year, shown[0] if of_subject is not None else period, speaker)
    own = _leading_rows(ranked, order)
    if own is None:
        return None
    apart = order.ranks.apart is not None
    if apart and not state_apart(ranked, order.ranks, measure, when, composer):
        return None
    for at, (rank, figure) in enumerate([*own, *enumerate(shown, start=1)]):
        leads = "headline_rank_of" if own else "headline_rank"
        composer.claim(
            leads if at == 0 and not apart else "line_rank",
            [Number("value", figure.quantity, figure.figure_id, show_unit=unit)],
            cites=[composer.cite_figure(figure)],
            rank=str(rank),
            subject=marked(figure, speaker),
            measure=speaker.measure(measure.measure_id),
            period=when,
            order=speaker.wording.say(_order_word(kind, lowest=order.lowest)),
            among=ranked_name(kind.name, group, speaker) if group or order.within else "",
        )
    note_coverage(number, when if kind.time == "year" else None, group, composer)
    note_tied([f.value_si for f in ranked], composer)
    note_scopes(shown, composer)
    note_times(shown if kind.time == "latest" else (), composer)
    if order.within is not None:
        composer.caveat(speaker.wording.say("caveat_within", number=str(len(ranked))))
    for figure in shown if sort is not None else ():
        composer.figure_caveat(figure)
    if timeless:
        note_doubtful(known, ranked, composer, lowest=order.lowest)
    return composer.answer(
        "ranking",
        speaker.wording.say(
            "interpretation",
            subjects=sort.noun if sort is not None else ranked_name(kind.name, group, speaker),
            measure=speaker.measure(measure.measure_id),
            period=when,
        ),
        chart=bar_chart(composer, shown, unit),
    )


def _leading_rows(ranked: Sequence[Figure], order: Order) -> list[tuple[int, Figure]] | None:
    """What is told before the first few: the asked subject or rank; None where it is not ranked."""
    rows = list(enumerate(ranked, start=1))
    if order.ranks.apart is not None:
        return rows[-1:] if LAST in order.ranks.apart else []
    if order.asked is None and order.ranks.place is None:
        return []
    own = [(n, f) for n, f in rows if f.subject_id == order.asked or n == order.ranks.place]
    return own or None


def _ranked_figures(known: Sequence[Figure], sort: Sort | None) -> list[Figure]:
    """The figures in good standing, those of a sort in any.

    Where most have only a doubtful figure a ranking without these would name no first: all count.
    """
    if sort is not None:
        return [f for f in known if f.subject_id in sort.members]
    figures = [f for f in known if f.standing in GOOD]
    if 2 * len(_ranked_things(figures)) < len(_ranked_things(known)):
        return list(known)
    return figures


def _ranked_things(figures: Sequence[Figure]) -> set[tuple[str, str]]:
    return {(f.subject_id, f.region) for f in figures}


def _order_word(kind: RankedKind, *, lowest: bool) -> str:
    """The least per hash is the best of efficiencies, and no low one."""
    if kind is MINER:
        return "order_best" if lowest else "order_worst"
    return "order_lowest" if lowest else "order_highest"


def _when(
    kind: RankedKind, year: int | None, first: Figure | Period | None, speaker: Speaker
) -> str:
    """The time that is ranked: that of the first of a subject's countries, else the year."""
    if isinstance(first, Figure) and first.period is not None:
        return speaker.period(first.period.text)
    if kind.time == "latest" and isinstance(first, Period):
        return speaker.period(first.text)
    if kind.time == "latest":
        return speaker.wording.say("period_latest_each")
    return speaker.period(str(year)) if year else speaker.wording.say("period_any")


def _is_within(figure: Figure, order: Order) -> bool:
    limit = order.within
    if limit is None or limit.unit is None or figure.value is None:
        return True
    value = convert(figure.value, figure.unit, limit.unit)
    return value < high(limit) if order.lowest else value > low(limit)


def _years(period: Period | None, today: date, *, timeless: bool) -> tuple[str, ...]:
    """The years that can matter, calendar and fiscal: the asked one, else the latest few."""
    if timeless:
        return ()
    years = [period.start.year] if period else range(today.year - _RECENT_YEARS, today.year + 1)
    return tuple(f"{form}{year}" for year in years for form in ("", "FY"))


def _known(
    measure: Measure,
    kind: RankedKind,
    finder: FigureFinder,
    period: Period | None,
    of_subject: str | None,
) -> list[Figure]:
    """The figures that can be ranked: those of a subject in countries, or of a kind of things."""
    if of_subject is not None:
        return _in_countries(measure, of_subject, finder, period)
    if kind.time == "latest":
        return _latest_of_each(measure, kind, finder, period)
    years = _years(period, finder.today, timeless=kind.time == "any")
    return _candidates(measure, kind, finder, years)


def _latest_of_each(
    measure: Measure, kind: RankedKind, finder: FigureFinder, period: Period | None
) -> list[Figure]:
    """The figure of each thing of a kind that is told when it is asked about by itself."""
    things = (s.subject_id for s in finder.vocabulary.subjects() if s.kind == kind.subjects)
    found = (finder.find(Topic(s), measure_id=measure.measure_id, period=period) for s in things)
    leads = [one.lead for one in found if isinstance(one, Selection)]
    return [f for f in leads if f.value is not None and f.measure_id == measure.measure_id]


def _candidates(
    measure: Measure, kind: RankedKind, finder: FigureFinder, periods: tuple[str, ...]
) -> list[Figure]:
    vocabulary = finder.vocabulary
    others = _no_such_things(measure, kind, finder)
    found = []
    for figure in finder.knowledge.figures(measure_ids=(measure.measure_id,), periods=periods):
        undated = figure.period is None or figure.period.year is None
        if figure.value is None or (undated and kind.time != "any"):
            continue
        if figure.status == "projected" or figure.standing not in _RANKED_STANDINGS:
            continue
        if kind is COUNTRY:
            if not figure.subject_id.startswith("country:"):
                continue
            if vocabulary.region(figure.region).kind not in _RANKED_REGIONS:
                continue
        elif (
            vocabulary.subject(figure.subject_id).kind != kind.subjects
            or figure.subject_id in others
        ):
            continue
        found.append(figure)
    return found


def _no_such_things(measure: Measure, kind: RankedKind, finder: FigureFinder) -> frozenset[str]:
    """What is listed with chips and is none of the kind.

    Racks are no chips, mining machines unless their efficiency is asked; other chips do not mine.
    """
    if kind.subjects != "chip":
        return frozenset()
    listed = [s.subject_id for s in finder.vocabulary.subjects()]
    mining = finder.knowledge.figures(measure_ids=(_OF_MINING,))
    makes = tuple({f"{figure.subject_id.partition('-')[0]}-" for figure in mining})
    if kind is MINER:
        return frozenset(s for s in listed if not s.startswith(makes))
    of_mining = measure.measure_id == _OF_MINING
    return frozenset(
        s for s in listed if s.startswith("system:") or (s.startswith(makes) and not of_mining)
    )


def _in_countries(
    measure: Measure, subject_id: str, finder: FigureFinder, period: Period | None
) -> list[Figure]:
    """A subject's figures in countries, of the asked time or the latest that covers many."""
    figures = [
        f
        for f in finder.knowledge.figures(
            subject_ids=(subject_id,), measure_ids=(measure.measure_id,)
        )
        if f.value is not None
        and f.period is not None
        and f.status != "projected"
        and finder.vocabulary.region(f.region).kind in _RANKED_REGIONS
    ]
    if period is not None:
        return [f for f in figures if f.period and f.period.start.year == period.start.year]
    regions: dict[str, set[str]] = {}
    ends: dict[str, date] = {}
    for figure in figures:
        if figure.period is not None:
            regions.setdefault(figure.period.text, set()).add(figure.region)
            ends[figure.period.text] = figure.period.end
    most = max((len(found) for found in regions.values()), default=0)
    covering = [text for text, found in regions.items() if len(found) >= _COVERAGE * most]
    latest = max(covering, key=lambda text: (ends[text], text), default=None)
    return [f for f in figures if f.period and f.period.text == latest]


def _covered_year(figures: Sequence[Figure], today: date) -> int | None:
    subjects: dict[int, set[str]] = {}
    for figure in figures:
        if figure.period is not None and figure.period.end <= today:
            subjects.setdefault(figure.period.start.year, set()).add(
                f"{figure.subject_id} {figure.region}"
            )
    return most_covered({year: len(names) for year, names in subjects.items()})


def most_covered(counts: Mapping[int, int]) -> int | None:
    """The latest year that has nearly as many subjects as the year that has most."""
    most = max(counts.values(), default=0)
    return max(
        (y for y, count in counts.items() if most and count >= _COVERAGE * most), default=None
    )


def _leading(
    figures: Sequence[Figure], year: int | None, finder: FigureFinder, *, timeless: bool
) -> list[Figure]:
    """The best figure of each subject for the year; of any time where time does not matter."""
    best: dict[tuple[str, str], Figure] = {}
    of_year = [f for f in figures if timeless or (f.period and f.period.year == year)]
    for figure in sorted(of_year, key=lambda f: lead_order(f, finder.tier_rank(f))):
        best.setdefault((figure.subject_id, figure.region), figure)
    return list(best.values())
