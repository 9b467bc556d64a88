"""Periods that a question tells by an event: “before Fukushima”, 「震災前」, “since the Merge”."""

import re
from collections.abc import Sequence

from bot.answer.words import Event
from knowledge.periods import PeriodSpan
from knowledge.records import Period

# What may stand between an event's name and the word for the side, in Japanese.
_OF_EVENT = r"(?:の|が|第一|原発|事故|災害|起き|始ま|し|す|る|た|って)*"
_SIDES = (
    ("before", re.compile(r"\b(?:before|prior to|until|pre)[\s-]+(?:the\s+)?(?:\w+['’]?s?\s)?$")),
    ("after", re.compile(r"\b(?:after|following|post)[\s-]+(?:the\s+)?(?:\w+['’]?s?\s)?$")),
    ("since", re.compile(r"\bsince\s+(?:the\s+)?(?:\w+['’]?s?\s)?$")),
)
_SIDES_JA = (
    ("before", re.compile(rf"^{_OF_EVENT}(?:より|以)?前(?!後|年)")),
    ("since", re.compile(rf"^{_OF_EVENT}(?:以降|から)")),
    ("after", re.compile(rf"^{_OF_EVENT}の?(?:直|以)?後(?!悔)")),
)


def event_period(text: str, events: Sequence[Event]) -> PeriodSpan | None:
    """Find the year that a text tells by its side of an event; None without one.

    Before an event, and since it, is the last year whose figures count before it; after it is the
    year that follows.
    """
    lowered = text.lower()
    for event in events:
        for start, end in sorted(event.spans(text)):
            side = _side(lowered[:start], lowered[end:])
            if side is not None:
                year = event.year + 1 if side == "after" else event.year
                return PeriodSpan(text[start:end], start, end, Period.parse(str(year)))
    return None


def _side(before: str, after: str) -> str | None:
    """The side of an event that the words around its name tell."""
    told = [side for side, pattern in _SIDES if pattern.search(before)]
    told += [side for side, pattern in _SIDES_JA if pattern.search(after)]
    return told[0] if told else None
