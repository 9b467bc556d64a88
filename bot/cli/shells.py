"""Commands that start a shell: chat, discord, web, run."""

import argparse
import sys

from bot.cli.output import EXIT_DONE, note
from bot.errors import InputError
from bot.settings import Settings, read_settings

_MOST_PROCESSES = 64


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add this group's commands."""
    chat = commands.add_parser("chat", help="ask in the terminal")
    chat.set_defaults(command=_chat)
    discord = commands.add_parser("discord", help="start the Discord bot")
    discord.add_argument(
        "--invite", metavar="APPLICATION_ID", help="print the link that invites the bot"
    )
    discord.set_defaults(command=_discord)
    web = commands.add_parser("web", help="start the web page and the API, on this machine only")
    web.add_argument("--host", metavar="H", help="address to listen on (default: 127.0.0.1)")
    web.add_argument("--port", type=int, metavar="P", help="port to listen on (default: 8642)")
    web.add_argument(
        "--processes",
        type=int,
        default=1,
        metavar="N",
        help="processes that answer, each with its own engine (default: 1)",
    )
    web.set_defaults(command=_web)
    run = commands.add_parser(
        "run",
        help="build what is missing; then the bot, or without a token the page, or piped the chat",
    )
    run.set_defaults(command=_run)


def _chat(arguments: argparse.Namespace) -> int:
    from bot.chat import chat
    from bot.wiring import is_outdated, open_warm_engine

    settings = read_settings()
    return chat(lambda: open_warm_engine(settings), lambda engine: is_outdated(settings, engine))


def _discord(arguments: argparse.Namespace) -> int:
    from bot.discord.invite import invite_link

    if arguments.invite:
        print(invite_link(arguments.invite))
        return EXIT_DONE
    return _start_discord(read_settings())


def _start_discord(settings: Settings) -> int:
    from bot.discord.run import run_discord
    from bot.wiring import make_room

    if settings.discord_token is None:
        raise InputError("no Discord token; set DISCORD_TOKEN, or DISCORD_TOKEN_FILE to its file")
    return run_discord(settings, make_room(settings))


def _web(arguments: argparse.Namespace) -> int:
    settings = read_settings()
    port = settings.web_port if arguments.port is None else arguments.port
    if not 0 <= port <= 65535:
        raise InputError(f"--port is {port}; give a number from 0 (any free one) to 65,535")
    if not 1 <= arguments.processes <= _MOST_PROCESSES:
        raise InputError(
            f"--processes is {arguments.processes}; give a number from 1 to {_MOST_PROCESSES}"
        )
    return _start_web(
        settings,
        host=arguments.host or settings.web_host,
        port=port,
        processes=arguments.processes,
    )


def _start_web(
    settings: Settings, *, host: str, port: int, any_port: bool = False, processes: int = 1
) -> int:
    from bot.web import WebOptions, run_web
    from bot.wiring import make_worker

    return run_web(settings, WebOptions(host, port, any_port, processes), make_worker)


def _run(arguments: argparse.Namespace) -> int:
    from bot.cli.knowing import build_all
    from bot.wiring import is_up_to_date, make_encoder

    settings = read_settings()
    if not is_up_to_date(settings, make_encoder(settings)):
        note("Building the knowledge (a few minutes the first time)")
        build_all(arguments)
    if settings.discord_token is not None:
        return _start_discord(settings)
    if not sys.stdin.isatty():  # questions come by a pipe, or nobody is there to open a page
        return _chat(arguments)
    any_port = "KILOWIT_WEB_PORT" not in settings.origins
    return _start_web(settings, host=settings.web_host, port=settings.web_port, any_port=any_port)
