"""Changes the knowledge on somebody's behalf: does it, asks the watch-list, keeps the audit."""

import contextlib
import getpass
import json
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from bot import wiring
from bot.contents import operator_vocabulary
from bot.errors import InputError
from bot.reply import Engine
from bot.settings import Settings
from bot.sources.attempts import PUBLISHERS_FILE, SOURCES_FILE, Attempts
from bot.sources.candidates import Candidate
from bot.sources.changing import SourceKeeper
from bot.sources.proposals import Proposal, ProposalFolder, proposal_id
from bot.sources.publishing import PublisherFolder
from bot.sources.report import changes_payload
from bot.sources.steps import Edit, Refreshed, RolledBack, Step
from bot.sources.watching import WatchedAnswer, watched_answers
from bot.state import AuditEntry, State
from index.generations import Home
from index.protocols import Encoder
from index.vector_cache import Progress
from knowledge.fetching import Fetches
from knowledge.publishers import PublisherManifest

_BUILT_ANEW = "the sources changed since it was proposed; it was built anew"
OPERATOR = 0  # the server id of the operator's own watch-list


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a change did. `told` are its own sentences, `answers` those of the watch-list."""

    step: Step | None
    answers: tuple[WatchedAnswer, ...] = ()
    told: tuple[tuple[str, str], ...] = ()
    failed: bool = False

    def payload(self) -> dict[str, Any]:
        """Return it as JSON: what changed, the answers, the generations."""
        changes = changes_payload(self.step.changes) if self.step else {}
        return changes | {
            "before": self.step.before.name if self.step and self.step.before else None,
            "generation": self.step.after.name if self.step else None,
            "answers": [answer.payload() for answer in self.answers],
            "told": [list(pair) for pair in self.told],
        }


@dataclass(frozen=True, slots=True)
class Curator:
    """Changes the sources that the settings name. `actor` is who asked, for the audit.

    What cannot be kept in the audit is not begun: its file is opened first.
    """

    settings: Settings
    encoder: Encoder
    actor: str
    server_id: int = OPERATOR
    progress: Progress = lambda done, all_: None

    @property
    def keeper(self) -> SourceKeeper:
        """The keeper of these sources."""
        shared = self.settings.shared
        return SourceKeeper(
            home=wiring.home_of(self.settings),
            vocabulary=operator_vocabulary(self.settings),
            build=self._build,
            cache=self.settings.root / "cache",
            base=Home(shared) if shared else None,
        )

    @property
    def proposals(self) -> ProposalFolder:
        """The proposals that wait."""
        return ProposalFolder(self.settings.home / "proposals")

    def add(self, candidates: Sequence[Candidate]) -> Outcome:
        """Add candidates and publish. Raises as SourceKeeper."""
        return self._carry_out("add", _names(candidates), Edit(tuple(candidates)))

    def remove(self, source_id: str) -> Outcome:
        """Remove a source and publish. Raises as SourceKeeper."""
        return self._carry_out("remove", source_id, Edit(removals=(source_id,)))

    def refresh(
        self, source_id: str | None, *, fetcher: Fetches, now: datetime, due: bool = False
    ) -> Outcome:
        """Fetch sources again and publish what changed; `due` spares those that failed lately.

        Raises as SourceKeeper.
        """
        attempts = Attempts(self.settings.home / SOURCES_FILE)
        with self._state() as state:

            def confirm(done: Refreshed) -> None:
                self._record(state, "refresh", source_id or "all", done.step, done.outcomes)

            done = self.keeper.refresh(
                source_id,
                fetcher=fetcher,
                today=now.date(),
                is_due=lambda source_id: not due or attempts.is_due(source_id, now=now),
                confirm=confirm,
            )
            tried = [name for name, _ in done.outcomes]
            attempts.note(tried, done.failures, now=now, of_all=source_id is None)
            answers = self._asked(state, source_id or "all", done.step)
            return Outcome(done.step, answers, done.outcomes, done.failed)

    def refresh_publishers(
        self,
        manifests: Sequence[PublisherManifest],
        *,
        fetcher: Fetches,
        now: datetime,
        due: bool = False,
    ) -> Outcome:
        """Fetch the publishers' own current files and publish what changed.

        `due` spares those that failed lately.
        """
        attempts = Attempts(self.settings.root / PUBLISHERS_FILE)
        wanted = [m for m in manifests if not due or attempts.is_due(m.source_id, now=now)]
        with self._state() as state:

            def confirm(done: Refreshed) -> None:
                self._record(state, "refresh", "publishers", done.step, done.outcomes)

            keeper = self.keeper
            done = keeper.refresh_publishers(
                PublisherFolder(self.settings.root / "publishers", keeper.vocabulary),
                wanted,
                fetcher=fetcher,
                today=now.date(),
                confirm=confirm,
            )
            tried = [manifest.source_id for manifest in wanted]
            attempts.note(tried, done.failures, now=now, of_all=True)
            answers = self._asked(state, "publishers", done.step)
            return Outcome(done.step, answers, done.outcomes, done.failed)

    def build(self, only: Path | None = None) -> Outcome:
        """Build and publish all sources as they are, or one folder alone."""
        name = only.name if only else ""
        with self._state() as state:
            keeper = self.keeper
            if only is not None:
                keeper = replace(keeper, build=partial(self._build, only=only))
            step = keeper.rebuild(confirm=lambda step: self._record(state, "build", name, step))
            return Outcome(step, self._asked(state, name, step))

    def roll_back(self, name: str | None = None) -> Outcome:
        """Go back to an earlier generation and its sources. Raises GenerationError."""
        with self._state() as state:

            def confirm(done: RolledBack) -> None:
                self._record(state, "rollback", done.step.after.name, done.step, done.told)

            done = self.keeper.roll_back(name, confirm=confirm)
            return Outcome(done.step, self._asked(state, "rollback", done.step), done.told)

    def propose(self, edit: Edit) -> Proposal:
        """Read and build an edit without publishing it, and keep it for a decision.

        Raises:
            InputError: too many proposals wait, or as SourceKeeper.
        """
        with self._state() as state:
            self.proposals.refuse_too_many()
            previews = self.keeper.preview(edit.candidates)
            step = self.keeper.lay_ready(edit)
            answers = self._answers(state, step)
            proposal = Proposal(
                proposal_id=proposal_id(edit),
                made=datetime.now(UTC).isoformat(timespec="seconds"),
                actor=self.actor,
                source_ids=tuple(c.source_id for c in edit.candidates),
                removals=edit.removals,
                before=step.before.name if step.before else None,
                generation=step.after.name,
                preview={
                    "sources": [preview.payload() for preview in previews],
                    "changes": changes_payload(step.changes),
                    "answers": [answer.payload() for answer in answers],
                },
            )
            self.proposals.keep(edit, proposal)
            self._record(state, "propose", proposal.proposal_id, step)
            return proposal

    def publish(self, name: str) -> Outcome:
        """Publish a proposal; where the sources changed since, it is built anew, and that is told.

        Raises:
            NotKnownError: there is no such proposal.
            InputError: what it adds came in meanwhile.
        """
        proposal = self.proposals.proposal(name)
        outcome = self._carry_out("publish", name, self.proposals.edit(name))
        self.proposals.discard(name)
        if outcome.step and outcome.step.after.name == proposal.generation:
            return outcome
        return replace(outcome, told=((name, _BUILT_ANEW),))

    def discard(self, name: str) -> Proposal:
        """Delete a proposal. Raises NotKnownError."""
        with self._state() as state:
            proposal = self.proposals.discard(name)
            self._record(state, "discard", name, None)
            return proposal

    def difference(self, older: Path | None, newer: Path) -> Outcome:
        """Tell what differs between two generations, the watched answers included."""
        with self._state() as state:
            step = Step(older, newer, self.keeper.compare(older, newer))
            return Outcome(step, self._answers(state, step))

    def _build(self, sources: Path, *, publish: bool, only: Path | None = None) -> str:
        return wiring.build(
            self.settings, self.encoder, only=only, sources=sources, publish=publish,
            progress=self.progress,
        )  # fmt: skip

    @contextlib.contextmanager
    def _state(self) -> Iterator[State]:
        state = State.open(self.settings.state_place)
        try:
            yield state
        finally:
            state.close()

    def _carry_out(self, action: str, subject: str, edit: Edit) -> Outcome:
        with self._state() as state:
            step = self.keeper.carry_out(
                edit, confirm=lambda step: self._record(state, action, subject, step)
            )
            return Outcome(step, self._asked(state, subject, step))

    def _asked(self, state: State, subject: str, step: Step | None) -> tuple[WatchedAnswer, ...]:
        """Ask the watch-list, and record the answers that changed."""
        if step is None:
            return ()
        answers = self._answers(state, step)
        changed = [answer.payload() for answer in answers if answer.is_changed]
        if changed:
            self._write(state, "answers", subject, {"changed": changed})
        return answers

    def _record(
        self,
        state: State,
        action: str,
        subject: str,
        step: Step | None,
        told: Sequence[tuple[str, str]] = (),
    ) -> None:
        """Record what was done, with its counts."""
        details: dict[str, Any] = {"told": dict(told)} if told else {}
        self._write(state, action, subject, details | (_counts(step) if step else {}))

    def _write(self, state: State, action: str, subject: str, details: dict[str, Any]) -> None:
        text = json.dumps(details, ensure_ascii=False)
        server_id = self.server_id or None
        state.audit.record(
            AuditEntry(datetime.now(UTC), self.actor, action, subject, text, server_id)
        )

    def _answers(self, state: State, step: Step) -> tuple[WatchedAnswer, ...]:
        return watched_answers(
            state.servers.watched_by(self.server_id),
            before=self._opener(step.before),
            after=self._opener(step.after),
        )

    def _opener(self, folder: Path | None) -> Callable[[], Engine] | None:
        if folder is None:
            return None
        return partial(wiring.open_engine, self.settings, encoder=self.encoder, folder=folder)


def watch(settings: Settings, questions: Sequence[str], *, server_id: int = OPERATOR) -> None:
    """Replace the questions that are watched. Raises InputError when there are too many."""
    from bot.state.servers import MAX_WATCHED  # noqa: PLC0415  # its home is the state

    if len(questions) > MAX_WATCHED:
        raise InputError(
            f"{len(questions)} questions are too many to watch; keep at most {MAX_WATCHED}: "
            "kilowit watch --remove QUESTION"
        )
    state = State.open(settings.state_place)
    state.servers.watch(server_id, questions)
    state.close()


def who_asks(environment: dict[str, str] | None = None) -> str:
    """Return who runs this process, for the audit: KILOWIT_ACTOR, else the system's user."""
    given = (os.environ if environment is None else environment).get("KILOWIT_ACTOR", "").strip()
    if given:
        return given[:100]
    try:
        return f"cli:{getpass.getuser()}"
    except (OSError, KeyError):  # a user without a name, as in a container
        return f"cli:{os.getuid()}"


def _names(candidates: Sequence[Candidate]) -> str:
    return " ".join(candidate.source_id for candidate in candidates)


def _counts(step: Step) -> dict[str, Any]:
    changes = step.changes
    return {
        "before": step.before.name if step.before else None,
        "generation": step.after.name,
        "new": len(changes.new),
        "gone": len(changes.gone),
        "changed_value": len(changes.values),
        "changed_standing": len(changes.standings),
        "passages": {name: list(pair) for name, pair in changes.passages.items()},
    }
