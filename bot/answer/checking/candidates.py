"""Which figures a claimed quantity can be of: the subject, the place and the measure meant."""

from collections.abc import Sequence
from dataclasses import replace

from bot.answer.amounts import HOURS
from bot.answer.checking.fuels import named_fuels
from bot.answer.checking.statements import Statement
from bot.answer.figures import FigureFinder
from bot.answer.intervals import scaled
from bot.answer.question import Topic
from bot.answer.selection import in_unit, is_of_part
from knowledge.records import Figure, Quantity
from knowledge.units import convert, dimension_of, split_unit
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
    return [f for f in kept if is_of_part(f, topic.part)] or kept


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
