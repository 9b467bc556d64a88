"""Kinds that reckon with amounts: equivalents, arithmetic, so many of a thing."""

from collections.abc import Sequence
from dataclasses import replace

from bot.answer.guarding.counted_other import counted_things
from bot.answer.guarding.leaning import points_at_nothing
from bot.answer.inquiry import Inquiry, Result
from bot.answer.intervals import has_range, high, low, scaled
from bot.answer.merging import each_meaning
from bot.answer.parsing.intents import sets_amount_against_topic
from bot.answer.question import Question, Topic
from bot.answer.reckoning.amount_of_energy import Amount
from bot.answer.reckoning.amounts import answer_amounts
from bot.answer.reckoning.equivalents import answer_equivalent
from bot.answer.reckoning.sides import expand
from bot.answer.reckoning.yardsticks import (
    PROMPTS,
    REACTORS,
    Yardstick,
    asked_yardstick,
    bill_in,
    yardstick_figure,
)
from bot.answer.records import Answer, Unanswered
from bot.answer.refusals import missing_figure, refuse, refuse_home, refuse_hours, refuse_units
from bot.answer.selection import HOURS_A_YEAR, Missing, Selection
from bot.answer.stated_amounts import (
    DAYS_A_YEAR,
    HOURS,
    Stated,
    asked_days,
    asked_hours,
    hours_of_a_day,
    read_stated,
    stated_energy,
)
from knowledge.records import Figure, Quantity
from knowledge.units import convert, dimension_of, split_unit

_PRICE, _HOUSEHOLD = "electricity_price", "household:"
_APPLIANCE = "product"
ONE = "one "  # so scopes begin that tell of one of many
_BY_DISTANCE = "energy_per_distance"
_PROMPT = "prompt"
_OF_A_DAY = "electricity_per_day"
_OTHER_KINDS = ("mass", "volume")


def equivalent(inquiry: Inquiry) -> Result | None:
    """A quantity in familiar things, or beside a named one."""
    question = inquiry.question
    measured = [q for q in question.quantities if q.unit not in (None, "%", "x")]
    beside = bool(measured) and (question.intent == "share" or question.direction is not None)
    beside = beside or _counts_uses(measured, inquiry)
    if question.intent != "equivalent" and not (beside and len(question.topics) == 1):
        return None
    if beside and inquiry.projects and question.direction is not None:
        return None  # what is to come is told by the projections, without a verdict
    asked = _asked(inquiry, alone=len(question.topics) == 1 and not measured)
    if asked is not None and len(question.topics) > 1:  # “how many H100s would use as much as X”
        others = tuple(t for t in question.topics if t.subject_id != asked.subject_id)
        question = replace(question, topics=others)
        inquiry = inquiry.asking(question)
    stated = _stated_amount(inquiry)
    if asked is not None and asked.form in ("money", "reactors"):  # named by a measure's words
        inquiry = inquiry.asking(replace(question, measure_id=None))
    amounts = [stated] if stated is not None else _stored_amounts(inquiry)
    part_of_year = stated is None and not amounts and bool(question.topics)
    refused = _refused(asked, amounts, inquiry)
    if refused is not None:
        return refused
    against = question.topics if stated is not None else ()
    things = counted_things(question)
    if asked is not None and asked.target == "prompt" and asked.subject_id not in things:
        asked = None if any(t.subject_id in things for t in against) else asked
    answers = [
        answer_equivalent(
            amount,
            inquiry.composer(),
            inquiry.finder,
            asked=asked if question.intent == "equivalent" else None,
            period=inquiry.period if beside else None,
            counted=bool(things),
            against=[t for t in against if asked is None or t.subject_id != asked.subject_id],
        )
        for amount in amounts
    ]
    found = [answer for answer in answers if answer is not None]
    if not found:
        return refuse(inquiry, "unclear") if asked is not None and part_of_year else None
    if stated is None and any(amount.yearly for amount in amounts) and _is_daily(inquiry):
        note = inquiry.wording.say("assume_every_day")
        found = [replace(answer, caveats=(note, *answer.caveats)) for answer in found]
    if len(found) > 1:
        speaker = inquiry.speaker
        topic = question.topics[0]
        umbrella = speaker.subject(topic.subject_id, topic.region)
        read = inquiry.wording.say("interpretation_equivalent", quantity=umbrella)
        return each_meaning(found, [umbrella], inquiry.wording, interpretation=read)
    return _with_direction(found[0], question)


