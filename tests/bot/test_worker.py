"""The engine lives in one thread, too long a queue is refused, and newer knowledge takes over."""

import asyncio
import threading
from types import SimpleNamespace

import pytest

from bot.worker import MAX_WAITING, BusyError, EngineWorker, StoppingError
from knowledge.errors import KilowitError


def make_engine():
    """An object that knows the thread it was opened in."""
    return SimpleNamespace(thread=threading.get_ident(), close=lambda: None)


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
    with pytest.raises(StoppingError):
        await waiting
    with pytest.raises(StoppingError):
        await worker.run(wait)


class Shelf:
    """Publishes engines: each knows its generation and whether it was closed."""

    def __init__(self):
        self.newest, self.damaged = 1, False

    def make_engine(self):
        if self.damaged:
            raise KilowitError("generation 2 is damaged")
        return Opened(self.newest)

    def is_outdated(self, engine):
        return engine.generation != self.newest


class Opened:
    def __init__(self, generation):
        self.generation, self.closed_in = generation, None
        self.thread = threading.get_ident()

    def close(self):
        self.closed_in = threading.get_ident()


async def test_a_newer_generation_answers_and_what_began_on_the_older_ends_on_it():
    shelf = Shelf()
    worker = EngineWorker(shelf.make_engine, is_outdated=shelf.is_outdated)
    old = await worker.start()
    assert not await worker.renew()
    gate = threading.Event()
    begun = asyncio.ensure_future(worker.run(lambda engine: gate.wait() and engine.generation))
    queued = asyncio.ensure_future(worker.run(lambda engine: engine.generation))
    await asyncio.sleep(0)
    shelf.newest = 2
    assert await worker.renew()
    assert await worker.run(lambda engine: engine.generation) == 2
    assert old.closed_in is None
    gate.set()
    assert [await begun, await queued] == [1, 1]
    while old.closed_in is None:
        await asyncio.sleep(0.01)
    assert old.closed_in == old.thread
    worker.close()


async def test_following_opens_what_is_published_and_outlives_what_cannot_be_opened(monkeypatch):
    monkeypatch.setattr("bot.worker.RETRY_S", 0.0)
    shelf = Shelf()
    worker = EngineWorker(shelf.make_engine, is_outdated=shelf.is_outdated)
    await worker.start()
    following = asyncio.ensure_future(worker.follow())
    shelf.newest, shelf.damaged = 2, True
    with pytest.raises(KilowitError):
        await worker.renew()
    await asyncio.sleep(0.6)
    assert await worker.run(lambda engine: engine.generation) == 1
    shelf.damaged = False
    async with asyncio.timeout(5):
        while await worker.run(lambda engine: engine.generation) == 1:
            await asyncio.sleep(0.02)
    following.cancel()
    worker.close()
