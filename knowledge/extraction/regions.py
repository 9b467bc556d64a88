"""The region that a quantity of a sentence is about."""

import re

from knowledge.extraction.found import Names
from knowledge.extraction.places import Place
from knowledge.extraction.sentences import Sentence
from knowledge.names import Mention, NameIndex
from knowledge.words import Subject

# Properties of things, the same everywhere.
_PLACELESS = ("chip", "system", "prompt", "training", "image", "video")
_IN = re.compile(r",? ?(?:in|across|within|of) (?:the (?:rest of )?)?")


_WHERE = re.compile(r"\b(?:in|across|within|for|of) (?:the )?$", re.IGNORECASE)
_THERE_JA = re.compile(r"(?:の(?!需要|消費|電力)|で|における|国内)")


def _is_where(names: Names, mention: Mention) -> bool:
    """Return whether a place after a quantity tells where, and is not only compared with."""
    text = names.sentence.text
    if names.sentence.language == "ja":
        return _THERE_JA.match(text, mention.end) is not None
    before = text[: mention.start]
    if re.search(r"\b(?:demand|consumption|use|electricity) of (?:the )?$", before):
        return "share" in before or "%" in before or "cent" in before
    return _WHERE.search(before) is not None or (
        mention.text[0].isupper() and text[mention.end : mention.end + 2] in ("'s", "’s")
    )


# A title of what is told of one country alone: Electricity in Ireland, 2024; 日本の電力統計.
_OF_ONE = re.compile(
    r"\b(?:electricity|energy|power) (?:use |demand |consumption |statistics |balance )*(?:in|of)\b"
    r"|\bstatistics\b|統計|需給実績",
    re.IGNORECASE,
)


_EVERYWHERE = re.compile(r"\bglobal|\bworld|世界|全球", re.IGNORECASE)


def titled_region(sentence: Sentence, index: NameIndex) -> str | None:
    """Return the region of what a sentence tells without a place, where the title says so."""
    title = sentence.headings[0] if sentence.headings else ""
    if not _OF_ONE.search(title) or _EVERYWHERE.search(sentence.text):
        return None
    regions = {m.of("region") for m in index.find(title, forgive=False)} - {None}
    return regions.pop() if len(regions) == 1 else None


def choose_region(names: Names, place: Place, subject: Subject) -> str:
    """Return the region's code: the place beside the quantity, else the one in its clause.

    A country's own figures are about it; what has no place is `world`.
    """
    kind, _, stem = subject.subject_id.partition(":")
    if kind == "country":
        return stem
    if kind == "household":
        return {"uk": "GB"}.get(stem, stem.upper())
    if kind in _PLACELESS:
        return "world"
    beside = next(
        (m for m in names.regions if _IN.fullmatch(names.sentence.text[place.end : m.start])), None
    )
    if beside is not None:
        return beside.of("region") or "world"
    near = [m for m in names.regions if place.clause[0] <= m.start < place.clause[1]]
    before = [m for m in near if m.end <= place.start and m.of("region") != "world"]
    after = [m for m in near if m.start >= place.end and _is_where(names, m)]
    chosen: Mention | None = before[-1] if before else next(iter(after), None)
    return (chosen.of("region") if chosen else None) or "world"
