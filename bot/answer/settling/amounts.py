"""What a price, a bill or homes in a question mean."""

import re
from dataclasses import replace

from bot.answer.figures import GENERIC_MEASURES, FigureFinder
from bot.answer.parsing.topics import subject_of
from bot.answer.question import Question, Topic
from bot.answer.reckoning.yardsticks import counted_in
from bot.answer.words import Patterns
from knowledge.names import Mention
from knowledge.quantities import QuantitySpan
from knowledge.records import Quantity
from knowledge.units import dimension_of, split_unit

_WORLD = "country:world"
_FOR_HOMES = re.compile(r"家庭用の?|(?:home|household|domestic) ", re.IGNORECASE)
_OF_HOMES = re.compile(r"[\w・]{2,12}の(?:一般)?(?:家庭|世帯|住宅)の")  # アメリカの家庭の照明
_IN_HOMES = re.compile(r"[\w -]+ in (?:the |all |our )?(?:\w+ )?", re.IGNORECASE)
_ASKS_ENERGY = re.compile(
    r"^.{0,60}\b(?:how much|what)\b.*\b(?:use[sd]?|using|consume[sd]?|need)\b"
)
_HOUSEHOLD, _APPLIANCE = "household:", "product"
_HOME_COUNTRIES = {"US": "us", "JP": "jp", "GB": "uk", "DE": "de"}
_PRICE, _USED = "electricity_price", "electricity_consumption"
_DEMAND = "electricity_demand"
_OF_WHOLE = re.compile(r"\s+of\s+(?:all\s+)?(?:the\s+)?", re.IGNORECASE)
_ITS_POWER = re.compile(
    r"(?:['’]s?)?\s+(?:total\s+|annual\s+)?(?:electricity|power|energy)(?:\s+(?:use|demand|consumption))?"
    r"(?!\s+(?:exports?|imports?|mix))\b",
    re.IGNORECASE,
)
_WHOLE_JA = re.compile(
    "の?(?:総|全)?(?:電力|電気|消費電力)(?:消費|需要|使用)?量?(?:全体)?のう?ち?の?"
)
_OF_COSTS = ("price", "price_of_one", "bills", "target_bill")
_PER_ENERGY = re.compile(
    r"\b(?:per|a|each) [kMG]Wh\b|(?<![\d.])1? ?[kMG]Wh(?:あたり|当たり|につき)", re.IGNORECASE
)
_OF_MONEY = "price_per_energy"
_ONE_HOME = Quantity(1.0, "home")
_OF_VALUES = ("figure", "arithmetic", "equivalent", "explanation", "comparison")


def with_price(question: Question, patterns: Patterns) -> Question:
    """What one kWh costs in a place is its price, and no amount to reckon with."""
    lowered = question.text.lower()
    if question.intent == "ranking" and patterns.shows("dear_power", lowered):
        return replace(question, measure_id=_PRICE, measures=(_PRICE,))
    asks = any(patterns.shows(name, lowered) for name in _OF_COSTS)
    of_one = all(q == Quantity(1.0, q.unit) and _is_energy(q) for q in question.quantities)
    each = _PER_ENERGY.search(question.text) is not None
    per_unit = bool(question.quantities) or question.asked_unit == "kWh" or each
    places = bool(question.topics) and (each or all(t.is_country for t in question.topics))
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


def with_all_homes(question: Question, finder: FigureFinder, patterns: Patterns) -> Question:
    """Homes “in total”, or as a part of a country, are all homes together, never one of them."""
    if not asks_of_all_homes(question, patterns):
        return question

    def whole(topic: Topic) -> Topic:
        kind, _, region = topic.subject_id.partition(":")
        together = f"{region}-homes"
        known = kind == "household" and finder.vocabulary.has_subject(together)
        return replace(topic, subject_id=together) if known else topic

    return replace(question, topics=tuple(map(whole, question.topics)))


def asks_of_all_homes(question: Question, patterns: Patterns) -> bool:
    """Whether all homes of a country are asked about, or their part of what it uses."""
    lowered = question.text.lower()
    if patterns.shows("average", lowered):
        return False
    others = (t for t in question.topics if not t.subject_id.startswith(_HOUSEHOLD))
    part = question.intent == "share" and all(t.is_country for t in others)
    return part or patterns.shows("in_total", lowered)


