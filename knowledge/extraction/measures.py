"""What a quantity measures, told by its unit, the words around it and its subject."""

import re
from dataclasses import dataclass

from knowledge.errors import UnitError
from knowledge.extraction.cues import Rule, extraction_cues
from knowledge.extraction.sentences import Sentence
from knowledge.units import convert, dimension_of, split_unit
from knowledge.words import Measure, Subject, Vocabulary

# What stands below the stroke and is told by the measure instead: Wh per prompt, TWh per year.
_ITEMS = {
    "prompt": "prompt", "query": "prompt", "request": "prompt", "message": "prompt",
    "question": "prompt", "response": "prompt", "search": "prompt", "token": "token",
    "image": "image", "video": "video", "transaction": "transaction", "h": "hour",
    "use": "use", "charge": "use",
}  # fmt: skip
_QUANTITIES = {
    "energy": "energy", "mass": "emissions", "volume": "water", "power": "power",
}  # fmt: skip
# Measures that say nothing special: a subject's own measure of the same family is better.
_PLAIN = ("electricity_consumption", "change")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit brought to the form that measures have: `per` is what the measure's name tells."""

    unit: str
    dimension: str
    per: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a quantity stands: its sentence, its span, its clause and what its neighbours leave."""

    sentence: Sentence
    start: int
    end: int
    clause: tuple[int, int]
    room: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Chosen:
    """A measure with how surely it is meant, in [0, 1]."""

    measure: Measure
    trust: float


def plain_unit(unit: str | None) -> Unit | None:
    """Return the unit as measures have it, or None where no measure could.

    `TWh/yr` is TWh in a year, `Wh/query` is Wh for each prompt.
    """
    if unit is None:
        return None
    try:
        whole = dimension_of(unit)
        above, below = split_unit(unit)
    except UnitError:
        return None
    if below is None:
        return Unit(unit, whole)
    if whole in ("rate", "carbon_intensity", "energy_per_hash", "price_per_energy",
                 "energy_per_distance", "emissions_per_distance", "energy_per_person",
                 "hash_rate"):  # fmt: skip
        return Unit(unit, whole)
    if below in ("yr", "day") or below in _ITEMS:
        per = {"yr": "year", "day": "day"}.get(below) or _ITEMS[below]
        return Unit(above, dimension_of(above), per)
    return None


def choose_measure(
    place: Place, unit: Unit, subject: Subject | None, vocabulary: Vocabulary
) -> Chosen | None:
    """Return the measure of a quantity about a subject, or None where nothing tells it."""
    if _is_saving(place) and unit.dimension in ("energy", "power", "mass", "volume", "share"):
        return None
    if unit.dimension == "money" and not _on_field(place, subject):
        return None
    if unit.dimension in ("share", "mass", "emissions_per_distance") and not _on_energy(
        place, unit, subject
    ):
        return None
    if unit.dimension == "energy" and _THOUSAND.match(place.sentence.text, place.end):
        return _known("energy_per_1000", 0.95, vocabulary)
    if unit.per in ("day",) and unit.dimension == "count":
        return _known("messages_per_day", 0.95, vocabulary)
    if unit.per and unit.per not in ("year", "day"):
        return _per_item(unit, vocabulary)
    if unit.per == "day" and unit.dimension == "energy":
        return _known("electricity_per_day", 0.95, vocabulary)
    own = _own_measure(unit, subject, vocabulary)
    if subject is not None and own is not None and own.measure.basis in ("per_item", "one_off"):
        return _sister(own, subject, place, unit, vocabulary)
    for rule in _rules(unit):
        if rule.weak:
            continue
        if _fits(rule, subject, own, vocabulary) and _found(rule, place):
            if rule.measure_id == "growth_rate" and _falls(place):
                return None
            return _refined(_known(rule.measure_id, 0.95, vocabulary), subject, own, vocabulary)
    if own is not None:
        return own
    for rule in _rules(unit):
        if rule.weak and _found(rule, place):
            trust = 0.92 if rule.where != "list" else 0.6
            return _refined(_known(rule.measure_id, trust, vocabulary), subject, own, vocabulary)
    return None


_SAVED_EN = re.compile(
    r"\b(?:reduc\w+|sav(?:e|es|ed|ing|ings)|avoid\w*|offset\w*|decreas\w+|cut|cuts|lower\w*)\b"
    r"(?![^.;]*\bto\b)(?: [\w-]+){0,6} $"
)
_SAVED_SHARE_EN = re.compile(
    r"\b(?:can|could|may|might|would|will|to|help|helps) (?:help )?(?:mitigat|reduc|cut|offset|sav|avoid|lower)"
    r"\w*\b[^.;]*$|savings? of $"
)
_SAVED_JA = re.compile(r"(?:分)?(?:を|の)?(?:削減|節約|節電|減らし|抑え|回避)")
_THOUSAND = re.compile(r" (?:per|for) (?:every |each |an? )?(?:1[, ]?000|thousand|one thousand)\b")
_ENERGY_EN = re.compile(
    r"electric|energy|\bpower\b|emission|carbon|co2|greenhouse|footprint|water|hash|\bdemand\b"
    r"|consumption|generation|renewable|fossil|\btax|\bshares (?:of|in)\b|\bstock\b|\bload\b",
    re.IGNORECASE,
)
_ENERGY_JA = re.compile(
    "電力|電気|エネルギー|排出|炭素|CO2|温室効果|水|ハッシュ|需要|消費|発電|再生可能|化石|税|株|負荷|石炭|ガス"
)
_OTHER_EN = re.compile(
    r"\b(?:latency|throughput|accurac\w+|performance|speed\w*|improv\w+|price|prices|bill|F1|score"
    r"|utili[sz]ation|probabilit\w+|confidence|interval|CI|discount|parameters|error|respondents"
    r"|participants|benefits?|credits?|savings|recycled|mile|miles|cars|costs?|health|deaths|mortality|jobs|employees|survey\w*|papers|memory|time)\b"
)


def unit_is_share(place: Place) -> bool:
    """Return whether a quantity is written in per cent."""
    return place.sentence.text[: place.end].endswith(("%", "percent", "per cent", "割"))


_MONEY_EN = re.compile(
    r"data cent|\bAI\b|\bchip|\bGPU|mining|miner|hosting|comput|power|energy|electric|solar|renewable"
    r"|nuclear|reactor|bitcoin|crypto|grid|hash|cloud|server|nvidia|stargate|lease",
    re.IGNORECASE,
)
_MONEY_JA = re.compile(
    "データセンター|AI|チップ|GPU|採掘|マイニング|計算|電力|エネルギー|電気|太陽光|再生|原子|原発|炉"
    "|ビットコイン|暗号|クラウド|サーバ|エヌビディア|契約|リース|スターゲート"
)
_REMOVED = re.compile(r"\b(?:credits?|remov\w+|offsets?|captur\w+|sequest\w+)\b", re.IGNORECASE)
_FALLS = re.compile(r"\b(?:decreas|declin|reduc|fell|fall|drop|lower)|減|低下", re.IGNORECASE)


def _is_saving(place: Place) -> bool:
    """Return whether the quantity is what is no longer used: savings of 5 GWh."""
    text = place.sentence.text
    if place.sentence.language == "ja":
        return not unit_is_share(place) and _SAVED_JA.match(text, place.end) is not None
    before = text[max(place.clause[0], place.start - 60) : place.start]
    if unit_is_share(place):
        return _SAVED_SHARE_EN.search(text[max(0, place.start - 90) : place.start]) is not None
    return _SAVED_EN.search(before) is not None


def _on_energy(place: Place, unit: Unit, subject: Subject | None) -> bool:
    """Return whether a share or a mass is one of energy, carbon or water, not of anything else."""
    text = place.sentence.text[place.clause[0] : place.clause[1]]
    if place.sentence.language == "ja":
        return subject is not None and subject.kind != "named" or bool(_ENERGY_JA.search(text))
    if unit.dimension == "emissions_per_distance":
        return "CO2" in unit.unit
    if unit.dimension == "mass" and _REMOVED.search(text):
        return False
    if unit.dimension == "mass":
        return (
            "CO2" in unit.unit
            or re.search(r"carbon|co ?2|waste|greenhouse", text, re.I) is not None
        )
    has_money_subject = subject is not None and subject.measure == "market_value_change"
    return (has_money_subject or _ENERGY_EN.search(text) is not None) and not _OTHER_EN.search(text)


def _falls(place: Place) -> bool:
    return _FALLS.search(place.sentence.text[place.clause[0] : place.clause[1]]) is not None


def _on_field(place: Place, subject: Subject | None) -> bool:
    """Return whether money is of kilowit's field: of power, computing, mining or their companies."""
    if subject is not None and subject.kind not in ("company", "named"):
        return True
    pattern = _MONEY_JA if place.sentence.language == "ja" else _MONEY_EN
    measures_own = re.search(
        r"revenue|market (?:cap|value)|trillion|売上|時価総額|収入", place.sentence.text
    )
    return bool(measures_own or pattern.search(place.sentence.text))