def _asked(inquiry: Inquiry, *, alone: bool) -> Yardstick | None:
    """What the amount is asked in; a thing that is asked about `alone` is no measure of itself."""
    question = inquiry.question
    homes = [t.subject_id for t in question.topics if t.subject_id.startswith(_HOUSEHOLD)]
    of_language = "jp" if question.language == "ja" else "us"
    region = question.homes or (homes[0].removeprefix(_HOUSEHOLD) if homes else of_language)
    but = {t.subject_id for t in question.topics} if alone else set()
    but |= {t.subject_id for t in question.replaced}
    written = (question.text, question.earlier)
    named = (asked_yardstick(text, inquiry.patterns, region, but=but) for text in written)
    asked = next((yardstick for yardstick in named if yardstick is not None), None)
    if asked is PROMPTS and _is_one_of_its_own(question, inquiry):
        return None  # 「スマホの充電何回分」 counts charges
    itself = asked is not None and asked.subject_id in {t.subject_id for t in question.topics}
    if (asked is None or itself) and inquiry.patterns.shows("price", question.told_amounts):
        return bill_in(region)
    return asked


def _is_one_of_its_own(question: Question, inquiry: Inquiry) -> bool:
    """Whether what is counted is named, and has an energy of one use that is no prompt's."""
    if len(question.topics) != 1 or _PROMPT in question.topics[0].subject_id:
        return False
    subject_id = question.topics[0].subject_id
    own = inquiry.vocabulary.measure(inquiry.vocabulary.subject(subject_id).measure)
    of_one = own.basis == "per_item" and own.dimension == "energy"
    measures = ("energy_per_use",)
    return of_one or bool(
        inquiry.knowledge.figures(subject_ids=(subject_id,), measure_ids=measures)
    )


def _refused(
    asked: Yardstick | None, amounts: Sequence[Amount], inquiry: Inquiry
) -> Unanswered | None:
    """Refuse kilograms of an energy, a price that is not known, and a thing counted in itself.

    Nor is a household's appliance taken to run all year at its rated power.
    """
    if points_at_nothing(inquiry.question, inquiry.patterns):
        return refuse(inquiry, "unclear")
    question = inquiry.question
    unit = question.asked_unit
    if unit is not None and dimension_of(unit) in _OTHER_KINDS and question.quantities:
        return refuse_units(inquiry)
    if any(_runs_at_times(amount, inquiry) for amount in amounts):
        return refuse_hours(inquiry)
    if asked is None:
        return None
    if asked.target == "home" and yardstick_figure(asked, inquiry.finder) is None:
        return refuse_home(inquiry, asked.subject_id.removeprefix(_HOUSEHOLD))
    if asked.form == "money" and yardstick_figure(asked, inquiry.finder) is None:
        return missing_figure(inquiry, Missing(Topic(asked.subject_id), "measure", _PRICE))
    if any(a.figure and a.figure.subject_id == asked.subject_id and a.times == 1 for a in amounts):
        return refuse(inquiry, "unknown_subject" if question.residue else "unclear")
    return None


def _runs_at_times(amount: Amount, inquiry: Inquiry) -> bool:
    if amount.figure is None or not amount.is_power or amount.hours != HOURS_A_YEAR:
        return False
    return inquiry.vocabulary.subject(amount.figure.subject_id).kind == _APPLIANCE


def _counts_uses(measured: Sequence[Quantity], inquiry: Inquiry) -> bool:
    """Whether it is asked how many times an energy does for one use: “can I charge my phone”."""
    question = inquiry.question
    if len(question.topics) != 1 or len(measured) != 1 or question.asked_unit is not None:
        return False
    own = inquiry.vocabulary.measure(
        inquiry.vocabulary.subject(question.topics[0].subject_id).measure
    )
    of_energy = measured[0].unit is not None and dimension_of(measured[0].unit) == "energy"
    counts = inquiry.patterns.shows("counts", question.text.lower())
    return counts and of_energy and own.basis == "per_item" and own.dimension == "energy"


