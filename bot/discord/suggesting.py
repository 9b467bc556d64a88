"""What options offer while one types: out of the engine's memory, beside the queue."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from bot.reply import Engine
from bot.worker import EngineWorker

T = TypeVar("T")


class Suggesting:
    """Reads suggestions without waiting for the questions that are being answered.

    The first read of each engine gathers them from its files, in the engine's own thread; all
    later ones read memory only.
    """

    def __init__(self, worker: EngineWorker) -> None:
        self._worker = worker
        self._gathered: Engine | None = None

    async def read(self, read: Callable[[Engine], T]) -> T:
        """Run one of the engine's suggest methods. Raises BusyError before the engine is open."""
        engine = self._worker.engine
        if engine is None or engine is not self._gathered:
            return await self._worker.run(lambda current: self._gather(current, read))
        return await asyncio.to_thread(read, engine)

    def _gather(self, engine: Engine, read: Callable[[Engine], T]) -> T:
        engine.suggest_measures("", language="en", limit=1)
        self._gathered = engine
        return read(engine)
