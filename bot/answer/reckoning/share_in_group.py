"""What part of a whole is one of what makes it up: China's of the world's solar power."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.answer.composition import Composer
from bot.answer.figures import FigureFinder
from bot.answer.intervals import combined, plain, ratio, scaled
from bot.answer.question import Topic
from bot.answer.reckoning.generation_share import RENEWABLE, amount_number, find_part
from bot.answer.records import Answer, Number
from bot.answer.selection import Missing
from knowledge.records import Figure, Period, Quantity
from knowledge.words import Vocabulary

_GROUPS = ("group", "world")
_ADDED_UP = ("energy", "mass")  # what the places of a group have together is its own


@dataclass(frozen=True, slots=True)
class PartOfGroup:
    """What places and their group have in one year, each a figure or several to add up.

    They may be a company's data centres and the company.
    """

    places: tuple[Topic, ...]
    group: Topic
    measure_id: str
    own: tuple[Figure, ...]
    whole: tuple[Figure, ...]

    @property
    def share(self) -> Quantity | None:
        """The percentage."""
        quotient = ratio(_amount(self.own), _amount(self.whole))
        return None if quotient is None else scaled(quotient, 100.0, unit="%")


def places_and_group(
    topics: Sequence[Topic], vocabulary: Vocabulary
) -> tuple[tuple[Topic, ...], Topic] | None:
    """Return which places are in which group; None where no group is named, or several."""
    named = [Topic(f"country:{t.region}") if _is_of_a_place(t) else t for t in topics]
    groups = [t for t in named if t.is_country and vocabulary.region(t.place).kind in _GROUPS]
    places = tuple(t for t in named if t.is_country and t not in groups)
    if len(named) != len(places) + len(groups) or len(groups) != 1 or not places:
        return None
    return places, groups[0]


def _is_of_a_place(topic: Topic) -> bool:
    return topic.subject_id.startswith("fuel:") and topic.region is not None


def find_part_of_group(
    places: Sequence[Topic],
    group: Topic,
    measure_id: str,
    finder: FigureFinder,
    *,
    period: Period | None,
) -> PartOfGroup | Missing:
    """Find the figures of all in one year, the asked or the latest; Missing without them."""
    measure = finder.vocabulary.measure(measure_id)
    if measure.dimension not in _ADDED_UP or measure.basis != "per_year":
        return Missing(places[0], "measure", measure_id)
    found: list[tuple[Figure, ...]] = []
    for topic in (*places, group):
        figures = _figures(topic, measure_id, finder, found[0][0].period if found else period)
        if isinstance(figures, Missing):
            return figures
        found.append(figures)
    own = tuple(figure for figures in found[:-1] for figure in figures)
    part = PartOfGroup(tuple(places), group, measure_id, own, found[-1])
    one_unit = {(f.unit, f.period) for figures in found for f in figures}
    return part if len(one_unit) == 1 and part.share else Missing(places[0], "measure", measure_id)


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
            subjects=_named(part, composer),
            measure=measure,
            period=speaker.period(period.text if period else ""),
        ),
    )


def _named(part: PartOfGroup, composer: Composer) -> str:
    speaker = composer.speaker
    names = (speaker.subject(place.part or place.subject_id) for place in part.places)
    return speaker.wording.say("list_and").join(names)


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
        subject=_named(part, composer),
        group=speaker.subject(part.group.subject_id),
        measure=speaker.measure(part.measure_id),
        details=speaker.details(part.whole[0]),
    )
    for figure in figures:
        composer.figure_caveat(figure)
