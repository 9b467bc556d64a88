"""What a clause takes from the statement before it: its subject, its measure, what “that” is."""

import re
from dataclasses import replace

from bot.answer.checking.fuels import is_fuel, named_fuels
from bot.answer.checking.splitting import Clause
from bot.answer.checking.statement import RANKS, Statement
from bot.answer.figures import GENERIC_MEASURES
from bot.answer.question import Question, Topic
from bot.answer.words import Patterns
from knowledge.records import Period, Quantity
from knowledge.units import dimension_of

_OPENS_WITH_NUMBER = re.compile(
    r"\W*(?:(?:about|around|roughly|nearly|almost|or|some|equal to|約|およそ|全体の)\s*)*\d"
    r"|[^\W\d]{1,8}の(?:電力|電気|消費電力|電力消費|電力需要|総電力)?の?(?:約|およそ|ほぼ|わずか)?\d",
    re.IGNORECASE,
)
_WORLD, _PAIR = "world", 2
_COMPANY, _PRODUCTS = "company:", ("prompt:", "image:", "video:", "training:", "contract:", "chip:")
_FARTHEST = 160  # characters between two clauses of which one goes on from the other


def moves(lowered: str, patterns: Patterns) -> bool:
    """Whether a text tells of a rise or a fall."""
    return patterns.shows("rise", lowered) or patterns.shows("fall", lowered)


def context_of(
    question: Question,
    clause: Clause,
    before: Statement | None,
    lowered: str,
    patterns: Patterns,
) -> tuple[tuple[Topic, ...], tuple[Period, ...], bool]:
    """What a clause speaks of: its own subjects, or those named just before when it names none."""
    if before is None or clause.start - before.end > _FARTHEST:
        return question.topics, question.periods, False
    own = [t for t in question.topics if t.subject_id != "country:world"]
    part = before.topics[:1]
    bare = _is_bare_share(question, lowered, patterns) and not _tells_no_energy(before)
    if bare and part and not part[0].is_country:
        return (*part, *question.topics), question.periods or before.periods, True
    relating = _without_bounds(lowered, patterns)
    relates = any(patterns.shows(n, relating) for n in ("than", "as_much", "exceeds", "of_before"))
    relates = relates or any(q.unit == "home" for q in question.quantities)
    if any(q.unit == "x" for q in question.quantities) and not moves(lowered, patterns):
        relates = True  # “4.2 times Japan” is of what was named before
    part_of = before.topics[0] if before.topics else None
    if part_of and part_of.is_country and _is_share_of_a_source(question, lowered, patterns):
        return (part_of,), question.periods or before.periods, True
    if own and not (relates and len(own) == 1):
        return question.topics, question.periods, False
    earlier = _spoken_of(before)
    if not earlier or earlier[0].subject_id in {t.subject_id for t in own}:
        return question.topics, question.periods, False
    if patterns.shows("of_before", lowered):
        return (*question.topics, *earlier), question.periods, True
    return (*earlier, *question.topics), question.periods or before.periods, True


def _spoken_of(before: Statement) -> tuple[Topic, ...]:
    """What goes on being spoken of: the first thing, or what a company says of its product."""
    product = _product(before)
    if product is not None:
        return (product,)
    return tuple(t for t in before.topics if t.subject_id != "country:world")[:1]


def is_of_several(before: Statement) -> bool:
    """Whether what goes on may be of another of the things that are named than the first."""
    return len(before.topics) > 1 and _product(before) is None


def _product(before: Statement) -> Topic | None:
    """The product of which a company speaks: “Google says a Gemini prompt ...”."""
    if len(before.topics) != _PAIR or before.question.is_compared:
        return None
    company, product = before.topics
    of_company = company.subject_id.startswith(_COMPANY)
    return product if of_company and product.subject_id.startswith(_PRODUCTS) else None


def _without_bounds(lowered: str, patterns: Patterns) -> str:
    """A clause without “tops 9,000 TWh”, which bounds its own thing and compares it with none."""
    for bound in patterns.of("own_bound"):
        lowered = bound.sub(" ", lowered)
    return lowered


def unit_pointed_to(before: Statement | None, lowered: str, patterns: Patterns) -> str | None:
    """The unit of the amount that a multiple of “that” is of; None where nothing is pointed to."""
    if before is None or not before.amounts or not patterns.shows("of_before", lowered):
        return None
    return before.amounts[0].quantity.unit


def of_one_ranking(
    question: Question, before: Statement | None, lowered: str, patterns: Patterns
) -> Question:
    """A place in a ranking is one by the measure of the ranking, or the amount, named before."""
    if before is None or question.measure_id is not None:
        return question
    ranks = any(patterns.shows(name, lowered) for name in RANKS)
    own = [t for t in question.topics if t.place != _WORLD]
    goes_on = not own and before.amounts and before.topics[:1] and before.topics[0].is_country
    if not ranks or not (goes_on or any(before.shows(name) for name in RANKS)):
        return question
    return replace(question, measure_id=before.question.measure_id)


def of_the_source_before(
    question: Question, before: Statement | None, lowered: str, patterns: Patterns
) -> Question:
    """“94 TWh of nuclear, 9% of its electricity” is of what the same source of power makes."""
    if before is None or not patterns.shows("of_the_whole", lowered):
        return question
    fuels = named_fuels(before.lowered, patterns)
    made = before.question.measure_id
    if len(fuels) != 1 or made != f"generation_{fuels[0]}" or named_fuels(lowered, patterns):
        return question
    places = {t.place for t in before.topics}
    if any(not t.is_country or t.place not in places for t in question.topics):
        return question
    return replace(question, measure_id=made, measures=(made,))


def _is_share_of_a_source(question: Question, lowered: str, patterns: Patterns) -> bool:
    """Whether a clause is only the share of a source of power, of no place: “solar 18%”."""
    if question.residue or not question.topics or not all(map(is_fuel, question.topics)):
        return False
    numbers = [q for q in question.quantities if q.value is not None]
    if len(numbers) != 1 or not _is_part(numbers[0]) or patterns.shows("worldwide", lowered):
        return False
    return not (moves(lowered, patterns) or patterns.shows("qualities", lowered))


def _tells_no_energy(before: Statement) -> bool:
    """Whether the number before is of another kind: 0.5 % of the world's may be of emissions."""
    units = [span.quantity.unit for span in before.amounts if span.quantity.unit]
    return bool(units) and not dimension_of(units[0]).startswith(("energy", "power"))


def _is_part(quantity: Quantity) -> bool:
    """Whether a number is a part of a whole: 18 %, a third."""
    return quantity.unit == "%" or (quantity.unit is None and 0 < (quantity.value or 0.0) < 1)


def _is_bare_share(question: Question, lowered: str, patterns: Patterns) -> bool:
    """Whether a clause is only a share of a place's electricity: “4.4% of US electricity”."""
    places = question.topics and all(t.is_country for t in question.topics)
    return (
        bool(places)
        and _OPENS_WITH_NUMBER.match(lowered) is not None
        and patterns.shows("percent_of", lowered)
        and question.measure_id in (None, *GENERIC_MEASURES)
    )


def measure_before(before: Statement | None, question: Question) -> str | None:
    """Return the measure that a bare amount may be of: that of the statement before."""
    if before is None or question.measure_id is not None:
        return None
    return before.question.measure_id or before.measure_before
