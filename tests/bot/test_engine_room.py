"""A server's own knowledge answers there alone; load is answered or told to wait."""

import asyncio
from dataclasses import dataclass

import pytest

from bot.curating import Curator
from bot.engine_room import EngineRoom
from bot.settings import Settings
from bot.sources import Candidate
from bot.wiring import is_up_to_date, make_room, make_worker, stale_servers
from bot.worker import MAX_WAITING, BusyError, EngineWorker
from index.hashing import HashEncoder
from knowledge.errors import KilowitError
from tests.conftest import SMALL_CONTENT

QUESTION = "How much electricity did Tokelau use in 2023?"


@dataclass
class Opened:
    """An engine that knows whose it is and whether it was closed."""

    name: str
    closed: bool = False

    def close(self):
        self.closed = True


class House:
    """Makes workers over engines that it remembers."""

    def __init__(self, kept=2, own=(1, 2, 3)):
        self.engines, self.damaged = {}, set()
        self.room = EngineRoom(
            self.worker("shared"),
            make_own=lambda server_id: self.worker(f"own {server_id}"),
            has_own=lambda server_id: server_id in own,
            kept=kept,
        )

    def worker(self, name):
        return EngineWorker(lambda: self.open(name))

    def open(self, name):
        if name in self.damaged:
            raise KilowitError("generation x is damaged")
        self.engines[name] = Opened(name)
        return self.engines[name]

    async def ask(self, server_id):
        return await self.room.run(server_id, lambda engine: engine.name)


@pytest.fixture
async def house():
    made = House()
    await made.room.start()
    yield made
    made.room.close()


async def test_each_server_is_answered_by_its_own_engine_or_the_shared_one(house):
    assert [await house.ask(i) for i in (None, 1, 9, 2)] == ["shared", "own 1", "shared", "own 2"]


async def test_the_one_used_longest_ago_makes_room_and_is_closed(house):
    for server_id in (1, 2, 1, 3):
        await house.ask(server_id)
    async with asyncio.timeout(5):
        while not house.engines["own 2"].closed:
            await asyncio.sleep(0.01)
    assert not house.engines["own 1"].closed
    assert await house.ask(2) == "own 2"


async def test_questions_at_once_open_one_engine(house):
    opened = []
    house.open = lambda name: opened.append(name) or Opened(name)
    assert await asyncio.gather(*(house.ask(1) for _ in range(5))) == ["own 1"] * 5
    assert opened == ["own 1"]


async def test_what_cannot_be_opened_is_answered_by_the_shared_engine(house):
    house.damaged.add("own 1")
    assert await house.ask(1) == "shared"
    house.damaged.clear()
    assert await house.ask(1) == "own 1"


async def test_what_waits_on_a_retired_worker_is_finished():
    worker = EngineWorker(lambda: Opened("a"))
    engine = await worker.start()
    waiting = [asyncio.ensure_future(worker.run(lambda e: e.closed)) for _ in range(3)]
    await asyncio.sleep(0)
    worker.retire()
    assert await asyncio.gather(*waiting) == [False] * 3
    with pytest.raises(BusyError):
        await worker.run(lambda e: e)
    async with asyncio.timeout(5):
        while not engine.closed:
            await asyncio.sleep(0.01)


@pytest.fixture
def settings(tmp_path):
    made = Settings(home=tmp_path / "home", content=SMALL_CONTENT)
    curator_of(made).build()
    return made


def curator_of(settings, server_id=0):
    own = settings.of_server(server_id) if server_id else settings
    return Curator(own, HashEncoder(), "cli:tester", server_id=server_id)


def candidate(value, name="tokelau"):
    text = f"# Tokelau\n\nTokelau used {value} GWh of electricity in 2023.\n"
    return Candidate(name, text.encode(), {"name": f"{name}.md"})


async def test_a_servers_own_source_answers_only_there(settings):
    outcome = await asyncio.to_thread(curator_of(settings, 77).add, [candidate(1.9)])
    assert [f.value for f in outcome.step.changes.new] == [1.9]
    room = make_room(settings, encoder=HashEncoder())
    await room.start()
    answered = {
        server_id: await room.run(server_id, lambda engine: engine.ask(QUESTION).shown.answered)
        for server_id in (77, 78, None)
    }
    room.close()
    assert answered == {77: True, 78: False, None: False}


def test_a_servers_knowledge_is_built_anew_when_the_shared_changes(settings):
    own = curator_of(settings, 77)
    own.add([candidate(1.9)])
    assert stale_servers(settings) == ()
    curator_of(settings).add([candidate(5, "shared-source")])
    assert stale_servers(settings) == (77,)
    outcome = own.build()
    assert [f.value for f in outcome.step.changes.new] == [5]
    assert stale_servers(settings) == ()
    assert is_up_to_date(settings.of_server(77), HashEncoder())


def test_a_servers_audit_entries_name_it(settings):
    from bot.state import State

    curator_of(settings, 77).add([candidate(1.9)])
    state = State.open(settings.state_file)
    entry = state.audit.entries()[0]
    state.close()
    assert (entry.action, entry.subject, entry.server_id) == ("add", "tokelau", 77)


async def test_two_hundred_questions_at_once_are_answered_in_order_while_publishing(settings):
    worker = make_worker(settings, encoder=HashEncoder())
    before = (await worker.start()).generation
    following = asyncio.create_task(worker.follow())
    answered, generations, told_to_wait = [], set(), set()

    async def ask(number):
        while True:
            try:
                reply = await worker.run(lambda engine: engine.ask(QUESTION))
            except BusyError:
                told_to_wait.add(number)
                await asyncio.sleep(0.2)
                continue
            answered.append(number)
            generations.add(reply.payload["generation"])
            return

    adding = asyncio.to_thread(curator_of(settings).add, [candidate(1.9)])
    outcome, *_ = await asyncio.gather(adding, *(ask(number) for number in range(200)))
    after = outcome.step.after.name
    async with asyncio.timeout(20):
        while await worker.run(lambda engine: engine.generation) != after:
            await asyncio.sleep(0.05)
    following.cancel()
    worker.close()
    assert sorted(answered) == list(range(200))
    assert [n for n in answered if n not in told_to_wait] == list(range(MAX_WAITING))
    assert told_to_wait == set(range(MAX_WAITING, 200))
    assert generations <= {before, after}
