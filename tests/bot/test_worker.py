"""The engine lives in one thread, and too long a queue is refused."""

import asyncio
import threading
from types import SimpleNamespace

import pytest

from bot.worker import MAX_WAITING, BusyError, EngineWorker


def make_engine():
    """An object that knows the thread it was opened in."""
    return SimpleNamespace(thread=threading.get_ident())


@pytest.fixture
async def worker():
    worker = EngineWorker(make_engine)
    yield worker
    worker.close()


async def test_engine_and_work_share_one_thread_that_is_not_the_loops(worker):
    engine = await worker.start()
    threads = {await worker.run(lambda _: threading.get_ident()) for _ in range(3)}
    assert threads == {engine.thread}
    assert threading.get_ident() not in threads


async def test_work_gets_the_engine_and_returns_its_value(worker):
    engine = await worker.start()
    assert await worker.run(lambda given: given is engine)


async def test_errors_of_opening_are_raised():
    def fail():
        raise LookupError("no generation")

    with pytest.raises(LookupError, match=r"^no generation$"):
        await EngineWorker(fail).start()


async def test_errors_of_work_are_raised_and_the_next_work_runs(worker):
    await worker.start()
    with pytest.raises(ZeroDivisionError):
        await worker.run(lambda _: 1 / 0)
    assert await worker.run(lambda _: 1) == 1


async def test_work_before_the_start_is_refused(worker):
    with pytest.raises(BusyError):
        await worker.run(lambda _: 1)


async def test_work_beyond_the_queue_is_refused_and_room_is_made_again(worker):
    await worker.start()
    gate = threading.Event()
    waiting = [asyncio.ensure_future(worker.run(lambda _: gate.wait())) for _ in range(MAX_WAITING)]
    await asyncio.sleep(0)
    with pytest.raises(BusyError):
        await worker.run(lambda _: 1)
    gate.set()
    assert await asyncio.gather(*waiting) == [True] * MAX_WAITING
    assert await worker.run(lambda _: 1) == 1


async def test_closing_drops_the_work_that_waits(worker):
    await worker.start()
    started, gate = threading.Event(), threading.Event()

    def wait(_):
        started.set()
        return gate.wait()

    running, waiting = (asyncio.ensure_future(worker.run(wait)) for _ in range(2))
    await asyncio.to_thread(started.wait)
    worker.close()
    gate.set()
    assert await running
    with pytest.raises(asyncio.CancelledError):
        await waiting
