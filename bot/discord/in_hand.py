"""The questions in hand: a process that ends finishes them, or says that it cannot."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable

logger = logging.getLogger(__name__)
Apologise = Callable[[], Awaitable[object]]


class InHand:
    """Remembers each task that answers somebody, and how to tell them that it will not."""

    def __init__(self) -> None:
        self._tasks: dict[asyncio.Task[object], Apologise] = {}

    def __len__(self) -> int:
        """Return how many questions are in hand."""
        return len(self._tasks)

    def take(self, apologise: Apologise) -> None:
        """Take the current task's question in hand until the task ends."""
        task = asyncio.current_task()
        assert task is not None, "only a task answers"
        self._tasks[task] = apologise
        task.add_done_callback(lambda done: self._tasks.pop(done, None))

    async def finish(self, *, patience_s: float, telling_s: float) -> None:
        """Wait for what is in hand; then end it, and use `telling_s` to tell who waits in vain."""
        if self._tasks:
            await asyncio.wait(tuple(self._tasks), timeout=patience_s)
        left = dict(self._tasks)
        if not left:
            return
        logger.warning("%s questions could not be answered before the end", len(left))
        for task in left:
            task.cancel()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(telling_s):
                await asyncio.gather(*(a() for a in left.values()), return_exceptions=True)
