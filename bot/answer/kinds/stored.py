"""Kinds that show stored figures of one topic."""

from dataclasses import replace

from bot.answer.inquiry import Inquiry, Result
from bot.answer.kinds.timed import trend
from bot.answer.lookup import answer_figure
from bot.answer.reckoning.sides import expand, find_sides
from bot.answer.records import Answer
from bot.answer.refusals import missing_figure
from bot.answer.selection import Missing, Selection
from knowledge.names import name_key
from knowledge.units import dimension_of

_SEVERAL = 2
_RATED = "rated_power"
_MAX_PERIODS = 6


def figure(inquiry: Inquiry) -> Result:
    """One topic's figure; the last kind, so it always answers or says what is missing."""
    question, finder = inquiry.question, inquiry.finder
    members = expand(question.topics[0], finder)
    if len(members) > 1:
        return _umbrella(inquiry)
    found = finder.find(
        members[0],
        measure_id=question.measure_id,
        period=inquiry.period,
        projected=inquiry.projects,
        unit=question.asked_unit,
    )
    if isinstance(found, Missing):
        spans_years = inquiry.period is not None and "/" in inquiry.period.text
        if found.what == "period" and spans_years:
            over_years = trend(inquiry.asking(replace(question, intent="trend")))
            return over_years if isinstance(over_years, Answer) else missing_figure(inquiry, found)
        return missing_figure(inquiry, found)
    if _is_of_all(found, inquiry):
        return missing_figure(inquiry, Missing(found.topic, "measure", _RATED))
    return answer_figure(
        found,
        inquiry.composer(),
        finder,
        inquiry.follow_ups(found),
        asked_unit=question.asked_unit,
    )


def _is_of_all(found: Selection, inquiry: Inquiry) -> bool:
    """Whether one device is asked about, or its watts, and the figure is what all use in a year.

    All of a country are asked about only where it is named.
    """
    device = inquiry.vocabulary.subject(found.topic.subject_id).kind == "product"
    if not device or found.measure.basis != "per_year":
        return False
    unit, code = inquiry.question.asked_unit, found.region.lower()
    asks_watts = unit is not None and dimension_of(unit) == "power"
    placed = found.topic.region is not None or code in ("world", *name_key(inquiry.question.text))
    return asks_watts or not placed


def _umbrella(inquiry: Inquiry) -> Result:
    """One name that covers several subjects: each is shown, none silently picked."""
    question, finder = inquiry.question, inquiry.finder
    sides = find_sides(
        question.topics[:1],
        finder,
        measure_id=question.measure_id,
        period=inquiry.period,
        projected=inquiry.projects,
    )
    if isinstance(sides, Missing):
        return missing_figure(inquiry, sides)
    first, *rest = _of_asked_unit(sides[0].selections, question.asked_unit)
    composer = inquiry.composer()
    answer = answer_figure(first, composer, finder, inquiry.follow_ups(first))
    umbrella = inquiry.speaker.subject(question.topics[0].subject_id, question.topics[0].region)
    composer.claims[0] = replace(
        composer.claims[0],
        template="headline_figure_umbrella",
        words=(*composer.claims[0].words, ("umbrella", umbrella)),
    )
    answer = replace(answer, claims=tuple(composer.claims))
    for selection in rest:
        other = answer_figure(selection, composer, finder, answer.follow_ups)
        answer = replace(other, interpretation=answer.interpretation, chart=None)
    return answer


def _of_asked_unit(selections: tuple[Selection, ...], unit: str | None) -> tuple[Selection, ...]:
    """Those that are published in the asked unit's dimension come first."""
    if unit is None:
        return selections
    wanted = dimension_of(unit)
    return tuple(sorted(selections, key=lambda s: dimension_of(s.lead.unit) != wanted))


def several_periods(inquiry: Inquiry) -> Result | None:
    """One subject at several times: each is answered, and what is missing is said."""
    question = inquiry.question
    if len(question.periods) < _SEVERAL or len(question.topics) != 1:
        return None
    if question.intent not in ("figure", "comparison", "explanation"):
        return None
    topic = expand(question.topics[0], inquiry.finder)[0]
    composer, wording = inquiry.composer(), inquiry.wording
    answers: list[Answer] = []
    for period in question.periods[:_MAX_PERIODS]:
        found = inquiry.finder.find(topic, measure_id=question.measure_id, period=period)
        if isinstance(found, Selection):
            follow_ups = inquiry.follow_ups(found)
            answers.append(answer_figure(found, composer, inquiry.finder, follow_ups, brief=True))
        else:
            when = inquiry.speaker.period(period.text)
            composer.caveat(wording.say("caveat_period_missing", period=when))
    if not answers:
        return None
    periods = wording.say("list_separator").join(
        inquiry.speaker.period(p.text) for p in question.periods[:_MAX_PERIODS]
    )
    read = wording.say(
        "interpretation",
        subjects=inquiry.speaker.subject(topic.subject_id, topic.region),
        measure=inquiry.speaker.measure(
            inquiry.knowledge.figure(composer.claims[0].cites[0]).measure_id
        ),
        period=periods,
    )
    return replace(answers[-1], interpretation=read, chart=None, caveats=tuple(composer.caveats))


def several_measures(inquiry: Inquiry) -> Result | None:
    """Several measures of one subject, asked at once: each is answered."""
    question = inquiry.question
    if len(question.listed_measures) < 2 or len(question.topics) != 1:
        return None
    if question.intent not in ("figure", "explanation", "comparison"):
        return None
    found = [
        inquiry.finder.find(question.topics[0], measure_id=m, period=inquiry.period)
        for m in question.listed_measures
    ]
    selections = {s.measure.measure_id: s for s in found if isinstance(s, Selection)}
    if len(selections) < 2:
        return None
    composer = inquiry.composer()
    answers = [
        answer_figure(s, composer, inquiry.finder, inquiry.follow_ups(s))
        for s in selections.values()
    ]
    return replace(answers[-1], interpretation=answers[0].interpretation, chart=None)
