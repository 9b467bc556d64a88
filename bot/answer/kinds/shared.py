"""Kinds about shares of a whole."""

from collections.abc import Sequence
from dataclasses import replace

from bot.answer.figures import GENERIC_MEASURES
from bot.answer.inquiry import Inquiry, Result
from bot.answer.intervals import high
from bot.answer.kinds.stored import figure
from bot.answer.kinds.timed import asked_span, trend
from bot.answer.merging import merged, read_together
from bot.answer.parsing.intents import asks_share
from bot.answer.question import Topic
from bot.answer.reckoning.generation_share import (
    GENERATION_OF,
    MIX,
    RENEWABLE,
    Part,
    answer_generation_share,
    answer_generation_trend,
    answer_part_of_renewables,
    answer_sources,
    find_part,
    renewables_among,
)
from bot.answer.reckoning.share import BESIDE, WORLD, answer_share, part_and_whole
from bot.answer.reckoning.share_in_group import (
    answer_part_of_group,
    find_part_of_group,
    places_and_group,
)
from bot.answer.reckoning.shares_apart import answer_shares_apart
from bot.answer.records import Answer
from bot.answer.refusals import missing_figure, refuse
from bot.answer.selection import Missing
from knowledge.records import Period
from knowledge.units import dimension_of

_SHARE, _USED = "share_of_electricity", "electricity_consumption"
_DEMAND, _GENERATED = "electricity_demand", "electricity_generation"
_PAIR, _ALL = 2, 100
_IN_PLACES = ("sector", "product")  # kinds of things that every place has
_SOURCE = "generation_"
_OVER_TIME = ("trend", "now_and_then", "against_past")


def generation_share(inquiry: Inquiry) -> Result | None:
    """What part of a place's generation comes from one source of power, or how that changed."""
    question = inquiry.question
    measure_id = _source_of_power(inquiry)
    places = question.topics
    if measure_id is None or not places or question.intent in ("check", "explanation"):
        return None
    sources = [m for m in question.measures if m.startswith(_SOURCE)]
    if len(places) == 1 and (of_renewables := renewables_among(sources)):
        return _of_renewables(inquiry, places[0], of_renewables)
    if len(sources) > 1 and len(places) == 1 and not question.is_yes_no:
        return _of_sources(inquiry, places[0], sources, together=True)
    pair = None if question.is_compared else places_and_group(places, inquiry.vocabulary)
    if pair is not None:
        each = [_of_group((place,), pair[1], measure_id, inquiry) for place in pair[0]]
        return _together(each, inquiry)
    lowered = question.text.lower()
    changes = any(inquiry.patterns.shows(name, lowered) for name in _OVER_TIME)
    if len(places) > 1:
        several = len(sources) > 1 and question.is_compared  # each place has a source of its own
        return None if several else _of_several(inquiry, measure_id, changes=changes)
    if changes or len(question.periods) > 1:
        return _generation_trend(inquiry, places[0], measure_id)
    part = find_part(places[0], measure_id, inquiry.finder, period=inquiry.period)
    if isinstance(part, Missing):
        return missing_figure(inquiry, part)
    return answer_generation_share(places[0], measure_id, part, inquiry.composer())


def _of_renewables(inquiry: Inquiry, place: Topic, sources: Sequence[str]) -> Result:
    """“What share of Germany's renewables is wind”: the renewables are the whole."""
    part = find_part(place, RENEWABLE, inquiry.finder, period=inquiry.period)
    told = isinstance(part, Part) and {f.measure_id for f in part.figures}.issuperset(sources)
    if isinstance(part, Missing):
        return missing_figure(inquiry, part)
    if not told or len(inquiry.question.periods) > 1 or inquiry.question.intent == "trend":
        return refuse(inquiry, "unclear")
    return answer_part_of_renewables(place, sources, part, inquiry.composer())


