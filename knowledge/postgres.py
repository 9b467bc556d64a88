"""Rows of a PostgreSQL database (psycopg 3), and what else needs its driver.

A reading connection goes to a replica where the address names one, a writing one to the primary:
`postgresql://first,second/kilowit`. One that the server closed is opened anew, once for each
reading, so that a restarted server or a promoted replica is found again.
"""

import contextlib
import re
import urllib.parse
from collections.abc import Callable, Iterator, Sequence
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeAlias

from knowledge.errors import StoreError

if TYPE_CHECKING:
    import psycopg

_MARKS = re.compile(r"'[^'%]*'|[?%]")  # a mark inside a literal is none
_MARKED = {"?": "%s", "%": "%%"}
CONNECT_TIMEOUT_S = 5
STATEMENT_TIMEOUT_S = 30
_MAX_REASON_CHARS = 200
_WHERE = re.compile(
    r'connection to server at "[^"]*"(?: \([^)]*\))?, port \d+ failed: |(?<=resolve host )\S+'
)
Connection: TypeAlias = "psycopg.Connection[Any]"
Prepare = Callable[["psycopg.Connection[Any]"], None]


def is_address(text: str) -> bool:
    """Whether a text is the address of a PostgreSQL database."""
    return text.startswith(("postgresql://", "postgres://"))


def masked_address(address: str) -> str:
    """Return an address without its password."""
    parts = urllib.parse.urlsplit(address)
    user, at, hosts = parts.netloc.rpartition("@")
    name = user.partition(":")[0]
    query = "&".join(p for p in parts.query.split("&") if not p.lower().startswith("password="))
    return parts._replace(netloc=f"{name}{at}{hosts}", query=query).geturl()


def connect(address: str, *, writing: bool = False) -> Connection:
    """Open a connection in autocommit mode; one that writes goes to the primary.

    Raises:
        StoreError: the driver is not installed, or the server cannot be reached.
    """
    driver = _driver()
    try:
        connection: psycopg.Connection[Any] = driver.connect(
            address,
            autocommit=True,
            connect_timeout=CONNECT_TIMEOUT_S,
            target_session_attrs="read-write" if writing else "prefer-standby",
            application_name="kilowit",
            keepalives_idle=5,
            keepalives_interval=2,
            keepalives_count=3,
            tcp_user_timeout=10_000,
        )
        # A nested loop of a few rows is not worth compiling.
        connection.execute("SET jit = off")
        if not writing:
            connection.execute(f"SET statement_timeout = '{STATEMENT_TIMEOUT_S}s'")
    except driver.Error as error:
        raise unreachable(error) from None
    text = driver.types.string
    connection.adapters.register_loader("json", text.TextLoader)
    connection.adapters.register_loader("json", text.TextBinaryLoader)
    return connection


def _driver() -> Any:  # noqa: ANN401  # the module
    try:
        import psycopg  # noqa: PLC0415  # only where KILOWIT_STORE asks for it
        import psycopg.types.string  # noqa: PLC0415
    except ImportError:
        raise StoreError(
            "KILOWIT_STORE needs PostgreSQL's driver; run: make install EXTRAS='[postgres]'"
        ) from None
    return psycopg


def driver_errors() -> type[Exception]:
    """Return the class of what the driver raises, for those that word it."""
    errors: type[Exception] = _driver().Error
    return errors


def unreachable(error: Exception) -> StoreError:
    """Return the error that says why the store cannot be used, without its address."""
    said = _WHERE.sub("", str(error).partition("\n")[0])[:_MAX_REASON_CHARS]
    why = said or type(error).__name__
    return StoreError(
        f"the store cannot be used ({why}); check KILOWIT_STORE and that its server runs"
    )


def marked(query: str) -> str:
    """Write a query whose values stand as `?` in the driver's way."""
    return _MARKS.sub(lambda found: _MARKED.get(found.group(), found.group()), query)


class ConnectionRows:
    """Rows over one open connection (`knowledge.rows.Rows`)."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def read(self, query: str, values: Sequence[Any] = (), *, named: bool = True) -> list[Any]:
        """Return the rows of a query whose values stand as `?`. Raises StoreError."""
        try:
            return self._fetch(query, values, named)
        except _driver().Error as error:
            raise unreachable(error) from None

    @property
    def connection(self) -> Connection:
        """The connection that it reads over now."""
        return self._connection

    def _fetch(self, query: str, values: Sequence[Any], named: bool) -> list[Any]:
        rows = _driver().rows
        factory = rows.dict_row if named else rows.tuple_row
        with self._connection.cursor(binary=True, row_factory=factory) as cursor:
            cursor.execute(marked(query), values)
            return list(cursor.fetchall())

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


class PostgresRows(ConnectionRows):
    """Rows of a database, over a connection that is opened anew when the server closed it.

    `prepare` runs on every new connection, before it is read from. Threads read one after another.
    """

    def __init__(
        self,
        address: str,
        prepare: Prepare = lambda connection: None,
        *,
        writing: bool = False,
    ) -> None:
        self._address, self._prepare, self._writing = address, prepare, writing
        self._reading = Lock()
        super().__init__(self._open())

    def _open(self) -> Connection:
        connection = connect(self._address, writing=self._writing)
        try:
            self._prepare(connection)
        except driver_errors() as error:
            connection.close()
            raise unreachable(error) from None
        except BaseException:
            connection.close()
            raise
        return connection

    def read(self, query: str, values: Sequence[Any] = (), *, named: bool = True) -> list[Any]:
        """Return the rows of a query whose values stand as `?`. Raises StoreError."""
        with self._reading:
            try:
                return super().read(query, values, named=named)
            except StoreError:
                if not self._connection.broken:
                    raise
            self._connection.close()
            self._connection = self._open()
            return super().read(query, values, named=named)


@contextlib.contextmanager
def transaction(address: str) -> "Iterator[psycopg.Connection[Any]]":
    """Write to the primary in one transaction: all of it is kept, or none.

    Raises:
        StoreError: the server cannot be reached, or refuses.
    """
    connection = connect(address, writing=True)
    try:
        with connection.transaction():
            yield connection
    except _driver().Error as error:
        raise unreachable(error) from None
    finally:
        connection.close()


def listen(connection: Connection, channel: str) -> None:
    """Have a connection told what is told on a channel from now on. Raises StoreError."""
    try:
        connection.execute(f"LISTEN {channel}")
    except _driver().Error as error:
        raise unreachable(error) from None


def wait_for_notice(connection: Connection, wait_s: float) -> bool:
    """Wait until something is told (NOTIFY), or time is over; say which.

    Raises:
        StoreError: the connection is lost.
    """
    try:
        return any(True for _ in connection.notifies(timeout=wait_s, stop_after=1))
    except _driver().Error as error:
        raise unreachable(error) from None
