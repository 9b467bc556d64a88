"""Hears which generations are current, in a thread of its own, so that asking costs nothing.

The database tells of a change (NOTIFY). A replica cannot be listened to: it is asked each second.
"""

import logging
import threading
import time
import weakref

from index.postgres.catalogue import CHANNEL, currents
from knowledge.errors import StoreError
from knowledge.postgres import Connection, ConnectionRows, connect, wait_for_notice

logger = logging.getLogger(__name__)
LOOK_S = 1.0
RETRY_S = 2.0
REREAD_S = 60.0  # for what was told while a connection was lost without a sign


class CurrentWatch:
    """The current generation of each scope, as it was last heard. Thread-safe.

    The thread ends with the object. Without a connection the last known names stay.
    """

    def __init__(self, address: str) -> None:
        self._address = address
        self._currents: dict[str, str] = {}
        self._stopped = threading.Event()
        weakref.finalize(self, self._stopped.set)
        arguments = (weakref.ref(self), address, self._stopped)
        threading.Thread(target=_watch, args=arguments, name="store-watch", daemon=True).start()

    def current(self, scope: str) -> str | None:
        """Return the name of a scope's current generation, None while it is not known."""
        return self._currents.get(scope)

    def close(self) -> None:
        """End the thread within a second."""
        self._stopped.set()

    def hear(self, told: dict[str, str]) -> None:
        """Take over what the database holds."""
        self._currents = told


def _watch(watch: "weakref.ref[CurrentWatch]", address: str, stopped: threading.Event) -> None:
    while not stopped.is_set():
        try:
            connection = connect(address)
            try:
                _listen(connection, watch, stopped)
            finally:
                connection.close()
        except StoreError as error:
            logger.warning("the store cannot be watched: %s", error)
            stopped.wait(RETRY_S)


def _listen(
    connection: Connection,
    watch: "weakref.ref[CurrentWatch]",
    stopped: threading.Event,
) -> None:
    rows = ConnectionRows(connection)
    is_replica = rows.read("SELECT pg_is_in_recovery()", named=False)[0][0]
    read_at = -REREAD_S
    told = True
    while not stopped.is_set():
        if told or is_replica or time.monotonic() - read_at > REREAD_S:
            owner = watch()
            if owner is None:
                return
            owner.hear(currents(rows))
            del owner
            read_at = time.monotonic()
        if is_replica:
            stopped.wait(LOOK_S)
        else:
            told = wait_for_notice(connection, CHANNEL, LOOK_S)
