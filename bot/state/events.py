"""Which events of Discord were taken up, so that each is handled once by one process."""

from datetime import datetime, timedelta

from bot.state.database import time_text
from bot.state.protocols import StateTables

EVENT_LIFE = timedelta(hours=1)  # an interaction lives for 15 minutes, a resumed session less


class EventBook:
    """The claimed events. Not thread-safe: use it from one thread."""

    def __init__(self, database: StateTables) -> None:
        self._database = database

    def claim(self, event_id: int, *, now: datetime) -> bool:
        """Take an event up; False when this or another process has already."""
        with self._database.writing() as connection:
            claimed = connection.execute(
                "INSERT INTO events VALUES (?, ?) ON CONFLICT DO NOTHING",
                (event_id, time_text(now + EVENT_LIFE)),
            )
            return claimed.rowcount == 1
