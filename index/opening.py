"""Opens a published generation for reading, and says what else to open when it cannot."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.deferred import DeferredRetriever
from index.errors import GenerationError
from index.generations import Home, Manifest, check_files, check_unchanged, read_manifest
from index.protocols import Encoder
from knowledge.store import KnowledgeStore

if TYPE_CHECKING:
    from index.hybrid import HybridRetriever, Translate


@dataclass(frozen=True, slots=True)
class OpenGeneration:
    """A generation in use: it stays whole for its reader whatever is published meanwhile."""

    name: str
    manifest: Manifest
    knowledge: KnowledgeStore
    retriever: "HybridRetriever | DeferredRetriever"

    def close(self) -> None:
        """Close its databases."""
        self.knowledge.close()
        self.retriever.close()


def open_generation(
    home: Home,
    encoder: Encoder,
    *,
    name: str | None = None,
    translate: "Translate" = lambda text, language: (),
    deferred: bool = False,
) -> OpenGeneration:
    """Open the current generation, or the named one, for reading.

    `translate` says a text's names in a language, so that names are found in both. `deferred`
    leaves the index closed until something is searched for; its files are compared all the same.

    Raises:
        GenerationError: there is none, it is damaged, or it was built with another model; the
            message names the last good generation where there is one.
    """
    wanted = name or home.current()
    if wanted is None:
        raise GenerationError("there is no knowledge yet; run: kilowit build")
    try:
        return _open(home, wanted, encoder, translate, deferred=deferred)
    except GenerationError as error:
        if name is None and home.current() != wanted:  # replaced, and cleared away, meanwhile
            return open_generation(home, encoder, translate=translate, deferred=deferred)
        raise GenerationError(f"{error}{_offer_good(home, wanted)}") from None


def _open(
    home: Home, name: str, encoder: Encoder, translate: "Translate", *, deferred: bool
) -> OpenGeneration:
    folder = home.folder(name)
    manifest = read_manifest(folder)
    if (manifest.model_id, manifest.dimension) != (encoder.model_id, encoder.dimension):
        raise GenerationError(
            f"generation {name} was built with the model {manifest.model_id} "
            f"({manifest.dimension} dimensions), not {encoder.model_id} ({encoder.dimension}); "
            "run: kilowit build, or set KILOWIT_MODEL back"
        )
    check_unchanged(folder, manifest)
    retriever = DeferredRetriever(folder, encoder, translate)
    return OpenGeneration(
        name=name,
        manifest=manifest,
        knowledge=KnowledgeStore.open(folder / "knowledge.db"),
        retriever=retriever if deferred else retriever.open(),
    )


def _offer_good(home: Home, name: str) -> str:
    good = next((n for n in home.names() if n != name and not check_files(home.folder(n))), None)
    return f" (the last good one is {good}: kilowit rollback {good})" if good else ""
