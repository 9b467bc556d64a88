"""The bot as a process of its own, connected to a stand-in."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from standin import world
from standin.server import StandIn

LAUNCHER = Path(__file__).with_name("launch.py")
ROOT = Path(__file__).parents[2]
SMALL = Path(__file__).with_name("small")
STOP_SECONDS = 30.0  # a busy machine starts slowly


class BotProcess:
    """A started bot. `stderr` gathers what it says."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self.stderr = ""
        self._reading = asyncio.ensure_future(self._read())

    async def _read(self) -> None:
        async for line in self._process.stderr:
            self.stderr += line.decode()

    @property
    def memory_mb(self) -> float:
        """The memory that the process holds (Linux)."""
        pages = int(Path(f"/proc/{self._process.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6

    @property
    def is_running(self) -> bool:
        """Whether the process still runs."""
        return self._process.returncode is None

    def kill(self) -> None:
        """Send SIGKILL, of which the process hears nothing."""
        self._process.kill()

    def terminate(self) -> None:
        """Send SIGTERM."""
        self._process.terminate()

    async def exit_code(self, seconds: float = STOP_SECONDS) -> int:
        """Wait for the end; return the exit code."""
        async with asyncio.timeout(seconds):
            code = await self._process.wait()
            await self._reading
        return code

    async def end(self) -> None:
        """Make sure that nothing keeps running."""
        if self.is_running:
            self.terminate()
        try:
            await self.exit_code()
        except TimeoutError:
            self._process.kill()
            await self.exit_code()
            raise


@asynccontextmanager
async def running_bot(
    stand_in: StandIn,
    home: Path,
    token: str = world.TOKEN,
    *,
    small: bool = False,
    **variables: str,
) -> AsyncIterator[BotProcess]:
    """Start `kilowit discord` on a data folder; it is ended with the block.

    `small` lets it build from few sources and fetch from this machine (small/sitecustomize.py).
    """
    own = {n: v for n, v in os.environ.items() if not n.startswith(("KILOWIT_", "DISCORD_"))}
    environment = {**own, "KILOWIT_HOME": str(home), "DISCORD_TOKEN": token, **variables}
    # The code beside the tests, wherever else one is installed.
    environment["PYTHONPATH"] = os.pathsep.join(map(str, [ROOT, *([SMALL] if small else [])]))
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, str(LAUNCHER), stand_in.api_url, stand_in.gateway.url, "discord"),
        env=environment,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    bot = BotProcess(process)
    try:
        yield bot
    finally:
        await bot.end()
