"""A parsed question: what is asked about what, for which time and place."""

from dataclasses import dataclass
from typing import Literal

from bot.answer.guarding.narrowing import Narrowed
from bot.answer.parsing.topics import Topic
from knowledge.names import Mention, Referent
from knowledge.quantities import QuantitySpan
from knowledge.records import Language, Period, Quantity

__all__ = ["Direction", "Intent", "Question", "Topic"]
Intent = Literal[
    "figure",
    "comparison",
    "explanation",
    "check",
    "share",
    "trend",
    "ranking",
    "equivalent",
    "arithmetic",
    "advice",
]
Direction = Literal["more", "less"]
Combination = Literal["sum", "difference", "half", "double"]
MAX_SUBJECTS = 6
EARLIEST_YEAR = 1900  # where a span begins that is asked without a beginning: before every figure


@dataclass(frozen=True, slots=True)
class Question:
    """A parsed question. `residue` holds words that were not understood.

    `homes` is whose homes an amount is counted in, when the question says so; `listed_measures`
    are several measures asked at once (“demand and carbon intensity”). A question that `picks_one`
    asks which of its topics is more (“which uses more”). `unread` are numbers that are neither
    amounts nor times nor parts of names. `named` are all names in the text,
    `narrowed` what narrows it beside them, `passed` the unknown words that hardly do. `earlier`
    are the words of what a follow-up leans on, `replaced` the things that were asked about before
    and `replaced_periods` the times.
    """

    text: str
    language: Language
    intent: Intent
    topics: tuple[Topic, ...]
    measure_id: str | None = None
    measures: tuple[str, ...] = ()
    periods: tuple[Period, ...] = ()
    spans: tuple[QuantitySpan, ...] = ()
    unread: tuple[str, ...] = ()
    asked_unit: str | None = None
    combination: Combination | None = None
    direction: Direction | None = None
    is_yes_no: bool = False
    picks_one: bool = False
    is_compared: bool = False
    wants_projection: bool = False
    wants_lowest: bool = False
    ranked_kind: str | None = None
    homes: str | None = None
    listed_measures: tuple[str, ...] = ()
    residue: tuple[str, ...] = ()
    touching_residue: tuple[str, ...] = ()
    compounds: tuple[str, ...] = ()
    forgiven: tuple[tuple[str, Referent], ...] = ()
    other_referents: tuple[Referent, ...] = ()
    named: tuple[Mention, ...] = ()
    narrowed: tuple[Narrowed, ...] = ()
    passed: tuple[str, ...] = ()
    earlier: str = ""
    replaced: tuple[Topic, ...] = ()
    replaced_periods: tuple[Period, ...] = ()

    @property
    def told_amounts(self) -> str:
        """The text in small letters with the earlier words that still say how much, how long."""
        return f"{self.text} {self.earlier}".strip().lower()

    @property
    def quantities(self) -> tuple[Quantity, ...]:
        """The quantities that the question states."""
        return tuple(span.quantity for span in self.spans)
