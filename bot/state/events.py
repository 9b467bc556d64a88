"""Which events of Discord were taken up, so that each is handled once by one process.

Whoever takes an event up holds it by a lease, which ends with its process: then another may take it
over. Of a message its place is kept, never its words.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.shard_range import ShardRange
from bot.state.database import time_text
from bot.state.protocols import StateTables

EVENT_LIFE = timedelta(hours=1)  # an interaction lives for 15 minutes, a resumed session less
FIRST_LEASE = timedelta(seconds=1.5)  # an interaction has three to be acknowledged, by another too
LEASE = timedelta(seconds=6)
MOST_TRIES = 3  # what ends every process that takes it up is not handed on for ever


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message stands; a direct one in server 0."""

    server_id: int
    channel_id: int


class EventBook:
    """The claimed events. Not thread-safe: use it from one thread."""

    def __init__(self, database: StateTables) -> None:
        self._database = database

    def claim(self, event_id: int, *, now: datetime, place: Place | None = None) -> bool:
        """Take an event up, or over; False while another process holds it, and once it is done."""
        with self._database.writing() as connection:
            claimed = connection.execute(
                "INSERT INTO events VALUES (?, ?, ?, 0, 1, ?, ?) ON CONFLICT(event_id) "
                "DO UPDATE SET leased = excluded.leased, tries = events.tries + 1 "
                "WHERE events.is_done = 0 AND events.leased < ? AND events.tries < ?",
                (
                    event_id,
                    time_text(now + EVENT_LIFE),
                    time_text(now + FIRST_LEASE),
                    place and place.server_id,
                    place and place.channel_id,
                    time_text(now),
                    MOST_TRIES,
                ),
            )
            return claimed.rowcount == 1

    def renew(self, event_ids: Collection[int], *, now: datetime) -> None:
        """Hold events for another LEASE."""
        with self._database.writing() as connection:
            connection.executemany(
                "UPDATE events SET leased = ? WHERE event_id = ?",
                [(time_text(now + LEASE), event_id) for event_id in sorted(event_ids)],
            )

    def finish(self, event_id: int) -> None:
        """Mark an event as handled."""
        with self._database.writing() as connection:
            connection.execute("UPDATE events SET is_done = 1 WHERE event_id = ?", (event_id,))

    def is_open(self, event_id: int) -> bool:
        """Whether an event was taken up and not handled, and may still be."""
        row = self._database.one(
            "SELECT 1 FROM events WHERE event_id = ? AND is_done = 0 AND tries < ?",
            event_id,
            MOST_TRIES,
        )
        return row is not None

    def lapsed(self, shards: ShardRange, *, now: datetime) -> list[tuple[int, Place]]:
        """Return the messages of some shards that nobody holds and nobody has handled."""
        rows = self._database.all(
            "SELECT event_id, server_id, channel_id FROM events WHERE is_done = 0 AND leased < ? "
            "AND tries < ? AND channel_id IS NOT NULL "
            "AND (server_id >> 22) % ? BETWEEN ? AND ? ORDER BY event_id",
            time_text(now),
            MOST_TRIES,
            shards.count,
            shards.first,
            shards.last,
        )
        return [(event_id, Place(server, channel)) for event_id, server, channel in rows]
