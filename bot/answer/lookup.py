"""Answers with one topic's figure: the leading value, what others say, what is newer."""

from collections.abc import Sequence

from bot.answer.charting import bar_chart
from bot.answer.composition import Composer
from bot.answer.figures import FigureFinder
from bot.answer.intervals import high, low
from bot.answer.records import Answer, Conflict, Number
from bot.answer.selection import Selection, is_of_part
from knowledge.records import Figure
from knowledge.units import convert, convertible, scale_unit

MAX_OTHERS = 3
_SCALED, _FIVE_DIGITS = ("W", "kW", "MW", "Wh", "MWh"), 10_000
_AGREEMENT = 0.02  # values within 2 % of the lead do not count as a disagreement


def answer_figure(
    selection: Selection,
    composer: Composer,
    finder: FigureFinder,
    follow_ups: Sequence[str],
    *,
    brief: bool = False,
    asked_unit: str | None = None,
) -> Answer:
    """Answer with the leading figure, the others beneath it, and the caveats that belong to it.

    A brief answer is one of several: one other value is enough. Values are shown in the asked unit
    where they can be.
    """
    speaker, lead = composer.speaker, selection.lead
    unit = show_unit(lead, selection.measure.unit)
    if asked_unit is not None and convertible(lead.unit, asked_unit):
        unit = asked_unit
    composer.claim(
        "headline_figure",
        [Number("value", lead.quantity, lead.figure_id, show_unit=unit)],
        cites=[composer.cite_figure(lead)],
        subject=speaker.subject(selection.topic.subject_id, selection.region),
        measure=speaker.measure(selection.measure.measure_id),
        details=speaker.details(lead),
    )
    composer.figure_caveat(lead)
    others = distinct(selection.others)[: 1 if brief else MAX_OTHERS]
    if selection.newer is not None:
        others = [selection.newer, *others][: MAX_OTHERS + 1]
    for figure in others:
        add_line(composer, selection, figure)
    note_whole(composer, selection)
    note_conflict(composer, selection)
    note_age(composer, finder, selection)
    shown = [lead, *[f for f in others if convertible(f.unit, lead.unit)]]
    return composer.answer(
        "figure",
        interpretation(composer, selection),
        chart=bar_chart(composer, shown, unit) if len(shown) > 1 else None,
        follow_ups=follow_ups,
    )


def _is_outdated(lead: Figure, series: Sequence[Figure]) -> bool:
    """Whether the series has a figure of a later time, projections apart."""
    return lead.period is not None and any(
        f.period is not None and f.period.end > lead.period.end and f.status != "projected"
        for f in series
    )


def interpretation(composer: Composer, selection: Selection, *, span: Sequence[Figure] = ()) -> str:
    """Word how the question was read: of the leading figure's period, or of those of `span`."""
    speaker = composer.speaker
    periods = [f.period.text if f.period else None for f in span or (selection.lead,)]
    return speaker.wording.say(
        "interpretation",
        subjects=speaker.subject(selection.topic.subject_id, selection.region),
        measure=speaker.measure(selection.measure.measure_id),
        period=speaker.wording.say("list_separator").join(map(speaker.period, periods)),
    )


def add_line(composer: Composer, selection: Selection, figure: Figure) -> None:
    """Add one further figure as a claim."""
    speaker = composer.speaker
    composer.claim(
        "line_figure",
        [
            Number(
                "value",
                figure.quantity,
                figure.figure_id,
                show_unit=show_unit(figure, selection.measure.unit),
            )
        ],
        cites=[composer.cite_figure(figure)],
        subject=speaker.subject(figure.subject_id, figure.region),
        details=speaker.details(figure),
    )
    composer.figure_caveat(figure)


def show_unit(figure: Figure, preferred: str) -> str:
    """Return the measure's unit when the value reads well in it, else the published unit.

    Of what an added source names, small things mostly, nothing below one is shown: 212 GWh. Five
    digits of watts or megawatt-hours are given in the next unit, 120 kW; kWh are what people know.
    """
    if not convertible(figure.unit, preferred):
        return figure.unit
    size = abs(convert(high(figure.quantity), figure.unit, preferred))
    least = 1.0 if figure.subject_id.startswith("named:") else 0.01
    if preferred in _SCALED and size >= _FIVE_DIGITS:
        return scale_unit(size, preferred)
    return preferred if least <= size < 1e6 else figure.unit


def distinct(figures: Sequence[Figure]) -> list[Figure]:
    """Drop figures that repeat a value already shown by a better one."""
    seen: set[tuple[float | None, float | None, float | None]] = set()
    kept = []
    for figure in figures:
        key = (figure.value_si, figure.lower_si, figure.upper_si)
        if key not in seen:
            seen.add(key)
            kept.append(figure)
    return kept


def note_whole(composer: Composer, selection: Selection) -> None:
    """Say that the lead is of the whole company where its data centres are asked about."""
    topic = selection.topic
    if topic.part is None or is_of_part(selection.lead, topic.part):
        return
    if selection.measure.dimension not in ("energy", "power"):
        return  # the PUE of a company is that of its data centres
    subject = composer.speaker.subject(topic.subject_id)
    composer.caveat(composer.speaker.wording.say("caveat_whole_company", subject=subject))


def note_conflict(composer: Composer, selection: Selection) -> None:
    """Record figures of the same scope and period that disagree with the lead."""
    lead = selection.lead
    rivals = [
        f
        for f in selection.others
        if (f.standing in ("preferred", "ok") or f.is_extracted)
        and convertible(f.unit, lead.unit)
        and _differs(lead, f)
    ]
    if rivals:
        composer.conflicts.append(
            Conflict(
                subject_id=lead.subject_id,
                measure_id=lead.measure_id,
                period=lead.period.text if lead.period else None,
                figure_ids=(lead.figure_id, *[composer.cite_figure(f) for f in rivals]),
            )
        )


def _differs(lead: Figure, other: Figure) -> bool:
    first, second = lead.quantity, other.quantity
    factor = convert(1.0, other.unit, lead.unit)
    gap = max(low(first) - high(second) * factor, low(second) * factor - high(first))
    middle = first.value if first.value is not None else high(first)
    theirs = second.value if second.value is not None else high(second)
    return gap > 0 or abs(theirs * factor - middle) > _AGREEMENT * abs(middle)


def note_age(composer: Composer, finder: FigureFinder, selection: Selection) -> None:
    """Say how old a stale figure is, where there is no newer one: not of a year that was asked."""
    lead = selection.lead
    if lead.period is None or _is_outdated(lead, selection.series):
        return
    if finder.is_stale(lead, selection.measure.stale_after_years):
        composer.caveat(
            composer.speaker.wording.say(
                "caveat_stale", period=composer.speaker.period(lead.period.text)
            )
        )
