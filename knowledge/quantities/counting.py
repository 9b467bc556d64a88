"""What a bare number counts: the noun phrase that follows it."""

import re
from functools import cache

from knowledge.quantities.numerals import number_words
from knowledge.quantities.records import Candidate

_WORD = re.compile(r"[ -]([A-Za-z][\w'/&-]*(?:\.\w+)*)")
_OF_THE = re.compile(r" of(?: the| its| their| our| my| his| her)?(?= )")
_MORE = re.compile(r" (?:more|further|additional|extra)(?= )")


@cache
def counting_words(name: str) -> frozenset[str]:
    """Return one of the word lists around bare numbers."""
    return frozenset(number_words()["counting"][name])


def read_counted(text: str, candidate: Candidate) -> str:
    """Return the noun phrase after a bare number, up to its first plural, or an empty text."""
    words: list[str] = []
    position = candidate.end
    passed = _OF_THE.match(text, position) if _counts_of(candidate) else _MORE.match(text, position)
    position = passed.end() if passed else position
    while len(words) < 4 and (match := _WORD.match(text, position)) is not None:
        word = match[1]
        if word.lower() in counting_words("stops"):
            break
        words.append(word)
        position = match.end()
        if is_plural(word) and candidate.value != 1:
            break
    return " ".join(words) if any(_is_plain(word) for word in words) else ""


def _counts_of(candidate: Candidate) -> bool:
    """Return whether `of` joins the number to what it counts: thousands of, one of the."""
    return candidate.kind == "vague" or (candidate.kind == "words" and candidate.value == 1)


def _is_plain(word: str) -> bool:
    """Return whether a word is a word, not a model's number: chips, but not H100 or EV."""
    return len(word) > 2 and not any(character.isdigit() for character in word)


def is_plural(word: str) -> bool:
    """Return whether an English noun looks like a plural."""
    lower = word.lower()
    if len(word) < 3 or "." in word:
        return False
    return lower in counting_words("plurals") or (
        lower.endswith("s") and not lower.endswith(("ss", "us", "is"))
    )
