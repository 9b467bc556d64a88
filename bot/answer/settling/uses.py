"""What one of a thing takes: in a use, a day, a kilometre, or by its power."""

import re
from dataclasses import replace

from bot.answer.figures import GENERIC_MEASURES, FigureFinder
from bot.answer.question import Question
from bot.answer.reckoning.counted_sides import counted_hours, counts_of
from bot.answer.selection import HOURS_A_YEAR
from bot.answer.stated_amounts import PARTS_OF_A_YEAR
from bot.answer.words import Patterns
from knowledge.records import Quantity
from knowledge.units import convert, dimension_of, scale_unit

_A_DAY, _USED_A_DAY, _RATED = "messages_per_day", "electricity_per_day", "rated_power"
_SPANS = ("per_second_year", "one_use", *PARTS_OF_A_YEAR)
_DISTANCE = re.compile("kilomet(?:er|re)s?|miles?", re.IGNORECASE)
_ONE_DAY = Quantity(1.0, "day")
_OF_VALUES = ("figure", "arithmetic", "equivalent", "explanation", "comparison")
_EACH_USE = "energy_per_use"


def of_one_use(question: Question, finder: FigureFinder, patterns: Patterns) -> Question:
    """“One boil of a kettle” asks for what a use takes, not for what all of them take a year.

    So does “a ChatGPT query”, whose name says what it is one of.
    """
    if question.measure_id not in (None, *GENERIC_MEASURES) or len(question.topics) != 1:
        return question
    lowered = question.text.lower()
    of_all = any(
        patterns.shows(name, lowered) for name in ("per_second_year", "per_day", "in_total")
    )
    names_one = not of_all and _names_one(question, patterns)
    if question.intent not in _OF_VALUES or not (names_one or patterns.shows("one_use", lowered)):
        return question
    own = finder.vocabulary.measure(
        finder.vocabulary.subject(question.topics[0].subject_id).measure
    )
    if own.basis == "per_item" and own.dimension == "energy":
        return replace(question, measure_id=own.measure_id)
    unnamed = lowered
    for mention in question.named:  # 「湯沸かし」 is a name, and no use
        unnamed = unnamed.replace(mention.text.lower(), " ")
    if not patterns.shows("one_use", unnamed):
        return question
    subjects = (question.topics[0].subject_id,)
    told = finder.knowledge.figures(subject_ids=subjects, measure_ids=(_EACH_USE,))
    return replace(question, measure_id=_EACH_USE) if told else question


def _names_one(question: Question, patterns: Patterns) -> bool:
    """Whether the name of the one thing asked about says that it is one of many."""
    names = [m for m in question.named if m.start == question.topics[0].start]
    return any(patterns.shows("one_of_many", name.text.lower()) for name in names)


def of_stated_power(question: Question, patterns: Patterns) -> Question:
    """“A 100 MW data centre's yearly electricity” is that power over a year, as energy."""
    lowered = question.text.lower()
    if question.measure_id not in (None, *GENERIC_MEASURES) or question.asked_unit is not None:
        return question
    if question.intent != "figure" or question.is_compared or len(question.quantities) != 1:
        return question
    power = question.quantities[0]
    if power.value is None or not power.unit or dimension_of(power.unit) != "power":
        return question
    if question.is_yes_no or not patterns.shows("per_second_year", lowered):
        return question
    watt_hours = convert(power.value, power.unit, "W") * HOURS_A_YEAR
    unit = scale_unit(watt_hours / convert(1.0, "GWh", "Wh"), "GWh")
    return replace(question, intent="arithmetic", topics=(), asked_unit=unit)


def of_what_one_draws(question: Question, finder: FigureFinder, patterns: Patterns) -> Question:
    """「冷蔵庫の消費電力」 is what one draws, where the other figures are of all there are."""
    if question.measure_id not in GENERIC_MEASURES or len(question.topics) != 1:
        return question
    names = {r.identifier for mention in question.named for r in mention.referents}
    if question.intent != "figure" or question.periods or _RATED not in names:
        return question
    if any(patterns.shows(name, question.text.lower()) for name in _SPANS):
        return question
    if not finder.knowledge.figures(
        subject_ids=(question.topics[0].subject_id,), measure_ids=(_RATED,)
    ):
        return question
    return replace(question, measure_id=_RATED, measures=(_RATED,))


def of_a_day(question: Question, finder: FigureFinder, patterns: Patterns) -> Question:
    """What a service uses a day is told by a figure of a day, before a part of a year's amount."""
    if question.measure_id not in (None, *GENERIC_MEASURES) or len(question.topics) != 1:
        return question
    asked = question.intent == "figure" and patterns.shows("per_day", question.text.lower())
    if not asked or any(q != _ONE_DAY for q in question.quantities):
        return question
    topic = question.topics[0]
    things = (topic.subject_id, *finder.vocabulary.subject(topic.subject_id).readings)
    if not finder.knowledge.figures(subject_ids=things, measure_ids=(_USED_A_DAY,)):
        return question
    return replace(question, measure_id=_USED_A_DAY, measures=(_USED_A_DAY,))


def over_a_distance(question: Question, finder: FigureFinder, patterns: Patterns) -> Question:
    """「EVを100km走らせるのに必要な電力」 asks for what a thing takes per distance."""
    stated = any(q.unit and dimension_of(q.unit) == "length" for q in question.quantities)
    by_length = stated or patterns.shows("per_distance", question.text.lower())
    generic = question.measure_id in GENERIC_MEASURES
    if (
        not by_length
        or not generic
        or len(question.topics) != 1
        or question.intent not in _OF_VALUES
    ):
        return question
    own = finder.vocabulary.subject(question.topics[0].subject_id).measure
    if own != "energy_per_distance":
        return question
    left = tuple(w for w in question.residue if not _DISTANCE.fullmatch(w))
    return replace(question, measure_id=own, measures=(own,), residue=left)


def of_counted_uses(question: Question) -> Question:
    """“100 questions or a kettle” sets uses side by side, not what all of them take a year.

    “1 million prompts a day” states how many there are, and does not ask it.
    """
    if question.measure_id == _A_DAY and any(q.unit == "prompt" for q in question.quantities):
        return replace(question, measure_id=None, measures=())
    if len(question.topics) <= 1 or question.measure_id not in GENERIC_MEASURES:
        return question
    counted = counts_of(question) or counted_hours(question)
    return replace(question, measure_id=None, measures=()) if counted else question
