"""The audit: who changed what, and when. Nothing deletes it."""

from datetime import datetime

from bot.state.database import time_text
from bot.state.protocols import StateTables
from bot.state.records import AuditEntry


class AuditBook:
    """The audit of one installation. Not thread-safe: use it from one thread."""

    def __init__(self, database: StateTables) -> None:
        self._database = database

    def record(self, entry: AuditEntry) -> None:
        """Add an entry to the audit."""
        with self._database.writing() as connection:
            connection.execute(
                "INSERT INTO audit(at, actor, action, subject, details, server_id) "
                "VALUES (?, ?, ?, ?, ?, ?)",
                (
                    time_text(entry.when),
                    entry.actor,
                    entry.action,
                    entry.subject,
                    entry.details,
                    entry.server_id,
                ),
            )

    def entries(self, *, limit: int = 100) -> tuple[AuditEntry, ...]:
        """Return the newest entries of the audit, newest first."""
        rows = self._database.all(
            "SELECT at, actor, action, subject, details, server_id FROM audit "
            "ORDER BY id DESC LIMIT ?",
            limit,
        )
        return tuple(AuditEntry(datetime.fromisoformat(row[0]), *row[1:]) for row in rows)
