"""What the books may expect of the database that keeps the state."""

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol


class Cursor(Protocol):
    """What a statement found or changed."""

    @property
    def rowcount(self) -> int:
        """How many rows were changed."""
        ...

    def fetchone(self) -> Any:  # noqa: ANN401  # a row's columns are of any type
        """Return the next row, None at the end."""
        ...


class Writer(Protocol):
    """Runs statements, whose values stand as `?`, inside one transaction."""

    def execute(self, query: str, values: Sequence[Any] = (), /) -> Cursor:
        """Run a statement."""
        ...

    def executemany(self, query: str, rows: Iterable[Sequence[Any]], /) -> object:
        """Run a statement for each row of values."""
        ...


class StateTables(Protocol):
    """The state's tables, open in one thread; several processes may have them open."""

    def one(self, query: str, *values: object) -> tuple[Any, ...] | None:
        """Return the first row of a query, or None. Raises StateError."""
        ...

    def all(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Return every row of a query. Raises StateError."""
        ...

    def writing(self) -> AbstractContextManager[Writer]:
        """Run statements in one transaction: all of them are kept, or none. Raises StateError."""
        ...

    def tell_settings(self) -> None:
        """Tell the other processes, once what is being written is kept, to read settings anew."""
        ...

    def key(self, name: str) -> bytes:
        """Return a secret key of this installation, made at its first use (32 random bytes)."""
        ...

    def renew_key(self, name: str) -> None:
        """Exchange a secret key: what was made with the old one holds no longer."""
        ...

    def close(self) -> None:
        """Close the connection."""
        ...
