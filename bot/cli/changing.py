"""Commands that change the sources: add, remove, refresh."""

import argparse
import re
from typing import TYPE_CHECKING

from bot.cli.knowing import build_with_progress
from bot.cli.output import EXIT_DONE, EXIT_FAILED, note, say, say_json
from bot.errors import InputError
from bot.settings import Settings, read_settings
from knowledge.records import LANGUAGES

if TYPE_CHECKING:
    from bot.sources import SourceKeeper
    from knowledge.changes import Changes

_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_SAID = {
    "title": "title, where the file does not state it",
    "publisher": "who published it",
    "url": "where it is found",
    "licence": "its licence, as stated by the publisher",
    "published": "when it was published: 2025, 2025-04 or 2025-04-10",
}


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add this group's commands."""
    add = commands.add_parser("add", help="add files, folders or web addresses as sources")
    add.add_argument("names", nargs="+", metavar="PATH_OR_URL")
    add.add_argument(
        "--dry-run", action="store_true", help="show what would come in, change nothing"
    )
    add.add_argument(
        "--id", dest="source_id", help="the source's id; default: from the file's name"
    )
    for name, what in _SAID.items():
        add.add_argument(f"--{name}", help=what)
    add.add_argument("--tier", choices=("primary", "reputable", "secondary"))
    add.add_argument("--language", choices=LANGUAGES)
    add.add_argument("--json", action="store_true")
    add.set_defaults(command=_add)

    remove = commands.add_parser("remove", help="remove an added source; its file is kept aside")
    remove.add_argument("source_id")
    remove.add_argument("--json", action="store_true")
    remove.set_defaults(command=_remove)

    refresh = commands.add_parser("refresh", help="fetch the sources from the web again, or one")
    refresh.add_argument("source_id", nargs="?")
    refresh.add_argument("--json", action="store_true")
    refresh.set_defaults(command=_refresh)


def _add(arguments: argparse.Namespace) -> int:
    from bot.sources import gather
    from bot.wiring import today
    from knowledge.fetching import Fetcher

    settings = read_settings()
    keeper = _keeper(settings)
    names = (*_SAID, "tier", "language", "source_id")
    said = {name: value for name in names if (value := getattr(arguments, name))}
    _check_published(said.get("published"))
    candidates = gather(arguments.names, said=said, fetcher=Fetcher(), today=today())
    for preview in keeper.preview(candidates):
        for line in preview.lines():
            (say if arguments.dry_run else note)(line)
    if arguments.dry_run:
        return EXIT_DONE
    _tell(keeper.add(candidates), as_json=arguments.json)
    return EXIT_DONE


def _check_published(published: str | None) -> None:
    """Refuse a date that no figure could be dated by. Raises InputError."""
    import re

    if published and not re.fullmatch(
        r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?", published
    ):
        raise InputError(f"--published is {published!r}; give 2025, 2025-04 or 2025-04-10")


def _remove(arguments: argparse.Namespace) -> int:
    _tell(_keeper(read_settings()).remove(arguments.source_id), as_json=arguments.json)
    return EXIT_DONE


def _refresh(arguments: argparse.Namespace) -> int:
    from bot.wiring import today
    from knowledge.fetching import Fetcher

    keeper = _keeper(read_settings())
    done = keeper.refresh(arguments.source_id, fetcher=Fetcher(), today=today())
    for source_id, outcome in done.outcomes:
        note(f"{source_id}: {outcome}")
    if not done.outcomes:
        note("no source came from a web address")
    if done.changes is not None:
        _tell(done.changes, as_json=arguments.json)
    return EXIT_FAILED if done.failed else EXIT_DONE


def _keeper(settings: Settings) -> "SourceKeeper":
    from bot.sources import SourceKeeper
    from bot.wiring import home_of, operator_vocabulary

    return SourceKeeper(
        home=home_of(settings),
        vocabulary=operator_vocabulary(settings),
        build=lambda: build_with_progress(settings),
    )


def _tell(changes: "Changes", *, as_json: bool) -> None:
    from bot.sources import changes_lines, changes_payload

    if as_json:
        say_json(changes_payload(changes))
        return
    for line in changes_lines(changes):
        say(line)
