"""Each event of Discord is handled once by the processes that hear it, whichever of them dies.

Processes may run the same shards: all of them hear each event, and the store says whose it is. One
holds what it handles by a lease, renewed while it works. If it dies, another goes on: with a
message, which it reads again, or with an interaction, if it heard that too. What the dead one had
said already is not said twice: Discord takes one message for each nonce, and an interaction has one
answer, which can be written over.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime

from bot.discord.keeper import StateKeeper
from bot.errors import StateError
from bot.shard_range import ShardRange
from bot.state.events import Place

logger = logging.getLogger(__name__)
LOOK_S = 0.5
CLAIM_PATIENCE_S = 1.0  # an interaction has three seconds to be acknowledged
TakeOver = Callable[[int, Place], Coroutine[None, None, None]]


class Once:
    """The events that this process handles. Alone, every event is its own."""

    def __init__(self, keeper: StateKeeper, shards: ShardRange | None) -> None:
        self._keeper = keeper
        self._shards = shards or ShardRange(0, 0, 1)
        self._held: set[int] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    async def takes(self, event_id: int) -> bool:
        """Whether this process is to handle an event: at once, or since the one that had it died.

        It waits while another process handles it.
        """
        while not await self.claims(event_id):
            await asyncio.sleep(LOOK_S)
            if not await self._is_open(event_id):
                return False
        return True

    async def claims(self, event_id: int, place: Place | None = None) -> bool:
        """Take an event up for the current task; False while another process has it, or had.

        `place` lets any process of these shards take a message over. While the state cannot be
        reached every event is one's own.
        """
        if not self._keeper.is_shared:
            return True
        now = datetime.now(UTC)
        claiming = asyncio.ensure_future(
            self._keeper.run(lambda state: state.events.claim(event_id, now=now, place=place))
        )
        try:
            is_mine = await asyncio.wait_for(asyncio.shield(claiming), CLAIM_PATIENCE_S)
        except (StateError, TimeoutError) as error:
            claiming.add_done_callback(lambda done: done.cancelled() or done.exception())
            logger.error("an event is not claimed: %s", error or "the state is slow")  # noqa: TRY400
            is_mine = True
        if is_mine:
            self._hold(event_id)
        return is_mine

    def _hold(self, event_id: int) -> None:
        task = asyncio.current_task()
        assert task is not None, "only a task handles an event"
        self._held.add(event_id)
        task.add_done_callback(lambda _: self._let_go(event_id))

    def _let_go(self, event_id: int) -> None:
        self._held.discard(event_id)
        self._start(self._finish(event_id))

    async def _finish(self, event_id: int) -> None:
        try:
            await self._keeper.run(lambda state: state.events.finish(event_id))
        except StateError as error:
            logger.error("an event is not marked as handled: %s", error)  # noqa: TRY400

    async def _is_open(self, event_id: int) -> bool:
        try:
            return await self._keeper.read(lambda state: state.events.is_open(event_id))
        except StateError:
            return False  # whoever has it goes on

    async def keep(self, take_over: TakeOver) -> None:
        """Hold what is being handled, and take messages over, until cancelled."""
        while self._keeper.is_shared:
            await asyncio.sleep(LOOK_S)
            try:
                lapsed = await self._renew()
            except StateError as error:
                logger.warning("nothing is taken over: %s", error)
                continue
            for event_id, place in lapsed:
                self._start(take_over(event_id, place))

    async def _renew(self) -> list[tuple[int, Place]]:
        """Hold what is in hand; return the messages that nobody holds."""
        now, held, shards = datetime.now(UTC), tuple(self._held), self._shards
        if held:
            await self._keeper.run(lambda state: state.events.renew(held, now=now))
        return await self._keeper.read(lambda state: state.events.lapsed(shards, now=now))

    def _start(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
