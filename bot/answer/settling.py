"""Settles a parsed question by what is known: which place belongs to which subject, and the like.

Parsing knows names only; here the stored figures decide between the readings that it leaves open.
"""

from collections.abc import Sequence
from dataclasses import replace

from bot.answer.figures import GENERIC_MEASURES, FigureFinder
from bot.answer.question import Question, Topic
from bot.answer.words import Patterns
from knowledge.groups import named_group
from knowledge.names import name_key
from knowledge.records import Quantity
from knowledge.units import dimension_of, split_unit

_WORLD = "country:world"
_PAIR = 2
_SITE_WORDS = frozenset(["campus", "site", "facility", "キャンパス", "拠点", "施設"])
_MODEL_FAMILIES = ("prompt", "training", "image", "video")
_PRODUCTS = ("chip", "model", "site", "contract")
_FUEL = "fuel:"
_EMISSION_MEASURES = frozenset({"carbon_intensity", "emissions", "emissions_per_use"})
_HOME_COUNTRIES = {"US": "us", "JP": "jp", "GB": "uk", "DE": "de"}
_BITCOIN = "bitcoin-network"
_PRICE = "electricity_price"
_OF_VALUES = ("figure", "arithmetic", "equivalent", "explanation", "comparison")
_USED = ("share_of_electricity", "electricity_consumption")
_OF_MINING = ("share_of_hash_rate", "hash_rate")
_COUNTRY_DEFAULTS = ("generation", "demand", "carbon", "population", "electricity_generation")


def settle(question: Question, finder: FigureFinder, patterns: Patterns) -> Question:
    """Return the question with its topics settled; each step leaves alone what it does not know."""
    question = _of_more_specific_names(question, finder)
    question = _within_group(question)
    question = _with_price(question, patterns)
    question = _with_bill(question, patterns)
    question = _with_homes(question, patterns)
    question = _with_trend_measure(question)
    question = _with_all_homes(question, finder, patterns)
    question = _of_one_use(question, finder, patterns)
    question = _with_fuels(question, finder)
    topics = _within_companies(question, finder)
    in_general = question.intent == "share" and question.measure_id in GENERIC_MEASURES
    if not in_general:  # “share of electricity” tells nothing of what the part is
        topics = tuple(_of_measure(t, question.measure_id, finder) for t in topics)
    topics = tuple(_of_stated_basis(t, question, finder) for t in topics)
    topics = _placed(topics, question, finder)
    topics = _without_world(topics, question)
    topics = _unnamed(topics, question)
    return _with_mining(replace(question, topics=topics), patterns)


def _of_more_specific_names(question: Question, finder: FigureFinder) -> Question:
    """“The Stargate campus in Abilene” is Stargate Abilene, and not Stargate beside it.

    A subject whose name holds another's name, and more of the question, is what is meant.
    """
    if question.is_compared or question.combination or len(question.topics) != _PAIR:
        return question
    first, second = (_name_keys(t, finder) for t in question.topics)
    within = [_is_within(first, second), _is_within(second, first)]
    kept = tuple(t for t, inner in zip(question.topics, within, strict=True) if not inner)
    if len(kept) != 1 or finder.vocabulary.subject(kept[0].subject_id).kind != "site":
        return question
    touching = tuple(w for w in question.touching_residue if w.lower() not in _SITE_WORDS)
    residue = tuple(w for w in question.residue if w.lower() not in _SITE_WORDS)
    return replace(question, topics=kept, residue=residue, touching_residue=touching)


def _name_keys(topic: Topic, finder: FigureFinder) -> tuple[frozenset[str], ...]:
    subject = finder.vocabulary.subject(topic.subject_id)
    return tuple(frozenset(name_key(n)) for n in (subject.names.en, *subject.aliases_en))


def _is_within(inner: Sequence[frozenset[str]], outer: Sequence[frozenset[str]]) -> bool:
    return any(one < other for one in inner for other in outer)