def share_together(inquiry: Inquiry) -> Result | None:
    """What part of the world's or a group's amount several places have together."""
    question = inquiry.question
    if question.combination != "sum" or question.intent != "share":
        return None
    inside = places_and_group(question.topics, inquiry.vocabulary)
    if inside is None:
        return None
    generic = question.measure_id in (None, _SHARE, *GENERIC_MEASURES)
    return _of_group(*inside, _DEMAND if generic else question.measure_id or "", inquiry)


def _of_group(places: Sequence[Topic], group: Topic, measure_id: str, inquiry: Inquiry) -> Result:
    """What part of all that a group of places has is that of some."""
    part = find_part_of_group(places, group, measure_id, inquiry.finder, period=inquiry.period)
    if isinstance(part, Missing):
        return missing_figure(inquiry, part)
    return answer_part_of_group(part, inquiry.composer())


def generation_mix(inquiry: Inquiry) -> Result | None:
    """From which sources of power a place's electricity comes, of several places each."""
    question = inquiry.question
    places = question.topics or (Topic(WORLD),)
    if not inquiry.patterns.shows("mix", question.text.lower()):
        return None
    if question.intent in ("check", "trend") or any(not t.is_country for t in places):
        return None
    alone = len(places) == 1
    if (alone and question.is_compared) or any(m.startswith(_SOURCE) for m in question.measures):
        return None
    each = [_of_sources(inquiry, place, MIX, together=False) for place in places]
    return each[0] if alone else _together(each, inquiry)


def _of_sources(
    inquiry: Inquiry, place: Topic, sources: Sequence[str], *, together: bool
) -> Result:
    """The shares of several sources of power in the year that is asked, or in the latest."""
    found = {m: find_part(place, m, inquiry.finder, period=inquiry.period) for m in sources}
    parts = {m: part for m, part in found.items() if isinstance(part, Part)}
    if not parts or (together and len(parts) < len(sources)):
        return missing_figure(inquiry, next(p for p in found.values() if isinstance(p, Missing)))
    return answer_sources(place, parts, inquiry.composer(), together=together)


def _of_several(inquiry: Inquiry, measure_id: str, *, changes: bool) -> Result | None:
    """The shares of several places, or how each changed; a missing one is told."""
    apart = None if changes else _set_apart(inquiry, measure_id)
    if apart is not None:
        return apart
    each: list[Result] = []
    for place in inquiry.question.topics:
        moved = _generation_trend(inquiry, place, measure_id) if changes else None
        if isinstance(moved, Answer):
            each.append(moved)
            continue
        part = find_part(place, measure_id, inquiry.finder, period=inquiry.period)
        if isinstance(part, Missing):
            each.append(missing_figure(inquiry, part))
        else:
            each.append(answer_generation_share(place, measure_id, part, inquiry.composer()))
    return _together(each, inquiry)


def _set_apart(inquiry: Inquiry, measure_id: str) -> Answer | None:
    """What sets the shares of two places apart in one year, where that is asked."""
    question, places = inquiry.question, inquiry.question.topics
    picks_one = question.picks_one and question.direction is None
    direction = question.direction if question.is_yes_no else None
    if picks_one:
        less = question.wants_lowest or inquiry.patterns.shows("less", question.text.lower())
        direction = "less" if less else "more"
    if direction is None and question.combination != "difference":
        return None
    if len(places) != _PAIR or len(question.periods) > 1:
        return None
    found = [find_part(p, measure_id, inquiry.finder, period=inquiry.period) for p in places]
    years = [part.whole.period for part in found if isinstance(part, Part)]
    known = [year for year in years if year is not None]
    if len(known) == _PAIR and len({year.text for year in known}) > 1:
        same = min(known, key=lambda year: year.end)
        found = [find_part(p, measure_id, inquiry.finder, period=same) for p in places]
    first, second = found
    if isinstance(first, Missing) or isinstance(second, Missing):
        return None
    return answer_shares_apart(
        places,
        measure_id,
        (first, second),
        inquiry.composer(),
        direction=direction,
        picks_one=picks_one,
    )


