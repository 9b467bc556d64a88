"""A serving process refreshes when due, rebuilds what is stale, and waits after failures."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot import jobs
from bot.curating import Curator
from bot.errors import JobRunningError, SettingsError
from bot.jobs import JobResult
from bot.maintenance import AFTER_FAILURE, Maintenance, maintaining
from bot.settings import Settings, read_settings
from bot.sources import Candidate
from bot.sources.attempts import Attempts
from index.hashing import HashEncoder
from tests.conftest import SMALL_CONTENT

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
REFRESH, PUBLISHERS = jobs.refresh(due=True), jobs.refresh_publishers(due=True)


class Runner:
    """Takes commands as a JobRunner does, and remembers them."""

    def __init__(self, exit_code=0, *, busy=False):
        self.commands, self.exit_code, self.busy = [], exit_code, busy

    async def run(self, command, *, actor):
        if self.busy:
            raise JobRunningError("add")
        self.commands.append((command, actor))
        return JobResult(self.exit_code, None, "")


def maintenance(settings, runner, now=NOW):
    return Maintenance(settings, runner, now=lambda: now)


async def test_nothing_is_refreshed_unless_it_is_wanted(tmp_path):
    runner = Runner()
    await maintenance(Settings(home=tmp_path), runner).look()
    assert runner.commands == []


async def test_a_refresh_runs_when_its_hours_are_over(tmp_path):
    settings, runner = Settings(home=tmp_path, refresh_hours=6), Runner()
    await maintenance(settings, runner).look()
    assert runner.commands == [(REFRESH, "schedule"), (PUBLISHERS, "schedule")]
    for name in ("refresh.json", "refresh-publishers.json"):
        Attempts(tmp_path / name).note([], [], now=NOW, of_all=True)
    for hours, due in ((5, ()), (6, (REFRESH, PUBLISHERS))):
        assert maintenance(settings, runner, NOW + timedelta(hours=hours)).due() == due


async def test_a_refresh_that_failed_waits(tmp_path):
    settings, runner = Settings(home=tmp_path, refresh_hours=6), Runner(exit_code=3)
    kept = maintenance(settings, runner)
    await kept.look()
    assert kept.due() == ()
    kept.now = lambda: NOW + AFTER_FAILURE
    assert kept.due() == (REFRESH, PUBLISHERS)


async def test_a_job_of_somebody_else_is_not_waited_for(tmp_path):
    settings = Settings(home=tmp_path, refresh_hours=6)
    kept = maintenance(settings, Runner(busy=True))
    await kept.look()
    assert kept.due() == (REFRESH, PUBLISHERS)


async def test_servers_with_stale_knowledge_are_built_anew(tmp_path):
    settings, runner = Settings(home=tmp_path, content=SMALL_CONTENT), Runner()
    Curator(settings, HashEncoder(), "a").build()
    own = Curator(settings.of_server(7), HashEncoder(), "a", server_id=7)
    text = b"# Niue\n\nNiue used 5 GWh of electricity in 2023.\n"
    own.add([Candidate("niue", text, {"name": "niue.md"})])
    other = Candidate("sark", text.replace(b"Niue", b"Sark"), {"name": "sark.md"})
    Curator(settings, HashEncoder(), "a").add([other])
    await maintenance(settings, runner).look()
    assert [command for command, _ in runner.commands] == [jobs.build(server_id=7)]


def test_failures_wait_twice_as_long_each_time_and_outlive_a_restart(tmp_path):
    waits, now = [], NOW
    for _ in range(9):
        Attempts(tmp_path / "refresh.json").note(["a", "b"], ["a"], now=now, of_all=False)
        hours = 1
        while not Attempts(tmp_path / "refresh.json").is_due("a", now=now + timedelta(hours=hours)):
            hours += 1
        waits.append(hours)
        now += timedelta(hours=hours)
    assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 168]
    assert Attempts(tmp_path / "refresh.json").is_due("b", now=NOW)
    Attempts(tmp_path / "refresh.json").note(["a"], [], now=now, of_all=True)
    assert Attempts(tmp_path / "refresh.json").is_due("a", now=now)


@pytest.mark.parametrize("text", ["", "[]", '{"ran": 3, "sources": {}}', '{"sources": {"a": 1}}'])
def test_a_damaged_file_makes_nothing_wait(tmp_path, text):
    (tmp_path / "refresh.json").write_text(text)
    attempts = Attempts(tmp_path / "refresh.json")
    assert (attempts.is_due("a", now=NOW), attempts.ran()) == (True, None)


@pytest.mark.parametrize("given", ["0", "-1", "daily", "9000"])
def test_bad_hours_are_told(given):
    with pytest.raises(SettingsError) as error:
        read_settings({"KILOWIT_REFRESH_HOURS": given})
    assert str(error.value) == (
        f"KILOWIT_REFRESH_HOURS is {given!r}; give a whole number from 1 to 8760"
    )


async def test_looking_after_ends_with_the_shell(tmp_path):
    async with maintaining(Settings(home=tmp_path)) as runner:
        await asyncio.sleep(0)
        assert runner.running is None
    assert [t for t in asyncio.all_tasks() if t is not asyncio.current_task()] == []
