"""Adds, removes and refreshes sources: builds, publishes and tells what changed."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.errors import InputError
from bot.sources.candidates import Candidate, fetched_candidate
from bot.sources.preview import Preview, preview_source
from index.generations import Home
from knowledge.changes import Changes, compare_knowledge
from knowledge.errors import FetchError, ReadingError
from knowledge.fetching import Fetcher, Unchanged
from knowledge.operator_sources import SourceChange, SourceFolder
from knowledge.raw_files import RawFile
from knowledge.store import KnowledgeRecords, KnowledgeStore, memory_store
from knowledge.words import Vocabulary

_GONE = (404, 410)
_NOTHING = KnowledgeRecords((), (), (), (), (), ())


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a refresh did: each source with a sentence, and what changed where anything did."""

    outcomes: tuple[tuple[str, str], ...]
    changes: Changes | None
    failed: bool


@dataclass(frozen=True, slots=True)
class SourceKeeper:
    """Changes the operator's sources. `build` builds and publishes a generation.

    Whatever fails, a file, the build or the disk, the sources are as they were before.
    """

    home: Home
    vocabulary: Vocabulary
    build: Callable[[], object]

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
        with self._knowledge() as known:
            self._refuse_known(candidates, known)
            return tuple(
                preview_source(
                    candidate,
                    vocabulary=self.vocabulary,
                    cache=self.home.path / "cache",
                    known=known,
                )
                for candidate in candidates
            )

    def add(self, candidates: Sequence[Candidate]) -> Changes:
        """Add candidates that `preview` accepted, all or none."""
        with self.folder.changing() as change, self._knowledge() as known:
            self._refuse_known(candidates, known)
            for candidate in candidates:
                change.put(candidate.source_id, candidate.content, candidate.said)
            return self._published()

    def remove(self, source_id: str) -> Changes:
        """Take a source out; its file and record are kept aside. Raises NotKnownError."""
        with self.folder.changing() as change:
            change.remove(self.folder.source(source_id))
            return self._published()

    def refresh(self, source_id: str | None, *, fetcher: Fetcher, today: date) -> Refreshed:
        """Fetch a source again, or all that came from the web; unchanged ones cost nothing.

        A source that its publisher took down keeps its figures and is marked. What cannot be
        fetched or read stays as it is, and is told.

        Raises:
            NotKnownError: there is no such added source.
            InputError: it did not come from a web address.
        """
        with self.folder.changing() as change:
            outcomes: list[tuple[str, str]] = []
            changed = failed = False
            for raw in self._fetched_sources(source_id):
                try:
                    outcome, is_new = self._refresh_one(raw, change, fetcher, today)
                    changed = changed or is_new
                except (FetchError, ReadingError) as error:
                    outcome, failed = str(error), True
                outcomes.append((raw.source_id, outcome))
            changes = self._published() if changed else None
        return Refreshed(tuple(outcomes), changes, failed)

    def _refresh_one(
        self, raw: RawFile, change: SourceChange, fetcher: Fetcher, today: date
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
            change.say(raw, {"missing_since": said.get("missing_since", today.isoformat())})
            return "its publisher took it down; its figures are kept", False
        if isinstance(fetched, Unchanged) or fetched.content == raw.path.read_bytes():
            return "unchanged", False
        for name in ("missing_since", "file", "source_id", "etag", "last_modified"):
            said.pop(name, None)
        newer = fetched_candidate(raw.source_id, said["fetched_from"], fetched)
        candidate = Candidate(
            raw.source_id, fetched.content,
            said | dict(newer.said) | {"retrieved": today.isoformat()},
        )  # fmt: skip
        preview_source(
            candidate, vocabulary=self.vocabulary, cache=self.home.path / "cache", known=None
        )
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

    def _published(self) -> Changes:
        with self._knowledge() as before:
            self.build()
            with self._knowledge() as after:
                return compare_knowledge(before, after)

    @contextmanager
    def _knowledge(self) -> Iterator[KnowledgeStore]:
        """Open the current generation's knowledge; before the first build it is empty."""
        name = self.home.current()
        store = (
            KnowledgeStore.open(self._path(name)) if name is not None else memory_store(_NOTHING)
        )
        try:
            yield store
        finally:
            store.close()

    def _path(self, name: str) -> Path:
        return self.home.folder(name) / "knowledge.db"
