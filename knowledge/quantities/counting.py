"""What a bare number counts: the noun phrase that follows it."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from knowledge.quantities.numerals import number_words
from knowledge.quantities.records import Candidate
from knowledge.unit_table import unit_table

_WORD = re.compile(r"[ -]([A-Za-z][\w'/&-]*(?:\.\w+)*)")
_OF_THE = re.compile(r" of(?: the| its| their| our| my| his| her)?(?= )| the(?= )")
_MAX_WORDS = 5
_AND_PLURAL = re.compile(r" [A-Za-z]\w+ [a-z]+s\b")
# What stands before the number and belongs to the noun: the previous two sessions.
_BEFORE = re.compile(r"\b(previous|top|record) $")
_PER = re.compile(r" per (day|week|month|year|hour|minute|second)\b")
_OF_OWN = re.compile(r" of (?:its|their|his|her|our|my)(?= )")
_GOES_ON = re.compile(r" [a-z]")
_MORE = re.compile(r" (?:more|further|additional|extra)(?= )")


@cache
def counting_words(name: str) -> frozenset[str]:
    """Return one of the word lists around bare numbers."""
    return frozenset(number_words()["counting"][name])


def read_counted(text: str, candidate: Candidate) -> str:
    """Return the noun phrase after a bare number, up to its first plural, or an empty text."""
    position = candidate.end
    of = _OF_THE.match(text, position) if _counts_of(candidate) else _OF_OWN.match(text, position)
    passed = of or _MORE.match(text, position)
    words = _phrase(
        text, passed.end() if passed else position, is_one=candidate.value == 1 and not of
    )
    if not any(_is_plain(word) for word in words):
        return ""
    if candidate.value != 1 and not of and not is_plural(words[-1]):
        if len(words) == 1 and _GOES_ON.match(text, position + len(words[0]) + 1):
            return ""  # about 1000 come from there
        words = words[:1]  # a 12 page document: pages
    before = _BEFORE.search(text[max(0, candidate.start - 12) : candidate.start])
    per = _PER.match(text, position + sum(map(len, words)) + len(words))
    return " ".join([*([before[1]] if before else []), *words, *([f"per {per[1]}"] if per else [])])


def _phrase(text: str, position: int, *, is_one: bool) -> list[str]:
    """Return up to four words of a noun phrase, as far as its plural; `and` joins adjectives."""
    words: list[str] = []
    joined = False
    while len(words) < _MAX_WORDS and (match := _WORD.match(text, position)) is not None:
        word = match[1]
        if word == "and" and words and not joined and _AND_PLURAL.match(text, match.end()):
            joined, position = True, match.end()
            continue
        if word.lower() in counting_words("stops") or (is_one and words and is_plural(word)):
            break
        words.append(word)
        position = match.end()
        if is_plural(word) and not is_one:
            break
    return words


def _counts_of(candidate: Candidate) -> bool:
    """Return whether `of` joins the number to what it counts: thousands of, a third of the."""
    return candidate.kind in ("vague", "part", "chance", "words")


def _is_plain(word: str) -> bool:
    """Return whether a word is a word, not a model's number: chips, but not H100 or EV."""
    return len(word) > 2 and not any(character.isdigit() for character in word)


def is_plural(word: str) -> bool:
    """Return whether an English noun looks like a plural."""
    lower = word.lower()
    if len(word) < 3 or "." in word or lower.endswith(("'s", "'")):
        return False
    return (
        lower in counting_words("plurals")
        or lower.endswith("men")
        or (lower.endswith("s") and not lower.endswith(("ss", "us", "is")))
    )


_SENTENCE_END = re.compile(r"[.!?] [A-Z]|\n")
# What joins a bare number to the one whose noun it shares: up from 2.4 million, to 4,577.
_SHARES = re.compile(
    r"\b(?:to|from|at|with|than|of|and|including|was|is|about|only|just|another|roughly|nearly|over)"
    r" (?:[A-Z]?\$ ?)?$|\($"
)
_AGE = re.compile(
    r"(?:\b[A-Z][a-z]+, |\b(?:aged|turned|he is|he was|she is|she was|who is|who was|will be) )$"
)
_AGE_AFTER = re.compile(r" (?:by|when|or|and|at)\b")
_MAX_GAP = 160


def inherit_counted(text: str, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates, a bare number with no noun given that of the one before it.

    `3.9 million headsets, up from 2.4 million` counts headsets twice. It says what is counted, and
    is no unit.
    """
    shared: list[Candidate] = []
    last, noun = None, ""
    for candidate in candidates:
        counted = candidate.counted
        if _is_bare(candidate) and _is_age(text, candidate):
            counted = "years"
        elif (
            last is not None
            and _is_bare(candidate)
            and _continues(text, last, candidate)
            and not _follows_amount(text, shared[-1], candidate)
        ):
            per = _PER.match(text, candidate.end)
            counted = noun.partition(" per ")[0] + per[0] if per else noun
        found = candidate if counted == candidate.counted else replace(candidate, counted=counted)
        shared.append(found)
        if own := _noun_of(found):
            last, noun = found, own
    return shared


def _follows_amount(text: str, last: Candidate, candidate: Candidate) -> bool:
    """Return whether the number goes on from one with a unit: from 208 pounds to 193."""
    is_amount = last.unit not in (None, "%", "pp", "x") and not _noun_of(last)
    return is_amount and text[last.end : candidate.start] == " to "


def _noun_of(candidate: Candidate) -> str:
    """Return what a number counts, in words or as a unit of things counted."""
    if candidate.counted and not candidate.counted.startswith("per "):
        # The page of a 12 page document is not what another number counts.
        return candidate.counted if is_plural(candidate.counted.split(" per ")[0]) else ""
    entry = unit_table().entries.get(candidate.unit or "")
    return entry.name if entry is not None and entry.dimension == "count" else ""


def _is_bare(candidate: Candidate) -> bool:
    return (
        candidate.unit is None and not candidate.counted and candidate.kind in ("digits", "words")
    )


def _is_age(text: str, candidate: Candidate) -> bool:
    after = text[candidate.end : candidate.end + 1]
    value = candidate.value or 0.0
    after = "," if _AGE_AFTER.match(text, candidate.end) else after
    is_short = candidate.scale == 1.0 and 1 <= value <= 110 and value == int(value)
    before = text[max(0, candidate.start - 24) : candidate.start]
    return is_short and after in (",", ".", "") and _AGE.search(before) is not None


def _continues(text: str, last: Candidate, candidate: Candidate) -> bool:
    between = text[last.end : candidate.start]
    if len(between) > _MAX_GAP or _SENTENCE_END.search(between):
        return False
    return _SHARES.search(between) is not None
