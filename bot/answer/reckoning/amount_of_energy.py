"""An amount that is put beside familiar things: a stored or stated energy, or a power that runs."""

from dataclasses import dataclass

from bot.answer.composition import Composer, Speaker
from bot.answer.intervals import high, plain, scaled
from bot.answer.records import Number
from bot.answer.selection import HOURS_A_YEAR
from bot.answer.stated_amounts import told_hours
from knowledge.records import Figure, Quantity
from knowledge.units import convert, dimension_of, scale_unit, split_unit


@dataclass(frozen=True, slots=True)
class Amount:
    """An energy or a power, stated or stored, with the time for which the power runs.

    `yearly` marks an energy that recurs every year. `figure` is the stored figure, when it is one;
    `written` is how the question wrote a stated one; `times` is how many of a stored one are meant,
    told as `extent` where it is no plain number (500 km).
    """

    quantity: Quantity
    figure: Figure | None = None
    yearly: bool = False
    hours: float = float(HOURS_A_YEAR)
    load_percent: float | None = None
    written: str | None = None
    times: float = 1.0
    extent: str = ""

    @property
    def counted(self) -> str:
        """How many of a stored amount are meant, in words; empty for one."""
        return self.extent or ("" if self.times == 1 else f"{self.times:,.15g}")

    @property
    def is_power(self) -> bool:
        """Whether it becomes an energy only by running for a time."""
        return dimension_of(self.quantity.unit or "") == "power"

    @property
    def is_yearly(self) -> bool:
        """Whether it may stand beside what things use in a year."""
        return self.yearly or (self.is_power and self.hours == HOURS_A_YEAR)


def told_amount(amount: Amount, composer: Composer) -> str:
    """Say which amount is put beside familiar things."""
    quantity, speaker = amount.quantity, composer.speaker
    shown = amount.written or plain(quantity)
    if amount.figure is not None:
        shown = f"{_owner(amount, speaker)}{shown} ({speaker.details(amount.figure)})"
    return speaker.wording.say("interpretation_equivalent", quantity=shown)


def _owner(amount: Amount, speaker: Speaker) -> str:
    """Whose amount a stored one is, to stand before it; empty for a stated one."""
    figure = amount.figure
    if figure is None:
        return ""
    subject = speaker.subject(figure.subject_id, figure.region)
    return speaker.wording.say(
        "amount_owner",
        subject=f"{amount.counted} × {subject}" if amount.counted else subject,
        measure=speaker.measure(figure.measure_id),
    )


def _in_all(amount: Amount, composer: Composer) -> tuple[Quantity, str | None]:
    """So many of the amount, and the derivation that counted them when they are several."""
    quantity, figure = amount.quantity, amount.figure
    if not amount.counted or figure is None:
        return quantity, None
    product = scaled(quantity, amount.times, unit=split_unit(quantity.unit or "Wh")[0])
    unit = scale_unit(high(product), product.unit or "Wh")
    counted = scaled(product, convert(1.0, product.unit or unit, unit), unit=unit)
    steps = f"{amount.counted} × {plain(quantity)}"
    derivation = composer.derive("product", ["question", figure.figure_id], steps, counted)
    return counted, derivation.derivation_id


def as_energy(amount: Amount, composer: Composer) -> tuple[Quantity, str]:
    """State the amount (and its energy, when it is a power); return kWh and what they rest on."""
    figure = amount.figure
    quantity, counted_id = _in_all(amount, composer)
    rests_on = counted_id or (figure.figure_id if figure else "question")
    stored_id = figure.figure_id if figure and counted_id is None else None
    given = Number("given", quantity, stored_id, counted_id, written=amount.written)
    owner = _owner(amount, composer.speaker)
    cites = [composer.cite_figure(figure)] if figure else []
    all_year, over = _run(amount, composer.speaker)
    if not amount.is_power:
        composer.claim(
            "headline_equivalent_energy",
            [given],
            cites=cites,
            owner=owner,
            all_year=all_year,
            over=over,
        )
        factor = convert(1.0, split_unit(quantity.unit or "")[0], "kWh")
        return scaled(quantity, factor, unit="kWh"), rests_on
    load = 1.0 if amount.load_percent is None else amount.load_percent / 100
    watt_hours = scaled(quantity, convert(1.0, quantity.unit or "W", "W") * amount.hours * load)
    readable = scale_unit(high(watt_hours), "Wh")
    energy = scaled(watt_hours, convert(1.0, "Wh", readable), unit=readable)
    speaker = composer.speaker
    whole_year = amount.hours == HOURS_A_YEAR and amount.load_percent is None
    assumption = speaker.wording.say("assume_run_all_year") if whole_year else ""
    steps = f"{plain(quantity)} × {told_hours(amount.hours)}"
    if amount.load_percent is not None:
        steps += f" × {amount.load_percent:,.6g}%"
    derivation = composer.derive(
        "run_all_year" if whole_year else "product",
        [rests_on],
        steps,
        energy,
        assumptions=[assumption] if assumption else [],
    )
    template = "headline_equivalent_power" if whole_year else "headline_equivalent_duration"
    composer.claim(
        template,
        [given, Number("value", energy, None, derivation.derivation_id)],
        cites=cites,
        steps=steps,
        owner=owner,
        all_year=all_year,
        over=over,
    )
    composer.caveat(assumption)
    kwh = scaled(energy, convert(1.0, readable, "kWh"), unit="kWh")
    return kwh, derivation.derivation_id


def _run(amount: Amount, speaker: Speaker) -> tuple[str, str]:
    """Words for a power that runs all year, else for how long, and at which load."""
    if not amount.is_power:
        return "", ""
    say = speaker.wording.say
    whole = amount.hours == HOURS_A_YEAR
    time = "" if whole else say("equivalent_over", time=told_hours(amount.hours))
    load = amount.load_percent
    part = "" if load is None else say("equivalent_at_load", load=f"{load:,.6g}%")
    return say("equivalent_all_year") if whole else "", f"{time}{part}"
