"""What commands that change knowledge share: whose sources, who asks, and what is told."""

import argparse
import contextlib
import dataclasses
from collections.abc import Iterator
from typing import TYPE_CHECKING

from bot.cli.output import note, plain, say, say_json
from bot.errors import InputError
from bot.settings import Settings, read_settings

if TYPE_CHECKING:
    from bot.curating import Curator, Outcome


def add_server_option(parser: argparse.ArgumentParser) -> None:
    """Let a command work on one server's own sources."""
    parser.add_argument(
        "--server", metavar="ID", help="a Discord server's own sources, which answer only there"
    )


def settings_of(arguments: argparse.Namespace) -> Settings:
    """Return the settings, for the server that was named if one was."""
    settings = read_settings()
    server_id = server_of(arguments)
    return settings.of_server(server_id) if server_id else settings


def server_of(arguments: argparse.Namespace) -> int:
    """Return the named server's id, 0 for the operator's own. Raises InputError."""
    given = getattr(arguments, "server", None)
    if given is None:
        return 0
    if not (given.isascii() and given.isdecimal() and 0 < int(given) < 2**63):
        raise InputError(f"--server is {given[:40]!r}; give a server's id, a whole number")
    return int(given)


@contextlib.contextmanager
def curating(arguments: argparse.Namespace) -> Iterator["Curator"]:
    """Give the curator on behalf of who asks, with progress on standard error."""
    from bot.cli.progress import show_progress
    from bot.curating import Curator, who_asks
    from bot.wiring import make_encoder, make_spread_encoder

    settings = settings_of(arguments)
    where = getattr(arguments, "on", None)
    encoder = (
        make_encoder(settings, threads=max(settings.threads, 2))
        if where is None
        else make_spread_encoder(settings, where)
    )
    server_id = server_of(arguments)
    curator = Curator(settings, encoder, who_asks(), server_id=server_id)
    with show_progress() as progress:
        yield dataclasses.replace(curator, progress=progress)


def tell_outcome(outcome: "Outcome", *, as_json: bool) -> None:
    """Write what a change did."""
    from bot.sources import changes_lines
    from bot.sources.watching import answers_lines

    for name, sentence in outcome.told:
        note(f"{name}: {sentence}")
    if as_json:
        say_json(outcome.payload())
        return
    if outcome.step is None:
        return
    for line in changes_lines(outcome.step.changes):
        say(line)
    for line in answers_lines(outcome.answers):
        say(plain(line))
