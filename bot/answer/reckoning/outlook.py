"""Tells how a figure is to change: what is known now beside what is projected for a year."""

from collections.abc import Sequence

from bot.answer.composition import Composer
from bot.answer.figures import FigureFinder
from bot.answer.intervals import high, low, plain, ratio, scaled
from bot.answer.lookup import MAX_OTHERS, add_line, distinct, interpretation
from bot.answer.question import Direction
from bot.answer.records import Answer, Number
from bot.answer.selection import Selection
from knowledge.records import Figure, Period, Quantity
from knowledge.units import convert, convertible

_OPENINGS: dict[bool | None, str] = {True: "yes", False: "no", None: "open"}


def answer_outlook(
    now: Selection,
    then: Selection,
    composer: Composer,
    finder: FigureFinder,
    *,
    since: Period | None = None,
    asked: Direction | None = None,
    times: float | None = None,
    asks_ratio: bool = False,
    follow_ups: Sequence[str] = (),
) -> Answer | None:
    """Set the projection that leads `then` against a figure of its own publisher, else `now`.

    `since` tells that `now` is of an asked time, else the newest is meant. `asked` is the change
    that a yes-or-no question asks for, `times` how many times as much; the verdict is None where
    a range or another case leaves it open. The ratio leads where it `asks_ratio`, else the
    projection. None when the two cannot be divided.
    """
    last = then.lead
    known = now.series if since is None else (now.lead, *now.others)
    first = _of_publisher(last, known, finder) or now.lead
    unit = then.measure.unit
    if not convertible(first.unit, last.unit):
        return None
    cases = [f for f in distinct(then.others) if convertible(f.unit, unit)][:MAX_OTHERS]
    start, end, *others = (
        scaled(f.quantity, convert(1.0, f.unit, unit), unit=unit) for f in (first, last, *cases)
    )
    quotient = ratio(end, start)
    if quotient is None:
        return None
    steps = f"{plain(end)} ÷ {plain(start)}"
    derivation = composer.derive("ratio", [last.figure_id, first.figure_id], steps, quotient)
    verdicts = {_verdict(q, asked, times) for e in (end, *others) if (q := ratio(e, start))}
    verdict = verdicts.pop() if len(verdicts) == 1 else None  # the cases may differ
    speaker = composer.speaker
    opening = "none" if asked is None else f"outlook_{_OPENINGS[verdict]}"
    numbers = [
        Number("last", last.quantity, last.figure_id, show_unit=unit),
        Number("first", first.quantity, first.figure_id, show_unit=unit),
        Number("ratio", quotient, None, derivation.derivation_id),
    ]
    composer.claim(
        "headline_outlook",
        numbers[::-1] if asks_ratio else numbers,
        cites=[composer.cite_figure(first), composer.cite_figure(last)],
        subject=speaker.subject(then.topic.subject_id, then.region),
        measure=speaker.measure(then.measure.measure_id),
        first_details=speaker.details(first),
        last_details=speaker.details(last),
        opening=speaker.wording.say(f"opening_{opening}"),
        verdict=verdict,
    )
    for figure in (first, last):
        composer.figure_caveat(figure)
    for figure in cases:
        add_line(composer, then, figure)
    return composer.answer(
        "trend",
        interpretation(composer, then, span=(first, last)),
        follow_ups=follow_ups,
        verdict=verdict,
    )


def _of_publisher(
    projection: Figure, series: Sequence[Figure], finder: FigureFinder
) -> Figure | None:
    """The newest known figure by whom the projection is, of its basis."""
    publisher = _publisher(projection, finder)
    known = [
        f
        for f in series
        if f.status != "projected"
        and f.period is not None
        and f.standing in ("preferred", "ok")
        and f.measure_id == projection.measure_id
        and _publisher(f, finder) == publisher
    ]
    return max(known, key=lambda f: (f.period.end if f.period else None, f.figure_id), default=None)


def _publisher(figure: Figure, finder: FigureFinder) -> str:
    source = finder.knowledge.source(figure.source_id)
    return source.reports or source.publisher


def _verdict(quotient: Quantity, asked: Direction | None, times: float | None) -> bool | None:
    """Whether the asked change comes about over the whole range; None where it depends."""
    if asked is None:
        return None
    bound = times or 1.0
    if asked == "less":
        sure, impossible = high(quotient) <= 1 / bound, low(quotient) > 1 / bound
    else:
        sure, impossible = low(quotient) >= bound, high(quotient) < bound
    return True if sure else False if impossible else None
