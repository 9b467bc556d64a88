"""Takes a task through the queue to a shown answer, and keeps what its buttons need."""

import asyncio
import contextlib
import io
import logging
import secrets
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import discord

from bot.chart_words import describe_chart
from bot.discord.buttons import answer_view, button_words
from bot.discord.embeds import CHART_NAME, answer_embed, keep_answer, shorten
from bot.discord.in_hand import InHand
from bot.discord.keeper import StateKeeper
from bot.discord.manners import Asker
from bot.discord.metrics import Metrics
from bot.discord.work import Task
from bot.drawing import Drawer
from bot.engine_room import EngineRoom
from bot.errors import StateError
from bot.reply import Shown
from bot.state import Gap, KeptAnswer, ServerSettings, State
from bot.state.answers import ANSWER_LIFE
from bot.state.people import CONTEXT_LIFE

logger = logging.getLogger(__name__)
ALT_TEXT_CHARS = 1024  # Discord takes no more


@dataclass(frozen=True, slots=True)
class Outcome:
    """An answer ready to be sent, with its id and what a follow-up has to know."""

    answer_id: str
    shown: Shown
    answer: KeptAnswer
    chart: bytes | None
    questions: tuple[str, ...]
    is_kept: bool = True

    def embed(self) -> discord.Embed:
        """Return the first page, with the chart when there is one."""
        embed = answer_embed(self.answer)
        if self.chart is not None:
            embed.set_image(url=f"attachment://{CHART_NAME}")
        return embed

    def files(self) -> list[discord.File]:
        """Return the chart with its alt text; a file can be sent once."""
        if self.chart is None or self.shown.chart is None:
            return []
        alt_text = shorten(describe_chart(self.shown.chart), ALT_TEXT_CHARS)
        return [discord.File(io.BytesIO(self.chart), filename=CHART_NAME, description=alt_text)]

    def view(self, *, is_private: bool) -> discord.ui.View | None:
        """Return the buttons, None where what they show could not be kept."""
        if not self.is_kept:
            return None
        words = button_words(self.answer)
        return answer_view(self.answer, self.answer_id, words=words, is_private=is_private)


class Desk:
    """Answers tasks: in the engine's thread, then kept in the state's."""

    def __init__(
        self, room: EngineRoom, keeper: StateKeeper, metrics: Metrics, drawer: Drawer
    ) -> None:
        self._room, self._keeper, self._metrics = room, keeper, metrics
        self._drawer = drawer
        self._running: dict[int, asyncio.Task[object]] = {}
        self.in_hand = InHand()

    @contextlib.contextmanager
    def while_wanted(self, message_id: int | None) -> Iterator[None]:
        """Run the block as long as the message exists; its deletion cancels the current task."""
        task = asyncio.current_task()
        if message_id is None or task is None:
            yield
            return
        self._running[message_id] = task
        try:
            yield
        finally:
            del self._running[message_id]

    def drop(self, message_id: int) -> None:
        """Stop the work for a message that was deleted."""
        running = self._running.get(message_id)
        if running is not None and running.cancel():
            logger.info("a question was deleted before its answer")

    async def answer(self, task: Task, asker: Asker, settings: ServerSettings) -> Outcome:
        """Answer a task and keep what its buttons need; a state that is locked costs those alone.

        Raises:
            BusyError: the queue is full.
            KilowitError: the task cannot be answered as it stands.
        """
        begun = time.monotonic()
        reply = await self._room.run(asker.server_id, task.work)
        shown = reply.shown
        asked = task.question if task.question is not None else shown.title
        outcome = Outcome(
            answer_id=secrets.token_hex(8),
            shown=shown,
            answer=keep_answer(shown),
            chart=await self._drawer.draw(shown.chart) if shown.chart else None,
            questions=(*task.context, asked) if asked and not task.repeats_text else task.context,
        )
        self._metrics.note_answer(shown, time.monotonic() - begun)
        try:
            await self._keeper.run(lambda state: _keep(state, outcome, task, asker, settings))
        except StateError as error:
            self._metrics.note_error(error)
            logger.error("an answer goes out without buttons: %s", error)  # noqa: TRY400
            return replace(outcome, is_kept=False)
        return outcome


def _keep(
    state: State, outcome: Outcome, task: Task, asker: Asker, settings: ServerSettings
) -> None:
    """Keep the pages, the context for an hour, and the gap when there was no answer."""
    now = datetime.now(UTC)
    people = state.people
    life = CONTEXT_LIFE if task.repeats_text else ANSWER_LIFE
    state.answers.keep(
        outcome.answer_id,
        outcome.answer,
        person=people.person(asker.user_id),
        until=now + life,
    )
    place = f"answer:{outcome.answer_id}"
    people.remember(place, outcome.questions, user_id=asker.user_id, now=now)
    shown = outcome.shown
    if shown.answered or task.repeats_text:
        return
    is_allowed = settings.keep_gap_texts and task.question is not None
    text = task.question if is_allowed and task.question else ""
    gap = Gap(text, shown.reason or "", shown.language, asker.server_id, now)
    people.add_gap(gap, user_id=asker.user_id)
