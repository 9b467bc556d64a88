"""Generations: complete, immutable, published builds in one folder, and which one is current.

home/
  CURRENT                     the name of the published generation, replaced by one atomic rename
  generations/<name>/         knowledge.db, entries.db, vectors.faiss, lexical.db, words.bin,
                              centring.json, manifest.json
  generations/<name>/.staged  built to be looked at, never published yet
  generations/.building-*/    what a build writes; left-overs of a killed build are cleared
  build.lock                  held by the running build
"""

import contextlib
import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Protocol

from index.errors import BuildRunningError, GenerationError

SCHEMA_VERSION = 4
KEPT = 3
STAGED, STAGED_KEPT = ".staged", 3
FILES = ("knowledge.db", "entries.db", "vectors.faiss", "lexical.db", "words.bin", "centring.json")
OPTIONAL_FILES = ("codes-*.faiss",)  # of large segments
_REBUILD = "run: kilowit build"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation holds.

    `dense` says how its vectors are searched; `files` maps each file to its size in bytes and its
    SHA-256.
    """

    schema_version: int
    model_id: str
    dimension: int
    dense: str
    content_hash: str
    built: str
    n_figures: int
    n_passages: int
    n_entries: int
    n_sources: int
    files: dict[str, tuple[int, str]]


class Mirror(Protocol):
    """Publishes generations at a second place, before they become current in the data folder."""

    def publish(self, name: str, folder: Path) -> None:
        """Make a generation current there. Raises KilowitError; nothing has changed then."""
        ...


@dataclass(frozen=True, slots=True)
class Home:
    """The data folder with its generations; what it publishes goes to the `mirror` first."""

    path: Path
    mirror: Mirror | None = None

    @property
    def generations(self) -> Path:
        """The folder of generations."""
        return self.path / "generations"

    def names(self) -> tuple[str, ...]:
        """Return the published generations' names, newest first."""
        return tuple(name for name in self._whole() if not self._is_staged(name))

    def staged(self) -> tuple[str, ...]:
        """Return the names of what was built but never published, newest first."""
        return tuple(name for name in self._whole() if self._is_staged(name))

    def _is_staged(self, name: str) -> bool:
        """Whether a generation was never published; the current one was, whatever is left of it."""
        return (self.generations / name / STAGED).exists() and name != self._readable_current()

    def _whole(self) -> tuple[str, ...]:
        if not self.generations.is_dir():
            return ()
        found = [
            p
            for p in self.generations.iterdir()
            if not p.name.startswith(".") and (p / "manifest.json").is_file()
        ]
        found.sort(key=lambda p: (-(p / "manifest.json").stat().st_mtime_ns, p.name))
        return tuple(p.name for p in found)

    def current(self) -> str | None:
        """Return the name of the current generation, None before the first build."""
        try:
            return (self.path / "CURRENT").read_text(encoding="ascii").strip() or None
        except FileNotFoundError:
            return None
        except (OSError, UnicodeDecodeError) as error:
            raise GenerationError(f"cannot read CURRENT: {error}; {_REBUILD}") from None

    def _readable_current(self) -> str | None:
        with contextlib.suppress(GenerationError):
            return self.current()
        return None

    def folder(self, name: str) -> Path:
        """Return the folder of a generation. Raises GenerationError when there is none."""
        folder = self.generations / name
        if "/" in name or name.startswith(".") or not folder.is_dir():
            known = ", ".join(self.names()) or "none"
            raise GenerationError(f"no generation {name!r}; there are: {known}")
        return folder

    def publish(self, name: str) -> None:
        """Make a generation current, by one atomic rename.

        The mark of what was never published goes after it; should a kill come between, the next
        publishing takes it off.
        """
        folder = self.folder(name)
        if self.mirror is not None:
            self.mirror.publish(name, folder)
        if previous := self._readable_current():
            (self.generations / previous / STAGED).unlink(missing_ok=True)
        temporary = self.path / f".CURRENT-{os.getpid()}"
        with temporary.open("w", encoding="ascii") as file:
            file.write(name + "\n")
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(self.path / "CURRENT")
        _sync_folder(self.path)
        (folder / STAGED).unlink(missing_ok=True)

    def roll_back(self, name: str | None = None) -> str:
        """Publish an earlier generation, as `earlier` finds it. Raises GenerationError."""
        name = self.earlier(name)
        self.publish(name)
        return name

    def earlier(self, name: str | None = None) -> str:
        """Return a generation to go back to: the named one, else the newest but the current.

        Raises:
            GenerationError: there is none, it was never published, or its files are damaged.
        """
        if name is None:
            name = next((n for n in self.names() if n != self.current()), None)
            if name is None:
                raise GenerationError(f"there is no earlier generation; {_REBUILD}")
        problems = check_files(self.folder(name))
        if problems:
            raise GenerationError(f"generation {name} is damaged: {'; '.join(problems)}")
        if self._is_staged(name):
            raise GenerationError(
                f"generation {name} was never published; publish its proposal: kilowit proposals"
            )
        return name

    def prune(self, kept: int = KEPT, *, spared: str | None = None) -> tuple[str, ...]:
        """Delete all but the newest `kept` generations and the current one; return their names.

        `spared` stays too, as the one before the current should. Of what was built but not
        published, the newest STAGED_KEPT stay.
        """
        current = self.current()
        old = [n for n in self.names()[kept:] if n not in (current, spared)]
        old += self.staged()[STAGED_KEPT:]
        for name in old:
            doomed = self.generations / f".building-old-{name}"  # cleared if it cannot be finished
            (self.generations / name).rename(doomed)
            shutil.rmtree(doomed, ignore_errors=True)
        return tuple(old)

    def clear_leftovers(self) -> None:
        """Remove what a killed build left; only while holding the lock."""
        for folder in self.generations.glob(".building-*"):
            shutil.rmtree(folder, ignore_errors=True)

    @contextlib.contextmanager
    def building(self) -> Iterator[None]:
        """Hold the build lock; the kernel frees it when the process ends, however it ends.

        Raises:
            BuildRunningError: another process holds it.
            GenerationError: the folder cannot be written.
        """
        try:
            self.generations.mkdir(parents=True, exist_ok=True)
            lock = (self.path / "build.lock").open("a+", encoding="ascii")
        except OSError as error:
            raise GenerationError(
                f"cannot write to the data folder: {error.strerror}; "
                "make it writable or set KILOWIT_HOME to another folder"
            ) from None
        with lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                lock.seek(0)
                raise BuildRunningError(lock.read().strip() or "unknown") from None
            lock.truncate(0)
            lock.write(str(os.getpid()))
            lock.flush()
            self.clear_leftovers()
            yield


