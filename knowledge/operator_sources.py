"""The operator's own sources in KILOWIT_HOME/sources: added, replaced and removed, never lost.

    sources/<source_id>.source.toml     the record: what is said of the source, and its file
    sources/originals/<sha256>          the file as it came, named by its content
    sources/removed/                    earlier records, by source and content
    sources/.undo.json                  what the running change must put back if it is cut off

A record is written whole or not at all, after its file. What a killed change left behind is put
back before the next one begins; so nothing comes in that nobody was told of.
"""

import contextlib
import fcntl
import hashlib
import json
import os
import shutil
import time
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from knowledge.errors import NotKnownError, SourceBusyError
from knowledge.raw_files import (
    ORIGINALS,
    RECORD_SUFFIX,
    REMOVED,
    RawFile,
    find_raw_files,
    read_record,
)

_WAIT_S, _LOOK_S = 60.0, 0.1
_JOURNAL = ".undo.json"


@dataclass(frozen=True, slots=True)
class SourceFolder:
    """The folder of the operator's sources. Change it only inside `changing`."""

    path: Path

    def sources(self) -> tuple[RawFile, ...]:
        """Return every source that was added, by id, also files laid there by hand."""
        return find_raw_files(self.path) if self.path.is_dir() else ()

    def source(self, source_id: str) -> RawFile:
        """Return one source. Raises NotKnownError."""
        for raw in self.sources():
            if raw.source_id == source_id:
                return raw
        raise NotKnownError(
            "added source", source_id, remedy="see: kilowit sources; shipped ones stay"
        )

    def records(self) -> dict[str, str]:
        """Return the record of every source that was added, as written, by its file name."""
        found = (raw.record for raw in self.sources() if _is_added(raw))
        return {r.name: r.read_text(encoding="utf-8") for r in found if r is not None}

    def copy_to(self, target: Path) -> "SourceFolder":
        """Lay a copy that can be changed apart from this one; files are linked, not copied."""
        copy = SourceFolder(target)
        for raw in self.sources():
            for file in (raw.record, raw.path):
                if file is None:
                    continue
                place = target / file.relative_to(self.path)
                place.parent.mkdir(parents=True, exist_ok=True)
                if not place.exists():
                    _link(file, place)
        return copy

    @contextlib.contextmanager
    def changing(self, *, wait_s: float = _WAIT_S) -> Iterator["SourceChange"]:
        """Hold the folder for one change; an error inside undoes all of it.

        What a change before left undone, because its process was killed, is undone first.

        Raises:
            SourceBusyError: another change holds it for longer than `wait_s`.
        """
        self.path.mkdir(parents=True, exist_ok=True)
        with (self.path / ".lock").open("a+", encoding="ascii") as lock:
            _wait_for(lock.fileno(), wait_s)
            SourceChange(self).recover()
            change = SourceChange(self)
            try:
                yield change
            except BaseException:
                change.undo()
                raise
            change.settle()


