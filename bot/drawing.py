"""Draws charts in a process of its own, so that neither answers nor the event loop wait for it.

What was drawn is remembered for whoever asks the same. The child reads charts from its input until
that ends, with this process if need be, and knows no secret.
"""

import asyncio
import contextlib
import logging
import os
import pickle
import signal
import struct
import sys
from collections import OrderedDict
from pathlib import Path
from typing import BinaryIO

from bot.answer.records import Chart

logger = logging.getLogger(__name__)
KEPT_BYTES = 16_000_000  # some 400 pictures
MAX_WAITING = 20
PATIENCE_S, READY_S = 20.0, 120.0  # for a chart; for the library, whose first start is slow
_SIZE = struct.Struct(">I")
_START = "from bot.drawing import main; main()"
_KEPT_ENVIRONMENT = ("PATH", "LANG", "LC_ALL", "HOME", "TMPDIR", "MPLCONFIGDIR", "OMP_NUM_THREADS")


class Drawer:
    """Draws the charts of one process, one after another. Use it from one event loop."""

    def __init__(self, *, patience_s: float = PATIENCE_S) -> None:
        self._patience_s = patience_s
        self._drawn: OrderedDict[Chart, bytes] = OrderedDict()
        self._kept_bytes = 0
        self._drawing: dict[Chart, asyncio.Task[bytes | None]] = {}
        self._one = asyncio.Lock()
        self._child: asyncio.subprocess.Process | None = None
        self._is_ready = False

    async def draw(self, chart: Chart) -> bytes | None:
        """Return a chart as PNG; None when too many wait, or it took too long or failed."""
        found = self._drawn.get(chart)
        if found is not None:
            self._drawn.move_to_end(chart)
            return found
        task = self._drawing.get(chart)
        if task is None:
            if len(self._drawing) >= MAX_WAITING:
                logger.warning("%s charts wait already; an answer goes without", MAX_WAITING)
                return None
            task = asyncio.create_task(self._draw(chart))
            self._drawing[chart] = task
            task.add_done_callback(lambda _: self._drawing.pop(chart, None))
        return await asyncio.shield(task)  # others may wait for the same

    async def start(self) -> None:
        """Start the child before the first chart is wanted; it is not waited for."""
        async with self._one:
            await self._started()

    async def close(self) -> None:
        """End the child."""
        child, self._child = self._child, None
        if child is None:
            return
        with contextlib.suppress(ProcessLookupError):
            child.kill()
        await child.communicate()  # reads the pipes to their end, and lets go of them

    async def _draw(self, chart: Chart) -> bytes | None:
        async with self._one:
            try:
                await self._wait_until_ready()
                async with asyncio.timeout(self._patience_s):
                    drawn = await self._exchange(pickle.dumps(chart))
            except (OSError, EOFError, TimeoutError) as error:
                logger.error("a chart was not drawn (%s)", type(error).__name__)  # noqa: TRY400
                await self.close()
                return None
        if not drawn:
            return None
        self._keep(chart, drawn)
        return drawn

    async def _wait_until_ready(self) -> None:
        child = await self._started()
        assert child.stdout is not None
        if not self._is_ready:
            async with asyncio.timeout(READY_S):
                await child.stdout.readexactly(1)
            self._is_ready = True

    async def _exchange(self, request: bytes) -> bytes:
        child = await self._started()
        assert child.stdin is not None
        assert child.stdout is not None
        child.stdin.write(_SIZE.pack(len(request)) + request)
        await child.stdin.drain()
        (size,) = _SIZE.unpack(await child.stdout.readexactly(_SIZE.size))
        return await child.stdout.readexactly(size)

    async def _started(self) -> asyncio.subprocess.Process:
        if self._child is None or self._child.returncode is not None:
            environment = {k: os.environ[k] for k in _KEPT_ENVIRONMENT if k in os.environ}
            environment["PYTHONPATH"] = os.pathsep.join([_root(), *filter(None, sys.path)])
            self._is_ready = False
            self._child = await asyncio.create_subprocess_exec(
                sys.executable, "-c", _START, env=environment,
                stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
                limit=1 << 20, start_new_session=True,
            )  # fmt: skip
        return self._child

    def _keep(self, chart: Chart, drawn: bytes) -> None:
        self._drawn[chart] = drawn
        self._kept_bytes += len(drawn)
        while self._kept_bytes > KEPT_BYTES:
            _, oldest = self._drawn.popitem(last=False)
            self._kept_bytes -= len(oldest)


def _root() -> str:
    return str(Path(__file__).parents[1])


def main() -> None:
    """Draw what comes by standard input until it ends; a chart that fails gives nothing."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides when it is over
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    _serve(sys.stdin.buffer, sys.stdout.buffer)


def _serve(requests: BinaryIO, answers: BinaryIO) -> None:
    from bot.charts import draw_chart  # noqa: PLC0415  # the drawing library, in this process alone

    answers.write(b".")  # ready
    answers.flush()
    while len(head := requests.read(_SIZE.size)) == _SIZE.size:
        chart = pickle.loads(requests.read(_SIZE.unpack(head)[0]))  # written by our own parent
        try:
            drawn = draw_chart(chart, theme="dark")
        except Exception:  # the one net of this process
            logger.exception("a chart could not be drawn")
            drawn = b""
        answers.write(_SIZE.pack(len(drawn)) + drawn)
        answers.flush()
