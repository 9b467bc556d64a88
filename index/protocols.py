"""What the other packages may expect of the index, without its libraries."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol, TypeAlias, runtime_checkable

from knowledge.records import Language

if TYPE_CHECKING:  # a figure is answered without loading numpy
    import numpy as np
    from numpy.typing import NDArray

EntryKind = Literal["passage", "sentence", "question", "series", "misconception"]
Reason = Literal["dense", "lexical", "exact"]
Embeddings: TypeAlias = "NDArray[np.float32]"


class Entry(NamedTuple):
    """One retrievable text: a passage, a series description, or a wording of a misconception.

    `target_id` is the passage_id, series_id or misconception_id that it stands for, or for a
    sentence, and for a question that it answers, `passage_id:start:end` with its span; several
    entries may share one (a description in each language, several wordings). `years` are those of
    a series' figures.
    """

    entry_id: str
    kind: EntryKind
    target_id: str
    language: Language
    text: str
    source_id: str
    subject_id: str | None = None
    years: tuple[str, ...] = ()


class Hit(NamedTuple):
    """A retrieved target, best entry first.

    `score` orders hits; `dense` is the centred cosine in [-1, 1], `lexical` the share in [0, 1]
    of the best possible BM25 score, or None when no word matched.
    """

    kind: EntryKind
    target_id: str
    entry_id: str
    language: Language
    text: str
    score: float
    dense: float
    lexical: float | None
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Filters:
    """Narrow a retrieval; empty tuples mean no restriction. Only series have subjects and years.

    Carried questions are no texts to show: they are found only where their kind is asked for.
    """

    kinds: tuple[EntryKind, ...] = ()
    languages: tuple[Language, ...] = ()
    source_ids: tuple[str, ...] = ()
    subject_ids: tuple[str, ...] = ()
    years: tuple[str, ...] = ()


NO_FILTERS = Filters()


class Encoder(Protocol):
    """Turns texts into unit vectors. `model_id` names model and weights, for caches and checks."""

    model_id: str
    dimension: int

    def encode_queries(self, texts: Sequence[str]) -> Embeddings:
        """Return float32 of shape (len(texts), dimension), rows of length 1."""
        ...

    def encode_passages(self, texts: Sequence[str]) -> Embeddings:
        """Return float32 of shape (len(texts), dimension), rows of length 1."""
        ...


@runtime_checkable
class SpreadEncoder(Encoder, Protocol):
    """An encoder that encodes many batches at once, on other processors or machines."""

    def encode_batches(self, batches: Sequence[Sequence[str]]) -> Iterator[tuple[int, Embeddings]]:
        """Yield each batch's number and its vectors, each once, as they are done."""
        ...


class Retriever(Protocol):
    """Finds the targets nearest in meaning and words to a question."""

    def retrieve(
        self, question: str, *, k: int = 10, filters: Filters = NO_FILTERS
    ) -> tuple[Hit, ...]:
        """Return at most `k` hits, best first, one for each target; ties break by target_id."""
        ...
