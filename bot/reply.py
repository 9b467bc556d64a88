"""What the shells show: one worded answer, the same in Discord, terminal and web."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from bot.answer.records import Chart
from bot.requests import Request
from index.protocols import Hit
from knowledge.protocols import Knowledge
from knowledge.records import Language
from knowledge.words import Vocabulary


@dataclass(frozen=True, slots=True)
class ShownSource:
    """One numbered source under an answer.

    `quote` is the source's own words or None; `cell` tells the table cell in words when that is
    the evidence. `link` jumps to the quoted words where the page allows it (text fragment).
    """

    n: int
    title: str
    publisher: str
    published: str | None
    url: str
    link: str
    quote: str | None
    cell: str | None
    tier: str
    figure_id: str | None


@dataclass(frozen=True, slots=True)
class Shown:
    """A worded answer, all in `language`; texts are Markdown without mentions or raw links.

    `title` is the interpretation; `headline` the short answer; `lines` the further claims with
    their [n] marks; `reason` is set when unanswered. `worded` is the headline as a language model
    puts it, with a note that it does.
    """

    answered: bool
    kind: str
    language: Language
    title: str
    headline: str
    lines: tuple[str, ...]
    caveats: tuple[str, ...]
    conflicts: tuple[str, ...]
    steps: tuple[str, ...]
    sources: tuple[ShownSource, ...]
    nearest: tuple[str, ...]
    follow_ups: tuple[str, ...]
    chart: Chart | None
    reason: str | None = None
    worded: str | None = None

    @property
    def text(self) -> str:
        """The whole answer as Markdown."""
        parts = [f"*{self.title}*" if self.title else "", self.worded or ""]
        parts += [self.headline, *self.lines]
        parts += [f"- {caveat}" for caveat in self.caveats]
        parts += [f"- {question}" for question in self.nearest]
        parts += [
            f"[{source.n}] {source.publisher}: {source.title}"
            + (
                f": “{source.quote}”"
                if source.quote
                else f" ({source.cell})"
                if source.cell
                else ""
            )
            for source in self.sources
        ]
        return "\n".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer for shells: worded (`shown`) and as the JSON of docs/interfaces.md (`payload`)."""

    shown: Shown
    payload: dict[str, object]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One autocomplete choice: what is shown, and what the command receives."""

    label: str
    value: str


class Engine(Protocol):
    """Everything a shell may ask. Synchronous; call it from the one worker thread.

    `language` None means the language of the text. Errors are KilowitError only.
    """

    @property
    def generation(self) -> str:
        """The name of the generation that answers."""
        ...

    @property
    def knowledge(self) -> Knowledge:
        """The facts that it answers from."""
        ...

    @property
    def today(self) -> date:
        """The day that ages and relative years are counted from."""
        ...

    @property
    def violations(self) -> int:
        """How many claims verification dropped since it was opened."""
        ...

    def close(self) -> None:
        """Close its files; it answers nothing after."""
        ...

    @property
    def vocabulary(self) -> Vocabulary:
        """The names of what it knows, those found in sources included."""
        ...

    def ask(
        self, question: str, *, language: Language | None = None, context: tuple[str, ...] = ()
    ) -> Reply:
        """Answer a question; `context` holds earlier questions, oldest first."""
        ...

    def compare(
        self,
        subjects: tuple[str, ...],
        *,
        measure: str | None = None,
        year: str | None = None,
        language: Language = "en",
    ) -> Reply:
        """Compare two to six subjects, given by id or by name in either language."""
        ...

    def request(self, request: Request, *, language: Language = "en") -> Reply:
        """Answer a typed request, as commands with options make it."""
        ...

    def check(self, text: str, *, language: Language | None = None) -> Reply:
        """Find the energy claims in a text and judge each."""
        ...

    def search(self, query: str, *, k: int = 10) -> tuple[Hit, ...]:
        """Return passages and figure series, best first, without an answer."""
        ...

    def suggest_subjects(
        self, typed: str, *, language: Language, measure: str | None = None, limit: int = 25
    ) -> tuple[Suggestion, ...]:
        """Return subjects that match what was typed, typos forgiven, best first."""
        ...

    def suggest_years(
        self, typed: str, *, subject: str | None = None, limit: int = 25
    ) -> tuple[int, ...]:
        """Return years with figures, those of the subject when it is known, latest first."""
        ...

    def suggest_regions(
        self, typed: str, *, language: Language, limit: int = 25
    ) -> tuple[Suggestion, ...]:
        """Return groups of countries that match what was typed."""
        ...

    def suggest_measures(
        self, typed: str, *, language: Language, subject: str | None = None, limit: int = 25
    ) -> tuple[Suggestion, ...]:
        """Return measures, those with figures for `subject` first."""
        ...
