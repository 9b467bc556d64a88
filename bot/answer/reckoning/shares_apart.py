"""Two places' shares of one source of power set apart: their difference, or which is larger."""

from collections.abc import Sequence

from bot.answer.composition import Composer
from bot.answer.intervals import difference, in_digits, middle
from bot.answer.question import Direction, Topic
from bot.answer.reckoning.generation_share import Part, state_part
from bot.answer.records import Answer, Derivation, Number
from knowledge.records import Quantity

_POINTS = "pp"


def answer_shares_apart(
    places: Sequence[Topic],
    measure_id: str,
    parts: tuple[Part, Part],
    composer: Composer,
    *,
    direction: Direction | None,
    picks_one: bool,
) -> Answer:
    """State by how many points two shares differ, with a verdict where one is asked.

    `direction` is whether the first is asked to be more or less than the second; with `picks_one`
    the one is named that is. The parts are of one year.
    """
    speaker, say = composer.speaker, composer.speaker.wording.say
    shares = [part.derive_share(composer) for part in parts]
    gap = _apart(shares, composer)
    names = [speaker.subject(place.subject_id, place.region) for place in places]
    measure = say("share_of_generation", source=speaker.measure(measure_id))
    first_is_more = middle(shares[0].result) > middle(shares[1].result)
    verdict = None
    if direction is not None:
        verdict = first_is_more == (direction == "more")
    composer.claim(
        _template(verdict, picks_one=picks_one),
        [Number("value", gap.result, None, gap.derivation_id)],
        cites=[composer.cite_figure(f) for part in parts for f in (*part.figures, part.whole)],
        verdict=None if picks_one else verdict,
        subjects=say("list_and").join(names),
        picked=names[0] if verdict else names[1],
        measure=measure,
    )
    label = speaker.measure(measure_id)
    for place, part, share in zip(places, parts, shares, strict=True):
        state_part(place, label, part, composer, template="line_share_generation", share=share)
    read = say(
        "interpretation",
        subjects=say("list_and").join(names),
        measure=measure,
        period=speaker.period(parts[0].year),
    )
    return composer.answer("share", read, verdict=None if picks_one else verdict)


def _template(verdict: bool | None, *, picks_one: bool) -> str:
    if verdict is None:
        return "headline_difference"
    if picks_one:
        return "headline_shares_which"
    return "headline_shares_yes" if verdict else "headline_shares_no"


def _apart(shares: Sequence[Derivation], composer: Composer) -> Derivation:
    """The larger share less the smaller, in points."""
    large, small = sorted(shares, key=lambda share: middle(share.result), reverse=True)
    gap = difference(large.result, small.result)
    points = Quantity(gap.value, _POINTS, lower=gap.lower, upper=gap.upper)
    steps = f"{in_digits(middle(large.result))}% − {in_digits(middle(small.result))}%"
    return composer.derive("difference", [s.derivation_id for s in (large, small)], steps, points)
