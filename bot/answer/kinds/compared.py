"""Kinds that set subjects side by side: comparisons of several, or of one with itself."""

from collections.abc import Sequence
from dataclasses import replace

from bot.answer.figures import GENERIC_MEASURES
from bot.answer.inquiry import Inquiry, Result
from bot.answer.kinds.reckoned import equivalent
from bot.answer.merging import merged, read_together
from bot.answer.question import Topic
from bot.answer.reckoning.combining import answer_combination
from bot.answer.reckoning.comparison import compare, is_tiny
from bot.answer.reckoning.counted_sides import counts_of, with_counts, with_hours
from bot.answer.reckoning.generation_share import RENEWABLE, answer_generation_share, find_part
from bot.answer.reckoning.own_sides import asked_of_one, own_sides, specific_measures
from bot.answer.reckoning.sides import Side, find_sides, in_one_place
from bot.answer.records import Answer
from bot.answer.refusals import (
    missing_figure,
    refuse,
    refuse_efficiency,
    refuse_measures,
    refuse_sides,
)
from bot.answer.selection import Missing

_HOUSEHOLD = "household:"
_WATTS = "rated_power"
_PAIR = 2


def two_measures(inquiry: Inquiry) -> Result | None:
    """Different measures of different subjects are not compared."""
    question = inquiry.question
    if len(question.topics) < 2 or not question.is_compared:
        return None
    dimensions = {
        inquiry.vocabulary.measure(m).dimension: m
        for m in question.measures
        if m not in GENERIC_MEASURES
    }
    if len(dimensions) < 2 or question.intent not in ("comparison", "figure"):
        return None
    return refuse_measures(inquiry, list(dimensions.values()))


def one_subject(inquiry: Inquiry) -> Result | None:
    """Two measures of one subject, or one measure of two years, set side by side."""
    question = inquiry.question
    if len(question.topics) != 1 or question.intent not in ("comparison", "figure"):
        return None
    if question.direction is None and not question.is_compared:
        return None
    topic = question.topics[0]
    if asked_of_one(question) and RENEWABLE in (specific := specific_measures(question)):
        return _of_generation(topic, specific, inquiry)
    sides = own_sides(topic, question, inquiry.finder)
    if sides is None:
        return None
    if isinstance(sides, Missing):
        return missing_figure(inquiry, sides)
    apart = _difference(inquiry, sides) if question.combination == "difference" else None
    return apart or _compare(inquiry, sides)


def _difference(inquiry: Inquiry, sides: Sequence[Side]) -> Answer | None:
    """By how much a thing differs from itself at another time."""
    unit = inquiry.question.asked_unit
    return answer_combination(sides, "difference", inquiry.composer(), unit=unit)


def _of_generation(topic: Topic, measures: Sequence[str], inquiry: Inquiry) -> Result | None:
    """Sources of power of a place beside one another, as parts of what it generates."""
    parts = [find_part(topic, m, inquiry.finder, period=inquiry.period) for m in measures]
    answers = [
        answer_generation_share(topic, measure_id, part, inquiry.composer())
        for measure_id, part in zip(measures, parts, strict=True)
        if not isinstance(part, Missing)
    ]
    if len(answers) < _PAIR:
        return None
    read = read_together(answers, inquiry.wording.say("list_separator"))
    return merged(answers, interpretation=read)


def comparison(inquiry: Inquiry) -> Result | None:
    """Two to six subjects side by side."""
    question = inquiry.question
    if len(question.topics) < 2:
        return None
    if _is_qualified(inquiry) or _asks_a_mean(inquiry):
        return refuse(inquiry, "unclear")
    sides = _each_of_its_measure(inquiry) or sides_of(inquiry)
    if isinstance(sides, Missing):
        return missing_figure(inquiry, sides)
    counts = counts_of(question)
    if asks_efficiency(inquiry) and all(is_amount(side, inquiry) for side in sides):
        return refuse_efficiency(inquiry)
    sides = with_hours(with_counts(sides, counts), question)
    if sum(side.times != 1 for side in sides) < len(counts):
        return not_comparable(inquiry, sides)  # an amount that is left out makes another question
    sides = _most_first(inquiry, sides)
    answer = _compare(inquiry, sides, inquiry.follow_ups(sides[0].selections[0]))
    return answer or _beside_a_home(inquiry) or not_comparable(inquiry, sides)


def _is_qualified(inquiry: Inquiry) -> bool:
    """Whether one thing narrows the other: “what data centres use for crypto” compares nothing."""
    question = inquiry.question
    compares = question.is_compared or question.direction or question.picks_one
    if compares or question.combination or len(question.topics) != _PAIR or question.earlier:
        return False
    if any(t.subject_id.startswith(_HOUSEHOLD) for t in question.topics):
        return False  # which an amount is put beside
    ends = {mention.start: mention.end for mention in question.named}
    first, second = sorted(topic.start for topic in question.topics)
    gap = question.text[ends.get(first, first) : second].lower()
    return inquiry.patterns.shows("qualifies", gap)


def _asks_a_mean(inquiry: Inquiry) -> bool:
    """“The average of France and Germany” is no comparison, and weighs them in no way we know."""
    question = inquiry.question
    compares = question.is_compared or question.direction or question.picks_one
    return not compares and inquiry.patterns.shows("mean_of_several", question.text.lower())


