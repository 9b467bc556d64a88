"""What a sentence says of its quantity: that it is so, was so, may be so, or is not so."""

import re
from itertools import pairwise
from typing import Literal

from knowledge.extraction.cues import extraction_cues
from knowledge.extraction.places import Place
from knowledge.extraction.sentences import Sentence
from knowledge.languages import language_of
from knowledge.periods import is_of_unnamed_months
from knowledge.records import Bilingual, Period, Status

Unsaid = Literal["negated", "refuted", "hypothetical", "unnamed_months"]

REASONS: dict[Unsaid, Bilingual] = {
    "negated": Bilingual("the text denies this figure", "本文がこの数値を否定しています"),
    "refuted": Bilingual(
        "the text quotes this figure to refute it", "本文が反論するために引いた数値です"
    ),
    "hypothetical": Bilingual(
        "the text only supposes this figure", "本文が仮定として挙げた数値です"
    ),
    "unnamed_months": Bilingual(
        "it is of months that are no quarter, half or year",
        "四半期・半期・年のいずれでもない月の数値です",
    ),
}

_NEGATED_EN = re.compile(
    r"(?:\b(?:do|does|did|is|are|was|were|has|have|will|would|could|can)(?: not\b|n['’]t\b)"
    r"(?! only| include| just|[^,;:]*\bbut\b)[^,;:]*|\bnot (?:the |at )?|\bnever [a-z]+ )$",
    re.IGNORECASE,
)
_NEGATED_JA = re.compile(
    r"[^、。]{0,12}?(?:ではな[くい]|ではありません|でもな[くい]|わけでは(?:な|あ)|していな|していません|わない。|しない。|しません。)"
)
# The next sentence takes back what the one before quotes.
_TAKEN_BACK = re.compile(
    r"(?:It|They) (?:do|does|did|is|are|was|were)(?:n['’]t| not)\b(?! (?:only|just|include|count))"
    r"[^,]{0,20}[.:;]"
    r"|(?:But )?(?:[Tt]hat|[Tt]his|[Tt]he)(?: (?:claim|figure|number|projection|estimate|statement"
    r"|comparison))?"
    r" (?:is|was|has been) (?:\w+ )?(?:wrong|false|a myth|untrue|misleading|incorrect"
    r"|debunked|refuted"
    r"|not true)|(?:Wrong|False|Not so|Not true)\b"
    r"|(?:しかし、?|だが、?)?(?:これ|それ|この数字|この数値|この主張|この説)(?:は|も)[^。]{0,12}"
    r"(?:誤り|間違い|誤解|俗説|事実ではな|正しくな"
    r"|根拠がな)"
)
_SEGMENT_EN = re.compile(r"[,;:]\s")
_SEGMENT_JA = re.compile(r"[、；]")


_SEASON_JA = re.compile(r"(?:冬季|夏季|冬場|夏場|[冬夏春秋])(?:は|に|には|も)[^、。\d]{0,8}$")


def unsaid(place: Place, quantity_starts: tuple[int, ...]) -> Unsaid | None:
    """Return why the sentence does not say its quantity to be so, or None where it does."""
    text, language = place.sentence.text, place.sentence.language
    if language == "ja":
        negated = _NEGATED_JA.match(text, place.end)
    else:
        negated = _NEGATED_EN.search(text[max(0, place.start - 80) : place.start])
    if negated:
        return "negated"
    if _TAKEN_BACK.match(place.sentence.following):
        return "refuted"
    if is_of_unnamed_months(text) or _SEASON_JA.search(text, 0, place.start):
        return "unnamed_months"
    for name, cue in extraction_cues().unsaid:
        pattern = cue.in_(language)
        if name == "hypothetical" and pattern.search(text):
            return "hypothetical"
        if name == "refuted" and _touches(pattern, place, quantity_starts):
            return "refuted"
    return None


def is_refuted(text: str, start: int, end: int) -> bool:
    """Return whether a text quotes the quantity at [start, end) of it to refute it."""
    sentence = Sentence(text, 0, language_of(text), (), (), None)
    place = Place(sentence, start, end, (0, len(text)), (0, len(text)))
    return unsaid(place, (start,)) == "refuted"


def _touches(pattern: re.Pattern[str], place: Place, quantity_starts: tuple[int, ...]) -> bool:
    """Return whether a cue stands in the quantity's part of the sentence or comments on it."""
    text = place.sentence.text
    mark = _SEGMENT_JA if place.sentence.language == "ja" else _SEGMENT_EN
    edges = [0, *(m.end() for m in mark.finditer(text)), len(text)]
    for left, right in pairwise(edges):
        if not left <= place.start < right and not left >= place.end:
            continue
        others = any(left <= start < right for start in quantity_starts if start != place.start)
        if left >= place.end and (others or left > _next_edge(edges, place.end)):
            return False
        if pattern.search(text[left:right]):
            return True
    return False


def _next_edge(edges: list[int], position: int) -> int:
    return next(edge for edge in edges if edge >= position)


def status_of(place: Place, period: Period | None, published_year: int | None) -> Status:
    """Return how the sentence states its quantity; what lies ahead of its source is projected."""
    language = place.sentence.language
    text = place.sentence.text
    near = text[place.clause[0] : place.clause[1]]
    for part in (near, text):
        for status, cue in extraction_cues().statuses:
            if cue.in_(language).search(part):
                return _settled(status, period, published_year)
    if period is not None and published_year is not None and period.start.year > published_year:
        return "projected"
    return "estimated"


def _settled(status: Status, period: Period | None, published_year: int | None) -> Status:
    """Return a status that fits the time: nothing past is projected."""
    is_past = period is not None and published_year is not None and period.end.year < published_year
    return "estimated" if status == "projected" and is_past else status


_FROM_EN = re.compile(r"\b(?:down|up) from (?:about |around |an? |some )*$|\bfrom (?:about )?$")
_TO_EN = re.compile(r"^[^.;]{0,40}?\bto\b ?(?:about |around )?$")


def leads_to(place: Place, next_start: int | None) -> bool:
    """Return whether the quantity is what another one replaces: down from 104, from 104 to 89."""
    text = place.sentence.text
    before = text[max(0, place.start - 24) : place.start]
    if place.sentence.language == "ja":
        after = text[place.end : next_start] if next_start is not None else ""
        return re.match(r"から|だったが|だったのが", after) is not None
    if re.search(r"\b(?:down|up) from (?:[a-z]+ ){0,2}$", before):
        return True
    if next_start is None or not _FROM_EN.search(before):
        return False
    return _TO_EN.match(text[place.end : next_start]) is not None


_EARLIER_EN = re.compile(
    r" ?,?\(?(?:a year (?:earlier|ago|before)|(?:in )?the (?:previous|prior) year(?:['’]s quarter)?"
    r"|(?:in )?the (?:same quarter of the )?year before|in the prior-year period)"
)


def is_year_earlier(place: Place) -> bool:
    """Return whether the quantity is said to be of the year before the sentence's own."""
    text = place.sentence.text
    if place.sentence.language == "ja":
        return re.search(r"前年(?:同期|度)?の(?:約)?$", text[: place.start]) is not None
    return _EARLIER_EN.match(text, place.end) is not None


def year_before(period: Period) -> Period | None:
    """Return the same period of the year before; decades and spans of years have none."""
    if "/" in period.text or period.text.endswith("s"):
        return None
    digits = re.search(r"\d{4}", period.text)
    if digits is None:
        return None
    return Period.parse(period.text.replace(digits[0], str(int(digits[0]) - 1), 1))
