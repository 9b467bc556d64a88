"""The bot: connects, registers its commands, and answers what is asked off the event loop."""

import asyncio
import contextlib
import hashlib
import json
import logging
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import discord
from discord import app_commands

from bot.discord.buttons import AnswerButton
from bot.discord.commands import add_commands
from bot.discord.commands.options import server_of
from bot.discord.curation import Curation
from bot.discord.decisions import DecisionButton
from bot.discord.desk import Desk, Outcome
from bot.discord.failures import Failures
from bot.discord.keeper import StateKeeper
from bot.discord.manners import Asker, Manners
from bot.discord.mentions import Mentions
from bot.discord.metrics import Metrics
from bot.discord.once import Once
from bot.discord.presses import Presses
from bot.discord.suggesting import Suggesting
from bot.discord.words import CommandTranslator, DiscordWords, language_of_locale, load_words
from bot.discord.work import Task
from bot.drawing import Drawer
from bot.engine_room import EngineRoom
from bot.errors import StateError
from bot.jobs import JobRunner
from bot.settings import Settings
from bot.shards import IDENTIFY_S, wait_for_turn
from bot.state import ServerSettings
from knowledge.records import Language

logger = logging.getLogger(__name__)
FINISHING_S, TELLING_S, CLOSING_S = 4.0, 1.5, 1.5  # of the end, in this order
EXPIRE_EVERY_S = 600.0
ALREADY_ACKNOWLEDGED = 40060
TOLD_QUEUE = 5  # from so many before one's own question, its position is told