def _within_group(question: Question) -> Question:
    """“Top three in Asia”: the group is where is ranked, no topic and no unknown word."""
    group = named_group(question.text) if question.intent == "ranking" else None
    if group is None:
        return question
    told = " ".join(group.names)
    regions = (f"country:{group.group_id}", f"country:{group.group_id.upper()}")
    return replace(
        question,
        topics=tuple(t for t in question.topics if t.subject_id not in regions),
        residue=tuple(w for w in question.residue if w.lower() not in told),
        touching_residue=tuple(w for w in question.touching_residue if w.lower() not in told),
    )


def _with_price(question: Question, patterns: Patterns) -> Question:
    """What one kWh costs in a place is its price, and no amount to reckon with."""
    lowered = question.text.lower()
    asks = any(patterns.shows(name, lowered) for name in ("price", "price_of_one", "bills"))
    of_one = all(q == Quantity(1.0, q.unit) and _is_energy(q) for q in question.quantities)
    per_unit = bool(question.quantities) or question.asked_unit == "kWh"
    places = bool(question.topics) and all(t.is_country for t in question.topics)
    if not (asks and of_one and per_unit and places) or question.intent not in _OF_VALUES:
        return question
    several = len(question.topics) > 1
    return replace(
        question,
        intent="comparison" if several else "figure",
        measure_id=_PRICE,
        measures=(_PRICE,),
        spans=(),
        asked_unit=None,
        residue=tuple(w for w in question.residue if not patterns.shows("price", w.lower())),
        touching_residue=(),
    )


def _is_energy(quantity: Quantity) -> bool:
    return quantity.unit is not None and dimension_of(quantity.unit) == "energy"


def _with_all_homes(question: Question, finder: FigureFinder, patterns: Patterns) -> Question:
    """Homes “in total” are all homes of the country together, never one of them."""
    lowered = question.text.lower()
    if not patterns.shows("in_total", lowered) or patterns.shows("average", lowered):
        return question

    def whole(topic: Topic) -> Topic:
        kind, _, region = topic.subject_id.partition(":")
        together = f"{region}-homes"
        known = kind == "household" and finder.vocabulary.has_subject(together)
        return replace(topic, subject_id=together) if known else topic

    return replace(question, topics=tuple(map(whole, question.topics)))


def _of_one_use(question: Question, finder: FigureFinder, patterns: Patterns) -> Question:
    """“One boil of a kettle” asks for what a use takes, not for what all of them take a year."""
    if question.measure_id not in (None, *GENERIC_MEASURES) or len(question.topics) != 1:
        return question
    if question.intent not in _OF_VALUES or not patterns.shows("one_use", question.text.lower()):
        return question
    own = finder.vocabulary.measure(
        finder.vocabulary.subject(question.topics[0].subject_id).measure
    )
    return replace(question, measure_id=own.measure_id) if own.basis == "per_item" else question


def _with_bill(question: Question, patterns: Patterns) -> Question:
    """The bill of a home, or of a stated energy, is that energy at a price."""
    homes = [t for t in question.topics if t.subject_id.startswith("household:")]
    energies = [q for q in question.quantities if q.unit and dimension_of(q.unit) == "energy"]
    lowered = question.text.lower()
    priced = bool(energies) and question.intent in ("figure", "arithmetic", "explanation")
    asks = patterns.shows("target_bill", lowered) or (priced and patterns.shows("price", lowered))
    if not asks or question.intent in ("check", "advice") or question.is_yes_no:
        return question
    if not homes and not energies:
        return question
    places = [t.place for t in question.topics if t.is_country and t.subject_id != _WORLD]
    region = homes[0].subject_id.partition(":")[2] if homes else None
    if region is None and places:
        region = _HOME_COUNTRIES.get(places[0], places[0].lower())
    kept = homes[:1] if not energies else []
    return replace(
        question,
        intent="equivalent",
        topics=tuple(kept),
        homes=region or question.homes,
        measure_id=None,
        residue=(),
        touching_residue=(),
    )