def _rules(unit: Unit) -> tuple[Rule, ...]:
    rules = extraction_cues().rules
    return rules.get(f"{unit.dimension}:{unit.unit}", ()) or rules.get(unit.dimension, ())


def _known(measure_id: str, trust: float, vocabulary: Vocabulary) -> Chosen | None:
    if not vocabulary.has_measure(measure_id):
        return None
    return Chosen(vocabulary.measure(measure_id), trust)


def _per_item(unit: Unit, vocabulary: Vocabulary) -> Chosen | None:
    quantity = _QUANTITIES.get(unit.dimension)
    return _known(f"{quantity}_per_{unit.per}", 0.95, vocabulary) if quantity else None


def _own_measure(unit: Unit, subject: Subject | None, vocabulary: Vocabulary) -> Chosen | None:
    """Return the subject's own measure, or its sister for this unit: water for each prompt."""
    if subject is None or not vocabulary.has_measure(subject.measure):
        return None
    measure = vocabulary.measure(subject.measure)
    if subject.kind == "named":
        return None
    if measure.dimension == unit.dimension and _converts(unit.unit, measure.unit):
        return Chosen(measure, 0.9)
    stem = _QUANTITIES.get(unit.dimension)
    for pattern, name in (
        (r"[a-z]+_per_(\w+)", f"{stem}_per_{{}}"),
        (r"training_[a-z]+", f"training_{stem}"),
    ):
        match = re.fullmatch(pattern, measure.measure_id)
        if match is None or stem is None:
            continue
        sister = _known(name.format(*match.groups()), 0.9, vocabulary)
        if sister is not None and sister.measure.dimension == unit.dimension:
            return sister
    return None


