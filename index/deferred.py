"""A model and an index that are loaded when something is first searched for.

A question about a stored figure is answered without either, and loading them (numpy, faiss, the
model) takes longer than such an answer.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from index.protocols import NO_FILTERS, Embeddings, Encoder, Filters, Hit

if TYPE_CHECKING:
    from index.hybrid import HybridRetriever, Translate


class DeferredEncoder:
    """An encoder whose `model_id` and `dimension` are known before it is loaded."""

    def __init__(self, model_id: str, dimension: int, load: Callable[[], Encoder]) -> None:
        self.model_id = model_id
        self.dimension = dimension
        self._load = load
        self._loaded: Encoder | None = None

    def encode_queries(self, texts: Sequence[str]) -> Embeddings:
        """Return float32 of shape (len(texts), dimension), rows of length 1."""
        return self._encoder().encode_queries(texts)

    def encode_passages(self, texts: Sequence[str]) -> Embeddings:
        """Return float32 of shape (len(texts), dimension), rows of length 1."""
        return self._encoder().encode_passages(texts)

    def _encoder(self) -> Encoder:
        if self._loaded is None:
            self._loaded = self._load()
        return self._loaded


class DeferredRetriever:
    """The retriever over a folder; it is opened by the first search. Not thread-safe.

    Until then nothing holds its files: a folder that is cleared away meanwhile cannot be searched.
    """

    def __init__(self, folder: Path, encoder: Encoder, translate: "Translate") -> None:
        self._folder, self._encoder, self._translate = folder, encoder, translate
        self._opened: HybridRetriever | None = None

    def retrieve(
        self, question: str, *, k: int = 10, filters: Filters = NO_FILTERS
    ) -> tuple[Hit, ...]:
        """Return at most `k` hits, best first, as the retriever does.

        Raises:
            GenerationError: a file of the folder is damaged.
        """
        if self._opened is None:
            self._opened = self.open()
        return self._opened.retrieve(question, k=k, filters=filters)

    def open(self) -> "HybridRetriever":
        """Open the folder now. Raises GenerationError when a file is damaged."""
        from index.files import open_index  # noqa: PLC0415  # brings numpy and faiss

        return open_index(self._folder, self._encoder, translate=self._translate)

    def close(self) -> None:
        """Close its files, if any are open."""
        if self._opened is not None:
            self._opened.close()
