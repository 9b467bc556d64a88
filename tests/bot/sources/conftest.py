"""An operator who adds files to a small curated knowledge and asks about them."""

from dataclasses import dataclass
from datetime import date

import pytest

from bot.engine import build_engine
from bot.sources import SourceKeeper, gather
from index.build import build_generation
from index.generations import Home
from index.hashing import HashEncoder
from index.opening import open_generation
from knowledge.fetching import Fetcher
from knowledge.words import Vocabulary, load_vocabulary
from tests.conftest import SMALL_CONTENT

# Knowledge with misconceptions is kilowit's own: its figures come before what documents say.
MISCONCEPTION = """\
[half-of-all]
title_en = "Data centres use half of all electricity"
title_ja = "データセンターは電力の半分を使う"
kind = "wrong share"
verdict = "false"
claims_en = ["data centres use half of all electricity"]
claims_ja = ["データセンターは電力の半分を使う"]
says_en = "They used 415 TWh [@small-dc-2024]."
says_ja = "415 TWhだった[@small-dc-2024]。"
answer_en = "They used 415 TWh [@small-dc-2024]."
answer_ja = "415 TWhだった[@small-dc-2024]。"
subjects = ["data-centres"]
"""
TODAY = date(2026, 11, 24)


@dataclass(frozen=True)
class Operator:
    """Adds, previews and asks, with a deterministic encoder."""

    home: Home
    vocabulary: Vocabulary

    @property
    def keeper(self):
        return SourceKeeper(self.home, self.vocabulary, self._build)

    def _build(self, sources, *, publish=True):
        return build_generation(
            self.home,
            [SMALL_CONTENT, self.home.path / "own", sources],
            publish=publish,
            vocabulary=self.vocabulary,
            vocabulary_folders=[],
            encoder=HashEncoder(),
        )

    def preview(self, *paths, **said):
        """Return the lines of a dry run."""
        previews = self.keeper.preview(self._candidates(paths, said))
        return [line for preview in previews for line in preview.lines()]

    def add(self, *paths, **said):
        """Add files and publish."""
        return self.keeper.add(self._candidates(paths, said))

    def _candidates(self, paths, said):
        return gather([str(p) for p in paths], said=said, fetcher=Fetcher(), today=TODAY)

    def engine(self):
        """Open what is published."""
        opened = open_generation(self.home, HashEncoder())
        return build_engine(
            generation=opened.name,
            knowledge=opened.knowledge,
            retriever=opened.retriever,
            vocabulary=self.vocabulary.with_subjects(opened.knowledge.subjects()),
            today=TODAY,
        )


@pytest.fixture
def operator(tmp_path):
    """An operator of the small content, published once."""
    made = Operator(Home(tmp_path / "home"), load_vocabulary())
    made.keeper.folder.path.mkdir(parents=True)
    own = made.home.path / "own" / "misconceptions"
    own.mkdir(parents=True)
    (own / "own.toml").write_text(MISCONCEPTION, encoding="utf-8")
    made._build(made.keeper.folder.path)
    return made
