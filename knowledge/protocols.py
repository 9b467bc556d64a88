"""What reasoning may ask of the stored knowledge, without its database."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from knowledge.records import (
    Document,
    Figure,
    Misconception,
    Passage,
    Series,
    Source,
    SourceNote,
)
from knowledge.words import Subject


class Knowledge(Protocol):
    """The facts of one generation. Every tuple has a decided order."""

    def has_more_figures(self, measure_id: str, than: int) -> bool:
        """Whether a measure has more than so many figures, rejected ones left out."""
        ...

    def figures(
        self,
        *,
        subject_ids: Sequence[str] = (),
        measure_ids: Sequence[str] = (),
        regions: Sequence[str] = (),
        periods: Sequence[str] = (),
        source_ids: Sequence[str] = (),
    ) -> tuple[Figure, ...]:
        """Return figures that match all given lists (an empty list does not restrict).

        Rejected ones left out; in order of subject, measure, region, period start, standing,
        tier, newest publication first, figure_id.
        """
        ...

    def units_of(self, subject_id: str) -> tuple[tuple[str, str, str, int], ...]:
        """Return each (measure_id, region, unit) of a subject's figures, and how many have it.

        Rejected ones left out; in order.
        """
        ...

    def passage_counts(self) -> Mapping[str, int]:
        """Return how many passages each source with any has."""
        ...

    def has_curated_figures(self) -> bool:
        """Whether any figure was written down by hand, not found in an added file."""
        ...

    def figure(self, figure_id: str) -> Figure:
        """Return one figure, by figure_id or key. Raises NotKnownError."""
        ...

    def source(self, source_id: str) -> Source:
        """Return one source. Raises NotKnownError."""
        ...

    def sources(self) -> tuple[Source, ...]:
        """Return all sources by source_id."""
        ...

    def notes(self, *, source_id: str | None = None) -> tuple[SourceNote, ...]:
        """Return what was not read and what is doubtful, by source, in the order of reading."""
        ...

    def document(self, document_id: str) -> Document:
        """Return one document. Raises NotKnownError."""
        ...

    def passage(self, passage_id: str) -> Passage:
        """Return one passage. Raises NotKnownError."""
        ...

    def passages(self, *, source_id: str | None = None) -> tuple[Passage, ...]:
        """Return passages by document and start."""
        ...

    def series(self, series_id: str) -> Series:
        """Return one series. Raises NotKnownError."""
        ...

    def series_topics(self) -> tuple[tuple[str, str, str], ...]:
        """Return each (subject_id, measure_id, region) that a series has, in order."""
        ...

    def all_series(self) -> tuple[Series, ...]:
        """Return every series by series_id."""
        ...

    def misconceptions(self) -> tuple[Misconception, ...]:
        """Return all misconceptions by id."""
        ...

    def subjects(self) -> tuple[Subject, ...]:
        """Return the subjects that sources name and the vocabulary does not have, by id."""
        ...
