"""Which thing a name means, and which place belongs to it, by what figures are known."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.answer.figures import GENERIC_MEASURES, FigureFinder
from bot.answer.question import Intent, Question, Topic
from bot.answer.reckoning.counted_sides import counted_hours
from bot.answer.words import Patterns
from knowledge.names import name_key
from knowledge.units import split_unit

_OWN_BEFORE = re.compile(r"\b(?:in|that of|those of)\s+(?:the\s+)?$", re.IGNORECASE)
_IN_BEFORE = re.compile(r"\b(?:with)?in\s+(?:the\s+)?$", re.IGNORECASE)
_IN_AFTER = re.compile(r"[\w・ー]+?(?:国内)?(?:における|での|で(?!す|は))")
_OWN_AFTER = re.compile(
    r"[\w .-]+?['’]s?\s*(?:$|[?,.;]|and\b|or\b|in\b)"
    r"|[\w・ー]+?(?:のもの|のそれ|の分(?!野|析|布)|のぶん|では|での|で[はも]?)",
    re.IGNORECASE,
)
_WORLDWIDE = re.compile(
    r"(?:worldwide|world-wide|globally|global)\b|世界(?:中|全体|的|規模)?(?:で|に)(?!も)",
    re.IGNORECASE,
)
_IN_WORLD = re.compile(
    r"\b(?:in|around|across|over|(?:part|portion|slice|chunk) of) (?:the )?(?:whole |entire )?$",
    re.IGNORECASE,
)
_JOINS = re.compile(r"\b(?:and|or|vs|versus|to|than|into)\b|[と、,&/]|より|対", re.IGNORECASE)
_ANY_AI = ("ai", "generative-ai")
_ANY = "ai"  # video:ai is a video by any model
_SITE_WORDS = frozenset(["campus", "site", "facility", "キャンパス", "拠点", "施設"])
_WORLD = "country:world"
_HOME, _CODES = "household:", {"GB": "uk"}
_PAIR = 2
_OF_A_SOURCE = "generation_"
_HOURLY = "energy_per_hour"
_DATA_CENTRES = "data-centres"
_BITCOIN = "bitcoin-network"
_OF_MINING = ("share_of_hash_rate", "hash_rate")
_COMPANY = "company:"
_OF_CONTRACTS = ("contracted_power", "energised_power", "contract_value")
_MODEL_FAMILIES = ("prompt", "training", "image", "video")
_PRODUCTS = ("chip", "model", "site", "contract")
_COUNTRY_DEFAULTS = ("generation", "demand", "carbon", "population", "electricity_generation")


def of_more_specific_names(question: Question, finder: FigureFinder) -> Question:
    """“The Stargate campus in Abilene” is Stargate Abilene, and not Stargate beside it.

    A subject whose name holds another's name, and more of the question, is what is meant.
    """
    if question.is_compared or question.combination or len(question.topics) != _PAIR:
        return question
    first, second = (_name_keys(t, finder) for t in question.topics)
    within = [_is_within(first, second), _is_within(second, first)]
    kept = tuple(t for t, inner in zip(question.topics, within, strict=True) if not inner)
    if len(kept) != 1 or finder.vocabulary.subject(kept[0].subject_id).kind != "site":
        return _without_its_kind(question, finder)
    touching = tuple(w for w in question.touching_residue if w.lower() not in _SITE_WORDS)
    residue = tuple(w for w in question.residue if w.lower() not in _SITE_WORDS)
    return replace(question, topics=kept, residue=residue, touching_residue=touching)


def _without_its_kind(question: Question, finder: FigureFinder) -> Question:
    """“Colocation data centres” and 「動画生成のVeo 3」 name one beside its kind, and not two."""
    first, second = sorted(question.topics, key=lambda t: t.start)
    if first.subject_id == second.subject_id and None in (first.region, second.region):
        return replace(question, topics=(second if first.region is None else first,))
    if question.intent == "share" or _JOINS.search(question.text[first.start : second.start]):
        return question
    for general, special in ((first, second), (second, first)):
        if _is_kind_of(general, special, finder):
            of_one: Intent = "figure" if question.intent == "comparison" else question.intent
            return replace(question, topics=(special,), intent=of_one)
    return question


def _is_kind_of(general: Topic, special: Topic, finder: FigureFinder) -> bool:
    """Whether one topic is any of what the other is one of, by its id or its name."""
    family, _, name = general.subject_id.partition(":")
    if general.subject_id in _ANY_AI and special.subject_id.partition(":")[0] in _MODEL_FAMILIES:
        return True
    if name == _ANY and special.subject_id.startswith(f"{family}:"):
        return True
    kinds = {finder.vocabulary.subject(t.subject_id).kind for t in (general, special)}
    inner, outer = _name_keys(general, finder), _name_keys(special, finder)
    return len(kinds) == 1 and not special.is_country and _is_within(inner, outer)


def _name_keys(topic: Topic, finder: FigureFinder) -> tuple[frozenset[str], ...]:
    subject = finder.vocabulary.subject(topic.subject_id)
    return tuple(frozenset(name_key(n)) for n in (subject.names.en, *subject.aliases_en))


def _is_within(inner: Sequence[frozenset[str]], outer: Sequence[frozenset[str]]) -> bool:
    return any(one < other for one in inner for other in outer)


def of_measure(topic: Topic, measure_id: str | None, finder: FigureFinder) -> Topic:
    """Of the subjects that a name may stand for, the first that has the asked measure.

    A model's answers and its training are subjects of one name: prompt:x and training:x; Bitcoin
    may be its network or a transaction.
    """
    if measure_id is None or topic.is_country:
        return topic
    name = topic.subject_id.partition(":")[2]
    siblings = [f"{family}:{name}" for family in _MODEL_FAMILIES if name]
    known = [s for s in siblings if finder.vocabulary.has_subject(s)]
    subject = finder.vocabulary.subject(topic.subject_id)
    known += [
        reading
        for reading in subject.readings
        if measure_id not in GENERIC_MEASURES  # a part's electricity is not that of the whole
        or finder.vocabulary.subject(reading).kind != subject.kind
    ]
    if measure_id in _OF_CONTRACTS and topic.subject_id.startswith(_COMPANY):
        known += _own_contracts(name, finder)
    for subject_id in dict.fromkeys((topic.subject_id, *topic.others, *known)):
        if finder.knowledge.figures(subject_ids=(subject_id,), measure_ids=(measure_id,)):
            others = tuple(o for o in (topic.subject_id, *topic.others) if o != subject_id)
            return replace(topic, subject_id=subject_id, others=others)
    return topic


def _own_contracts(company: str, finder: FigureFinder) -> list[str]:
    """The one contract by which a company provides power; none where there are several."""
    subjects = (s.subject_id for s in finder.vocabulary.subjects())
    own = [s for s in subjects if s.startswith(f"contract:{company}-")]
    return own if len(own) == 1 else []


def of_stated_basis(
    topic: Topic, question: Question, finder: FigureFinder, patterns: Patterns
) -> Topic:
    """A yearly amount is said of a whole: “ChatGPT uses 22 TWh a year” is not about one prompt.

    One transaction of a network is that, whatever else the name stands for: 「ビットコイン1取引」;
    what a service uses per hour is of an hour of its use.
    """
    vocabulary = finder.vocabulary
    subject = vocabulary.subject(topic.subject_id)
    counted = {q.unit for q in question.quantities if q.unit and q.value == 1}
    for reading in (*topic.others, *subject.readings):
        own = vocabulary.measure(vocabulary.subject(reading).measure)
        timed = patterns.shows("per_hour", question.text.lower()) or bool(counted_hours(question))
        hourly = own.measure_id == _HOURLY and timed
        if hourly or (own.basis == "per_item" and reading.rpartition("-")[2] in counted):
            return replace(topic, subject_id=reading)
    yearly = any(split_unit(q.unit)[1] == "yr" for q in question.quantities if q.unit)
    if not yearly or vocabulary.measure(subject.measure).basis != "per_item":
        return topic
    wholes = [
        reading
        for reading in subject.readings
        if vocabulary.measure(vocabulary.subject(reading).measure).basis == "per_year"
    ]
    return replace(topic, subject_id=wholes[0]) if wholes else topic


def within_companies(question: Question, finder: FigureFinder) -> tuple[Topic, ...]:
    """“Google's data centres” are Google, “NVIDIA A100” the chip, “Netflix streaming” an hour."""
    topics = question.topics
    companies = [t for t in topics if t.subject_id.startswith(_COMPANY)]
    if len(companies) != 1 or len(topics) != 2 or question.is_compared:
        return topics
    other = next(t for t in topics if t not in companies)
    if other.subject_id == _DATA_CENTRES:
        return (replace(companies[0], part=other.subject_id),)
    subject = finder.vocabulary.subject(other.subject_id)
    of_one_item = finder.vocabulary.measure(subject.measure).basis == "per_item"
    return (other,) if subject.kind in _PRODUCTS or of_one_item else topics


