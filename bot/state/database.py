"""The file `state.db`: opening, damage, backup and restore (SQLite).

Its version is `user_version`. A file of a newer kilowit is refused, never downgraded.
"""

import contextlib
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.errors import StateError
from bot.state.keyed import read_key, renew_key
from bot.state.migrations import MIGRATIONS

BUSY_TIMEOUT_S = 5.0
_DISK_CODES = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL)


class StateDatabase:
    """One connection to `state.db`, for one thread; several processes may hold one each."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    @classmethod
    def open(cls, path: Path) -> "StateDatabase":
        """Open, create or migrate the file.

        Raises:
            StateError: it is damaged, of a newer kilowit, or cannot be written.
        """
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(path, timeout=BUSY_TIMEOUT_S, isolation_level=None)
        except (OSError, sqlite3.OperationalError) as error:
            raise StateError(
                f"cannot open {path.name}: {error}; make its folder writable"
            ) from None
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("PRAGMA secure_delete = ON")
            _check(connection, path.name)
            _migrate(connection, path.name)
        except sqlite3.DatabaseError as error:
            connection.close()
            if getattr(error, "sqlite_errorcode", 0) & 0xFF in _DISK_CODES:
                raise StateError(
                    f"cannot write {path.name}: {error}; free disk space or make it writable"
                ) from None
            raise _damaged(path.name, error) from None
        except StateError:
            connection.close()
            raise
        return cls(connection)

    def close(self) -> None:
        """Close the connection."""
        self.connection.close()

    @contextlib.contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Run statements in one transaction: all of them are kept, or none.

        Raises:
            StateError: the file is locked for too long, full or damaged.
        """
        try:
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield self.connection
            except BaseException:
                self.connection.execute("ROLLBACK")
                raise
            self.connection.execute("COMMIT")
        except sqlite3.OperationalError as error:
            raise StateError(
                f"cannot write state.db: {error}; free disk space or wait for the other process"
            ) from None
        except sqlite3.DatabaseError as error:
            raise _damaged("state.db", error) from None

    def one(self, query: str, *values: object) -> tuple[Any, ...] | None:
        """Return the first row of a query, or None."""
        return next(iter(self.all(query, *values)), None)

    def all(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Return every row of a query. Raises StateError when the file is damaged."""
        try:
            return self.connection.execute(query, values).fetchall()
        except sqlite3.DatabaseError as error:
            raise _damaged("state.db", error) from None

    def tell_settings(self) -> None:
        """Nobody else is told: one process remembers what a file holds."""

    def key(self, name: str) -> bytes:
        """Return a secret key of this installation, made at its first use (32 random bytes)."""
        return read_key(self, name)

    def renew_key(self, name: str) -> None:
        """Exchange a secret key: what was made with the old one holds no longer."""
        renew_key(self, name)


def time_text(when: datetime) -> str:
    """ISO 8601 in UTC with fixed digits, so that texts sort as times do.

    Raises:
        ValueError: `when` has no time zone.
    """
    if when.tzinfo is None:
        raise ValueError(f"{when} has no time zone; give an aware time")
    return when.astimezone(UTC).isoformat(timespec="microseconds")


def _check(connection: sqlite3.Connection, name: str) -> None:
    found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        raise _damaged(name, found)


def _damaged(name: str, problem: object) -> StateError:
    return StateError(
        f"{name} is damaged ({problem}); restore a backup: kilowit restore FILE, "
        f"or move {name} away to begin anew"
    )


def _migrate(connection: sqlite3.Connection, name: str) -> None:
    connection.execute("BEGIN IMMEDIATE")
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > len(MIGRATIONS):
        connection.execute("ROLLBACK")
        raise StateError(
            f"{name} has version {version}, this kilowit knows {len(MIGRATIONS)}; "
            "upgrade kilowit, or restore an older backup"
        )
    for statements in MIGRATIONS[version:]:
        for statement in statements:
            connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
    connection.execute("COMMIT")


def backup_state(path: Path, target: Path) -> None:
    """Copy a state file while it is in use, whole and checked.

    Raises:
        StateError: there is no state, the target exists, or the copy is not sound.
    """
    if not path.is_file():
        raise StateError(f"there is no {path.name} yet; nothing to back up")
    if target.exists():
        raise StateError(f"{target} exists already; name a new file")
    partial = target.with_name(f".{target.name}.partial")
    partial.unlink(missing_ok=True)
    try:
        with (
            contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as source,
            contextlib.closing(sqlite3.connect(partial)) as copy,
        ):
            source.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
            _check(copy, target.name)
        partial.replace(target)
    except (OSError, sqlite3.DatabaseError) as error:
        partial.unlink(missing_ok=True)
        raise StateError(f"cannot back up to {target}: {error}; nothing was written") from None


def restore_state(backup: Path, path: Path) -> Path | None:
    """Put a backup in the place of the state; return where the replaced state was kept.

    The bot must not be running. Older backups are migrated.

    Raises:
        StateError: the backup is missing, damaged or of a newer kilowit; nothing was changed.
    """
    if not backup.is_file():
        raise StateError(f"there is no file {backup}; name a backup made by: kilowit backup FILE")
    partial = path.with_name(f".{path.name}.restoring")
    _remove(partial)
    try:
        with (
            contextlib.closing(sqlite3.connect(f"file:{backup}?mode=ro", uri=True)) as source,
            contextlib.closing(sqlite3.connect(partial)) as copy,
        ):
            source.backup(copy)
        StateDatabase.open(partial).close()
    except (OSError, sqlite3.DatabaseError, StateError) as error:
        _remove(partial)
        raise StateError(f"cannot restore {backup.name}: {error}") from None
    replaced = _set_aside(path)
    partial.replace(path)
    return replaced


def _set_aside(path: Path) -> Path | None:
    if not path.is_file():
        return None
    with (
        contextlib.suppress(sqlite3.DatabaseError),
        contextlib.closing(sqlite3.connect(path)) as connection,
    ):
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    number = 1
    while (kept := path.with_name(f"{path.name}.replaced-{number}")).exists():
        number += 1
    path.replace(kept)
    _remove(path)
    return kept


def _remove(path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
