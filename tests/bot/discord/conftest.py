"""One bot as a process, connected to a stand-in, for all end-to-end tests of a module."""

import shutil

import pytest
import pytest_asyncio
from standin import world
from standin.process import running_bot
from standin.server import running_stand_in


@pytest.fixture(scope="module")
def own_home(small_home, tmp_path_factory):
    """A copy of the small data folder, since the bot leaves marks and its state in it."""
    return shutil.copytree(small_home, tmp_path_factory.mktemp("discord") / "home")


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def connected(own_home):
    """A stand-in with one bot connected to it, for all tests that only ask."""
    async with running_stand_in() as stand_in, running_bot(stand_in, own_home) as bot:
        await stand_in.until(lambda: stand_in.gateway.identifies)
        yield stand_in, bot
        assert bot.is_running, bot.stderr


@pytest.fixture
def bot(connected):
    """The bot's process."""
    return connected[1]


@pytest_asyncio.fixture(loop_scope="module")
async def server(connected):
    """The stand-in; every test also checks that the bot broke none of Discord's rules."""
    stand_in = connected[0]
    stand_in.rest.violations.clear()
    stand_in.rest.faults.clear()
    yield stand_in
    assert stand_in.rest.violations == []


@pytest.fixture
def user():
    """A new person in each test, so that cooldowns do not meet."""
    return world.make_user("ada")