def _together(each: Sequence[Result], inquiry: Inquiry) -> Result:
    """One answer of several, with what is missing told; the first refusal where all are."""
    answers = [one for one in each if isinstance(one, Answer)]
    missing = [one for one in each if not isinstance(one, Answer)]
    if not answers:
        return missing[0]
    separator = inquiry.wording.say("list_separator")
    whole = merged(answers, interpretation=read_together(answers, separator))
    return replace(whole, caveats=(*(m.detail for m in missing), *whole.caveats))


def _source_of_power(inquiry: Inquiry) -> str | None:
    """The source of power whose share is asked; a place's renewable share is of its generation."""
    question = inquiry.question
    measure_id = question.measure_id
    if measure_id == _SHARE:  # “the share of electricity that comes from coal”
        measure_id = next((m for m in question.measures if m.startswith(_SOURCE)), None)
    if measure_id is None or not all(t.is_country for t in question.topics):
        return None
    times = inquiry.patterns.shows("how_many_times", question.text.lower())
    if measure_id in GENERATION_OF and not (times and len(question.topics) > 1):
        return GENERATION_OF[measure_id]
    asked = question.intent == "share" or asks_share(question.text.lower(), inquiry.patterns)
    return measure_id if asked and measure_id.startswith(_SOURCE) else None


def _generation_trend(inquiry: Inquiry, place: Topic, measure_id: str) -> Result | None:
    first_year, last_year = asked_span(inquiry.question)
    unit, lowered = inquiry.question.asked_unit, inquiry.question.text.lower()
    if unit is not None and dimension_of(unit) == "energy":
        return refuse(inquiry, "unclear")  # by how many TWh is told by no share
    shows = inquiry.patterns.shows
    in_one_year = shows("in_that_year", lowered) and not shows("against_past", lowered)
    if last_year is None and in_one_year:
        first_year, last_year = None if first_year is None else first_year - 1, first_year
    whole = inquiry.finder.find(place, measure_id="electricity_generation")
    if isinstance(whole, Missing):
        return missing_figure(inquiry, whole)
    years = [f.period.year for f in whole.series if f.period and f.period.year]
    start, end = first_year or min(years), last_year or max(years)
    if start == end:  # what a year brought is its difference from the one before
        start -= 1
    parts = [
        find_part(place, measure_id, inquiry.finder, period=Period.parse(str(year)))
        for year in (start, end)
    ]
    first, last = parts
    if isinstance(first, Missing) or isinstance(last, Missing):
        missing = first if isinstance(first, Missing) else last
        return missing_figure(inquiry, missing) if isinstance(missing, Missing) else None
    return answer_generation_trend(place, measure_id, (first, last), inquiry.composer())


def placed_share(inquiry: Inquiry) -> Result | None:
    """“Share of Bitcoin mining in the US” asks for a share that is a measure of its own."""
    question = inquiry.question
    if question.measure_id in (None, _SHARE):
        return None
    countries = [t for t in question.topics if t.is_country]
    parts = [t for t in question.topics if t not in countries] or countries
    if len(parts) != 1:
        return None
    measure = inquiry.vocabulary.measure(question.measure_id or "")
    if measure.dimension != "share" or len(countries) > 1 or question.intent == "trend":
        return None
    region = countries[0].place if countries and parts != countries else parts[0].region
    topic = Topic(parts[0].subject_id, None if region == "world" else region)
    lowered = question.text.lower()
    if parts == countries and any(inquiry.patterns.shows(name, lowered) for name in _OVER_TIME):
        return trend(inquiry.asking(replace(question, topics=(topic,), intent="trend")))
    return figure(inquiry.asking(replace(question, topics=(topic,))))


