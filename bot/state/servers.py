"""What servers chose: their settings and the questions whose answers they watch."""

import json
from collections.abc import Sequence
from dataclasses import asdict, fields

from bot.state.protocols import StateTables
from bot.state.records import ServerSettings

MAX_WATCHED = 25


class ServerBook:
    """The settings of servers. Not thread-safe: use it from one thread."""

    def __init__(self, database: StateTables) -> None:
        self._database = database

    def settings(self, server_id: int) -> ServerSettings:
        """Return a server's settings, the defaults where it chose none."""
        row = self._database.one(
            "SELECT settings FROM server_settings WHERE server_id = ?", server_id
        )
        return ServerSettings() if row is None else settings_of(row[0])

    def all_settings(self) -> dict[int, ServerSettings]:
        """Return the settings of every server that chose some."""
        rows = self._database.all("SELECT server_id, settings FROM server_settings")
        return {server_id: settings_of(text) for server_id, text in rows}

    def set_settings(self, server_id: int, settings: ServerSettings) -> None:
        """Keep a server's settings."""
        with self._database.writing() as connection:
            connection.execute(
                "INSERT INTO server_settings VALUES (?, ?) "
                "ON CONFLICT(server_id) DO UPDATE SET settings = excluded.settings",
                (server_id, json.dumps(asdict(settings))),
            )
            self._database.tell_settings()

    def watch(self, server_id: int, questions: Sequence[str]) -> None:
        """Replace the questions whose answers a server watches, at most MAX_WATCHED."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM watched WHERE server_id = ?", (server_id,))
            connection.executemany(
                "INSERT INTO watched VALUES (?, ?) ON CONFLICT DO NOTHING",
                [(server_id, question) for question in questions[:MAX_WATCHED]],
            )

    def watched_by(self, server_id: int) -> tuple[str, ...]:
        """Return the questions of one server, in order; those of the operator are server 0's."""
        return tuple(question for server, question in self.watched() if server == server_id)

    def watched(self) -> tuple[tuple[int, str], ...]:
        """Return (server_id, question), in order."""
        rows = self._database.all(
            "SELECT server_id, question FROM watched ORDER BY server_id, question"
        )
        return tuple((row[0], row[1]) for row in rows)

    def forget(self, server_id: int) -> None:
        """Delete everything kept of a server that kilowit left, but the audit."""
        with self._database.writing() as connection:
            for table in ("server_settings", "feedback", "gaps", "watched"):
                connection.execute(f"DELETE FROM {table} WHERE server_id = ?", (server_id,))
            self._database.tell_settings()


def settings_of(text: str) -> ServerSettings:
    """Read settings; fields that this kilowit does not know are left out."""
    known = {field.name for field in fields(ServerSettings)}
    chosen = {name: value for name, value in json.loads(text).items() if name in known}
    return ServerSettings(**chosen | {"channels": tuple(chosen.get("channels", ()))})
