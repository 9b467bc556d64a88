"""How a store reads its database: plain SQL, whichever database answers it."""

import sqlite3
from collections.abc import Sequence
from typing import Any, Protocol

from knowledge.errors import StoreError


class Rows(Protocol):
    """Reads rows. It belongs to the thread that opened it."""

    def read(self, query: str, values: Sequence[Any] = (), *, named: bool = True) -> list[Any]:
        """Return the rows of a query whose values stand as `?`.

        Rows have named columns, or are plain tuples, which read faster.

        Raises:
            StoreError: the database is damaged or cannot be reached.
        """
        ...

    def close(self) -> None:
        """Close the connection."""
        ...


class SqliteRows:
    """Rows of a SQLite file."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def read(self, query: str, values: Sequence[Any] = (), *, named: bool = True) -> list[Any]:
        """Return the rows of a query. Raises StoreError when the file is damaged."""
        cursor = self._connection.cursor()
        cursor.row_factory = sqlite3.Row if named else None
        try:
            return cursor.execute(query, values).fetchall()
        except sqlite3.DatabaseError as error:
            raise StoreError(f"the knowledge is damaged ({error}); run: kilowit verify") from None

    def close(self) -> None:
        """Close the file."""
        self._connection.close()
