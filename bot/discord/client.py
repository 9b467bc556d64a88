"""The bot: commands, mentions and direct messages, answered off the event loop."""

import asyncio
import contextlib
import hashlib
import io
import json
import logging
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import discord
from discord import app_commands

from bot.discord.embeds import CHART_NAME, answer_pages
from bot.discord.views import AnswerView
from bot.discord.words import (
    CommandTranslator,
    DiscordWords,
    described,
    language_of_locale,
    load_words,
)
from bot.reply import Engine, Reply
from bot.worker import BusyError, EngineWorker
from knowledge.errors import KilowitError
from knowledge.languages import language_of
from knowledge.records import Language

logger = logging.getLogger(__name__)
COOLDOWN_CALLS, COOLDOWN_SECONDS = 5, 20.0
MAX_QUESTION_CHARS = 500
STOPPING_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Answered:
    """A reply with its chart drawn, ready to send."""

    reply: Reply
    chart: bytes | None
    alt_text: str


def answer_question(
    engine: Engine, question: str, language: Language | None, context: tuple[str, ...]
) -> Answered:
    """Answer and draw; runs in the worker's thread."""
    return _with_chart(engine.ask(question, language=language, context=context))


def _with_chart(reply: Reply) -> Answered:
    from bot.charts import describe_chart, draw_chart  # noqa: PLC0415  # slow to import, once

    if reply.shown.chart is None:
        return Answered(reply, None, "")
    chart = reply.shown.chart
    return Answered(reply, draw_chart(chart, theme="dark"), describe_chart(chart))


class KilowitClient(discord.AutoShardedClient):
    """The Discord client. `state_folder` remembers which commands were last registered."""

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
        self.tree = app_commands.CommandTree(self)
        self._state_folder = state_folder
        self._cooldowns: dict[int, list[float]] = {}
        self._unanswered: set[discord.Interaction] = set()
        self.tree.error(self._on_command_error)
        add_commands(self)

    async def setup_hook(self) -> None:
        """Open the engine and register the commands, if they changed."""
        await self.worker.start()
        await self.tree.set_translator(CommandTranslator())
        await self._register_commands()

    async def on_ready(self) -> None:
        """Say that the bot is connected."""
        logger.info("connected, %s guilds", len(self.guilds))

    async def close(self) -> None:
        """Tell those who still wait that the bot stops, then disconnect."""
        waiting = [self._say_stopping(interaction) for interaction in self._unanswered]
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(asyncio.gather(*waiting), STOPPING_SECONDS)
        await super().close()

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

    def wait_until(self, user_id: int) -> float | None:
        """Count a call; return the time until which the user must wait, None when free."""
        now = time.time()
        recent = [t for t in self._cooldowns.get(user_id, []) if now - t < COOLDOWN_SECONDS]
        if len(recent) >= COOLDOWN_CALLS:
            return recent[0] + COOLDOWN_SECONDS
        self._cooldowns[user_id] = [*recent, now]
        if len(self._cooldowns) > 10_000:
            self._cooldowns.clear()
        return None

    async def on_message(self, message: discord.Message) -> None:
        """Answer mentions and direct messages of people."""
        if message.author.bot or message.webhook_id is not None or self.user is None:
            return
        is_direct = message.guild is None
        if not is_direct and self.user not in message.mentions:
            return
        question = _without_mentions(message.content, self.user.id)
        words = load_words(language_of(question))
        try:
            await self._answer_message(message, question, words)
        except discord.Forbidden:
            logger.warning("missing permissions in channel %s", message.channel.id)
        except discord.HTTPException as error:  # the message deleted meanwhile, above all
            logger.warning("an answer could not be sent (%s)", error.status)

    async def _answer_message(
        self, message: discord.Message, question: str, words: DiscordWords
    ) -> None:
        if not question:
            await message.reply(words.say("empty_mention"), mention_author=False)
            return
        until = self.wait_until(message.author.id)
        if until is not None:
            text = words.say("cooldown", when=str(int(until) + 1))
            await message.reply(text, mention_author=False)
            return
        async with message.channel.typing():
            try:
                answered = await self.worker.run(
                    lambda engine: answer_question(engine, question, None, ())
                )
            except Exception as error:  # noqa: BLE001  # the message handler's one net
                await message.reply(self._error_text(error, words), mention_author=False)
                return
        view = AnswerView(answered.reply.shown, question, words, self)
        await message.reply(
            embeds=_embeds(answered, words),
            files=_files(answered),
            view=view,
            mention_author=False,
        )

    async def answer_interaction(
        self,
        interaction: discord.Interaction,
        question: str,
        *,
        private: bool,
        context: tuple[str, ...] = (),
    ) -> None:
        """Answer a question asked by command or modal."""
        await interaction.response.defer(ephemeral=private, thinking=True)
        await self.finish(
            interaction, question, lambda e: answer_question(e, question, None, context)
        )

    async def finish(
        self,
        interaction: discord.Interaction,
        question: str,
        work: Callable[[Engine], Answered],
    ) -> None:
        """Run the work for a deferred interaction and show its answer."""
        words = load_words(language_of_locale(interaction.locale))
        until = self.wait_until(interaction.user.id)
        if until is not None:
            await interaction.edit_original_response(
                content=words.say("cooldown", when=str(int(until) + 1))
            )
            return
        self._unanswered.add(interaction)
        try:
            answered = await self.worker.run(work)
        finally:
            self._unanswered.discard(interaction)
        view = AnswerView(answered.reply.shown, question, words, self)
        await interaction.edit_original_response(
            embeds=_embeds(answered, words), attachments=_files(answered), view=view
        )

    async def follow_up(
        self, interaction: discord.Interaction, question: str, earlier: str
    ) -> None:
        """Answer a follow-up question in the light of the earlier one."""
        await self.answer_interaction(interaction, question, private=False, context=(earlier,))

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
        text = self._error_text(error, load_words(language_of_locale(interaction.locale)))
        try:
            if interaction.response.is_done():
                await interaction.edit_original_response(content=text, embeds=[], view=None)
            else:
                await interaction.response.send_message(text, ephemeral=True)
        except discord.HTTPException:
            logger.warning("an error could not be shown")

    @staticmethod
    def _error_text(error: BaseException, words: DiscordWords) -> str:
        if isinstance(error, BusyError):
            return words.say("busy")
        if isinstance(error, KilowitError):
            return discord.utils.escape_mentions(str(error))[:1900]
        error_id = secrets.token_hex(4)
        logger.error("unexpected error %s", error_id, exc_info=error)
        return words.say("failed", error_id=error_id)


