"""Judges a statement that a thing, or an amount, is as much as so many homes use."""

from dataclasses import replace

from bot.answer.checking.judgement import Judgement, contradicted, is_good, supported, unknown
from bot.answer.checking.statement import Statement
from bot.answer.checking.tolerance import claimed_interval, fit
from bot.answer.composition import Composer
from bot.answer.figures import FigureFinder
from bot.answer.question import Topic
from bot.answer.reckoning.amount_of_energy import Amount
from bot.answer.reckoning.equivalents import answer_equivalent
from bot.answer.reckoning.yardsticks import HOMES, Yardstick
from bot.answer.selection import Selection
from knowledge.records import Quantity
from knowledge.units import dimension_of, split_unit

_HOUSEHOLD, _HOME = "household:", "home"
_PAIR, _AMOUNTS = 2, ("energy", "power")


def judge_homes(statement: Statement, composer: Composer, finder: FigureFinder) -> Judgement | None:
    """Judge how many homes' yearly electricity a thing's energy, or a stated amount, comes to.

    None when the statement counts nothing in the homes of a country.
    """
    if (
        len(statement.amounts) == 1
        and statement.amounts[0].quantity.unit == _HOME
        and len(_others(statement)) == len(statement.topics) - 1 == 1
    ):
        return _judge_thing(statement, composer, finder)
    units = [span.quantity.unit for span in statement.amounts]
    others = [split_unit(unit)[0] for unit in units if unit not in (None, _HOME)]
    if len(units) == _PAIR and len(others) == 1 and dimension_of(others[0]) in _AMOUNTS:
        return _judge_stated(statement, others[0], composer, finder) if _HOME in units else None
    return None


def _homes_of(statement: Statement) -> Yardstick | None:
    """The homes of the one country that a statement names, by itself or by its homes."""
    if len(statement.topics) != 1:
        return None
    kind, _, code = statement.topics[0].subject_id.partition(":")
    return HOMES.get(code.lower()) if f"{kind}:" in (_HOUSEHOLD, "country:") else None


def _judge_stated(
    statement: Statement, unit: str, composer: Composer, finder: FigureFinder
) -> Judgement | None:
    """Judge “1 TWh is enough for 93,300 US homes”: an amount of no one's, a power run all year."""
    yardstick = _homes_of(statement)
    if yardstick is None:
        return None
    if statement.unknown or statement.counts_time or statement.shows("other_span"):
        return unknown("other_span")
    homes, given = sorted((s.quantity for s in statement.amounts), key=lambda q: q.unit != _HOME)
    amount = Amount(replace(given, unit=unit))
    home = finder.find(Topic(yardstick.subject_id))
    apart = composer.copy()  # a check's claims may not show an amount that is only stated
    judged = _judge(amount, homes, yardstick, apart, finder)
    composer.derivations, composer.caveats = apart.derivations, apart.caveats
    if judged.verdict is False and dimension_of(unit) == "power":
        judged = unknown("other_span")  # what runs at less than full load powers fewer
    return replace(judged, figures=(home.lead,)) if isinstance(home, Selection) else judged


def _others(statement: Statement) -> list[Topic]:
    return [t for t in statement.topics if not t.subject_id.startswith(_HOUSEHOLD)]


def _judge_thing(statement: Statement, composer: Composer, finder: FigureFinder) -> Judgement:
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
    judged = _judge(
        Amount(found.lead.quantity, found.lead),
        statement.amounts[0].quantity,
        yardstick,
        composer,
        finder,
    )
    is_sure = is_good(found.lead) or judged.reason == "no_figure"
    return judged if is_sure else unknown("only_caution")


def _judge(
    amount: Amount, homes: Quantity, yardstick: Yardstick, composer: Composer, finder: FigureFinder
) -> Judgement:
    """Judge by the equivalent, which is stated as evidence."""
    since = len(composer.claims)
    answer_equivalent(amount, composer, finder, asked=yardstick)
    numbers = [n for claim in composer.claims[since:] for n in claim.numbers if n.name == "value"]
    if not numbers:
        return unknown("no_figure")
    claimed = claimed_interval(homes, hedged=True)
    result = fit(claimed, numbers[0].quantity, measured=False)
    if result == "match":
        return supported(())
    return contradicted(()) if result == "apart" else unknown("near")
