"""Judges that a country has more of something than the rest of the world together."""

from bot.answer.checking.courses import rank_measure
from bot.answer.checking.judgement import Judgement, contradicted, supported, unknown
from bot.answer.checking.statement import Statement
from bot.answer.composition import Composer
from bot.answer.figures import FigureFinder
from bot.answer.question import Topic
from bot.answer.reckoning.generation_share import Part, state_part
from bot.answer.selection import Selection
from knowledge.records import Period

_WORLD = "country:world"
_HALF_PERCENT = 50.0


def judge_against_rest(statement: Statement, composer: Composer, finder: FigureFinder) -> Judgement:
    """Judge by the country's share of the world's: more than the rest is more than half."""
    countries = [t for t in statement.topics if t.is_country and t.subject_id != _WORLD]
    things = [t for t in statement.topics if not t.is_country]
    measure_id = rank_measure(statement)
    clear = len(countries) == 1 and not things and not statement.amounts and not statement.unknown
    if not clear or measure_id is None or statement.question.direction is None:
        return unknown("no_figure")
    part = _part_of_world(countries[0], measure_id, statement, finder)
    if part is None or part.share is None or part.share.value is None:
        return unknown("no_figure")
    label = composer.speaker.measure(measure_id)
    state_part(countries[0], label, part, composer, template="line_check_share")
    is_more = part.share.value > _HALF_PERCENT
    holds = is_more == (statement.question.direction == "more")
    return supported(()) if holds else contradicted(())


def _part_of_world(
    country: Topic, measure_id: str, statement: Statement, finder: FigureFinder
) -> Part | None:
    """The country's figure and the world's, of one year and unit."""
    period: Period | None = statement.periods[0] if statement.periods else None
    whole = finder.find(Topic(_WORLD), measure_id=measure_id, period=period)
    if not isinstance(whole, Selection) or whole.measure.measure_id != measure_id:
        return None
    if whole.measure.basis == "per_item" or whole.measure.dimension not in ("energy", "power"):
        return None
    found = finder.find(country, measure_id=measure_id, period=whole.lead.period)
    if not isinstance(found, Selection) or found.lead.unit != whole.lead.unit:
        return None
    return Part((found.lead,), whole.lead)
