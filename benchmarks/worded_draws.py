"""Draws what a wording is filled with, and tells what two things are beside one another."""

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from itertools import product
from random import Random

from benchmarks.worded_figures import WORLD, Stored, Topic, Value
from benchmarks.worded_frames import Frame, words
from benchmarks.worded_judging import PERCENT, TIMES, Case, Expected, Told

APART = 1.03  # two things are more and less where their ranges are at least so far apart
_DEMAND, _USE, _POWER = "electricity_demand", "electricity_consumption", "rated_power"


class Draws:
    """Draws things and measures from all that is stored."""

    def __init__(self, stored: Stored) -> None:
        self.stored = stored

    @cached_property
    def _alike(self) -> list[tuple[str, list[Topic]]]:
        """Groups of topics that may be set side by side, with the measure that they share."""
        groups: dict[tuple[str, str], list[Topic]] = defaultdict(list)
        for topic in self.stored.topics:
            groups[topic.sort, topic.measure_id].append(topic)
            if topic.measure_id == _USE and not topic.subject_id.startswith("household"):
                groups["a year", _USE].append(topic)
            if topic.measure_id == _DEMAND:
                groups["a year", _USE].append(topic)
            if topic.measure_id == _POWER:
                groups["any", _POWER].append(topic)
        return [(m, found) for (_, m), found in sorted(groups.items()) if len(found) > 1]

    def _pair(self, frame: Frame, random: Random) -> tuple[str, Topic, Topic] | None:
        groups = self._alike
        if frame.needs("what"):
            known = words("verbs", frame.language)
            groups = [(m, g) for m, g in groups if m in known]
        if frame.needs("year") or frame.kind in ("apart", "together"):
            groups = [(m, g) for m, g in groups if self._is_amount(m)]
        if frame.needs("year"):
            groups = [(m, [t for t in g if self.stored.is_yearly(t)]) for m, g in groups]
        measure_id, found = random.choice([(m, g) for m, g in groups if len(g) > 1])
        one, other = random.sample(found, 2)
        if one.subject_id == other.subject_id and WORLD in (one.region, other.region):
            return None  # its name alone may stand for both
        return measure_id, one, other

    def _is_amount(self, measure_id: str) -> bool:
        measure = self.stored.vocabulary.measure(measure_id)
        return measure.dimension in ("energy", "power", "mass", "count", "volume")

    def _slots(
        self, frame: Frame, measure_id: str, random: Random, **topics: Topic
    ) -> dict[str, str]:
        slots = {
            name: self.stored.name(topic, frame.language, random) for name, topic in topics.items()
        }
        slots["measure"] = self.stored.measure_name(measure_id, frame.language, random)
        verb = words("verbs", frame.language).get(measure_id)
        if verb is not None:
            slots |= {"use": verb[0], "what": verb[1]}
        return slots

    def _case(self, frame: Frame, slots: dict[str, str], expected: Expected) -> Case:
        *earlier, question = frame.filled(slots)
        return Case(question, tuple(earlier), frame.language, expected)

    def _told(self, values: list[float], topic: Topic) -> tuple[Told, ...]:
        dimension = self.stored.vocabulary.measure(topic.measure_id).dimension
        return tuple(Told(v, PERCENT if dimension == "share" else dimension) for v in values)

    def _both(self, one: Topic, other: Topic) -> tuple[list[Value], list[Value]]:
        return self.stored.beside(one, other)

    def _is_more(self, one: Topic, other: Topic) -> bool | None:
        """Whether one is more than the other by all values; None where they overlap."""
        ones, others = self._both(one, other)
        if any(v.low <= 0 for v in (*ones, *others)):
            return None
        if min(v.low for v in ones) > APART * max(v.high for v in others):
            return True
        return False if min(v.low for v in others) > APART * max(v.high for v in ones) else None

    @cached_property
    def _yearly(self) -> list[Topic]:
        return [t for t in self.stored.topics if self.stored.is_yearly(t)]

    @cached_property
    def _big(self) -> list[Topic]:
        """What may be counted in homes: energies and powers of many of them."""
        home = max(
            v.base for t in self.stored.topics if t.sort == "household" for v in self.stored.now(t)
        )
        return [
            t
            for t in self.stored.topics
            if self.stored.vocabulary.measure(t.measure_id).dimension in ("energy", "power")
            and self.stored.vocabulary.measure(t.measure_id).basis
            in ("per_year", "level", "one_off")
            and t.measure_id not in ("rated_power", "added_electricity")
            and t.sort not in ("household", "contract")
            and min(v.base for v in self.stored.now(t)) > 10 * home
        ]


def pairs_of(ones: list[Value], others: list[Value]) -> Iterator[tuple[Value, Value]]:
    """Pairs of values of two things: of one year where there are such, and the newest."""
    for a, b in product(ones, others):
        is_newest = a.year == max(v.year or 0 for v in ones) and b.year == max(
            v.year or 0 for v in others
        )
        if a.year is None or b.year is None or a.year == b.year or is_newest:
            yield a, b


def set_beside(one: Topic, other: Topic, ones: list[Value], others: list[Value]) -> Expected:
    """What sets two things side by side: how many times the second the first is, or turned."""
    both = one.is_country and other.is_country
    pairs = (list(pairs_of(ones, others)) if both else []) or list(product(ones, others))
    straight = tuple(Told(a.base / b.base, TIMES) for a, b in pairs)
    turned = tuple(Told(b.base / a.base, TIMES) for a, b in pairs)
    return Expected((straight,), (turned,), f"{one.subject_id} {one.region}")


def share_of(parts: list[Value], wholes: list[Value]) -> Expected:
    """What part of the other one thing is, in per cent."""
    pairs = list(pairs_of(parts, wholes)) or list(product(parts, wholes))
    return Expected((tuple(Told(100 * a.base / b.base, PERCENT) for a, b in pairs if b.base),))
