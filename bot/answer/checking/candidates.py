"""Which figures a claimed quantity can be of: the subject, the place and the measure meant."""

from collections.abc import Sequence, Set
from dataclasses import replace

from bot.answer.checking.fuels import named_fuels
from bot.answer.checking.statement import Statement
from bot.answer.figures import FigureFinder
from bot.answer.intervals import scaled
from bot.answer.question import Topic
from bot.answer.selection import in_unit, is_of_part
from bot.answer.stated_amounts import HOURS
from knowledge.records import Figure, Quantity
from knowledge.units import convert, convertible, dimension_of, split_unit
from knowledge.words import Measure

_HOURS_A_YEAR = 8760
_INTENSITY = "carbon_intensity"
_GENERIC = ("electricity_consumption", "power_demand", "electricity_demand")
_MIXED_FAMILIES = ("power", "generation", "share", "per_item", "count")  # of different scopes


def plain_quantity(statement: Statement, measure: Measure) -> tuple[Quantity, bool]:
    """The claimed quantity without its "per year" or "per question", and whether it is yearly."""
    quantity = statement.amounts[0].quantity
    base, per = split_unit(quantity.unit or "")
    if per == "h" and measure.basis == "per_item" and dimension_of(base) == measure.dimension:
        return replace(quantity, unit=base), False  # an hour is the item: 0.08 kWh per hour
    if per is None or dimension_of(quantity.unit or "") in ("carbon_intensity", "hash_rate"):
        return quantity, statement.shows("per_year")
    if per in ("query", "prompt", "item", "transaction", "image", "yr"):
        return replace(quantity, unit=base), per == "yr"
    if dimension_of(base) == "energy" and per in HOURS and measure.basis == "per_year":
        return scaled(quantity, _HOURS_A_YEAR / HOURS[per], unit=base), True
    if dimension_of(base) == "energy" and per in HOURS:
        return scaled(quantity, convert(1.0, base, "Wh") / HOURS[per], unit="W"), True
    return quantity, statement.shows("per_year")


def candidates(
    topic: Topic, statement: Statement, asked: Quantity, finder: FigureFinder, *, per_year: bool
) -> list[Figure]:
    """Figures of the subject and place whose measure the claimed quantity can be of.

    Only those of the measures that are meant are read: of countries they are a tenth.
    """
    subject_id, knowledge = topic.subject_id, finder.knowledge
    held = knowledge.units_of(subject_id)
    met = [one for one in held if _meets(one[0], one[2], asked.unit or "", finder)]
    own = [one for one in met if one[0] == statement.question.measure_id]
    places = [place for _, place, _, number in own or met or held for _ in range(number)]
    region = region_of(topic, places)
    fitting = {(measure_id, unit) for measure_id, place, unit, _ in met if place == region}
    wanted = sorted(_measures(topic, {m for m, _ in fitting}, statement, finder))
    if not wanted:
        return []
    kept = [
        f
        for f in knowledge.figures(subject_ids=(subject_id,), measure_ids=wanted, regions=(region,))
        if (f.measure_id, f.unit) in fitting
    ]
    vocabulary = finder.vocabulary
    if per_year:
        kept = [f for f in kept if vocabulary.measure(f.measure_id).basis != "per_item"]
    per = split_unit(statement.amounts[0].quantity.unit or "")[1]
    if per in ("query", "prompt", "transaction", "image"):
        kept = [f for f in kept if vocabulary.measure(f.measure_id).basis == "per_item"]
    return [f for f in kept if is_of_part(f, topic.part)] or kept


def region_of(topic: Topic, regions: Sequence[str]) -> str:
    """The place meant: the named one, the country itself, the world, else that of most figures."""
    if topic.region is not None:
        return topic.region
    if topic.subject_id.startswith("country:"):
        return topic.subject_id.removeprefix("country:")
    if "world" in regions or not regions:
        return "world"
    return max(sorted(set(regions)), key=regions.count)


def _measures(
    topic: Topic, present: Set[str], statement: Statement, finder: FigureFinder
) -> frozenset[str]:
    """Which of the measures at hand the statement means; none when that is not clear."""
    asked = statement.question.measure_id
    default = finder.vocabulary.subject(topic.subject_id).measure
    if asked is not None and finder.vocabulary.measure(asked).dimension == "count":
        asked = asked if asked in present else None  # “a 700 W chip” counts no chips
    if topic.subject_id.startswith("country:") and (fuel := _fuel(statement)) is not None:
        return frozenset((fuel,)) & present
    if asked is not None and asked in present and asked not in _GENERIC:
        return frozenset((asked,))
    if asked is not None and asked not in _GENERIC:
        dimension = finder.vocabulary.measure(asked).dimension
        same = {m for m in present if finder.vocabulary.measure(m).dimension == dimension}
        family = finder.vocabulary.measure(asked).family
        near = {m for m in same if finder.vocabulary.measure(m).family == family}
        if near and family not in _MIXED_FAMILIES:
            return frozenset(near)
        if dimension == "mass" and present == {_INTENSITY}:
            return frozenset(present)  # what a country emits per kWh
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
    named = named_fuels(statement.lowered, statement.patterns)
    return f"generation_{named[0]}" if len(named) == 1 else None


def _meets(measure_id: str, unit: str, asked: str, finder: FigureFinder) -> bool:
    """Whether a measure's figures in one unit can be expressed in the asked one."""
    have, want = dimension_of(unit), dimension_of(asked)
    if have == want:
        return convertible(unit, asked)
    if (have, want) == ("power", "energy"):
        return measure_id == "power_demand"
    is_yearly = finder.vocabulary.measure(measure_id).basis == "per_year"
    return (have, want) == ("energy", "power") and is_yearly


def expressed(figure: Figure, unit: str, finder: FigureFinder) -> Quantity | None:
    """A figure in the claimed unit; yearly energy and power meet through a full year."""
    if not _meets(figure.measure_id, figure.unit, unit, finder):
        return None
    if figure.unit == unit:
        return figure.quantity
    if (dimension_of(figure.unit), dimension_of(unit)) == ("energy", "power"):
        factor = convert(1.0, figure.unit, "Wh") / _HOURS_A_YEAR / convert(1.0, unit, "W")
        return scaled(figure.quantity, factor, unit=unit)
    estimate = in_unit(Topic(figure.subject_id), figure, unit, derivation_id="d0")
    return estimate.quantity if estimate else None
