"""How surely a sentence's quantity is a figure: prose or debris, a state of things or a target."""

import re
from collections.abc import Sequence

from knowledge.extraction.found import Found, Names
from knowledge.extraction.items import label_of
from knowledge.extraction.measures import Chosen
from knowledge.extraction.places import Place
from knowledge.extraction.respective import paired_name
from knowledge.extraction.sentences import Sentence
from knowledge.extraction.times import When
from knowledge.quantities import QuantitySpan

_MANY = 8  # a sentence with more numbers is mostly a table that lost its lines
_MIN_WORDS = 4
_FEW_OF_ITEM = 3  # numbers of one labelled item


def trust_of(place: Place, when: When, chosen: Chosen, spans: Sequence[QuantitySpan]) -> float:
    """Return how surely the place and the measure make a figure, in [0, 1]."""
    return _prose(place.sentence, spans) * _plainness(when, place, chosen, spans)


_OWNED = re.compile(r" of (?:their|our|its own|its total)\b")
_OWNED_JA = re.compile(
    r"(?:データ・?センター|[ァ-ヶー]{3,}(?:採掘|取引)?)の(?:消費)?(?:電力|電気)(?:消費)?量?の(?:約)?$"
)
_WHOLE_JA = re.compile("世界|国内|全国|国全体|州|家庭|総電力|地域")
_OF_PARTS = ("coal_share", "gas_share", "share_fossil", "share_low_carbon", "sustainable_share")


def may_hold(names: Names, found: Found, place: Place, chosen: Chosen) -> bool:
    """Return whether a share is the subject's part of a whole, or a part of the subject's own.

    Gas may give 38 % of X's power: no 38 % of electricity is X's.
    """
    if chosen.measure.measure_id not in ("share_of_electricity", "share_of_whole"):
        return (
            not found.is_owner
            or chosen.measure.dimension != "share"
            or (chosen.measure.measure_id in _OF_PARTS)
        )
    if (found.subject_id or "").startswith("country:"):
        return False  # the country is the whole that others have a share of
    text = place.sentence.text
    of_electricity = chosen.measure.measure_id == "share_of_electricity"
    names_whole = bool(names.regions) or _WHOLE_JA.search(text) is not None
    if place.sentence.language == "ja" and of_electricity and not names_whole:
        return False
    is_region = any(m.end <= place.start and text[m.end :].startswith("の") for m in names.regions)
    owned = _OWNED_JA.search(text[: place.start]) is not None and not is_region
    return not (found.is_owner or owned or _OWNED.match(text, place.end))


_NORM = re.compile(
    r"\b(?:targets?|aims?|limit\w*|threshold|goal|must|regulations?|policy|policies|minimum|pledge\w*"
    r"|requirements?|require (?:data|operators)|exceed a"
    r"|required to|requires? that|mandates?)\b|目標|義務|上限|基準値",
    re.IGNORECASE,
)
_ELECTRIC = re.compile(
    r"electric|\bpower\b|energy|\bdemand|consum|\bus(?:e|es|ed)\b|電力|電気|需要|消費|使用",
    re.IGNORECASE,
)
_PART = re.compile(r"\b(?:including|of which|among them)\b[^,.;]{0,30}$|うち(?:約)?$")
_NORMED = ("share", "ratio")
_LEAST_MONEY = 1e6


def _plainness(when: When, place: Place, chosen: Chosen, spans: Sequence[QuantitySpan]) -> float:
    """Return how plainly the measure is one of what is: targets, small sums and lists are not."""
    text = place.sentence.text
    trust = 1.0
    normed = chosen.measure.dimension in _NORMED or chosen.measure.dimension == "energy"
    if normed and _NORM.search(text[place.clause[0] : place.clause[1]]):
        trust *= 0.7
    if chosen.measure.dimension == "money":
        largest = max(
            (s.quantity.value or s.quantity.upper or 0) for s in spans if s.start == place.start
        )
        trust *= 1.0 if largest >= _LEAST_MONEY else 0.5
    if chosen.measure.measure_id == "electricity_demand" and not _ELECTRIC.search(text):
        trust *= 0.7  # the number of a country may be of anything there
    is_whole = chosen.measure.dimension == "share" or "generation" in chosen.measure.measure_id
    if _PART.search(text[: place.start]) and not is_whole:
        trust *= 0.75
    if re.search(r"\brespectively\b|それぞれ", text) and not (
        when.is_listed or _is_paired(place, spans)
    ):
        trust *= 0.75
    return trust


def _is_paired(place: Place, spans: Sequence[QuantitySpan]) -> bool:
    at = next((i for i, s in enumerate(spans) if s.start == place.start), None)
    return at is not None and paired_name(place.sentence, spans, at) is not None


def _prose(sentence: Sentence, spans: Sequence[QuantitySpan]) -> float:
    """Return how surely the sentence is prose: what a table or figure leaves behind is not."""
    if label_of(sentence) is not None and len(spans) <= _FEW_OF_ITEM:
        return 0.95
    if sentence.language == "en":
        return _prose_en(sentence.text) * (0.7 if len(spans) > _MANY else 1.0)
    if not re.search("[ぁ-ん]", sentence.text):
        return 0.3
    return 0.7 if len(spans) > _MANY else 1.0


_REFERENCE = re.compile(
    r"arxiv|\bdoi\b|https?:|www\.|proceedings|preprint|\bpp\. ?\d|\bet al\., ?\d", re.IGNORECASE
)
_CAPTION = re.compile(r"(?:Fig(?:ure)?|Table|Algorithm|Appendix)\b\.? ?\d+")
_POINTER = re.compile(
    r" ?[(\[](?:see |cf\. )?(?:also )?(?:Fig(?:ure)?s?|Tables?|Appendix|Sec(?:tion)?)\b"
    r"[^()\[\]]{0,40}[)\]]"
)
_NUMBER = re.compile(r"\W{0,2}\d")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_GLUED = re.compile(r"[a-z][A-Z][a-z]+[A-Z]?|[a-z]{3}\d|\)[A-Za-z]{3}")
_LONG_CHARS = 330
_FEW = 2  # names such as CoreWeave and OpenAI


def _prose_en(text: str) -> float:
    words = text.split()
    numbers = sum(_NUMBER.match(word) is not None and not _YEAR.search(word) for word in words)
    if len(words) < _MIN_WORDS or numbers > max(3, len(words) * 0.3) or _REFERENCE.search(text):
        return 0.3
    trust = 1.0
    if not text.rstrip("\"”')] ").endswith((".", "!", "?", ":", ";")):
        trust *= 0.75
    if not (text[0].isupper() or text[0] in "\"“'(" or text[0].isdigit()):
        trust *= 0.85
    if _CAPTION.search(_POINTER.sub("", text)) or len(_GLUED.findall(text)) > _FEW:
        trust *= 0.8
    return trust * (0.75 if len(text) > _LONG_CHARS else 1.0)