def _with_homes(question: Question, patterns: Patterns) -> Question:
    """Homes in “X in homes” are what is counted in, not what is asked about, nor is their land."""
    if question.intent != "equivalent":
        return question
    measure = None if question.measure_id == "homes_powered" else question.measure_id
    homes = [t for t in question.topics if t.subject_id.startswith("household:")]
    if question.homes is not None and not question.measure_id and homes == [*question.topics]:
        return question
    rest = [t for t in question.topics if t not in homes]
    region = homes[0].subject_id.removeprefix("household:") if homes else None
    places = [t for t in rest if t.place in _HOME_COUNTRIES]
    beside = len(rest) > len(places) or bool(question.quantities)
    if patterns.shows("target_home", question.text.lower()) and places and beside:
        region = _HOME_COUNTRIES[places[-1].place]
        rest = [t for t in rest if t is not places[-1]]
    elif homes and not rest and not question.quantities:
        return question
    return replace(question, topics=tuple(rest), homes=region, measure_id=measure)


def _with_trend_measure(question: Question) -> Question:
    """“Growth of demand” asks how demand grew, not for a published rate."""
    if question.intent != "trend" or question.measure_id not in ("growth_rate", "change"):
        return question
    rest = [m for m in question.measures if m not in ("growth_rate", "change")]
    return replace(question, measure_id=rest[0] if rest else question.measure_id)


def _with_fuels(question: Question, finder: FigureFinder) -> Question:
    """“Coal” is the power plant where emissions are asked, else the generation of a country."""
    fuels = [t for t in question.topics if t.subject_id.startswith(_FUEL)]
    if not fuels:
        return question
    others = tuple(r for r in question.other_referents if not r.identifier.startswith(_FUEL))
    question = replace(question, other_referents=others)
    places = any(t.is_country or t.region is not None for t in question.topics)
    if not places and _EMISSION_MEASURES.intersection(question.measures):
        return _about_emissions(question)
    known = set(question.measures)
    topics = tuple(
        t if t not in fuels else Topic(f"country:{t.region}", None, t.start)
        for t in question.topics
        if t not in fuels or t.region is not None
    )
    asked = [f"generation_{t.subject_id.removeprefix(_FUEL)}" for t in fuels]
    measures = tuple(m for m in dict.fromkeys((*asked, *question.measures)) if m in known)
    question = replace(question, topics=topics, measures=measures or question.measures)
    made = [m for m in asked if finder.vocabulary.has_measure(m)]
    of_all = topics and question.measure_id in (None, "electricity_generation", *GENERIC_MEASURES)
    return replace(question, measure_id=made[0]) if len(made) == 1 and of_all else question


def _about_emissions(question: Question) -> Question:
    """“A kWh of coal” asks what one emits, and is no amount to reckon with."""
    intent = "figure" if question.intent == "arithmetic" else question.intent
    return replace(
        question,
        intent=intent,
        measure_id="carbon_intensity",
        measures=("carbon_intensity",),
        spans=tuple(s for s in question.spans if s.quantity.unit != "kWh"),
    )


def _of_measure(topic: Topic, measure_id: str | None, finder: FigureFinder) -> Topic:
    """Of the subjects that a name may stand for, the first that has the asked measure.

    A model's answers and its training are subjects of one name: prompt:x and training:x; Bitcoin
    may be its network or a transaction.
    """
    if measure_id is None or topic.is_country:
        return topic
    name = topic.subject_id.partition(":")[2]
    siblings = [f"{family}:{name}" for family in _MODEL_FAMILIES if name]
    known = [s for s in siblings if finder.vocabulary.has_subject(s)]
    known += finder.vocabulary.subject(topic.subject_id).readings
    for subject_id in dict.fromkeys((topic.subject_id, *topic.others, *known)):
        if finder.knowledge.figures(subject_ids=(subject_id,), measure_ids=(measure_id,)):
            others = tuple(o for o in (topic.subject_id, *topic.others) if o != subject_id)
            return replace(topic, subject_id=subject_id, others=others)
    return topic


