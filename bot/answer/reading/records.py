"""What the reader works with: what is asked, the sentences that may answer, what was read."""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from typing import Literal

from bot.answer.reading.terms import Term
from knowledge.quantities import QuantitySpan
from knowledge.records import Language, Passage, Period, Quantity

Wanted = Literal["verdict", "number", "phrase", "choice", "sentence"]
Arithmetic = Literal["ratio", "difference", "sum", "percent_change"]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question wants to be told.

    `unit` is the unit that it names (“in MWh”, “how many days”), canonical; `dimensions`
    are those that its words imply where it names no unit; `counted` holds the
    stems of what is counted (“how many papers”). `stems` maps the words that say something to
    their weights; `names` are those of them that name something: model numbers, years, words with
    capitals. `given` are quantities that the question itself states; `options` the things to
    choose from; `wants_most` tells that the first or last of several is asked for.
    """

    text: str
    language: Language
    wanted: Wanted
    stems: Mapping[str, float]
    names: frozenset[str]
    unit: str | None = None
    counted: frozenset[str] = frozenset()
    dimensions: frozenset[str] = frozenset()
    given: tuple[Quantity, ...] = ()
    periods: tuple[Period, ...] = ()
    options: tuple[str, ...] = ()
    arithmetic: Arithmetic | None = None
    wants_range: bool = False
    wants_bound: Literal["upper", "lower"] | None = None
    wants_year: bool = False
    wants_most: Literal["most", "least"] | None = None

    @property
    def weight(self) -> float:
        """The sum of all weights, never zero."""
        return sum(self.stems.values()) or 1.0

    def share(self, stems: Set[str], within: Set[str]) -> float:
        """The share, by weight, of some of the stems that others hold; 1 of none."""
        total = sum(weight for stem, weight in self.stems.items() if stem in stems)
        held = sum(w for stem, w in self.stems.items() if stem in stems and stem in within)
        return held / total if total else 1.0


@dataclass(frozen=True, slots=True)
class Column:
    """A cell of a row, from `start` to `end` in its line, with the stems of the header over it.

    `unit_words` are the words of the header that give the unit, empty when none do.
    """

    start: int
    end: int
    stems: frozenset[str]
    unit_words: str


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence, or a row of a table set as text: `passage.text[start:end]`.

    `terms` have their places in the line; `number` is its place among the lines of its source.
    `stems` hold those of the headers too; `columns` are empty where no header is known. `before`
    are the stems of what a line goes on from that has no subject of its own: “It was built ...”.
    """

    passage: Passage
    start: int
    end: int
    number: int
    is_row: bool
    terms: tuple[Term, ...]
    stems: frozenset[str]
    columns: tuple[Column, ...] = ()
    before: frozenset[str] = frozenset()

    @property
    def text(self) -> str:
        """The words as written."""
        return self.passage.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A line with how well it fits the question.

    `credits` maps each stem of the question that stands in or near the line to how near in [0, 1].
    `coverage` is the weighted share of the question found in and near the line, `own_coverage`
    in the line alone, both in [0, 1]; `similarity` is a centred cosine; `title` the stems of the
    document's title; `elsewhere` those of the question that name another row of the line's table,
    and not this one; `rows` all rows of that table where the most or least of them is asked for.
    """

    line: Line
    credits: Mapping[str, float]
    coverage: float
    own_coverage: float
    similarity: float
    title: frozenset[str] = frozenset()
    elsewhere: frozenset[str] = frozenset()
    rows: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class ValueRead:
    """A quantity read off a line, as stated there, with its score and the features behind it."""

    evidence: Evidence
    span: QuantitySpan
    quantity: Quantity
    score: float
    features: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PhraseRead:
    """A name or term read off a line: `evidence.line.text[start:end]`.

    `is_of_kind` tells that the line calls it what the question asks for.
    """

    evidence: Evidence
    start: int
    end: int
    score: float
    is_of_kind: bool = False

    @property
    def text(self) -> str:
        """The phrase as written."""
        return self.evidence.line.text[self.start : self.end]
