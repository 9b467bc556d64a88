"""Counts one thing in another by what one of each takes or emits; pure arithmetic over figures."""

from bot.answer.composition import Composer
from bot.answer.intervals import high, middle, ratio, scaled
from bot.answer.records import Answer, Number
from bot.answer.selection import HOURS_A_YEAR
from knowledge.errors import UnitError
from knowledge.records import Figure, Quantity
from knowledge.units import convert, dimension_of, split_unit

_TINY = 0.001
_TIMES = {"day": 72.0, "h": 1.0, "min": 1 / 60}  # from how many hours on a time is told so


def answer_counted(
    each: Figure, one: Figure, *, times: float, distance: Quantity | None, composer: Composer
) -> Answer | None:
    """Say how many times `each` the asked amount of `one` is; None where no measure is common.

    `times` is how many of one are asked about, `distance` how far what is per distance goes. Where
    no distance is stated, the distance that comes to one of the other thing is told instead, and
    where the asked thing is far the larger, how many of the other it comes to.
    """
    if _is_per_distance(each):
        return None if distance or _is_per_distance(one) else _distance(one, each, times, composer)
    if _is_per_distance(one) and distance is None:
        return _distance(each, one, 1.0, composer)
    amount, steps = _amount(one, times, distance)
    unit = _above(each)
    try:
        factor = convert(1.0, amount.unit or unit, unit)
    except UnitError:
        return None
    quotient = ratio(scaled(amount, factor, unit=unit), each_of(each))
    if quotient is None:
        return None
    if high(quotient) < _TINY and times == 1 and distance is None:
        return answer_counted(one, each, times=1.0, distance=None, composer=composer)
    full = f"{steps} ÷ {middle(each.quantity):,.10g} {each.unit}"
    derivation = composer.derive(
        "ratio", ["question", one.figure_id, each.figure_id], full, quotient
    )
    speaker = composer.speaker
    named = speaker.subject(one.subject_id, one.region)
    extent = f"{middle(distance):,.10g} {distance.unit}" if distance else f"{times:,.10g}"
    plain = distance is None and times == 1
    composer.claim(
        "headline_counted",
        [Number("value", quotient, None, derivation.derivation_id), *_given(distance, times)],
        cites=[composer.cite_figure(f) for f in (one, each)],
        left=named if plain else speaker.wording.say("so_much_of", much=extent, subject=named),
        right=speaker.subject(each.subject_id, each.region),
    )
    return _finish(one, each, composer)


def _distance(whole: Figure, per: Figure, times: float, composer: Composer) -> Answer | None:
    """How far what is per distance goes for what one of the whole takes or emits."""
    above, below = split_unit(per.unit)
    try:
        factor = convert(1.0, _above(whole), above) * times
        per_km = scaled(per.quantity, convert(1.0, per.unit, f"{above}/km"), unit=above)
    except UnitError:
        return None
    far = ratio(scaled(each_of(whole), factor, unit=above), per_km, unit="km")
    if far is None or below is None:
        return None
    steps = f"{middle(whole.quantity):,.10g} {whole.unit} ÷ {middle(per.quantity):,.10g} {per.unit}"
    steps = steps if times == 1 else f"{times:,.10g} × {steps}"
    derivation = composer.derive("ratio", ["question", whole.figure_id, per.figure_id], steps, far)
    speaker = composer.speaker
    named = speaker.subject(whole.subject_id, whole.region)
    much = f"{times:,.10g}"
    composer.claim(
        "headline_distance_of",
        [Number("value", far, None, derivation.derivation_id), *_given(None, times)],
        cites=[composer.cite_figure(f) for f in (whole, per)],
        left=named if times == 1 else speaker.wording.say("so_much_of", much=much, subject=named),
        right=speaker.subject(per.subject_id),
    )
    return _finish(whole, per, composer)


