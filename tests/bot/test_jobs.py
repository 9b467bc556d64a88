"""Commands run in processes of their own: one at a time, heard, cancelled, and without secrets."""

import asyncio
import os

import pytest

from bot import jobs
from bot.errors import InputError, JobRunningError
from bot.jobs import Command, JobRunner, child_environment
from bot.settings import Settings
from bot.state import State
from index.generations import Home
from tests.conftest import SMALL_CONTENT

BUILD = Command("build", (f"--only={SMALL_CONTENT}",))


@pytest.fixture
async def runner(tmp_path):
    made = JobRunner(Settings(home=tmp_path))
    yield made
    await made.close()


async def test_a_command_does_its_work_for_the_actor(runner, tmp_path):
    heard = []
    result = await runner.run(BUILD, actor="discord:42", on_line=heard.append)
    assert (result.done, result.error) == (True, "")
    assert result.payload["generation"] == Home(tmp_path).current()
    assert heard[-1].startswith("encoding ")
    state = State.open(tmp_path / "state.db")
    assert [(e.actor, e.action) for e in state.audit.entries()] == [("discord:42", "build")]
    state.close()


async def test_who_listens_hears_of_each_command(runner):
    heard = []

    async def listen(command, result, actor):
        heard.append((command.name, result.done, actor))

    runner.listeners.append(listen)
    await runner.run(jobs.publish("0123456789"), actor="schedule")
    assert heard == [("publish", False, "schedule")]


async def test_a_failed_command_gives_its_own_sentence(runner):
    result = await runner.run(jobs.publish("0123456789"), actor="web:1")
    assert (result.exit_code, result.payload) == (2, None)
    assert result.error == "no proposal '0123456789' is known; see: kilowit proposals"


async def test_one_command_runs_at_a_time(runner):
    job = await runner.start(BUILD, actor="a")
    assert runner.running is job
    with pytest.raises(JobRunningError) as error:
        await runner.start(jobs.refresh(), actor="b")
    assert str(error.value) == (
        "another change is being made (kilowit build); try again when it is done"
    )
    job.cancel()
    await job.result()
    assert runner.running is None


async def test_a_cancelled_command_ends_and_leaves_nothing(runner, tmp_path):
    job = await runner.start(BUILD, actor="a")
    job.cancel()
    result = await job.result()
    assert (result.done, result.cancelled) == (False, True)
    assert Home(tmp_path).names() == ()
    assert (await runner.run(BUILD, actor="a")).done


async def test_a_killed_command_is_told(runner):
    job = await runner.start(BUILD, actor="a")
    os.killpg(job._process.pid, 9)
    result = await job.result()
    assert result.error == "the process was ended by SIGKILL; what it began is undone"


async def test_closing_stops_what_runs(runner):
    job = await runner.start(BUILD, actor="a")
    async with asyncio.timeout(30):
        await runner.close()
    assert (await job.result()).cancelled


@pytest.mark.parametrize("name", ["--help", "-x", "--json", "a b; rm", "$(id)"])
async def test_a_name_is_never_an_option(runner, name):
    result = await runner.run(jobs.remove(name), actor="a")
    assert result.error == (
        f"no added source {name!r} is known; see: kilowit sources; shipped ones stay"
    )


@pytest.mark.parametrize("url", ["/etc/passwd", "secrets.txt", "-"])
def test_a_path_is_no_address(url):
    with pytest.raises(InputError):
        jobs.add_address(url, said={})


def test_what_is_said_of_a_source_is_one_argument_each():
    command = jobs.add_address("https://example.org/x", said={"title": "--propose x", "tier": ""})
    assert command.arguments() == [
        "add", "--json", "--propose", "--title=--propose x", "--", "https://example.org/x"
    ]  # fmt: skip


def test_a_command_has_no_secrets():
    environment = {
        "DISCORD_TOKEN": "t", "DISCORD_TOKEN_FILE": "f", "KILOWIT_LLM_KEY": "k", "PATH": "/bin",
        "KILOWIT_ACTOR": "forged", "PYTHONPATH": "/p",
    }  # fmt: skip
    given = child_environment(Settings(home="/data"), environment, actor="me")
    assert given.pop("PYTHONPATH").endswith(":/p")
    assert given == {
        "PATH": "/bin",
        "KILOWIT_HOME": "/data",
        "KILOWIT_ACTOR": "me",
        "KILOWIT_LANGUAGE": "en",
    }
