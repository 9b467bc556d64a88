"""What options offer while one types: out of the engine's memory, beside the queue."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from bot.reply import Engine
from bot.worker import BusyError, EngineWorker

T = TypeVar("T")


class Suggesting:
    """Reads suggestions without waiting for the questions that are being answered.

    A newer engine gathers them from its files in its own thread; until it has, the one before goes
    on suggesting, out of its memory. `prepare` does so before the first is asked for.
    """

    def __init__(self, worker: EngineWorker) -> None:
        self._worker = worker
        self._gathered: Engine | None = None
        self._gathering: asyncio.Task[None] | None = None

    async def prepare(self) -> None:
        """Gather what the engine that answers now suggests. Raises BusyError."""
        self._gathered = await self._worker.run(_gather)

    async def read(self, read: Callable[[Engine], T]) -> T:
        """Run one of the engine's suggest methods. Raises BusyError before the engine is open."""
        if self._gathered is None:
            await self.prepare()
        elif self._worker.engine is not self._gathered and self._gathering is None:
            self._gathering = asyncio.create_task(self._renew())
        assert self._gathered is not None
        return await asyncio.to_thread(read, self._gathered)

    async def _renew(self) -> None:
        try:
            await self.prepare()
        except BusyError:
            return  # the next read tries again
        finally:
            self._gathering = None


def _gather(engine: Engine) -> Engine:
    engine.suggest_measures("", language="en", limit=1)
    return engine
