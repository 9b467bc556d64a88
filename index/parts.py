"""What the retriever is put together from, without the files or the database that hold it.

Positions number the entries of a generation; those of one kind and language stand together.
"""

from collections.abc import Mapping, Sequence
from typing import Protocol

from index.lexical import LexicalHits, LexicalQuery, Positions, Segment
from index.protocols import Embeddings, Entry, Filters


class EntryReader(Protocol):
    """Reads entries by position."""

    def read(self, positions: Sequence[int]) -> Mapping[int, Entry]:
        """Return the entries at positions."""
        ...

    def positions(self, filters: Filters) -> tuple[int, ...] | None:
        """Return the positions of the filters' sources, subjects and years; None for all."""
        ...

    def close(self) -> None:
        """Close what it reads from."""
        ...


class VectorSearch(Protocol):
    """Finds the nearest vectors. `search` may be called by two threads at once."""

    def search(
        self,
        query: Embeddings,
        k: int,
        *,
        within: tuple[int, int] | None = None,
        among: Sequence[int] | None = None,
    ) -> list[tuple[int, float]]:
        """Return (position, cosine) of the `k` nearest, best first; equal ones by position."""
        ...

    def vectors(self, positions: Sequence[int]) -> Embeddings:
        """Return the vectors at positions, float32 of shape (len(positions), dimension)."""
        ...


class WordSearch(Protocol):
    """Finds the entries that share a question's words."""

    @property
    def segments(self) -> tuple[Segment, ...]:
        """The runs of entries of one kind and language, in order of position."""
        ...

    def query(self, segment: Segment, words: Sequence[str]) -> LexicalQuery:
        """Weigh tokens among a segment's entries; one that no entry holds counts too."""
        ...

    def candidates(
        self, query: LexicalQuery, k: int, *, among: Sequence[int] | None = None
    ) -> Positions:
        """Return the positions of at most `k` entries with the best scores by searched tokens."""
        ...

    def score(self, query: LexicalQuery, positions: Positions) -> LexicalHits:
        """Score entries of the query's segment; those without a word of it lie below chance."""
        ...

    def close(self) -> None:
        """Close what it reads from."""
        ...
