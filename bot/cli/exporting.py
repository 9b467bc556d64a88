"""The command that writes the knowledge in open formats."""

import argparse
from pathlib import Path

from bot.cli.output import EXIT_DONE, note, say_json
from bot.errors import InputError
from bot.settings import read_settings


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add this group's commands."""
    export = commands.add_parser("export", help="write figures, sources and corrections as files")
    export.add_argument("folder", nargs="?", metavar="FOLDER", help="where the files go")
    export.add_argument("--prov", metavar="FIGURE_ID", help="print one figure's chain as PROV-JSON")
    export.set_defaults(command=_export)


def _export(arguments: argparse.Namespace) -> int:
    from bot.wiring import open_engine
    from knowledge.exporting import export_knowledge, provenance

    if (arguments.folder is None) == (arguments.prov is None):
        raise InputError("name either a folder to write to or one figure: --prov FIGURE_ID")
    knowledge = open_engine(read_settings()).knowledge
    if arguments.prov is not None:
        say_json(provenance(knowledge, arguments.prov))
        return EXIT_DONE
    try:
        for name in export_knowledge(knowledge, Path(arguments.folder)):
            note(f"wrote {name}")
    except OSError as error:
        raise InputError(
            f"cannot write to {arguments.folder} ({error.strerror}); "
            "name a folder that can be made and written"
        ) from None
    return EXIT_DONE
