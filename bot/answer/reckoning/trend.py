"""Tells how a figure changed over the years, absolutely and a year, projections apart."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.answer.charting import series_chart
from bot.answer.composition import Composer
from bot.answer.figures import FigureFinder
from bot.answer.intervals import in_digits, middle, ratio, scaled
from bot.answer.lookup import add_line, interpretation, note_age, show_unit
from bot.answer.question import Direction
from bot.answer.reckoning.history import by_others, has_turned, one_series, projections
from bot.answer.records import Answer, Number
from bot.answer.selection import Selection
from knowledge.records import Figure, Period, Quantity
from knowledge.units import convert

_OPENINGS: dict[bool | None, str] = {True: "yes", False: "no", None: "none"}


@dataclass(frozen=True, slots=True)
class AskedChange:
    """What is asked of a history: whether it rose or fell, at least so many `times`, its ratio.

    What goes on `lately` did so over the span that is told and in its last year.
    """

    direction: Direction | None = None
    times: float | None = None
    ratio: bool = False
    lately: bool = False


def answer_trend(
    selection: Selection,
    composer: Composer,
    finder: FigureFinder,
    *,
    first_year: int | None = None,
    last_year: int | None = None,
    asked: AskedChange,
    follow_ups: Sequence[str] = (),
) -> Answer | None:
    """Describe one source's series; None when it has fewer than two years in the asked span.

    A yes-or-no question has a verdict. What other reports tell of later years follows.
    """
    asked_years = (first_year, last_year)
    history = one_series(selection, finder, asked_years)
    if len(history) < 2:
        return None
    first, last = history[0], history[-1]
    if first.source_id != last.source_id:
        composer.caveat(composer.speaker.wording.say("caveat_several_reports"))
    to_come = projections(selection, last)
    later = [f for f in by_others(selection, last) if last_year is None or _is_of(f, last_year)]
    if not asked.lately:
        note_missing_years(asked_years, (first, last, *to_come, *later), composer)
    verdict = _verdict(first, last, asked.direction, asked.times)
    turned = asked.lately and len(history) > 2 and has_turned(history)
    if turned:
        verdict = None
    _state_change(first, last, selection, composer, verdict)
    if asked.ratio:
        _state_ratio(first, last, composer)
    _state_extremes(history, selection, composer)
    if turned:
        add_line(composer, selection, history[-2])
        composer.caveat(composer.speaker.wording.say("caveat_turned"))
    _state_later(later, selection, composer)
    for figure in to_come:
        add_line(composer, selection, figure)
    for figure in (first, last):
        composer.figure_caveat(figure)
    note_age(composer, finder, selection)
    unit = show_unit(last, selection.measure.unit)
    return composer.answer(
        "trend",
        interpretation(composer, selection, span=(first, last)),
        chart=series_chart(composer, [*history, *to_come], unit),
        follow_ups=follow_ups,
        verdict=verdict,
    )


def _is_of(figure: Figure, year: int) -> bool:
    return figure.period is not None and figure.period.year == year


def _state_later(later: Sequence[Figure], selection: Selection, composer: Composer) -> None:
    for figure in later:
        add_line(composer, selection, figure)
    if later:
        composer.caveat(composer.speaker.wording.say("caveat_later_by_others"))


def note_missing_years(
    asked: Sequence[int | None], shown: Sequence[Figure], composer: Composer
) -> None:
    """Say which of the asked years has no figure among those that are shown."""
    known = {year for f in shown if f.period for year in (f.period.start.year, f.period.year)}
    for year in asked:
        if year is not None and year not in known:
            when = composer.speaker.period(str(year))
            composer.caveat(composer.speaker.wording.say("caveat_period_missing", period=when))


def _verdict(
    first: Figure, last: Figure, asked: Direction | None, times: float | None
) -> bool | None:
    start, end = first.value_si, last.value_si
    if asked is None or start is None or end is None or start == end:
        return None
    if times is not None and asked == "more":
        return end >= start * times
    if times is not None:
        return end * times <= start
    return (end > start) == (asked == "more")


def _state_change(
    first: Figure,
    last: Figure,
    selection: Selection,
    composer: Composer,
    verdict: bool | None,
) -> None:
    speaker = composer.speaker
    unit = show_unit(last, selection.measure.unit)
    start = scaled(first.quantity, convert(1.0, first.unit, unit), unit=unit)
    end = scaled(last.quantity, convert(1.0, last.unit, unit), unit=unit)
    numbers = [
        Number("first", first.quantity, first.figure_id, show_unit=unit),
        Number("last", last.quantity, last.figure_id, show_unit=unit),
    ]
    template = "headline_trend_flat"
    if start.value and end.value and start.value > 0:
        template = "headline_trend_up" if end.value >= start.value else "headline_trend_down"
        numbers += _growth(first, last, start, end, composer)
    composer.claim(
        template,
        numbers,
        cites=[composer.cite_figure(first), composer.cite_figure(last)],
        subject=speaker.subject(selection.topic.subject_id, selection.region),
        measure=speaker.measure(selection.measure.measure_id),
        start=_when(composer, first),
        end=_when(composer, last),
        publisher=_publishers((first, last), composer),
        opening=speaker.wording.say(f"opening_{_OPENINGS[verdict]}"),
        verdict=verdict,
    )


def _publishers(figures: Sequence[Figure], composer: Composer) -> str:
    speaker = composer.speaker
    sources = [speaker.knowledge.source(f.source_id) for f in figures]
    names = dict.fromkeys(s.reports or s.publisher for s in sources)
    return speaker.wording.say("list_separator").join(names)


def _growth(
    first: Figure, last: Figure, start: Quantity, end: Quantity, composer: Composer
) -> list[Number]:
    """The change over the whole span and the compound annual rate, (last/first)^(1/years) − 1."""
    plain_start, plain_end = Quantity(start.value, start.unit), Quantity(end.value, end.unit)
    quotient = ratio(plain_end, plain_start)
    years = _years_between(first.period, last.period)
    if quotient is None or quotient.value is None or years == 0:
        return []
    inputs = [last.figure_id, first.figure_id]
    change = change_in_all(start, end, inputs, composer)
    rate = quotient.value ** (1 / years) - 1
    yearly = composer.derive(
        "growth",
        inputs,
        steps_of_change(start.value or 0.0, end.value or 0.0, years=years),
        Quantity(abs(rate) * 100, "%/yr"),
    )
    return [change, Number("yearly", yearly.result, None, yearly.derivation_id)]


def _state_ratio(first: Figure, last: Figure, composer: Composer) -> None:
    start = scaled(first.quantity, convert(1.0, first.unit, last.unit), unit=last.unit)
    quotient = ratio(last.quantity, start)
    if quotient is None:
        return
    steps = f"{in_digits(middle(last.quantity))} ÷ {in_digits(middle(start))}"
    derived = composer.derive("ratio", [last.figure_id, first.figure_id], steps, quotient)
    composer.claim(
        "line_times_as_much",
        [Number("times", quotient, None, derived.derivation_id)],
        cites=[last.figure_id, first.figure_id],
        start=_when(composer, first),
        end=_when(composer, last),
    )


def change_in_all(
    start: Quantity, end: Quantity, inputs: Sequence[str], composer: Composer
) -> Number:
    """By how many per cent `end` lies above or below `start`, both of one unit, `start` not zero.

    `inputs` are the ids of the figures of the end and the start.
    """
    first, last = start.value or 1.0, end.value or 0.0
    change = Quantity(abs(last / first - 1) * 100, "%")
    derived = composer.derive("growth", inputs, steps_of_change(first, last), change)
    return Number("change", derived.result, None, derived.derivation_id)


def steps_of_change(start: float, end: float, *, years: int = 1) -> str:
    """Write out by which part something changed, a year where there are several.

    A fall is told by its size, so it is what is left taken from 1. `start` is not zero.
    """
    left = f"{in_digits(end)} ÷ {in_digits(start)}"
    if years > 1:
        left = f"({left})^(1/{years})"
    return f"1 − {left}" if end / start < 1 else f"{left} − 1"


def _years_between(first: Period | None, last: Period | None) -> int:
    return last.start.year - first.start.year if first and last else 0


def _state_extremes(history: Sequence[Figure], selection: Selection, composer: Composer) -> None:
    """Name the peak when it is neither the first nor the last year."""
    peak = max(history, key=lambda f: (f.value_si or 0.0, f.figure_id))
    if peak in (history[0], history[-1]):
        return
    composer.claim(
        "line_peak",
        [
            Number(
                "value",
                peak.quantity,
                peak.figure_id,
                show_unit=show_unit(peak, selection.measure.unit),
            )
        ],
        cites=[composer.cite_figure(peak)],
        period=_when(composer, peak),
    )


def _when(composer: Composer, figure: Figure) -> str:
    return composer.speaker.period(figure.period.text if figure.period else None)
