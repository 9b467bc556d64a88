"""Runs the state in a thread of its own, off the event loop."""

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from bot.errors import StateError
from bot.state import ServerSettings, State

logger = logging.getLogger(__name__)

T = TypeVar("T")
SETTINGS_LIFE_S = 5.0


class StateKeeper:
    """Owns the state; remembers the settings of servers, which every question needs.

    A state that other processes share, given by its address, is read again every SETTINGS_LIFE_S.
    """

    def __init__(self, place: Path | str) -> None:
        self._place = place
        self._is_shared = isinstance(place, str)
        self._read_at = 0.0
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="state")
        self._reading = ThreadPoolExecutor(max_workers=1, thread_name_prefix="state-reading")
        self._state: State | None = None
        self._read_state: State | None = None
        self._settings: dict[int, ServerSettings] = {}

    async def start(self) -> None:
        """Open the file and read every server's settings. Raises StateError."""
        loop = asyncio.get_running_loop()
        self._state = await loop.run_in_executor(self._executor, State.open, self._place)
        self._read_state = await loop.run_in_executor(self._reading, State.open, self._place)
        self._settings = await self.read(lambda state: state.servers.all_settings())

    async def run(self, work: Callable[[State], T]) -> T:
        """Run one piece of work on the state. Raises StateError."""
        state = self._state
        if state is None:
            raise RuntimeError("the state is not open; call start() first")
        return await asyncio.get_running_loop().run_in_executor(self._executor, work, state)

    async def read(self, work: Callable[[State], T]) -> T:
        """Run work that only reads: it waits for no writing, here or in another process."""
        state = self._read_state
        if state is None:
            raise RuntimeError("the state is not open; call start() first")
        return await asyncio.get_running_loop().run_in_executor(self._reading, work, state)

    async def settings(self, server_id: int | None) -> ServerSettings:
        """Return a server's settings out of memory; the defaults outside servers."""
        if server_id is None:
            return ServerSettings()
        if self._is_shared and time.monotonic() - self._read_at > SETTINGS_LIFE_S:
            self._read_at = time.monotonic()
            with contextlib.suppress(StateError):  # what is known goes on
                self._settings = await self.read(lambda state: state.servers.all_settings())
        return self._settings.get(server_id, ServerSettings())

    def news_channels(self) -> tuple[tuple[int, int], ...]:
        """Return (server, channel) of each server that wants to be told of changes."""
        chosen = sorted(self._settings.items())
        return tuple((server, s.news_channel) for server, s in chosen if s.news_channel is not None)

    async def claim(self, event_id: int) -> bool:
        """Take an event up; False when another process that shares the state has already.

        Alone, or while the state cannot be reached, every event is this process's.
        """
        if not self._is_shared:
            return True
        now = datetime.now(UTC)
        try:
            return await self.run(lambda state: state.events.claim(event_id, now=now))
        except StateError as error:
            logger.error("an event is not claimed: %s", error)  # noqa: TRY400
            return True

    async def set_settings(self, server_id: int, settings: ServerSettings) -> None:
        """Keep a server's settings."""
        await self.run(lambda state: state.servers.set_settings(server_id, settings))
        self._settings[server_id] = settings

    async def forget_server(self, server_id: int) -> None:
        """Delete what is kept of a server that the bot left."""
        await self.run(lambda state: state.servers.forget(server_id))
        self._settings.pop(server_id, None)

    def close(self) -> None:
        """Finish what waits, then close the file."""
        if self._state is not None:
            self._executor.submit(self._state.close)
        if self._read_state is not None:
            self._reading.submit(self._read_state.close)
        self._executor.shutdown(wait=True)
        self._reading.shutdown(wait=True)
