"""An engine over the whole shipped content, with a deterministic encoder instead of the model."""

from datetime import date

import pytest

from bot.contents import shipped_content
from bot.engine import build_engine
from index.build import build_generation
from index.generations import Home
from index.hashing import HashEncoder
from index.opening import open_generation
from knowledge.words import load_vocabulary


@pytest.fixture(scope="session")
def hashed_home(tmp_path_factory):
    """A data folder with a generation of the shipped content, vectors by hashing."""
    home = Home(tmp_path_factory.mktemp("home"))
    build_generation(
        home,
        [shipped_content()],
        vocabulary=load_vocabulary(),
        vocabulary_folders=[],
        encoder=HashEncoder(),
    )
    return home


@pytest.fixture(scope="session")
def engine(hashed_home):
    opened = open_generation(hashed_home, HashEncoder())
    yield build_engine(
        generation=opened.name,
        knowledge=opened.knowledge,
        retriever=opened.retriever,
        vocabulary=load_vocabulary(),
        today=date(2026, 11, 24),
    )
    opened.close()
