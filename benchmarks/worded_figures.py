"""What is stored, read without the code that answers: the values that a question may be told."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from random import Random

from bot.engine import KilowitEngine
from knowledge.records import Figure, Language
from knowledge.units import to_base

COUNTRY, WORLD = "country:", "world"
_TO_COME = ("projected", "announced")
_SOLID = ("preferred", "ok")
_RECENT_YEARS = 3
_MANY_YEARS = 8
_MOST_NAMES = 4
_MAIN_NAME = 0.65  # how often a thing is called by its first name


@dataclass(frozen=True, slots=True)
class Topic:
    """A thing, a measure and a place that have figures."""

    subject_id: str
    measure_id: str
    region: str

    @property
    def sort(self) -> str:
        """What sort of thing it is, by its id."""
        return self.subject_id.partition(":")[0]

    @property
    def is_country(self) -> bool:
        """Whether it is a country, or the world."""
        return self.subject_id.startswith(COUNTRY)


@dataclass(frozen=True, slots=True)
class Value:
    """A stored value in the base unit of its dimension, with the ends of its range."""

    year: int | None
    base: float
    low: float
    high: float


class Stored:
    """The stored values by topic."""

    def __init__(self, engine: KilowitEngine) -> None:
        """Read all figures of a generation."""
        self.vocabulary = engine.vocabulary
        self._by_topic: dict[Topic, list[Figure]] = defaultdict(list)
        for figure in engine.knowledge.figures():
            if figure.value is not None:
                topic = Topic(figure.subject_id, figure.measure_id, figure.region)
                self._by_topic[topic].append(figure)

    @cached_property
    def topics(self) -> tuple[Topic, ...]:
        """All topics with figures that name one thing only."""
        return tuple(
            sorted(
                (t for t in self._by_topic if self._is_plain(t)),
                key=lambda t: (t.subject_id, t.measure_id, t.region),
            )
        )

    def _is_plain(self, topic: Topic) -> bool:
        subject = self.vocabulary.subject(topic.subject_id)
        return not subject.readings and not subject.covers

    @cached_property
    def _regions(self) -> dict[tuple[str, str], int]:
        count: dict[tuple[str, str], int] = defaultdict(int)
        for topic in self._by_topic:
            count[topic.subject_id, topic.measure_id] += 1
        return count

    def now(self, topic: Topic) -> list[Value]:
        """The values that may be told where no year is asked: of a country, the recent ones."""
        figures = self._by_topic[topic]
        current = [f for f in figures if f.status not in _TO_COME] or figures
        solid = [f for f in current if f.standing in _SOLID] or current
        values = [_value(f) for f in solid]
        if not topic.is_country:
            return values
        newest = max(v.year or 0 for v in values)
        return [v for v in values if (v.year or 0) > newest - _RECENT_YEARS]

    def at(self, topic: Topic, year: int) -> list[Value]:
        """The values of a year."""
        return [v for v in map(_value, self._by_topic[topic]) if v.year == year]

    def beside(self, one: Topic, other: Topic) -> tuple[list[Value], list[Value]]:
        """The values of two topics now, and those of the last year that both have."""
        shared = set(self.years(one)) & set(self.years(other))
        ones, others = self.now(one), self.now(other)
        if not shared:
            return ones, others
        last = max(shared)
        return [*ones, *self.at(one, last)], [*others, *self.at(other, last)]

    def years(self, topic: Topic) -> list[int]:
        """The years of a topic's values without those to come."""
        figures = (f for f in self._by_topic[topic] if f.status not in _TO_COME)
        return sorted({v.year for v in map(_value, figures) if v.year})

    def is_yearly(self, topic: Topic) -> bool:
        """Whether there is a value for many years."""
        return len(self.years(topic)) >= _MANY_YEARS

    def name(self, topic: Topic, language: Language, random: Random) -> str:
        """Return a name of the thing, with its place where it has figures of several."""
        subject = self.vocabulary.subject(topic.subject_id)
        aliases = subject.aliases_en if language == "en" else subject.aliases_ja
        name = _one_of(subject.names.in_(language), aliases, random)
        if topic.is_country or self._regions[topic.subject_id, topic.measure_id] == 1:
            return name
        if topic.region == WORLD or topic.sort == "household":
            return name
        place = self.vocabulary.region(topic.region).names.in_(language)
        return f"{name} in {place}" if language == "en" else f"{place}の{name}"

    def measure_name(self, measure_id: str, language: Language, random: Random) -> str:
        """Return a name of a measure."""
        measure = self.vocabulary.measure(measure_id)
        aliases = measure.aliases_en if language == "en" else measure.aliases_ja
        return _one_of(measure.names.in_(language), aliases, random)

    def country_name(self, code: str, language: Language) -> str:
        """Return the name of a country."""
        return self.vocabulary.region(code).names.in_(language)

    def countries(self, measure_id: str) -> tuple[Topic, ...]:
        """The countries, not groups of them, that have figures of a measure."""
        return tuple(
            t
            for t in self.topics
            if t.measure_id == measure_id and t.is_country and self.is_one_country(t)
        )

    def is_one_country(self, topic: Topic) -> bool:
        """Whether a topic is of one country, not of a group or the world."""
        code = topic.subject_id.removeprefix(COUNTRY)
        return self.vocabulary.region(code).kind in ("country", "territory")


def _one_of(main: str, aliases: Iterable[str], random: Random) -> str:
    others = list(dict.fromkeys(a for a in aliases if a))[:_MOST_NAMES]
    return main if not others or random.random() < _MAIN_NAME else random.choice(others)


def _value(figure: Figure) -> Value:
    year = figure.period.year if figure.period else None
    value = to_base(figure.value or 0.0, figure.unit)
    low = value if figure.lower is None else to_base(figure.lower, figure.unit)
    high = value if figure.upper is None else to_base(figure.upper, figure.unit)
    return Value(year, value, low, high)
