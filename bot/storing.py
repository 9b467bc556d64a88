"""Wires the PostgreSQL store that KILOWIT_STORE names, in the place of the data folder."""

from collections.abc import Callable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import InputError
from bot.kept_records import stored_kept_records
from bot.settings import Settings
from bot.verification import VerificationReport, check_knowledge
from index.generations import Manifest
from index.postgres.catalogue import (
    StoredGeneration,
    current_generation,
    currents,
    find_generations,
)
from index.postgres.publishing import Publisher, check_tables
from index.protocols import Embeddings
from knowledge.postgres import PostgresRows
from knowledge.raw_files import RawFile, parse_record
from knowledge.store import KnowledgeStore

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.postgres.watching import CurrentWatch


@dataclass(frozen=True, slots=True)
class StoredRow:
    """One generation of the store for a listing."""

    name: str
    is_current: bool
    manifest: Manifest


def address_of(settings: Settings) -> str:
    """Return the store's address. Raises InputError when none is set."""
    if settings.store is None:
        raise InputError("KILOWIT_STORE names no store; set postgresql://USER@HOST/DATABASE")
    return settings.store


def publisher_of(
    settings: Settings,
    encode: Callable[[Sequence[str]], Embeddings],
    *,
    takes_over: bool = False,
) -> Publisher:
    """Return what publishes the data folder's generations into the store."""
    return Publisher(
        address_of(settings), settings.scope, settings.home, encode, takes_over=takes_over
    )


def stored_current(settings: Settings) -> str | None:
    """Ask the store for the current generation. Raises StoreError."""
    rows = PostgresRows(address_of(settings))
    try:
        return currents(rows).get(settings.scope)
    finally:
        rows.close()


def stored_rows(settings: Settings) -> tuple[StoredRow, ...]:
    """Return the generations of the store, newest first. Raises StoreError."""
    rows = PostgresRows(address_of(settings))
    try:
        current = currents(rows).get(settings.scope)
        found = find_generations(rows, settings.scope)
    finally:
        rows.close()
    return tuple(StoredRow(one.name, one.name == current, one.manifest) for one in found)


def stored_sources(settings: Settings) -> tuple[RawFile, ...]:
    """Return the added sources that the store's current generation was built from, by id.

    Raises:
        StoreError: the store cannot be reached.
    """
    rows = PostgresRows(address_of(settings))
    try:
        if settings.scope not in currents(rows):
            return ()
        files = current_generation(rows, settings.scope).files
    finally:
        rows.close()
    records = stored_kept_records(files)
    found = [parse_record(Path(name), text) for name, text in records.items()]
    return tuple(sorted(found, key=lambda raw: raw.source_id))


@contextmanager
def stored_knowledge(
    settings: Settings,
) -> "Iterator[tuple[StoredGeneration, KnowledgeStore]]":
    """Open the facts of the store's current generation. Raises GenerationError, StoreError."""
    from index.postgres.opening import open_rows  # noqa: PLC0415  # brings numpy

    stored, rows = open_rows(address_of(settings), settings.scope)
    try:
        yield stored, KnowledgeStore(rows)
    finally:
        rows.close()


def verify_stored(settings: Settings) -> VerificationReport:
    """Check the store's current generation: its tables, figures, quotes and spans."""
    with stored_knowledge(settings) as (stored, knowledge):
        problems = check_tables(address_of(settings), stored)
        n_tables = len(stored.digests)
        if problems:
            told = tuple(f"{stored.name}: {problem}" for problem in problems)
            return VerificationReport(n_tables, 0, 0, 0, told)
        return check_knowledge(knowledge, n_files=n_tables)


def watch_of(settings: Settings) -> "CurrentWatch":
    """Return what hears which generations are current, for a shell that goes on asking."""
    from index.postgres.watching import CurrentWatch  # noqa: PLC0415  # only where there is a store

    return CurrentWatch(address_of(settings))
