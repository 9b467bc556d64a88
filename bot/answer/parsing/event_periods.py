"""Periods that a question tells by an event: “before Fukushima”, 「震災前」, “since the Merge”."""

import re
from collections.abc import Sequence

from bot.answer.words import Event
from knowledge.periods import PeriodSpan
from knowledge.records import Period

# What may stand between an event's name and the word for the side, in Japanese.
_OF_EVENT = r"(?:の|が|第一|原発|事故|災害|起き|始ま|し|す|る|た|って)*"
_THE = r"\s+(?:the\s+)?(?:\w+['’]?s?\s)?$"
_CAUSES = r"during|amid|throughout|because of|due to|how (?:did|has|have|much did)"
_SIDES = (
    ("during", re.compile(rf"\b(?:{_CAUSES}){_THE}")),
    ("before", re.compile(r"\b(?:before|prior to|until|pre)[\s-]+(?:the\s+)?(?:\w+['’]?s?\s)?$")),
    ("after", re.compile(r"\b(?:after|following|post)[\s-]+(?:the\s+)?(?:\w+['’]?s?\s)?$")),
    ("since", re.compile(rf"\bsince{_THE}")),
)
_WHILE_JA = "の?(?:影響|せい)?で|の?(?:最中|さなか|とき|時|頃|間)|中(?!国|部|東)|によって|により"
_SIDES_JA = (
    ("before", re.compile(rf"^{_OF_EVENT}(?:より|以)?前(?!後|年)")),
    ("since", re.compile(rf"^{_OF_EVENT}(?:以降|から)")),
    ("after", re.compile(rf"^{_OF_EVENT}の?(?:直|以)?後(?!悔)")),
    ("during", re.compile(rf"^(?:{_WHILE_JA})")),
)


def event_periods(text: str, events: Sequence[Event], *, changes: bool) -> tuple[PeriodSpan, ...]:
    """Find the years that a text tells by its side of an event; none without one.

    Before an event, and since it, is the last year whose figures count before it; after it, and
    during one that changed no single thing, is the year that follows. What such an event `changes`
    lies between both.
    """
    lowered = text.lower()
    for event in events:
        for start, end in sorted(event.spans(text)):
            years = _years(_side(lowered[:start], lowered[end:]), event, changes=changes)
            periods = (Period.parse(str(year)) for year in years)
            if years:
                return tuple(PeriodSpan(text[start:end], start, end, one) for one in periods)
    return ()


def _years(side: str | None, event: Event, *, changes: bool) -> tuple[int, ...]:
    """The years that a side of an event stands for."""
    if side is None or (side == "during" and event.subject_id is not None):
        return ()
    if side == "during" and changes:
        return event.year, event.year + 1
    return (event.year + 1 if side in ("after", "during") else event.year,)


def _side(before: str, after: str) -> str | None:
    """The side of an event that the words around its name tell."""
    told = [side for side, pattern in _SIDES if pattern.search(before)]
    told += [side for side, pattern in _SIDES_JA if pattern.search(after)]
    return told[0] if told else None
