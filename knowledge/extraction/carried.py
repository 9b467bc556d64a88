"""Measures that the words around a quantity do not tell: its neighbour's, the last sentence's."""

import re
from dataclasses import replace

from knowledge.extraction.building import Spot
from knowledge.extraction.fields import is_out_of_field
from knowledge.extraction.found import Found
from knowledge.extraction.measures import Chosen, choose_measure
from knowledge.extraction.places import Place, place_of
from knowledge.extraction.subjects import names_any
from knowledge.words import Subject, Vocabulary

GUESSED = 0.7  # what is trusted less is no more than a guess
# What joins the two ends of a change: revenue rose to 1.7 billion in 2024 from 1.3 billion.
_ENDS = re.compile(
    r"(?: (?:in|for) (?:the )?(?:FY ?)?(?:(?:19|20)\d\d|last year))?,? ?"
    r"(?:(?:up|down) )?(?:from|to|compared with|against|versus) (?:about |just |around )?"
    r"|から(?:約)?"
)


_SAID_BY_UNIT = 0.85  # tonnes of CO2 of which nothing more is said


def measure_elsewhere(
    spot: Spot, found: Found, known: Subject | None, vocabulary: Vocabulary
) -> Chosen | None:
    """Return the measure of the other end of a change, of the sentence before, or of a unit."""
    chosen = _measure_beside(spot, known, vocabulary) or _measure_before(spot, known, vocabulary)
    is_said = "CO2" in spot.unit.unit and found.name is not None
    if chosen is None and is_said and not is_out_of_field(spot.place, spot.unit, known):
        return Chosen(vocabulary.measure("emissions"), _SAID_BY_UNIT)
    return chosen


def _measure_beside(spot: Spot, known: Subject | None, vocabulary: Vocabulary) -> Chosen | None:
    """Return the measure of the quantity that this one is the other end of a change with."""
    place, spans, at = spot.place, spot.spans, spot.at
    if at == 0 or spans[at - 1].quantity.unit != spans[at].quantity.unit:
        return None
    if not _ENDS.fullmatch(place.sentence.text, spans[at - 1].end, place.start):
        return None
    return choose_measure(place_of(place.sentence, spans, at - 1), spot.unit, known, vocabulary)


_UNSAID_MEASURE = 0.95  # 前年度の1.6 TWhから倍増した says no more than the sentence before it


def _measure_before(spot: Spot, known: Subject | None, vocabulary: Vocabulary) -> Chosen | None:
    """Return the measure of the sentence before, where one goes on without naming a measure."""
    sentence = spot.place.sentence
    if not sentence.previous:
        return None
    text = sentence.previous[-1]
    if sentence.language == "en":
        return _moved(spot, f"{text} ", known, vocabulary)
    if names_any(spot.names):
        return None
    if spot.unit.dimension == "share" and _MOVED_JA.match(sentence.text, spot.place.end):
        return _moved(spot, text, known, vocabulary)
    before = replace(sentence, text=text, previous=sentence.previous[:-1])
    place = Place(before, len(text), len(text), (0, len(text)), (0, len(text)))
    chosen = choose_measure(place, spot.unit, known, vocabulary)
    return chosen and replace(chosen, trust=chosen.trust * _UNSAID_MEASURE)


_MOVED_JA = re.compile("[^、。\\d]{0,6}(?:減|増)[らっえやし少加]")
_MOVED = re.compile(
    r"\bth(?:at|is) (?:share|proportion|percentage)\b"
    r"|^(?:They|It|That|This|These) (?:then |later |also )?"
    r"(?:fell|rose|dropped|grew|increased|declined|decreased|climbed|jumped"
    r"|(?:was|were) (?:up|down)|(?:is|was) (?:about )?[\d.]+ ?(?:%|per ?cent) (?:less|more)"
    r"|(?:is|was) (?:about )?[\d.]+ ?(?:%|per ?cent) (?:lower|higher))\b"
)


def _moved(spot: Spot, before: str, known: Subject | None, vocabulary: Vocabulary) -> Chosen | None:
    """Return how much changed what the sentence before measures: They fell by 6%."""
    place, shift = spot.place, len(before)
    is_ja = place.sentence.language == "ja"
    if spot.unit.dimension != "share" or not (is_ja or _MOVED.search(place.sentence.text)):
        return None
    plain = re.sub(r"[.;。\d]", " ", before)  # one clause, and no number of its own
    sentence = replace(place.sentence, text=plain + place.sentence.text)
    start, end = place.start + shift, place.end + shift
    around = (0, len(sentence.text))
    return choose_measure(Place(sentence, start, end, around, around), spot.unit, known, vocabulary)
