"""Judges a statement that one thing is a share of another: 1.5 % of the world's electricity."""

from collections.abc import Sequence
from dataclasses import replace

from bot.answer.checking.fuels import FUELS, are_together, named_fuels
from bot.answer.checking.judgement import (
    Judgement,
    contradicted,
    in_order,
    is_good,
    supported,
    unknown,
)
from bot.answer.checking.recent import RECENT_YEARS, judge_by_recent_years
from bot.answer.checking.statement import Statement
from bot.answer.checking.tolerance import claimed_interval, fit, tightened, within_spread
from bot.answer.composition import Composer
from bot.answer.figures import FigureFinder
from bot.answer.intervals import scaled
from bot.answer.question import Topic
from bot.answer.reckoning.generation_share import (
    GENERATION_OF,
    RENEWABLE,
    Part,
    find_parts,
    state_part,
)
from bot.answer.reckoning.share import WORLD, state_shares
from knowledge.records import Figure, Period, Quantity, curated_first


def judge_share(statement: Statement, composer: Composer, finder: FigureFinder) -> Judgement | None:
    """Judge a share; None when what it is a share of is not known."""
    asked = claimed_percent(statement)
    if statement.unknown or statement.shows("other_span") or statement.counts_time:
        return unknown(
            "words_unknown" if statement.unknown else "other_span",
            words=", ".join(statement.unknown[:3]),
        )
    fuels = named_fuels(statement.lowered, statement.patterns) or _carried(statement)
    if len(fuels) > 1 and not are_together(statement.lowered, statement.patterns):
        return unknown("several_subjects")
    fuel = fuels[0] if fuels else None
    countries = [t for t in statement.topics if t.subject_id.startswith("country:")]
    parts = [t for t in statement.topics if t not in countries]
    world = [t for t in countries if t.subject_id == WORLD]
    if not parts and len(countries) == 2 and world and fuel is None:  # a country's part of it
        parts, countries = [t for t in countries if t.subject_id != WORLD], world
    if len(parts) > 2 or len(countries) > 1:
        return None
    if not parts and countries and statement.shows("of_mining"):
        parts, countries = [Topic("bitcoin-network", countries[0].place)], []
    if not parts and len(countries) == 1:
        return _of_a_country(
            statement, countries[0], fuels, asked=asked, composer=composer, finder=finder
        )
    if len(fuels) > 1:
        return unknown("several_subjects")
    figures = _published(statement, parts, countries, fuel, finder)
    if figures is None:
        return None
    of_other = statement.shows("of_mining") or statement.shows("of_data_centres")
    if not figures and len(parts) == len(countries) == 1 and fuel is None and not of_other:
        pair = (parts[0], countries[0])
        return _reckoned(statement, pair, asked=asked, composer=composer, finder=finder)
    return _judge(statement, figures, asked, finder)


def _carried(statement: Statement) -> tuple[str, ...]:
    """The source of power named just before, of whose part of the whole a clause goes on."""
    fuel = (statement.question.measure_id or "").removeprefix("generation_")
    carries = statement.inherited and statement.shows("of_the_whole")
    return (fuel,) if carries and fuel in FUELS else ()


def _reckoned(
    statement: Statement,
    topics: tuple[Topic, Topic],
    *,
    asked: Quantity,
    composer: Composer,
    finder: FigureFinder,
) -> Judgement:
    """Judge a share that nobody published by those that can be computed."""

    def of(collected: Composer, period: Period | None) -> Judgement:
        return _computed_share(statement, topics, period, asked, composer=collected, finder=finder)

    return judge_by_recent_years(statement, composer, finder, of)