def placed(
    topics: tuple[Topic, ...], question: Question, finder: FigureFinder
) -> tuple[Topic, ...]:
    """A country beside one subject is its place when figures of the subject are known there.

    So is one “in” which its use is asked, known or not: “how much does Google use in Norway”.
    """
    places = [t for t in topics if t.is_country and t.subject_id != _WORLD]
    subjects = [t for t in topics if not t.is_country]
    free = len(subjects) == 1 and subjects[0].region is None and places
    if not free or question.intent == "share" or question.direction is not None:
        return topics
    if question.is_compared and len(places) == 1:
        return topics
    known = _regions(subjects[0].subject_id, finder)
    is_inside = question.measure_id in GENERIC_MEASURES and _is_inside(places, question.text)
    if is_inside or all(place.place in known for place in places):
        return tuple(Topic(subjects[0].subject_id, p.place, p.start) for p in places)
    return topics


def _is_inside(places: Sequence[Topic], text: str) -> bool:
    """Whether the one place is that in which something happens: “in Norway”, ノルウェーで."""
    if len(places) != 1:
        return False
    at = places[0].start
    return bool(_IN_BEFORE.search(text, 0, at) or _IN_AFTER.match(text, at))


def in_each_place(question: Question, finder: FigureFinder) -> Question:
    """“How does Virginia's data centre share compare with Ireland's”: one thing in two places."""
    subjects = [t for t in question.topics if not t.is_country and t.region is not None]
    places = [t for t in question.topics if t.is_country]
    apart = question.combination in ("difference", "sum")
    if not (question.is_compared or apart) or len(subjects) != 1 or not places:
        return question
    if not all(_stands_for_its_own(place, question.text) for place in places):
        return question
    subject_id = subjects[0].subject_id
    known = _regions(subject_id, finder)
    if not apart and not all(place.place in known for place in places):
        return question
    topics = (subjects[0], *(Topic(subject_id, p.place, p.start) for p in places))
    if question.intent != "share":
        return replace(question, topics=topics)
    return replace(question, topics=topics, intent="comparison", measure_id="share_of_electricity")


