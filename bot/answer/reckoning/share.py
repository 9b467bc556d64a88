"""What share of a whole something is: the published share and the computed one, both shown."""

from collections.abc import Sequence
from dataclasses import replace

from bot.answer.commensurate import common_unit
from bot.answer.composition import Composer
from bot.answer.figures import FigureFinder
from bot.answer.intervals import ratio, scaled
from bot.answer.question import Topic
from bot.answer.reckoning.sides import expand
from bot.answer.records import Answer, Claim, Number
from bot.answer.selection import Estimate, Missing, Selection, in_unit
from knowledge.records import Period, Quantity

_PUBLISHED = "share_of_electricity"
WORLD = "country:world"
BESIDE = "headline_share_beside"  # all of a thing against a place in which it does not all run
_DATA_CENTRES = "data-centres"
_OF_DATA_CENTRES_MEASURE = "share_of_data_centres"
_OF_DATA_CENTRES = tuple({_DATA_CENTRES, part} for part in ("ai", "ai-servers", "ai-systems"))


def part_and_whole(topics: Sequence[Topic]) -> tuple[Topic, Topic] | None:
    """Which topic is the part and which the whole; None when that is not clear.

    A place is the whole of what is in it, the world of a country, data centres of AI.
    """
    places = [t for t in topics if t.is_country]
    things = [t for t in topics if not t.is_country]
    if len(things) == 1 and len(places) <= 1:
        thing = things[0]
        home = f"country:{thing.region}" if thing.region else WORLD
        place = places[0] if places else Topic(home)
        everywhere = thing.region == "world" and place.subject_id != WORLD
        return Topic(thing.subject_id, "world" if everywhere else None), place
    if not things and len(places) == 2 and any(t.subject_id == WORLD for t in places):
        part = next(t for t in places if t.subject_id != WORLD)
        return part, Topic(WORLD)
    if {t.subject_id for t in things} in _OF_DATA_CENTRES and not places:
        return next(t for t in things if t.subject_id != _DATA_CENTRES), Topic(_DATA_CENTRES)
    return None


def answer_share(
    part: Topic,
    whole: Topic,
    composer: Composer,
    finder: FigureFinder,
    *,
    period: Period | None,
    projected: bool = False,
    follow_ups: Sequence[str] = (),
) -> Answer | None:
    """State the published shares and the computed one; None when there is neither."""
    if not state_shares(part, whole, composer, finder, period=period, projected=projected):
        return None
    composer.claims[0] = _as_headline(composer)
    speaker = composer.speaker
    return composer.answer(
        "share",
        speaker.wording.say(
            "interpretation_share",
            part=speaker.subject(part.subject_id),
            whole=speaker.subject(whole.subject_id),
            period=speaker.period(period.text) if period else speaker.wording.say("period_latest"),
        ),
        follow_ups=follow_ups,
    )


def state_shares(
    part: Topic,
    whole: Topic,
    composer: Composer,
    finder: FigureFinder,
    *,
    period: Period | None,
    projected: bool = False,
) -> bool:
    """State the published shares and the computed ones; whether there were any."""
    region = whole.place if whole.is_country else "world"
    topics = [
        Topic(t.subject_id, None if region == "world" else region)
        for t in expand(part, finder)
        if t.subject_id != whole.subject_id
    ]
    published = _PUBLISHED if whole.is_country else _OF_DATA_CENTRES_MEASURE
    local = (
        () if part.region == "world" else topics
    )  # “the world's data centres” are not the place's
    stated = [
        _state_published(topic, published, composer, finder, period=period, projected=projected)
        for topic in local
    ]
    stated += [
        _state_computed(topic, whole, composer, finder, period=period, projected=projected)
        for topic in local
    ]
    if not any(stated):
        stated = [_state_beside(t, whole, composer, finder, period=period) for t in topics]
    return any(stated)


def _as_headline(composer: Composer) -> Claim:
    first = composer.claims[0]
    return replace(first, template=first.template.replace("line_", "headline_"))


