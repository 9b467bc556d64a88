"""Runs the state in a thread of its own, off the event loop."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from bot.state import ServerSettings, State

if TYPE_CHECKING:
    from knowledge.watching import StoreWatch

T = TypeVar("T")


class StateKeeper:
    """Owns the state; remembers the settings of servers, which every question needs.

    A state that other processes share is given by its address, and tells what they change.
    """

    def __init__(self, place: Path | str) -> None:
        self._place = place
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="state")
        self._reading = ThreadPoolExecutor(max_workers=1, thread_name_prefix="state-reading")
        self._state: State | None = None
        self._read_state: State | None = None
        self._own: dict[int, ServerSettings] = {}
        self._heard: StoreWatch[dict[int, ServerSettings]] | None = None

    @property
    def is_shared(self) -> bool:
        """Whether other processes may use the state too."""
        return isinstance(self._place, str)

    @property
    def _settings(self) -> dict[int, ServerSettings]:
        return self._own if self._heard is None else self._heard.value

    async def start(self) -> None:
        """Open the file and read every server's settings. Raises StateError."""
        loop = asyncio.get_running_loop()
        self._state = await loop.run_in_executor(self._executor, State.open, self._place)
        self._read_state = await loop.run_in_executor(self._reading, State.open, self._place)
        self._own = await self.read(lambda state: state.servers.all_settings())
        if isinstance(self._place, str):
            from bot.state.postgres import watch_settings  # noqa: PLC0415  # only where asked for

            self._heard = watch_settings(self._place, self._own)

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
        return self._settings.get(server_id, ServerSettings())

    def news_channels(self) -> tuple[tuple[int, int], ...]:
        """Return (server, channel) of each server that wants to be told of changes."""
        chosen = sorted(self._settings.items())
        return tuple((server, s.news_channel) for server, s in chosen if s.news_channel is not None)

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
        if self._heard is not None:
            self._heard.close()
        if self._state is not None:
            self._executor.submit(self._state.close)
        if self._read_state is not None:
            self._reading.submit(self._read_state.close)
        self._executor.shutdown(wait=True)
        self._reading.shutdown(wait=True)
