"""The buttons under an answer: sources, notes, follow up."""

from collections.abc import Awaitable, Callable
from typing import Protocol

import discord

from bot.discord.embeds import in_messages, note_pages, source_pages
from bot.discord.words import DiscordWords
from bot.reply import Shown

VIEW_SECONDS = 14 * 60  # an interaction's token lives 15 minutes
MAX_QUESTION_CHARS = 500


class AnswerShell(Protocol):
    """What the buttons need of the client."""

    async def follow_up(
        self, interaction: discord.Interaction, question: str, earlier: str
    ) -> None:
        """Answer a follow-up question in the light of the earlier one."""
        ...

    async def show_error(self, interaction: discord.Interaction, error: BaseException) -> None:
        """Tell a failure in one sentence."""
        ...


class AnswerView(discord.ui.View):
    """Buttons that belong to one answer; they work for as long as its interaction lives."""

    def __init__(
        self, shown: Shown, question: str, words: DiscordWords, shell: AnswerShell
    ) -> None:
        super().__init__(timeout=VIEW_SECONDS)
        self._shown, self._question, self._words, self._shell = shown, question, words, shell
        if shown.sources:
            self._add(words.say("sources_button"), "📚", self._show_sources)
        if shown.conflicts or shown.steps:
            self._add(words.say("notes_button"), "🧮", self._show_notes)
        self._add(words.say("follow_up_button"), "💬", self._ask_more)

    def _add(
        self,
        label: str,
        emoji: str,
        press: Callable[[discord.Interaction], Awaitable[None]],
    ) -> None:
        button: discord.ui.Button[AnswerView] = discord.ui.Button(
            label=label, emoji=emoji, style=discord.ButtonStyle.secondary
        )
        button.callback = press  # type: ignore[method-assign, assignment]  # discord.py's own way
        self.add_item(button)

    async def _show_sources(self, interaction: discord.Interaction) -> None:
        await _send_privately(interaction, source_pages(self._shown))

    async def _show_notes(self, interaction: discord.Interaction) -> None:
        await _send_privately(interaction, note_pages(self._shown, self._words))

    async def _ask_more(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_modal(
            FollowUpModal(self._question, self._words, self._shell)
        )

    async def on_error(
        self,
        interaction: discord.Interaction,
        error: Exception,
        item: discord.ui.Item["AnswerView"],
    ) -> None:
        """Tell that a button failed."""
        await self._shell.show_error(interaction, error)


async def _send_privately(interaction: discord.Interaction, pages: list[discord.Embed]) -> None:
    first, *further = in_messages(pages)
    await interaction.response.send_message(embeds=first, ephemeral=True)
    for embeds in further:
        await interaction.followup.send(embeds=embeds, ephemeral=True)


class FollowUpModal(discord.ui.Modal):
    """Asks for the next question; needs no privileged intent."""

    def __init__(self, earlier: str, words: DiscordWords, shell: AnswerShell) -> None:
        super().__init__(title=words.say("follow_up_title"))
        self._earlier, self._shell = earlier, shell
        self._text: discord.ui.TextInput[FollowUpModal] = discord.ui.TextInput(
            label=words.say("follow_up_label"), max_length=MAX_QUESTION_CHARS
        )
        self.add_item(self._text)

    async def on_submit(self, interaction: discord.Interaction) -> None:
        """Answer the typed question in the light of the earlier one."""
        await self._shell.follow_up(interaction, self._text.value, self._earlier)

    async def on_error(  # type: ignore[override]  # as discord.py's own Modal does
        self, interaction: discord.Interaction, error: Exception
    ) -> None:
        """Tell that the question could not be answered."""
        await self._shell.show_error(interaction, error)
