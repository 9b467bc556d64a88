"""What is searched of a generation, spread over several servers by the hash of its position.

Whoever keeps the database names the servers: foreign servers of postgres_fdw, kilowit_shard_1 and
so on (docs/scaling.md). The tables `words` and `vectors` then have a part on each, which this
server reads as its own. A part that does not answer fails the search, by its server's name, unless
that server has a replica that does: nothing is left out in silence.
"""

import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.errors import StoreError
from knowledge.postgres import Connection, transaction

logger = logging.getLogger(__name__)
SERVERS = "kilowit_shard_%"
_LOOK_S, _PATIENCE_S = 0.05, 30.0


@dataclass(frozen=True, slots=True)
class Shards:
    """The foreign servers that hold the parts, and the schema there; none where all is here."""

    connection: Connection
    schema: str
    servers: tuple[str, ...]

    @classmethod
    def of(cls, connection: Connection, schema: str) -> "Shards":
        """Return the servers that a database names, by name."""
        rows = connection.execute(
            "SELECT srvname FROM pg_foreign_server WHERE srvname LIKE %s ORDER BY srvname",
            [SERVERS],
        )
        return cls(connection, schema, tuple(row[0] for row in rows))

    def run(self, statement: str) -> None:
        """Run a statement in the schema of every server, at once and for good."""
        for server in self.servers:
            self.connection.execute(
                "SELECT public.dblink_exec(%s, %s)",
                [server, f"SET search_path = {self.schema}, public; {statement}"],
            )

    def prepare(self) -> None:
        """Make the schema anew on every server: what a publishing that failed left there goes."""
        for statement in _drop(self.schema), f"CREATE SCHEMA {self.schema}":
            self.run(statement)

    def create_table(self, name: str, columns: Sequence[str], key: str) -> None:
        """Create a table whose parts stand on the servers."""
        listed = ", ".join(columns)
        self.run(f"CREATE TABLE {name} ({listed}, PRIMARY KEY ({key}))")
        self.connection.execute(f"CREATE TABLE {name} ({listed}) PARTITION BY HASH ({key})")
        for number, server in enumerate(self.servers):
            self.connection.execute(
                f"CREATE FOREIGN TABLE {name}_{number} PARTITION OF {name} "
                f"FOR VALUES WITH (MODULUS {len(self.servers)}, REMAINDER {number}) "
                f"SERVER {server} OPTIONS (schema_name '{self.schema}', table_name '{name}')"
            )


def drop_parts(address: str, schema: str) -> None:
    """Drop what the servers hold of a generation that is gone; a server that is away keeps it."""
    with transaction(address) as connection:
        servers = Shards.of(connection, schema).servers
    for server in servers:
        try:
            with transaction(address) as connection:
                Shards(connection, "public", (server,)).run(_drop(schema))
        except StoreError as error:
            logger.warning("%s keeps what it held of a generation: %s", server, error)


def await_replicas(address: str) -> None:
    """Wait until each server's replicas have what was written there, so that they may stand in.

    One that stays behind for half a minute, and a server that is away, are logged.
    """
    with transaction(address) as connection:
        servers = Shards.of(connection, "public").servers
    for server in servers:
        try:
            with transaction(address) as connection:
                _await_replicas_of(connection, server)
        except StoreError as error:
            logger.warning("it is not known whether the replicas of %s follow: %s", server, error)


def _await_replicas_of(connection: Connection, server: str) -> None:
    written = _ask(connection, server, "SELECT pg_current_wal_lsn()::text")
    behind = f"SELECT count(*)::text FROM pg_stat_replication WHERE replay_lsn < '{written}'"
    until = time.monotonic() + _PATIENCE_S
    while _ask(connection, server, behind) != "0":
        if time.monotonic() > until:
            logger.warning("a replica of %s is behind; it may lack what was published", server)
            return
        time.sleep(_LOOK_S)


def _ask(connection: Connection, server: str, query: str) -> str:
    row = connection.execute(
        "SELECT told FROM public.dblink(%s, %s) AS answer(told text)", [server, query]
    ).fetchone()
    return str(row[0]) if row else ""


def _drop(schema: str) -> str:
    return f"DROP SCHEMA IF EXISTS {schema} CASCADE"
