"""The ranks that a question asks about: “the second largest”, 「1位と3位の差」, “the top two”."""

import re
from dataclasses import dataclass

LAST = -1
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9, "tenth": 10, "next": 2, "runner-up": 2, "runner up": 2,
    "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10,
}  # fmt: skip
_WORD = "|".join(word for word in _ORDINALS if word.isascii())
_MOST = r"most|least|(?!rest\b|interest\b|forest\b|west\b|latest\b|harvest\b)[a-z]+est"
_RANKED = rf"(?:{_MOST}|in|place|rank|position|countr(?:y|ies)|biggest|one)\b"
_RANK = re.compile(
    r"\b(?<!per )(?<!a )(?<!each )(?<!every )"
    rf"(?:(?P<word>{_WORD})|(?P<number>\d{{1,2}})(?:st|nd|rd|th))"
    rf"(?:[- ]+(?:[a-z]+[- ])?{_RANKED}|(?=\s*(?:[?.!(]|$)|\s+(?:and|or|does|do|is|has)\b))"
    r"|\bnumber\s+(?P<named>\d{1,2}|one|two|three|four|five)\b"
    r"|\brunner[- ]up\b|\bnext\s+(?:country|one)\b"
    r"|(?P<number_ja>\d{1,2}|[一二三四五六七八九十])(?:位|番目|番手)|次点|(?<![\d一二三])二番(?=に)"
    rf"|(?P<top>\b(?:{_MOST}|top|leader|leading)\b|首位|世界一|トップ|一番|最も|最大|最多)",
    re.IGNORECASE,
)
_TOP_TWO = re.compile(r"\btop (?:two|2)\b|(?:上位|トップ)\s*(?:2|二|ツー)", re.IGNORECASE)
_NAMED = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5}


@dataclass(frozen=True, slots=True)
class AskedRanks:
    """`apart` are two ranks whose difference, or ratio, is asked; `place` one that is to lead."""

    apart: tuple[int, int] | None = None
    is_ratio: bool = False
    place: int | None = None


NO_RANKS = AskedRanks()


def asked_ranks(
    text: str, *, is_apart: bool, is_ratio: bool = False, both_ends: bool = False
) -> AskedRanks:
    """Return the ranks that a question names, set apart from one another where that is asked."""
    named = [_rank(match) for match in _RANK.finditer(text)]
    others = [rank for rank in dict.fromkeys(named) if rank != 1]
    if not (is_apart or is_ratio):
        return AskedRanks(place=others[0] if len(others) == 1 else None)
    if both_ends:
        return AskedRanks((1, LAST), is_ratio)
    if _TOP_TWO.search(text):
        return AskedRanks((1, 2), is_ratio)
    if not 1 <= len(others) <= 2:  # a pair
        return AskedRanks()
    first, second = (1, others[0]) if len(others) == 1 else sorted(others)
    return AskedRanks((first, second), is_ratio)


def _rank(match: re.Match[str]) -> int:
    if match["top"]:
        return 1
    written = match["word"] or match["number"] or match["number_ja"] or match["named"] or "next"
    written = written.lower()
    return int(written) if written.isdigit() else _ORDINALS.get(written) or _NAMED[written]
