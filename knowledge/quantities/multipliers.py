"""Multipliers after a number: million, bn, k, M."""

import re
from dataclasses import replace

from knowledge.quantities.numerals import number_words, scale_of
from knowledge.quantities.records import Candidate
from knowledge.quantities.unit_matching import find_unit

_WORD_SCALE = re.compile(
    r"[ -]?(?P<word>hundred|thousand|million|billion|trillion|quadrillion|lakh|crore|dozen)s?\b"
    r"| ?(?P<abbreviation>mln|(?<=\d)mil|bln|trn|mn|bn|tn)\b",
    re.IGNORECASE,
)
_LETTER_SCALE = re.compile(r"(?:\*\*)?(?P<letter>MM|[kKMBTmbt])(?![A-Za-z\d/%]|-[A-Za-z])")
_SPACED_SCALE = re.compile(r" (?P<letter>[BMT])(?= [A-Za-z])")
_PLURAL_AHEAD = re.compile(
    r"(?: (?!(?:of|in|to|on|at|from|has|is|was)\b)[a-z][a-z-]+){0,3} [a-z]{3,}(?<!s)s\b"
    r"| of (?:its|the|their|our) "
)


def with_multiplier(text: str, candidate: Candidate) -> Candidate:
    """Return the candidate with `million`, `bn` or `k` read into its value."""
    scale, end, value = 1.0, candidate.end, candidate.value or 0.0
    while (match := _WORD_SCALE.match(text, end)) is not None:
        scale *= _size(match)
        end = match.end()
    if scale == 1.0:
        scale, end = _letter_scale(text, candidate)
    if scale == 1.0:
        return candidate
    scaled = float(f"{value * scale:.15g}")
    return replace(candidate, value=scaled, end=end, number_end=end, scale=scale)


def _letter_scale(text: str, candidate: Candidate) -> tuple[float, int]:
    abbreviations = number_words()["abbreviations"]
    if candidate.kind != "digits":
        return 1.0, candidate.end
    match = _LETTER_SCALE.match(text, candidate.end)
    if match is not None:
        known = abbreviations["attached"]
        if candidate.prefixed or _counts_millions(text, match):
            known = {**known, **abbreviations["money"]}
        if match["letter"] in known:
            return known[match["letter"]], match.end()
    match = _SPACED_SCALE.match(text, candidate.end)
    if match is not None and find_unit(text, match.end() + 1):
        return abbreviations["attached"][match["letter"]], match.end()
    return 1.0, candidate.end


def _counts_millions(text: str, match: re.Match[str]) -> bool:
    """Return whether the m of `1.2m tons` means million: a unit or a plural stands after it."""
    if match["letter"] not in ("m", "b") or text[match.end() : match.end() + 1] != " ":
        return False
    if find_unit(text, match.end() + 1) is not None:
        return True
    return _PLURAL_AHEAD.match(text, match.end()) is not None


def _size(match: re.Match[str]) -> float:
    if match["word"]:
        return scale_of(match["word"])
    return float(number_words()["abbreviations"]["any"][match["abbreviation"].lower()])
