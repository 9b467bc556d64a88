"""What commands, messages and buttons share: who asks, in what language, how it is answered."""

import contextlib
import logging
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import discord
from discord import app_commands

from bot.discord.desk import Desk, Outcome
from bot.discord.failures import Failures
from bot.discord.keeper import StateKeeper
from bot.discord.manners import Asker, Manners
from bot.discord.metrics import Metrics
from bot.discord.once import Once
from bot.discord.places import channel_id_of, server_of
from bot.discord.suggesting import Suggesting
from bot.discord.words import DiscordWords, language_of_locale, load_words
from bot.discord.work import Task
from bot.drawing import Drawer
from bot.engine_room import EngineRoom
from bot.errors import StateError
from bot.settings import Settings
from bot.state import ServerSettings
from knowledge.records import Language

logger = logging.getLogger(__name__)
ALREADY_ACKNOWLEDGED = 40060
TOLD_QUEUE = 5  # from so many before one's own question, its position is told


class AnsweringClient(discord.AutoShardedClient):
    """A client that answers; what it hears, and when, is for `bot.discord.client` to say."""

    tree: app_commands.CommandTree["AnsweringClient"]

    def __init__(self, room: EngineRoom, settings: Settings) -> None:
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
        self.room, self.settings = room, settings
        self.keeper = StateKeeper(settings.state_place)
        self.manners = Manners(self.keeper)
        self.metrics = Metrics(room.shared)
        self.drawer = Drawer()
        self.failures = Failures(self.metrics)
        self.desk = Desk(room, self.keeper, self.metrics, self.drawer)
        self.suggesting = Suggesting(room)
        self.once = Once(self.keeper, shards)
        self.started_at = time.time()

    def is_operator(self, user_id: int) -> bool:
        """Whether a user may change the shared knowledge: KILOWIT_OWNERS, else who owns the bot."""
        if self.settings.owners or self.application is None:
            return user_id in self.settings.owners
        team = self.application.team
        owners = team.members if team is not None else [self.application.owner]
        return user_id in {owner.id for owner in owners}

    async def language_of_server(self, server_id: int) -> Language:
        """Return the language in which a server's channels are told something."""
        settings = await self.keeper.settings(server_id)
        guild = self.get_guild(server_id)
        return settings.language or language_of_locale(guild.preferred_locale if guild else None)

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
        asker = Asker(interaction.user.id, server_of(interaction), channel_id_of(interaction))
        refusal = await self.manners.refusal(asker, settings, words)
        if refusal is not None:
            await interaction.response.send_message(refusal, ephemeral=True)
            return
        is_private = settings.is_private if private is None else private
        message_id = await _acknowledge(interaction, is_private=is_private)
        self.desk.in_hand.take(lambda: _say_stopping(interaction))
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


async def _say_stopping(interaction: discord.Interaction) -> None:
    words = load_words(language_of_locale(interaction.locale))
    with contextlib.suppress(discord.HTTPException):
        await interaction.edit_original_response(content=words.say("stopping"))
