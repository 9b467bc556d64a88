"""Answers “before and after”: the last figure before an event beside the first after it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.answer.composition import Composer
from bot.answer.figures import FigureFinder, lead_order
from bot.answer.intervals import plain, ratio, scaled
from bot.answer.lookup import add_line
from bot.answer.reckoning.trend import change_in_all
from bot.answer.records import Answer, Number
from bot.answer.selection import Selection
from bot.answer.words import Event
from knowledge.records import Figure
from knowledge.units import convert


def answer_before_after(
    selection: Selection,
    event: Event,
    composer: Composer,
    finder: FigureFinder,
    *,
    follow_ups: Sequence[str] = (),
) -> Answer | None:
    """Compare the figures on both sides of an event's year; None when a side has none.

    A figure whose scope tells that it is of the time before leads; else one of the event's own
    year counts before it.
    """
    usable = [f for f in selection.series if _is_history(f)]
    before = _lead_of_side(usable, event, finder, before=True)
    after = _lead_of_side(usable, event, finder, before=False)
    if before is None or after is None:
        return None
    unit = selection.measure.unit
    first = scaled(before.quantity, convert(1.0, before.unit, unit), unit=unit)
    last = scaled(after.quantity, convert(1.0, after.unit, unit), unit=unit)
    quotient = ratio(first, last)
    if quotient is None:
        return None
    inputs = [before.figure_id, after.figure_id]
    derivation = composer.derive("ratio", inputs, f"{plain(first)} ÷ {plain(last)}", quotient)
    speaker = composer.speaker
    falls = (last.value or 0.0) < (first.value or 0.0)
    composer.claim(
        "headline_before_after_less" if falls else "headline_before_after_more",
        [
            Number("ratio", quotient, None, derivation.derivation_id),
            change_in_all(first, last, inputs[::-1], composer),
            Number("before", before.quantity, before.figure_id, show_unit=unit),
            Number("after", after.quantity, after.figure_id, show_unit=unit),
        ],
        cites=[composer.cite_figure(before), composer.cite_figure(after)],
        subject=speaker.subject(selection.topic.subject_id, selection.region),
        measure=speaker.measure(selection.measure.measure_id),
        event=speaker.text(event.names),
        before_details=speaker.details(before),
        after_details=speaker.details(after),
    )
    for figure in _others([before, after], usable):
        add_line(composer, selection, figure)
    return composer.answer(
        "comparison",
        speaker.wording.say(
            "interpretation_before_after",
            subject=speaker.subject(selection.topic.subject_id, selection.region),
            event=speaker.text(event.names),
        ),
        follow_ups=follow_ups,
    )


def side_of(
    selection: Selection, event: Event, finder: FigureFinder, *, before: bool
) -> Selection | None:
    """The selection led by the figure nearest to an event on one side of it; None without one."""
    usable = [f for f in selection.series if _is_history(f)]
    lead = _lead_of_side(usable, event, finder, before=before)
    if lead is None:
        return None
    others = tuple(f for f in usable if f is not lead and _year(f) == _year(lead))
    return replace(selection, lead=lead, others=others, newer=None)


def _lead_of_side(
    usable: Sequence[Figure], event: Event, finder: FigureFinder, *, before: bool
) -> Figure | None:
    """The figure nearest to an event: one that tells of the time before, else of its own year."""
    if not before:
        return _nearest([f for f in usable if _year(f) > event.year], finder, latest=False)
    earlier = [f for f in usable if _year(f) <= event.year]
    told = [f for f in earlier if event.spans(f.scope.en)]
    return _nearest(told or earlier, finder, latest=True)


def _is_history(figure: Figure) -> bool:
    return (
        figure.status != "projected"
        and figure.value is not None
        and figure.period is not None
        and figure.period.year is not None
        and figure.standing in ("preferred", "ok")
    )


def _year(figure: Figure) -> int:
    return figure.period.start.year if figure.period else 0


def _nearest(figures: Iterable[Figure], finder: FigureFinder, *, latest: bool) -> Figure | None:
    """The figure of the year nearest to the event, the best of that year."""
    return min(
        figures,
        key=lambda f: (-_year(f) if latest else _year(f), lead_order(f, finder.tier_rank(f))),
        default=None,
    )


def _others(shown: Sequence[Figure], figures: Sequence[Figure]) -> list[Figure]:
    years = {_year(f) for f in shown}
    return [f for f in figures if _year(f) in years and f not in shown][:2]
