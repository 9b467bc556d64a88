"""The sides of a comparison: the same measure and the latest common year for each subject."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product

from bot.answer.commensurate import common_unit
from bot.answer.figures import FigureFinder
from bot.answer.question import Topic
from bot.answer.selection import Missing, Selection
from knowledge.records import STANDING_ORDER, Figure, Period

_EXTRACTED = len(STANDING_ORDER)  # added to a rank: after every curated figure
_DEVICE, _WORLD = "product", "world"
_RECENT_YEARS = 3  # a common year older than this, against the newest, is not looked for
_OUT_OF_RECOGNITION = 5  # times as much as in the common year, or a fifth


@dataclass(frozen=True, slots=True)
class Side:
    """What stands on one side of a comparison.

    One selection, or several when the asked subject is an umbrella that has several meanings;
    `times` is how many of it are meant.
    """

    topic: Topic
    selections: tuple[Selection, ...]
    times: float = 1.0

    @property
    def is_umbrella(self) -> bool:
        """Whether the asked name covers several subjects."""
        return any(s.topic.subject_id != self.topic.subject_id for s in self.selections)


def meanings(sides: Sequence[Side]) -> list[tuple[Side, ...]]:
    """The sides once for each thing that an umbrella among them covers."""
    each = [
        [replace(side, topic=s.topic, selections=(s,)) for s in side.selections]
        if side.is_umbrella
        else [side]
        for side in sides
    ]
    return list(product(*each))


def find_sides(
    topics: Sequence[Topic],
    finder: FigureFinder,
    *,
    measure_id: str | None,
    period: Period | None,
    projected: bool = False,
    reconcile: bool = True,
) -> tuple[Side, ...] | Missing:
    """Find the figures of every topic, or the first thing that is missing.

    To `reconcile` is to take another reading of a name where the measures do not meet.
    """
    sides = []
    for topic in topics:
        found = [
            finder.find(member, measure_id=measure_id, period=period, projected=projected)
            for member in expand(topic, finder)
        ]
        selections = tuple(
            s for s in found if isinstance(s, Selection) and not _is_of_one(s.lead, finder)
        )
        if not selections:
            return found[0] if isinstance(found[0], Missing) else Missing(topic, "subject")
        sides.append(Side(topic, selections))
    found_sides = tuple(sides)
    if reconcile:
        found_sides = _reconciled(found_sides, finder, period, projected=projected)
    return _at_common_year(found_sides, finder, period, projected=projected)


def in_one_place(
    sides: tuple[Side, ...], finder: FigureFinder, period: Period | None
) -> tuple[Side, ...]:
    """Devices of the world and of one country are set side by side in the country, where known."""
    leads = [side.selections[0].lead for side in sides]
    kinds = {finder.vocabulary.subject(lead.subject_id).kind for lead in leads}
    places = {lead.region for lead in leads}
    if kinds != {_DEVICE} or len(places) < 2 or any(side.is_umbrella for side in sides):
        return sides
    for place in sorted(places - {_WORLD}):
        moved = [_there(side, place, finder, period) for side in sides]
        found = tuple(side for side in moved if side is not None)
        if len(found) == len(sides):
            return found
    return sides


def _there(side: Side, place: str, finder: FigureFinder, period: Period | None) -> Side | None:
    """The side in a place, by the measure that it has."""
    measure_id = side.selections[0].measure.measure_id
    topic = replace(side.topic, region=place)
    found = finder.find(topic, measure_id=measure_id, period=period)
    if not isinstance(found, Selection) or found.lead.region != place:
        return None
    return replace(side, topic=topic, selections=(found,))


def _is_of_one(figure: Figure, finder: FigureFinder) -> bool:
    """Whether a figure of a whole sector is of one member of it: “one average data centre”."""
    whole = finder.vocabulary.subject(figure.subject_id).kind == "sector"
    return whole and figure.scope.en.startswith("one ")


def _reconciled(
    sides: tuple[Side, ...], finder: FigureFinder, period: Period | None, *, projected: bool
) -> tuple[Side, ...]:
    """Where the sides' measures must not be compared, find a measure that all of them have.

    “A Bitcoin transaction against Visa” is two transactions, though Visa's own measure is yearly.
    """
    if sides_unit(sides) is not None:
        return sides
    for kept in sides:
        measure_id = kept.selections[0].measure.measure_id
        moved = []
        for side in sides:
            found = _of_measure(side, measure_id, finder, period, projected=projected)
            if found is None:
                break
            moved.append(found)
        if len(moved) == len(sides):
            return tuple(moved)
    return sides


def _of_measure(
    side: Side, measure_id: str, finder: FigureFinder, period: Period | None, *, projected: bool
) -> Side | None:
    """The side in a measure: of its own subject, or of another that its name may stand for."""
    if all(s.measure.measure_id == measure_id for s in side.selections):
        return side
    topic = side.topic
    readings = finder.vocabulary.subject(topic.subject_id).readings
    for subject_id in dict.fromkeys((topic.subject_id, *topic.others, *readings)):
        meant = replace(topic, subject_id=subject_id)
        found = finder.find(meant, measure_id=measure_id, period=period, projected=projected)
        if isinstance(found, Selection) and found.measure.measure_id == measure_id:
            return Side(meant, (found,))
    return None


def expand(topic: Topic, finder: FigureFinder) -> tuple[Topic, ...]:
    """An umbrella becomes the subjects that it covers; any other topic stays itself."""
    covers = finder.vocabulary.subject(topic.subject_id).covers
    return tuple(Topic(c, topic.region, topic.start) for c in covers) if covers else (topic,)


def _at_common_year(
    sides: tuple[Side, ...], finder: FigureFinder, period: Period | None, *, projected: bool
) -> tuple[Side, ...]:
    """Move every selection that has the common year to it; the others keep their latest."""
    if period is not None or projected:
        return sides
    year = _common_year(sides)
    if year is None:
        return sides
    common = Period.parse(str(year))
    moved = tuple(
        Side(side.topic, tuple(_moved(s, common, finder) for s in side.selections))
        for side in sides
    )
    return sides if any(map(_is_another, sides, moved)) else moved


def _is_another(latest: Side, moved: Side) -> bool:
    """Whether what a side was in the common year is not what it is now: Ethereum before 2022."""
    pairs = zip(latest.selections, moved.selections, strict=True)
    return any(_differ(now.lead, then.lead) for now, then in pairs)


def _differ(now: Figure, then: Figure) -> bool:
    if now.value_si is None or then.value_si is None or now.measure_id != then.measure_id:
        return False
    larger, smaller = max(now.value_si, then.value_si), min(now.value_si, then.value_si)
    return larger > _OUT_OF_RECOGNITION * smaller


def _moved(selection: Selection, period: Period, finder: FigureFinder) -> Selection:
    found = finder.find(selection.topic, measure_id=selection.measure.measure_id, period=period)
    return found if isinstance(found, Selection) else selection


def _common_year(sides: tuple[Side, ...]) -> int | None:
    """The recent year that every side has, best in standing, then latest."""
    ranks = [_year_ranks(side) for side in sides]
    common = {
        year
        for year in set(ranks[0]).intersection(*ranks[1:])
        if not any(_worsens(s, r[year]) for s, r in zip(sides, ranks, strict=True))
    }
    if not common:
        return None
    newest = max(max(r) for r in ranks)
    recent = [year for year in common if newest - year <= _RECENT_YEARS]
    if not recent:
        return None
    return min(recent, key=lambda year: (sum(r[year] for r in ranks), -year))


def _worsens(side: Side, rank: int) -> bool:
    """Whether a year's best figure is one to be careful with, where the latest is not."""
    leads = min(_rank(s.lead) for s in side.selections)
    return rank >= STANDING_ORDER["caution"] and leads < STANDING_ORDER["caution"]


def _rank(figure: Figure) -> int:
    return STANDING_ORDER[figure.standing] + _EXTRACTED * figure.is_extracted


def _year_ranks(side: Side) -> dict[int, int]:
    best: dict[int, int] = {}
    for selection in side.selections:
        for figure in selection.series:
            if figure.status == "projected" or figure.period is None:
                continue
            year = figure.period.year
            if year is not None:
                rank = _rank(figure)
                best[year] = min(best.get(year, rank), rank)
    return best


def sides_unit(sides: Sequence[Side]) -> str | None:
    """The unit in which the sides are compared; None when they must not be."""
    return common_unit([s.measure for side in sides for s in side.selections])
