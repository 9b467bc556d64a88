"""Tells whether an answer leaves out an amount that the question states.

“If everyone asked 10 questions a day, how much would that be?” is not answered by one question's
figure: an amount that is left out makes another question.
"""

import re

from bot.answer.question import Question
from bot.answer.records import Answer
from knowledge.records import Quantity
from knowledge.units import dimension_of

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_SHORT = ("min", "s")  # no figure is of a minute of a thing
_OF_FIGURES = ("figure", "comparison", "share", "trend")


def left_out(question: Question, answer: Answer) -> tuple[str, ...]:
    """The stated amounts, as written, that no step of the answer rests on; one thing is none.

    A statement to be checked has none, nor an amount that a figure is to be more or less than, nor
    an answer that reckons with what is stated.
    """
    if question.intent == "check" or answer.kind == "explanation":
        return ()
    if answer.kind not in _OF_FIGURES:  # which reckon with amounts, but not with a price
        ranks = answer.kind == "ranking"
        return tuple(
            s.text
            for s in question.spans
            if (_is_price(s.quantity) and not _is_multiplied(s.quantity, answer))
            or (ranks and s.quantity.unit == "%" and not _ranks_shares(answer))
            or (answer.kind == "equivalent" and not _is_reckoned(s.quantity, answer))
        )
    if answer.kind == "figure" and question.direction is not None:
        return ()
    if answer.reckons_with_stated:
        return ()
    things = Quantity(float(len(question.topics)), None)  # “compare 2 countries”
    amounts = (s for s in question.spans if not _is_one_thing(s.quantity) and s.quantity != things)
    return tuple(s.text for s in amounts if not _is_told(s.text, answer))


def _ranks_shares(answer: Answer) -> bool:
    return any(n.quantity.unit == "%" for claim in answer.claims for n in claim.numbers)


def _is_one_thing(quantity: Quantity) -> bool:
    """Whether a quantity is a mere one: one prompt, one hour; 1 kWh and 1 minute are amounts."""
    unit = quantity.unit
    if unit is None or quantity.value != 1:
        return quantity.value == 1
    return unit not in _SHORT and dimension_of(unit) not in ("energy", "power")


def _is_price(quantity: Quantity) -> bool:
    return quantity.unit is not None and dimension_of(quantity.unit) == "price_per_energy"


def _is_multiplied(price: Quantity, answer: Answer) -> bool:
    """Whether a step of the answer has the price in it."""
    return any(str(price.unit) in d.steps for d in answer.derivations)


def _is_reckoned(count: Quantity, answer: Answer) -> bool:
    """Whether a mere number, or a multiple of it, has a part in a count in familiar things."""
    if count.unit is not None or count.value in (None, 0, 1):
        return True
    steps = " ".join((answer.interpretation, *(d.steps for d in answer.derivations)))
    numbers = (float(n) for n in _NUMBER.findall(steps.replace(",", "")))
    return any(n and n % count.value == 0 for n in numbers)


def _is_told(amount: str, answer: Answer) -> bool:
    """Whether a claim tells the amount as what its number is of: its scope, or per 100 km."""
    per = f"/{amount.replace(' ', '')}"
    whole = re.compile(rf"(?<![\d.,]){re.escape(amount)}(?!\d|[.,]\d)")
    return any(
        any(whole.search(text) for _, text in claim.words)
        or any((number.quantity.unit or "").endswith(per) for number in claim.numbers)
        for claim in answer.claims
    )
