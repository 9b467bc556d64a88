"""Judges the size of a rise or a fall by the change that a source publishes."""

from bot.answer.checking.judgement import Judgement, is_good, supported
from bot.answer.checking.statement import Statement
from bot.answer.checking.tolerance import claimed_interval, fit
from bot.answer.figures import FigureFinder
from bot.answer.published_change import CHANGE, first_year, is_change_of


def judge_published_change(statement: Statement, finder: FigureFinder) -> Judgement | None:
    """Bear out “its energy use rose by 168% since 2020” by a published change from that year.

    None where no published change is of the measure, begins in a year that is named, and is as
    large: what the yearly values say then decides.
    """
    percents = [s.quantity for s in statement.amounts if s.quantity.unit == "%"]
    if len(percents) != 1 or statement.shows("rise") == statement.shows("fall"):
        return None
    topic = statement.topics[0]
    default = finder.vocabulary.subject(topic.subject_id).measure
    measure = finder.vocabulary.measure(statement.question.measure_id or default)
    named = {period.start.year for period in statement.periods}
    claimed = claimed_interval(percents[0], hedged=statement.is_hedged)
    fitting = [
        figure
        for figure in finder.knowledge.figures(
            subject_ids=(topic.subject_id,), measure_ids=(CHANGE,)
        )
        if is_good(figure)
        and is_change_of(figure, measure, topic.region or "world")
        and first_year(figure) in named
        and (figure.quantity.value or 0) * (1 if statement.shows("rise") else -1) > 0
        and fit(claimed, figure.quantity, measured=False) == "match"
    ]
    return supported(fitting[:1]) if fitting else None
