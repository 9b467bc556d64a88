"""Narrows figures to the source and the time that a statement speaks of."""

from collections.abc import Sequence

from bot.answer.checking.candidates import expressed
from bot.answer.checking.judgement import (
    in_order,
    is_good,
)
from bot.answer.checking.recent import RECENT_YEARS
from bot.answer.checking.statement import Statement
from bot.answer.checking.tolerance import Claimed, fit
from bot.answer.figures import FigureFinder
from knowledge.records import Figure, Quantity


def by_source(
    figures: Sequence[Figure], statement: Statement, finder: FigureFinder
) -> list[Figure] | None:
    """The figures of the publisher that the statement names; None when it names none of ours."""
    if not statement.shows("attribution"):
        return None
    own = _own_words(statement, finder)
    names = {
        source.source_id: f"{source.publisher} {source.reports or ''}".lower()
        for source in finder.knowledge.sources()
    }
    words = statement.text.replace(",", " ").split()
    named = [w.strip(".:'’()").lower() for w in words if len(w) >= 3 and w[0].isupper()]
    known = {
        w
        for w in named
        if w.isascii()
        and w not in own
        and not statement.patterns.shows("claim_word", w)
        and w not in statement.patterns.stop_words
        and any(w in name.split() for name in names.values())
    }
    if not known:
        return None
    return [f for f in figures if any(w in names[f.source_id].split() for w in known)]


def _own_words(statement: Statement, finder: FigureFinder) -> set[str]:
    """The words of the subjects' own names: "Bitcoin" names no publisher here."""
    subjects = [finder.vocabulary.subject(t.subject_id) for t in statement.topics]
    names = [n for s in subjects for n in (s.names.en, *s.aliases_en)]
    return {word for name in names for word in name.lower().split()}


def of_period(
    figures: Sequence[Figure], statement: Statement, finder: FigureFinder
) -> list[Figure]:
    """Figures of the stated year; without one, the newest and those of the years just before."""
    if statement.periods:
        asked = statement.periods[0]
        return [
            f
            for f in figures
            if f.period is None
            or f.period.text == asked.text
            or (asked.year is not None and f.period.year == asked.year)
            or (
                asked.year is not None
                and f.period.start.year == f.period.end.year == asked.year
                and finder.vocabulary.measure(f.measure_id).basis != "per_year"
            )
        ]
    if statement.question.wants_projection or statement.shows("future"):
        return [f for f in figures if f.status == "projected"]
    dated = [f for f in figures if f.status != "projected" and is_good(f)] or [
        f for f in figures if f.status != "projected"
    ]
    if not dated:
        return []
    newest = max((f.period.end.year for f in dated if f.period), default=0)
    return [
        f
        for f in figures
        if f.status != "projected"
        and (f.period is None or f.period.end.year >= newest - RECENT_YEARS)
    ]


def closest_in_time(
    figures: Sequence[Figure], statement: Statement, finder: FigureFinder
) -> list[Figure]:
    """The good figures nearest in time to the stated year, to show beside what is not known."""
    year = statement.periods[0].start.year if statement.periods else finder.today.year
    good = [f for f in in_order(figures, finder) if is_good(f)] or in_order(figures, finder)
    return sorted(good, key=lambda f: abs(f.period.start.year - year) if f.period else 0)[:2]


def older_match(
    figures: Sequence[Figure],
    seen: Sequence[Figure],
    asked: Quantity,
    claimed: Claimed,
    finder: FigureFinder,
) -> list[Figure]:
    """The older figures that bear a claim out which names no year."""
    if claimed.bound != "none":
        return []
    earlier = [f for f in figures if f not in seen and f.status != "projected" and is_good(f)]
    return [
        f
        for f in in_order(earlier, finder)
        if (quantity := expressed(f, asked.unit or "", finder)) is not None
        and fit(claimed, quantity, measured=True) == "match"
    ]
