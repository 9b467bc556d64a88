"""The bot: connects, registers its commands, and answers what is asked off the event loop."""

import asyncio
import contextlib
import hashlib
import json
import logging
import secrets
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import discord
from discord import app_commands

from bot.discord.buttons import AnswerButton
from bot.discord.commands import add_commands
from bot.discord.commands.admin import NotAllowedError
from bot.discord.desk import Desk, Outcome
from bot.discord.invite import NEEDED_PERMISSIONS
from bot.discord.keeper import StateKeeper
from bot.discord.manners import Asker, Manners
from bot.discord.mentions import Mentions
from bot.discord.metrics import Metrics
from bot.discord.presses import Presses
from bot.discord.suggesting import Suggesting
from bot.discord.words import CommandTranslator, DiscordWords, language_of_locale, load_words
from bot.discord.work import Task
from bot.drawing import Drawer
from bot.error_words import error_sentence
from bot.errors import InputError, StateError
from bot.state import ServerSettings
from bot.worker import BusyError, EngineWorker, StoppingError
from knowledge.errors import NotKnownError, PeriodError
from knowledge.records import Language

logger = logging.getLogger(__name__)
FINISHING_S, TELLING_S, CLOSING_S = 4.0, 1.5, 1.5  # of the end, in this order
EXPIRE_EVERY_S = 600.0
TOLD_QUEUE = 5  # from so many before one's own question, its position is told


class KilowitClient(discord.AutoShardedClient):
    """The Discord client. `state_folder` holds state.db and remembers the registered commands."""

    def __init__(self, worker: EngineWorker, state_folder: Path) -> None:
        intents = discord.Intents.none()
        intents.guilds = True
        intents.guild_messages = True
        intents.dm_messages = True
        super().__init__(
            intents=intents,
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
        )
        self.worker = worker
        self.keeper = StateKeeper(state_folder / "state.db")
        self.manners = Manners(self.keeper)
        self.metrics = Metrics(worker)
        self.drawer = Drawer()
        self.desk = Desk(worker, self.keeper, self.metrics, self.drawer)
        self.presses = Presses(self)
        self.suggesting = Suggesting(worker)
        self.started_at = time.time()
        self.tree = app_commands.CommandTree(
            self,
            allowed_contexts=app_commands.AppCommandContext(
                guild=True, dm_channel=True, private_channel=True
            ),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
        )
        self._mentions = Mentions(self)
        self._state_folder = state_folder
        self._expiring: asyncio.Task[None] | None = None
        self._was_connected = False
        self.tree.error(self._on_command_error)
        add_commands(self)

    async def setup_hook(self) -> None:
        """Open engine and state, and register the commands, if they changed."""
        await self.worker.start()
        await self.suggesting.prepare()
        await self.drawer.start()
        await self.keeper.start()
        self.add_dynamic_items(AnswerButton)
        await self.tree.set_translator(CommandTranslator())
        await self._register_commands()
        self._expiring = asyncio.create_task(self._expire())

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
        """Forget a server that removed the bot."""
        await self.keeper.forget_server(guild.id)

    async def close(self) -> None:
        """Disconnect; a connection that does not end in time is left to the end of the process."""
        if self._expiring is not None:
            self._expiring.cancel()
        try:
            async with asyncio.timeout(CLOSING_S):
                await super().close()
        except TimeoutError:
            logger.warning("the connection to Discord did not close within %g s", CLOSING_S)

    async def finish(self) -> None:
        """Finish what is being answered, and tell everybody else to ask again."""
        self.worker.stop()
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
        mark = self._state_folder / "commands.sha256"
        if mark.is_file() and mark.read_text(encoding="ascii").strip() == digest:
            return
        await self.tree.sync()
        mark.write_text(digest + "\n", encoding="ascii")
        logger.info("registered %s commands", len(commands))

    async def settings_for(self, interaction: discord.Interaction) -> ServerSettings:
        """Return the settings that bind an interaction: its server's, if it installed the bot."""
        return await self.keeper.settings(_server_id(interaction))

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
        asker = Asker(interaction.user.id, _server_id(interaction), _channel_id(interaction))
        refusal = await self.manners.refusal(asker, settings, words)
        if refusal is not None:
            await interaction.response.send_message(refusal, ephemeral=True)
            return
        is_private = settings.is_private if private is None else private
        deferred = await interaction.response.defer(ephemeral=is_private, thinking=True)
        message_id = deferred.message_id if deferred is not None else None
        self.desk.in_hand.take(lambda: self._say_stopping(interaction))
        with self.desk.while_wanted(message_id):
            await self._tell_position(interaction, words)
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

    async def _tell_position(self, interaction: discord.Interaction, words: DiscordWords) -> None:
        waiting = self.desk.waiting
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
        await self.show_error(interaction, cause)

    async def show_error(self, interaction: discord.Interaction, error: BaseException) -> None:
        """Tell a failure in one sentence, whichever way the interaction still allows."""
        if isinstance(error, discord.NotFound):
            logger.info("an interaction expired before its answer")
            return
        words = load_words(language_of_locale(interaction.locale))
        missing = _missing(interaction) if isinstance(error, discord.Forbidden) else ""
        if missing:
            logger.warning("missing permissions in channel %s: %s", interaction.channel_id, missing)
            text = words.say("permissions_missing", names=missing)
        else:
            text = self.error_text(error, words)
        try:
            if interaction.response.is_done():
                await interaction.edit_original_response(content=text, embeds=[], view=None)
            else:
                await interaction.response.send_message(text, ephemeral=True)
        except discord.HTTPException:
            logger.warning("an error could not be shown")

    def error_text(self, error: BaseException, words: DiscordWords) -> str:
        """Return what to tell of a failure; an unexpected one is logged under an id."""
        self.metrics.note_error(error)
        if isinstance(error, StoppingError):
            return words.say("stopping")
        if isinstance(error, BusyError):
            return words.say("busy")
        if isinstance(error, NotAllowedError):
            return words.say("not_allowed")
        if isinstance(error, (InputError, NotKnownError, PeriodError)):
            return discord.utils.escape_mentions(error_sentence(error, words.language))[:1900]
        error_id = secrets.token_hex(4)
        logger.error("unexpected error %s", error_id, exc_info=error)
        return words.say("failed", error_id=error_id)


def _server_id(interaction: discord.Interaction) -> int | None:
    return interaction.guild_id if interaction.is_guild_integration() else None


def _missing(interaction: discord.Interaction) -> str:
    """The needed permissions that the bot lacks where it was asked."""
    granted = interaction.app_permissions
    return ", ".join(name for name in NEEDED_PERMISSIONS if not getattr(granted, name))


def _channel_id(interaction: discord.Interaction) -> int:
    """The channel of an interaction; a thread counts as the channel it belongs to."""
    channel = interaction.channel
    if isinstance(channel, discord.Thread):
        return channel.parent_id
    return interaction.channel_id or 0
