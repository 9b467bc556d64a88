"""Tells how much something rose or fell where a source states the change but not the years."""

import re
from collections.abc import Sequence

from bot.answer.composition import Composer
from bot.answer.figures import FigureFinder
from bot.answer.intervals import high, low
from bot.answer.lookup import add_line, interpretation
from bot.answer.question import Direction
from bot.answer.reckoning.trend import note_missing_years
from bot.answer.records import Answer, Number
from bot.answer.selection import Selection
from knowledge.names import name_key
from knowledge.records import Figure
from knowledge.words import Measure

CHANGE = "change"
_YEAR = re.compile(r"(?:19|20)\d\d")
_NEUTRAL = frozenset(name_key("rise growth increase change of the in total since use"))
_OPENINGS: dict[bool | None, str] = {True: "yes", False: "no", None: "none"}


def answer_published_change(
    selection: Selection,
    composer: Composer,
    finder: FigureFinder,
    *,
    since: int | None,
    until: int | None = None,
    asked: Direction | None,
    follow_ups: Sequence[str] = (),
) -> Answer | None:
    """State the published change of the asked measure since the asked year; None without one.

    A change without its first year answers only a question that names none. With `asked` the
    answer has a verdict.
    """
    figures = finder.knowledge.figures(
        subject_ids=(selection.topic.subject_id,), measure_ids=(CHANGE,)
    )
    of_measure = [f for f in figures if is_change_of(f, selection.measure, selection.region)]
    fitting = [f for f in of_measure if first_year(f) == since] or (of_measure if not since else [])
    if not fitting:
        return None
    change = min(fitting, key=lambda f: (-_end(f), f.figure_id))
    speaker = composer.speaker
    composer.claim(
        "headline_published_change",
        [Number("value", change.quantity, change.figure_id)],
        cites=[composer.cite_figure(change)],
        verdict=_verdict(change, asked),
        opening=speaker.wording.say(f"opening_{_OPENINGS[_verdict(change, asked)]}"),
        subject=speaker.subject(selection.topic.subject_id, selection.region),
        details=speaker.details(change),
    )
    composer.figure_caveat(change)
    note_missing_years([until], [change], composer)
    add_line(composer, selection, selection.lead)
    return composer.answer(
        "trend",
        interpretation(composer, selection),
        follow_ups=follow_ups,
        verdict=_verdict(change, asked),
    )


def is_change_of(change: Figure, measure: Measure, region: str) -> bool:
    """Whether a change is of a measure in a region, by the words of its scope, all of it."""
    if change.region != region or change.status == "projected":
        return False
    said = frozenset(name_key(change.scope.en))
    names = [frozenset(name_key(n)) for n in (measure.names.en, *measure.aliases_en)]
    plain = [key - {"annual", "co2", "carbon"} for key in names]
    return any(key and key <= said and said - key <= _NEUTRAL | _numbers(said) for key in plain)


def _numbers(words: frozenset[str]) -> frozenset[str]:
    return frozenset(word for word in words if word.isdigit())


def first_year(change: Figure) -> int | None:
    """The year since which a change is told: in its scope, else its period's first."""
    told = _YEAR.search(change.scope.en)
    if told:
        return int(told.group())
    if change.period is not None and "/" in change.period.text:
        return change.period.start.year
    return None


def _end(change: Figure) -> int:
    return change.period.end.toordinal() if change.period else 0


def _verdict(change: Figure, asked: Direction | None) -> bool | None:
    if asked is None or low(change.quantity) < 0 < high(change.quantity):
        return None
    return (high(change.quantity) > 0) == (asked == "more")
