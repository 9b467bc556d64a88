"""Commands that change the sources: add, remove, refresh, and the proposals of such changes."""

import argparse
import re
from typing import TYPE_CHECKING

from bot.cli.curating import add_server_option, curating, settings_of, tell_outcome
from bot.cli.output import (
    EXIT_DONE,
    EXIT_FAILED,
    EXIT_UNANSWERED,
    add_json_option,
    note,
    plain,
    say,
    say_json,
)
from bot.errors import InputError
from knowledge.records import LANGUAGES

if TYPE_CHECKING:
    from bot.curating import Curator
    from bot.sources import Candidate
    from bot.sources.proposals import Proposal

_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_PROPOSAL = "as kilowit proposals lists it"
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
    add.add_argument(
        "names", nargs="+", metavar="PATH_OR_URL", help="what can be read: docs/sources.md"
    )
    add.add_argument(
        "--dry-run", action="store_true", help="show what would come in, change nothing"
    )
    add.add_argument(
        "--id", dest="source_id", help="the source's id; default: from the file's name"
    )
    for name, what in _SAID.items():
        add.add_argument(f"--{name}", help=what)
    add.add_argument(
        "--tier",
        choices=("primary", "reputable", "secondary"),
        help="made the figures; established press or mirror; the rest",
    )
    add.add_argument("--language", choices=LANGUAGES, help="of its text; default: as it reads")
    add.set_defaults(command=_add)

    remove = commands.add_parser("remove", help="remove an added source; its file is kept aside")
    remove.add_argument("source_id", metavar="SOURCE_ID", help="as kilowit sources lists it")
    remove.set_defaults(command=_remove)

    for parser in (add, remove):
        parser.add_argument(
            "--propose", action="store_true", help="build it, but wait for: kilowit publish"
        )

    refresh = commands.add_parser("refresh", help="fetch the sources from the web again, or one")
    refresh.add_argument("source_id", nargs="?", metavar="SOURCE_ID", help="default: all of them")
    refresh.add_argument(
        "--due",
        action="store_true",
        help="leave out those that failed lately, as on schedule",
    )
    refresh.add_argument(
        "--publishers",
        action="store_true",
        help="fetch the current files of the publishers whose tables kilowit ships",
    )
    refresh.set_defaults(command=_refresh)

    proposals = commands.add_parser("proposals", help="list what waits to be published, or one")
    proposals.add_argument("proposal", nargs="?", metavar="PROPOSAL", help="default: all of them")
    proposals.set_defaults(command=_proposals)

    publish = commands.add_parser("publish", help="publish a proposal")
    publish.add_argument("proposal", metavar="PROPOSAL", help=_PROPOSAL)
    publish.set_defaults(command=_publish)

    discard = commands.add_parser("discard", help="delete a proposal")
    discard.add_argument("proposal", metavar="PROPOSAL", help=_PROPOSAL)
    discard.set_defaults(command=_discard)

    for parser in (add, remove, refresh, proposals, publish, discard):
        add_json_option(parser)
        add_server_option(parser)


def _add(arguments: argparse.Namespace) -> int:
    with curating(arguments) as curator:
        candidates = _candidates(arguments)
        if arguments.propose:
            return _propose(curator, candidates=candidates, as_json=arguments.json)
        previews = curator.keeper.preview(candidates)
        if arguments.dry_run and arguments.json:
            say_json([preview.payload() for preview in previews])
            return EXIT_DONE
        for preview in previews:
            for line in preview.lines():
                (say if arguments.dry_run else note)(line)
        if not arguments.dry_run:
            tell_outcome(curator.add(candidates), as_json=arguments.json)
    return EXIT_DONE


def _candidates(arguments: argparse.Namespace) -> "tuple[Candidate, ...]":
    from bot.sources import gather
    from bot.wiring import today
    from knowledge.fetching import Fetcher

    names = (*_SAID, "tier", "language", "source_id")
    said = {name: value for name in names if (value := getattr(arguments, name))}
    published = said.get("published")
    if published and not _DATE.fullmatch(published):
        raise InputError(f"--published is {published!r}; give 2025, 2025-04 or 2025-04-10")
    return gather(arguments.names, said=said, fetcher=Fetcher(), today=today())


def _propose(
    curator: "Curator",
    *,
    candidates: "tuple[Candidate, ...]" = (),
    removals: tuple[str, ...] = (),
    as_json: bool,
) -> int:
    from bot.sources import Edit

    edit: Edit = Edit(candidates, removals)
    _tell_proposal(curator.propose(edit), as_json=as_json)
    return EXIT_DONE


def _remove(arguments: argparse.Namespace) -> int:
    with curating(arguments) as curator:
        if arguments.propose:
            return _propose(curator, removals=(arguments.source_id,), as_json=arguments.json)
        tell_outcome(curator.remove(arguments.source_id), as_json=arguments.json)
    return EXIT_DONE


def _refresh(arguments: argparse.Namespace) -> int:
    from datetime import UTC, datetime

    from knowledge.fetching import Fetcher, PoliteFetcher
    from knowledge.publishers import shipped_publishers

    if arguments.publishers and (arguments.source_id or arguments.server):
        raise InputError("--publishers fetches shared files; leave out the source and --server")
    fetcher, now = PoliteFetcher(Fetcher()), datetime.now(UTC)
    with curating(arguments) as curator:
        if arguments.publishers:
            outcome = curator.refresh_publishers(
                shipped_publishers(), fetcher=fetcher, now=now, due=arguments.due
            )
        else:
            outcome = curator.refresh(
                arguments.source_id, fetcher=fetcher, now=now, due=arguments.due
            )
    if not outcome.told and not arguments.publishers:
        note("no source came from a web address")
    tell_outcome(outcome, as_json=arguments.json)
    return EXIT_FAILED if outcome.failed else EXIT_DONE


def _proposals(arguments: argparse.Namespace) -> int:
    from bot.sources.proposals import ProposalFolder

    folder = ProposalFolder(settings_of(arguments).home / "proposals")
    if arguments.proposal:
        _tell_proposal(folder.proposal(arguments.proposal), as_json=arguments.json)
        return EXIT_DONE
    found = folder.all()
    if arguments.json:
        say_json([proposal.payload() for proposal in found])
    else:
        for proposal in found:
            say(proposal.line())
    return EXIT_DONE if found else EXIT_UNANSWERED


def _publish(arguments: argparse.Namespace) -> int:
    with curating(arguments) as curator:
        tell_outcome(curator.publish(arguments.proposal), as_json=arguments.json)
    return EXIT_DONE


def _discard(arguments: argparse.Namespace) -> int:
    with curating(arguments) as curator:
        proposal = curator.discard(arguments.proposal)
    if arguments.json:
        say_json({"discarded": proposal.proposal_id})
    else:
        say(f"discarded {proposal.line()}")
    return EXIT_DONE


def _tell_proposal(proposal: "Proposal", *, as_json: bool) -> None:
    from bot.sources.proposals import proposal_lines

    if as_json:
        say_json(proposal.payload())
        return
    for line in proposal_lines(proposal):
        say(plain(line))
