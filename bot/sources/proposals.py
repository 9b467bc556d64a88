"""Proposals: edits of the sources that were read and built, and wait to be published.

    proposals/<id>/proposal.json    what was proposed, by whom, when, and what it would change
    proposals/<id>/sources/         the candidates, laid as the operator's sources are

The id comes from the edit, so that the same edit is one proposal. They outlive a restart.
"""

import contextlib
import json
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bot.errors import InputError
from bot.sources.candidates import Candidate
from bot.sources.steps import Edit
from bot.sources.watching import WatchedAnswer, answers_lines
from knowledge.errors import NotKnownError
from knowledge.operator_sources import SourceFolder, record_fields
from knowledge.records import content_hash

MAX_PROPOSALS = 50
_ID = re.compile(r"[0-9a-f]{10}")
_FILE = "proposal.json"


@dataclass(frozen=True, slots=True)
class Proposal:
    """One edit that waits. `preview` is its JSON for people who decide."""

    proposal_id: str
    made: str
    actor: str
    source_ids: tuple[str, ...]
    removals: tuple[str, ...]
    before: str | None
    generation: str
    preview: Mapping[str, Any]

    def payload(self) -> dict[str, Any]:
        """Return all of it as JSON."""
        return {
            "proposal": self.proposal_id,
            **{k: v for k, v in asdict(self).items() if k not in ("proposal_id", "preview")},
            **self.preview,
        }

    def line(self) -> str:
        """Say it in one line."""
        said = [f"+{s}" for s in self.source_ids] + [f"-{s}" for s in self.removals]
        return f"{self.proposal_id}  {self.made}  {self.actor}  {' '.join(said)}"


@dataclass(frozen=True, slots=True)
class ProposalFolder:
    """The proposals of one home."""

    path: Path

    def all(self) -> tuple[Proposal, ...]:
        """Return every proposal that waits, oldest first."""
        if not self.path.is_dir():
            return ()
        names = sorted(p.name for p in self.path.iterdir() if (p / _FILE).is_file())
        found = [self.proposal(name) for name in names if _ID.fullmatch(name)]
        return tuple(sorted(found, key=lambda p: (p.made, p.proposal_id)))

    def proposal(self, proposal_id: str) -> Proposal:
        """Return one proposal. Raises NotKnownError."""
        unknown = NotKnownError("proposal", proposal_id, remedy="see: kilowit proposals")
        if not _ID.fullmatch(proposal_id):
            raise unknown
        try:
            fields = json.loads((self.path / proposal_id / _FILE).read_text("utf-8"))
            ids = {name: tuple(fields[name]) for name in ("source_ids", "removals")}
            return Proposal(**fields | ids)
        except (OSError, ValueError, TypeError, KeyError):
            raise unknown from None

    def edit(self, proposal_id: str) -> Edit:
        """Return what a proposal would change. Raises NotKnownError."""
        proposal = self.proposal(proposal_id)
        sources = SourceFolder(self.path / proposal_id / "sources").sources()
        return Edit(
            tuple(
                Candidate(
                    raw.source_id,
                    raw.path.read_bytes(),
                    {k: v for k, v in raw.said.items() if k not in ("file", "source_id")},
                )
                for raw in sources
            ),
            proposal.removals,
        )

    def refuse_too_many(self) -> None:
        """Raise InputError when as many wait as may."""
        if len(self.all()) >= MAX_PROPOSALS:
            raise InputError(
                f"{MAX_PROPOSALS} proposals wait already; publish or discard some: "
                "kilowit proposals"
            )

    def keep(self, edit: Edit, proposal: Proposal) -> None:
        """Keep a proposal with its candidates; its record comes last and makes it one."""
        folder = self.path / proposal.proposal_id
        shutil.rmtree(folder, ignore_errors=True)
        with SourceFolder(folder / "sources").changing() as change:
            for candidate in edit.candidates:
                change.put(candidate.source_id, candidate.content, candidate.said)
        draft = folder / f".{_FILE}"
        draft.write_text(json.dumps(asdict(proposal), ensure_ascii=False, indent=1), "utf-8")
        draft.replace(folder / _FILE)

    def discard(self, proposal_id: str) -> Proposal:
        """Delete a proposal and return it. Raises NotKnownError."""
        proposal = self.proposal(proposal_id)
        with contextlib.suppress(FileNotFoundError):
            (self.path / proposal_id / _FILE).unlink()
        shutil.rmtree(self.path / proposal_id, ignore_errors=True)
        return proposal


def proposal_id(edit: Edit) -> str:
    """Return the id of the proposal of an edit: a hash of all that it would lay down."""
    records = [
        tuple(sorted(record_fields(c.source_id, c.content, c.said).items()))
        for c in sorted(edit.candidates, key=lambda c: c.source_id)
    ]
    return content_hash("proposal", records, sorted(edit.removals))[:10]


def proposal_lines(proposal: Proposal) -> Iterator[str]:
    """Yield a proposal for people: what comes, what would change, and how to decide."""
    yield proposal.line()
    for source in proposal.preview["sources"]:
        yield f"{source['source_id']}: {source['title']}"
        yield (
            f"  publisher {source['publisher']}; licence {source['licence']}; "
            f"published {source['published'] or 'not stated'}; {source['n_passages']:,} passages, "
            f"{source['n_figures']:,} figures, {source['n_rejected']:,} rejected"
        )
        yield from (f"  ? {doubt['en']}" for doubt in source["doubts"])
        yield from (f"  - not read: {text}" for text in source["skipped"])
    changes = proposal.preview["changes"]
    counts = {name: len(changes[name]) for name in ("new", "gone", "changed_value")}
    yield (
        f"{counts['new']:,} new, {counts['gone']:,} gone, "
        f"{counts['changed_value']:,} with another value"
    )
    yield from answers_lines([WatchedAnswer.of(a) for a in proposal.preview["answers"]])
    yield f"publish it: kilowit publish {proposal.proposal_id}"
    yield f"or not: kilowit discard {proposal.proposal_id}"