@dataclass(slots=True)
class SourceChange:
    """One change of the folder, which can be undone until it is done."""

    folder: SourceFolder
    _before: dict[str, str | None] = field(default_factory=dict)

    def put(self, source_id: str, content: bytes, said: Mapping[str, str]) -> RawFile:
        """Add a source, or replace the one of this id. `said` holds the fields of its record."""
        originals = self.folder.path / ORIGINALS
        originals.mkdir(parents=True, exist_ok=True)
        original = originals / hashlib.sha256(content).hexdigest()
        if not original.exists():
            _write_whole(original, content)
        fields = record_fields(source_id, content, said)
        record = self.folder.path / f"{source_id}{RECORD_SUFFIX}"
        self._keep(record)
        _write_whole(record, to_toml(fields).encode())
        return read_record(record)

    def say(self, raw: RawFile, said: Mapping[str, str]) -> None:
        """Change what a source's record says, its file untouched."""
        if raw.record is not None:
            self._keep(raw.record)
            _write_whole(raw.record, to_toml({**raw.said, **said}).encode())

    def remove(self, raw: RawFile) -> None:
        """Take a source out; its record and its file are kept under removed/ and originals/."""
        if raw.record is not None:
            self._keep(raw.record)
            raw.record.unlink()
        if self.folder.path / ORIGINALS not in raw.path.parents:
            self._keep(raw.path)
            raw.path.unlink()

    def restore(self, records: Mapping[str, str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Make the added sources those of these records; return the ids that came and that went.

        A record whose original is no longer there is left out.
        """
        now = self.folder.records()
        came, went = [], []
        for name in sorted(now.keys() | records.keys()):
            if now.get(name) == records.get(name):
                continue
            record = self.folder.path / name
            self._keep(record)
            if name in now:
                went.append(read_record(record).source_id)
                record.unlink()
            if name in records and self._has_original(records[name]):
                _write_whole(record, records[name].encode())
                came.append(read_record(record).source_id)
        return tuple(came), tuple(went)

    def _has_original(self, record: str) -> bool:
        file = str(tomllib.loads(record).get("file", ""))
        return file.startswith(f"{ORIGINALS}/") and (self.folder.path / file).is_file()

    def undo(self) -> None:
        """Put every record back as it was before this change."""
        for name, kept in self._before.items():
            path = self.folder.path / name
            if kept is None:
                path.unlink(missing_ok=True)
            else:
                _write_whole(path, (self.folder.path / kept).read_bytes())
        self.settle()

    def settle(self) -> None:
        """Let the change stand."""
        self._before.clear()
        self._journal.unlink(missing_ok=True)

    def recover(self) -> None:
        """Undo what a killed process left."""
        with contextlib.suppress(FileNotFoundError):
            self._before = json.loads(self._journal.read_text(encoding="utf-8"))
            self.undo()

    @property
    def _journal(self) -> Path:
        return self.folder.path / _JOURNAL

    def _keep(self, path: Path) -> None:
        """Remember a file for undoing, and keep a copy of what it held for good."""
        name, kept = path.relative_to(self.folder.path).as_posix(), None
        if path.exists():
            content = path.read_bytes()
            removed = self.folder.path / REMOVED
            removed.mkdir(parents=True, exist_ok=True)
            kept = f"{REMOVED}/{hashlib.sha256(content).hexdigest()[:12]}-{path.name}"
            _write_whole(self.folder.path / kept, content)
        if name not in self._before:
            self._before[name] = kept
            _write_whole(self._journal, json.dumps(self._before).encode())


def record_fields(source_id: str, content: bytes, said: Mapping[str, str]) -> dict[str, str]:
    """Return what the record of an added source says: also its id, and the file by its content."""
    digest = hashlib.sha256(content).hexdigest()
    return {**said, "source_id": source_id, "file": f"{ORIGINALS}/{digest}"}


def _is_added(raw: RawFile) -> bool:
    """Whether a source was added by kilowit, its file kept by content."""
    return raw.record is not None and raw.said.get("file", "").startswith(f"{ORIGINALS}/")


def _link(file: Path, place: Path) -> None:
    """Link a file, or copy it where the file system has no links."""
    try:
        os.link(file, place)
    except OSError:
        shutil.copyfile(file, place)


def to_toml(fields: Mapping[str, str]) -> str:
    """Write a flat table of texts as TOML, in the order of its keys."""
    lines = []
    for name in sorted(fields):
        text = json.dumps(fields[name], ensure_ascii=False).replace("\x7f", "\\u007f")
        lines.append(f"{name} = {text}\n")
    return "".join(lines)


def _write_whole(path: Path, content: bytes) -> None:
    temporary = path.with_name(f".{path.name[:100]}-{os.getpid()}")
    with temporary.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)


def _wait_for(descriptor: int, wait_s: float) -> None:
    until = time.monotonic() + wait_s
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= until:
                raise SourceBusyError(wait_s) from None
            time.sleep(_LOOK_S)
        else:
            return
