"""Lists whose items belong together by their places: A, B and C used 1, 2 and 3 TWh."""

import re
from collections.abc import Sequence
from itertools import pairwise

from knowledge.extraction.sentences import Sentence
from knowledge.quantities import QuantitySpan

_JOINED = re.compile(r"\brespectively\b|それぞれ|各々")
_BETWEEN = re.compile(r"[\s、,・]*(?:and|と|及び|および)?[\s、,]*(?:about |約)?")
_NAMES_EN = re.compile(
    r"(?:^|\b(?:in|for|by|training|of|that) |[,;] )(?:[Tt]he )?"
    r"((?:[A-Z][\w.'’&+-]*(?: [\w.'’&+-]+){0,4}, (?:the )?)*[A-Z][\w.'’&+-]*"
    r"(?: [\w.'’&+-]+){0,4}?,? and (?:the )?[A-Z][\w.'’&+-]*(?: [A-Z0-9][\w.'’&+-]*){0,3})"
)
_NAMES_JA = re.compile(
    r"([一-龠々ァ-ヶーA-Za-z0-9.\-]+(?:(?:、|と|・|及び|および)[一-龠々ァ-ヶーA-Za-z0-9.\-]+)+)"
)
_COMMA_EN = re.compile(r"(?:,? and |, )(?:the )?")
_COMMA_JA = re.compile(r"、|と|・|及び|および")


def paired_name(
    sentence: Sentence, spans: Sequence[QuantitySpan], at: int
) -> tuple[int, int] | None:
    """Return the span of the name at the quantity's place of its list, where one says so."""
    text = sentence.text
    if not _JOINED.search(text):
        return None
    row = _row(text, spans, at)
    if len(row) < 2:
        return None
    is_ja = sentence.language == "ja"
    for match in (_NAMES_JA if is_ja else _NAMES_EN).finditer(text, 0, spans[row[0]].start):
        names = _items(text, match.start(1), match.end(1), _COMMA_JA if is_ja else _COMMA_EN)
        if len(names) == len(row):
            return names[row.index(at)]
    return None


def row_of(sentence: Sentence, spans: Sequence[QuantitySpan], at: int) -> Sequence[QuantitySpan]:
    """Return the quantities of the list in which the quantity at index `at` stands."""
    return [spans[index] for index in _row(sentence.text, spans, at)]


def _row(text: str, spans: Sequence[QuantitySpan], at: int) -> list[int]:
    """Return the indices of the quantities of one unit that stand in one list with this one."""
    groups: list[list[int]] = [[0]]
    for index, (one, other) in enumerate(pairwise(spans), start=1):
        joined = _BETWEEN.fullmatch(text[one.end : other.start])
        if joined and one.quantity.unit == other.quantity.unit:
            groups[-1].append(index)
        else:
            groups.append([index])
    return next(group for group in groups if at in group)


def _items(text: str, start: int, end: int, comma: re.Pattern[str]) -> list[tuple[int, int]]:
    edges = [start]
    for match in comma.finditer(text, start, end):
        edges += [match.start(), match.end()]
    edges.append(end)
    return list(zip(edges[::2], edges[1::2], strict=True))
