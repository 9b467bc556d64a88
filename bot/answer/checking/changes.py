"""Judges that an amount rose or fell from one to another, when both years are told."""

from collections.abc import Callable
from dataclasses import replace

from bot.answer.checking.judgement import Judgement, contradicted, supported
from bot.answer.checking.statement import Statement

_BOTH = 2


def judge_change(statement: Statement, judge: Callable[[Statement], Judgement]) -> Judgement | None:
    """Judge “fell from 609 TWh in 2010 to 520 TWh in 2025”: `judge` each amount, then which way.

    None when it does not tell two amounts of one unit and as many years.
    """
    if len(statement.amounts) != _BOTH or len(statement.periods) != _BOTH:
        return None
    told = list(zip(statement.periods, statement.amounts, strict=True))
    first, last = sorted(told, key=lambda pair: pair[0].start)
    before, after = first[1].quantity, last[1].quantity
    rises, falls = statement.shows("rise"), statement.shows("fall")
    if before.unit != after.unit or before.value is None or after.value is None or rises == falls:
        return None
    judged = [
        judge(replace(statement, amounts=(amount,), periods=(period,))) for period, amount in told
    ]
    figures = [figure for one in judged for figure in one.figures]
    for verdict in (False, None):
        failed = next((one for one in judged if one.verdict is verdict), None)
        if failed is not None:
            return failed
    goes_so = after.value > before.value if rises else after.value < before.value
    reason = next((one.reason for one in judged if one.reason != "supported"), "supported")
    return supported(figures, reason) if goes_so else contradicted(figures)
