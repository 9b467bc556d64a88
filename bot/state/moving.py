"""Backup and restore of a state that a store keeps; the backup is a `state.db` as any other.

So the state moves from a data folder into a store, and back, by the same two commands.
"""

import contextlib
import sqlite3
import tempfile
from pathlib import Path
from typing import Any

from bot.errors import StateError
from bot.state.database import StateDatabase, backup_state
from bot.state.postgres import Tables, copy_in, copy_out


def backup_store(address: str, target: Path) -> None:
    """Copy the state of a store into a new file, as it is at one instant.

    Raises:
        StateError: the target exists or cannot be written, or the server cannot be reached.
    """
    if target.exists():
        raise StateError(f"{target} exists already; name a new file")
    tables = copy_out(address)
    with tempfile.TemporaryDirectory(prefix="kilowit-state-") as folder:
        draft = Path(folder) / "state.db"
        database = StateDatabase.open(draft)
        try:
            with database.writing() as writer:
                for name, (columns, rows) in tables.items():
                    listed = ", ".join(f'"{column}"' for column in columns)
                    marks = ", ".join("?" * len(columns))
                    writer.executemany(f'INSERT INTO "{name}" ({listed}) VALUES ({marks})', rows)
        finally:
            database.close()
        backup_state(draft, target)


def restore_store(backup: Path, address: str, *, kept_in: Path) -> Path:
    """Put a backup, or a data folder's `state.db`, in the place of a store's state.

    Older ones are migrated. Returns where the replaced state was kept, a file in `kept_in`.

    Raises:
        StateError: the backup is missing, damaged or of a newer kilowit; nothing was changed.
    """
    if not backup.is_file():
        raise StateError(f"there is no file {backup}; name a backup made by: kilowit backup FILE")
    with tempfile.TemporaryDirectory(prefix="kilowit-state-") as folder:
        draft = Path(folder) / "state.db"
        try:
            backup_state(backup, draft)
            StateDatabase.open(draft).close()
        except StateError as error:
            raise StateError(f"cannot restore {backup.name}: {error}") from None
        tables = _read(draft)
    kept = _free_name(kept_in)
    backup_store(address, kept)
    copy_in(address, tables)
    return kept


def _read(file: Path) -> Tables:
    tables: dict[str, tuple[tuple[str, ...], list[tuple[Any, ...]]]] = {}
    with contextlib.closing(sqlite3.connect(file)) as connection:
        names = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        ).fetchall()
        for (name,) in names:
            cursor = connection.execute(f'SELECT * FROM "{name}"')
            tables[name] = (tuple(column[0] for column in cursor.description), cursor.fetchall())
    return tables


def _free_name(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    number = 1
    while (kept := folder / f"state.db.replaced-{number}").exists():
        number += 1
    return kept
