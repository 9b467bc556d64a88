"""The kind that reckons with a price that the question states: “350 kWh at 31 yen per kWh”.

What is bought at it is a stated energy, a stated power over a time, or what a thing takes.
"""

from dataclasses import replace

from bot.answer.inquiry import Inquiry, Result
from bot.answer.intervals import high, middle, scaled
from bot.answer.kinds.running import Product, product_of, state_product
from bot.answer.question import Question
from bot.answer.reckoning.amounts import over_time
from bot.answer.records import Answer, Number
from bot.answer.refusals import refuse_amounts
from bot.answer.selection import Selection
from bot.answer.stated_amounts import Stated, read_stated
from knowledge.quantities import QuantitySpan
from knowledge.records import Quantity
from knowledge.units import convert, dimension_of, split_unit

_PRICE = "price_per_energy"
_NOT = ("check", "advice", "ranking", "comparison", "share", "trend")
_CENTS, _DOLLARS = "cents", "USD"
_PRODUCT = "product"
_OF_PRICES = ("electricity_price",)


def priced(inquiry: Inquiry) -> Result | None:
    """What an energy costs at a stated price; refused where it is not known of how much."""
    question = inquiry.question
    prices = [s for s in question.spans if _is_price(s)]
    if len(prices) != 1 or question.intent in _NOT or question.is_yes_no:
        return None
    price = prices[0].quantity
    if price.value is None:
        return None
    rest = _without_price(question)
    stated = read_stated(rest, inquiry.patterns)
    bought = [q for q in rest.quantities if q.unit and _is_energy(q.unit)]
    if bought or stated.powers:
        return _of_stated(bought, stated, price, inquiry)
    return _of_figure(rest, stated, price, inquiry) or refuse_amounts(inquiry, [prices[0].text])


def _is_price(span: QuantitySpan) -> bool:
    return span.quantity.unit is not None and dimension_of(span.quantity.unit) == _PRICE


def _is_energy(unit: str) -> bool:
    return dimension_of(split_unit(unit)[0]) == "energy"


def _without_price(question: Question) -> Question:
    """The question about the amount alone: the price is what it is multiplied by."""
    measures = tuple(m for m in question.measures if m not in _OF_PRICES)
    return replace(
        question,
        spans=tuple(s for s in question.spans if not _is_price(s)),
        measures=measures,
        measure_id=measures[0] if measures else None,
        asked_unit=None,
    )


def _of_stated(
    bought: list[Quantity], stated: Stated, price: Quantity, inquiry: Inquiry
) -> Answer | None:
    """What the stated energy costs, of the same time as it is said of: a month's, a year's."""
    if len(bought) == 1 and not (stated.powers or stated.others or stated.counts):
        amount = scaled(bought[0], 1.0, unit=split_unit(bought[0].unit or "")[0])
        steps, assumed = f"{middle(bought[0]):,.10g} {bought[0].unit}", ""
    else:
        step = None if bought else over_time(stated, None)
        if step is None or stated.counts or stated.others:
            return None
        amount, steps = step.result, step.steps
        assumed = inquiry.wording.say(step.assumptions[0]) if step.assumptions else ""
    composer = inquiry.composer()
    cost = _cost(amount, price)
    steps = f"{steps} × {_written(price)}"
    derivation = composer.derive("product", ["question"], steps, cost)
    given = [Number(f"given_{at}", q) for at, q in enumerate(inquiry.question.quantities)]
    given += [Number("hours", Quantity(stated.hours, "h"))] if stated.hours else []
    value = Number("value", cost, None, derivation.derivation_id)
    composer.claim("headline_amount", [value, *given], steps=steps)
    composer.caveat(assumed)
    read = inquiry.wording.say("interpretation_amount", question=inquiry.question.text)
    return composer.answer("conversion", read)


def _of_figure(rest: Question, stated: Stated, price: Quantity, inquiry: Inquiry) -> Result | None:
    """What a thing's energy costs: a year's as it is stored, or of a device over a time.

    What all of a product use is not what one of it costs.
    """
    if len(rest.topics) != 1 or stated.others:
        return None
    found = inquiry.finder.find(rest.topics[0], measure_id=rest.measure_id, period=inquiry.period)
    if not isinstance(found, Selection):
        return None
    kind = inquiry.vocabulary.subject(found.lead.subject_id).kind
    if kind == _PRODUCT and found.measure.basis == "per_year":
        return None
    product = product_of(found, stated, (), inquiry.asking(rest))
    yearly = found.measure.basis == "per_year" and not (stated.counts or stated.hours)
    if product is None and yearly and found.measure.dimension == "energy":
        product = Product(found.lead.quantity, ())
    if product is None or dimension_of(product.result.unit or "") != "energy":
        return None
    factors = (*product.factors, _written(price))
    costs = Product(_cost(product.result, price), factors, product.assumption)
    return state_product(found, costs, inquiry)


def _cost(energy: Quantity, price: Quantity) -> Quantity:
    """The money that an energy costs; cents are told in dollars."""
    money, per = split_unit(price.unit or "")
    each = convert(1.0, energy.unit or "kWh", per or "kWh") * high(price)
    if money == _CENTS:
        return scaled(energy, each * convert(1.0, _CENTS, _DOLLARS), unit=_DOLLARS)
    return scaled(energy, each, unit=money)


def _written(price: Quantity) -> str:
    return f"{middle(price):,.10g} {price.unit}"
