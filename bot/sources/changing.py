"""Adds, removes and refreshes sources: builds, publishes and tells what changed."""

import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.kept_records import read_kept_records
from bot.sources.candidates import Candidate
from bot.sources.known import knowledge_of, refuse_known
from bot.sources.preview import Preview, preview_source
from bot.sources.publishing import PublisherFolder
from bot.sources.refreshing import fetched_sources, refresh_one
from bot.sources.steps import Build, Confirm, Edit, Refreshed, RolledBack, Step
from index.generations import Home
from knowledge.changes import Changes, compare_knowledge
from knowledge.errors import FetchError, ReadingError
from knowledge.fetching import Fetches
from knowledge.operator_sources import SourceChange, SourceFolder
from knowledge.publishers import PublisherManifest
from knowledge.store import KnowledgeStore
from knowledge.words import Vocabulary

_OVERLAY = ".overlay-"


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
        with knowledge_of(self.current()) as known:
            refuse_known(candidates, known, self.folder)
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
        with knowledge_of(before) as old, knowledge_of(after) as new:
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
            for raw in fetched_sources(self.folder, source_id):
                if not is_due(raw.source_id):
                    continue
                try:
                    outcome, is_new = refresh_one(raw, change, fetcher, today, check=self._readable)
                    changed = changed or is_new
                except (FetchError, ReadingError) as error:
                    outcome = str(error)
                    failures.append(raw.source_id)
                outcomes.append((raw.source_id, outcome))
            step = self._published(change) if changed else None
            done = Refreshed(tuple(outcomes), step, tuple(failures))
            confirm(done)
        return done

    def _readable(self, candidate: Candidate) -> None:
        """Raise ReadingError where a candidate cannot be read."""
        self._preview(candidate, None)

    def _preview(self, candidate: Candidate, known: KnowledgeStore | None) -> Preview:
        cache = self.cache or self.home.path / "cache"
        return preview_source(candidate, vocabulary=self.vocabulary, cache=cache, known=known)

    def _apply(self, edit: Edit, folder: SourceFolder, change: SourceChange) -> None:
        with knowledge_of(self.current()) as known:
            refuse_known(edit.candidates, known, self.folder)
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
