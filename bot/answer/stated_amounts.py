"""What a question states, sorted by the part that each amount can play: powers, times, counts."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.answer.intervals import high, scaled
from bot.answer.question import Question
from bot.answer.selection import HOURS_A_YEAR
from bot.answer.words import Patterns
from knowledge.records import Quantity
from knowledge.units import dimension_of, split_unit

DAYS_A_YEAR = 365
# By what a question shows that it is over a part of a year.
PARTS_OF_A_YEAR = ("per_month", "per_week", "per_day", "per_hour", "per_minute", "per_second")
_DAYS_A_MONTH, _DAYS_A_WEEK = 30, 7
_A_DAY = Quantity(1.0, "day")
HOURS = {"h": 1.0, "min": 1 / 60, "s": 1 / 3600, "day": 24.0, "week": 168.0}
HOURS |= {"month": HOURS_A_YEAR / 12, "yr": float(HOURS_A_YEAR)}
_OF_NO_LOAD = re.compile(r"\befficien|\bloss(?:es)?\b|効率|ロス|損失")  # of what it makes of it
_DAYS_OF_WEEK = re.compile(r"週に?\s?([1-7])日")
_PUE = "PUE"
_OTHER_RATES = ("month", "week", "h")
_COUNTED = ("prompt", "query", "item", "token", "transaction", None)  # what an energy is per


@dataclass(frozen=True, slots=True)
class Stated:
    """What a question states, by the role that it can play."""

    powers: tuple[Quantity, ...]
    energies: tuple[Quantity, ...]
    others: tuple[Quantity, ...]
    hours: float | None
    load_percent: float | None
    counts: tuple[float, ...]
    per_day: bool
    yearly: bool
    average: bool
    whole_year: bool
    named_hours: float | None = None
    pue: float | None = None
    pue_is_of_it: bool = True
    is_each_year: bool = False
    is_of_each_day: bool = False
    asks_each_day: bool = False

    @property
    def pue_factor(self) -> float:
        """What the PUE makes of a stated amount: of the IT's the whole's, or the reverse."""
        if self.pue is None:
            return 1.0
        return self.pue if self.pue_is_of_it else 1 / self.pue

    @property
    def told_pue(self) -> str:
        """The PUE as the last factor of steps; empty where none is stated."""
        sign = "×" if self.pue_is_of_it else "÷"
        return "" if self.pue is None else f" {sign} {self.pue:,.6g}"


def read_stated(question: Question, patterns: Patterns) -> Stated:
    """Sort the stated quantities by role."""
    lowered = question.told_amounts
    powers, energies, others, counts = [], [], [], []
    times: list[float] = []
    load: float | None = None
    of_each_day = False
    of_it = _pue_is_of_it(question.text.lower(), patterns)
    pue = next((high(q) for q in question.quantities if q.unit == _PUE and of_it is not None), None)
    days_a_week = _DAYS_OF_WEEK.search(lowered)
    weekly = int(days_a_week[1]) / _DAYS_A_WEEK if days_a_week else 1.0
    per_day = patterns.shows("per_day", lowered)
    yearly = patterns.shows("per_second_year", lowered)
    for span in question.spans:
        quantity, unit = span.quantity, span.quantity.unit
        above, below = split_unit(unit) if unit else (None, None)
        dimension = dimension_of(above) if above else ""
        if (per_day and quantity == _A_DAY) or (pue is not None and unit == _PUE):
            continue  # 「1日100回」 is a rate, and no span of one day
        if above == "day" and below == "week":
            weekly = min(1.0, high(quantity) / _DAYS_A_WEEK)
        elif above in HOURS and below in (None, "day"):
            times.append(high(quantity) * HOURS[above])
            per_day = per_day or below == "day"
        elif above == "%" and below is None and not _OF_NO_LOAD.search(lowered):
            load = high(quantity)
        elif above is None or dimension == "count":
            counts.append(high(quantity))
            per_day = per_day or below == "day"
        elif dimension == "power" and below is None:
            powers.append(quantity)
        elif dimension == "energy" and below in _OTHER_RATES:  # a month's, twelve times a year
            times_a_year = HOURS_A_YEAR / HOURS[below]
            energies.append(scaled(quantity, times_a_year, unit=above))
            yearly = True
        elif dimension == "energy" and below in (None, "yr", "day", *_COUNTED):
            energies.append(replace(quantity, unit=above))
            yearly = yearly or below == "yr"
            of_each_day = below == "day" or _is_daily(span.start, question, patterns)
            per_day = per_day or below == "day"
        else:
            others.append(quantity)
    whole_year = patterns.shows("until_year", lowered)
    days = DAYS_A_YEAR if yearly or whole_year else _named_days(lowered, patterns)
    hours = _hours_in_all(times, per_day=per_day, days=days)
    hours = None if hours is None else hours * weekly
    return Stated(
        tuple(powers), tuple(energies), tuple(others), hours, load, tuple(counts), per_day,
        yearly, patterns.shows("average", lowered), whole_year, _named_hours(lowered, patterns),
        pue, of_it is not False, patterns.shows("each_year", lowered), of_each_day,
        patterns.shows("asks_each_day", lowered),
    )  # fmt: skip


def _is_daily(start: int, question: Question, patterns: Patterns) -> bool:
    """Whether an amount is said to be of each day ahead of it: 「毎日5kWh」."""
    return patterns.shows("each_day_ahead", question.text[:start])


def hours_of_a_day(stated: Stated) -> float | None:
    """The hours of “a day” that stands alone, and tells how often nothing is."""
    alone = stated.per_day and not (stated.counts or stated.yearly or stated.whole_year)
    return HOURS["day"] if alone else None


def stated_energy(stated: Stated, *, of_a_year: bool) -> Quantity:
    """The stated energy; that of each day makes up a year's, where a year's is asked."""
    energy = stated.energies[0]
    of_each_day = stated.per_day and not (stated.counts or stated.yearly or stated.hours)
    return scaled(energy, DAYS_A_YEAR, unit=energy.unit) if of_a_year and of_each_day else energy


def _pue_is_of_it(lowered: str, patterns: Patterns) -> bool | None:
    """Whether a stated amount is the IT's; False where that is asked, None for a whole site's."""
    if patterns.shows("asks_it_load", lowered):
        return False
    if patterns.shows("states_it_load", lowered):
        return True
    return None if patterns.shows("states_site_load", lowered) else True


def _hours_in_all(times: Sequence[float], *, per_day: bool, days: float | None) -> float | None:
    """The stated times added up; so many hours a day are of each of the `days` or a stated time."""
    daily = [t for t in times if t < HOURS["day"] or (per_day and t == HOURS["day"])]
    a_day = sum(daily)
    span = sum(t for t in times if t not in daily) or (days or 0.0) * HOURS["day"]
    if per_day and a_day and span:
        return a_day * span / HOURS["day"]
    longest = max(times, default=0.0)
    if len(times) > 1 and longest >= HOURS["week"]:  # “24 hours … for a month” adds up to no more
        within = sum(times) - longest
        return longest * within / HOURS["day"] if within <= HOURS["day"] else sum(times)
    return sum(times) or None


def asked_days(stated: Stated, lowered: str, patterns: Patterns) -> float | None:
    """The days of the time that so many a day, or a power, are asked over."""
    if stated.hours is not None and stated.hours >= HOURS["day"]:
        return stated.hours / HOURS["day"]
    if stated.yearly or stated.whole_year:
        return DAYS_A_YEAR
    return _named_days(lowered, patterns)


def _named_days(lowered: str, patterns: Patterns) -> float | None:
    """The days of the month or week that a question is over."""
    over = {"per_month": _DAYS_A_MONTH, "per_week": _DAYS_A_WEEK}
    return next((n for name, n in over.items() if patterns.shows(name, lowered)), None)


def told_hours(hours: float) -> str:
    """Write a time in the unit in which it reads well: 10 min, not 0.166667 h."""
    if hours >= 1:
        return f"{hours:,.6g} h"
    minutes = hours / HOURS["min"]
    return f"{minutes:,.6g} min" if minutes >= 1 else f"{hours / HOURS['s']:,.6g} s"


def asked_hours(stated: Stated, lowered: str, patterns: Patterns) -> float | None:
    """The stated hours, or those of the month, week or hour that the question is over."""
    return stated.hours if stated.hours is not None else _named_hours(lowered, patterns)


def _named_hours(lowered: str, patterns: Patterns) -> float | None:
    """The hours of the month, week, hour, minute or second that a question is over."""
    over = {
        "per_month": "month",
        "per_week": "week",
        "per_hour": "h",
        "per_minute": "min",
        "per_second": "s",
    }
    return next((HOURS[u] for name, u in over.items() if patterns.shows(name, lowered)), None)
