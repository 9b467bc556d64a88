"""Starts and stops the bot process."""

import asyncio
import contextlib
import logging
import signal

import aiohttp
import discord

from bot.cli.output import note
from bot.discord.client import KilowitClient
from bot.discord.metrics import serve_metrics
from bot.discord.watchdog import Watchdog, end_within
from bot.engine_room import EngineRoom
from bot.jobs import JobRunner
from bot.logs import start_logging
from bot.maintenance import maintaining
from bot.settings import Settings

logger = logging.getLogger(__name__)
EXIT_DONE, EXIT_FAILED = 0, 3
STOP_S = 9.0  # from SIGTERM to the end, whatever hangs; supervisors kill after ten and more
UNREACHABLE = (
    discord.HTTPException,
    discord.GatewayNotFound,
    aiohttp.ClientError,
    ConnectionError,
    TimeoutError,
)


def run_discord(settings: Settings, room: EngineRoom) -> int:
    """Run the bot until it is stopped; return the exit code.

    A refused token or a missing intent is told in one sentence, never with the token.
    """
    start_logging(settings.log, verbose=True)
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # the bot never speaks
    settings.home.mkdir(parents=True, exist_ok=True)
    try:
        asyncio.run(_run(settings, room))
    except discord.LoginFailure:
        note("kilowit: Discord refused the token; copy it again from the Developer Portal (Bot)")
        return EXIT_FAILED
    except discord.PrivilegedIntentsRequired:
        note(
            "kilowit: Discord refused the Message Content intent; switch it on in the Developer "
            "Portal (Bot), or leave KILOWIT_READ_MESSAGES out"
            if settings.reads_messages
            else "kilowit: Discord refused the intents; see docs/discord.md"
        )
        return EXIT_FAILED
    except UNREACHABLE as error:
        note(f"kilowit: Discord cannot be reached ({type(error).__name__}); check the network")
        return EXIT_FAILED
    return EXIT_DONE


async def _run(settings: Settings, room: EngineRoom) -> None:
    async with maintaining(settings) as runner:
        await _serve(settings, room, runner)


async def _serve(settings: Settings, room: EngineRoom, runner: JobRunner) -> None:
    client = KilowitClient(room, settings, runner)
    stopping = asyncio.Event()

    def stop() -> None:
        stopping.set()
        end_within(STOP_S)

    for number in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(NotImplementedError):  # Windows
            asyncio.get_running_loop().add_signal_handler(number, stop)
    watchdog = Watchdog(lambda: room.running_s, client.metrics)
    tasks = [asyncio.create_task(work) for work in (room.follow(), watchdog.measure())]
    page = None
    try:
        if settings.metrics_port is not None:
            page = await serve_metrics(client.metrics, settings.metrics_host, settings.metrics_port)
        watchdog.start()
        async with client:
            running = asyncio.create_task(client.start(settings.discord_token or ""))
            await _first_of(running, stopping)
            if runner.running is not None:
                runner.running.cancel()  # it needs its time to undo what it began
            await client.finish()
            running.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await running
    finally:
        watchdog.stop()
        for task in tasks:
            task.cancel()
        if page is not None:
            await page.cleanup()
        await client.drawer.close()
        room.close()
        client.keeper.close()
        logger.info("stopped")


async def _first_of(running: asyncio.Task[None], stopping: asyncio.Event) -> None:
    """Wait until the work ends or is to stop."""
    stop = asyncio.create_task(stopping.wait())
    await asyncio.wait({running, stop}, return_when=asyncio.FIRST_COMPLETED)
    stop.cancel()
