"""Content folders in, one knowledge store out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from importlib import resources
from pathlib import Path

from knowledge.curated import read_curated
from knowledge.descriptions import group_series
from knowledge.errors import ContentError, ReadingError
from knowledge.file_cache import FileCache, vocabulary_key
from knowledge.file_knowledge import FileKnowledge, read_file_knowledge
from knowledge.raw_files import LAID_OUT, RawFile, find_raw_files, source_of
from knowledge.records import Bilingual, Reading
from knowledge.store import KnowledgeRecords, SourceNote, write_store
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


def shipped_content() -> Path:
    """Return the folder of the content that kilowit ships."""
    return Path(str(resources.files("knowledge") / "content"))


def content_files(folder: Path) -> tuple[Path, ...]:
    """Return every file that a build of this folder reads, in order of their paths.

    Raises:
        ContentError: the record of a raw file has a mistake.
    """
    laid_out = [
        file
        for name in LAID_OUT
        for file in (folder / name).rglob("*")
        if file.is_file() and file.suffix in _LAID_OUT_SUFFIXES
    ]
    raw = find_raw_files(folder)
    records = [r.record for r in raw if r.record is not None]
    files = {*laid_out, *records, *(r.path for r in raw)}
    return tuple(sorted(files, key=lambda p: p.relative_to(folder).as_posix()))


def read_content(
    folders: Sequence[Path], *, vocabulary: Vocabulary, cache: Path | None = None
) -> KnowledgeRecords:
    """Read content folders, later ones after (never instead of) earlier ones.

    Raises:
        ContentError: a file breaks the schema of docs/content.md. A raw file that cannot be read
            raises nothing: it becomes a note of kind `unread`, so that the others still serve.
    """
    curated = read_curated(folders, vocabulary=vocabulary)
    files = FileCache(cache / "files" if cache else None)
    key = vocabulary_key(vocabulary)
    reader = partial(read_file_knowledge, vocabulary=vocabulary)
    taken = {source.source_id for source in curated.sources}
    read: list[FileKnowledge] = []
    notes: list[SourceNote] = []
    for raw in _raw_files(folders, taken):
        try:
            found = files.read(raw, reader, vocabulary_key=key)
        except ReadingError as error:
            notes.append(SourceNote(raw.source_id, "unread", Bilingual(str(error))))
            found = FileKnowledge(source_of(raw, Reading(())))
        read.append(found)
        notes += _notes(found)
    return _joined(curated, read, tuple(notes))


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
    curated: KnowledgeRecords, read: Sequence[FileKnowledge], notes: tuple[SourceNote, ...]
) -> KnowledgeRecords:
    figures = [f for found in read for f in found.figures]
    subjects = {s.subject_id: s for found in reversed(read) for s in found.subjects}
    return KnowledgeRecords(
        sources=tuple(
            sorted((*curated.sources, *(f.source for f in read)), key=lambda s: s.source_id)
        ),
        documents=(*curated.documents, *(d for found in read for d in found.documents)),
        passages=(*curated.passages, *(p for found in read for p in found.passages)),
        figures=(*curated.figures, *figures),
        series=(*curated.series, *group_series(figures)),
        misconceptions=curated.misconceptions,
        subjects=tuple(subjects[s] for s in sorted(subjects)),
        notes=notes,
    )


def build_knowledge(
    folders: Sequence[Path],
    *,
    store_path: Path,
    vocabulary: Vocabulary,
    cache: Path | None = None,
) -> KnowledgeReport:
    """Read content folders and write a new store; `cache` keeps what was read of raw files."""
    records = read_content(folders, vocabulary=vocabulary, cache=cache)
    write_store(store_path, records).close()
    return KnowledgeReport(
        n_sources=len(records.sources),
        n_documents=len(records.documents),
        n_passages=len(records.passages),
        n_figures=len(records.figures),
        n_rejected=sum(f.standing == "rejected" for f in records.figures),
        n_series=len(records.series),
        n_misconceptions=len(records.misconceptions),
    )
