"""Commands about what changed: diff, watch, audit, rollback."""

import argparse
from typing import TYPE_CHECKING

from bot.cli.curating import add_server_option, curating, server_of, settings_of, tell_outcome
from bot.cli.output import EXIT_DONE, EXIT_UNANSWERED, add_json_option, say, say_json
from bot.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

    from bot.state import AuditEntry
    from index.generations import Home


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add this group's commands."""
    diff = commands.add_parser("diff", help="what differs between two generations")
    diff.add_argument(
        "older", nargs="?", metavar="OLDER", help="default: the one before the current"
    )
    diff.add_argument("newer", nargs="?", metavar="NEWER", help="default: the current one")
    diff.set_defaults(command=_diff)

    watch = commands.add_parser("watch", help="watch the answers to questions, or list them")
    watch.add_argument(
        "questions", nargs="*", metavar="QUESTION", help="without one, those watched are listed"
    )
    watch.add_argument("--remove", action="store_true", help="watch these no longer")
    watch.set_defaults(command=_watch)

    audit = commands.add_parser("audit", help="who changed what in the knowledge, and when")
    audit.add_argument(
        "--limit", type=int, default=100, metavar="N", help="how many, newest first (default: 100)"
    )
    audit.set_defaults(command=_audit)

    rollback = commands.add_parser("rollback", help="go back to an earlier generation")
    rollback.add_argument(
        "generation", nargs="?", metavar="GENERATION", help="default: the one before the current"
    )
    rollback.set_defaults(command=_rollback)

    for parser in (diff, watch, audit, rollback):
        add_json_option(parser)
    for parser in (diff, watch, rollback):
        add_server_option(parser)


def _diff(arguments: argparse.Namespace) -> int:
    from bot.wiring import home_of

    home = home_of(settings_of(arguments))
    older = home.folder(arguments.older) if arguments.older else _one_before(home)
    newer = home.folder(arguments.newer or home.current() or "")
    with curating(arguments) as curator:
        outcome = curator.difference(older, newer)
    tell_outcome(outcome, as_json=arguments.json)
    return EXIT_DONE


def _one_before(home: "Home") -> "Path":
    name = next((n for n in home.names() if n != home.current()), None)
    if name is None:
        raise InputError("there is no generation before the current one; name two: kilowit status")
    return home.folder(name)


def _watch(arguments: argparse.Namespace) -> int:
    from bot.curating import watch
    from bot.request_reader import clean_question
    from bot.state import State

    settings, server_id = settings_of(arguments), server_of(arguments)
    state = State.open(settings.state_place)
    watched = list(state.servers.watched_by(server_id))
    state.close()
    if arguments.questions:
        named = [clean_question(question) for question in arguments.questions]
        kept = [question for question in watched if question not in named]
        watched = kept if arguments.remove else kept + list(dict.fromkeys(named))
        watch(settings, watched, server_id=server_id)
    if arguments.json:
        say_json(sorted(watched))
    else:
        for question in sorted(watched):
            say(question)
    return EXIT_DONE if watched or arguments.questions else EXIT_UNANSWERED


def _audit(arguments: argparse.Namespace) -> int:
    from bot.state import State

    if arguments.limit < 1:
        raise InputError(f"--limit is {arguments.limit}; give a number from 1")
    state = State.open(settings_of(arguments).state_place)
    entries = state.audit.entries(limit=arguments.limit)
    state.close()
    if arguments.json:
        say_json([_payload(entry) for entry in entries])
    else:
        for entry in entries:
            where = f" server {entry.server_id}" if entry.server_id else ""
            when = entry.when.isoformat(timespec="seconds")
            say(f"{when}  {entry.actor}{where}  {entry.action} {entry.subject}  {entry.details}")
    return EXIT_DONE if entries else EXIT_UNANSWERED


def _payload(entry: "AuditEntry") -> dict[str, object]:
    import json
    from dataclasses import asdict

    try:
        details = json.loads(entry.details)
    except ValueError:
        details = entry.details
    return asdict(entry) | {"when": entry.when.isoformat(), "details": details}


def _rollback(arguments: argparse.Namespace) -> int:
    with curating(arguments) as curator:
        outcome = curator.roll_back(arguments.generation)
    if not arguments.json and outcome.step is not None:
        say(f"generation {outcome.step.after.name} is current")
    tell_outcome(outcome, as_json=arguments.json)
    return EXIT_DONE
