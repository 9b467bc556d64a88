"""Judges sources of power set against each other where a side is several: “wind and solar”."""

from bot.answer.checking.fuels import is_fuel, source_groups
from bot.answer.checking.judgement import Judgement, contradicted, supported, unknown
from bot.answer.checking.recent import judge_by_recent_years
from bot.answer.checking.statement import Statement
from bot.answer.composition import Composer
from bot.answer.figures import FigureFinder
from bot.answer.intervals import low
from bot.answer.question import Topic
from bot.answer.reckoning.generation_share import RENEWABLE, Part, find_parts, state_part
from knowledge.records import Period

_OF_SEVERAL = {"renewables": (RENEWABLE,), "fossil_fuels": ("coal", "gas", "oil")}
_WORLD = "country:world"
_AS_GOOD_AS_EQUAL = 0.01  # shares that differ by less tell no order
_PAIR = 2
Sides = tuple[tuple[str, ...], tuple[str, ...]]


def sides_of_sources(statement: Statement) -> Sides | None:
    """Return the measures of both sides, the one that is said to be more or less first.

    None where two sides are not named, where each is one source, or where more is asked than which
    of them generates more.
    """
    groups = source_groups(statement.lowered, statement.patterns)
    if len(groups) != _PAIR or statement.amounts or _direction(statement) is None:
        return None
    if all(len(g) == 1 and g[0] not in _OF_SEVERAL for g in groups):
        return None
    if any(statement.shows(name) for name in ("qualities", "emits", "planned", "future")):
        return None
    first, second = (tuple(m for name in group for m in _measures(name)) for group in groups)
    return first, second


def judge_sources(
    statement: Statement, sides: Sides, composer: Composer, finder: FigureFinder
) -> Judgement:
    """Judge which side generates more in a place, the world where none is named."""
    places = [t for t in statement.topics if t.is_country]
    others = [t for t in statement.topics if not t.is_country]
    if len(places) > 1 or not all(map(is_fuel, others)):
        return unknown("several_subjects")
    if statement.unknown:
        return unknown("words_unknown", words=", ".join(statement.unknown[:3]))
    place = places[0] if places else Topic(_WORLD)

    def of(collected: Composer, period: Period | None) -> Judgement:
        parts = [find_parts(place, side, finder, period=period) for side in sides]
        found = [part for part in parts if part is not None]
        if len(found) != _PAIR or found[0].whole != found[1].whole:
            return unknown("no_figure")
        for side, part in zip(sides, found, strict=True):
            _state(place, side, part, collected)
        return _judged(statement, *found)

    return judge_by_recent_years(statement, composer, finder, of)


def _judged(statement: Statement, first: Part, second: Part) -> Judgement:
    ours, other = low(first.amount), low(second.amount)
    if abs(ours - other) < _AS_GOOD_AS_EQUAL * max(ours, other):
        return unknown("near")
    return (
        supported(()) if (ours > other) == (_direction(statement) == "more") else contradicted(())
    )


def _state(place: Topic, side: tuple[str, ...], part: Part, composer: Composer) -> None:
    speaker = composer.speaker
    label = speaker.wording.say("list_and").join(map(speaker.measure, side))
    state_part(place, label, part, composer, template="line_check_share")


def _direction(statement: Statement) -> str | None:
    return statement.question.direction or ("more" if statement.shows("exceeds") else None)


def _measures(name: str) -> tuple[str, ...]:
    return tuple(m if m == RENEWABLE else f"generation_{m}" for m in _OF_SEVERAL.get(name, (name,)))
