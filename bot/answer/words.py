"""The words that reasoning needs: templates and question patterns of one language, as data."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.records import Language


@dataclass(frozen=True, slots=True)
class Patterns:
    """How intents are worded in one language.

    `stop_words` are words that name nothing; `countable` are those that may follow “how many”.
    """

    intents: Mapping[str, tuple[re.Pattern[str], ...]]
    stop_words: frozenset[str]
    countable: frozenset[str] = frozenset()

    def shows(self, intent: str, text: str) -> bool:
        """Whether `text` is worded like `intent`."""
        return any(pattern.search(text) for pattern in self.intents[intent])


@dataclass(frozen=True, slots=True)
class Wording:
    """The templates and patterns of one language."""

    language: Language
    templates: Mapping[str, str]
    patterns: Patterns

    def say(self, template: str, **words: str) -> str:
        """Fill a template. Raises KeyError when the template or one of its words is missing."""
        return self.templates[template].format(**words)
