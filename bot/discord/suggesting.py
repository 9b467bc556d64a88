"""What options offer while one types: out of the engine's memory, beside the queue."""

import asyncio
from collections.abc import Callable
from typing import TypeVar
from weakref import WeakKeyDictionary

from bot.engine_room import EngineRoom
from bot.reply import Engine
from bot.worker import BusyError, EngineWorker

T = TypeVar("T")


class Suggesting:
    """Reads suggestions without waiting for the questions that are being answered.

    A newer engine gathers them from its files in its own thread; until it has, the one before goes
    on suggesting, out of its memory. `prepare` does so before the first is asked for.
    """

    def __init__(self, room: EngineRoom) -> None:
        self._room = room
        self._gathered: WeakKeyDictionary[EngineWorker, Engine] = WeakKeyDictionary()
        self._gathering: set[EngineWorker] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    async def prepare(self) -> None:
        """Gather what the shared engine suggests now. Raises BusyError."""
        await self._gather(self._room.shared)

    async def read(self, server_id: int | None, read: Callable[[Engine], T]) -> T:
        """Run one of the suggest methods of a server's engine.

        Raises:
            BusyError: the engine is not open yet.
        """
        worker = await self._room.worker(server_id)
        if worker not in self._gathered:
            await self._gather(worker)
        elif worker.engine is not self._gathered[worker] and worker not in self._gathering:
            self._gathering.add(worker)
            task = asyncio.create_task(self._renew(worker))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        return await asyncio.to_thread(read, self._gathered[worker])

    async def _renew(self, worker: EngineWorker) -> None:
        try:
            await self._gather(worker)
        except BusyError:
            return  # the next read tries again
        finally:
            self._gathering.discard(worker)

    async def _gather(self, worker: EngineWorker) -> None:
        self._gathered[worker] = await worker.run(_gathered)


def _gathered(engine: Engine) -> Engine:
    engine.suggest_measures("", language="en", limit=1)
    return engine
