"""Judges a claim without a year by each recent year: the newest figures may bear it out."""

from collections.abc import Callable

from bot.answer.checking.judgement import Judgement
from bot.answer.checking.statement import Statement
from bot.answer.composition import Composer
from bot.answer.figures import FigureFinder
from knowledge.records import Period

RECENT_YEARS = 2  # without a year, a claim is about the newest figures and those just before
Judge = Callable[[Composer, Period | None], Judgement]


def judge_by_recent_years(
    statement: Statement, composer: Composer, finder: FigureFinder, judge: Judge
) -> Judgement:
    """Judge by the stated time; without one, by the best figures, then by each recent year.

    Refuted is only what no recent year bears out; the evidence kept is that of the verdict.
    """
    if statement.periods:
        return judge(composer, statement.periods[0])
    default = composer.copy()
    judgement = judge(default, None)
    if judgement.verdict is not False or statement.question.wants_projection:
        composer.take(default)
        return judgement
    for back in range(RECENT_YEARS):
        other = composer.copy()
        newer = judge(other, Period.parse(str(finder.today.year - 1 - back)))
        if newer.verdict:
            composer.take(other)
            return newer
    composer.take(default)
    return judgement
