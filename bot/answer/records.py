"""What leaves the reasoning: an answer made of cited claims, or unanswered.

Nothing here is rounded or worded for people; `bot.render` does both.
"""

from dataclasses import dataclass
from typing import Literal

from knowledge.records import Language, Quantity

AnswerKind = Literal[
    "figure",
    "comparison",
    "trend",
    "ranking",
    "share",
    "equivalent",
    "conversion",
    "explanation",
    "check",
]
UnansweredReason = Literal[
    "no_figure", "no_period", "out_of_scope", "unclear", "not_comparable", "unknown_subject"
]
Operation = Literal[
    "ratio", "difference", "sum", "product", "share", "run_all_year", "convert", "growth", "count"
]
Finding = Literal["contradicted", "misquoted"]
STATED = "question"  # an input of a derivation: an amount that the question states

_KEY_CHARS = 40  # of a quote, enough to tell the sentences of a passage apart


@dataclass(frozen=True, slots=True)
class Derivation:
    """The arithmetic behind a computed number.

    `inputs` are figure ids, ids of earlier derivations of the same answer, or STATED; `steps`
    shows the arithmetic with the numbers as published; `assumptions` are sentences in the
    answer's language.
    """

    derivation_id: str
    operation: Operation
    inputs: tuple[str, ...]
    steps: str
    result: Quantity
    assumptions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Number:
    """A number that a claim shows: a stored figure's, a derivation's, or one from the question.

    `name` is the slot of the claim's template. `quantity` is as published, derived or asked;
    `show_unit` is the unit in which to show it, None for its own; `written` is how the question
    wrote it, or a document a year, to be shown as it is.
    """

    name: str
    quantity: Quantity
    figure_id: str | None = None
    derivation_id: str | None = None
    show_unit: str | None = None
    written: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement.

    `template` names its wording in the texts; `words` fill the template's other slots; `cites`
    are figure ids or passage ids, in order of the citations shown. `quote` is the exact
    sentence of a passage, for explanations. `parts` are what a judged claim rests on: each is
    worded and verified like a claim of its own, and stands or falls with the whole.
    """

    template: str
    numbers: tuple[Number, ...]
    words: tuple[tuple[str, str], ...]
    cites: tuple[str, ...]
    quote: str | None = None
    verdict: bool | None = None
    finding: Finding | None = None
    parts: tuple["Claim", ...] = ()

    @property
    def all_numbers(self) -> tuple[Number, ...]:
        """The claim's numbers and those of its parts, in the order in which they are shown."""
        return (*self.numbers, *(n for part in self.parts for n in part.all_numbers))


@dataclass(frozen=True, slots=True)
class Citation:
    """What a claim rests on: number `n` in the answer, and the figure or passage."""

    n: int
    source_id: str
    figure_id: str | None
    passage_id: str | None
    quote: str | None

    @property
    def key(self) -> str:
        """The key by which claims name it: its figure, or its passage and first words."""
        if self.figure_id is not None:
            return self.figure_id
        return f"{self.passage_id}:{(self.quote or '')[:_KEY_CHARS]}"


@dataclass(frozen=True, slots=True)
class Conflict:
    """Figures for one subject, measure and period that disagree, the leading one first."""

    subject_id: str
    measure_id: str
    period: str | None
    figure_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar or point of a chart; `projected` ones are drawn apart (hatched or dashed)."""

    label: str
    value: float | None
    lower: float | None
    upper: float | None
    figure_id: str | None
    derivation_id: str | None = None
    note: str = ""
    projected: bool = False
    group: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """What to draw.

    Bars of one unit, or series over years (`label` holds the year, `group` the series). Labels,
    title and source line are in the answer's language.
    """

    kind: Literal["bars", "series"]
    title: str
    unit: str
    bars: tuple[Bar, ...]
    source_line: str
    language: Language


@dataclass(frozen=True, slots=True)
class Answer:
    """A complete answer. The first claim is the headline."""

    kind: AnswerKind
    language: Language
    interpretation: str
    claims: tuple[Claim, ...]
    citations: tuple[Citation, ...]
    derivations: tuple[Derivation, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    caveats: tuple[str, ...] = ()
    chart: Chart | None = None
    follow_ups: tuple[str, ...] = ()
    verdict: bool | None = None

    @property
    def reckons_with_stated(self) -> bool:
        """Whether an amount that the question states is reckoned with."""
        return any(STATED in derivation.inputs for derivation in self.derivations)

    @property
    def is_known(self) -> bool:
        """Whether it answers: a check in which no claim could be judged does not."""
        return self.kind != "check" or any(claim.verdict is not None for claim in self.claims)


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A first-class result: why there is no answer, and the nearest questions that have one."""

    reason: UnansweredReason
    language: Language
    interpretation: str
    detail: str
    nearest: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    follow_ups: tuple[str, ...] = ()
