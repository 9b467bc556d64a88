"""Measures the event loop's lag, and ends a process that hangs, so that it is started anew."""

import asyncio
import logging
import os
import threading
import time
from collections.abc import Callable
from typing import NoReturn

from bot.discord.metrics import STALL_S, Metrics

logger = logging.getLogger(__name__)
HANG_S = 120.0  # far beyond the slowest answer
EXIT_HUNG = 3
_MEASURE_S, _LOOK_S = 0.1, 1.0


def end_process(code: int = EXIT_HUNG) -> NoReturn:
    """End at once: a thread that hangs cannot be waited for."""
    logging.shutdown()
    os._exit(code)


def end_within(seconds: float, *, end: Callable[[int], object] = end_process) -> None:
    """End the process with code 0 in so many seconds, should it not have ended by itself."""

    def wait() -> None:
        time.sleep(seconds)
        held = sorted(t.name for t in threading.enumerate() if not t.daemon)
        logger.warning("the end took %g s; what was held: %s", seconds, ", ".join(held))
        end(0)

    threading.Thread(target=wait, name="end", daemon=True).start()


class Watchdog:
    """Watches loop and engine from a thread of its own.

    `running_s` tells for how long the engine's oldest piece of work has been running.
    """

    def __init__(
        self,
        running_s: Callable[[], float],
        metrics: Metrics,
        *,
        hang_s: float = HANG_S,
        end: Callable[[], object] = end_process,
    ) -> None:
        self._running_s, self._metrics = running_s, metrics
        self._hang_s, self._end = hang_s, end
        self._beat = time.monotonic()
        self._stopped = threading.Event()

    async def measure(self) -> None:
        """Measure the loop's lag until cancelled, and show the thread that the loop runs."""
        while True:
            begun = time.monotonic()
            await asyncio.sleep(_MEASURE_S)
            self._beat = time.monotonic()
            lag_s = max(0.0, self._beat - begun - _MEASURE_S)
            self._metrics.note_lag(lag_s)
            if lag_s > STALL_S:
                logger.warning("the event loop stood still for %.0f ms", lag_s * 1000)

    def start(self) -> None:
        """Watch until stopped."""
        self._beat = time.monotonic()
        threading.Thread(target=self._watch, name="watchdog", daemon=True).start()

    def stop(self) -> None:
        """Stop watching."""
        self._stopped.set()

    def _watch(self) -> None:
        while not self._stopped.wait(min(_LOOK_S, self._hang_s / 4)):
            hung = self.hung()
            if hung is not None:
                logger.critical("%s; the process ends so that it can be started anew", hung)
                self._end()
                return

    def hung(self) -> str | None:
        """Say what hangs, None when nothing does."""
        engine_s, loop_s = self._running_s(), time.monotonic() - self._beat
        if engine_s > self._hang_s:
            return f"the engine has been at one question for {engine_s:.0f} s"
        if loop_s > self._hang_s:
            return f"the event loop has stood still for {loop_s:.0f} s"
        return None
