"""Kinds that put stored figures together: sums, differences, halves, sums as sides."""

from collections.abc import Sequence

from bot.answer.inquiry import Inquiry, Result
from bot.answer.kinds.compared import asks_efficiency, is_amount, not_comparable, sides_of
from bot.answer.merging import each_meaning
from bot.answer.parsing.intents import asks_share
from bot.answer.question import Combination, Question, Topic
from bot.answer.reckoning.combining import answer_combination
from bot.answer.reckoning.sides import Side, meanings
from bot.answer.reckoning.sums import compare_sums, split_at_sum
from bot.answer.records import Answer
from bot.answer.refusals import missing_figure, refuse, refuse_efficiency
from bot.answer.selection import Missing, Selection
from knowledge.units import dimension_of

_AMOUNTS = ("energy", "power", "mass", "volume", "money", "count", "time", "length")
_UNLIKE = {"per_item", "one_off"}
_PAIR = 2
_OF_ONE = ("half", "double")
_SOURCE = "generation_"


def combination(inquiry: Inquiry) -> Result | None:
    """A sum, a difference, a half of stored figures."""
    question = inquiry.question
    wanted = question.combination
    if wanted is None or question.intent in ("explanation", "check", "trend"):
        return None
    if wanted == "sum" and asks_share(question.text.lower(), inquiry.patterns):
        return refuse(inquiry, "unclear")  # part of what whole is left open
    if wanted == "difference" and inquiry.patterns.shows("how_many_times", question.text.lower()):
        return None
    if not _are_enough(wanted, question) or (wanted == "difference" and _is_of_shares(inquiry)):
        return None
    sides = sides_of(inquiry)
    if isinstance(sides, Missing):
        return missing_figure(inquiry, sides)
    if asks_efficiency(inquiry) and all(is_amount(side, inquiry) for side in sides):
        return refuse_efficiency(inquiry)
    if wanted == "sum" and not all(map(_adds_up, sides)):
        return refuse(inquiry, "unclear")
    return _combined(sides, wanted, inquiry)


def _combined(sides: tuple[Side, ...], wanted: Combination, inquiry: Inquiry) -> Result:
    """The sides put together, once for each thing that an umbrella among them covers."""
    if _UNLIKE.issubset(s.measure.basis for side in sides for s in side.selections):
        return not_comparable(inquiry, sides)  # an answer and a training are no two of a kind
    unit, follow_ups = inquiry.question.asked_unit, inquiry.follow_ups(sides[0].selections[0])
    answers = [
        answer_combination(meant, wanted, inquiry.composer(), unit=unit, follow_ups=follow_ups)
        for meant in meanings(sides)
    ]
    names = ", ".join(_names(sides, inquiry))
    read = inquiry.wording.say(f"interpretation_{wanted}", subjects=names)
    return _of_meanings([a for a in answers if a is not None], sides, read, inquiry)


def _of_meanings(
    found: Sequence[Answer], sides: tuple[Side, ...], read: str, inquiry: Inquiry
) -> Result:
    if not found:
        return not_comparable(inquiry, sides)
    umbrellas = _names([s for s in sides if s.is_umbrella], inquiry)
    if not umbrellas:
        return found[0]
    return each_meaning(found, umbrellas, inquiry.wording, interpretation=read)


def _names(sides: Sequence[Side], inquiry: Inquiry) -> list[str]:
    topics = [side.topic for side in sides]
    return [inquiry.speaker.subject(t.subject_id, t.region) for t in topics]


def sources_together(inquiry: Inquiry) -> Result | None:
    """“Solar and wind combined in Spain”: what two sources of power of one place come to."""
    question = inquiry.question
    made = [m for m in question.measures if m.startswith(_SOURCE)]
    share = asks_share(question.text.lower(), inquiry.patterns)
    if question.combination != "sum" or len(question.topics) != 1 or len(made) < _PAIR or share:
        return None
    if question.intent not in ("figure", "comparison") or question.direction is not None:
        return None
    topic = question.topics[0]
    found = [inquiry.finder.find(topic, measure_id=m, period=inquiry.period) for m in made]
    missing = next((f for f in found if isinstance(f, Missing)), None)
    if missing is not None:
        return missing_figure(inquiry, missing)
    sides = tuple(Side(topic, (f,)) for f in found if isinstance(f, Selection))
    unit = question.asked_unit
    return answer_combination(sides, "sum", inquiry.composer(), unit=unit)


def _are_enough(wanted: Combination, question: Question) -> bool:
    """Whether a half is of one thing, and a sum of several; “more than twice its …” compares."""
    if wanted in _OF_ONE:
        return len(question.topics) == 1 and question.direction is None
    return len(question.topics) >= _PAIR


def _is_of_shares(inquiry: Inquiry) -> bool:
    """Whether what sets shares of sources of power apart is asked, and no amounts."""
    question = inquiry.question
    if not any(m.startswith(_SOURCE) for m in question.measures):
        return False
    return question.intent == "share" or asks_share(question.text.lower(), inquiry.patterns)


def sum_as_side(inquiry: Inquiry) -> Result | None:
    """“Does China use more than the US and the EU combined?”: a sum is one of the sides."""
    question = inquiry.question
    if question.combination != "sum" or len(question.topics) <= _PAIR:
        return None
    groups = split_at_sum(question, inquiry.patterns)
    if groups is None:
        return None
    sides = sides_of(inquiry)
    if isinstance(sides, Missing):
        return missing_figure(inquiry, sides)
    answers = [
        compare_sums(
            _grouped(sides, meant, groups), inquiry.composer(), direction=question.direction
        )
        for meant in meanings(sides)
    ]
    found = [a for a in answers if a is not None]
    return _of_meanings(found, sides, found[0].interpretation if found else "", inquiry)


def _grouped(
    sides: Sequence[Side], meant: Sequence[Side], groups: Sequence[Sequence[Topic]]
) -> tuple[tuple[Side, ...], ...]:
    """The sides as they are meant, in the groups of which sums are taken."""
    pairs = list(zip(sides, meant, strict=True))
    return tuple(tuple(m for s, m in pairs if s.topic in group) for group in groups)


def _adds_up(side: Side) -> bool:
    """Whether a sum of such figures means something: amounts do, intensities and shares do not."""
    units = [s.measure.unit for s in side.selections]
    return all(dimension_of(u) in _AMOUNTS for u in units)
