"""Judges a rise or a fall, and its size, by the change that a source publishes."""

from collections.abc import Sequence

from bot.answer.checking.judgement import Judgement, contradicted, is_good, supported
from bot.answer.checking.statement import Statement
from bot.answer.checking.tolerance import claimed_interval, fit
from bot.answer.figures import FigureFinder
from bot.answer.reckoning.published_change import CHANGE, first_year, is_change_of
from knowledge.records import Figure


def published_changes(statement: Statement, finder: FigureFinder) -> list[Figure]:
    """Return the published changes of what a statement is of, from a year that it names."""
    topic = statement.topics[0]
    default = finder.vocabulary.subject(topic.subject_id).measure
    measure = finder.vocabulary.measure(statement.question.measure_id or default)
    named = {period.start.year for period in statement.periods}
    changes = finder.knowledge.figures(subject_ids=(topic.subject_id,), measure_ids=(CHANGE,))
    return [
        figure
        for figure in changes
        if is_good(figure)
        and is_change_of(figure, measure, topic.region or "world")
        and first_year(figure) in named
    ]


def judge_by_published(
    statement: Statement, changes: Sequence[Figure], *, size_told: bool
) -> Judgement | None:
    """Judge “its energy use rose by 168% since 2020” by the published changes from that year.

    None where they do not settle it, as where none is as large: what the yearly values say then
    decides.
    """
    if not changes or statement.shows("rise") == statement.shows("fall"):
        return None
    told = [f for f in changes if ((f.quantity.value or 0) > 0) == statement.shows("rise")]
    if not told:
        return contradicted(changes[:1])
    percents = [s.quantity for s in statement.amounts if s.quantity.unit == "%"]
    if size_told and len(percents) != 1:
        return None
    if not size_told:
        return supported(told[:1]) if len(told) == len(changes) else None
    claimed = claimed_interval(percents[0], hedged=statement.is_hedged)
    fitting = [f for f in told if fit(claimed, f.quantity, measured=False) == "match"]
    return supported(fitting[:1]) if fitting else None