def _of_stated_basis(topic: Topic, question: Question, finder: FigureFinder) -> Topic:
    """A yearly amount is said of a whole: “ChatGPT uses 22 TWh a year” is not about one prompt."""
    vocabulary = finder.vocabulary
    subject = vocabulary.subject(topic.subject_id)
    yearly = any(split_unit(q.unit)[1] == "yr" for q in question.quantities if q.unit)
    if not yearly or vocabulary.measure(subject.measure).basis != "per_item":
        return topic
    wholes = [
        reading
        for reading in subject.readings
        if vocabulary.measure(vocabulary.subject(reading).measure).basis == "per_year"
    ]
    return replace(topic, subject_id=wholes[0]) if wholes else topic


def _within_companies(question: Question, finder: FigureFinder) -> tuple[Topic, ...]:
    """“Google's data centres” are Google, “NVIDIA A100” the chip, “Netflix streaming” an hour."""
    topics = question.topics
    companies = [t for t in topics if t.subject_id.startswith("company:")]
    if len(companies) != 1 or len(topics) != 2 or question.is_compared:
        return topics
    other = next(t for t in topics if t not in companies)
    if other.subject_id == "data-centres":
        return tuple(companies)
    subject = finder.vocabulary.subject(other.subject_id)
    of_one_item = finder.vocabulary.measure(subject.measure).basis == "per_item"
    return (other,) if subject.kind in _PRODUCTS or of_one_item else topics


def _placed(
    topics: tuple[Topic, ...], question: Question, finder: FigureFinder
) -> tuple[Topic, ...]:
    """A country beside one subject is its place when figures of the subject are known there."""
    places = [t for t in topics if t.is_country and t.subject_id != _WORLD]
    subjects = [t for t in topics if not t.is_country]
    free = len(subjects) == 1 and subjects[0].region is None and places
    if not free or question.intent == "share" or question.direction is not None:
        return topics
    if question.is_compared and len(places) == 1:
        return topics
    known = _regions(subjects[0].subject_id, finder)
    if all(place.place in known for place in places):
        return tuple(Topic(subjects[0].subject_id, p.place, p.start) for p in places)
    return topics


def _regions(subject_id: str, finder: FigureFinder) -> frozenset[str]:
    return frozenset(f.region for f in finder.knowledge.figures(subject_ids=(subject_id,)))


def _without_world(topics: tuple[Topic, ...], question: Question) -> tuple[Topic, ...]:
    """“Worldwide” beside a subject is its scope, unless a share of the world is asked."""
    if question.intent == "share" or question.direction is not None or len(topics) != 2:
        return topics
    others = tuple(t for t in topics if t.subject_id != _WORLD)
    if len(others) == 1 and not (question.is_compared and others[0].is_country):
        return others
    return topics


def _unnamed(topics: tuple[Topic, ...], question: Question) -> tuple[Topic, ...]:
    """A measure of countries without a country is the world's, one of mining is Bitcoin's."""
    if question.measure_id in _OF_MINING and all(t.is_country for t in topics):
        if not topics:
            return (Topic(_BITCOIN),)
        return tuple(Topic(_BITCOIN, t.place, t.start) for t in topics)
    if topics or question.measure_id is None or question.residue or question.intent == "ranking":
        return topics
    if question.intent not in ("figure", "trend") or question.is_compared:
        return topics
    of_countries = question.measure_id.startswith(_COUNTRY_DEFAULTS) or question.measure_id in (
        "electricity_demand",
    )
    return (Topic(_WORLD),) if of_countries else topics


def _with_mining(question: Question, patterns: Patterns) -> Question:
    """A share of mining is a share of the hash rate."""
    subjects: Sequence[str] = [t.subject_id for t in question.topics]
    if question.intent != "share" or _BITCOIN not in subjects:
        return question
    lowered = question.text.lower()
    if patterns.shows("of_electricity", lowered):
        return question
    placed = any(t.is_country or t.region for t in question.topics)
    of_mining = patterns.shows("mining", lowered) or (placed and question.measure_id is None)
    if of_mining and question.measure_id in (None, *_USED):
        return replace(question, measure_id="share_of_hash_rate")
    return question
