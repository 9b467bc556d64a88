"""Adds, removes and refreshes sources: builds, publishes and tells what changed."""

import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from bot.errors import InputError
from bot.kept_records import read_kept_records
from bot.sources.candidates import Candidate, fetched_candidate
from bot.sources.preview import Preview, preview_source
from bot.sources.publishing import PublisherFolder
from index.generations import Home
from knowledge.changes import Changes, compare_knowledge
from knowledge.errors import FetchError, ReadingError
from knowledge.fetching import Fetches, Unchanged
from knowledge.operator_sources import SourceChange, SourceFolder
from knowledge.publishers import PublisherManifest
from knowledge.raw_files import RawFile
from knowledge.store import KnowledgeStore, memory_store
from knowledge.store_writing import KnowledgeRecords
from knowledge.words import Vocabulary

_GONE = (404, 410)
_NOTHING = KnowledgeRecords((), (), (), (), (), ())
_OVERLAY = ".overlay-"


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


@dataclass(frozen=True, slots=True)
class SourceKeeper:
    """Changes the operator's sources, or those of one server.

    Whatever fails, a file, the build or the disk, the sources are as they were before. `cache`
    keeps what was read, by default in the home. `base` is the home that answers before the first
    build of this one, for a server's own sources.
    """

    home: Home
    vocabulary: Vocabulary
    build: Build
    cache: Path | None = None
    base: Home | None = None

    @property
    def folder(self) -> SourceFolder:
        """The operator's sources."""
        return SourceFolder(self.home.path / "sources")

    def preview(self, candidates: Sequence[Candidate]) -> tuple[Preview, ...]:
        """Read candidates without changing anything.

        Raises:
            InputError: a candidate's id or file is known already, or two share an id.
            ReadingError: one cannot be read.
        """
        with self._knowledge(self.current()) as known:
            self._refuse_known(candidates, known)
            return tuple(self._preview(candidate, known) for candidate in candidates)

    def add(self, candidates: Sequence[Candidate]) -> Changes:
        """Add candidates that `preview` accepted, all or none."""
        return self.carry_out(Edit(tuple(candidates))).changes

    def remove(self, source_id: str) -> Changes:
        """Take a source out; its file and record are kept aside. Raises NotKnownError."""
        return self.carry_out(Edit(removals=(source_id,))).changes

    def carry_out(self, edit: Edit, *, confirm: Confirm = lambda step: None) -> Step:
        """Change the sources and publish, all or nothing.

        `confirm` hears of it when it stands, before anybody else can change anything.

        Raises:
            InputError: a candidate is known already.
            NotKnownError: there is no source to remove of that id.
        """
        with self.folder.changing() as change:
            self._apply(edit, self.folder, change)
            return self._published(change, confirm)

    def lay_ready(self, edit: Edit) -> Step:
        """Build what an edit would give, without publishing; the sources stay as they are.

        Raises as `carry_out`. Carrying the edit out later finds this very generation, unless the
        sources changed meanwhile.
        """
        with self.folder.changing(), self._overlay() as overlay:
            with overlay.changing() as change:
                self._apply(edit, overlay, change)
            return self._step(self.current(), overlay.path, publish=False)

    def rebuild(self, *, confirm: Confirm = lambda step: None) -> Step:
        """Build the sources as they are, and publish."""
        with self.folder.changing() as change:
            return self._published(change, confirm)

    def refresh_publishers(
        self,
        publishers: PublisherFolder,
        manifests: Sequence[PublisherManifest],
        *,
        fetcher: Fetches,
        today: date,
        confirm: Callable[[Refreshed], None] = lambda done: None,
    ) -> Refreshed:
        """Fetch the publishers' own current files, and build where one changed.

        What cannot be fetched, or has another form than its manifest says, stays as it is.
        """
        with self.folder.changing() as change, publishers.changing():
            told, failures, changed = publishers.refresh(manifests, fetcher=fetcher, today=today)
            step = self._step(self.current(), self.folder.path, publish=True) if changed else None
            publishers.settle()
            change.settle()
            done = Refreshed(told, step, failures)
            confirm(done)
        return done

    def roll_back(
        self,
        name: str | None = None,
        *,
        confirm: Callable[[RolledBack], None] = lambda done: None,
    ) -> RolledBack:
        """Publish an earlier generation, and bring the added sources back that it was built from.

        Files that were laid into the folder by hand stay as they are.

        Raises:
            GenerationError: there is no such generation, or it is damaged.
        """
        with self.folder.changing() as change:
            before = self.current()
            came: tuple[str, ...] = ()
            went: tuple[str, ...] = ()
            with self.home.building():
                target = self.home.earlier(name)
                records = read_kept_records(self.home.folder(target))
                if records is not None:
                    came, went = change.restore(records)
                self.home.publish(target)
            change.settle()
            after = self.home.folder(target)
            done = RolledBack(Step(before, after, self.compare(before, after)), came, went)
            confirm(done)
            return done

    def compare(self, before: Path | None, after: Path) -> Changes:
        """Tell what differs between two generations' knowledge."""
        with self._knowledge(before) as old, self._knowledge(after) as new:
            return compare_knowledge(old, new)

    def current(self) -> Path | None:
        """Return the folder of the generation that answers now."""
        for home in (self.home, self.base):
            name = home.current() if home else None
            if home and name is not None:
                return home.folder(name)
        return None

    def refresh(
        self,
        source_id: str | None,
        *,
        fetcher: Fetches,
        today: date,
        is_due: Callable[[str], bool] = lambda source_id: True,
        confirm: Callable[[Refreshed], None] = lambda done: None,
    ) -> Refreshed:
        """Fetch a source again, or all that came from the web and are due.

        Unchanged ones cost nothing.

        A source that its publisher took down keeps its figures and is marked. What cannot be
        fetched or read stays as it is, and is told.

        Raises:
            NotKnownError: there is no such added source.
            InputError: it did not come from a web address.
        """
        with self.folder.changing() as change:
            outcomes: list[tuple[str, str]] = []
            failures: list[str] = []
            changed = False
            for raw in self._fetched_sources(source_id):
                if not is_due(raw.source_id):
                    continue
                try:
                    outcome, is_new = self._refresh_one(raw, change, fetcher, today)
                    changed = changed or is_new
                except (FetchError, ReadingError) as error:
                    outcome = str(error)
                    failures.append(raw.source_id)
                outcomes.append((raw.source_id, outcome))
            step = self._published(change) if changed else None
            done = Refreshed(tuple(outcomes), step, tuple(failures))
            confirm(done)
        return done

    def _refresh_one(
        self, raw: RawFile, change: SourceChange, fetcher: Fetches, today: date
    ) -> tuple[str, bool]:
        """Return what to say, and whether there is anything to build."""
        said = dict(raw.said)
        try:
            fetched = fetcher.fetch(
                said["fetched_from"],
                etag=said.get("etag"),
                last_modified=said.get("last_modified"),
            )
        except FetchError as error:
            if error.status not in _GONE:
                raise
            is_news = "missing_since" not in said
            change.say(raw, {"missing_since": said.get("missing_since", today.isoformat())})
            return "its publisher took it down; its figures are kept", is_news
        if isinstance(fetched, Unchanged) or fetched.content == raw.path.read_bytes():
            if "missing_since" not in said:
                return "unchanged", False
            change.put(raw.source_id, raw.path.read_bytes(), _without_marks(said))
            return "it is there again, unchanged", True
        for name in ("etag", "last_modified"):
            said.pop(name, None)
        newer = fetched_candidate(raw.source_id, said["fetched_from"], fetched)
        candidate = Candidate(
            raw.source_id, fetched.content,
            _without_marks(said) | dict(newer.said) | {"retrieved": today.isoformat()},
        )  # fmt: skip
        self._preview(candidate, None)
        change.put(candidate.source_id, candidate.content, candidate.said)
        return "changed", True

    def _fetched_sources(self, source_id: str | None) -> tuple[RawFile, ...]:
        if source_id is None:
            return tuple(s for s in self.folder.sources() if "fetched_from" in s.said)
        raw = self.folder.source(source_id)
        if "fetched_from" not in raw.said:
            raise InputError(
                f"the source {source_id!r} came from a file; remove it and add the new file"
            )
        return (raw,)

    def _refuse_known(self, candidates: Sequence[Candidate], known: KnowledgeStore) -> None:
        added = {raw.source_id: raw for raw in self.folder.sources()}
        digests = {raw.digest(): raw.source_id for raw in added.values()}
        taken = {source.source_id for source in known.sources()} | added.keys()
        for candidate in candidates:
            digest = candidate.digest()
            if digest in digests:
                raise InputError(
                    f"{candidate.name} is known already as the source {digests[digest]!r}; "
                    "nothing was changed"
                )
            if candidate.source_id in taken:
                raise InputError(
                    f"there is a source {candidate.source_id!r} already; nothing was changed: "
                    "remove it first, or give the new one another id with --id"
                )
            digests[digest] = candidate.source_id
            taken.add(candidate.source_id)

    def _preview(self, candidate: Candidate, known: KnowledgeStore | None) -> Preview:
        cache = self.cache or self.home.path / "cache"
        return preview_source(candidate, vocabulary=self.vocabulary, cache=cache, known=known)

    def _apply(self, edit: Edit, folder: SourceFolder, change: SourceChange) -> None:
        with self._knowledge(self.current()) as known:
            self._refuse_known(edit.candidates, known)
        for source_id in edit.removals:
            change.remove(folder.source(source_id))
        for candidate in edit.candidates:
            change.put(candidate.source_id, candidate.content, candidate.said)

    def _published(self, change: SourceChange, confirm: Confirm = lambda step: None) -> Step:
        step = self._step(self.current(), self.folder.path, publish=True)
        change.settle()
        confirm(step)
        return step

    def _step(self, before: Path | None, sources: Path, *, publish: bool) -> Step:
        after = self.home.folder(self.build(sources, publish=publish))
        return Step(before, after, self.compare(before, after))

    @contextmanager
    def _overlay(self) -> Iterator[SourceFolder]:
        """Give a copy of the sources to try a change on; what a killed trial left is cleared."""
        for left in self.home.path.glob(f"{_OVERLAY}*"):
            shutil.rmtree(left, ignore_errors=True)
        with tempfile.TemporaryDirectory(prefix=_OVERLAY, dir=self.home.path) as scratch:
            yield self.folder.copy_to(Path(scratch) / "sources")

    @contextmanager
    def _knowledge(self, generation: Path | None) -> Iterator[KnowledgeStore]:
        """Open a generation's knowledge; before the first build it is empty."""
        store = (
            memory_store(_NOTHING)
            if generation is None
            else KnowledgeStore.open(generation / "knowledge.db")
        )
        try:
            yield store
        finally:
            store.close()


def _without_marks(said: Mapping[str, str]) -> dict[str, str]:
    """Return what a record says, but where its file is and that it was missing."""
    return {k: v for k, v in said.items() if k not in ("missing_since", "file", "source_id")}