def _with_direction(answer: Answer, question: Question) -> Answer:
    """“Is 415 TWh more than France uses?” has a verdict: whether it is more than all of it.

    “Does France use more than 415 TWh?” asks for the reverse of it.
    """
    numbers = (n.quantity for n in answer.claims[0].numbers)
    share = next((q for q in numbers if q.unit in ("%", "x")), None)
    even = 100 if share is not None and share.unit == "%" else 1
    if question.direction is None or share is None or low(share) <= even <= high(share):
        return answer
    amount_is_more = low(share) > even
    asks_of_amount = sets_amount_against_topic(question)
    return replace(
        answer, verdict=(amount_is_more == asks_of_amount) == (question.direction == "more")
    )


def _stated_amount(inquiry: Inquiry) -> Amount | None:
    stated = read_stated(inquiry.question, inquiry.patterns)
    if stated.powers:
        hours = stated.hours or hours_of_a_day(stated) or float(HOURS_A_YEAR)
        return Amount(
            stated.powers[0],
            hours=hours,
            load_percent=stated.load_percent,
            written=_written("power", inquiry.question),
        )
    if stated.energies:
        written = _written("energy", inquiry.question)
        in_homes = inquiry.patterns.shows("target_home", inquiry.question.told_amounts)
        energy = stated_energy(stated, of_a_year=in_homes)
        says_day = any((q.unit or "").endswith("/day") for q in inquiry.question.quantities)
        if written and energy != stated.energies[0] and not says_day:
            written = inquiry.wording.say("amount_a_day", amount=written)
        return Amount(energy, yearly=stated.yearly, written=written)
    return None


def _written(dimension: str, question: Question) -> str | None:
    """How the question wrote its first amount of a dimension."""
    for span in question.spans:
        above, below = split_unit(span.quantity.unit) if span.quantity.unit else ("", None)
        of_a_time = below is None or below in HOURS
        if above and of_a_time and dimension_of(above) == dimension:
            return span.text
    return None


def _stored_amounts(inquiry: Inquiry) -> list[Amount]:
    """The figure of the one topic, or of each thing that its name covers."""
    question = inquiry.question
    if not question.topics:
        return _reactors(inquiry)
    if len(question.topics) != 1:
        return []
    found = [_of_all(member, inquiry) for member in expand(question.topics[0], inquiry.finder)]
    stated = read_stated(question, inquiry.patterns)
    hours = asked_hours(stated, question.told_amounts, inquiry.patterns)
    hours = hours or hours_of_a_day(stated) or float(HOURS_A_YEAR)
    times = stated.counts[0] if len(stated.counts) == 1 else 1.0
    in_homes = inquiry.patterns.shows("target_home", question.told_amounts)
    by_day = in_homes and hours_of_a_day(stated) is not None  # a day of it is a day of so many
    if by_day:
        hours = float(HOURS_A_YEAR)
    if _is_daily(inquiry):
        times *= asked_days(stated, question.told_amounts, inquiry.patterns) or DAYS_A_YEAR
    return [
        _over_distance(s.lead, stated)
        if s.measure.measure_id == _BY_DISTANCE
        else Amount(
            s.lead.quantity,
            s.lead,
            yearly=s.measure.basis == "per_year"
            or (in_homes and s.measure.measure_id == _OF_A_DAY)
            or (_is_daily(inquiry) and hours == HOURS_A_YEAR and is_of_one(s, inquiry)),
            hours=hours,
            times=DAYS_A_YEAR
            if in_homes and s.measure.measure_id == _OF_A_DAY
            else times
            if is_of_one(s, inquiry)
            else 1.0,
        )
        for s in found
        if isinstance(s, Selection)
        and (s.measure.basis != "per_year" or hours == HOURS_A_YEAR or _is_daily(inquiry))
    ]