def _state_published(
    topic: Topic,
    published: str,
    composer: Composer,
    finder: FigureFinder,
    *,
    period: Period | None,
    projected: bool,
) -> bool:
    found = finder.find(topic, measure_id=published, period=period, projected=projected)
    if not isinstance(found, Selection) or found.measure.measure_id != published:
        return False
    if topic.region is None and found.region != "world":
        return False  # a part of one country is no part of the world
    lead = found.lead
    composer.claim(
        "line_share_published",
        [Number("share", lead.quantity, lead.figure_id)],
        cites=[composer.cite_figure(lead)],
        subject=composer.speaker.subject(topic.subject_id, found.region),
        details=composer.speaker.details(lead),
    )
    composer.figure_caveat(lead)
    return True


def _state_beside(
    topic: Topic, whole: Topic, composer: Composer, finder: FigureFinder, *, period: Period | None
) -> bool:
    """Where nobody knows what part of a thing is in a place, set all of it against the place."""
    everywhere = Topic(topic.subject_id)
    stated = _state_computed(
        everywhere, whole, composer, finder, period=period, template="line_share_beside"
    )
    if stated:
        speaker = composer.speaker
        note = speaker.wording.say(
            "caveat_share_beside",
            part=speaker.subject(topic.subject_id),
            whole=speaker.subject(whole.subject_id),
        )
        composer.caveat(note)
    return stated


def _state_computed(
    topic: Topic,
    whole: Topic,
    composer: Composer,
    finder: FigureFinder,
    *,
    period: Period | None,
    projected: bool = False,
    template: str = "line_share_computed",
) -> bool:
    pair = _common_estimates(topic, whole, composer, finder, period=period, projected=projected)
    if pair is None:
        return False
    numerator, denominator = pair
    quotient = ratio(numerator.quantity, denominator.quantity)
    if quotient is None:
        return False
    share = scaled(quotient, 100.0, unit="%")
    derivation = composer.derive(
        "share",
        [
            numerator.derivation.derivation_id
            if numerator.derivation
            else numerator.figure.figure_id,
            denominator.figure.figure_id,
        ],
        f"{_plain(numerator.quantity)} ÷ {_plain(denominator.quantity)}",
        share,
    )
    speaker = composer.speaker
    composer.claim(
        template,
        [
            Number("share", share, None, derivation.derivation_id),
            composer.estimate_number("part", numerator),
            composer.estimate_number("whole", denominator),
        ],
        cites=[composer.cite_figure(e.figure) for e in pair],
        subject=speaker.subject(numerator.figure.subject_id, numerator.figure.region),
        total=speaker.subject(whole.subject_id),
        details=speaker.details(numerator.figure),
        total_details=speaker.details(denominator.figure),
    )
    return True


def _common_estimates(
    topic: Topic,
    whole: Topic,
    composer: Composer,
    finder: FigureFinder,
    *,
    period: Period | None,
    projected: bool,
) -> tuple[Estimate, Estimate] | None:
    """Part and whole in TWh, of one period: the asked one, else the part's own."""
    part = finder.find(topic, measure_id=_measure_of(topic), period=period, projected=projected)
    if not isinstance(part, Selection) or part.lead.period is None:
        return None
    total = finder.find(whole, measure_id=_measure_of(whole), period=part.lead.period)
    if not isinstance(total, Selection) and period is None and not projected:
        part, total = _of_an_earlier_year(part, whole, finder)
    if not isinstance(total, Selection) or common_unit([part.measure, total.measure]) is None:
        return None
    numerator = in_unit(topic, part.lead, "TWh", derivation_id="d0")
    denominator = in_unit(whole, total.lead, "TWh", derivation_id="d0")
    if numerator is None or denominator is None:
        return None
    return composer.adopt(numerator), denominator


def _of_an_earlier_year(
    part: Selection, whole: Topic, finder: FigureFinder
) -> tuple[Selection, Selection | Missing]:
    """Part and whole of the latest year that both have."""
    total = finder.find(whole, measure_id=_measure_of(whole))
    if isinstance(total, Missing):
        return part, total
    of_year = finder.find(part.topic, measure_id=part.measure.measure_id, period=total.lead.period)
    return (of_year, total) if isinstance(of_year, Selection) else (part, Missing(whole, "period"))


def _measure_of(topic: Topic) -> str:
    return "electricity_demand" if topic.is_country else "electricity_consumption"


def _plain(quantity: Quantity) -> str:
    value = quantity.value if quantity.value is not None else quantity.upper
    return f"{value:,.6g} {quantity.unit}"
