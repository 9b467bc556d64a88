"""The files by which a generation is searched: written at once, opened without reading them."""

from collections.abc import Sequence
from pathlib import Path

from index.centring import Centring
from index.dense import DenseIndex
from index.entries import EntryStore, write_entries
from index.errors import GenerationError
from index.hybrid import HybridRetriever, Translate
from index.lexical import LexicalIndex
from index.lexical_build import build_lexical, group_runs
from index.priors import shipped_means
from index.protocols import Embeddings, Encoder, Entry


def write_index(
    folder: Path, entries: Sequence[Entry], vectors: Embeddings, *, model_id: str
) -> str:
    """Write entries and their vectors, float32 of shape (n, dimension), into a folder.

    Entries of one kind and language must stand together. Returns how the vectors are searched.
    """
    groups = [(entry.kind, entry.language) for entry in entries]
    dense = DenseIndex.build(vectors, [(start, end) for _, start, end in group_runs(groups)])
    dense.save(folder)
    lengths = build_lexical(folder, [entry.text for entry in entries], groups)
    write_entries(folder / "entries.db", entries)
    languages = [entry.language for entry in entries]
    centring = Centring.fit(vectors, languages, lengths, prior=shipped_means(model_id))
    (folder / "centring.json").write_text(centring.encode(), encoding="utf-8")
    return dense.kind


def open_index(
    folder: Path, encoder: Encoder, *, translate: Translate = lambda text, language: ()
) -> HybridRetriever:
    """Open a folder for retrieval. Raises GenerationError when a file is damaged."""
    try:
        centring = Centring.decode((folder / "centring.json").read_text(encoding="utf-8"))
    except (ValueError, TypeError, KeyError, AttributeError):
        raise GenerationError(
            f"generation {folder.name} is damaged (centring.json); "
            "run: kilowit rollback, or kilowit build"
        ) from None
    return HybridRetriever(
        entries=EntryStore.open(folder / "entries.db"),
        dense=DenseIndex.open(folder),
        lexical=LexicalIndex.open(folder),
        centring=centring,
        encoder=encoder,
        translate=translate,
    )