def _without_mentions(content: str, user_id: int) -> str:
    for form in (f"<@{user_id}>", f"<@!{user_id}>"):
        content = content.replace(form, " ")
    return " ".join(content.split())


def _embeds(answered: Answered, words: DiscordWords) -> list[discord.Embed]:
    pages = answer_pages(answered.reply.shown, words)
    if answered.chart is not None:
        pages[0].set_image(url=f"attachment://{CHART_NAME}")
    return pages


def _files(answered: Answered) -> list[discord.File]:
    if answered.chart is None:
        return []
    file = io.BytesIO(answered.chart)
    return [discord.File(file, filename=CHART_NAME, description=answered.alt_text[:1024])]


def add_commands(client: KilowitClient) -> None:
    """Register the slash commands on the client's tree."""
    tree = client.tree

    @tree.command(
        name=app_commands.locale_str("ask", key="ask_name"),
        description=described("ask_description"),
    )
    @app_commands.rename(
        question=app_commands.locale_str("question", key="ask_question_name"),
        private=app_commands.locale_str("private", key="ask_private_name"),
    )
    @app_commands.describe(question=described("ask_question"), private=described("ask_private"))
    async def ask(
        interaction: discord.Interaction,
        question: app_commands.Range[str, 1, MAX_QUESTION_CHARS],
        private: bool = False,
    ) -> None:
        await client.answer_interaction(interaction, question, private=private)

    @tree.command(
        name=app_commands.locale_str("compare", key="compare_name"),
        description=described("compare_description"),
    )
    @app_commands.rename(
        a=app_commands.locale_str("a", key="compare_first_name"),
        b=app_commands.locale_str("b", key="compare_second_name"),
        measure=app_commands.locale_str("measure", key="compare_measure_name"),
        year=app_commands.locale_str("year", key="compare_year_name"),
    )
    @app_commands.describe(
        a=described("compare_first"),
        b=described("compare_second"),
        c=described("compare_more"),
        d=described("compare_more"),
        e=described("compare_more"),
        f=described("compare_more"),
        measure=described("compare_measure"),
        year=described("compare_year"),
    )
    async def compare(  # noqa: PLR0917  # Discord fills the options by name
        interaction: discord.Interaction,
        a: app_commands.Range[str, 1, 100],
        b: app_commands.Range[str, 1, 100],
        c: app_commands.Range[str, 1, 100] | None = None,
        d: app_commands.Range[str, 1, 100] | None = None,
        e: app_commands.Range[str, 1, 100] | None = None,
        f: app_commands.Range[str, 1, 100] | None = None,
        measure: app_commands.Range[str, 1, 100] | None = None,
        year: app_commands.Range[int, 1990, 2060] | None = None,
    ) -> None:
        await interaction.response.defer(thinking=True)
        subjects = tuple(s for s in (a, b, c, d, e, f) if s is not None)
        language = language_of_locale(interaction.locale)
        await client.finish(
            interaction,
            " vs ".join(subjects),
            lambda engine: _with_chart(
                engine.compare(
                    subjects,
                    measure=measure,
                    year=str(year) if year else None,
                    language=language,
                )
            ),
        )

    async def suggest(
        interaction: discord.Interaction, current: str
    ) -> list[app_commands.Choice[str]]:
        language = language_of_locale(interaction.locale)
        found = await client.worker.run(
            lambda engine: engine.suggest_subjects(current[:100], language=language)
        )
        return [app_commands.Choice(name=s.label, value=s.value) for s in found]

    async def suggest_measure(
        interaction: discord.Interaction, current: str
    ) -> list[app_commands.Choice[str]]:
        language = language_of_locale(interaction.locale)
        subject = getattr(interaction.namespace, "a", None)
        found = await client.worker.run(
            lambda engine: engine.suggest_measures(
                current[:100], language=language, subject=subject
            )
        )
        return [app_commands.Choice(name=s.label, value=s.value) for s in found]

    for option in "abcdef":
        compare.autocomplete(option)(suggest)
    compare.autocomplete("measure")(suggest_measure)

    @tree.command(
        name=app_commands.locale_str("help", key="help_name"),
        description=described("help_description"),
    )
    async def show_help(interaction: discord.Interaction) -> None:
        words = load_words(language_of_locale(interaction.locale))
        await interaction.response.send_message(words.say("help_text"), ephemeral=True)

    @tree.command(
        name=app_commands.locale_str("privacy", key="privacy_name"),
        description=described("privacy_description"),
    )
    async def show_privacy(interaction: discord.Interaction) -> None:
        words = load_words(language_of_locale(interaction.locale))
        await interaction.response.send_message(words.say("privacy_text"), ephemeral=True)
