"""An engine over a folder of documents, alone or beside others, with a deterministic encoder."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from bot.engine import KilowitEngine, build_engine
from index.build import build_generation
from index.generations import Home
from index.hashing import HashEncoder
from index.opening import open_generation
from knowledge.words import load_vocabulary


@contextmanager
def engine_over(
    documents: Path, home: Path, *, beside: Sequence[Path] = ()
) -> Iterator[KilowitEngine]:
    """Index the documents into `home` and open an engine over them, as of 2026-11-24.

    `beside` are folders of curated content to which they are added.
    """
    vocabulary, encoder = load_vocabulary(), HashEncoder()
    build_generation(
        Home(home),
        [*beside, documents],
        vocabulary=vocabulary,
        vocabulary_folders=[],
        encoder=encoder,
    )
    opened = open_generation(Home(home), encoder)
    yield build_engine(
        generation=opened.name,
        knowledge=opened.knowledge,
        retriever=opened.retriever,
        vocabulary=vocabulary.with_subjects(opened.knowledge.subjects()),
        today=date(2026, 11, 24),
    )
    opened.close()