def _computed_share(
    statement: Statement,
    topics: tuple[Topic, Topic],
    period: Period | None,
    asked: Quantity,
    *,
    composer: Composer,
    finder: FigureFinder,
) -> Judgement:
    """Judge by what can be computed for a time.

    A name that covers several things is borne out only by one that bears it.
    """
    part, whole = topics
    since = len(composer.claims)
    projected = statement.question.wants_projection and period is None
    if not state_shares(part, whole, composer, finder, period=period, projected=projected):
        return unknown("no_figure")
    claimed = claimed_interval(asked, hedged=statement.is_hedged)
    own = _members(part.subject_id, finder)
    found = [
        (finder.knowledge.figure(claim.cites[0]).subject_id in own, number.quantity)
        for claim in composer.claims[since:]
        for number in claim.numbers
        if number.name == "share"
    ]
    results = [(bears, fit(claimed, quantity, measured=False)) for bears, quantity in found]
    if any(result == "match" for bears, result in results if bears):
        return supported((), "spread" if len(results) > 1 else "supported")
    if all(result == "apart" for _, result in results):
        return contradicted(())
    return unknown("umbrella" if len(own) > 1 else "near")


def claimed_percent(statement: Statement) -> Quantity:
    """Return the claimed share in percent, “about” where it is told in words."""
    span = statement.amounts[0]
    quantity = span.quantity
    if quantity.unit == "%":
        rough = "割" in span.text and quantity.qualifier == "exact"
        return replace(quantity, qualifier="about") if rough else quantity
    whole = scaled(replace(quantity, unit="%"), 100.0)
    return replace(whole, qualifier="about") if whole.qualifier == "exact" else whole


def _published(
    statement: Statement,
    parts: Sequence[Topic],
    countries: Sequence[Topic],
    fuel: str | None,
    finder: FigureFinder,
) -> list[Figure] | None:
    """Published shares that the statement can mean."""
    region = parts[0].region
    if region in (None, "world") and countries:
        region = countries[0].subject_id.removeprefix("country:")
    subjects = _members(parts[0].subject_id, finder)
    measure = "share_of_electricity"
    if statement.shows("of_data_centres") and parts[0].subject_id != "data-centres":
        measure, region = "share_of_data_centres", parts[0].region
    elif statement.shows("of_mining") and "bitcoin-network" in [p.subject_id for p in parts]:
        measure, subjects = "share_of_hash_rate", ["bitcoin-network"]
        region = region or "world"
    elif statement.shows("sustainable"):
        measure = "sustainable_share"
    elif fuel in ("coal", "gas"):
        measure = f"{fuel}_share"
    elif statement.shows("fossil"):
        measure = "share_fossil"
    elif not (statement.shows("percent_of") or statement.shows("told_half")) or len(parts) != 1:
        return None
    if measure not in ("share_of_data_centres", "share_of_hash_rate") and len(parts) != 1:
        return None
    found = finder.knowledge.figures(
        subject_ids=subjects, measure_ids=(measure,), regions=(region or "world",)
    )
    return list(found)


def _members(subject_id: str, finder: FigureFinder) -> list[str]:
    """An umbrella stands for what bears its name: AI for AI servers and systems."""
    subject = finder.vocabulary.subject(subject_id)
    name = subject.names.en.lower()
    covered = [
        c for c in subject.covers if name in finder.vocabulary.subject(c).names.en.lower().split()
    ]
    return [subject_id, *covered]


def _judge(
    statement: Statement,
    figures: Sequence[Figure],
    asked: Quantity,
    finder: FigureFinder,
) -> Judgement:
    pool = _of_period(figures, statement)
    if not pool:
        nearest = in_order([f for f in figures if is_good(f)], finder)[:1]
        return unknown("other_period" if nearest else "no_figure", nearest)
    claimed = claimed_interval(asked, hedged=statement.is_hedged)
    ranked = in_order(pool, finder)
    good = curated_first([f for f in ranked if is_good(f)])
    fits = {f.figure_id: fit(claimed, f.quantity, measured=False) for f in ranked}
    borne = [f for f in good if fits[f.figure_id] == "match"]
    if borne:
        apart = [f for f in good if fits[f.figure_id] == "apart"]
        return supported([*borne[:2], *apart[:2]], "spread" if apart else "supported")
    years = {f.period for f in good}
    if len(years) == 1 and within_spread(claimed, [f.quantity for f in good]):
        return supported(good[:3], "spread")
    if (
        not good
        or any(f == "near" for f in fits.values())
        or any(f == "match" for f in fits.values())
    ):
        return unknown("near", ranked[:2])
    older = [
        f
        for f in in_order(figures, finder)
        if is_good(f)
        and fit(claimed, f.quantity, measured=True) == "match"
        and f.status != "projected"
    ]
    if not statement.periods and older:
        return contradicted([older[0], *good[:1]], "outdated")
    return contradicted(good[:2])


