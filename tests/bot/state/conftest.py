"""Both places that keep the state: a file, and a schema of a PostgreSQL database."""

import contextlib

import pytest

from bot.state.postgres import SCHEMA
from knowledge.postgres import connect
from tests.conftest import empty_database


@pytest.fixture(scope="session")
def state_database(database_server):
    return empty_database(database_server)


@pytest.fixture
def state_address(state_database):
    """The address of a database without any state."""
    with contextlib.closing(connect(state_database, writing=True)) as connection:
        connection.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")
    return state_database


@pytest.fixture(params=["file", "store"])
def state_place(request, tmp_path):
    """Where the state is kept: both answer alike."""
    if request.param == "file":
        return tmp_path / "state.db"
    return request.getfixturevalue("state_address")
