"""Commands about what people wrote: backup and restore of the state."""

import argparse
from pathlib import Path

from bot.cli.output import EXIT_DONE, note, say
from bot.settings import read_settings


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add this group's commands."""
    backup = commands.add_parser(
        "backup", help="copy settings, feedback and audit to a file, also while the bot runs"
    )
    backup.add_argument("file", metavar="FILE", help="a new file")
    backup.set_defaults(command=_backup)

    restore = commands.add_parser("restore", help="put a backup back; stop the bot before")
    restore.add_argument("file", metavar="FILE", help="that kilowit backup wrote")
    restore.set_defaults(command=_restore)


def _backup(arguments: argparse.Namespace) -> int:
    settings = read_settings()
    if settings.store is not None:
        from bot.state.moving import backup_store

        backup_store(settings.store, Path(arguments.file))
    else:
        from bot.state import backup_state

        backup_state(settings.state_file, Path(arguments.file))
    say(f"backed up to {arguments.file}")
    return EXIT_DONE


def _restore(arguments: argparse.Namespace) -> int:
    settings = read_settings()
    if settings.store is not None:
        from bot.state.moving import restore_store

        replaced: Path | None = restore_store(
            Path(arguments.file), settings.store, kept_in=settings.root
        )
    else:
        from bot.state import restore_state

        replaced = restore_state(Path(arguments.file), settings.state_file)
    say(f"restored {arguments.file}")
    if replaced is not None:
        note(f"kilowit: what was there before is kept as {replaced.name}")
    return EXIT_DONE
