"""What a serving process does by itself: refreshes on schedule, and rebuilds servers' knowledge."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot import jobs
from bot.errors import JobRunningError
from bot.jobs import Command, JobRunner
from bot.settings import Settings
from bot.sources.attempts import PUBLISHERS_FILE, SOURCES_FILE, Attempts
from bot.wiring import stale_servers
from knowledge.errors import KilowitError

logger = logging.getLogger(__name__)
ACTOR = "schedule"
LOOK_S = 60.0
AFTER_FAILURE = timedelta(minutes=15)


@dataclass(slots=True)
class Maintenance:
    """Looks now and then what is to be done, and has it done by jobs, one after another."""

    settings: Settings
    runner: JobRunner
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    _not_before: dict[Command, datetime] = field(default_factory=dict)

    async def run(self) -> None:
        """Look again and again, until cancelled."""
        while True:
            await self.look()
            await asyncio.sleep(LOOK_S)

    async def look(self) -> None:
        """Do what is to be done now; a job that somebody else runs is not waited for."""
        try:
            wanted = self.due()
        except (KilowitError, OSError) as error:
            logger.error("what is due cannot be told: %s", error)  # noqa: TRY400
            return
        for command in wanted:
            try:
                result = await self.runner.run(command, actor=ACTOR)
            except JobRunningError:
                return
            if not result.done:
                self._not_before[command] = self.now() + AFTER_FAILURE
            logger.info("%s by schedule ended with %s", command.name, result.exit_code)

    def due(self) -> tuple[Command, ...]:
        """Return the commands that are to be run now."""
        wanted = [jobs.build(server_id=server) for server in stale_servers(self.settings)]
        if self.settings.refresh_hours is not None:
            wanted += self._refreshes(timedelta(hours=self.settings.refresh_hours))
        long_ago = datetime.min.replace(tzinfo=UTC)
        return tuple(c for c in wanted if self._not_before.get(c, long_ago) <= self.now())

    def _refreshes(self, apart: timedelta) -> Iterator[Command]:
        """Yield the refreshes whose last is so long ago: sources, then the publishers' files."""
        for server_id in (0, *_servers(self.settings)):
            settings = self.settings.of_server(server_id) if server_id else self.settings
            if self._is_over(settings.home / SOURCES_FILE, apart):
                yield jobs.refresh(server_id=server_id, due=True)
        if self._is_over(self.settings.root / PUBLISHERS_FILE, apart):
            yield jobs.refresh_publishers(due=True)

    def _is_over(self, file: Path, apart: timedelta) -> bool:
        ran = Attempts(file).ran()
        return ran is None or self.now() - ran >= apart


@contextlib.asynccontextmanager
async def maintaining(
    settings: Settings, runner: JobRunner | None = None
) -> AsyncIterator[JobRunner]:
    """Look after the knowledge while a shell serves; give the runner of its commands.

    It is `runner` where a shell has one already, and is closed at the end.
    """
    runner = runner or JobRunner(settings)
    looking = asyncio.create_task(Maintenance(settings, runner).run())
    try:
        yield runner
    finally:
        looking.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await looking
        await runner.close()


def _servers(settings: Settings) -> tuple[int, ...]:
    folder = settings.root / "servers"
    if not folder.is_dir():
        return ()
    return tuple(sorted(int(p.name) for p in folder.iterdir() if p.name.isdecimal()))
