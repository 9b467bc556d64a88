"""Runs the shipped command line against the stand-in: launch.py API_URL GATEWAY_URL COMMAND…"""

import asyncio
import runpy
import sys
import time

import discord
import yarl

SLOW_S = 0.02


def measure_loop() -> None:
    """Tell of each piece of the event loop's own work that takes long, in processor time.

    Waiting for other processes and threads does not count, so a busy machine changes nothing.
    """
    run = asyncio.Handle._run

    def timed(handle: asyncio.Handle) -> None:
        begun = time.thread_time()
        run(handle)
        spent_s = time.thread_time() - begun
        if spent_s > SLOW_S:
            sys.stderr.write(f"loop: {spent_s * 1000:.0f} ms in {handle!r}\n")

    asyncio.Handle._run = timed


def main() -> None:
    """Send discord.py's requests to the stand-in, then run `python -m bot.cli`."""
    measure_loop()
    api_url, gateway_url, *arguments = sys.argv[1:]
    discord.http.Route.BASE = api_url
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway_url)
    sys.argv = ["kilowit", *arguments]
    runpy.run_module("bot.cli", run_name="__main__")


if __name__ == "__main__":
    main()
