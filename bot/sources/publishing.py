"""Keeps the publishers' own current files: fetched and made content of, or left as they were.

publishers/<name>/sources, datasets    what builds read
publishers/<name>/.original.csv        the file as it came
publishers/<name>/.state.json          what a conditional request needs
publishers/.before-<name>/             what stood there, until the new one is published
"""

import contextlib
import json
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from knowledge.errors import FetchError, ReadingError
from knowledge.fetching import Fetched, Fetches
from knowledge.publishers import (
    PublisherManifest,
    PublisherTable,
    read_publisher_table,
    write_publisher_content,
)
from knowledge.words import Vocabulary

_BEFORE, _NEW = ".before-", ".new-"
_ORIGINAL, _STATE = ".original.csv", ".state.json"
_FEWEST = 0.5  # of the rows before; a file with fewer is broken off


@dataclass(frozen=True, slots=True)
class PublisherFolder:
    """The publishers' files of one home. Use it only while its sources are held."""

    path: Path
    vocabulary: Vocabulary

    @contextlib.contextmanager
    def changing(self) -> Iterator[None]:
        """Undo what an error inside, or a process that was killed, left."""
        self._undo()
        try:
            yield
        except BaseException:
            self._undo()
            raise
        self.settle()

    def settle(self) -> None:
        """Let what was put in place stand."""
        for left in (*self.path.glob(f"{_BEFORE}*"), *self.path.glob(f"{_NEW}*")):
            shutil.rmtree(left, ignore_errors=True)

    def refresh(
        self, manifests: Sequence[PublisherManifest], *, fetcher: Fetches, today: date
    ) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...], bool]:
        """Fetch each file; return what to say of each, which failed, and whether any changed."""
        told, failures, changed = [], [], False
        for manifest in manifests:
            try:
                sentence, is_new = self._refresh_one(manifest, fetcher, today)
                changed = changed or is_new
            except (FetchError, ReadingError) as error:
                sentence = str(error)
                failures.append(manifest.source_id)
            told.append((manifest.source_id, sentence))
        return tuple(told), tuple(failures), changed

    def _refresh_one(
        self, manifest: PublisherManifest, fetcher: Fetches, today: date
    ) -> tuple[str, bool]:
        place = self.path / manifest.name
        state = _state(place)
        fetched = fetcher.fetch(
            manifest.url, etag=state.get("etag"), last_modified=state.get("last_modified")
        )
        if not isinstance(fetched, Fetched) or _original(place) == fetched.content:
            return "unchanged", False
        table = read_publisher_table(fetched.content, manifest, vocabulary=self.vocabulary)
        n_before = int(state.get("rows") or 0)
        if len(table.rows) < _FEWEST * n_before:
            raise ReadingError(
                source=manifest.source_id,
                problem=f"it has {len(table.rows):,} rows that can be used, {n_before:,} before",
                remedy="what was read before is kept; try again later",
            )
        self._put(place, table, fetched, today)
        unknown = f", {table.n_unknown:,} of places or things without a name here"
        return f"changed: {len(table.rows):,} rows{unknown if table.n_unknown else ''}", True

    def _put(self, place: Path, table: PublisherTable, fetched: Fetched, today: date) -> None:
        """Lay new content beside, then exchange it for what stood there."""
        new, before = self.path / f"{_NEW}{place.name}", self.path / f"{_BEFORE}{place.name}"
        shutil.rmtree(new, ignore_errors=True)
        write_publisher_content(table, new, retrieved=today.isoformat())
        (new / _ORIGINAL).write_bytes(fetched.content)
        state = {
            "etag": fetched.etag, "last_modified": fetched.last_modified, "rows": len(table.rows)
        }  # fmt: skip
        (new / _STATE).write_text(json.dumps(state), "utf-8")
        before.mkdir()
        if place.exists():
            (before / "had").touch()  # until it is moved, it stands where it stood
            place.rename(before / "was")
        new.rename(place)

    def _undo(self) -> None:
        """Put back what stood before."""
        for before in self.path.glob(f"{_BEFORE}*"):
            place = self.path / before.name.removeprefix(_BEFORE)
            was = before / "was"
            if was.exists() or not (before / "had").exists():
                shutil.rmtree(place, ignore_errors=True)
            if was.exists():
                was.rename(place)
            shutil.rmtree(before, ignore_errors=True)
        self.settle()


def _state(place: Path) -> dict[str, str]:
    with contextlib.suppress(OSError, ValueError):
        kept: dict[str, str] = json.loads((place / _STATE).read_text("utf-8"))
        return kept
    return {}


def _original(place: Path) -> bytes | None:
    with contextlib.suppress(OSError):
        return (place / _ORIGINAL).read_bytes()
    return None
