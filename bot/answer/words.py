"""The words that reasoning needs: templates and question patterns of one language, as data."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.answer.expressions import compiled
from bot.answer.guarding.narrowing import Narrowing
from knowledge.records import Bilingual, Language

_OF_SUBJECT = "{subject}の{measure}"
_ONE_OF = re.compile(r"1(?:回|件|枚|本|台|時間)$")


@dataclass(frozen=True, slots=True)
class Event:
    """Something by which people ask “before and after”; `subject_id` is what it changed, if one."""

    subject_id: str | None
    year: int
    names: Bilingual
    patterns: tuple[str, ...]

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where a text names it."""
        lowered = text.lower()
        return [m.span() for p in self.patterns for m in compiled(p).finditer(lowered)]


@dataclass(frozen=True, slots=True)
class Patterns:
    """How intents are worded in one language.

    `expressions` are the regular expressions of each intent; they are compiled when first asked
    for, since compiling all takes longer than answering. `stop_words` are words that name nothing;
    `countable` are those that may follow “how many”. `source_names` tells by what name a source
    knows itself that this language writes otherwise.
    """

    expressions: Mapping[str, tuple[str, ...]]
    stop_words: frozenset[str]
    countable: frozenset[str] = frozenset()
    events: tuple[Event, ...] = ()
    source_names: Mapping[str, str] = field(default_factory=dict)
    narrowings: tuple[Narrowing, ...] = ()

    def event(self, text: str) -> Event | None:
        """The event that a question names, or None."""
        return next((e for e in self.events if e.spans(text)), None)

    def event_spans(self, text: str) -> list[tuple[int, int]]:
        """Where a question names events."""
        return [span for event in self.events for span in event.spans(text)]

    def shows(self, intent: str, text: str) -> bool:
        """Whether `text` is worded like `intent`."""
        return any(pattern.search(text) for pattern in self.of(intent))

    def found(self, intent: str, text: str) -> str | None:
        """The first words of `text` that are worded like `intent`, as written."""
        matches = (pattern.search(text) for pattern in self.of(intent))
        return next((match.group() for match in matches if match), None)

    def of(self, intent: str) -> tuple[re.Pattern[str], ...]:
        """Return an intent's patterns."""
        return tuple(compiled(one, re.IGNORECASE) for one in self.expressions[intent])


@dataclass(frozen=True, slots=True)
class Wording:
    """The templates and patterns of one language."""

    language: Language
    templates: Mapping[str, str]
    patterns: Patterns

    def say(self, template: str, **words: str) -> str:
        """Fill a template. Raises KeyError when the template or one of its words is missing."""
        text = self.templates[template]
        if _OF_SUBJECT in text:
            words["measure"] = _without_repeat(words["subject"], words["measure"])
        return text.format(**words)


def _without_repeat(subject: str, measure: str) -> str:
    """「学習の排出量」 of 「GPT-3の学習」 is 「排出量」."""
    of, _, rest = measure.partition("の")
    one = _ONE_OF.search(subject)
    repeats = subject.endswith(of) or (one is not None and of.endswith(one.group()))
    return rest if rest and repeats else measure
