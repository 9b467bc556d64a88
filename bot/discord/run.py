"""Starts and stops the bot process."""

import asyncio
import contextlib
import logging
import signal
from collections.abc import Callable

import discord

from bot.cli.output import note
from bot.discord.client import KilowitClient
from bot.discord.worker import EngineWorker
from bot.reply import Engine
from bot.settings import Settings

logger = logging.getLogger(__name__)
EXIT_DONE, EXIT_FAILED = 0, 3


def run_discord(settings: Settings, make_engine: Callable[[], Engine]) -> int:
    """Run the bot until it is stopped; return the exit code.

    A refused token or a missing intent is told in one sentence, never with the token.
    """
    logging.getLogger().setLevel(logging.INFO)
    settings.home.mkdir(parents=True, exist_ok=True)
    try:
        asyncio.run(_run(settings, make_engine))
    except discord.LoginFailure:
        note("kilowit: Discord refused the token; copy it again from the Developer Portal (Bot)")
        return EXIT_FAILED
    except discord.PrivilegedIntentsRequired:
        note("kilowit: Discord refused the intents; see docs/discord.md")
        return EXIT_FAILED
    except (discord.HTTPException, discord.GatewayNotFound, OSError) as error:
        note(f"kilowit: Discord cannot be reached ({type(error).__name__}); check the network")
        return EXIT_FAILED
    return EXIT_DONE


async def _run(settings: Settings, make_engine: Callable[[], Engine]) -> None:
    worker = EngineWorker(make_engine)
    client = KilowitClient(worker, settings.home)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(NotImplementedError):
            loop.add_signal_handler(number, lambda: loop.create_task(client.close()))
    try:
        async with client:
            await client.start(settings.discord_token or "")
    finally:
        worker.close()
        logger.info("stopped")