class KilowitClient(discord.AutoShardedClient):
    """The Discord client. The data folder holds state.db and remembers the registered commands."""

    def __init__(self, room: EngineRoom, settings: Settings, runner: JobRunner) -> None:
        intents = discord.Intents.none()
        intents.guilds = True
        intents.guild_messages = True
        intents.dm_messages = True
        intents.message_content = settings.reads_messages
        shards = settings.shards
        super().__init__(
            intents=intents,
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            shard_ids=shards.ids if shards else None,  # type: ignore[arg-type]  # None is its default
            shard_count=shards.count if shards else None,
        )
        self.room = room
        self.keeper = StateKeeper(settings.state_place)
        self.manners = Manners(self.keeper)
        self.metrics = Metrics(room.shared)
        self.drawer = Drawer()
        self.failures = Failures(self.metrics)
        self.desk = Desk(room, self.keeper, self.metrics, self.drawer)
        self.presses = Presses(self)
        self.suggesting = Suggesting(room)
        self.curation = Curation(self, settings, runner)
        self.started_at = time.time()
        self.once = Once(self.keeper, settings.shards)
        self.tree = _Tree(
            self,
            allowed_contexts=app_commands.AppCommandContext(
                guild=True, dm_channel=True, private_channel=True
            ),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
        )
        self._mentions = Mentions(self, reads_threads=settings.reads_messages)
        self._settings = settings
        self._looping: list[asyncio.Task[None]] = []
        self._was_connected = False
        self.tree.error(self._on_command_error)
        add_commands(self)

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
        if self._settings.shards is None:
            await super().before_identify_hook(shard_id, initial=initial)
            return
        limits = await self.fetch_session_start_limits()
        bucket = (shard_id or 0) % limits.max_concurrency
        try:
            await asyncio.to_thread(wait_for_turn, self._settings.state_place, bucket)
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
        await self.curation.forget_server(guild.id)

    def is_operator(self, user_id: int) -> bool:
        """Whether a user may change the shared knowledge: KILOWIT_OWNERS, else who owns the bot."""
        if self._settings.owners or self.application is None:
            return user_id in self._settings.owners
        team = self.application.team
        owners = team.members if team is not None else [self.application.owner]
        return user_id in {owner.id for owner in owners}

    async def language_of_server(self, server_id: int) -> Language:
        """Return the language in which a server's channels are told something."""
        settings = await self.keeper.settings(server_id)
        guild = self.get_guild(server_id)
        return settings.language or language_of_locale(guild.preferred_locale if guild else None)

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

    async def _say_stopping(self, interaction: discord.Interaction) -> None:
        words = load_words(language_of_locale(interaction.locale))
        with contextlib.suppress(discord.HTTPException):
            await interaction.edit_original_response(content=words.say("stopping"))

    async def _register_commands(self) -> None:
        commands = [
            await c.get_translated_payload(self.tree, CommandTranslator())
            for c in self.tree.get_commands()
        ]
        text = json.dumps([commands, self.application_id], sort_keys=True, default=str)
        digest = hashlib.sha256(text.encode()).hexdigest()
        mark = self._settings.home / "commands.sha256"
        if mark.is_file() and mark.read_text(encoding="ascii").strip() == digest:
            return
        await self.tree.sync()
        mark.write_text(digest + "\n", encoding="ascii")
        logger.info("registered %s commands", len(commands))

    async def settings_for(self, interaction: discord.Interaction) -> ServerSettings:
        """Return the settings that bind an interaction: its server's, if it installed the bot."""
        return await self.keeper.settings(server_of(interaction))

    async def language_for(self, interaction: discord.Interaction) -> Language:
        """Return the server's language if it chose one, else the user's."""
        settings = await self.settings_for(interaction)
        return settings.language or language_of_locale(interaction.locale)

    async def words_for(self, interaction: discord.Interaction) -> DiscordWords:
        """Return the texts in which to speak in an interaction."""
        return load_words(await self.language_for(interaction))

    async def answer(
        self,
        interaction: discord.Interaction,
        make_task: Callable[[tuple[str, ...]], Task],
        private: bool | None,
        *,
        after: str | None = None,
    ) -> None:
        """Answer a command or a form; `after` is the id of the answer that it follows up."""
        settings = await self.settings_for(interaction)
        words = load_words(settings.language or language_of_locale(interaction.locale))
        asker = Asker(interaction.user.id, server_of(interaction), _channel_id(interaction))
        refusal = await self.manners.refusal(asker, settings, words)
        if refusal is not None:
            await interaction.response.send_message(refusal, ephemeral=True)
            return
        is_private = settings.is_private if private is None else private
        message_id = await _acknowledge(interaction, is_private=is_private)
        self.desk.in_hand.take(lambda: self._say_stopping(interaction))
        with self.desk.while_wanted(message_id):
            await self._tell_position(interaction, asker, words)
            task = make_task(await self._context(after))
            outcome = await self.desk.answer(task, asker, settings)
        if message_id is not None:
            await self.remember([f"message:{message_id}"], outcome, asker.user_id)
        await interaction.edit_original_response(
            content=None,
            embed=outcome.embed(),
            attachments=outcome.files(),
            view=outcome.view(is_private=is_private),
        )

    async def _tell_position(
        self, interaction: discord.Interaction, asker: Asker, words: DiscordWords
    ) -> None:
        waiting = self.room.waiting(asker.server_id)
        if waiting >= TOLD_QUEUE:
            text = words.say("position", n=str(waiting + 1))
            await interaction.edit_original_response(content=text)

    async def _context(self, answer_id: str | None) -> tuple[str, ...]:
        if answer_id is None:
            return ()
        place, now = f"answer:{answer_id}", datetime.now(UTC)
        return await self.keeper.read(lambda state: state.people.context(place, now=now))

    async def remember(self, places: Sequence[str], outcome: Outcome, user_id: int) -> None:
        """Keep the questions of an answer for follow-ups in these places."""
        now = datetime.now(UTC)
        for place in places:
            try:
                await self.keeper.run(
                    lambda state, place=place: state.people.remember(  # type: ignore[misc]  # bound at once
                        place, outcome.questions, user_id=user_id, now=now
                    )
                )
            except StateError as error:
                logger.error("a follow-up will not be understood: %s", error)  # noqa: TRY400

    async def _on_command_error(
        self, interaction: discord.Interaction, error: app_commands.AppCommandError
    ) -> None:
        cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
        await self.failures.show(interaction, cause)


async def _acknowledge(interaction: discord.Interaction, *, is_private: bool) -> int | None:
    """Say that an answer comes, and return the id of its message.

    A process that died may have said so, before this one took over.
    """
    try:
        deferred = await interaction.response.defer(ephemeral=is_private, thinking=True)
    except discord.HTTPException as error:
        if error.code != ALREADY_ACKNOWLEDGED:
            raise
        return (await interaction.original_response()).id
    return deferred.message_id if deferred is not None else None


class _Tree(app_commands.CommandTree[KilowitClient]):
    """The commands, each handled by one of the processes that hear it."""

    async def interaction_check(self, interaction: discord.Interaction, /) -> bool:
        return await self.client.once.takes(interaction.id)


def _channel_id(interaction: discord.Interaction) -> int:
    """The channel of an interaction; a thread counts as the channel it belongs to."""
    channel = interaction.channel
    if isinstance(channel, discord.Thread):
        return channel.parent_id
    return interaction.channel_id or 0
