"""Changes of the sources as values: what is to change, what did, and what a build is."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from bot.sources.candidates import Candidate
from knowledge.changes import Changes


class Build(Protocol):
    """Builds a generation with a folder of added sources; returns its name."""

    def __call__(self, sources: Path, *, publish: bool) -> str:
        """Build, and publish unless it is only to be laid ready."""
        ...


@dataclass(frozen=True, slots=True)
class Edit:
    """What is to change among the sources: candidates that come, ids that go."""

    candidates: tuple[Candidate, ...] = ()
    removals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """From one generation, None at the first, to another, and what differs between them."""

    before: Path | None
    after: Path
    changes: Changes


Confirm = Callable[[Step], None]


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a refresh did: each source with a sentence, and what changed where anything did."""

    outcomes: tuple[tuple[str, str], ...]
    step: Step | None
    failures: tuple[str, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether something could not be fetched or read."""
        return bool(self.failures)

    @property
    def changes(self) -> Changes | None:
        """What changed, None where nothing was built."""
        return self.step.changes if self.step else None


@dataclass(frozen=True, slots=True)
class RolledBack:
    """A rollback: the step, and the added sources that came back and that went."""

    step: Step
    came: tuple[str, ...]
    went: tuple[str, ...]

    @property
    def told(self) -> tuple[tuple[str, str], ...]:
        """Each source whose state changed, with a sentence."""
        came = [(source_id, "brought back") for source_id in self.came]
        return (*came, *((s, "taken out") for s in self.went if s not in self.came))
