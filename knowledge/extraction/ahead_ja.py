"""Japanese names that stand right ahead of a quantity, or in marks as its topic."""

import re

from knowledge.extraction.found import Found, Names
from knowledge.extraction.naming import read_phrase
from knowledge.extraction.phrases import noun_phrases
from knowledge.extraction.pointing import points
from knowledge.extraction.speakers import is_aside

_AT_JA = re.compile(
    r"(?:^|[、はが])([一-龠々ァ-ヶーA-Za-z0-9・の]{2,20})(?:では?|が)(?:約|およそ|最大|年間)?$"
)
_NEW_NAME = 0.8  # what is surely a name: 岬の森水族館で240kW


def listed_ja(names: Names, start: int) -> Found | None:
    """Return the Japanese name right before a quantity where the topic is what is measured.

    最大電力は大阪工場で30 MW: not so where the topic is who does it there (X社は大阪で30 MWを).
    """
    if names.sentence.language == "en":
        return None
    match = _AT_JA.search(names.sentence.text[:start])
    phrase = names_at(names, match.start(1), start) if match else None
    found = read_phrase(names, *phrase) if phrase else None
    if phrase is None or found is None or found.name is None or found.trust < _NEW_NAME:
        return None
    topic = next(noun_phrases(names.sentence, phrase[0], (0, phrase[0])), None)
    is_measure = topic is not None and points(names, topic) == "measure"
    return found if is_measure else None


_QUOTED_JA = re.compile(
    r"(?:^|[、。]|(?<=[一-龠ァ-ヶー]))「([^「」]{1,24})」(?:（[^（）]*）)?(?:の[一-龠ァ-ヶー]{2,8})?"
    r"(?:では|には|は|が|も)"
)


def quoted_ja(names: Names, start: int) -> Found | None:
    """Return the thing whose name stands in marks as the topic: 「結」の学習には420 MWhを要し."""
    if names.sentence.language == "en":
        return None
    matches = tuple(_QUOTED_JA.finditer(names.sentence.text, 0, start))
    match = matches[-1] if matches else None
    if match is None or re.search("[はが]", names.sentence.text[match.end() : start]):
        return None
    if any(m.start < match.end(1) and match.start(1) < m.end for m in names.subjects):
        return None
    found = Found(None, match[1], 0.84)
    is_whose = match[0].endswith(("には", "では"))  # who tells stands before は or が
    aside = not is_whose and is_aside(names.sentence, found, match.span(1), start)
    return None if aside else found


def names_at(names: Names, start: int, before: int) -> tuple[int, int] | None:
    """Return the whole of a Japanese phrase of which `start` is in the last word: 岬の森水族館."""
    text = names.sentence.text
    mark = max(text.rfind(c, 0, before) for c in "でが")
    left = max((text.rfind(c, 0, start) for c in "、は。"), default=-1) + 1
    return (left, mark) if left < mark else None