def read_manifest(folder: Path) -> Manifest:
    """Read and check a generation's manifest.

    Raises:
        GenerationError: it is missing, damaged or of another schema.
    """
    try:
        fields = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        checksum = fields.pop("checksum", None)
        if fields.get("schema_version") != SCHEMA_VERSION:
            raise GenerationError(
                f"generation {folder.name} has schema {fields.get('schema_version')}, "
                f"this kilowit reads {SCHEMA_VERSION}; {_REBUILD}"
            )
        files = {name: (int(size), str(digest)) for name, (size, digest) in fields["files"].items()}
        manifest = Manifest(**fields | {"files": files})
        expected = _checksum(fields)  # as written: an earlier one lacks what came since
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        if isinstance(error, GenerationError):
            raise
        raise _damaged(folder, "manifest.json") from None
    if checksum != expected:
        raise _damaged(folder, "manifest.json")
    return manifest


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the manifest last: a folder without one is no generation."""
    path = folder / "manifest.json"
    fields = asdict(manifest)
    with path.open("w", encoding="utf-8") as file:
        json.dump(fields | {"checksum": _checksum(fields)}, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    _sync_folder(folder)


def describe_files(folder: Path) -> dict[str, tuple[int, str]]:
    """Put each file of a generation onto the disk; return its size and SHA-256."""
    paths = [folder / name for name in FILES]
    paths += sorted({path for pattern in OPTIONAL_FILES for path in folder.glob(pattern)})
    for path in paths:
        with path.open("rb") as file:
            os.fsync(file.fileno())
    return {
        path.relative_to(folder).as_posix(): (path.stat().st_size, _digest(path)) for path in paths
    }


def check_unchanged(folder: Path, manifest: Manifest) -> None:
    """Compare sizes, and the checksums of files changed since the manifest was written.

    So every opening finds what was cut or altered, without reading what nobody touched; a disk that
    loses bits by itself is found by `check_files`.

    Raises:
        GenerationError: a file is missing or differs.
    """
    written_ns = (folder / "manifest.json").stat().st_mtime_ns
    for name, (size, digest) in manifest.files.items():
        path = folder / name
        state = path.stat() if path.is_file() else None
        touched = state is not None and state.st_mtime_ns > written_ns
        if state is None or state.st_size != size or (touched and _digest(path) != digest):
            raise _damaged(folder, name)


def _damaged(folder: Path, name: str) -> GenerationError:
    return GenerationError(
        f"generation {folder.name} is damaged ({name}); run: kilowit rollback, or kilowit build"
    )


def check_files(folder: Path) -> list[str]:
    """Compare every checksum; return what is wrong, empty when all is well."""
    try:
        manifest = read_manifest(folder)
    except GenerationError as error:
        return [str(error)]
    problems = []
    for name, (size, digest) in sorted(manifest.files.items()):
        path = folder / name
        if not path.is_file():
            problems.append(f"{name} is missing")
        elif path.stat().st_size != size or _digest(path) != digest:
            problems.append(f"{name} differs from its checksum")
    return problems


def _checksum(fields: Mapping[str, object]) -> str:
    """The manifest's own SHA-256, over its fields in one spelling."""
    return hashlib.sha256(json.dumps(fields, sort_keys=True).encode()).hexdigest()


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
