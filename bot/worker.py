"""Runs the synchronous engine in one thread, off the event loop, with a bounded queue.

When a newer generation is published, it opens in a thread of its own while the older one goes on
answering; then the two change places. What began on the older one ends on it.
"""

import asyncio
import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

from bot.reply import Engine
from knowledge.errors import KilowitError

logger = logging.getLogger(__name__)
T = TypeVar("T")
MAX_WAITING = 50
LOOK_S = 0.25
RETRY_S = 30.0


class BusyError(RuntimeError):
    """More questions are waiting than can be answered in good time."""


class StoppingError(BusyError):
    """The process ends: what has not begun is given up."""


@dataclass(frozen=True, slots=True)
class _Seat:
    """An open engine and the one thread that may touch it."""

    engine: Engine
    executor: ThreadPoolExecutor

    def leave(self) -> None:
        """Let what waits finish, then close the engine in its thread."""
        self.executor.submit(self.engine.close)
        self.executor.shutdown(wait=False)


class EngineWorker:
    """Owns the engine: opens it in a worker's thread and runs every call there.

    `is_outdated` says whether an engine should be opened anew; `follow` asks it.
    """

    def __init__(
        self,
        make_engine: Callable[[], Engine],
        *,
        is_outdated: Callable[[Engine], bool] = lambda engine: False,
    ) -> None:
        self._make_engine = make_engine
        self._is_outdated = is_outdated
        self._seat: _Seat | None = None
        self._waiting = 0
        self._renewing = asyncio.Lock()
        self._is_stopping = False
        self._begun: dict[object, float] = {}

    async def start(self) -> Engine:
        """Open the engine; errors of opening are raised here."""
        self._seat = await self._open()
        return self._seat.engine

    async def follow(self) -> None:
        """Open each newer generation as it is published, until cancelled.

        One that cannot be opened is logged, and tried again later; the older one goes on.
        """
        not_before = 0.0
        while True:
            await asyncio.sleep(LOOK_S)
            if time.monotonic() < not_before:
                continue
            try:
                await self.renew()
            except (KilowitError, OSError) as error:
                logger.error("the newer knowledge cannot be opened: %s", error)  # noqa: TRY400
                not_before = time.monotonic() + RETRY_S

    async def renew(self) -> bool:
        """Open the engine anew when it is outdated; return whether it was. Raises as opening."""
        async with self._renewing:
            old = self._seat
            if old is None or not self._is_outdated(old.engine):
                return False
            self._seat = await self._open()
            old.leave()
        logger.info("generation %s answers now", self._seat.engine.generation)
        return True

    @property
    def engine(self) -> Engine | None:
        """The engine that answers now; outside its thread only its name and memory may be read."""
        return self._seat.engine if self._seat else None

    @property
    def waiting(self) -> int:
        """How many pieces wait or run."""
        return self._waiting

    def retire(self) -> None:
        """Take no more work; what waits is finished, then the engine is closed."""
        seat, self._seat = self._seat, None
        if seat is not None:
            seat.leave()

    async def run(self, work: Callable[[Engine], T]) -> T:
        """Run one piece of work on the engine.

        Raises:
            BusyError: the queue is full.
            StoppingError: the worker was stopped before the work began.
        """
        if self._is_stopping:
            raise StoppingError
        seat = self._seat
        if seat is None or self._waiting >= MAX_WAITING:
            raise BusyError
        self._waiting += 1
        try:
            return await _in(seat.executor, lambda: self._timed(work, seat.engine))
        finally:
            self._waiting -= 1

    def _timed(self, work: Callable[[Engine], T], engine: Engine) -> T:
        """Run in an engine's thread, where `running_s` can see it."""
        if self._is_stopping:
            raise StoppingError
        piece = object()
        self._begun[piece] = time.monotonic()
        try:
            return work(engine)
        finally:
            del self._begun[piece]

    @property
    def running_s(self) -> float:
        """For how long the oldest running piece has been running; 0 when none is. Thread-safe."""
        begun = list(self._begun.values())
        return time.monotonic() - min(begun) if begun else 0.0

    async def _open(self) -> _Seat:
        executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="engine")
        try:
            return _Seat(await _in(executor, self._make_engine), executor)
        except BaseException:
            executor.shutdown(wait=False)
            raise

    def stop(self) -> None:
        """Let what runs finish and give the rest up, on engines that were left too."""
        self._is_stopping = True

    def close(self) -> None:
        """Stop; close the engine once what runs is finished."""
        self.stop()
        self.retire()


async def _in(executor: ThreadPoolExecutor, work: Callable[[], T]) -> T:
    return await asyncio.get_running_loop().run_in_executor(executor, work)
