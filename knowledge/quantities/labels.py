"""Telling bare numbers that count from labels, years, scores and pronouns."""

import re
from functools import cache

from knowledge.quantities.counting import counting_words, is_plural
from knowledge.quantities.numerals import number_words
from knowledge.quantities.records import Candidate

_CAPITAL_BEFORE = re.compile(r"(?:^|[\s(\"“'/-])([a-z]?[A-Z][\w&.'-]*) ?$")
_SENTENCE_START = re.compile(r"(?:^|[.!?:;]\s+|\n)[A-Z][\w']* ?$")
_NAME_AFTER = re.compile(r" [A-Z][A-Za-z]")
_HYPHENED = re.compile(r"-(?!plus )[A-Za-z]")
_LETTER = re.compile(r"[A-Za-z]")
_YEAR_BEFORE = re.compile(
    r"\b(?:in|since|between|by|from|until|till|to|and|during|(?<!average )(?<!total )of|after"
    r"|before|year|early|late) $",
    re.IGNORECASE,
)
_SCORE_BEFORE = re.compile(r"(?<![\d.])\d{1,5}-$")
_SCORE_AFTER = re.compile(r"-\d{1,3}(?!\d|\.\d)")
# Llama 3.1 405B, GPT-3 175B: a model and its size.
_MODEL_SIZE = re.compile(r"[A-Z][\w-]* (?:\d[\d.]* )?\d[\d.]*[BMTk]$")
_KATAKANA_BEFORE = re.compile(r"[ァ-ヶー]{2,}$")
_COUNTER_JA = re.compile(r"[回件枚台本杯人]")  # ChatGPTに300回: what is counted is no name
_PARTICLE = re.compile(r"[はがのとを、]")
_PROPER = re.compile(r" [A-Z][a-z]+ [A-Z][a-z]+")
_IDLE_BEFORE = re.compile(
    r"\b(?:no|any|every|some|this|that|which|each|the|another|last|next|first|number|day|by) $",
    re.IGNORECASE,
)
_OF_SIZE = re.compile(r" \d[\d,.]*-[a-z]")  # one 750-megawatt unit
_PERIOD_HALF = re.compile(r"(?:first|second|last|latter|this|the|other) $", re.IGNORECASE)
_OF_OWNED = (" of the ", " of my ", " of our ", " of its ", " of their ")


@cache
def _label_pattern() -> re.Pattern[str]:
    labels = "|".join(number_words()["counting"]["labels"])
    return re.compile(rf"(?<![A-Za-z])(?:{labels}) ?$", re.IGNORECASE)


@cache
def _label_reach() -> int:
    """Return how many characters before a number its label and a space may take."""
    return 1 + max(map(len, number_words()["counting"]["labels"]))


def is_label(text: str, candidate: Candidate) -> bool:
    """Return whether a bare number names rather than counts: Section 427, iPhone 11, in 2024."""
    if candidate.unit is not None or candidate.prefixed:
        return False
    if candidate.scale != 1.0:
        return _MODEL_SIZE.search(text[max(0, candidate.start - 30) : candidate.end]) is not None
    if candidate.kind in ("words", "part"):
        return _is_idle_word(text, candidate)
    written = text[candidate.start : candidate.number_end].lstrip("-+")
    return (
        _is_year(text, candidate, written)
        or _in_parentheses(text, candidate)
        or _is_part_of_name(text, candidate, written)
        or _is_score(text, candidate, written)
        or _follows_label(text, candidate, written)
    )


def _is_part_of_name(text: str, candidate: Candidate, written: str) -> bool:
    """Return whether what follows makes a name of the number: 3D, 4-door, 787 Dreamliner."""
    if _HYPHENED.match(text, candidate.end) or _LETTER.match(text, candidate.end):
        return True
    is_short = written.isdigit() and len(written) <= 3
    plural = is_plural(candidate.counted.rpartition(" ")[2])
    return is_short and not plural and _NAME_AFTER.match(text, candidate.end) is not None


def _is_named_ja(text: str, candidate: Candidate, before: str) -> bool:
    """Return whether a number ends a name in katakana: ハット8は."""
    is_short = candidate.end - candidate.start <= 2
    return is_short and bool(
        _KATAKANA_BEFORE.search(before) and _PARTICLE.match(text, candidate.end)
    )


def _follows_label(text: str, candidate: Candidate, written: str) -> bool:
    """Return whether a label or a name stands before the number: Table 3, iPhone 11."""
    start = candidate.start
    if _label_pattern().search(text, max(0, start - _label_reach()), start):
        return True
    before = text[max(0, start - 40) : start]
    if _is_named_ja(text, candidate, before):
        return True
    if _COUNTER_JA.match(text, candidate.end):
        return False
    capital = _CAPITAL_BEFORE.search(before)
    if capital is None or "," in written or (len(written) > 4 and "." in written):
        return False
    opens = _SENTENCE_START.search(before) is not None and is_plural(candidate.counted)
    return capital[1] not in counting_words("openers") and not opens


def _is_year(text: str, candidate: Candidate, written: str) -> bool:
    """Return whether a bare number is a year: 2024 anywhere, 1750 after `in`; or years joined."""
    if candidate.value is None:
        ends = (candidate.lower or 0, candidate.upper or 0)
        # From 1000 to 2000 hires counts; between 1600 and 1900 people lived does not.
        is_count = candidate.counted and "to" in text[candidate.start : candidate.end]
        least = 1900 if is_count else 1000
        return all(least <= end <= 2199 and end == int(end) for end in ends) and "," not in written
    if len(written) != 4 or not written.isdigit():
        return False
    if 1900 <= candidate.value <= 2099:
        return True
    before = text[max(0, candidate.start - 12) : candidate.start]
    is_old = 1000 <= candidate.value <= 2199 and not candidate.counted
    return is_old and _YEAR_BEFORE.search(before) is not None


def _is_score(text: str, candidate: Candidate, written: str) -> bool:
    """Return whether the number is one side of 2-2 or 9-2: no range rises from 9 to 2."""
    if candidate.value is None or not written.isdigit():
        return False
    before = text[max(0, candidate.start - 7) : candidate.start]
    return bool(_SCORE_BEFORE.search(before) or _SCORE_AFTER.match(text, candidate.end))


def _in_parentheses(text: str, candidate: Candidate) -> bool:
    before = text[max(0, candidate.start - 1) : candidate.start]
    return before == "(" and text[candidate.end : candidate.end + 1] == ")"


def _is_idle_word(text: str, candidate: Candidate) -> bool:
    """Return whether `one` is a pronoun, or a number word stands for no count."""
    before = text[max(0, candidate.start - 12) : candidate.start]
    if text[candidate.start].isupper() and _PROPER.match(text, candidate.end):
        return True
    if candidate.kind == "part":
        return _PERIOD_HALF.search(before) is not None
    if candidate.value != 1:
        return _HYPHENED.match(text, candidate.end) is not None
    if text.startswith(_OF_OWNED, candidate.end):
        return False
    is_bare = not candidate.counted and _OF_SIZE.match(text, candidate.end) is None
    return is_bare or _IDLE_BEFORE.search(before) is not None