def _of_all(topic: Topic, inquiry: Inquiry) -> Selection | Missing:
    """The figure of a topic; what one of its many draws is not what all of them do."""
    question, find = inquiry.question, inquiry.finder.find
    found = find(topic, measure_id=question.measure_id, period=inquiry.period)
    asks_of_one = inquiry.patterns.shows("of_one", question.text[: topic.start].lower())
    if isinstance(found, Missing) or asks_of_one or not found.lead.scope.en.startswith(ONE):
        return found
    return find(topic, period=inquiry.period)


def _reactors(inquiry: Inquiry) -> list[Amount]:
    """What one reactor gives, or so many: 「原発1基は何世帯分」."""
    if not inquiry.patterns.shows("target_reactor", inquiry.question.text.lower()):
        return []
    figure = yardstick_figure(REACTORS, inquiry.finder)
    stated = read_stated(inquiry.question, inquiry.patterns)
    if figure is None or len(stated.counts) > 1:
        return []
    return [Amount(figure.quantity, figure, times=stated.counts[0] if stated.counts else 1.0)]


def _over_distance(figure: Figure, stated: Stated) -> Amount:
    """What a stated distance takes; where none is stated, 100 km."""
    lengths = [q for q in stated.others if q.unit and dimension_of(q.unit) == "length"]
    distance = lengths[0] if len(lengths) == 1 else Quantity(100.0, "km")
    km = convert(high(distance), distance.unit or "km", "km")
    per_km = convert(1.0, figure.unit, "kWh/km") / convert(1.0, figure.unit, "kWh/100km")
    return Amount(
        scaled(figure.quantity, convert(1.0, figure.unit, "kWh/100km"), unit="kWh/100km"),
        figure,
        times=km * per_km,
        extent=f"{high(distance):,.10g} {distance.unit}",
    )


def _is_daily(inquiry: Inquiry) -> bool:
    """Whether so many of a thing are said to be of every day, which comes to 365 times a year."""
    stated = read_stated(inquiry.question, inquiry.patterns)
    once = not stated.counts and stated.yearly  # 「毎日充電すると年いくら」
    return stated.per_day and (len(stated.counts) == 1 or once)


def amounts(inquiry: Inquiry) -> Result | None:
    """Arithmetic over what the question itself states."""
    question = inquiry.question
    if question.intent != "arithmetic":
        return None
    if any(has_range(q) and low(q) < 0 for q in question.quantities):
        return refuse(inquiry, "unclear")  # “−3 ±3 J” is no amount to reckon with
    units = {q.unit for q in question.quantities if q.unit}
    unlike = len({dimension_of(unit) for unit in units}) > 1
    if question.is_yes_no and unlike and (question.direction is not None or "home" in units):
        return refuse(inquiry, "unclear")  # “is 700 W more than 5 kWh” is not answered in hours
    if _are_unlike_sides(question):
        return refuse_units(
            inquiry.asking(replace(question, asked_unit=question.quantities[1].unit))
        )
    if inquiry.patterns.shows("divides", question.text.lower()):
        return refuse(inquiry, "unclear")  # what is divided among them is no multiple
    answer = answer_amounts(question, inquiry.composer(), inquiry.patterns)
    if answer and any(t.subject_id.startswith(_HOUSEHOLD) for t in question.topics):
        return refuse(inquiry, "unclear")  # how many homes there are is not known
    if answer is not None or question.topics:
        return answer
    return refuse_units(inquiry)


def _are_unlike_sides(question: Question) -> bool:
    """Whether it is asked which is more, a power or an energy: neither is."""
    dimensions = [dimension_of(q.unit) for q in question.quantities if q.unit]
    sides = sorted(dimensions) == ["energy", "power"] and len(question.quantities) == len(
        dimensions
    )
    return sides and question.picks_one and question.asked_unit is None


def is_of_one(found: Selection, inquiry: Inquiry) -> bool:
    """Whether a figure is of one of many: a question, a home, a device."""
    if found.measure.basis == "per_item" or found.measure.measure_id == "rated_power":
        return True
    return inquiry.vocabulary.subject(found.lead.subject_id).kind == "household"
