"""Chooses the figures that answer for a topic: which measure, region, period, and which leads."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from bot.answer.commensurate import OF_ONE_WHOLE
from bot.answer.question import Topic
from bot.answer.selection import Missing, Selection, is_of_part
from knowledge.protocols import Knowledge
from knowledge.records import (
    STANDING_ORDER,
    TIER_ORDER,
    Figure,
    Period,
    curated_first,
)
from knowledge.units import dimension_of, split_unit
from knowledge.words import Measure, Vocabulary

_PLAN = "planned_power"  # asked without a time, what is planned is of a time to come
GENERIC_MEASURES = frozenset({"electricity_consumption", "power_demand"})
_GENERATION = "generation"
_UNLIKE = (*OF_ONE_WHOLE, "money", "count")  # measures of one dimension are different matters
_NOT_USED = (_GENERATION, "clean_power", "added_electricity")  # families that tell of no use
_ANSWERING = ("preferred", "ok", "caution")
_PER_ITEM = "per_item"
# Measures that nothing else stands for.
OF_THEMSELVES = ("contracted_power", "energised_power", "energy_per_token")
_UNDATED = "0000"  # older than any publication


def _matter(measure_id: str) -> str:
    """What a measure measures, whatever it is divided by."""
    return measure_id.partition("_per_")[0]


def lead_order(figure: Figure, tier_rank: int) -> tuple[bool, int, int, str, str]:
    """Sort key by which figures of one period lead.

    Curated before extracted, then standing, tier, newest publication, id; an undated publication
    comes after the dated ones.
    """
    published = _newest_first(figure.published or _UNDATED)
    standing = STANDING_ORDER[figure.standing]
    return (figure.is_extracted, standing, tier_rank, published, figure.figure_id)


@lru_cache(maxsize=1024)
def _newest_first(published: str) -> str:
    """A text that sorts the other way round."""
    return "".join(chr(0x10FFFF - ord(c)) for c in published)


@dataclass(frozen=True, slots=True)
class FigureFinder:
    """Finds figures for topics as of a date."""

    knowledge: Knowledge
    vocabulary: Vocabulary
    today: date

    def find(
        self,
        topic: Topic,
        *,
        measure_id: str | None = None,
        period: Period | None = None,
        projected: bool = False,
        unit: str | None = None,
    ) -> Selection | Missing:
        """Return the figures for a topic, or what is missing.

        Without a period the latest one leads: the latest preferred figure that is not stale, else
        the latest in good standing. What a program found in an added file leads only where nothing
        curated does, however new it is. Projections lead only when asked for. `unit` is the unit
        asked for; where several measures could be meant, one of its dimension is.
        """
        direct = self._direct(topic, measure_id, unit)
        figures = direct or self._answering(topic.subject_id)
        if not figures:
            return Missing(topic, "subject")
        measure = (
            self.vocabulary.measure(direct[0].measure_id)
            if direct
            else self._measure(topic, figures, measure_id, unit)
        )
        if measure is None:
            return Missing(topic, "measure", measure_id, figures)
        of_measure = [f for f in figures if f.measure_id == measure.measure_id]
        region = self._region(topic, of_measure)
        local = sorted((f for f in of_measure if f.region == region), key=self._time_order)
        if not local:
            return Missing(topic, "region", measure.measure_id, tuple(of_measure))
        pool = [f for f in local if self._is_for(f, period, projected)]
        if not pool and period is None and measure.measure_id == _PLAN:
            pool = local
        if not pool:
            everything = self._answering(topic.subject_id)
            return self._of_family(topic, measure, everything, period) or Missing(
                topic, "period", measure.measure_id, tuple(local)
            )
        of_part = [f for f in pool if is_of_part(f, topic.part)]
        lead = self._lead(of_part or pool, measure, latest=period is None and not projected)
        return Selection(
            topic=topic,
            measure=measure,
            region=region,
            lead=lead,
            others=self._others(lead, _of_basis(local, measure)),
            newer=_newer(lead, pool) if period is None else None,
            series=tuple(local),
        )

    def _of_family(
        self, topic: Topic, measure: Measure, figures: Iterable[Figure], period: Period | None
    ) -> Selection | None:
        """A month has no yearly figure, but may have one of a measure of the same family.

        One share, source of power or item's energy is none of another, whatever their family.
        """
        itself = measure.measure_id in (*OF_THEMSELVES, _PLAN) or measure.basis == _PER_ITEM
        unlike = measure.dimension in _UNLIKE or measure.family == _GENERATION
        if period is None or itself or unlike:
            return None
        present = {f.measure_id for f in figures if f.period and f.period.text == period.text}
        for measure_id in sorted(present - {measure.measure_id}):
            if self.vocabulary.measure(measure_id).family == measure.family:
                found = self.find(topic, measure_id=measure_id, period=period)
                return found if isinstance(found, Selection) else None
        return None

    def _direct(self, topic: Topic, asked: str | None, unit: str | None) -> tuple[Figure, ...]:
        """The figures of the measure that is surely meant, without reading all others.

        That is the asked one, or the subject's own where nothing or energy in general is asked.
        """
        own = self.vocabulary.measure(self.vocabulary.subject(topic.subject_id).measure)
        likely = [asked] if asked is not None else []
        if asked is None or (asked in GENERIC_MEASURES and own.dimension in ("energy", "power")):
            likely.append(own.measure_id)
        for measure_id in likely:
            measure = self.vocabulary.measure(measure_id)
            if unit is not None and not _fits(unit, measure, named=measure_id == asked):
                continue
            figures = self._answering(topic.subject_id, measure_id)
            if figures:
                return figures
        return ()

    def _answering(self, subject_id: str, measure_id: str | None = None) -> tuple[Figure, ...]:
        measures = (measure_id,) if measure_id is not None else ()
        figures = self.knowledge.figures(subject_ids=(subject_id,), measure_ids=measures)
        return tuple(f for f in figures if f.standing in _ANSWERING)

    def _measure(
        self, topic: Topic, figures: Iterable[Figure], asked: str | None, unit: str | None
    ) -> Measure | None:
        """The asked measure where it has figures, else the nearest of the same dimension."""
        counts = Counter(f.measure_id for f in figures)
        default = self.vocabulary.subject(topic.subject_id).measure
        of_unit = [m for m in self._of_unit(counts, unit) if m == default or self._is_use(m, asked)]
        if of_unit and asked not in of_unit and not self._is_told_in(asked, unit):
            return self.vocabulary.measure(default if default in of_unit else of_unit[0])
        if asked is not None and asked in counts:
            return self.vocabulary.measure(asked)
        if asked is None:
            near = [default] if default in counts else list(counts) if len(counts) == 1 else []
        else:
            near = self._near(asked, counts, default)
        return self.vocabulary.measure(near[0]) if near else None

    def _is_use(self, measure_id: str, asked: str | None) -> bool:
        """Whether a measure may be told for the asked one by its unit alone.

        Power that is contracted, planned or clean is not used, unless that is asked.
        """
        if asked is not None and asked not in GENERIC_MEASURES:
            return asked not in OF_THEMSELVES
        family = self.vocabulary.measure(measure_id).family
        return family not in _NOT_USED and measure_id not in (*OF_THEMSELVES, _PLAN)

    def _is_told_in(self, asked: str | None, unit: str | None) -> bool:
        """Whether a measure that is named, and not energy in general, is one of the asked unit."""
        if asked is None or unit is None or asked in GENERIC_MEASURES:
            return False
        return _fits(unit, self.vocabulary.measure(asked), named=True)

    def _of_unit(self, counts: Counter[str], unit: str | None) -> list[str]:
        """Measures of the asked unit's dimension, the one with the most figures first."""
        if unit is None:
            return []
        wanted = _kind_of(unit)
        return [
            m
            for m, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
            if _kind_of(self.vocabulary.measure(m).unit) == wanted
        ]

    def _near(self, asked: str, counts: Counter[str], default: str) -> list[str]:
        """Measures that the asked one may stand for: of its dimension, or of energy and power.

        The subject's own measure comes first; among several others none is chosen. No share, count
        or amount of money stands for another, and nothing for what one source of power generates.
        """
        measure = self.vocabulary.measure(asked)
        if measure.dimension in _UNLIKE or measure.family == _GENERATION:
            return []
        dimension = measure.dimension
        wanted = {dimension, "energy", "power"} if asked in GENERIC_MEASURES else {dimension}
        near = [m for m in sorted(counts) if self.vocabulary.measure(m).dimension in wanted]
        if asked in OF_THEMSELVES:
            return []
        if measure.basis == _PER_ITEM:  # a year's energy is no transaction's
            near = [m for m in near if self.vocabulary.measure(m).basis == measure.basis]
        if asked in GENERIC_MEASURES:
            near = [m for m in near if self.vocabulary.measure(m).family not in _NOT_USED]
        if default in near:
            return [default]
        same = [m for m in near if _matter(m) == _matter(asked)]  # emissions, by year or by use
        return same if len(same) == 1 else near if len(near) == 1 else []

    def _region(self, topic: Topic, figures: list[Figure]) -> str:
        if topic.region is not None:
            return topic.region
        regions = [f.region for f in curated_first(figures)]
        if topic.subject_id.startswith("country:"):
            return topic.subject_id.removeprefix("country:").replace("world", "world")
        if "world" in regions or not regions:
            return "world"
        best = {
            region: (
                regions.count(region),
                any(f.standing == "preferred" for f in figures if f.region == region),
                max(_end(f) for f in figures if f.region == region),
            )
            for region in sorted(set(regions))
        }
        return max(best, key=lambda region: best[region])

    def _is_for(self, figure: Figure, period: Period | None, projected: bool) -> bool:
        if period is not None:
            return figure.period is not None and _covers(figure.period, period)
        if projected:
            return figure.status == "projected"
        return figure.status != "projected" and (
            figure.period is None or figure.period.start <= self.today
        )

    def _lead(self, pool: list[Figure], measure: Measure, *, latest: bool) -> Figure:
        if measure.basis == "per_year":
            yearly = [f for f in pool if f.period is None or f.period.year is not None]
            pool = yearly or pool
        pool = curated_first(pool)
        if latest:
            pool = self._latest(pool, measure)
        return min(pool, key=lambda f: lead_order(f, self.tier_rank(f)))

    def _latest(self, pool: list[Figure], measure: Measure) -> list[Figure]:
        good = [f for f in pool if f.standing != "caution"] or pool
        preferred = [
            f
            for f in good
            if f.standing == "preferred" and not self.is_stale(f, measure.stale_after_years)
        ]
        newest = max(_end(f) for f in preferred or good)
        return [f for f in preferred or good if _end(f) == newest]

    def _others(self, lead: Figure, local: Iterable[Figure]) -> tuple[Figure, ...]:
        same = [
            f
            for f in local
            if f is not lead
            and _period_text(f) == _period_text(lead)
            and not _other_month(f, lead)
            and (f.source_id, f.value, f.lower, f.upper)
            != (lead.source_id, lead.value, lead.lower, lead.upper)
        ]
        return tuple(sorted(same, key=lambda f: lead_order(f, self.tier_rank(f))))

    def _time_order(self, figure: Figure) -> tuple[date, tuple[bool, int, int, str, str]]:
        return (_end(figure), lead_order(figure, self.tier_rank(figure)))

    def tier_rank(self, figure: Figure) -> int:
        """Return the rank of the figure's source: primary 0, reputable 1, secondary 2."""
        return TIER_ORDER[self.knowledge.source(figure.source_id).tier]

    def is_stale(self, figure: Figure, stale_after_years: float) -> bool:
        """Whether the figure's period ended longer ago than its measure allows."""
        if figure.period is None or figure.status == "projected":
            return False
        return self.age_years(figure) > stale_after_years

    def age_years(self, figure: Figure) -> float:
        """Return the years from the end of the figure's period until today, at least 0."""
        if figure.period is None:
            return 0.0
        return max(0.0, (self.today - figure.period.end).days / 365.25)


