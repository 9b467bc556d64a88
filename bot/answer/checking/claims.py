"""Whether a statement is a claim about energy that figures could judge."""

from bot.answer.checking.sources import sides_of_sources
from bot.answer.checking.statement import RANKS, Statement
from bot.answer.reckoning.own_sides import asked_of_one
from knowledge.quantities.records import QuantitySpan
from knowledge.units import dimension_of, split_unit

_ENERGY_DIMENSIONS = (
    "energy", "power", "carbon_intensity", "hash_rate", "mass", "volume", "ratio",
)  # fmt: skip


def is_claim(statement: Statement) -> bool:
    """Whether a statement is a claim about energy that could be judged with figures."""
    if statement.shows("remainder") and not any(span.end for span in statement.amounts):
        return False  # “the rest is almost all wind” is a part of what is left
    if any(_is_energy(span) for span in statement.amounts):
        return bool(statement.topics) or _says_of_something(statement)
    if sides_of_sources(statement) is not None:
        return bool(statement.topics)
    if not statement.topics:
        return False
    about_energy = statement.question.measure_id is not None or statement.shows("energy")
    if statement.amounts:
        about_energy |= statement.inherited and statement.moves  # “..., up 37% in a year”
        mined = statement.shows("of_mining")
        multiplies = statement.shows("as_much") or statement.amounts[0].quantity.unit == "x"
        uses = statement.shows("uses") or (statement.inherited and multiplies)
        return about_energy or mined or (uses and not statement.unread)
    relates = (
        statement.question.direction is not None
        or statement.shows("exceeds")
        or statement.shows("as_much")
    )
    says_so = about_energy or (
        (statement.shows("uses") or statement.inherited) and not statement.unread
    )
    if relates and (len(statement.topics) >= 2 or asked_of_one(statement.question)):
        return says_so
    moves = statement.shows("rise") or statement.shows("fall")
    ranks = any(statement.shows(name) for name in RANKS)
    if not about_energy or statement.unread:
        return False
    return (moves and bool(statement.periods)) or (ranks and statement.shows("worldwide"))


def _is_energy(span: QuantitySpan) -> bool:
    unit = span.quantity.unit
    if unit is None or unit in ("%", "x", "pp"):
        return False
    dimension = dimension_of(split_unit(unit)[0]) if "/" in unit else dimension_of(unit)
    return dimension_of(unit).startswith(_ENERGY_DIMENSIONS) and (
        dimension not in ("mass", "volume") or "CO2" in unit or dimension == "volume"
    )


def _says_of_something(statement: Statement) -> bool:
    """Whether a thing that is no name of ours is said to use energy."""
    unit = statement.amounts[0].quantity.unit or ""
    measured = dimension_of(unit).startswith(("energy", "power", "carbon_intensity"))
    return measured and bool(statement.unread) and statement.shows("uses")
