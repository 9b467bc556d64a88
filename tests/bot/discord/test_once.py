"""Which of the processes that hear an event handles it, and what is taken over."""

import asyncio
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

from bot.discord.keeper import StateKeeper
from bot.discord.once import Once
from bot.state import State
from bot.state.events import Place

PATIENCE_S = 60.0
LONG_AGO = timedelta(minutes=1)


@asynccontextmanager
async def process(place):
    keeper = StateKeeper(place)
    await keeper.start()
    once = Once(keeper, None)
    taken = []

    async def take_over(event_id, place):
        if await once.claims(event_id, place):
            taken.append(event_id)

    keeping = asyncio.create_task(once.keep(take_over))
    try:
        yield once, taken
    finally:
        keeping.cancel()
        keeper.close()


async def test_alone_every_event_is_ones_own(tmp_path):
    async with process(tmp_path / "state.db") as (once, _):
        assert [await once.takes(5), await once.takes(5)] == [True, True]


async def test_an_event_is_handled_by_one_and_the_other_waits_until_it_is(database):
    taken, ended = asyncio.Event(), asyncio.Event()

    async def handle(once):
        assert await once.takes(5)
        taken.set()
        await ended.wait()

    async with process(database) as (one, _), process(database) as (other, _):
        handling = asyncio.create_task(handle(one))
        await taken.wait()
        waiting = asyncio.create_task(other.takes(5))
        await asyncio.wait({waiting}, timeout=2.5)  # longer than the first lease
        assert not waiting.done()
        ended.set()
        await handling
        async with asyncio.timeout(PATIENCE_S):
            assert not await waiting


async def test_what_a_process_that_died_left_is_taken_over(database):
    state = State.open(database)
    then = datetime.now(UTC) - LONG_AGO
    assert state.events.claim(5, now=then)
    assert state.events.claim(6, now=then, place=Place(1, 2))
    state.close()
    async with process(database) as (once, taken), asyncio.timeout(PATIENCE_S):
        assert await once.takes(5)
        while taken != [6]:
            await asyncio.sleep(0.05)
