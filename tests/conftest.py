"""What tests of several packages share."""

from pathlib import Path

import pytest

from bot.settings import Settings
from bot.wiring import build, make_encoder

SMALL_CONTENT = Path(__file__).parent / "data" / "content"


@pytest.fixture(scope="session")
def small_home(tmp_path_factory):
    """A data folder with a generation of a dozen figures and one article, by the real encoder."""
    folder = tmp_path_factory.mktemp("small")
    settings = Settings(home=folder)
    build(settings, make_encoder(settings), only=SMALL_CONTENT)
    return folder
