"""Tells what is published of several years where no one source tells two of them."""

from collections.abc import Sequence

from bot.answer.composition import Composer
from bot.answer.lookup import add_line, interpretation, show_unit
from bot.answer.reckoning.trend import note_missing_years
from bot.answer.records import Answer, Number
from bot.answer.selection import Selection
from knowledge.records import Figure

_MOST = 6
_PAIR = 2


def answer_by_years(
    selection: Selection,
    composer: Composer,
    *,
    first_year: int | None,
    last_year: int | None,
    follow_ups: Sequence[str] = (),
) -> Answer | None:
    """State the leading figure of each year in the asked span, the latest first.

    They are counted by several hands, so no change is worked out of them. None where fewer than
    two years have one; of many years the latest six are told.
    """
    by_year: dict[int, Figure] = {}
    for figure in selection.series:
        year = figure.period.year if figure.period else None
        if year is None or figure.status == "projected" or figure.standing == "superseded":
            continue
        if (first_year or year) <= year <= (last_year or year):
            by_year.setdefault(year, figure)
    if len(by_year) < _PAIR:
        return None
    latest, *earlier = [by_year[year] for year in sorted(by_year, reverse=True)[:_MOST]]
    speaker = composer.speaker
    composer.claim(
        "headline_figure",
        [
            Number(
                "value",
                latest.quantity,
                latest.figure_id,
                show_unit=show_unit(latest, selection.measure.unit),
            )
        ],
        cites=[composer.cite_figure(latest)],
        subject=speaker.subject(selection.topic.subject_id, selection.region),
        measure=speaker.measure(selection.measure.measure_id),
        details=speaker.details(latest),
    )
    composer.figure_caveat(latest)
    for figure in earlier:
        add_line(composer, selection, figure)
    composer.caveat(speaker.wording.say("caveat_by_years"))
    note_missing_years((first_year, last_year), (latest, *earlier), composer)
    return composer.answer(
        "trend",
        interpretation(composer, selection, span=(earlier[-1], latest)),
        follow_ups=follow_ups,
    )