def _of_period(figures: Sequence[Figure], statement: Statement) -> list[Figure]:
    if statement.periods:
        asked = statement.periods[0]
        return [
            f
            for f in figures
            if f.period is not None
            and (
                f.period.text == asked.text
                or asked.year == f.period.start.year == f.period.end.year
            )
        ]
    if statement.question.wants_projection or statement.shows("future"):
        return [f for f in figures if f.status == "projected"]
    dated = [f for f in figures if f.status != "projected"]
    newest = max((f.period.end.year for f in dated if f.period and is_good(f)), default=0)
    return [f for f in dated if f.period is None or f.period.end.year >= newest - RECENT_YEARS]


def _of_a_country(
    statement: Statement,
    country: Topic,
    fuels: Sequence[str],
    *,
    asked: Quantity,
    composer: Composer,
    finder: FigureFinder,
) -> Judgement | None:
    """A country's share of an electricity source: computed from its generation, or published."""
    if not statement.periods and (statement.question.wants_projection or statement.shows("future")):
        return unknown("no_figure")
    asked_of = GENERATION_OF.get(statement.question.measure_id or "")
    renewable = asked_of == RENEWABLE and not statement.shows("low_carbon")
    if fuels or renewable:
        return _computed(
            statement,
            country,
            [f"generation_{fuel}" for fuel in fuels] or [RENEWABLE],
            asked=asked,
            composer=composer,
            finder=finder,
        )
    measure = "share_fossil" if statement.shows("fossil") else None
    if statement.shows("low_carbon") and not statement.shows("fossil"):
        measure = "share_low_carbon"
    if measure is None or (statement.shows("sustainable") and not statement.shows("low_carbon")):
        return None
    figures = finder.knowledge.figures(subject_ids=(country.subject_id,), measure_ids=(measure,))
    return _judge(statement, figures, asked, finder)


def _computed(
    statement: Statement,
    country: Topic,
    measure_ids: Sequence[str],
    *,
    asked: Quantity,
    composer: Composer,
    finder: FigureFinder,
) -> Judgement:
    parts = _parts(statement, country, measure_ids, finder)
    if not parts:
        return unknown("other_period" if statement.periods else "no_figure")
    claimed = claimed_interval(asked, hedged=statement.is_hedged)
    shares = [part.share for part in parts]
    of_older = tightened(claimed, asked)  # round, and of another year: not both
    results = [
        fit(claimed if at == 0 else of_older, share, measured=True)
        for at, share in enumerate(shares)
        if share is not None
    ]
    at = results.index("match") if "match" in results else 0
    speaker = composer.speaker
    label = speaker.wording.say("list_and").join(map(speaker.measure, measure_ids))
    state_part(country, label, parts[at], composer, template="line_check_share")
    if "match" in results:
        return supported(())
    return unknown("near") if "near" in results else contradicted(())


def _parts(
    statement: Statement, country: Topic, measure_ids: Sequence[str], finder: FigureFinder
) -> list[Part]:
    """The part in the stated year, or in the newest and those just before it."""
    period = statement.periods[0] if statement.periods else None
    newest = find_parts(country, measure_ids, finder, period=period)
    if newest is None:
        return []
    year = newest.whole.period.year if newest.whole.period else None
    if period is not None or year is None:
        return [newest]
    before = [
        find_parts(country, measure_ids, finder, period=Period.parse(str(year - back)))
        for back in range(1, RECENT_YEARS + 1)
    ]
    return [newest, *(part for part in before if part is not None)]
