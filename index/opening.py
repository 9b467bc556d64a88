"""Opens a published generation for reading, and says what else to open when it cannot."""

from dataclasses import dataclass

from index.errors import GenerationError
from index.files import open_index
from index.generations import Home, Manifest, check_files, check_unchanged, read_manifest
from index.hybrid import HybridRetriever, Translate
from index.protocols import Encoder
from knowledge.store import KnowledgeStore


@dataclass(frozen=True, slots=True)
class OpenGeneration:
    """A generation in use: it stays whole for its reader whatever is published meanwhile."""

    name: str
    manifest: Manifest
    knowledge: KnowledgeStore
    retriever: HybridRetriever

    def close(self) -> None:
        """Close its databases."""
        self.knowledge.close()
        self.retriever.close()


def open_generation(
    home: Home,
    encoder: Encoder,
    *,
    name: str | None = None,
    translate: Translate = lambda text, language: (),
) -> OpenGeneration:
    """Open the current generation, or the named one, for reading.

    `translate` says a text's names in a language, so that names are found in both.

    Raises:
        GenerationError: there is none, it is damaged, or it was built with another model; the
            message names the last good generation where there is one.
    """
    wanted = name or home.current()
    if wanted is None:
        raise GenerationError("there is no knowledge yet; run: kilowit build")
    try:
        return _open(home, wanted, encoder, translate)
    except GenerationError as error:
        if name is None and home.current() != wanted:  # replaced, and cleared away, meanwhile
            return open_generation(home, encoder, translate=translate)
        raise GenerationError(f"{error}{_offer_good(home, wanted)}") from None


def _open(home: Home, name: str, encoder: Encoder, translate: Translate) -> OpenGeneration:
    folder = home.folder(name)
    manifest = read_manifest(folder)
    if (manifest.model_id, manifest.dimension) != (encoder.model_id, encoder.dimension):
        raise GenerationError(
            f"generation {name} was built with the model {manifest.model_id} "
            f"({manifest.dimension} dimensions), not {encoder.model_id} ({encoder.dimension}); "
            "run: kilowit build, or set KILOWIT_MODEL back"
        )
    check_unchanged(folder, manifest)
    return OpenGeneration(
        name=name,
        manifest=manifest,
        knowledge=KnowledgeStore.open(folder / "knowledge.db"),
        retriever=open_index(folder, encoder, translate=translate),
    )


def _offer_good(home: Home, name: str) -> str:
    good = next((n for n in home.names() if n != name and not check_files(home.folder(n))), None)
    return f" (the last good one is {good}: kilowit rollback {good})" if good else ""
