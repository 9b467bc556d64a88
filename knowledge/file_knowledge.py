"""One raw file in, all that it holds out: its source, documents, passages, figures and doubts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.extraction import Doubt, FoundFigures, find_figures
from knowledge.passages import split_document
from knowledge.raw_files import RawFile, source_of
from knowledge.reading import read_bytes, read_file
from knowledge.reading.cleaning import deceptions
from knowledge.records import Document, Figure, Passage, Reading, Source
from knowledge.tabling import find_table_figures, row_starts
from knowledge.words import Subject, Vocabulary


@dataclass(frozen=True, slots=True)
class FileKnowledge:
    """What one file gives. `subjects` are those that the vocabulary does not have.

    `skipped` tells, in sentences, what of the file could not be read.
    """

    source: Source
    documents: tuple[Document, ...] = ()
    passages: tuple[Passage, ...] = ()
    figures: tuple[Figure, ...] = ()
    subjects: tuple[Subject, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    skipped: tuple[str, ...] = ()


def read_file_knowledge(raw: RawFile, *, vocabulary: Vocabulary) -> FileKnowledge:
    """Read a raw file whole.

    Raises:
        ReadingError: nothing of it can be read; the error says why.
    """
    reading = _read(raw)
    source = source_of(raw, reading)
    found = [_find_figures(d, source=source, vocabulary=vocabulary) for d in reading.documents]
    figures = {f.figure_id: f for part in found for f in part.figures}
    subjects = {s.subject_id: s for part in found for s in part.subjects}
    return FileKnowledge(
        source=source,
        documents=reading.documents,
        passages=tuple(p for d in reading.documents for p in _passages(d, tuple(figures.values()))),
        figures=tuple(figures.values()),
        subjects=tuple(subjects.values()),
        doubts=tuple(d for part in found for d in part.doubts),
        skipped=(*reading.skipped, *_deceptive_names(source)),
    )


def _deceptive_names(source: Source) -> Iterator[str]:
    """Tell of names that look like others."""
    for name in ("title", "publisher"):
        yield from (f"{name}: {told}" for told in deceptions(getattr(source, name)))


def _read(raw: RawFile) -> Reading:
    """Read a file under the name that it came with, which may tell its kind."""
    if raw.path.name == raw.name:
        return read_file(raw.path, source_id=raw.source_id)
    return read_bytes(raw.path.read_bytes(), name=raw.name, source_id=raw.source_id)


def _find_figures(document: Document, *, source: Source, vocabulary: Vocabulary) -> FoundFigures:
    if document.kind == "table":
        return find_table_figures(document, source=source, vocabulary=vocabulary)
    return find_figures(document, source=source, vocabulary=vocabulary)


def _passages(document: Document, figures: Sequence[Figure]) -> tuple[Passage, ...]:
    """Cut a document; each passage names the figures whose quotes or rows begin in it."""
    own = [f for f in figures if f.locator.document_id == document.document_id]
    marks = [(f.locator.start, f.figure_id) for f in own if f.locator.start is not None]
    starts = row_starts(document.text) if document.kind == "table" else ()
    marks += [(starts[f.locator.row - 1], f.figure_id) for f in own if f.locator.row is not None]
    return split_document(document, tuple(marks))
