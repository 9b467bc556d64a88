"""Puts a quantity beside things that people know, with its assumptions and steps."""

import math
from collections.abc import Sequence
from dataclasses import replace

from bot.answer.composition import Composer
from bot.answer.figures import FigureFinder
from bot.answer.intervals import high, in_digits, low, middle, plain, ratio, scaled
from bot.answer.question import Topic
from bot.answer.reckoning.amount_of_energy import Amount, as_energy, told_amount
from bot.answer.reckoning.yardsticks import (
    ANNUAL,
    SINGLE,
    WORLD,
    Yardstick,
    steps_of,
    times_in,
    yardstick_figure,
)
from bot.answer.records import Answer, Number
from bot.answer.selection import Selection, in_unit
from knowledge.records import Figure, Period, Quantity
from knowledge.units import convert, dimension_of, split_unit

_KEPT_WORDS = ("owner", "all_year", "over")
_OF_ALL, _OF_ONE_USE = "electricity_consumption", "energy_per_use"
_LEAST_PART = 1e-6  # of a whole; less says nothing of it
_MAX_LINES = 6
_RECENT_YEARS = 4
_NEAR_COUNTRY = 0.15
_ASKED_LEAST = 1e-3  # a part this much smaller than what reads well says nothing, even if asked


def answer_equivalent(
    amount: Amount,
    composer: Composer,
    finder: FigureFinder,
    *,
    asked: Yardstick | None = None,
    against: Sequence[Topic] = (),
    counted: bool = False,
    period: Period | None = None,
    follow_ups: Sequence[str] = (),
) -> Answer | None:
    """Express an amount in the asked thing, beside the asked subjects, or in what suits its size.

    What it is set `against` is `counted` where it is asked how many uses of it the amount is.

    Returns None for what is neither energy nor power, and when nothing suits.
    """
    unit = amount.quantity.unit
    if unit is None or dimension_of(split_unit(unit)[0]) not in ("energy", "power"):
        return None
    kwh, source_id = as_energy(amount, composer)
    headline = len(composer.claims)
    if asked is not None:
        _state(asked, kwh, source_id, composer, finder, asked_for=True)
    for topic in against:
        _state_against(topic, kwh, source_id, composer, finder, counted=counted, period=period)
    targeted = len(composer.claims) > headline
    if not targeted:
        if amount.is_yearly:
            _state_nearest_country(kwh, source_id, composer, finder)
        for yardstick in ANNUAL if amount.is_yearly else SINGLE:
            own = amount.figure is not None and yardstick.subject_id == amount.figure.subject_id
            if not own and len(composer.claims) < headline + _MAX_LINES:
                _state(yardstick, kwh, source_id, composer, finder)
    if len(composer.claims) == headline:
        return None
    if targeted:
        _lead_with_target(composer, headline)
    return composer.answer("equivalent", told_amount(amount, composer), follow_ups=follow_ups)


def _state(
    yardstick: Yardstick,
    kwh: Quantity,
    source_id: str,
    composer: Composer,
    finder: FigureFinder,
    *,
    asked_for: bool = False,
) -> None:
    figure = yardstick_figure(yardstick, finder)
    carbon = _world_carbon(finder) if yardstick.form == "flight" else None
    if figure is None or (yardstick.form == "flight" and carbon is None):
        return
    result = times_in(kwh, yardstick, figure, carbon=carbon)
    least = yardstick.least * (_ASKED_LEAST if asked_for else 1.0)
    most = yardstick.most if not asked_for else math.inf
    if not least <= middle(result) <= most:
        return
    steps = f"{_told(kwh)} {steps_of(yardstick, figure, carbon)}"
    figures = [figure, *([carbon] if carbon else [])]
    _claim(yardstick.form, result, figures, steps, source_id=source_id, composer=composer)
    if yardstick.form == "money":
        composer.figure_caveat(figure)
        composer.caveat(composer.speaker.wording.say("caveat_price_only"))


def _claim(
    form: str,
    result: Quantity,
    figures: Sequence[Figure],
    steps: str,
    *,
    source_id: str,
    composer: Composer,
) -> None:
    inputs = [source_id, *(f.figure_id for f in figures)]
    derivation = composer.derive("product" if form == "money" else "ratio", inputs, steps, result)
    speaker, first = composer.speaker, figures[0]
    composer.claim(
        f"line_equivalent_{form}",
        [
            Number("result", result, None, derivation.derivation_id),
            Number("each", first.quantity, first.figure_id),
        ],
        cites=[composer.cite_figure(f) for f in figures],
        subject=speaker.subject(first.subject_id, first.region),
        details=speaker.details(first),
    )
    if form in ("chips", "reactors"):
        composer.caveat(speaker.wording.say("assume_run_all_year"))


