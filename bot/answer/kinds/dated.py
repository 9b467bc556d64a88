"""The kind that answers with a year: when a figure was highest, when one thing passed another."""

from collections.abc import Sequence
from dataclasses import replace

from bot.answer.inquiry import Inquiry, Result
from bot.answer.intervals import middle
from bot.answer.kinds.compared import comparison, one_subject
from bot.answer.lookup import answer_figure
from bot.answer.parsing.intents import asks_share
from bot.answer.reckoning.generation_share import Part, answer_generation_share, find_part
from bot.answer.reckoning.own_sides import specific_measures
from bot.answer.records import Answer
from bot.answer.refusals import refuse
from bot.answer.selection import Selection
from bot.answer.yearly import extreme, yearly
from knowledge.records import Period

_MADE = "generation_"
_PAIR = 2


def asked_year(inquiry: Inquiry) -> Result | None:
    """The year in which a thing's figure was highest or lowest, or passed another.

    Where no series tells, it is refused: a figure of some other year is no answer to “when”.
    """
    question, lowered = inquiry.question, inquiry.question.text.lower()
    if not inquiry.patterns.shows("asks_year", lowered):
        return None
    if question.intent == "comparison" and len(question.topics) <= _PAIR:
        return _crossing(inquiry)
    if len(question.topics) != 1 or question.intent not in ("ranking", "figure"):
        return None
    if not (question.wants_lowest or inquiry.patterns.shows("peak", lowered)):
        return None
    measure_id = question.measure_id or ""
    if measure_id.startswith(_MADE) and asks_share(lowered, inquiry.patterns):
        return _peak_share(inquiry, measure_id)
    found = inquiry.finder.find(question.topics[0], measure_id=question.measure_id)
    series = yearly(found) if isinstance(found, Selection) else []
    if not isinstance(found, Selection) or len(series) < _PAIR:
        return refuse(inquiry, "unclear")
    peak = extreme(series, lowest=question.wants_lowest)
    lead = replace(found, lead=peak, others=(), newer=None)
    answer = answer_figure(lead, inquiry.composer(), inquiry.finder, inquiry.follow_ups(found))
    return _said_to_be_extreme(answer, [f.period for f in series if f.period], inquiry)


def _said_to_be_extreme(answer: Answer, years: Sequence[Period], inquiry: Inquiry) -> Answer:
    """Say of which years the value is the highest or lowest."""
    wording, told = inquiry.wording, sorted(p.text for p in years)
    order = wording.say("order_lowest" if inquiry.question.wants_lowest else "order_highest")
    note = wording.say("caveat_extreme_year", order=order, first=told[0], last=told[-1])
    return replace(answer, caveats=(note, *answer.caveats))


def _peak_share(inquiry: Inquiry, measure_id: str) -> Result:
    """The year in which a source of power had its largest or smallest part."""
    place = inquiry.question.topics[0]
    whole = inquiry.finder.find(place, measure_id="electricity_generation")
    years = [f.period for f in yearly(whole)] if isinstance(whole, Selection) else []
    found = [
        part
        for period in years
        if isinstance(part := find_part(place, measure_id, inquiry.finder, period=period), Part)
    ]
    if len(found) < _PAIR:
        return refuse(inquiry, "unclear")
    sign = -1 if inquiry.question.wants_lowest else 1
    best = max(found, key=lambda part: sign * middle(part.share) if part.share else 0.0)
    answer = answer_generation_share(place, measure_id, best, inquiry.composer())
    return _said_to_be_extreme(answer, [p for p in years if p], inquiry)


def _crossing(inquiry: Inquiry) -> Result:
    """Both figures in the first year in which the first was more, and has been since.

    They are of two things, or of one by two measures.
    """
    question, find = inquiry.question, inquiry.finder.find
    if len(question.topics) == _PAIR:
        found = [find(topic, measure_id=question.measure_id) for topic in question.topics]
    else:
        own = specific_measures(question)
        found = [find(question.topics[0], measure_id=measure_id) for measure_id in own]
    values = [
        {f.period.year: f.value_si or 0.0 for f in yearly(one) if f.period}
        for one in found
        if isinstance(one, Selection)
    ]
    year = _first_since(*values) if len(values) == _PAIR else None
    if year is None:
        return refuse(inquiry, "unclear")
    then = replace(question, periods=(Period.parse(str(year)),), direction=None)
    sides = comparison if len(question.topics) == _PAIR else one_subject
    answer = sides(inquiry.asking(then))
    if not isinstance(answer, Answer):
        return refuse(inquiry, "unclear")
    note = inquiry.wording.say("caveat_first_year", year=str(year))
    return replace(answer, kind="trend", caveats=(note, *answer.caveats))


def _first_since(first: dict[int | None, float], second: dict[int | None, float]) -> int | None:
    """The year since which the first has been above the second; None when it began above."""
    since = None
    for year in sorted(y for y in first if y is not None and y in second):
        above = first[year] > second[year]
        since = (since or year) if above else None
    years = [y for y in first if y is not None and y in second]
    return None if not years or since == min(years) else since
