"""Generations that differ in one figure, for the tests of publishing."""

import shutil

import pytest

from index.build import build_generation
from index.generations import Home
from index.hashing import HashEncoder
from knowledge.words import load_vocabulary
from tests.conftest import SMALL_CONTENT


@pytest.fixture(scope="session")
def contents(tmp_path_factory):
    """Four generations of the small content, (home, name) by one figure's value in TWh."""
    built = {}
    for value in (415, 416, 417, 418):
        folder = tmp_path_factory.mktemp("content")
        shutil.copytree(SMALL_CONTENT, folder, dirs_exist_ok=True)
        table = folder / "datasets" / "small.csv"
        table.write_text(table.read_text().replace("2024,415,", f"2024,{value},"))
        for file in (folder / "articles").rglob("*.md"):
            file.unlink()
        home = Home(tmp_path_factory.mktemp("home"))
        name = build_generation(
            home,
            [folder],
            vocabulary=load_vocabulary(),
            vocabulary_folders=[],
            encoder=HashEncoder(),
        )
        built[value] = (home, name)
    return built
