"""What a quantity measures, told by its unit, the words around it and its subject."""

import re
from dataclasses import dataclass

from knowledge.errors import UnitError
from knowledge.extraction.cues import Rule, extraction_cues
from knowledge.extraction.fields import is_out_of_field
from knowledge.extraction.items import is_on_energy
from knowledge.extraction.places import Place, Unit
from knowledge.units import convert
from knowledge.words import Measure, Subject, Vocabulary

_QUANTITIES = {
    "energy": "energy", "mass": "emissions", "volume": "water", "power": "power",
}  # fmt: skip
# Measures that say nothing special: a subject's own measure of the same family is better.
_PLAIN = ("electricity_consumption", "change")


@dataclass(frozen=True, slots=True)
class Chosen:
    """A measure with how surely it is meant, in [0, 1]."""

    measure: Measure
    trust: float


def choose_measure(
    place: Place, unit: Unit, subject: Subject | None, vocabulary: Vocabulary
) -> Chosen | None:
    """Return the measure of a quantity about a subject, or None where nothing tells it."""
    if is_out_of_field(place, unit, subject):
        return None
    told = _told_by_unit(place, unit)
    if told is not None:
        return _known(told, 0.95, vocabulary)
    if unit.per == "day" and unit.dimension not in _OF_A_DAY:
        return None  # no measure is of a day: 26,400 m3 a day are not a year's
    own = _own_measure(unit, subject, vocabulary)
    if subject is not None and own is not None and own.measure.basis in ("per_item", "one_off"):
        return _sister(own, subject, place, unit, vocabulary)
    meant = _by_rules(place, unit, subject, own, vocabulary, weak=False)
    if meant is not None:
        falls = meant.measure.measure_id == "growth_rate" and _falls(place)
        return None if falls else meant
    return own or _by_rules(place, unit, subject, own, vocabulary, weak=True)


_OF_A_DAY = {"count": "messages_per_day", "energy": "electricity_per_day"}
_THOUSAND = re.compile(r" (?:per|for) (?:every |each |an? )?(?:1[, ]?000|thousand|one thousand)\b")
_FALLS = re.compile(r"\b(?:decreas|declin|reduc|fell|fall|drop|lower)|減|低下", re.IGNORECASE)


def _told_by_unit(place: Place, unit: Unit) -> str | None:
    """Return the measure that a unit with its denominator tells by itself."""
    if unit.dimension == "energy" and _THOUSAND.match(place.sentence.text, place.end):
        return "energy_per_1000"
    if unit.per == "day" and " user " in place.sentence.text:
        return None
    if unit.per == "day":
        return _OF_A_DAY.get(unit.dimension)
    if unit.per and unit.per != "year":
        return f"{_QUANTITIES.get(unit.dimension, unit.dimension)}_per_{unit.per}"
    return None


def _falls(place: Place) -> bool:
    return _FALLS.search(place.sentence.text[place.clause[0] : place.clause[1]]) is not None


def _by_rules(
    place: Place,
    unit: Unit,
    subject: Subject | None,
    own: Chosen | None,
    vocabulary: Vocabulary,
    *,
    weak: bool,
) -> Chosen | None:
    """Return the measure of the first strong or weak rule that holds."""
    for rule in _rules(unit):
        if rule.weak == weak and _fits(rule, subject, own, vocabulary) and _found(rule, place):
            is_guess = rule.where == "list" and not is_on_energy(place.sentence)
            trust = 0.95 if not weak else 0.6 if is_guess else 0.92
            return _refined(_known(rule.measure_id, trust, vocabulary), own)
    return None


def _rules(unit: Unit) -> tuple[Rule, ...]:
    rules = extraction_cues().rules
    return rules.get(f"{unit.dimension}:{unit.unit}", ()) or rules.get(unit.dimension, ())


def _known(measure_id: str, trust: float, vocabulary: Vocabulary) -> Chosen | None:
    if not vocabulary.has_measure(measure_id):
        return None
    return Chosen(vocabulary.measure(measure_id), trust)


def _own_measure(unit: Unit, subject: Subject | None, vocabulary: Vocabulary) -> Chosen | None:
    """Return the subject's own measure, or its sister for this unit: water for each prompt."""
    if subject is None or not vocabulary.has_measure(subject.measure):
        return None
    measure = vocabulary.measure(subject.measure)
    if subject.kind == "named" or measure.measure_id.startswith("added_"):
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
    if rule.subject == "!default":
        return own is None
    if rule.subject == "!item":
        return own is None or own.measure.basis == "per_year"
    if rule.subject == "training" and own is None:
        return True
    return not rule.subject or kind in _KINDS[rule.subject]


# Which kinds of subject a rule's `subject` means.
_KINDS = {
    "training": ("training", "prompt", "named", "image", "video"),
    "thing": ("chip", "system"),
    "site": ("site", "contract", "named", "stargate", "company"),
    "deal": ("contract", "company", "named", "site", "stargate"),
    "owner": ("site", "company", "stargate"),
}


def _refined(chosen: Chosen | None, own: Chosen | None) -> Chosen | None:
    """Return a subject's own measure for a plain one of the same family: a country's demand."""
    if chosen is None or own is None or chosen.measure.measure_id not in _PLAIN:
        return chosen
    return own if own.measure.family == chosen.measure.family else chosen


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
    if sentence.language == "ja":
        left = _own_topic(text, left, place.start)
    clause = text[left : place.start] + " " * (place.end - place.start) + text[place.end : right]
    return cue.search(clause) is not None


# A topic of its own that says what is measured: 受電容量は75 MW、| ピーク時の需要は48 MW.
_OWN_TOPIC_JA = re.compile(
    r"\d[^、。]{0,12}、(?=[^、は]{0,20}(?:需要|負荷|消費電力|容量|出力|ピーク)[^、は]{0,8}は[^、は]*$)"
)


def _own_topic(text: str, left: int, position: int) -> int:
    """Return where a Japanese clause begins that names what its own quantity measures."""
    match = _OWN_TOPIC_JA.search(text[:position], left)
    return left if match is None else match.end()


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
