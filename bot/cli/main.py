"""Parses the command line, runs one command, and turns every failure into one sentence."""

import argparse
import logging
import os
import sqlite3
import sys
from collections.abc import Callable, Sequence

from bot.cli.output import (
    EXIT_FAILED,
    EXIT_WRONG_USE,
    be_lenient,
    new_error_id,
    note,
    say,
    unexpected,
)
from bot.errors import InputError, SettingsError
from bot.logs import start_logging
from bot.settings import read_log_format
from knowledge.errors import KilowitError, NotKnownError, PeriodError

logger = logging.getLogger(__name__)
Command = Callable[[argparse.Namespace], int]
_WRONG_USE = (InputError, NotKnownError, PeriodError, SettingsError)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `kilowit`; return 0 done or answered, 1 unanswered, 2 wrong use, 3 failed."""
    be_lenient()
    form = read_log_format()
    start_logging(form or "text", verbose=form is not None)
    parsed = make_parser().parse_args(arguments)
    command: Command = parsed.command
    try:
        return command(parsed)
    except KilowitError as error:
        note(f"kilowit: {_sentence(error)}")
        return EXIT_WRONG_USE if isinstance(error, _WRONG_USE) else EXIT_FAILED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        note("kilowit: stopped")
        return 130
    except sqlite3.OperationalError as error:
        note(f"kilowit: the data folder cannot be used ({error}); check its space and permissions")
        return EXIT_FAILED
    except OSError as error:
        note(f"kilowit: {error.strerror or error}: {error.filename or ''}".rstrip(": "))
        return EXIT_FAILED
    except Exception:  # the one net of this shell: it logs, and tells the user plainly
        error_id = new_error_id()
        logger.exception("unexpected error %s", error_id)
        note(f"kilowit: {unexpected(error_id)}")
        return EXIT_FAILED


class _TellVersion(argparse.Action):
    """Tells the version; looked up only when asked, since every start would wait for it."""

    def __init__(self, option_strings: Sequence[str], dest: str, help: str) -> None:
        super().__init__(option_strings, dest, nargs=0, help=help)

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version

        say(f"kilowit {version('kilowit')}")
        parser.exit()


def _sentence(error: KilowitError) -> str:
    """Say an error in the language of whoever had this command started."""
    if os.environ.get("KILOWIT_LANGUAGE") != "ja":
        return str(error)
    from bot.error_words import error_sentence

    return error_sentence(error, "ja")


def make_parser() -> argparse.ArgumentParser:
    """Return the parser with every command."""
    from bot.cli import (
        asking,
        changing,
        exporting,
        history,
        keeping,
        knowing,
        looking,
        shells,
        storing,
    )

    parser = argparse.ArgumentParser(
        prog="kilowit", description="Answers questions about energy, with cited figures."
    )
    parser.add_argument("--version", action=_TellVersion, help="tell the version and exit")
    commands = parser.add_subparsers(required=True, metavar="COMMAND", title="commands")
    for group in (
        asking,
        knowing,
        looking,
        changing,
        history,
        exporting,
        keeping,
        storing,
        shells,
    ):
        group.add_commands(commands)
    return parser
