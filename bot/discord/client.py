"""The bot: connects, registers its commands, and passes on what it hears."""

import asyncio
import hashlib
import json
import logging
from datetime import UTC, datetime

import discord
from discord import app_commands

from bot.discord.answering import AnsweringClient
from bot.discord.buttons import Action, AnswerButton
from bot.discord.commands import add_commands
from bot.discord.curation import Curation
from bot.discord.decisions import Decision, DecisionButton
from bot.discord.mentions import Mentions
from bot.discord.presses import Presses
from bot.discord.words import CommandTranslator
from bot.engine_room import EngineRoom
from bot.errors import StateError
from bot.jobs import JobRunner
from bot.settings import Settings
from bot.shards import IDENTIFY_S, wait_for_turn

logger = logging.getLogger(__name__)
FINISHING_S, TELLING_S, CLOSING_S = 4.0, 1.5, 1.5  # of the end, in this order
EXPIRE_EVERY_S = 600.0


class KilowitClient(AnsweringClient):
    """The Discord client. The data folder holds state.db and remembers the registered commands."""

    def __init__(self, room: EngineRoom, settings: Settings, runner: JobRunner) -> None:
        super().__init__(room, settings)
        self.tree = _Tree(
            self,
            allowed_contexts=app_commands.AppCommandContext(
                guild=True, dm_channel=True, private_channel=True
            ),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
        )
        self._curation = Curation(self, settings, runner)
        self._presses = Presses(self)
        self._mentions = Mentions(self, reads_threads=settings.reads_messages)
        self._looping: list[asyncio.Task[None]] = []
        self._was_connected = False
        self.tree.error(self._on_command_error)
        add_commands(self, self._curation)

    async def setup_hook(self) -> None:
        """Open engine and state, and register the commands, if they changed."""
        await self.room.start()
        await self.suggesting.prepare()
        await self.drawer.start()
        await self.keeper.start()
        self.add_dynamic_items(AnswerButton, DecisionButton)
        await self.tree.set_translator(CommandTranslator())
        await self._register_commands()
        loops = (self._expire(), self.once.keep(self._mentions.take_over))
        self._looping = [asyncio.create_task(loop) for loop in loops]

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Wait for this shard's turn, over all processes of the bot where there are several."""
        if self.settings.shards is None:
            await super().before_identify_hook(shard_id, initial=initial)
            return
        limits = await self.fetch_session_start_limits()
        bucket = (shard_id or 0) % limits.max_concurrency
        try:
            await asyncio.to_thread(wait_for_turn, self.settings.state_place, bucket)
        except StateError as error:
            logger.error("shard %s identifies without its turn: %s", shard_id, error)  # noqa: TRY400
            await asyncio.sleep(IDENTIFY_S)

    async def _expire(self) -> None:
        while True:
            now = datetime.now(UTC)
            try:
                await self.keeper.run(lambda state, now=now: state.people.expire(now=now))  # type: ignore[misc]  # bound at once
            except StateError as error:
                logger.error("nothing was deleted whose time is over: %s", error)  # noqa: TRY400
            await asyncio.sleep(EXPIRE_EVERY_S)

    async def on_ready(self) -> None:
        """Say that the bot is connected."""
        if self._was_connected:
            self.metrics.note_reconnect()
        self._was_connected = True
        logger.info("connected, %s guilds", len(self.guilds))

    async def on_connect(self) -> None:
        """Remember that people can ask."""
        self.metrics.is_connected = True

    async def on_resumed(self) -> None:
        """Count a connection that went on."""
        self.metrics.is_connected = True
        self.metrics.note_reconnect()

    async def on_disconnect(self) -> None:
        """Remember that nobody can ask."""
        self.metrics.is_connected = False

    async def on_message(self, message: discord.Message) -> None:
        """Answer mentions and direct messages of people."""
        await self._mentions.hear(message)

    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        """Stop working for a message that is gone."""
        self.desk.drop(payload.message_id)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Forget a server that removed the bot, with the sources that it added."""
        await self.keeper.forget_server(guild.id)
        await self._curation.forget_server(guild.id)

    async def press(
        self, interaction: discord.Interaction, action: Action, answer_id: str, page: int
    ) -> None:
        """Do what a button under an answer is for."""
        await self._presses.press(interaction, action, answer_id, page)

    async def decide(self, interaction: discord.Interaction, decision: Decision) -> None:
        """Do what was decided on a proposal."""
        await self._curation.decide(interaction, decision)

    async def close(self) -> None:
        """Disconnect; a connection that does not end in time is left to the end of the process."""
        for loop in self._looping:
            loop.cancel()
        try:
            async with asyncio.timeout(CLOSING_S):
                await super().close()
        except TimeoutError:
            logger.warning("the connection to Discord did not close within %g s", CLOSING_S)

    async def finish(self) -> None:
        """Finish what is being answered, and tell everybody else to ask again."""
        self.room.stop()
        await self.desk.in_hand.finish(patience_s=FINISHING_S, telling_s=TELLING_S)

    async def _register_commands(self) -> None:
        commands = [
            await c.get_translated_payload(self.tree, CommandTranslator())
            for c in self.tree.get_commands()
        ]
        text = json.dumps([commands, self.application_id], sort_keys=True, default=str)
        digest = hashlib.sha256(text.encode()).hexdigest()
        mark = self.settings.home / "commands.sha256"
        if mark.is_file() and mark.read_text(encoding="ascii").strip() == digest:
            return
        await self.tree.sync()
        mark.write_text(digest + "\n", encoding="ascii")
        logger.info("registered %s commands", len(commands))

    async def _on_command_error(
        self, interaction: discord.Interaction, error: app_commands.AppCommandError
    ) -> None:
        cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
        await self.failures.show(interaction, cause)


class _Tree(app_commands.CommandTree[AnsweringClient]):
    """The commands, each handled by one of the processes that hear it."""

    async def interaction_check(self, interaction: discord.Interaction, /) -> bool:
        return await self.client.once.takes(interaction.id)
