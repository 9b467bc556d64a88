"""Runs the shipped command line against the stand-in: launch.py API_URL GATEWAY_URL COMMAND…"""

import runpy
import sys

import discord
import yarl


def main() -> None:
    """Send discord.py's requests to the stand-in, then run `python -m bot.cli`."""
    api_url, gateway_url, *arguments = sys.argv[1:]
    discord.http.Route.BASE = api_url
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway_url)
    sys.argv = ["kilowit", *arguments]
    runpy.run_module("bot.cli", run_name="__main__")


if __name__ == "__main__":
    main()
