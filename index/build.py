"""Builds a generation beside the running one, checks it, and publishes it."""

import contextlib
import hashlib
import logging
import os
import sqlite3
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from index.entries import collect_entries
from index.errors import GenerationError
from index.files import write_index
from index.generations import (
    SCHEMA_VERSION,
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
    progress: Progress = lambda done, all_: None,
) -> str:
    """Build content folders into a generation, publish it, and return its name.

    The same content and model give the same name; when that generation exists and is whole, it is
    only published.

    Raises:
        BuildRunningError: another process is building.
        GenerationError: the data folder is full or cannot be written.
        ContentError: the content has a mistake; the current generation goes on serving.
    """
    name = generation_name([*folders, *vocabulary_folders], encoder.model_id)
    with home.building(), _plain_disk_errors():
        if name not in home.names() or check_files(home.generations / name):
            _write(home, name, folders, vocabulary, encoder, progress=progress)
        home.publish(name)
        home.prune()
    return name


def _write(
    home: Home,
    name: str,
    folders: Sequence[Path],
    vocabulary: Vocabulary,
    encoder: Encoder,
    *,
    progress: Progress,
) -> None:
    folder = home.generations / f".building-{os.getpid()}"
    folder.mkdir()
    report = build_knowledge(
        folders,
        store_path=folder / "knowledge.db",
        vocabulary=vocabulary,
        cache=home.path / "cache",
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
    vectors = VectorCache(home.path / "cache" / "vectors.db").encode_passages(
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
