"""Starts and stops the bot process."""

import asyncio
import contextlib
import logging
import signal
from collections.abc import Coroutine

import aiohttp
import discord

from bot.cli.output import note
from bot.discord.client import KilowitClient
from bot.discord.metrics import serve_metrics
from bot.discord.watchdog import Watchdog
from bot.logs import start_logging
from bot.maintenance import maintaining
from bot.settings import Settings
from bot.worker import EngineWorker

logger = logging.getLogger(__name__)
EXIT_DONE, EXIT_FAILED = 0, 3
UNREACHABLE = (
    discord.HTTPException,
    discord.GatewayNotFound,
    aiohttp.ClientError,
    ConnectionError,
    TimeoutError,
)


def run_discord(settings: Settings, worker: EngineWorker) -> int:
    """Run the bot until it is stopped; return the exit code.

    A refused token or a missing intent is told in one sentence, never with the token.
    """
    start_logging(settings.log, verbose=True)
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # the bot never speaks
    settings.home.mkdir(parents=True, exist_ok=True)
    try:
        asyncio.run(_run(settings, worker))
    except discord.LoginFailure:
        note("kilowit: Discord refused the token; copy it again from the Developer Portal (Bot)")
        return EXIT_FAILED
    except discord.PrivilegedIntentsRequired:
        note("kilowit: Discord refused the intents; see docs/discord.md")
        return EXIT_FAILED
    except UNREACHABLE as error:
        note(f"kilowit: Discord cannot be reached ({type(error).__name__}); check the network")
        return EXIT_FAILED
    return EXIT_DONE


async def _run(settings: Settings, worker: EngineWorker) -> None:
    client = KilowitClient(worker, settings.home)
    stopping = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(NotImplementedError):  # Windows
            asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    watchdog = Watchdog(lambda: worker.running_s, client.metrics)
    tasks = [asyncio.create_task(work) for work in (worker.follow(), watchdog.measure())]
    page = None
    try:
        if settings.metrics_port is not None:
            page = await serve_metrics(client.metrics, settings.metrics_host, settings.metrics_port)
        watchdog.start()
        async with maintaining(settings), client:
            await _run_until(stopping, client.start(settings.discord_token or ""))
    finally:
        watchdog.stop()
        for task in tasks:
            task.cancel()
        if page is not None:
            await page.cleanup()
        worker.close()
        client.keeper.close()
        logger.info("stopped")


async def _run_until(stopping: asyncio.Event, work: Coroutine[None, None, None]) -> None:
    """Run the work until it ends or is to stop, whatever it is doing then."""
    running, stop = asyncio.ensure_future(work), asyncio.ensure_future(stopping.wait())
    await asyncio.wait({running, stop}, return_when=asyncio.FIRST_COMPLETED)
    stop.cancel()
    if not running.done():
        running.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await running
