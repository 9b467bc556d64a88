"""Which sources of power a claim names: one, several together, or one against another."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from bot.answer.figures import GENERIC_MEASURES
from bot.answer.question import Question, Topic
from bot.answer.words import Patterns

FUELS = ("coal", "gas", "oil", "nuclear", "solar", "wind", "hydro")
_FUEL = "fuel:"
_PAIR, _WORLD = 2, "world"
_STANDARD_JA = re.compile(r"[^、。,]{0,6}より")


def is_fuel(topic: Topic) -> bool:
    """Whether a topic is a source of power, of no place."""
    return topic.subject_id.startswith(_FUEL) and topic.region is None


def named_fuels(lowered: str, patterns: Patterns) -> tuple[str, ...]:
    """The sources of power that a text names, in its order; what 「より」 follows comes last."""
    spans = _spans(lowered, patterns)
    standards = [fuel for fuel, _, end in spans if _STANDARD_JA.match(lowered, end)]
    names = [fuel for fuel, _, _ in spans]
    return (*(n for n in names if n not in standards), *standards)


def are_together(lowered: str, patterns: Patterns) -> bool:
    """Whether the named sources are joined by “and”, so that their sum is meant."""
    spans = _spans(lowered, patterns)
    return len(spans) > 1 and all(
        patterns.shows("joins", lowered[end:start])
        for (_, _, end), (_, start, _) in pairwise(spans)
    )


def source_groups(lowered: str, patterns: Patterns) -> list[list[str]]:
    """The sources that a text names, renewables and fossil fuels among them, joined by “and”.

    They are in its order; a group that 「より」 follows comes last.
    """
    spans = _spans(lowered, patterns, (*FUELS, "renewables", "fossil_fuels"))
    groups: list[list[str]] = []
    before, standards = None, []
    for name, start, end in spans:
        if before is None or not patterns.shows("joins", lowered[before:start]):
            groups.append([])
        groups[-1].append(name)
        if _STANDARD_JA.match(lowered, end):
            standards.append(groups[-1])
        before = end
    return [g for g in groups if g not in standards] + standards


def sets_two_apart(lowered: str, patterns: Patterns) -> bool:
    """Whether two sources are named, and not their sum."""
    return len(named_fuels(lowered, patterns)) == _PAIR and not are_together(lowered, patterns)


def _spans(
    lowered: str, patterns: Patterns, names: Sequence[str] = FUELS
) -> list[tuple[str, int, int]]:
    found = [
        (fuel, *match.span())
        for fuel in names
        if (match := next(filter(None, (p.search(lowered) for p in patterns.of(fuel))), None))
    ]
    return sorted(found, key=lambda item: item[1])


def set_against(question: Question, lowered: str, patterns: Patterns) -> Question:
    """“Solar produced more than coal in Germany” sets two measures of one place side by side."""
    fuels = named_fuels(lowered, patterns)
    things = [t for t in question.topics if not (t.is_country or t.subject_id.startswith(_FUEL))]
    places = {t.place for t in question.topics if t.is_country}
    places |= {t.region for t in question.topics if t.region}
    if not places and patterns.shows("worldwide", lowered):
        places = {_WORLD}
    if not sets_two_apart(lowered, patterns) or len(places) != 1 or things:
        return question
    if not all(map(_is_of_generation, question.measures)) or patterns.shows("qualities", lowered):
        return question  # cheaper, cleaner, of more capacity
    if question.direction is None and not _relates(question, lowered, patterns):
        return question
    first = min(t.start for t in question.topics)
    measures = tuple(f"generation_{fuel}" for fuel in fuels)
    return replace(
        question,
        topics=(Topic(f"country:{places.pop()}", None, first),),
        measure_id=measures[0],
        measures=measures,
        residue=_without(fuels, question.residue, patterns),
        touching_residue=_without(fuels, question.touching_residue, patterns),
    )


def _is_of_generation(measure_id: str) -> bool:
    whole = ("electricity_generation", *GENERIC_MEASURES)
    return measure_id in whole or measure_id.startswith("generation_")


def _relates(question: Question, lowered: str, patterns: Patterns) -> bool:
    multiple = any(quantity.unit == "x" for quantity in question.quantities)
    names = ("exceeds", "as_much", "told_half", "told_under_half", "told_over_half")
    return multiple or any(patterns.shows(name, lowered) for name in names)


def _without(fuels: Sequence[str], words: tuple[str, ...], patterns: Patterns) -> tuple[str, ...]:
    """The words that are no names of the sources."""
    return tuple(w for w in words if not any(patterns.shows(f, w.lower()) for f in fuels))
