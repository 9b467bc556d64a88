"""Content folders in, one knowledge store out."""

import contextlib
import hashlib
import os
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from knowledge.curated import read_curated
from knowledge.descriptions import group_series
from knowledge.errors import ContentError, ReadingError, StoreError
from knowledge.file_cache import FileCache, code_version, vocabulary_key
from knowledge.file_knowledge import FileKnowledge, read_file_knowledge
from knowledge.raw_files import LAID_OUT, RawFile, find_raw_files, source_of
from knowledge.records import Bilingual, Figure, Passage, Reading, SourceNote
from knowledge.sanity import examine
from knowledge.store import KnowledgeStore, memory_store
from knowledge.store_writing import KnowledgeRecords, extend_store, write_store
from knowledge.words import Vocabulary

_LAID_OUT_SUFFIXES = {".csv", ".md", ".toml"}


@dataclass(frozen=True, slots=True)
class KnowledgeReport:
    """How much a build read."""

    n_sources: int
    n_documents: int
    n_passages: int
    n_figures: int
    n_rejected: int
    n_series: int
    n_misconceptions: int


def content_files(folder: Path) -> tuple[Path, ...]:
    """Return every file that a build of this folder reads, in order of their paths.

    Raises:
        ContentError: the record of a raw file has a mistake.
    """
    raw = find_raw_files(folder)
    records = [r.record for r in raw if r.record is not None]
    files = {*_laid_out(folder), *records, *(r.path for r in raw)}
    return tuple(sorted(files, key=lambda p: p.relative_to(folder).as_posix()))


def _laid_out(folder: Path) -> list[Path]:
    """Return the files of curated content, in order of their paths."""
    return sorted(
        file
        for name in LAID_OUT
        for file in (folder / name).rglob("*")
        if file.is_file() and file.suffix in _LAID_OUT_SUFFIXES
    )


def read_content(
    folders: Sequence[Path], *, vocabulary: Vocabulary, cache: Path | None = None
) -> KnowledgeRecords:
    """Read content folders, later ones after (never instead of) earlier ones.

    Raises:
        ContentError: a file breaks the schema of docs/content.md. A raw file that cannot be read
            raises nothing: it becomes a note of kind `unread`, so that the others still serve.
    """
    curated = read_curated(folders, vocabulary=vocabulary)
    if not any(find_raw_files(folder) for folder in folders):
        return curated
    known = memory_store(curated)
    added = read_added(folders, vocabulary=vocabulary, cache=cache, known=known)
    known.close()
    return KnowledgeRecords(
        sources=tuple(sorted((*curated.sources, *added.sources), key=lambda s: s.source_id)),
        documents=(*curated.documents, *added.documents),
        passages=(*curated.passages, *added.passages),
        figures=(*curated.figures, *added.figures),
        series=(*curated.series, *added.series),
        misconceptions=curated.misconceptions,
        subjects=added.subjects,
        notes=added.notes,
    )


def read_added(
    folders: Sequence[Path],
    *,
    vocabulary: Vocabulary,
    cache: Path | None,
    known: KnowledgeStore,
) -> KnowledgeRecords:
    """Read the raw files of content folders, and examine their figures against what is known.

    Raises:
        ContentError: a raw file's id is that of another source.
    """
    files = FileCache(cache / "files" if cache else None)
    key = vocabulary_key(vocabulary)
    reader = partial(read_file_knowledge, vocabulary=vocabulary)
    read: list[FileKnowledge] = []
    notes: list[SourceNote] = []
    for raw in _raw_files(folders, {source.source_id for source in known.sources()}):
        try:
            found = files.read(raw, reader, vocabulary_key=key)
        except ReadingError as error:
            notes.append(SourceNote(raw.source_id, "unread", Bilingual(str(error))))
            found = FileKnowledge(source_of(raw, Reading(())))
        read.append(found)
        notes += _notes(found)
    figures = [f for found in read for f in found.figures]
    examined = examine(figures, known=known, vocabulary=vocabulary)
    source_of_figure = {f.figure_id: f.source_id for f in figures}
    notes += [
        SourceNote(source_of_figure[d.figure_id], "doubt", d.message, d.figure_id)
        for d in examined.doubts
        if d.figure_id is not None
    ]
    return _joined(read, examined.figures, tuple(notes))