def of_homes_where_they_are(question: Question) -> Question:
    """「アメリカの一般家庭」 is a home there, whatever country a home is of without one."""

    def there(topic: Topic) -> Topic:
        code = _HOME_COUNTRIES.get(topic.region or "")
        is_home = topic.subject_id.startswith(_HOUSEHOLD) and code is not None
        return replace(topic, subject_id=f"{_HOUSEHOLD}{code}", region=None) if is_home else topic

    return replace(question, topics=tuple(map(there, question.topics)))


def of_one_home(question: Question) -> Question:
    """「1世帯の電力消費量」 asks what an average home uses, in the country of the language."""
    unit = question.asked_unit
    used = question.measure_id in GENERIC_MEASURES or (unit and dimension_of(unit) == "energy")
    alone = used and not question.topics and question.quantities == (_ONE_HOME,)
    if not alone or question.intent not in ("figure", "arithmetic"):
        return question
    region = {"ja": "jp", "en": "us"}[question.language]
    home = (Topic(f"{_HOUSEHOLD}{region}"),)
    return replace(question, intent="figure", topics=home, measure_id=_USED, spans=())


def of_stated_whole(question: Question, patterns: Patterns) -> Question:
    """“If data centres used 10% of US electricity, how many TWh” asks for that part of the whole.

    Whatever uses it has no part in it.
    """
    shares = [s for s in question.spans if s.quantity.unit == "%"]
    if len(shares) != 1 or len(question.spans) != 1 or question.is_yes_no:
        return question
    lowered = question.text.lower()
    asks = question.asked_unit is not None or patterns.shows("how_much", lowered)
    if not asks or question.intent in ("check", "advice", "ranking"):
        return question
    places = [m for m in question.named if m.of("region") and not subject_of(m)]
    wholes = [m for m in places if _is_whole_of(m, shares[0], question.text)]
    topics = [t for t in question.topics if wholes and t.start == wholes[0].start]
    if len(wholes) != 1 or len(question.topics) <= len(topics):
        return question
    whole = Topic(f"country:{wholes[0].of('region')}", None, wholes[0].start)
    return replace(
        question, intent="figure", topics=(whole,), measure_id=_DEMAND, measures=(_DEMAND,)
    )


def _is_whole_of(place: Mention, share: QuantitySpan, text: str) -> bool:
    """Whether a percentage is of a place's electricity: “10% of US power”, 「日本の電力の5%」."""
    if place.end <= share.start:
        return _WHOLE_JA.fullmatch(text, place.end, share.start) is not None
    of_it = share.end <= place.start and _OF_WHOLE.fullmatch(text, share.end, place.start)
    return bool(of_it and _ITS_POWER.match(text, place.end))


def with_bill(question: Question, patterns: Patterns) -> Question:
    """The bill of a home, or of a stated energy, is that energy at a price.

    A stated power is an energy where it is told how long it runs.
    """
    homes = [t for t in question.topics if t.subject_id.startswith(_HOUSEHOLD)]
    stated = [(q, split_unit(q.unit)[0]) for q in question.quantities if q.unit]
    dimensions = [(q, dimension_of(unit)) for q, unit in stated if unit]
    energies = [q for q, dimension in dimensions if dimension == "energy"]
    if any(dimension == "time" for _, dimension in dimensions):
        energies += [q for q, dimension in dimensions if dimension == "power"]
    lowered = question.text.lower()
    priced = bool(energies) and question.intent in ("figure", "arithmetic", "explanation")
    priced = priced or patterns.shows("runs", lowered)
    asks = patterns.shows("target_bill", lowered) or (priced and patterns.shows("price", lowered))
    if not asks or question.intent in ("check", "advice") or question.is_yes_no:
        return question
    if any(q.unit and dimension_of(q.unit) == _OF_MONEY for q in question.quantities):
        return _at_stated_price(question, patterns)
    if question.measure_id == _PRICE and _PER_ENERGY.search(question.text):
        return question  # which is a price, and no bill
    if question.asked_unit and dimension_of(question.asked_unit) == "energy" and energies:
        return question  # “what does that cost me in kWh” asks for no money
    if question.intent == "explanation" and not energies and patterns.shows("tells", lowered):
        return question
    things = [t for t in question.topics if not t.is_country]
    running = len(things) == 1 and patterns.shows("runs", lowered)
    if not homes and not energies and not running:
        return question
    places = [t.place for t in question.topics if t.is_country and t.subject_id != _WORLD]
    places += [t.region for t in things if t.region is not None]
    region = homes[0].subject_id.partition(":")[2] if homes else None
    if region is None and places:
        region = _HOME_COUNTRIES.get(places[0], places[0].lower())
    kept = (homes[:1] or [replace(t, region=None) for t in things]) if not energies else []
    of_bills = ("target_bill", "price")
    whose = tuple(
        word
        for word in question.residue
        if (word[0].isupper() or word in question.touching_residue)
        and not any(patterns.shows(name, word.lower()) for name in of_bills)
    )
    return replace(
        question,
        intent="equivalent",
        topics=tuple(kept),
        homes=region or question.homes,
        measure_id=None,
        residue=whose,
        touching_residue=whose,
    )


