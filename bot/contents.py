"""The folders that a build reads, the shipped and the operator's, and the names they bring."""

from importlib import resources
from pathlib import Path

from bot.settings import Settings
from knowledge.words import Vocabulary, load_vocabulary


def content_folders(
    settings: Settings, *, only: Path | None = None, sources: Path | None = None
) -> list[Path]:
    """Return the folders that a build reads: the shipped content and the operator's `sources`.

    Between them come the publishers' current files. A server's own sources come after the
    operator's; `sources` stands in the place of the last.
    """
    if only is not None:
        return [only]
    publishers = sorted(p for p in (settings.root / "publishers").glob("[!.]*"))
    shared = [settings.shared / "sources"] if settings.shared else []
    added = [*publishers, *shared, sources or settings.home / "sources"]
    return [settings.content or shipped_content(), *(f for f in added if f.is_dir())]


def shipped_content() -> Path:
    """Return the folder of the content that kilowit ships."""
    return Path(str(resources.files("knowledge") / "content"))


def vocabulary_folders(settings: Settings) -> list[Path]:
    """Return the vocabulary's folders: the shipped one and the operator's."""
    own = settings.root / "vocabulary"
    shipped = Path(str(resources.files("knowledge") / "vocabulary"))
    return [shipped, *([own] if own.is_dir() else [])]


def operator_vocabulary(settings: Settings) -> Vocabulary:
    """Return the shipped vocabulary with the operator's additions."""
    return load_vocabulary(vocabulary_folders(settings)[1:])
