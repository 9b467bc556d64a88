"""The kind that counts one thing in another: “how many phone charges is one AI image”."""

import re

from bot.answer.inquiry import Inquiry, Result
from bot.answer.question import Topic
from bot.answer.reckoning.counting import answer_counted, answer_duration, each_of
from bot.answer.selection import HOURS_A_YEAR, Selection
from bot.answer.stated_amounts import read_stated
from knowledge.records import Figure
from knowledge.units import dimension_of

_PAIR = 2
_EMISSIONS, _LENGTH = "mass", "length"
_COMPARES = re.compile(r"how many times\b.*\b(?:more|less|as much|than|\w+er)\b", re.IGNORECASE)
_CASE = ("per_item", "one_off")
_POWERS = ("rated_power",)
_BY_YEAR = "electricity_consumption"


def counted(inquiry: Inquiry) -> Result | None:
    """How many of what is named after “how many” the other thing comes to, by a common measure.

    The measure is the energy of one of each, of devices their power; it is the emissions where
    those are asked.
    """
    question = inquiry.question
    if len(question.topics) != _PAIR or question.intent in ("check", "advice", "share", "ranking"):
        return None
    counts = next(
        filter(None, (p.search(question.text) for p in inquiry.patterns.of("counts"))), None
    )
    if counts is None or _COMPARES.search(question.text, counts.start()):
        return None
    at = counts.start()
    thing = _counted_thing(question.topics, at, after=question.text[at : at + 1].isascii())
    whole = next(t for t in question.topics if t is not thing)
    emitted = any(_dimension(m, inquiry) == _EMISSIONS for m in question.measures)
    each = _of_one(thing, inquiry, emitted=emitted)
    one = _of_one(whole, inquiry, emitted=emitted) or (
        None if emitted else _of_home(whole, inquiry)
    )
    if (each is None or one is None) and not emitted:
        each, one = _power_of(thing, inquiry), _power_of(whole, inquiry)
    if each is None or one is None:
        return None
    stated = read_stated(question, inquiry.patterns)
    lengths = [q for q in stated.others if q.unit and dimension_of(q.unit) == _LENGTH]
    a_year = stated.hours == HOURS_A_YEAR and one.measure_id == _BY_YEAR
    told = len(stated.counts) + len(lengths) + a_year
    if told > 1 or told < len(question.quantities):  # an amount whose part is not understood
        return None
    return answer_counted(
        each,
        one,
        times=stated.counts[0] if stated.counts else 1.0,
        distance=lengths[0] if lengths else None,
        composer=inquiry.composer(),
    )


def _counted_thing(topics: tuple[Topic, ...], at: int, *, after: bool) -> Topic:
    """The thing behind “how many”; in Japanese the last one before 何回."""
    if after:
        return min((t for t in topics if t.start >= at), key=lambda t: t.start, default=topics[-1])
    return max((t for t in topics if t.start < at), key=lambda t: t.start, default=topics[0])


def _dimension(measure_id: str, inquiry: Inquiry) -> str:
    return inquiry.vocabulary.measure(measure_id).dimension


def _of_one(topic: Topic, inquiry: Inquiry, *, emitted: bool) -> Figure | None:
    """The figure of one of a thing: its energy, or what it emits; None where there is none."""
    for subject_id in dict.fromkeys((topic.subject_id, *topic.others)):
        meant = Topic(subject_id, topic.region)
        measure_id = _emitted_by_one(subject_id, inquiry) if emitted else None
        if emitted and measure_id is None:
            continue
        found = inquiry.finder.find(meant, measure_id=measure_id)
        if not isinstance(found, Selection) or not _is_of_one(found.measure.measure_id, inquiry):
            continue
        if found.lead.value is not None:
            return found.lead
    return None


def _power_of(topic: Topic, inquiry: Inquiry) -> Figure | None:
    """The rated power of a device: so many of one run on what another draws."""
    found = inquiry.finder.find(topic, unit="W")
    if not isinstance(found, Selection) or found.measure.measure_id not in _POWERS:
        return None
    return found.lead if found.lead.value is not None else None


def _of_home(topic: Topic, inquiry: Inquiry) -> Figure | None:
    """What one home uses in a year."""
    if inquiry.vocabulary.subject(topic.subject_id).kind != "household":
        return None
    found = inquiry.finder.find(topic)
    return found.lead if isinstance(found, Selection) else None


def _emitted_by_one(subject_id: str, inquiry: Inquiry) -> str | None:
    """The measure of what one of a thing emits, when it has one such."""
    figures = inquiry.knowledge.figures(subject_ids=(subject_id,))
    own = dict.fromkeys(f.measure_id for f in figures if f.measure_id.startswith("emissions_"))
    measures = [m for m in own if _is_of_one(m, inquiry)]
    return measures[0] if len(measures) == 1 else None


def _is_of_one(measure_id: str, inquiry: Inquiry) -> bool:
    measure = inquiry.vocabulary.measure(measure_id)
    return measure.basis in _CASE or measure.measure_id.endswith("_per_distance")


def run_on(inquiry: Inquiry) -> Result | None:
    """How long an energy runs a device or a home: “how long can 1 kWh run an H100”.

    The energy is a stated one, or that of one of another thing: 「ビットコイン1取引で家庭が何日」.
    """
    question = inquiry.question
    if question.intent == "check" or not inquiry.patterns.shows("how_long", question.text.lower()):
        return None
    energies = [q for q in question.quantities if q.unit and dimension_of(q.unit) == "energy"]
    runners = {t: f for t in question.topics if (f := _runner(t, inquiry)) is not None}
    if len(runners) != 1:
        return None
    (runner, running), *_ = runners.items()
    wholes = [t for t in question.topics if t is not runner]
    if len(energies) == len(question.quantities) == 1 and not wholes:
        return answer_duration(running, energies[0], inquiry.composer())
    whole = _of_one(wholes[0], inquiry, emitted=False) if len(wholes) == 1 else None
    if whole is None or energies or any(q.value != 1 for q in question.quantities):
        return None
    return answer_duration(running, each_of(whole), inquiry.composer(), whole=whole)


def _runner(topic: Topic, inquiry: Inquiry) -> Figure | None:
    """What runs on an energy: a device by its power, a home by what it uses in a year."""
    return _power_of(topic, inquiry) or _of_home(topic, inquiry)
