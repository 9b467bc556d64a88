"""Answers mentions, direct messages and replies to its answers, as the server's policy says."""

import logging
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

import discord

from bot.discord.answering import AnsweringClient
from bot.discord.invite import NEEDED_PERMISSIONS
from bot.discord.manners import Asker, is_allowed_channel
from bot.discord.places import channel_id_of
from bot.discord.words import DiscordWords, load_words
from bot.discord.work import ask_task
from bot.state import ServerSettings, State
from bot.state.events import Place
from knowledge.languages import language_of

logger = logging.getLogger(__name__)
THREAD_NAME_CHARS = 90
LOOKED_BACK = 100  # messages that may stand between a question and its answer


@dataclass(frozen=True, slots=True)
class Mentions:
    """Answers what people write to the bot in messages.

    `reads_threads` answers every message in the threads that it opened, for which Discord wants the
    Message Content intent.
    """

    client: AnsweringClient
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
            settings.mentions == "off" or not is_allowed_channel(channel_id_of(message), settings)
        ):
            return
        if await self.client.once.claims(message.id, Place(server_id or 0, message.channel.id)):
            await self._handle(message, settings)

    async def take_over(self, message_id: int, place: Place) -> None:
        """Answer a message whose process died, unless its answer stands there already."""
        if not self.client.is_ready() or not await self.client.once.claims(message_id, place):
            return
        logger.info("a question is taken over from a process that ended")
        known = self.client.get_channel(place.channel_id)
        try:
            channel = known or await self.client.fetch_channel(place.channel_id)
            if not isinstance(channel, discord.abc.Messageable):
                return
            message = await channel.fetch_message(message_id)
            if await self._is_answered(message):
                return
        except discord.HTTPException as error:  # the message deleted meanwhile, above all
            logger.warning("a question could not be taken over (%s)", error.status)
            return
        await self._handle(message, await self.client.keeper.settings(place.server_id or None))

    async def _is_answered(self, message: discord.Message) -> bool:
        """Whether a reply of the bot's follows a message, or a thread of it holds one."""
        me = self.client.user
        async for later in message.channel.history(after=message, limit=LOOKED_BACK):
            replied = later.reference.message_id if later.reference is not None else None
            if later.author == me and replied == message.id:
                return True
        if message.thread is None:
            return False
        return any([said.author == me async for said in message.thread.history(limit=LOOKED_BACK)])

    async def _handle(self, message: discord.Message, settings: ServerSettings) -> None:
        user = self.client.user
        assert user is not None, "who hears messages is connected"
        try:
            with self.client.desk.while_wanted(message.id):
                await self._answer(message, _without_mentions(message.content, user.id), settings)
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
            await _tell(message, words.say("empty_mention"))
            return
        server_id = message.guild.id if message.guild else None
        asker = Asker(message.author.id, server_id, channel_id_of(message))
        refusal = await self.client.manners.refusal(asker, settings, words)
        if refusal is not None:
            await _tell(message, refusal)
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
        self.client.desk.in_hand.take(lambda: _tell(message, words.say("stopping")))
        context = await self._context(message)
        try:
            async with message.channel.typing():
                outcome = await self.client.desk.answer(
                    ask_task(question, context), asker, settings
                )
        except discord.HTTPException:
            raise
        except Exception as error:  # noqa: BLE001  # the message handler's one net
            await _tell(message, self.client.failures.text(error, words))
            return
        thread = await self._thread(message, question, settings)
        view = outcome.view(is_private=False) or discord.utils.MISSING
        if thread is not None or _is_of_one_talk(message):
            place = f"place:{(thread or message.channel).id}"
            await self.client.remember([place], outcome, asker.user_id)
        if thread is None:
            sent = await message.reply(
                embed=outcome.embed(),
                files=outcome.files(),
                view=view,
                mention_author=False,
                nonce=message.id,
            )
        else:
            sent = await thread.send(
                embed=outcome.embed(), files=outcome.files(), view=view, nonce=message.id
            )
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
        if message.thread is not None:  # opened by a process that ended
            return message.thread
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


async def _tell(message: discord.Message, text: str) -> None:
    """Reply in a sentence; to one message Discord takes one reply of the same nonce."""
    await message.reply(text, mention_author=False, nonce=message.id)


def _is_of_one_talk(message: discord.Message) -> bool:
    return message.guild is None or isinstance(message.channel, discord.Thread)


def _missing(message: discord.Message) -> list[str]:
    if message.guild is None or isinstance(message.channel, discord.DMChannel):
        return []
    granted = message.channel.permissions_for(message.guild.me)
    return [name for name in NEEDED_PERMISSIONS if not getattr(granted, name)]


def _without_mentions(content: str, user_id: int) -> str:
    for form in (f"<@{user_id}>", f"<@!{user_id}>", "@everyone", "@here"):
        content = content.replace(form, " ")
    return " ".join(content.split())