def share(inquiry: Inquiry) -> Result | None:
    """What part of a whole."""
    question = inquiry.question
    if question.intent != "share":
        return None
    own = next((t for t in question.topics if t.part), None)  # a company's data centres
    if own is not None:
        of_its_own = inquiry.patterns.shows("of_its_own_power", question.text.lower())
        if not of_its_own or len(question.topics) > 1:
            return refuse(inquiry, "unclear")  # of what whole is left open
        return _of_group((own,), replace(own, part=None), _USED, inquiry)
    pair = part_and_whole(question.topics)
    if pair is None:
        return None
    inside = places_and_group(question.topics, inquiry.vocabulary)
    of_use = question.measure_id is None or _may_be_of_use(question.measure_id, inquiry)
    if not of_use and inside is not None and len(inside[0]) == 1:
        return _of_group(*inside, question.measure_id or "", inquiry)
    if question.measure_id and not _may_be_electricity(question.measure_id, inquiry):
        return missing_figure(inquiry, Missing(pair[0], "measure", question.measure_id))
    changes = inquiry.patterns.shows("trend", question.text.lower()) and not inquiry.projects
    over_time = _share_over_time(*pair, inquiry) if changes else None
    answer = over_time or answer_share(
        *pair,
        inquiry.composer(),
        inquiry.finder,
        period=inquiry.period,
        projected=inquiry.projects,
    )
    part, whole = pair
    if (
        isinstance(answer, Answer)
        and answer.claims[0].template == BESIDE
        and _asks_what_is_there(part, whole, inquiry, passes=_passes_the_whole(answer))
    ):
        return missing_figure(inquiry, Missing(Topic(part.subject_id, whole.place), "measure"))
    return answer


def _asks_what_is_there(part: Topic, whole: Topic, inquiry: Inquiry, *, passes: bool) -> bool:
    """Whether what a place has or uses of a thing is asked, which never `passes` all it has."""
    question = inquiry.question
    if any(whole.is_country and t.region == whole.place for t in question.topics):
        return True  # “Singapore data centres”
    if inquiry.vocabulary.subject(part.subject_id).kind in _IN_PLACES:
        return True
    return passes and inquiry.patterns.shows("used_there", question.text.lower())


def _passes_the_whole(answer: Answer) -> bool:
    """Whether what runs anywhere comes to more than a place has: no part of it is used there."""
    shares = (n.quantity for n in answer.claims[0].numbers if n.name == "share")
    return any(high(share) > _ALL for share in shares)


def _share_over_time(part: Topic, whole: Topic, inquiry: Inquiry) -> Result | None:
    """How a share changed: by the published ones, else by those computed of its two ends."""
    region = whole.place if whole.is_country and whole.subject_id != WORLD else part.region
    topic = Topic(part.subject_id, region)
    asked = replace(inquiry.question, topics=(topic,), measure_id=_SHARE, intent="trend")
    told = trend(inquiry.asking(asked))
    if isinstance(told, Answer) and told.kind == "trend" and told.derivations:
        return told
    found = inquiry.finder.find(topic, measure_id=_USED)
    if isinstance(found, Missing):
        return None
    first, last = asked_span(inquiry.question)
    dated = (f.period.year for f in found.series if f.period and f.status != "projected")
    years = [y for y in dated if y and (first or y) <= y <= (last or y)]
    ends = dict.fromkeys((max(years), min(years))) if years else {}
    answers = [
        answer_share(
            part, whole, inquiry.composer(), inquiry.finder, period=Period.parse(str(year))
        )
        for year in ends
    ]
    both = [answer for answer in answers if answer is not None]
    if len(both) < _PAIR:
        return None
    return merged(both, interpretation=read_together(both, inquiry.wording.say("list_separator")))


def _may_be_of_use(measure_id: str, inquiry: Inquiry) -> bool:
    """Whether a share of what is used may be meant: not of what is generated, nor of emissions."""
    return measure_id != _GENERATED and _may_be_electricity(measure_id, inquiry)


def _may_be_electricity(measure_id: str, inquiry: Inquiry) -> bool:
    """Whether a measure may be meant by a share of electricity: not emissions, nor water."""
    return inquiry.vocabulary.measure(measure_id).dimension in ("energy", "power", "share")
