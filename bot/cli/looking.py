"""Commands that look after the generations: status, verify."""

import argparse
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from bot.cli.output import EXIT_DONE, EXIT_UNANSWERED, add_json_option, note, say, say_json
from bot.settings import Settings, read_settings

if TYPE_CHECKING:
    from bot.verification import VerificationReport
    from index.generations import Home, Manifest
    from knowledge.records import SourceNote

_NOTE_COUNTS = {
    "unread": "file not read",
    "skipped": "parts not read",
    "doubt": "doubts about figures",
}


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add this group's commands."""
    status = commands.add_parser("status", help="show the generations")
    add_json_option(status)
    status.set_defaults(command=_status)

    verify = commands.add_parser("verify", help="check every checksum, quote and span")
    verify.set_defaults(command=_verify)


def _status(arguments: argparse.Namespace) -> int:
    from bot.verification_counts import read_counts

    settings = read_settings()
    rows = _stored_rows(settings) if settings.store else _local_rows(settings)
    notes, counts = _notes_of_current(settings), read_counts(settings.home)
    if arguments.json:
        verified = asdict(counts) if counts else None
        status = {"home": str(settings.home), "generations": rows, "notes": notes}
        say_json(status | {"verification": verified})
        return EXIT_DONE if rows else EXIT_UNANSWERED
    if not rows:
        note("kilowit: there is no knowledge yet; run: kilowit build")
    for row in rows:
        say(_generation_line(row))
    for source_id, kinds in notes.items():
        told = ", ".join(f"{n:,} {_NOTE_COUNTS[kind]}" for kind, n in kinds.items())
        say(f"  {source_id}: {told}; see: kilowit sources {source_id}")
    if counts is not None:
        say(f"verification: {counts.checked:,} claims checked, {counts.dropped:,} dropped")
    return EXIT_DONE if rows else EXIT_UNANSWERED


def _local_rows(settings: Settings) -> list[dict[str, Any]]:
    from index.generations import Home

    home = Home(settings.home)
    return [_generation_row(home, name) for name in home.names()]


def _stored_rows(settings: Settings) -> list[dict[str, Any]]:
    from bot.storing import stored_rows

    return [
        {"generation": row.name, "current": row.is_current} | _told(row.manifest)
        for row in stored_rows(settings)
    ]


def _generation_row(home: "Home", name: str) -> dict[str, Any]:
    """What a generation holds; one that this kilowit cannot read has its `problem` instead."""
    from index.errors import GenerationError
    from index.generations import read_manifest

    named = {"generation": name, "current": name == home.current()}
    try:
        manifest = read_manifest(home.folder(name))
    except GenerationError as error:
        return named | {"problem": str(error)}
    return named | _told(manifest)


def _told(manifest: "Manifest") -> dict[str, Any]:
    return {
        "built": manifest.built,
        "model": manifest.model_id,
        "figures": manifest.n_figures,
        "passages": manifest.n_passages,
        "sources": manifest.n_sources,
    }


def _generation_line(row: dict[str, Any]) -> str:
    mark = "*" if row["current"] else " "
    if "problem" in row:
        return f"{mark} {row['problem']}"
    return (
        f"{mark} {row['generation']}  {row['built']}  {row['figures']:,} figures, "
        f"{row['passages']:,} passages, {row['sources']:,} sources  {row['model']}"
    )


def _notes_of_current(settings: Settings) -> dict[str, dict[str, int]]:
    """Count the notes of each source of the current generation by kind."""
    from knowledge.errors import KilowitError

    counts: dict[str, dict[str, int]] = {}
    try:
        notes = _current_notes(settings)
    except KilowitError:
        return counts  # its line says what is wrong with it
    for told in notes:
        of_source = counts.setdefault(told.source_id, {})
        of_source[told.kind] = of_source.get(told.kind, 0) + 1
    return counts


def _current_notes(settings: Settings) -> "tuple[SourceNote, ...]":
    from index.generations import Home
    from knowledge.store import KnowledgeStore

    if settings.store:
        from bot.storing import stored_knowledge

        with stored_knowledge(settings) as (_, knowledge):
            return knowledge.notes()
    home = Home(settings.home)
    name = home.current()
    if name is None:
        return ()
    store = KnowledgeStore.open(home.folder(name) / "knowledge.db")
    try:
        return store.notes()
    finally:
        store.close()


def _verify(arguments: argparse.Namespace) -> int:
    report = _verified(read_settings())
    for problem in report.problems:
        say(problem)
    note(
        f"{report.n_files} files or tables, {report.n_figures:,} figures, "
        f"{report.n_quotes:,} quotes and {report.n_passages:,} passages checked: "
        f"{len(report.problems)} problems"
    )
    return EXIT_UNANSWERED if report.problems else EXIT_DONE


def _verified(settings: Settings) -> "VerificationReport":
    if settings.store:
        from bot.storing import verify_stored

        return verify_stored(settings)
    from bot.verification import verify_generation
    from index.generations import Home

    return verify_generation(Home(settings.home))
