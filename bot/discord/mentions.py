"""Answers mentions, direct messages and replies to its answers, as the server's policy says."""

import logging
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

import discord

from bot.discord.invite import NEEDED_PERMISSIONS
from bot.discord.manners import Asker, is_allowed_channel
from bot.discord.words import DiscordWords, load_words
from bot.discord.work import ask_task
from bot.state import ServerSettings, State
from knowledge.languages import language_of

if TYPE_CHECKING:
    from bot.discord.client import KilowitClient

logger = logging.getLogger(__name__)
THREAD_NAME_CHARS = 90


@dataclass(frozen=True, slots=True)
class Mentions:
    """Answers what people write to the bot in messages.

    `reads_threads` answers every message in the threads that it opened, for which Discord wants the
    Message Content intent.
    """

    client: "KilowitClient"
    reads_threads: bool = False

    async def hear(self, message: discord.Message) -> None:
        """Answer a message if it is for the bot; bots, webhooks and forbidden channels are not."""
        me = self.client.user
        if message.author.bot or message.webhook_id is not None or me is None:
            return
        if (
            message.guild is not None
            and me not in message.mentions
            and not self._is_of_own(message)
        ):
            return
        server_id = message.guild.id if message.guild else None
        settings = await self.client.keeper.settings(server_id)
        if message.guild is not None and (
            settings.mentions == "off" or not is_allowed_channel(_channel_id(message), settings)
        ):
            return
        if not await self.client.keeper.claim(message.id):
            return
        try:
            with self.client.desk.while_wanted(message.id):
                await self._answer(message, _without_mentions(message.content, me.id), settings)
        except discord.Forbidden:
            missing = ", ".join(_missing(message)) or "unknown"
            logger.warning("missing permissions in channel %s: %s", message.channel.id, missing)
        except discord.HTTPException as error:  # the message deleted meanwhile, above all
            logger.warning("an answer could not be sent (%s)", error.status)

    def _is_of_own(self, message: discord.Message) -> bool:
        """Whether a message is said in a thread of the bot's own, and may be read."""
        me, thread = self.client.user, message.channel
        is_own = isinstance(thread, discord.Thread) and me is not None and thread.owner_id == me.id
        return self.reads_threads and is_own and bool(message.content)

    async def _answer(
        self, message: discord.Message, question: str, settings: ServerSettings
    ) -> None:
        words = load_words(settings.language or language_of(question))
        if not question:
            await message.reply(words.say("empty_mention"), mention_author=False)
            return
        server_id = message.guild.id if message.guild else None
        asker = Asker(message.author.id, server_id, _channel_id(message))
        refusal = await self.client.manners.refusal(asker, settings, words)
        if refusal is not None:
            await message.reply(refusal, mention_author=False)
            return
        await self._work(message, question, asker, settings, words)

    async def _work(
        self,
        message: discord.Message,
        question: str,
        asker: Asker,
        settings: ServerSettings,
        words: DiscordWords,
    ) -> None:
        self.client.desk.in_hand.take(
            lambda: message.reply(words.say("stopping"), mention_author=False)
        )
        context = await self._context(message)
        try:
            async with message.channel.typing():
                outcome = await self.client.desk.answer(
                    ask_task(question, context), asker, settings
                )
        except discord.HTTPException:
            raise
        except Exception as error:  # noqa: BLE001  # the message handler's one net
            text = self.client.failures.text(error, words)
            await message.reply(text, mention_author=False)
            return
        thread = await self._thread(message, question, settings)
        view = outcome.view(is_private=False) or discord.utils.MISSING
        if thread is not None or _is_of_one_talk(message):
            place = f"place:{(thread or message.channel).id}"
            await self.client.remember([place], outcome, asker.user_id)
        if thread is None:
            sent = await message.reply(
                embed=outcome.embed(), files=outcome.files(), view=view, mention_author=False
            )
        else:
            sent = await thread.send(embed=outcome.embed(), files=outcome.files(), view=view)
        await self.client.remember([f"message:{sent.id}"], outcome, asker.user_id)

    async def _context(self, message: discord.Message) -> tuple[str, ...]:
        """The earlier questions: of the answer replied to, else of the thread or direct talk."""
        places = []
        if message.reference is not None and message.reference.message_id is not None:
            places.append(f"message:{message.reference.message_id}")
        if _is_of_one_talk(message):
            places.append(f"place:{message.channel.id}")
        now = datetime.now(UTC)
        for place in places:
            found = await self.client.keeper.read(partial(_context_of, place=place, now=now))
            if found:
                return found
        return ()

    async def _thread(
        self, message: discord.Message, question: str, settings: ServerSettings
    ) -> discord.Thread | None:
        """Open a thread where the server wants one and Discord allows it."""
        wanted = settings.mentions == "thread" and isinstance(message.channel, discord.TextChannel)
        if not wanted:
            return None
        try:
            return await message.create_thread(name=question[:THREAD_NAME_CHARS])
        except discord.HTTPException as error:
            logger.warning(
                "no thread in channel %s (%s): needs create_public_threads",
                message.channel.id,
                error.status,
            )
            return None


def _context_of(state: State, *, place: str, now: datetime) -> tuple[str, ...]:
    return state.people.context(place, now=now)


def _is_of_one_talk(message: discord.Message) -> bool:
    return message.guild is None or isinstance(message.channel, discord.Thread)


def _channel_id(message: discord.Message) -> int:
    """The channel of a message; a thread counts as the channel it belongs to."""
    channel = message.channel
    return channel.parent_id if isinstance(channel, discord.Thread) else channel.id


def _missing(message: discord.Message) -> list[str]:
    if message.guild is None or isinstance(message.channel, discord.DMChannel):
        return []
    granted = message.channel.permissions_for(message.guild.me)
    return [name for name in NEEDED_PERMISSIONS if not getattr(granted, name)]


def _without_mentions(content: str, user_id: int) -> str:
    for form in (f"<@{user_id}>", f"<@!{user_id}>"):
        content = content.replace(form, " ")
    return " ".join(content.split())