def _sister(
    own: Chosen, subject: Subject, place: Place, unit: Unit, vocabulary: Vocabulary
) -> Chosen:
    """Return an item's own measure, or the one that its words name: waste for each transaction."""
    suffix = re.fullmatch(r"[a-z]+(_per_\w+)", subject.measure)
    for rule in _rules(unit):
        named = f"{rule.measure_id}{suffix[1]}" if suffix else ""
        if vocabulary.has_measure(named) and _found(rule, place):
            return Chosen(vocabulary.measure(named), 0.95)
    return own


def _converts(unit: str, to: str) -> bool:
    try:
        convert(1.0, unit, to)
    except UnitError:
        return False
    return True


def _fits(rule: Rule, subject: Subject | None, own: Chosen | None, vocabulary: Vocabulary) -> bool:
    if not vocabulary.has_measure(rule.measure_id):
        return False
    kind = subject.subject_id.partition(":")[0] if subject else "named"
    if rule.subject == "training":
        return kind in ("training", "prompt", "named", "image", "video") or own is None
    if rule.subject == "thing":
        return kind in ("chip", "system")
    if rule.subject == "site":
        return kind in ("site", "contract", "named", "stargate", "data-centres", "company")
    if rule.subject == "owner":
        return kind in ("site", "company", "stargate")
    if rule.subject == "!default":
        return own is None
    if rule.subject == "!item":
        return own is None or own.measure.basis == "per_year"
    return True


def _refined(
    chosen: Chosen | None, subject: Subject | None, own: Chosen | None, vocabulary: Vocabulary
) -> Chosen | None:
    """Return a subject's own measure for a plain one of the same family: a country's demand."""
    if chosen is None or chosen.measure.measure_id not in _PLAIN:
        return chosen
    if own is not None and own.measure.family == chosen.measure.family:
        return own
    return chosen


def _found(rule: Rule, place: Place) -> bool:
    """Return whether a rule's words stand where it looks for them."""
    sentence, cue = place.sentence, rule.cue.in_(place.sentence.language)
    text = sentence.text
    left, right = place.clause
    if rule.where == "sentence":
        return cue.search(text) is not None
    if rule.where == "fuel":
        return _names_fuel(cue, place)
    if rule.where == "before":
        return cue.search(text[left : place.start]) is not None
    if rule.where == "list":
        return True
    if rule.where == "around" and sentence.language == "ja":
        # One text with the quantity as a sign: what changed before it, how it changed after.
        return cue.search(f"{text[: place.start]}§{text[place.end :]}") is not None
    if rule.where in ("near", "around"):
        width = 60 if sentence.language == "en" else 24
        width = 100 if rule.where == "around" else width
        before = text[max(left, place.start - width, place.room[0]) : place.start]
        after = text[place.end : min(place.end + width, place.room[1])]
        return cue.search(f"{before}§{after}") is not None
    clause = text[left : place.start] + " " * (place.end - place.start) + text[place.end : right]
    return cue.search(clause) is not None


_GENERATES_EN = re.compile(
    r"\bgenerat|\bproduc|\boutput\b|\bsuppl|\bgot\b|\bplants?\b|\bpower\b", re.IGNORECASE
)
_GENERATES_JA = re.compile("発電|原発|火力|電源|得た|供給|うち|ガスの")
_FROM = re.compile(r" (?:from|of|by|with) (?:offshore |onshore |natural )?", re.IGNORECASE)


def _names_fuel(cue: re.Pattern[str], place: Place) -> bool:
    """Return whether a fuel is the one nearest to the quantity in a sentence on generation."""
    text = place.sentence.text
    is_ja = place.sentence.language == "ja"
    if not (_GENERATES_JA if is_ja else _GENERATES_EN).search(text):
        return False
    after = _FROM.match(text, place.end)
    if after is not None and _any_fuel(text, after.end(), is_ja):
        return cue.match(text, after.end()) is not None
    fuels = [
        (match.end(), rule.measure_id)
        for rule in extraction_cues().rules["energy"]
        if rule.where == "fuel"
        for match in rule.cue.in_(place.sentence.language).finditer(text, 0, place.start)
    ]
    if not fuels:
        return False
    nearest = max(fuels)[0]
    return any(m.end() == nearest for m in cue.finditer(text, 0, place.start))


def _any_fuel(text: str, at: int, is_ja: bool) -> bool:
    return any(
        rule.cue.in_("ja" if is_ja else "en").match(text, at)
        for rule in extraction_cues().rules["energy"]
        if rule.where == "fuel"
    )