def _told(kwh: Quantity) -> str:
    return plain(kwh) if kwh.value is None else f"{in_digits(kwh.value)} kWh"


def _world_carbon(finder: FigureFinder) -> Figure | None:
    found = finder.find(Topic(WORLD), measure_id="carbon_intensity")
    return found.lead if isinstance(found, Selection) else None


def _state_against(
    topic: Topic,
    kwh: Quantity,
    source_id: str,
    composer: Composer,
    finder: FigureFinder,
    *,
    counted: bool,
    period: Period | None,
) -> None:
    """Say what percentage the amount is of a subject's own energy, of the period if any.

    Where it is `counted`, one use of it comes before all of them.
    """
    of_things = (_OF_ONE_USE, _OF_ALL) if counted else (_OF_ALL, _OF_ONE_USE)
    measures = ("electricity_demand",) if topic.is_country else of_things
    for measure_id in measures:
        found = finder.find(topic, measure_id=measure_id, period=period)
        if not isinstance(found, Selection) or found.lead.value is None:
            continue
        estimate = in_unit(topic, found.lead, "kWh", derivation_id="d0")
        if estimate is None or estimate.derivation is not None:
            continue
        if middle(kwh) >= _LEAST_PART * convert(found.lead.value, found.lead.unit, "kWh"):
            return _state_percent(found.lead, kwh, source_id, composer)
    return None


def _state_percent(lead: Figure, kwh: Quantity, source_id: str, composer: Composer) -> None:
    whole = scaled(lead.quantity, convert(1.0, lead.unit, "kWh"), unit="kWh")
    share = ratio(kwh, whole)
    if share is None:
        return
    steps = f"{_told(kwh)} ÷ {middle(lead.quantity):,.10g} {lead.unit}"
    of_one = composer.speaker.vocabulary.measure(lead.measure_id).basis == "per_item"
    if of_one and low(share) >= 1:  # so many times one of them
        _claim("times", share, [lead], steps, source_id=source_id, composer=composer)
        return
    result = scaled(share, 100.0, unit="%")
    _claim("percent", result, [lead], steps, source_id=source_id, composer=composer)


def _state_nearest_country(
    kwh: Quantity, source_id: str, composer: Composer, finder: FigureFinder
) -> None:
    """Name the country whose yearly demand is nearest, when it is near enough to say so."""
    lead = nearest_country(middle(kwh), finder)
    if lead is None:
        return
    _state_percent(lead, kwh, source_id, composer)


def nearest_country(kwh: float, finder: FigureFinder) -> Figure | None:
    """The latest curated demand of the country nearest in size; ties go to the lesser code."""
    if kwh <= 0:
        return None
    latest: dict[str, Figure] = {}
    years = tuple(str(finder.today.year - back) for back in range(_RECENT_YEARS))
    for figure in finder.knowledge.figures(measure_ids=("electricity_demand",), periods=years):
        if not figure.subject_id.startswith("country:") or figure.value is None:
            continue
        if (
            figure.is_extracted
            or figure.standing not in ("preferred", "ok")
            or figure.status == "projected"
        ):
            continue
        if finder.vocabulary.region(figure.region).kind == "country" and figure.period is not None:
            latest[figure.region] = figure  # in order of period start
    gaps = [
        (abs(convert(high(f.quantity), f.unit, "kWh") / kwh - 1), region)
        for region, f in sorted(latest.items())
    ]
    gap, region = min(gaps, default=(1.0, ""))
    return latest[region] if gap <= _NEAR_COUNTRY else None


def _lead_with_target(composer: Composer, headline: int) -> None:
    """Let what was asked for stand first, its result as the headline's value.

    The amount itself stays as a line where it shows how a power became an energy.
    """
    given, first = composer.claims[headline - 1], composer.claims.pop(headline)
    numbers = [replace(n, name="value") if n.name == "result" else n for n in first.numbers]
    numbers += [n for n in given.numbers if n.name == "given"]
    leading = replace(
        first,
        template=first.template.replace("line_", "headline_"),
        numbers=tuple(numbers),
        words=(*first.words, *(word for word in given.words if word[0] in _KEPT_WORDS)),
        cites=tuple(dict.fromkeys((*given.cites, *first.cites))),
    )
    kept = [given] if given.template != "headline_equivalent_energy" else []
    composer.claims[headline - 1 : headline] = [leading, *kept]
