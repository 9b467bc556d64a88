"""Judges statements that something rose or fell: by how much, and what it reached."""

from collections.abc import Callable
from dataclasses import replace

from bot.answer.checking.changes import judge_change
from bot.answer.checking.courses import judge_course
from bot.answer.checking.fuels import named_fuels
from bot.answer.checking.judgement import Judgement, contradicted, unknown
from bot.answer.checking.shares import judge_share
from bot.answer.checking.statement import Statement
from bot.answer.checking.values import judge_value
from bot.answer.composition import Composer
from bot.answer.figures import FigureFinder
from bot.answer.intervals import low
from bot.answer.reckoning.generation_share import find_parts
from knowledge.quantities.records import QuantitySpan
from knowledge.records import Period

_RELATIVE = ("%", "%/yr", "x", "pp", None)
_EARLIER_YEARS = (1, 5)  # “fell to 1 %” is since the year before, or in some years


def judge_move(statement: Statement, composer: Composer, finder: FigureFinder) -> Judgement:
    """Judge a rise or a fall; “grew 40% to 1,175 TWh” holds only if both numbers do."""
    statement = _of_what_was_before(statement)
    of_share = _judge_shares(statement, composer, finder)
    if of_share is not None:
        return of_share
    judged = judge_course(statement, composer, finder)
    if judged.verdict is False and _has_no_start(statement):
        return unknown("near", judged.figures)
    reached = tuple(s for s in statement.amounts if s.quantity.unit not in _RELATIVE)
    if not judged.verdict or not reached:
        return judged
    of_amount = judge_value(replace(statement, amounts=reached), finder)
    return judged if of_amount.verdict else of_amount


def _of_what_was_before(statement: Statement) -> Statement:
    """“..., up 40%” is of the measure of the amount just told."""
    measure_id = statement.measure_before
    if measure_id is None or statement.question.measure_id is not None:
        return statement
    question = replace(statement.question, measure_id=measure_id, measures=(measure_id,))
    return replace(statement, question=question)


def _has_no_start(statement: Statement) -> bool:
    """Whether a clause goes on from another and does not tell since when something rose."""
    if not statement.inherited or statement.question.periods:
        return False
    return not (statement.shows("on_the_year") or statement.shows("since"))


def _judge_shares(
    statement: Statement, composer: Composer, finder: FigureFinder
) -> Judgement | None:
    """Judge “fell to 1 %” and “from 30 % in 2015 to 20 % in 2025” of a share; None for a change."""
    percents = [s for s in statement.amounts if s.quantity.unit == "%"]
    if len(percents) != len(statement.amounts) or not percents:
        return None
    if len(percents) > 1:

        def of_year(said: Statement) -> Judgement:
            return judge_share(said, composer, finder) or unknown("no_figure")

        return judge_change(statement, of_year)
    if not _is_reached(percents[0], statement):
        return None
    judged = judge_share(statement, composer, finder) or unknown("no_figure")
    if not judged.verdict:
        return judged
    goes_so = _goes_so(statement, finder)
    if goes_so is None:
        return unknown("near", judged.figures)
    return judged if goes_so else contradicted(judged.figures)


def _is_reached(span: QuantitySpan, statement: Statement) -> bool:
    """Whether a number is where something rose or fell to, not by how much."""
    before, after = statement.lowered[: span.start], statement.lowered[span.end :]
    shows: Callable[[str, str], bool] = statement.patterns.shows
    return shows("to_level_before", before) or shows("to_level_after", after)


def _goes_so(statement: Statement, finder: FigureFinder) -> bool | None:
    """Whether a source's share of a country's power went the way that is told; None if not known.

    It is held against the first year that is named, else against earlier ones.
    """
    fuels = named_fuels(statement.lowered, statement.patterns)
    countries = [t for t in statement.topics if t.is_country]
    rises = statement.shows("rise")
    if len(fuels) != 1 or len(countries) != 1 or rises == statement.shows("fall"):
        return None
    years = sorted({year for p in statement.periods if (year := p.year) is not None})
    if not years:
        return None
    starts = years[:-1] or [years[-1] - back for back in _EARLIER_YEARS]
    shares = []
    for year in (years[-1], *starts):
        part = find_parts(
            countries[0], [f"generation_{fuels[0]}"], finder, period=Period.parse(str(year))
        )
        if part is None or part.share is None:
            return None
        shares.append(low(part.share))
    return any((shares[0] > share) == rises for share in shares[1:])
