"""Judges a statement that a thing uses as much as so many homes."""

from bot.answer.checking.judgement import Judgement, contradicted, is_good, supported, unknown
from bot.answer.checking.statements import Statement
from bot.answer.checking.tolerance import claimed_interval, fit
from bot.answer.composition import Composer
from bot.answer.equivalents import Amount, answer_equivalent
from bot.answer.figures import FigureFinder
from bot.answer.question import Topic
from bot.answer.selection import Selection
from bot.answer.yardsticks import HOMES
from knowledge.units import dimension_of

_HOUSEHOLD = "household:"


def is_of_homes(statement: Statement) -> bool:
    """Whether a statement counts one thing in the homes of a country."""
    return (
        len(statement.amounts) == 1
        and statement.amounts[0].quantity.unit == "home"
        and len(_others(statement)) == len(statement.topics) - 1 == 1
    )


def _others(statement: Statement) -> list[Topic]:
    return [t for t in statement.topics if not t.subject_id.startswith(_HOUSEHOLD)]


def judge_homes(statement: Statement, composer: Composer, finder: FigureFinder) -> Judgement:
    """Judge how many homes' yearly electricity a thing's energy comes to."""
    if statement.unknown or statement.counts_time or statement.shows("other_span"):
        return unknown("other_span")
    (thing,) = _others(statement)
    homes = next(t.subject_id for t in statement.topics if t is not thing)
    period = statement.periods[0] if statement.periods else None
    found = finder.find(thing, measure_id=statement.question.measure_id, period=period)
    yardstick = HOMES.get(homes.removeprefix(_HOUSEHOLD))
    if not isinstance(found, Selection) or dimension_of(found.lead.unit) != "energy":
        return unknown("no_figure")
    if yardstick is None:
        return unknown("no_figure")
    since = len(composer.claims)
    answer_equivalent(Amount(found.lead.quantity, found.lead), composer, finder, asked=yardstick)
    numbers = [n for claim in composer.claims[since:] for n in claim.numbers if n.name == "value"]
    if not numbers:
        return unknown("no_figure")
    if not is_good(found.lead):
        return unknown("only_caution")
    claimed = claimed_interval(statement.amounts[0].quantity, hedged=True)
    result = fit(claimed, numbers[0].quantity, measured=False)
    if result == "match":
        return supported(())
    return contradicted(()) if result == "apart" else unknown("near")