def _raw_files(folders: Sequence[Path], taken: set[str]) -> Iterator[RawFile]:
    for folder in folders:
        for raw in find_raw_files(folder):
            if raw.source_id in taken:
                raise ContentError(
                    file=raw.name,
                    line=None,
                    problem=f"the source {raw.source_id!r} is known already",
                    remedy="give the file another name",
                )
            taken.add(raw.source_id)
            yield raw


def _notes(found: FileKnowledge) -> list[SourceNote]:
    source_id = found.source.source_id
    return [
        *(SourceNote(source_id, "skipped", Bilingual(text)) for text in found.skipped),
        *(SourceNote(source_id, "doubt", d.message, d.figure_id) for d in found.doubts),
    ]


def _joined(
    read: Sequence[FileKnowledge], figures: tuple[Figure, ...], notes: tuple[SourceNote, ...]
) -> KnowledgeRecords:
    subjects = {s.subject_id: s for found in reversed(read) for s in found.subjects}
    unfit = {f.figure_id for f in figures if f.standing == "rejected"}
    return KnowledgeRecords(
        sources=tuple(found.source for found in read),
        documents=tuple(d for found in read for d in found.documents),
        passages=tuple(_without(p, unfit) for found in read for p in found.passages),
        figures=figures,
        series=group_series(figures),
        misconceptions=(),
        subjects=tuple(subjects[s] for s in sorted(subjects)),
        notes=notes,
    )


def _without(passage: Passage, unfit: set[str]) -> Passage:
    """A passage cites no figure that was rejected."""
    kept = tuple(f for f in passage.figure_ids if f not in unfit)
    return passage if kept == passage.figure_ids else replace(passage, figure_ids=kept)


def build_knowledge(
    folders: Sequence[Path],
    *,
    store_path: Path,
    vocabulary: Vocabulary,
    cache: Path | None = None,
) -> KnowledgeReport:
    """Read content folders and write a new store.

    `cache` keeps what was read, of raw files and of the laid-out content, so that a build after
    one more article reads that article alone.
    """
    _lay_curated(folders, store_path, vocabulary=vocabulary, cache=cache)
    known = KnowledgeStore.open(store_path)
    added = read_added(folders, vocabulary=vocabulary, cache=cache, known=known)
    known.close()
    extend_store(store_path, added)
    store = KnowledgeStore.open(store_path)
    report = KnowledgeReport(
        n_sources=store.count("sources"),
        n_documents=store.count("documents"),
        n_passages=store.count("passages"),
        n_figures=store.count("figures"),
        n_rejected=len(store.rejected_figures()),
        n_series=store.count("series"),
        n_misconceptions=store.count("misconceptions"),
    )
    store.close()
    return report


def _lay_curated(
    folders: Sequence[Path], store_path: Path, *, vocabulary: Vocabulary, cache: Path | None
) -> None:
    """Write a store of the laid-out content, or copy the one kept from the build before."""
    kept = cache / "curated" / f"{_curated_key(folders, vocabulary)}.db" if cache else None
    if kept is not None and _copied(kept, store_path):
        return
    write_store(store_path, read_curated(folders, vocabulary=vocabulary)).close()
    if kept is not None:
        with contextlib.suppress(OSError):
            shutil.rmtree(kept.parent, ignore_errors=True)
            kept.parent.mkdir(parents=True)
            temporary = kept.with_suffix(f".{os.getpid()}")
            shutil.copyfile(store_path, temporary)
            temporary.replace(kept)


def _copied(kept: Path, store_path: Path) -> bool:
    """Copy a kept store where it is whole."""
    try:
        shutil.copyfile(kept, store_path)
        KnowledgeStore.open(store_path).close()
    except (OSError, StoreError):
        store_path.unlink(missing_ok=True)
        return False
    return True


def _curated_key(folders: Sequence[Path], vocabulary: Vocabulary) -> str:
    digest = hashlib.sha256(f"{code_version()} {vocabulary_key(vocabulary)}\n".encode())
    for folder in folders:
        for file in _laid_out(folder):
            content = hashlib.sha256(file.read_bytes()).hexdigest()
            digest.update(f"{file.relative_to(folder).as_posix()} {content}\n".encode())
    return digest.hexdigest()[:16]
