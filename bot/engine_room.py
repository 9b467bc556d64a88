"""The workers of one process: the shared one, and those of servers with sources of their own.

A server's own worker is opened when it is first asked for; a few stay open, the one that was used
longest ago makes room for the next.
"""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from bot.reply import Engine
from bot.worker import EngineWorker
from knowledge.errors import KilowitError

logger = logging.getLogger(__name__)
T = TypeVar("T")
KEPT = 4


@dataclass(frozen=True, slots=True)
class _Open:
    worker: EngineWorker
    following: "asyncio.Task[None]"

    def retire(self) -> None:
        self.following.cancel()
        self.worker.retire()


class EngineRoom:
    """Gives each server the worker that answers there. Use it from one event loop."""

    def __init__(
        self,
        shared: EngineWorker,
        *,
        make_own: Callable[[int], EngineWorker],
        has_own: Callable[[int], bool],
        kept: int = KEPT,
    ) -> None:
        self.shared = shared
        self._make_own, self._has_own, self._kept = make_own, has_own, kept
        self._own: OrderedDict[int, _Open] = OrderedDict()
        self._opening = asyncio.Lock()

    async def start(self) -> Engine:
        """Open the shared engine; errors of opening are raised here."""
        return await self.shared.start()

    async def follow(self) -> None:
        """Open each newer shared generation as it is published, until cancelled."""
        await self.shared.follow()

    async def run(self, server_id: int | None, work: Callable[[Engine], T]) -> T:
        """Run one piece of work on a server's engine. Raises BusyError when its queue is full."""
        worker = await self.worker(server_id)
        return await worker.run(work)

    def has_own(self, server_id: int) -> bool:
        """Whether a server has knowledge of its own."""
        return self._has_own(server_id)

    def waiting(self, server_id: int | None) -> int:
        """How many pieces stand before a server's next one."""
        own = self._own.get(server_id) if server_id is not None else None
        return (own.worker if own else self.shared).waiting

    @property
    def running_s(self) -> float:
        """For how long the oldest running piece has been running; 0 when none is. Thread-safe."""
        own = [open_.worker.running_s for open_ in tuple(self._own.values())]
        return max(self.shared.running_s, *own, 0.0)

    async def renew(self, server_id: int | None) -> None:
        """Take up what was just published, without waiting until it is noticed.

        Raises:
            KilowitError: it cannot be opened; what answered goes on.
        """
        own = self._own.get(server_id) if server_id is not None else None
        if own is not None:
            await own.worker.renew()
        elif server_id is None:
            await self.shared.renew()

    async def leave(self, server_id: int) -> None:
        """Close a server's own engine; the next question there opens what it has then."""
        async with self._opening:
            found = self._own.pop(server_id, None)
        if found is not None:
            found.retire()

    async def worker(self, server_id: int | None) -> EngineWorker:
        """Return the worker that answers in a server: its own, else the shared one.

        Own knowledge that cannot be opened is logged; the shared one answers meanwhile.
        """
        if server_id is None or not self._has_own(server_id):
            return self.shared
        found = self._own.get(server_id)
        if found is None:
            async with self._opening:
                found = self._own.get(server_id) or await self._opened(server_id)
        if found is None:
            return self.shared
        self._own.move_to_end(server_id)
        return found.worker

    async def _opened(self, server_id: int) -> _Open | None:
        worker = self._make_own(server_id)
        try:
            await worker.start()
        except (KilowitError, OSError) as error:
            logger.error("a server's own knowledge cannot be opened: %s", error)  # noqa: TRY400
            return None
        made = _Open(worker, asyncio.create_task(worker.follow()))
        self._own[server_id] = made
        while len(self._own) > self._kept:
            _, oldest = self._own.popitem(last=False)
            oldest.retire()
        return made

    def stop(self) -> None:
        """Let the running pieces finish and give the rest up."""
        for worker in (self.shared, *(own.worker for own in self._own.values())):
            worker.stop()

    def close(self) -> None:
        """Stop, and close every engine once what runs is finished."""
        for own in self._own.values():
            own.following.cancel()
            own.worker.close()
        self._own.clear()
        self.shared.close()