def answer_duration(
    running: Figure, energy: Quantity, composer: Composer, *, whole: Figure | None = None
) -> Answer | None:
    """Say for how long an energy runs what has a power, at full load, or a home.

    A home's figure is of a year, evenly spread. `whole` is whose energy it is, unless it is stated.
    """
    yearly = dimension_of(running.unit) == "energy"
    each_hour = convert(1.0, running.unit, "Wh" if yearly else "W") / (
        HOURS_A_YEAR if yearly else 1
    )
    watt_hours = scaled(energy, convert(1.0, energy.unit or "Wh", "Wh"), unit="Wh")
    hours = ratio(watt_hours, scaled(running.quantity, each_hour, unit="Wh"), unit="h")
    if hours is None:
        return None
    unit = next((u for u, n in _TIMES.items() if high(hours) >= n), "s")
    time = scaled(hours, convert(1.0, "h", unit), unit=unit)
    speaker = composer.speaker
    given = f"{middle(energy):,.10g} {energy.unit}"
    steps = f"{given} ÷ {middle(running.quantity):,.10g} {running.unit}"
    steps += f" × {HOURS_A_YEAR:,} h" if yearly else ""
    assumed = speaker.wording.say("assume_even_year" if yearly else "assume_full_load")
    inputs = [whole.figure_id if whole else "question", running.figure_id]
    derivation = composer.derive("ratio", inputs, steps, time, assumptions=[assumed])
    subject = speaker.subject(running.subject_id, running.region)
    owner = ""
    if whole is not None:
        named = speaker.subject(whole.subject_id, whole.region)
        measure = speaker.measure(whole.measure_id)
        owner = speaker.wording.say("amount_owner", subject=named, measure=measure)
    composer.claim(
        "headline_duration_yearly" if yearly else "headline_duration",
        [
            Number("value", time, None, derivation.derivation_id),
            Number("given", energy, whole.figure_id if whole else None),
            Number("power", running.quantity, running.figure_id),
        ],
        cites=[composer.cite_figure(f) for f in ([whole] if whole else []) + [running]],
        owner=owner,
        subject=subject,
        details=speaker.details(running),
    )
    composer.caveat(assumed)
    for figure in ([whole] if whole else []) + [running]:
        composer.figure_caveat(figure)
    read = speaker.wording.say("interpretation_equivalent", quantity=f"{owner}{given} ({subject})")
    return composer.answer("conversion", read)


def each_of(figure: Figure) -> Quantity:
    """What one takes, in the unit above the stroke."""
    return scaled(figure.quantity, 1.0, unit=_above(figure))


def _amount(one: Figure, times: float, distance: Quantity | None) -> tuple[Quantity, str]:
    """So many of one, or what a distance takes, and its arithmetic."""
    shown = f"{middle(one.quantity):,.10g} {one.unit}"
    if distance is not None and _is_per_distance(one):
        km = convert(middle(distance), distance.unit or "km", "km")
        per_km = convert(1.0, one.unit, f"{_above(one)}/km")
        steps = f"{middle(distance):,.10g} {distance.unit} × {shown}"
        return scaled(one.quantity, per_km * km, unit=_above(one)), steps
    steps = shown if times == 1 else f"{times:,.10g} × {shown}"
    return scaled(each_of(one), times), steps


def _given(distance: Quantity | None, times: float) -> list[Number]:
    if distance is not None:
        return [Number("extent", distance)]
    return [Number("extent", Quantity(times, None))] if times != 1 else []


def _finish(one: Figure, each: Figure, composer: Composer) -> Answer:
    speaker = composer.speaker
    names = []
    for figure in (one, each):
        names.append(speaker.subject(figure.subject_id, figure.region))
        composer.claim(
            "line_figure",
            [Number("value", figure.quantity, figure.figure_id)],
            cites=[figure.figure_id],
            subject=names[-1],
            details=speaker.details(figure),
        )
        composer.figure_caveat(figure)
    read = speaker.wording.say(
        "interpretation",
        subjects=speaker.wording.say("list_and").join(names),
        measure=speaker.wording.say("list_separator").join(
            dict.fromkeys(speaker.measure(f.measure_id) for f in (one, each))
        ),
        period=speaker.wording.say("period_latest"),
    )
    return composer.answer("equivalent", read)


def _above(figure: Figure) -> str:
    return split_unit(figure.unit)[0] or figure.unit


def _is_per_distance(figure: Figure) -> bool:
    return figure.measure_id.endswith("_per_distance")
