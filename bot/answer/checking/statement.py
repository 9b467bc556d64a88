"""One statement of a message, as it is read."""

from dataclasses import dataclass

from bot.answer.question import Question, Topic
from bot.answer.words import Patterns
from knowledge.quantities.records import QuantitySpan
from knowledge.records import Period

RANKS = ("top", "bottom", "second", "third")


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement about energy: `start` and `end` are its span in the message.

    `lowered` is what patterns are looked up in; `amounts` are its quantities that measure, shares
    and multiples; `counts_time` tells that a span of time stands beside them; `unknown` are words
    that may change what is spoken of, among all the `unread` ones; `inherited` tells that its
    subject was named before, `of_several` that others were beside it; `unit_before` is that of the
    amount that “five times that” points to, `measure_before` what a bare amount may be of.
    """

    text: str
    start: int
    end: int
    lowered: str
    patterns: Patterns
    question: Question
    topics: tuple[Topic, ...]
    periods: tuple[Period, ...]
    amounts: tuple[QuantitySpan, ...]
    counts_time: bool
    unknown: tuple[str, ...]
    unread: tuple[str, ...]
    negations: int
    inherited: bool
    unit_before: str | None = None
    measure_before: str | None = None
    of_several: bool = False

    def shows(self, pattern: str) -> bool:
        """Whether the statement is worded like a pattern of bot/texts/claims.*.toml."""
        return self.patterns.shows(pattern, self.lowered)

    @property
    def moves(self) -> bool:
        """Whether it tells of a rise or a fall."""
        return self.shows("rise") or self.shows("fall")

    @property
    def is_hedged(self) -> bool:
        """Whether its number is said to be rough."""
        return self.shows("hedge")
