"""Who may ask now: cooldowns in memory, daily quotas in the state."""

import asyncio
import logging
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.discord.keeper import StateKeeper
from bot.discord.words import DiscordWords
from bot.errors import StateError
from bot.state import ServerSettings, State

logger = logging.getLogger(__name__)
QUOTA_PATIENCE_S = 0.3  # an interaction has three seconds to be acknowledged
USER_CALLS, SERVER_CALLS, COOLDOWN_S = 5, 60, 20.0
MAX_KEYS = 20_000


class Cooldown:
    """So many calls in so many seconds for each key; the longest silent keys are dropped first."""

    def __init__(
        self, calls: int, seconds: float, *, clock: Callable[[], float] = time.time
    ) -> None:
        self._calls, self._seconds, self._clock = calls, seconds, clock
        self._times: OrderedDict[int, list[float]] = OrderedDict()

    def wait_until(self, key: int) -> float | None:
        """Count a call; return the time until which to wait, None when it may go on.

        A refused call is not counted.
        """
        now = self._clock()
        recent = [t for t in self._times.get(key, []) if now - t < self._seconds]
        if len(recent) >= self._calls:
            return recent[0] + self._seconds
        self._times[key] = [*recent, now]
        self._times.move_to_end(key)
        if len(self._times) > MAX_KEYS:
            self._times.popitem(last=False)
        return None


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, and where; `server_id` is None outside servers that installed the bot."""

    user_id: int
    server_id: int | None
    channel_id: int


class Manners:
    """Says whether a question may be answered now, and if not, why."""

    def __init__(self, keeper: StateKeeper) -> None:
        self._keeper = keeper
        self._users = Cooldown(USER_CALLS, COOLDOWN_S)
        self._servers = Cooldown(SERVER_CALLS, COOLDOWN_S)

    async def refusal(
        self, asker: Asker, settings: ServerSettings, words: DiscordWords
    ) -> str | None:
        """Count a question; return the note that refuses it, None when it may be answered."""
        if not is_allowed_channel(asker.channel_id, settings):
            return words.say("channel_not_allowed")
        until = self._users.wait_until(asker.user_id)
        if until is not None:
            return words.say("cooldown", when=str(int(until) + 1))
        if asker.server_id is not None:
            until = self._servers.wait_until(asker.server_id)
            if until is not None:
                return words.say("server_cooldown", when=str(int(until) + 1))
        return await self._over_quota(asker, settings, words)

    async def _over_quota(
        self, asker: Asker, settings: ServerSettings, words: DiscordWords
    ) -> str | None:
        now = datetime.now(UTC)
        counting = asyncio.ensure_future(
            self._keeper.run(lambda state: _spent(state, asker, settings, now))
        )
        counting.add_done_callback(_note_failure)
        try:
            key = await asyncio.wait_for(asyncio.shield(counting), QUOTA_PATIENCE_S)
        except StateError:
            return None
        except TimeoutError:
            logger.warning("the state is slow; a question goes on before its quota is counted")
            return None
        if key is None:
            return None
        tomorrow = datetime(now.year, now.month, now.day, tzinfo=UTC) + timedelta(days=1)
        return words.say(key, when=str(int(tomorrow.timestamp())))


def _note_failure(counting: asyncio.Future[str | None]) -> None:
    error = None if counting.cancelled() else counting.exception()
    if error is not None:
        logger.error("a question was not counted: %s", error)


def is_allowed_channel(channel_id: int, settings: ServerSettings) -> bool:
    """Whether the server's administrators let kilowit answer there."""
    return not settings.channels or channel_id in settings.channels


def _spent(state: State, asker: Asker, settings: ServerSettings, now: datetime) -> str | None:
    """Count a use; return the text that tells which quota is spent."""
    person = f"user:{state.people.person(asker.user_id)}"
    if not state.people.count_use(person, quota=settings.user_daily_quota, now=now):
        return "user_quota"
    if asker.server_id is None:
        return None
    server = f"server:{asker.server_id}"
    if not state.people.count_use(server, quota=settings.server_daily_quota, now=now):
        return "server_quota"
    return None
