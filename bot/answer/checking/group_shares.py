"""Judges what part of a group's power from one source is a place's: “42% of the world's solar”."""

from bot.answer.checking.fuels import named_fuels
from bot.answer.checking.judgement import Judgement, contradicted, supported, unknown
from bot.answer.checking.recent import judge_by_recent_years
from bot.answer.checking.shares import claimed_percent
from bot.answer.checking.statement import Statement
from bot.answer.checking.tolerance import claimed_interval, fit
from bot.answer.composition import Composer
from bot.answer.figures import FigureFinder
from bot.answer.question import Topic
from bot.answer.reckoning.share_in_group import (
    find_part_of_group,
    places_and_group,
    state_part_of_group,
)
from bot.answer.selection import Missing
from knowledge.records import Period


def judge_group_share(
    statement: Statement, composer: Composer, finder: FigureFinder
) -> Judgement | None:
    """Judge such a share; None where none is claimed."""
    fuels = named_fuels(statement.lowered, statement.patterns)
    if len(fuels) != 1 or not statement.shows("of_the_group"):
        return None
    regions = [mention.of("region") for mention in statement.question.named]
    named = dict.fromkeys(Topic(f"country:{region}") for region in regions if region)
    pair = places_and_group(tuple(named), finder.vocabulary)
    if pair is None or len(pair[0]) > 1:
        return None
    if statement.unknown:
        return unknown("words_unknown", words=", ".join(statement.unknown[:3]))
    if statement.shows("other_span") or statement.counts_time:
        return unknown("other_span")
    claimed = claimed_interval(claimed_percent(statement), hedged=statement.is_hedged)

    def of(collected: Composer, period: Period | None) -> Judgement:
        part = find_part_of_group(*pair, f"generation_{fuels[0]}", finder, period=period)
        if isinstance(part, Missing) or part.share is None:
            return unknown("no_figure")
        state_part_of_group(part, collected, template="line_check_share_of_group")
        result = fit(claimed, part.share, measured=True)
        if result == "match":
            return supported(())
        return unknown("near") if result == "near" else contradicted(())

    return judge_by_recent_years(statement, composer, finder, of)
