"""Commands that start a shell: chat, discord, web, run."""

import argparse

from bot.cli.output import EXIT_DONE, note
from bot.errors import InputError, NotReadyError
from bot.settings import Settings, read_settings


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add this group's commands."""
    chat = commands.add_parser("chat", help="ask in the terminal")
    chat.set_defaults(command=_chat)
    discord = commands.add_parser("discord", help="start the Discord bot")
    discord.add_argument(
        "--invite", metavar="APPLICATION_ID", help="print the link that invites the bot"
    )
    discord.set_defaults(command=_discord)
    web = commands.add_parser("web", help="start the local page (not built yet)")
    web.set_defaults(command=_web)
    run = commands.add_parser(
        "run", help="build what is missing, then start the bot, or the chat without a token"
    )
    run.set_defaults(command=_run)


def _chat(arguments: argparse.Namespace) -> int:
    from bot.chat import chat
    from bot.wiring import is_outdated, open_engine

    settings = read_settings()
    return chat(lambda: open_engine(settings), lambda engine: is_outdated(settings, engine))


def _discord(arguments: argparse.Namespace) -> int:
    from bot.discord.invite import invite_link

    if arguments.invite:
        print(invite_link(arguments.invite))
        return EXIT_DONE
    return _start_discord(read_settings())


def _start_discord(settings: Settings) -> int:
    from bot.discord.run import run_discord
    from bot.wiring import make_worker

    if settings.discord_token is None:
        raise InputError("no Discord token; set DISCORD_TOKEN, or DISCORD_TOKEN_FILE to its file")
    return run_discord(settings, make_worker(settings))


def _web(arguments: argparse.Namespace) -> int:
    raise NotReadyError("the local page is not built yet; what works today: kilowit chat")


def _run(arguments: argparse.Namespace) -> int:
    from bot.cli.knowing import build_all
    from bot.wiring import is_up_to_date, make_encoder

    settings = read_settings()
    if not is_up_to_date(settings, make_encoder(settings)):
        note("Building the knowledge (a few minutes the first time)")
        build_all(arguments)
    if settings.discord_token is not None:
        return _start_discord(settings)
    return _chat(arguments)