def with_homes_of_places(question: Question, finder: FigureFinder) -> Question:
    """“A household in Brazil compared with Germany” sets homes side by side, not a country."""
    homes = [t for t in question.topics if t.subject_id.startswith(_HOME)]
    places = [t for t in question.topics if t.is_country]
    if not question.is_compared or len(homes) != 1 or len(homes) + len(places) < _PAIR:
        return question
    if question.intent != "comparison" or len(homes) + len(places) < len(question.topics):
        return question
    own = {t: f"{_HOME}{_CODES.get(t.place, t.place.lower())}" for t in places}
    if not all(map(finder.vocabulary.has_subject, own.values())):
        return question
    moved = {replace(t, subject_id=own[t]) if t in own else t: None for t in question.topics}
    unique = {t.subject_id: t for t in moved}
    if len(unique) < _PAIR:
        return question
    used = "electricity_consumption"
    return replace(question, topics=tuple(unique.values()), measure_id=used, measures=(used,))


def _stands_for_its_own(place: Topic, text: str) -> bool:
    """Whether a place's own of the thing is meant: “Ireland's” or “in Ireland”, not “Ireland”."""
    return _OWN_BEFORE.search(text, 0, place.start) is not None or (
        _OWN_AFTER.match(text, place.start) is not None
    )


def _regions(subject_id: str, finder: FigureFinder) -> frozenset[str]:
    return frozenset(f.region for f in finder.knowledge.figures(subject_ids=(subject_id,)))


def without_world(topics: tuple[Topic, ...], question: Question) -> tuple[Topic, ...]:
    """“Worldwide” beside a subject is its scope, unless a share of the world is asked."""
    others = tuple(t for t in topics if t.subject_id != _WORLD)
    if question.intent == "share" or len(others) == len(topics):
        return topics
    if len(others) >= _PAIR and not any(t.is_country for t in others):
        where = next(t.start for t in topics if t.subject_id == _WORLD)
        return others if _tells_where(question.text, where) else topics
    if question.direction is not None or len(topics) != _PAIR:
        return topics
    if len(others) == 1 and not (question.is_compared and others[0].is_country):
        return others
    return topics


def _tells_where(text: str, at: int) -> bool:
    """Whether the world that is named at a place is where two things are set side by side."""
    return bool(_WORLDWIDE.match(text, at) or _IN_WORLD.search(text, 0, at))


def unnamed(topics: tuple[Topic, ...], question: Question) -> tuple[Topic, ...]:
    """A measure of countries without a country is the world's, one of mining is Bitcoin's.

    The PUE of a place is that of its data centres.
    """
    if question.measure_id == "pue" and topics and all(t.is_country for t in topics):
        return tuple(Topic(_DATA_CENTRES, t.place, t.start) for t in topics)
    if question.measure_id in _OF_MINING and all(t.is_country for t in topics):
        if not topics:
            return (Topic(_BITCOIN),)
        return tuple(Topic(_BITCOIN, t.place, t.start) for t in topics)
    if topics or question.measure_id is None or question.residue or question.intent == "ranking":
        return topics
    made = [m for m in question.measures if m.startswith(_OF_A_SOURCE)]
    if question.is_compared and len(made) == _PAIR and question.intent == "comparison":
        return (Topic(_WORLD),)  # “wind or solar”
    compared = question.is_compared and question.intent != "trend"  # “how many times since 2010”
    if question.intent not in ("figure", "trend") or compared:
        return topics
    of_countries = question.measure_id.startswith(_COUNTRY_DEFAULTS) or question.measure_id in (
        "electricity_demand",
    )
    return (Topic(_WORLD),) if of_countries else topics
