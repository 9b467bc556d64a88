"""What part of a whole is one of what makes it up: China's of the world's solar power."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.answer.composition import Composer
from bot.answer.figures import FigureFinder
from bot.answer.generation_share import RENEWABLE, amount_number, find_part
from bot.answer.intervals import combined, plain, ratio, scaled
from bot.answer.question import Topic
from bot.answer.records import Answer, Number
from bot.answer.selection import Missing
from knowledge.records import Figure, Period, Quantity
from knowledge.words import Vocabulary

_GROUPS = ("group", "world")
_ADDED_UP = ("energy", "mass")  # what the places of a group have together is its own


@dataclass(frozen=True, slots=True)
class PartOfGroup:
    """What a place and its group have in one year, each a figure or several to add up.

    They may be a company's data centres and the company.
    """

    place: Topic
    group: Topic
    measure_id: str
    own: tuple[Figure, ...]
    whole: tuple[Figure, ...]

    @property
    def share(self) -> Quantity | None:
        """The percentage."""
        quotient = ratio(_amount(self.own), _amount(self.whole))
        return None if quotient is None else scaled(quotient, 100.0, unit="%")


def place_and_group(topics: Sequence[Topic], vocabulary: Vocabulary) -> tuple[Topic, Topic] | None:
    """Return which of two places is in which; None where neither is a group, or both."""
    groups = [t for t in topics if t.is_country and vocabulary.region(t.place).kind in _GROUPS]
    places = [t for t in topics if t.is_country and t not in groups]
    if len(topics) != len(places) + len(groups) or not len(places) == len(groups) == 1:
        return None
    return places[0], groups[0]


def find_part_of_group(
    place: Topic, group: Topic, measure_id: str, finder: FigureFinder, *, period: Period | None
) -> PartOfGroup | Missing:
    """Find the figures of both in one year, the asked or the latest; Missing without them."""
    measure = finder.vocabulary.measure(measure_id)
    if measure.dimension not in _ADDED_UP or measure.basis != "per_year":
        return Missing(place, "measure", measure_id)
    own = _figures(place, measure_id, finder, period)
    if isinstance(own, Missing):
        return own
    whole = _figures(group, measure_id, finder, own[0].period)
    if isinstance(whole, Missing):
        return whole
    part = PartOfGroup(place, group, measure_id, own, whole)
    one_unit = {(f.unit, f.period) for f in (*own, *whole)}
    return part if len(one_unit) == 1 and part.share else Missing(place, "measure", measure_id)


def _figures(
    topic: Topic, measure_id: str, finder: FigureFinder, period: Period | None
) -> tuple[Figure, ...] | Missing:
    """The figure of a measure; those that are added up to all that is renewable."""
    if measure_id == RENEWABLE:
        part = find_part(topic, measure_id, finder, period=period)
        return part if isinstance(part, Missing) else part.figures
    found = finder.find(topic, measure_id=measure_id, period=period)
    if isinstance(found, Missing):
        return found
    if found.measure.measure_id != measure_id:
        return Missing(topic, "measure", measure_id)
    return (found.lead,)


def _amount(figures: Sequence[Figure]) -> Quantity:
    return combined([figure.quantity for figure in figures])


def answer_part_of_group(part: PartOfGroup, composer: Composer) -> Answer:
    """State the percentage with the two amounts that it is of."""
    state_part_of_group(part, composer, template="headline_share_of_group")
    speaker = composer.speaker
    measure = speaker.wording.say(
        "share_of_group",
        measure=speaker.measure(part.measure_id),
        group=speaker.subject(part.group.subject_id),
    )
    period = part.own[0].period
    return composer.answer(
        "share",
        speaker.wording.say(
            "interpretation",
            subjects=speaker.subject(part.place.part or part.place.subject_id),
            measure=measure,
            period=speaker.period(period.text if period else ""),
        ),
    )


def state_part_of_group(part: PartOfGroup, composer: Composer, *, template: str) -> None:
    """State the percentage and its arithmetic in the words of a template."""
    assert part.share is not None  # those without one are left out when they are found
    speaker = composer.speaker
    figures = (*part.own, *part.whole)
    steps = f"{plain(_amount(part.own))} ÷ {plain(_amount(part.whole))}"
    share = composer.derive("share", [f.figure_id for f in figures], steps, part.share)
    composer.claim(
        template,
        [
            Number("share", share.result, None, share.derivation_id),
            amount_number("part", part.own, composer),
            amount_number("whole", part.whole, composer),
        ],
        cites=[composer.cite_figure(figure) for figure in figures],
        subject=speaker.subject(part.place.part or part.place.subject_id),
        group=speaker.subject(part.group.subject_id),
        measure=speaker.measure(part.measure_id),
        details=speaker.details(part.whole[0]),
    )
    for figure in figures:
        composer.figure_caveat(figure)
