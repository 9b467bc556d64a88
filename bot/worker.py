"""Runs the synchronous engine in one thread, off the event loop, with a bounded queue."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from bot.reply import Engine

T = TypeVar("T")
MAX_WAITING = 50


class BusyError(RuntimeError):
    """More questions are waiting than can be answered in good time."""


class EngineWorker:
    """Owns the engine: opens it in the worker's thread and runs every call there."""

    def __init__(self, make_engine: Callable[[], Engine]) -> None:
        self._make_engine = make_engine
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="engine")
        self._engine: Engine | None = None
        self._waiting = 0

    async def start(self) -> Engine:
        """Open the engine; errors of opening are raised here."""
        self._engine = await self._in_thread(self._make_engine)
        return self._engine

    async def run(self, work: Callable[[Engine], T]) -> T:
        """Run one piece of work on the engine. Raises BusyError when the queue is full."""
        if self._waiting >= MAX_WAITING:
            raise BusyError
        engine = self._engine
        if engine is None:
            raise BusyError
        self._waiting += 1
        try:
            return await self._in_thread(lambda: work(engine))
        finally:
            self._waiting -= 1

    async def _in_thread(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._executor, work)

    def close(self) -> None:
        """Let the running piece finish and drop the rest."""
        self._executor.shutdown(wait=False, cancel_futures=True)
