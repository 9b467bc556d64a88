"""Ranks countries by the share that a source of power has in their generation."""

from bot.answer.composition import Composer
from bot.answer.figures import FigureFinder
from bot.answer.intervals import high, low, middle
from bot.answer.reckoning.generation_share import Part, parts_of_year
from bot.answer.reckoning.ranking import MAX_ROWS, most_covered
from bot.answer.reckoning.ranking_notes import note_coverage, note_tied, ranked_name
from bot.answer.records import Answer, Number
from knowledge.groups import Group
from knowledge.records import Period, Quantity

_LATEST = 3  # years back from today within which the latest full year lies


def answer_share_ranking(
    measure_id: str,
    composer: Composer,
    finder: FigureFinder,
    *,
    period: Period | None,
    rows: int,
    lowest: bool = False,
    group: Group | None = None,
    asked: str | None = None,
    limit: Quantity | None = None,
) -> Answer | None:
    """Rank countries by a computed share; None when fewer than two have one.

    `asked` is the code of the country whose rank is asked: it leads, with the first few after it.
    Only shares above the `limit` are ranked, below it where that is how it bounds.
    """
    years = [period.start.year] if period else range(finder.today.year - 1, 0, -1)[:_LATEST]
    by_year = {year: _shares(measure_id, year, finder, group) for year in years}
    year = most_covered({year: len(found) for year, found in by_year.items()})
    parts = by_year.get(year or 0, {})
    shares = {code: part.share for code, part in parts.items() if part.share is not None}
    if len(shares) < 2:
        return None
    sign = 1 if lowest else -1
    within = [code for code in shares if _is_within(shares[code], limit)]
    ranked = sorted(within, key=lambda code: (sign * middle(shares[code]), code))
    speaker = composer.speaker
    when = speaker.period(str(year))
    measure = speaker.wording.say("share_of_generation", source=speaker.measure(measure_id))
    own = [pair for pair in enumerate(ranked, start=1) if pair[1] == asked]
    if asked is not None and not own:
        return None
    if not ranked:
        return None
    leads = "headline_rank_of" if own else "headline_rank"
    shown = enumerate(ranked[: min(rows, MAX_ROWS)], start=1)
    for at, (rank, code) in enumerate([*own, *shown]):
        part = parts[code]
        derivation = part.derive_share(composer)
        composer.claim(
            leads if at == 0 else "line_rank",
            [Number("value", derivation.result, None, derivation.derivation_id)],
            cites=[composer.cite_figure(f) for f in (*part.figures, part.whole)],
            rank=str(rank),
            subject=speaker.subject(part.whole.subject_id, part.whole.region),
            measure=measure,
            period=when,
            order=speaker.wording.say("order_lowest" if lowest else "order_highest"),
            among=ranked_name("country", group, speaker) if group else "",
        )
    note_coverage(len(shares), when, group, composer)
    note_tied([middle(shares[code]) for code in ranked], composer)
    if limit is not None:
        composer.caveat(speaker.wording.say("caveat_within", number=str(len(ranked))))
    return composer.answer(
        "ranking",
        speaker.wording.say(
            "interpretation",
            subjects=ranked_name("country", group, speaker),
            measure=measure,
            period=when,
        ),
    )


def _shares(
    measure_id: str, year: int, finder: FigureFinder, group: Group | None
) -> dict[str, Part]:
    """The parts of a year that have a share, of the members of a group if one is ranked."""
    parts = parts_of_year(measure_id, year, finder)
    return {
        code: part
        for code, part in parts.items()
        if part.share is not None and (group is None or code in group.members)
    }


def _is_within(share: Quantity, limit: Quantity | None) -> bool:
    """Whether a share lies where a limit, of per cent, leaves it."""
    if limit is None:
        return True
    if limit.qualifier in ("under", "at_most"):
        return middle(share) < high(limit)
    return middle(share) > low(limit)
