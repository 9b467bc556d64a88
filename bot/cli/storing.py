"""Commands about the PostgreSQL store that KILOWIT_STORE names: publish, rollback."""

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.cli.curating import add_server_option, settings_of
from bot.cli.output import EXIT_DONE, say
from bot.errors import InputError

if TYPE_CHECKING:
    from bot.settings import Settings
    from index.postgres.publishing import Publisher
    from index.protocols import Embeddings


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add this group's commands."""
    store = commands.add_parser("store", help="the PostgreSQL store that KILOWIT_STORE names")
    actions = store.add_subparsers(dest="action", required=True, metavar="ACTION")
    publish = actions.add_parser(
        "publish", help="load the data folder's current generation and make it current there"
    )
    publish.set_defaults(command=_publish)
    rollback = actions.add_parser("rollback", help="make an earlier generation current there")
    rollback.add_argument(
        "generation", nargs="?", metavar="GENERATION", help="default: the one before the current"
    )
    rollback.set_defaults(command=_rollback)
    for parser in (publish, rollback):
        parser.add_argument(
            "--take-over", action="store_true", help="also where another data folder publishes"
        )
        add_server_option(parser)


def _publish(arguments: argparse.Namespace) -> int:
    from index.generations import Home

    settings = settings_of(arguments)
    publisher = _publisher(settings, arguments)
    home = Home(settings.home)
    name = home.current()
    if name is None:
        raise InputError("there is no knowledge in the data folder yet; run: kilowit build")
    publisher.publish(name, home.folder(name))
    say(f"generation {name} is current in the store")
    return EXIT_DONE


def _rollback(arguments: argparse.Namespace) -> int:
    name = _publisher(settings_of(arguments), arguments).roll_back(arguments.generation)
    say(f"generation {name} is current in the store")
    return EXIT_DONE


def _publisher(settings: "Settings", arguments: argparse.Namespace) -> "Publisher":
    from bot.storing import publisher_of
    from bot.wiring import make_encoder

    def encode(texts: Sequence[str]) -> "Embeddings":
        return make_encoder(settings).encode_queries(texts)

    return publisher_of(settings, encode, takes_over=arguments.take_over)
