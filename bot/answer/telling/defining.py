"""How well a sentence defines what a question asks the meaning of."""

import re
from collections.abc import Iterator

from bot.answer.telling.cues import Patterns
from bot.answer.telling.words import stems
from knowledge.records import Language

_ASKED: dict[Language, tuple[re.Pattern[str], ...]] = {
    "en": (
        re.compile(
            r"\bwhat(?:'s|’s|s)?(?:\s+(?:exactly|actually))?\s*\b(?:is|are|was|were|do|does)?\s+"
            r"(?:an?\s+|the\s+)?(.{2,60}?)(?:\s+(?:mean|stand for|refer to|all about|exactly)\b.*|"
            r"\s+(?:in|for|of a|to)\b.*)?[?.!]*$",
            re.IGNORECASE,
        ),
        re.compile(r"\b(?:define|explain|meaning of)\s+(?:an?\s+|the\s+)?(.{2,60}?)[?.!]*$", re.I),
    ),
    "ja": (
        re.compile(
            "(.{1,40}?)(?:とは|って(?!いう|る|い|も|、)|の意味|(?:の|と)違い|はどう違|"
            "というのは|を(?:わかり|分かり|説明|教え)|(?:は|の)?何のこと)"
        ),
    ),
}
_DEFINES: Patterns = {
    "en": re.compile(
        r"^(?:an?\s+|the\s+)?(.{2,90}?)(?:\s\(([^)]*)\))?,?\s"
        r"(?:is|are|means?|meant|says|stands?\sfor|was)\b",
        re.IGNORECASE,
    ),
    "ja": re.compile(r"(?:^|、)([^、()]{1,40}?)(?:\(([^()]*)\))?(?:とは|は|のは)"),
}
_CALLED: Patterns = {
    "en": re.compile(r"\b(?:called|known as|termed)\s+([\w -]{2,40})", re.IGNORECASE),
    "ja": re.compile("「([^」]{1,30})」と(?:呼|い)|([^、。「」]{2,20})と呼ば"),
}


def asked_term(question: str, language: Language) -> frozenset[str]:
    """The words of what a question asks the meaning of; none when it asks something else."""
    for pattern in _ASKED[language]:
        match = pattern.search(question)
        if match:
            return stems(match[1])
    return frozenset()


def defines(text: str, term: frozenset[str], language: Language) -> float:
    """How well what a sentence defines agrees with a term, in [0, 1]."""
    if not term:
        return 0.0
    return max((_agreement(stems(head), term) for head in _heads(text, language)), default=0.0)


def _heads(text: str, language: Language) -> Iterator[str]:
    for pattern in (_DEFINES[language], _CALLED[language]):
        for match in pattern.finditer(text):
            yield from (group for group in match.groups() if group)


def _agreement(head: frozenset[str], term: frozenset[str]) -> float:
    """The share of the words of both that they have in common, in [0, 1]."""
    return len(head & term) / len(head | term) if head else 0.0
