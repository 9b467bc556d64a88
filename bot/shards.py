"""Several processes of one bot: one identification at a time.

Discord lets one shard of a bucket (shard_id % max_concurrency) identify every five seconds, over
all processes; discord.py keeps to that within one process alone. So the turn is kept in the store.
"""

import contextlib
import time
from pathlib import Path

from bot.state import State

IDENTIFY_S = 5.0


def wait_for_turn(place: Path | str, bucket: int) -> None:
    """Take a bucket's turn over a connection of its own. Raises StateError."""
    with contextlib.closing(State.open(place)) as state:
        take_turn(state, bucket)


def take_turn(state: State, bucket: int, *, hold_s: float = IDENTIFY_S) -> None:
    """Wait for a bucket's turn to identify, and take it; the next one comes `hold_s` later.

    The turns are told by the store's clock and kept there, so that they hold over processes that
    are killed and started. It waits inside a transaction, which no other bucket waits for.

    Raises:
        StateError: the store cannot be reached.
    """
    with state.database.writing() as writer:
        writer.execute("SET LOCAL lock_timeout = 0")  # others may stand before
        writer.execute("SET LOCAL statement_timeout = 0")
        writer.execute(
            "INSERT INTO identified VALUES (?, 0) ON CONFLICT(bucket) DO UPDATE SET bucket = ?",
            (bucket, bucket),
        )  # holds the row until the end
        wait_ms = writer.execute(
            "SELECT at_ms + ? - (extract(epoch FROM clock_timestamp()) * 1000)::bigint "
            "FROM identified WHERE bucket = ?",
            (round(hold_s * 1000), bucket),
        ).fetchone()[0]
        if wait_ms > 0:
            time.sleep(min(wait_ms / 1000, hold_s))
        writer.execute(
            "UPDATE identified SET at_ms = (extract(epoch FROM clock_timestamp()) * 1000)::bigint "
            "WHERE bucket = ?",
            (bucket,),
        )