def _at_stated_price(question: Question, patterns: Patterns) -> Question:
    """What an energy costs at a price that is stated: its words are no unknown things."""
    names = ("target_bill", "price")
    left = tuple(
        w for w in question.residue if not any(patterns.shows(name, w.lower()) for name in names)
    )
    touching = tuple(w for w in question.touching_residue if w in left)
    intent = "figure" if question.intent == "explanation" else question.intent
    return replace(question, intent=intent, residue=left, touching_residue=touching)


def of_appliances(question: Question, finder: FigureFinder) -> Question:
    """A 「家庭用エアコン」 is an air conditioner, and nothing that is set beside a home.

    “All the fridges in American homes” stand there: no homes are what they are counted in.
    """
    homes = [t for t in question.topics if t.subject_id.startswith(_HOUSEHOLD)]
    rest = tuple(t for t in question.topics if t not in homes)
    if len(homes) != 1 or len(rest) != 1 or question.is_compared:
        return question
    named = question.text[homes[0].start : rest[0].start]
    if _FOR_HOMES.fullmatch(named):
        return replace(question, topics=rest)
    stands = _IN_HOMES.fullmatch(question.text[rest[0].start : homes[0].start])
    counted = question.intent == "equivalent" and (
        _ASKS_ENERGY.search(question.text) or _is_appliance(rest[0], finder)
    )
    theirs = question.intent == "comparison" and _OF_HOMES.fullmatch(named)
    if not (theirs or (stands and counted)):
        return question
    code = homes[0].subject_id.removeprefix(_HOUSEHOLD)
    country = next((c for c, home in _HOME_COUNTRIES.items() if home == code), code.upper())
    there = (replace(rest[0], region=rest[0].region or country),)
    return replace(question, topics=there, intent="figure", measure_id=question.measure_id or _USED)


def _is_appliance(topic: Topic, finder: FigureFinder) -> bool:
    return finder.vocabulary.subject(topic.subject_id).kind == _APPLIANCE


def _of_place(place: str) -> str:
    """How the id of a home in a place ends."""
    return _HOME_COUNTRIES.get(place, place.lower())


def with_homes(question: Question, patterns: Patterns) -> Question:
    """Homes in “X in homes” are what is counted in, not what is asked about, nor is their land."""
    if question.intent != "equivalent":
        return question
    measure = None if question.measure_id == "homes_powered" else question.measure_id
    homes = [t for t in question.topics if t.subject_id.startswith(_HOUSEHOLD)]
    if question.homes is not None and not question.measure_id and homes == [*question.topics]:
        return question
    rest = [t for t in question.topics if t not in homes]
    if homes and rest and counted_in(question.text, patterns) not in (None, "home"):
        return question  # “how many prompts is a home's year” counts prompts
    region = homes[0].subject_id.removeprefix(_HOUSEHOLD) if homes else None
    if homes and homes[0].region is not None:
        region = _of_place(homes[0].region)
    places = [t for t in rest if t.place in _HOME_COUNTRIES or (question.earlier and t.is_country)]
    beside = len(rest) > len(places) or bool(question.quantities)
    if patterns.shows("target_home", question.told_amounts) and places and beside:
        region = _of_place(places[-1].place)
        rest = [t for t in rest if t is not places[-1]]
    elif homes and not rest and not question.quantities:
        return question
    elif rest and patterns.shows("homes_there", question.text.lower()):
        where = rest[0].place if rest[0].is_country else rest[0].region
        region = _of_place(where) if where else region
    return replace(question, topics=tuple(rest), homes=region or question.homes, measure_id=measure)
