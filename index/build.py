"""Builds a generation beside the running one, checks it, and publishes it."""

import contextlib
import hashlib
import logging
import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from index.entries import collect_entries
from index.errors import GenerationError
from index.files import write_index
from index.generations import (
    SCHEMA_VERSION,
    STAGED,
    Home,
    Manifest,
    check_files,
    describe_files,
    write_manifest,
)
from index.protocols import Encoder
from index.vector_cache import Progress, VectorCache
from knowledge.file_cache import code_version
from knowledge.ingest import build_knowledge, content_files
from knowledge.store import KnowledgeStore
from knowledge.words import Vocabulary

logger = logging.getLogger(__name__)

_DISK_CODES = (
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
)


def generation_name(folders: Sequence[Path], model_id: str) -> str:
    """Return the name that a build of these folders has: a hash of all that goes into it."""
    digest = hashlib.sha256(f"{SCHEMA_VERSION}\n{code_version()}\n{model_id}\n".encode())
    for folder in folders:
        for file in content_files(folder):
            content = hashlib.sha256(file.read_bytes()).hexdigest()
            digest.update(f"{file.relative_to(folder).as_posix()} {content}\n".encode())
    return digest.hexdigest()[:16]


def build_generation(
    home: Home,
    folders: Sequence[Path],
    *,
    vocabulary: Vocabulary,
    vocabulary_folders: Sequence[Path],
    encoder: Encoder,
    cache: Path | None = None,
    publish: bool = True,
    complete: Callable[[Path], None] = lambda folder: None,
    progress: Progress = lambda done, all_: None,
) -> str:
    """Build content folders into a generation, publish it, and return its name.

    The same content and model give the same name; when that generation exists and is whole, it is
    only published. Without `publish` it is only laid ready. `complete` adds to its folder before
    anybody opens it. `cache` is where what was read and encoded is kept; default: in the home.

    Raises:
        BuildRunningError: another process is building.
        GenerationError: the data folder is full or cannot be written.
        ContentError: the content has a mistake; the current generation goes on serving.
    """
    name = generation_name([*folders, *vocabulary_folders], encoder.model_id)
    with home.building(), _plain_disk_errors():
        folder = home.generations / name
        if not folder.is_dir() or check_files(folder):
            built = _write(
                home, name, folders, vocabulary, encoder,
                cache=cache or home.path / "cache", progress=progress,
            )  # fmt: skip
            complete(built)
            if not publish:
                (built / STAGED).touch()
            _put_in_place(home, built, name)
        before = home.current()
        if publish:
            complete(folder)
            home.publish(name)
        home.prune(spared=before)
    return name


def _write(
    home: Home,
    name: str,
    folders: Sequence[Path],
    vocabulary: Vocabulary,
    encoder: Encoder,
    *,
    cache: Path,
    progress: Progress,
) -> Path:
    folder = home.generations / f".building-{os.getpid()}"
    folder.mkdir()
    report = build_knowledge(
        folders,
        store_path=folder / "knowledge.db",
        vocabulary=vocabulary,
        cache=cache,
    )
    logger.info(
        "read %s sources, %s figures, %s passages",
        report.n_sources,
        report.n_figures,
        report.n_passages,
    )
    knowledge = KnowledgeStore.open(folder / "knowledge.db")
    vocabulary = vocabulary.with_subjects(knowledge.subjects())
    entries = collect_entries(knowledge, vocabulary)
    knowledge.close()
    vectors = VectorCache(cache / "vectors.db").encode_passages(
        [entry.text for entry in entries], encoder, progress=progress
    )
    dense = write_index(folder, entries, vectors, model_id=encoder.model_id)
    write_manifest(
        folder,
        Manifest(
            schema_version=SCHEMA_VERSION,
            model_id=encoder.model_id,
            dimension=encoder.dimension,
            dense=dense,
            content_hash=name,
            built=datetime.now(UTC).isoformat(timespec="seconds"),
            n_figures=report.n_figures,
            n_passages=report.n_passages,
            n_entries=len(entries),
            n_sources=report.n_sources,
            files=describe_files(folder),
        ),
    )
    return folder


def _put_in_place(home: Home, folder: Path, name: str) -> None:
    target = home.generations / name
    if target.exists():
        target.rename(home.generations / f".building-replaced-{os.getpid()}")
    folder.rename(target)


@contextlib.contextmanager
def _plain_disk_errors() -> Iterator[None]:
    """Turn a full or read-only disk into one sentence; nothing published is touched."""
    try:
        yield
    except GenerationError:
        raise
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF not in _DISK_CODES:
            raise
        raise _unwritable(str(error)) from None
    except OSError as error:
        if error.errno is None:
            raise
        raise _unwritable(error.strerror or str(error)) from None


def _unwritable(why: str) -> GenerationError:
    return GenerationError(
        f"cannot write the new generation: {why}; "
        "free disk space or set KILOWIT_HOME; the current one goes on serving"
    )
