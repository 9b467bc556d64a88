"""What is found for a topic: its figures, what is missing, a figure in a wanted unit."""

from dataclasses import dataclass

from bot.answer.intervals import scaled
from bot.answer.question import Topic
from bot.answer.records import Derivation
from knowledge.records import Figure, Quantity
from knowledge.units import convert, convertible, dimension_of
from knowledge.words import Measure

HOURS_A_YEAR = 8760


@dataclass(frozen=True, slots=True)
class Selection:
    """The figures found for a topic.

    `lead` answers; `others` are of the same period, measure and region from other sources or
    scopes; `newer` is a later figure of lesser standing; `series` holds every figure that answers,
    oldest first.
    """

    topic: Topic
    measure: Measure
    region: str
    lead: Figure
    others: tuple[Figure, ...]
    newer: Figure | None
    series: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """Why a topic has no figure: `what` is subject, measure, region or period."""

    topic: Topic
    what: str
    measure_id: str | None = None
    available: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure in a wanted unit; `derivation` tells the arithmetic when it was computed.

    `times` is how many of the thing it is of.
    """

    topic: Topic
    figure: Figure
    quantity: Quantity
    derivation: Derivation | None = None
    times: float = 1.0

    @property
    def runs_all_year(self) -> bool:
        """Whether it is the energy of a power, if that ran all year."""
        return self.derivation is not None and self.derivation.operation == "run_all_year"


def in_unit(topic: Topic, figure: Figure, unit: str, *, derivation_id: str) -> Estimate | None:
    """Express a figure in `unit`; power becomes energy by running all year, and says so.

    Returns None when the dimensions do not meet.
    """
    quantity = figure.quantity
    if convertible(figure.unit, unit):
        return Estimate(topic, figure, scaled(quantity, convert(1.0, figure.unit, unit), unit=unit))
    if (dimension_of(figure.unit), dimension_of(unit)) != ("power", "energy"):
        return None
    factor = convert(1.0, figure.unit, "W") * HOURS_A_YEAR / convert(1.0, unit, "Wh")
    result = scaled(quantity, factor, unit=unit)
    steps = f"{_plain(quantity)} {figure.unit} × {HOURS_A_YEAR:,} h"
    derivation = Derivation(derivation_id, "run_all_year", (figure.figure_id,), steps, result)
    return Estimate(topic, figure, result, derivation)


def _plain(quantity: Quantity) -> str:
    if quantity.value is not None:
        return f"{quantity.value:,.10g}"
    return "–".join(f"{b:,.10g}" for b in (quantity.lower, quantity.upper) if b is not None)


def is_of_part(figure: Figure, part: str | None) -> bool:
    """Whether a figure's scope is the asked part of its subject."""
    return part is not None and part.replace("-", " ") in figure.scope.en.lower()
