"""Candidates by tantivy, for segments that are large: time grows far less with the matches.

Installed with `pip install 'kilowit[large]'`; the only module that imports tantivy.
"""

import errno
import importlib.util
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import GenerationError

if TYPE_CHECKING:
    import tantivy

_HEAP_BYTES = 200_000_000
_TOKENS, _POSITION = "tokens", "position"


def folder_name(segment: int) -> str:
    """Return the name of a segment's folder."""
    return f"words-{segment}"


def is_installed() -> bool:
    """Whether tantivy can be imported."""
    return importlib.util.find_spec("tantivy") is not None


class TantivyEngine:
    """Candidates by tantivy's own BM25 over one segment's tokens."""

    def __init__(self, folder: Path) -> None:
        """Open a folder. Raises GenerationError when it is damaged, or tantivy is missing."""
        if not is_installed():
            raise GenerationError(
                f"{folder.name} was built with tantivy, which is not installed; "
                "run: pip install 'kilowit[large]', or kilowit build"
            )
        import tantivy  # noqa: PLC0415  # an extra, and only where a segment is large

        self._tantivy = tantivy
        self._schema = _schema()
        try:
            self._searcher = tantivy.Index.open(str(folder)).searcher()
        except (ValueError, OSError) as error:
            if "Lockfile" in str(error):
                raise GenerationError(
                    f"{folder.name} cannot be opened: tantivy keeps a lock in it; "
                    "make the data folder writable"
                ) from None
            raise GenerationError(
                f"{folder.name} is damaged; run: kilowit verify, then kilowit rollback"
            ) from None

    def candidates(
        self, segment: object, words: Sequence[str], k: int, runs: Sequence[tuple[int, int]]
    ) -> list[int]:
        """Return at most `k` positions, best first; equal scores in order of position.

        The folder holds one segment, so which it is does not matter.
        """
        query = self._any_of([self._term(word) for word in words])
        if runs:
            must = self._tantivy.Occur.Must
            inside = self._any_of([self._between(first, last) for first, last in runs])
            # Only words count for the score.
            inside = self._tantivy.Query.const_score_query(inside, 0.0)
            query = self._tantivy.Query.boolean_query([(must, query), (must, inside)])
        hits = self._searcher.search(query, limit=k, count=False).hits
        scored = [(-score, self._position(address)) for score, address in hits]
        return [position for _, position in sorted(scored)]

    def _term(self, word: str) -> "tantivy.Query":
        return self._tantivy.Query.term_query(self._schema, _TOKENS, word, "freq")

    def _between(self, first: int, last: int) -> "tantivy.Query":
        kind = self._tantivy.FieldType.Unsigned
        return self._tantivy.Query.range_query(self._schema, _POSITION, kind, first, last)

    def _any_of(self, queries: Sequence["tantivy.Query"]) -> "tantivy.Query":
        should = self._tantivy.Occur.Should
        return self._tantivy.Query.boolean_query([(should, query) for query in queries])

    def _position(self, address: "tantivy.DocAddress") -> int:
        return int(self._searcher.doc(address)[_POSITION][0])


def build_tantivy(folder: Path, rows: Iterable[tuple[int, str]]) -> None:
    """Write (position, tokens joined by spaces) into a folder that searching maps into memory.

    One thread writes, so that the same rows give the same order. Raises OSError when the disk is
    full.
    """
    import tantivy  # noqa: PLC0415  # an extra

    folder.mkdir()
    index = tantivy.Index(_schema(), path=str(folder))
    writer = index.writer(heap_size=_HEAP_BYTES, num_threads=1)
    try:
        for position, tokens in rows:
            document = tantivy.Document()
            document.add_text(_TOKENS, tokens)
            document.add_unsigned(_POSITION, position)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
    except ValueError as error:  # tantivy's word for a write that failed
        raise OSError(errno.EIO, f"{folder.name} cannot be written ({error})") from None
    for lock in folder.glob(".*.lock"):
        lock.unlink()


def _schema() -> "tantivy.Schema":
    import tantivy  # noqa: PLC0415  # an extra

    builder = tantivy.SchemaBuilder()
    builder.add_text_field(_TOKENS, tokenizer_name="whitespace", index_option="freq")
    builder.add_unsigned_field(_POSITION, stored=True, indexed=True, fast=True)
    return builder.build()
