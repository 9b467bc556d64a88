"""What tests of several packages share."""

import contextlib
import shutil
import tempfile
import uuid
from pathlib import Path

import pytest

from bot.settings import Settings
from bot.wiring import build, make_encoder
from knowledge.postgres import connect
from scripts.trial_postgres import TrialServer

SMALL_CONTENT = Path(__file__).parent / "data" / "content"


@pytest.fixture(scope="session")
def small_home(tmp_path_factory):
    """A data folder with a generation of a dozen figures and one article, by the real encoder."""
    folder = tmp_path_factory.mktemp("small")
    settings = Settings(home=folder)
    build(settings, make_encoder(settings), only=SMALL_CONTENT)
    return folder


@pytest.fixture(scope="session")
def database_server():
    """A real PostgreSQL server with pgvector, thrown away at the end."""
    folder = Path(tempfile.mkdtemp(prefix="kilowit-postgres-"))  # pytest's folders are root's alone
    server = TrialServer.create(folder, relaxed=True)
    yield server
    server.stop("immediate")
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def database(database_server):
    """The address of an empty database."""
    return empty_database(database_server)


def empty_database(server):
    name = f"test_{uuid.uuid4().hex[:12]}"
    with contextlib.closing(connect(server.address, writing=True)) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return server.address.removesuffix("/postgres") + f"/{name}"