def _kind_of(unit: str) -> str:
    """The dimension of a unit, carbon apart from other mass, a rate without its time."""
    above, below = split_unit(unit)
    kind = "carbon" if "CO2" in above else dimension_of(above)
    return kind if below is None or dimension_of(below) == "time" else f"{kind}/{below}"


def _fits(unit: str, measure: Measure, *, named: bool) -> bool:
    """Whether a measure is told in a unit; “kWh per person”, “kg of CO2” name it by half."""
    if not named:
        return _kind_of(unit) == _kind_of(measure.unit)
    return dimension_of(unit) in (
        dimension_of(measure.unit),
        dimension_of(split_unit(measure.unit)[0]),
    )


def _of_basis(figures: Iterable[Figure], measure: Measure) -> list[Figure]:
    """Leave readings of single months out where yearly values are compared."""
    if measure.basis != "per_year":
        return list(figures)
    return [f for f in figures if f.period is None or f.period.year is not None]


def _covers(have: Period, asked: Period) -> bool:
    """Whether a figure's period answers for the asked one: the same, or the same fiscal year."""
    return have.text == asked.text or (have.year is not None and have.year == asked.year)


def _newer(lead: Figure, pool: Iterable[Figure]) -> Figure | None:
    later = [
        f
        for f in pool
        if f.period is not None
        and f.period.year is not None
        and lead.period is not None
        and f.period.start.year > lead.period.end.year
        and f.standing != "caution"
    ]
    if not later:
        return None
    newest = max(_end(f) for f in later)
    return next(f for f in later if _end(f) == newest)


def _end(figure: Figure) -> date:
    """When the figure's time ends; one of no time is older than any other."""
    return figure.period.end if figure.period else date.min


def _other_month(figure: Figure, lead: Figure) -> bool:
    """Whether both are of parts of a year, and not of the same one."""
    parts = [f.period.text for f in (figure, lead) if f.period and f.period.year is None]
    return len(set(parts)) > 1


def _period_text(figure: Figure) -> str | None:
    """What makes two figures of one time: the year of years and months, else the period."""
    if figure.period is None:
        return None
    same_year = figure.period.start.year == figure.period.end.year
    return str(figure.period.start.year) if same_year else figure.period.text
