"""Fills a wording with sampled figures, and reckons what it is to be told."""

import re
from collections.abc import Callable, Iterator
from random import Random

from benchmarks.worded_draws import APART, Draws, pairs_of, set_beside, share_of
from benchmarks.worded_figures import COUNTRY, WORLD, Stored, Topic
from benchmarks.worded_frames import Frame, units_of, words
from benchmarks.worded_judging import HOMES, PERCENT, TIMES, Case, Expected, Told
from knowledge.groups import load_groups
from knowledge.units import to_base

_HOURS_A_YEAR = 8760
_TRIES = 60
_PARTS = ("generation_", "electricity_", "population")
_EACH = ("energy_per_prompt", "energy_per_image", "energy_per_video", "energy_per_use")
_EACH += ("energy_per_hour",)
_DEMAND, _GENERATION = "electricity_demand", "electricity_generation"
_USE = "electricity_consumption"
_GROUPS = ("europe", "asia", "africa", "g7", "eu")
_PRICE = "electricity_price"  # several a country, by whose
_MINER = re.compile("miner")  # a chip by its id, ranked apart
_EVERYWHERE = ("sector", "product")
_MOST_RANKED = 60
_LEAST_RANKED = 20


class Sampler(Draws):
    """Draws figures for the wordings of each kind."""

    def __init__(self, stored: Stored) -> None:
        super().__init__(stored)
        self._makers: dict[str, Callable[[Frame, Random], Case | None]] = {
            "ratio": self._ratio,
            "ratio_in_year": self._ratio,
            "which": self._which,
            "which_less": self._which,
            "holds": self._holds,
            "holds_less": self._holds,
            "apart": self._apart,
            "together": self._apart,
            "share_source": self._share_source,
            "share_world": self._share_world,
            "share_thing": self._share_thing,
            "trend": self._trend,
            "trend_between": self._trend,
            "top": self._top,
            "top_in_group": self._top,
            "place": self._top,
            "top_of_sort": self._top_of_sort,
            "homes": self._homes,
            "counted": self._counted,
            "conversion": self._conversion,
            "then_other": self._then_other,
            "then_year": self._then_year,
            "then_homes": self._homes,
            "then_unit": self._conversion,
            "then_against": self._ratio,
            "then_trend": self._trend,
            "refused": self._refused,
        }

    def cases(self, frame: Frame, count: int, seed: int) -> Iterator[Case]:
        """Yield so many questions in a wording, the same ones for a seed."""
        random = Random(f"{seed} {frame.kind} {frame.language} {frame.text}")
        for _ in range(count):
            made = (self._makers[frame.kind](frame, random) for _ in range(_TRIES))
            case = next((case for case in made if case is not None), None)
            if case is not None:
                yield case

    # --- comparisons ------------------------------------------------------------------------

    def _ratio(self, frame: Frame, random: Random) -> Case | None:
        pair = self._pair(frame, random)
        if pair is None:
            return None
        measure_id, one, other = pair
        slots = self._slots(frame, measure_id, random, a=one, b=other)
        ones, others = self._both(one, other)
        if frame.needs("year"):
            shared = set(self.stored.years(one)) & set(self.stored.years(other))
            if not shared:
                return None
            year = random.choice(sorted(shared))
            ones, others = self.stored.at(one, year), self.stored.at(other, year)
            slots["year"] = str(year)
        if any(v.base <= 0 for v in (*ones, *others)):
            return None
        return self._case(frame, slots, set_beside(one, other, ones, others))

    def _which(self, frame: Frame, random: Random) -> Case | None:
        pair = self._pair(frame, random)
        more = None if pair is None else self._is_more(pair[1], pair[2])
        if pair is None or more is None:
            return None
        measure_id, one, other = pair
        slots = self._slots(frame, measure_id, random, a=one, b=other)
        return self._case(frame, slots, set_beside(one, other, *self._both(one, other)))

    def _holds(self, frame: Frame, random: Random) -> Case | None:
        pair = self._pair(frame, random)
        more = None if pair is None else self._is_more(pair[1], pair[2])
        if pair is None or more is None:
            return None
        measure_id, one, other = pair
        beside = set_beside(one, other, *self._both(one, other))
        # A verdict on the first thing holds whichever side the answer sets first.
        asks_less = frame.kind == "holds_less" or "多くない" in frame.text
        expected = Expected(
            beside.values,
            beside.turned,
            beside.first,
            verdict=more is not asks_less,
            is_anywhere=True,
        )
        return self._case(frame, self._slots(frame, measure_id, random, a=one, b=other), expected)

    def _apart(self, frame: Frame, random: Random) -> Case | None:
        pair = self._pair(frame, random)
        if pair is None:
            return None
        measure_id, one, other = pair
        pairs = list(pairs_of(*self._both(one, other)))
        if frame.kind == "together":
            values = [a.base + b.base for a, b in pairs]
        elif any(a.base < APART * b.base for a, b in pairs):
            return None  # where the first is not the more, “how much more” is another question
        else:
            values = [a.base - b.base for a, b in pairs]
        slots = self._slots(frame, measure_id, random, a=one, b=other)
        slots["unit"] = self.stored.vocabulary.measure(measure_id).unit
        if frame.needs("unit") and slots["unit"] in ("item", "person"):
            return None
        return self._case(frame, slots, Expected((self._told(values, one),)))

    # --- shares -----------------------------------------------------------------------------

    def _share_source(self, frame: Frame, random: Random) -> Case | None:
        source, names = random.choice(list(words("sources", frame.language).items()))
        one = random.choice(self.stored.countries(source))
        whole = Topic(one.subject_id, _GENERATION, one.region)
        slots = {"a": self.stored.name(one, frame.language, random), "source": random.choice(names)}
        parts, wholes = self.stored.now(one), self.stored.now(whole)
        if frame.needs("year"):
            year = random.choice(self.stored.years(one))
            parts, wholes = self.stored.at(one, year), self.stored.at(whole, year)
            slots["year"] = str(year)
        return self._case(frame, slots, share_of(parts, wholes))

    def _share_world(self, frame: Frame, random: Random) -> Case | None:
        worlds = [t for t in self.stored.topics if t.subject_id == COUNTRY + WORLD]
        whole = random.choice([t for t in worlds if t.measure_id.startswith(_PARTS)])
        if whole.measure_id == "electricity_price":
            return None
        one = random.choice(self.stored.countries(whole.measure_id))
        slots = self._slots(frame, one.measure_id, random, a=one)
        return self._case(frame, slots, share_of(*self._both(one, whole)))

    def _share_thing(self, frame: Frame, random: Random) -> Case | None:
        things = [t for t in self.stored.topics if t.measure_id == _USE and not t.is_country]
        one = random.choice(things)
        codes = [c.region for c in self.stored.countries(_DEMAND)]
        region = one.region if one.region in codes else random.choice(codes)
        if one.sort.endswith("homes") or one.sort in ("household", "kettle", "computer"):
            return None
        kind = self.stored.vocabulary.subject(one.subject_id).kind
        if kind in _EVERYWHERE and one.region != region:
            return None  # every place has some of its own, which nobody counted
        whole = Topic(COUNTRY + region, _DEMAND, region)
        shares = Topic(one.subject_id, "share_of_electricity", one.region)
        parts = self.stored.now(one)
        wholes = [w for v in parts if v.year for w in self.stored.at(whole, v.year)]
        expected = share_of(parts, [*self.stored.now(whole), *wholes])
        if shares in self.stored.topics:
            stored = [Told(v.base * 100, PERCENT) for v in self.stored.now(shares)]
            expected = Expected(((*expected.values[0], *stored),))
        slots = self._slots(frame, _USE, random, a=one)
        slots["country"] = self.stored.country_name(region, frame.language)
        return self._case(frame, slots, expected)

    # --- trends -----------------------------------------------------------------------------

    def _trend(self, frame: Frame, random: Random) -> Case | None:
        measures = sorted({t.measure_id for t in self._yearly})
        measure_id = random.choice(measures)
        one = random.choice([t for t in self._yearly if t.measure_id == measure_id])
        years = self.stored.years(one)
        year = random.choice(years[:-4])
        slots = self._slots(frame, measure_id, random, a=one) | {"year": str(year)}
        lasts = self.stored.now(one)
        if not one.is_country:
            lasts = [v for v in lasts if (v.year or 0) > years[-1] - 3]
        if frame.needs("later"):
            later = random.choice([y for y in years if y > year])
            slots["later"], lasts = str(later), self.stored.at(one, later)
        firsts = self.stored.at(one, year)
        groups = tuple(self._told([v.base for v in values], one) for values in (firsts, lasts))
        return self._case(frame, slots, Expected(groups, is_anywhere=True))

    # --- rankings ---------------------------------------------------------------------------

    def _top(self, frame: Frame, random: Random) -> Case | None:
        ranked = {t.measure_id for t in self._yearly if t.is_country} - {_PRICE}
        measure_id = random.choice(sorted(ranked))
        countries = list(self.stored.countries(measure_id))
        slots = {"measure": self.stored.measure_name(measure_id, frame.language, random)}
        slots["n"] = str(random.choice((3, 5, 10)))
        if frame.needs("group"):
            group = random.choice([g for g in load_groups() if g.group_id in _GROUPS])
            countries = [t for t in countries if t.region in group.members]
            slots["group"] = group.title.in_(frame.language)
        years = sorted({y for t in countries for y in self.stored.years(t)})[-3:]
        if frame.needs("year"):
            years = [random.choice(years)]
            slots["year"] = str(years[0])
        orders = [self._order(countries, year) for year in years]
        if frame.kind == "place":
            return self._place(frame, random, slots, orders)
        tops = [order[0][0] for order in orders if order]
        return self._case(frame, slots, Expected((self._told(tops, countries[0]),)))

    def _order(self, countries: list[Topic], year: int) -> list[tuple[float, Topic]]:
        found = [(v.base, t) for t in countries for v in self.stored.at(t, year)[:1]]
        return sorted(found, key=lambda pair: -pair[0])

    def _place(
        self,
        frame: Frame,
        random: Random,
        slots: dict[str, str],
        orders: list[list[tuple[float, Topic]]],
    ) -> Case | None:
        orders = [order for order in orders if len(order) > _LEAST_RANKED]
        value, one = random.choice(orders[-1][:_MOST_RANKED])
        if sum(other == value for order in orders for other, _ in order) > 1:
            return None  # it shares its place
        found = [
            (rank, value)
            for order in orders
            for rank, (value, topic) in enumerate(order, 1)
            if topic == one
        ]
        slots["a"] = self.stored.name(one, frame.language, random)
        ranks = tuple(str(rank) for rank, _ in found)
        return self._case(
            frame,
            slots,
            Expected((self._told([value for _, value in found], one),), words=(ranks,)),
        )

    def _top_of_sort(self, frame: Frame, random: Random) -> Case | None:
        sort, named = random.choice(list(words("sorts", frame.language).items()))
        measures = [m for m, group in self._alike if group[0].sort == sort == group[-1].sort]
        measure_id = random.choice(measures)
        things = [
            t
            for t in self.stored.topics
            if (t.sort, t.measure_id) == (sort, measure_id) and not _MINER.search(t.subject_id)
        ]
        if len(things) < 3 or not self._is_amount(measure_id):
            return None
        values = [(v.year, v.base) for t in things for v in self.stored.now(t)]
        best = [max(b for y, b in values if y == year) for year in {year for year, _ in values}]
        best.append(max(b for _, b in values))
        slots = self._slots(frame, measure_id, random)
        slots |= {"sort": named, "n": str(random.choice((3, 5)))}
        return self._case(frame, slots, Expected((self._told(best, things[0]),)))

    # --- equivalents and conversions --------------------------------------------------------

    def _homes(self, frame: Frame, random: Random) -> Case | None:
        sort, measure_id = random.choice(sorted({(t.sort, t.measure_id) for t in self._big}))
        one = random.choice([t for t in self._big if (t.sort, t.measure_id) == (sort, measure_id)])
        codes = {"us", "jp", one.region.lower()}
        slots = self._slots(frame, measure_id, random, a=one)
        if frame.needs("home"):
            code, slots["home"] = random.choice(list(words("homes_of", frame.language).items()))
            codes = {code}
        homes = [
            v.base
            for code in codes
            for t in self.stored.topics
            if t.subject_id == f"household:{code}"
            for v in self.stored.now(t)
        ]
        dimension = self.stored.vocabulary.measure(measure_id).dimension
        hours = _HOURS_A_YEAR if dimension == "power" else 1
        told = tuple(
            Told(v.base * hours / home, HOMES) for v in self.stored.now(one) for home in homes
        )
        return self._case(frame, slots, Expected((told,)))

    def _counted(self, frame: Frame, random: Random) -> Case | None:
        each = [t for t in self.stored.topics if t.measure_id in _EACH]
        sorts = sorted({t.sort for t in each})
        one, other = (
            random.choice([t for t in each if t.sort == sort]) for sort in random.sample(sorts, 2)
        )
        if not self._is_more(one, other):
            return None
        values = [a.base / b.base for a, b in pairs_of(*self._both(one, other))]
        slots = self._slots(frame, one.measure_id, random, a=one, b=other)
        beside = set_beside(one, other, *self._both(one, other))
        counts = tuple(t for v in values for t in (Told(v, TIMES), Told(v, "count")))
        return self._case(frame, slots, Expected((counts,), beside.turned, beside.first))

    def _conversion(self, frame: Frame, random: Random) -> Case | None:
        kinds = sorted({(t.sort, t.measure_id) for t in self.stored.topics})
        sort, measure_id = random.choice(kinds)
        units = units_of(self.stored.vocabulary.measure(measure_id).dimension)
        if not units:
            return None
        one = random.choice(
            [t for t in self.stored.topics if (t.sort, t.measure_id) == (sort, measure_id)]
        )
        values = [v.base for v in self.stored.now(one)]
        fitting = [u for u in units if 0.01 <= values[0] / to_base(1.0, u) < 1e8]
        if not fitting:
            return None
        slots = self._slots(frame, measure_id, random, a=one) | {"unit": random.choice(fitting)}
        return self._case(frame, slots, Expected((self._told(values, one),)))

    # --- follow-ups of figures, and what is to be refused ---------------------------------------

    def _then_other(self, frame: Frame, random: Random) -> Case | None:
        pair = self._pair(frame, random)
        if pair is None or pair[1].measure_id != pair[2].measure_id:
            return None
        measure_id, one, other = pair
        values = [v.base for v in self.stored.now(other)]
        slots = self._slots(frame, measure_id, random, a=one, b=other)
        return self._case(frame, slots, Expected((self._told(values, other),)))

    def _then_year(self, frame: Frame, random: Random) -> Case | None:
        one = random.choice(self._yearly)
        year = random.choice(self.stored.years(one))
        values = [v.base for v in self.stored.at(one, year)]
        slots = self._slots(frame, one.measure_id, random, a=one) | {"year": str(year)}
        return self._case(frame, slots, Expected((self._told(values, one),)))

    def _refused(self, frame: Frame, random: Random) -> Case | None:
        pair = self._pair(frame, random)
        if pair is None:
            return None
        return self._case(
            frame, self._slots(frame, pair[0], random, a=pair[1], b=pair[2]), Expected()
        )