def _most_first(inquiry: Inquiry, sides: tuple[Side, ...]) -> tuple[Side, ...]:
    """The sides, the one that is asked for first where the most or least of several is asked."""
    question = inquiry.question
    lowered = question.text.lower()
    asks = any(inquiry.patterns.shows(name, lowered) for name in ("ranking", "peak", "lowest"))
    if len(sides) <= _PAIR or not asks:
        return sides
    sizes = [max((s.lead.value_si or 0.0) for s in side.selections) for side in sides]
    order = sorted(range(len(sides)), key=lambda i: sizes[i], reverse=not question.wants_lowest)
    return tuple(sides[i] for i in order)


def asks_efficiency(inquiry: Inquiry) -> bool:
    """Whether what something does with its energy is asked, of which amounts tell nothing."""
    return inquiry.patterns.shows("efficient", inquiry.question.text.lower())


def is_amount(side: Side, inquiry: Inquiry) -> bool:
    """Whether a side is told by how much it takes in all, which says nothing of what it does."""
    measures = [s.measure for s in side.selections]
    return all(m.dimension in ("energy", "power") and m.basis != "per_item" for m in measures)


def _compare(
    inquiry: Inquiry, sides: tuple[Side, ...], follow_ups: Sequence[str] = ()
) -> Answer | None:
    """Compare sides as the question asks: which of two, more or less, or how many times."""
    question = inquiry.question
    lowered = question.text.lower()
    asks_how = any(inquiry.patterns.shows(name, lowered) for name in ("how_much", "how_many_times"))
    direction = None if asks_how and not question.is_yes_no else question.direction
    if _tells_only_watts(inquiry, sides):
        return _compare_watts(inquiry, sides)
    rated = inquiry.patterns.shows("better", question.text.lower())  # which end is the good one?
    picks_one = question.picks_one and direction is None and len(sides) == _PAIR and not rated
    if picks_one:
        less = question.wants_lowest or inquiry.patterns.shows("less", question.text.lower())
        direction = "less" if less else "more"
    if question.direction is None and len(sides) == _PAIR and is_tiny(*sides):
        sides = sides[::-1]
    return compare(
        sides,
        inquiry.composer(),
        inquiry.finder,
        direction=direction,
        picks_one=picks_one,
        follow_ups=follow_ups,
    )


def _tells_only_watts(inquiry: Inquiry, sides: Sequence[Side]) -> bool:
    """Whether it is asked which uses more, and only the power of devices is known."""
    measures = {s.measure.measure_id for side in sides for s in side.selections}
    asked = {*inquiry.question.measures} - {*GENERIC_MEASURES}
    kinds = {inquiry.vocabulary.subject(side.topic.subject_id).kind for side in sides}
    unit = inquiry.question.asked_unit
    return measures == {_WATTS} and kinds == {"product"} and not asked and unit is None


def _compare_watts(inquiry: Inquiry, sides: tuple[Side, ...]) -> Answer | None:
    """Set the powers of devices side by side, and leave open which of them uses more."""
    answer = compare(sides, inquiry.composer(), inquiry.finder, direction=None)
    if answer is None:
        return None
    note = inquiry.wording.say("caveat_only_watts")
    return replace(answer, caveats=(note, *answer.caveats))


def _beside_a_home(inquiry: Inquiry) -> Result | None:
    """What happens once, or is of one item, is counted in the years of a home beside it."""
    homes = [t for t in inquiry.question.topics if t.subject_id.startswith(_HOUSEHOLD)]
    others = tuple(t for t in inquiry.question.topics if t not in homes)
    if len(homes) != 1 or len(others) != 1:
        return None
    region = homes[0].subject_id.removeprefix(_HOUSEHOLD)
    asked = replace(inquiry.question, intent="equivalent", topics=others, homes=region)
    return equivalent(inquiry.asking(asked))


def _each_of_its_measure(inquiry: Inquiry) -> tuple[Side, ...] | Missing | None:
    """“Does France make more nuclear than Germany coal?”: each side has a measure of its own."""
    question = inquiry.question
    specific = specific_measures(question)
    if len(question.topics) != _PAIR or len(specific) != _PAIR or not question.is_compared:
        return None
    in_order = question.topics[0].start < question.topics[1].start
    measures = specific if in_order else specific[::-1]
    sides = []
    for topic, measure_id in zip(question.topics, measures, strict=True):
        found = inquiry.finder.find(topic, measure_id=measure_id, period=inquiry.period)
        if isinstance(found, Missing):
            return found
        sides.append(Side(topic, (found,)))
    return tuple(sides)


def not_comparable(inquiry: Inquiry, sides: tuple[Side, ...]) -> Result:
    """Refuse to set sides against one another that measure different things."""
    has = [(s.topic, s.measure.measure_id) for side in sides for s in side.selections]
    return refuse_sides(inquiry, has)


def sides_of(inquiry: Inquiry) -> tuple[Side, ...] | Missing:
    """The sides of a comparison or a sum, devices in one country, or what is missing."""
    question = inquiry.question
    sides = find_sides(
        question.topics,
        inquiry.finder,
        measure_id=question.measure_id,
        period=inquiry.period,
        projected=inquiry.projects,
        reconcile=question.intent != "share",
    )
    if isinstance(sides, Missing):
        return sides
    return in_one_place(sides, inquiry.finder, inquiry.period)
