"""Hears what changes in the store, in a thread of its own, so that asking costs nothing.

The database tells of a change (NOTIFY). A replica cannot be listened to: it is asked each second.
"""

import logging
import threading
import time
import weakref
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from knowledge.errors import StoreError
from knowledge.postgres import Connection, ConnectionRows, connect, listen, wait_for_notice
from knowledge.rows import Rows

logger = logging.getLogger(__name__)
LOOK_S = 1.0
RETRY_S = 2.0
REREAD_S = 60.0  # for what was told while a connection was lost without a sign
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Told(Generic[T]):
    """What a channel tells of, and how it is read.

    `writing` listens to the primary; else a replica will do.
    """

    channel: str
    read: Callable[[Rows], T]
    writing: bool = False


class StoreWatch(Generic[T]):
    """Something that the store holds, as it was last heard: `value`. Thread-safe.

    The thread ends with the object. Without a connection the last known value stays.
    """

    def __init__(self, address: str, told: Told[T], first: T) -> None:
        self.value = first
        self._stopped = threading.Event()
        weakref.finalize(self, self._stopped.set)
        arguments = (weakref.ref(self), address, told, self._stopped)
        threading.Thread(target=_watch, args=arguments, name="store-watch", daemon=True).start()

    def close(self) -> None:
        """End the thread within a second."""
        self._stopped.set()


def _watch(
    watch: "weakref.ref[StoreWatch[T]]", address: str, told: Told[T], stopped: threading.Event
) -> None:
    while not stopped.is_set():
        try:
            connection = connect(address, writing=told.writing)
            try:
                _listen(connection, watch, told, stopped)
            finally:
                connection.close()
        except StoreError as error:
            logger.warning("the store cannot be watched: %s", error)
            stopped.wait(RETRY_S)


def _listen(
    connection: Connection,
    watch: "weakref.ref[StoreWatch[T]]",
    told: Told[T],
    stopped: threading.Event,
) -> None:
    rows = ConnectionRows(connection)
    is_replica = rows.read("SELECT pg_is_in_recovery()", named=False)[0][0]
    if not is_replica:
        listen(connection, told.channel)  # before reading, so that nothing is missed between
    read_at = -REREAD_S
    is_told = True
    while not stopped.is_set():
        if is_told or is_replica or time.monotonic() - read_at > REREAD_S:
            owner = watch()
            if owner is None:
                return
            owner.value = told.read(rows)
            del owner
            read_at = time.monotonic()
        if is_replica:
            stopped.wait(LOOK_S)
        else:
            is_told = wait_for_notice(connection, LOOK_S)
