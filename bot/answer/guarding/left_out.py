"""Tells whether an answer leaves out an amount that the question states.

“If everyone asked 10 questions a day, how much would that be?” is not answered by one question's
figure: an amount that is left out makes another question.
"""

import re
from collections.abc import Callable
from dataclasses import replace

from bot.answer.inquiry import Inquiry, Result
from bot.answer.intervals import high, scaled
from bot.answer.question import Question
from bot.answer.records import Answer
from knowledge.records import Quantity
from knowledge.units import dimension_of, split_unit

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_LONG_AGO = r"(?<!\d)(?=1[0-8]\d\d)(?:(?<=in )|(?<=since )|(?<=from )|(?<=by )|(?={0}年)){0}(?!\d)"
_SHORT = ("min", "s")  # no figure is of a minute of a thing
_RECKONED = ("conversion", "equivalent")
_A_LITTLE_LESS = 0.97
_MANY = 1_000  # so many are people, not questions of each
_OF_PEOPLE = (None, "person")
_OF_FIGURES = ("figure", "comparison", "share", "trend")


def left_out(question: Question, answer: Answer) -> tuple[str, ...]:
    """The stated amounts, as written, that no step of the answer rests on; one thing is none.

    A statement to be checked has none, nor an amount that a figure is to be more or less than, nor
    an answer that reckons with what is stated.
    """
    if question.intent == "check" or answer.kind == "explanation":
        return ()
    if long_ago := _years_long_ago(question):
        return long_ago
    if answer.kind not in _OF_FIGURES:  # which reckon with amounts, but not with a price
        ranks = answer.kind == "ranking"
        return tuple(
            s.text
            for s in question.spans
            if (_is_price(s.quantity) and not answer.reckons_with_stated)
            or (ranks and s.quantity.unit == "%" and not _ranks_shares(answer))
            or (answer.kind == "equivalent" and not _is_reckoned(s.quantity, answer))
        )
    if answer.kind == "figure" and question.direction is not None:
        return tuple(s.text for s in question.spans if s.quantity.unit == "x")  # no bound
    if answer.reckons_with_stated:
        return ()
    things = Quantity(float(len(question.topics)), None)  # “compare 2 countries”
    amounts = (s for s in question.spans if not _is_one_thing(s.quantity) and s.quantity != things)
    return tuple(s.text for s in amounts if not _is_told(s.text, answer))


def _years_long_ago(question: Question) -> tuple[str, ...]:
    """The years that are asked about and lie before every figure: “in 1870”, 「1870年の」."""
    return tuple(n for n in question.unread if re.search(_LONG_AGO.format(n), question.text, re.I))


def idle(
    inquiry: Inquiry, answer: Answer, kind: Callable[[Inquiry], Result | None]
) -> tuple[str, ...]:
    """The stated amounts, as written, with which a reckoned answer comes out the same.

    Each is made a little smaller and the answer reckoned again: one that changes nothing has no
    part in it. Numbers that nothing read have none either, nor “a month” of which a year is asked.
    """
    question = inquiry.question
    if answer.kind not in _RECKONED or not answer.reckons_with_stated:
        return ()
    before = _results(answer)
    if not any(high(result) for result in before):
        return ()  # nothing of anything is nothing

    def is_idle(at: int) -> bool:
        span = question.spans[at]
        if span.quantity.value == 1 or span.quantity.unit == "x":
            return False
        less = replace(span, quantity=scaled(span.quantity, _A_LITTLE_LESS))
        spans = (*question.spans[:at], less, *question.spans[at + 1 :])
        again = kind(inquiry.asking(replace(question, spans=spans)))
        return isinstance(again, Answer) and _results(again) == before

    amounts = tuple(s.text for at, s in enumerate(question.spans) if is_idle(at))
    return (*amounts, *question.unread, *_months(inquiry), *_all_people(inquiry))


def _all_people(inquiry: Inquiry) -> tuple[str, ...]:
    """“Every person on earth”, of whom no number is stated."""
    question = inquiry.question
    everybody = inquiry.patterns.found("all_people", question.text)
    counted = any((q.value or 0) >= _MANY and q.unit in _OF_PEOPLE for q in question.quantities)
    return () if everybody is None or counted else (everybody,)


def _months(inquiry: Inquiry) -> tuple[str, ...]:
    """The month that an amount is said to be of, where a year's is asked and none reckoned."""
    text = inquiry.question.text
    month = inquiry.patterns.found("per_month", text)
    if month is None or any(map(_is_timed, inquiry.question.quantities)):
        return ()
    return (month,) if inquiry.patterns.shows("per_second_year", text) else ()


def _is_timed(quantity: Quantity) -> bool:
    """Whether an amount is a time, or one of energy in a time."""
    above, below = split_unit(quantity.unit) if quantity.unit else ("", None)
    return bool(above) and (dimension_of(above) == "time" or below in ("month", "yr", "day", "h"))


def _results(answer: Answer) -> list[Quantity]:
    return [derivation.result for derivation in answer.derivations]


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
