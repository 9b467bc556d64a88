"""What pressing a button under an answer does."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import cast

import discord

from bot.discord.answering import AnsweringClient
from bot.discord.buttons import Action, Pages, answer_view, button_words, turning_view
from bot.discord.embeds import CHART_NAME, answer_embed, note_embed, source_embed
from bot.discord.modals import question_form, reason_form
from bot.discord.words import DiscordWords
from bot.discord.work import ask_task
from bot.state import Feedback, KeptAnswer
from bot.state.records import Rating


@dataclass(frozen=True, slots=True)
class Presses:
    """Handles the buttons; answers whose time is over say so."""

    client: AnsweringClient

    async def press(
        self, interaction: discord.Interaction, action: Action, answer_id: str, page: int
    ) -> None:
        """Do what a button is for, and tell a failure."""
        try:
            await self._press(interaction, action, answer_id, page)
        except Exception as error:  # noqa: BLE001  # discord.py would only log it
            await self.client.failures.show(interaction, error)

    async def _press(
        self, interaction: discord.Interaction, action: Action, answer_id: str, page: int
    ) -> None:
        words = await self.client.words_for(interaction)
        if action in ("up", "down"):
            await self._rate(interaction, action, answer_id, words)
        elif action == "follow":
            await self._follow_up(interaction, answer_id, words)
        else:
            await self._show(interaction, action, answer_id, page, words)

    async def _show(
        self,
        interaction: discord.Interaction,
        action: Action,
        answer_id: str,
        page: int,
        words: DiscordWords,
    ) -> None:
        now = datetime.now(UTC)
        answer = await self.client.keeper.read(lambda state: state.answers.find(answer_id, now=now))
        if answer is None:
            await interaction.response.send_message(words.say("answer_gone"), ephemeral=True)
        elif action == "share":
            await self._share(interaction, answer, answer_id, words)
        else:
            await _show_pages(interaction, action, answer, answer_id, page)

    async def _share(
        self,
        interaction: discord.Interaction,
        answer: KeptAnswer,
        answer_id: str,
        words: DiscordWords,
    ) -> None:
        """Show a private answer to everybody, with its chart."""
        await interaction.response.defer(thinking=True)
        attached = interaction.message.attachments if interaction.message else []
        files = [await a.to_file(filename=CHART_NAME, description=a.description) for a in attached]
        embed = answer_embed(answer)
        if files:
            embed.set_image(url=f"attachment://{CHART_NAME}")
        await interaction.edit_original_response(
            content=words.say("shared", user=interaction.user.mention),
            embed=embed,
            attachments=files,
            view=answer_view(answer, answer_id, words=button_words(answer), is_private=False),
        )

    async def _rate(
        self, interaction: discord.Interaction, rating: Rating, answer_id: str, words: DiscordWords
    ) -> None:
        async def submit(sent: discord.Interaction, reason: str) -> None:
            await sent.response.defer(ephemeral=True, thinking=True)
            await self._keep_rating(sent, rating, answer_id, reason=reason)
            await sent.edit_original_response(content=words.say("thanks"))

        if rating == "up":
            await submit(interaction, "")
            return
        form = reason_form(words, submit=submit, show_error=self.client.failures.show)
        await interaction.response.send_modal(form)
        await self._keep_rating(interaction, rating, answer_id, reason="")

    async def _keep_rating(
        self, interaction: discord.Interaction, rating: Rating, answer_id: str, *, reason: str
    ) -> None:
        feedback = Feedback(answer_id, rating, reason, interaction.guild_id, datetime.now(UTC))
        user_id = interaction.user.id
        await self.client.keeper.run(lambda state: state.people.rate(feedback, user_id=user_id))

    async def _follow_up(
        self, interaction: discord.Interaction, answer_id: str, words: DiscordWords
    ) -> None:
        is_private = bool(interaction.message and interaction.message.flags.ephemeral)

        async def submit(sent: discord.Interaction, question: str) -> None:
            await self.client.answer(
                sent, lambda context: ask_task(question, context), is_private, after=answer_id
            )

        form = question_form(
            words, key="follow_up", submit=submit, show_error=self.client.failures.show
        )
        await interaction.response.send_modal(form)


async def _show_pages(
    interaction: discord.Interaction, action: Action, answer: KeptAnswer, answer_id: str, page: int
) -> None:
    """Show a page to the presser alone, or turn to it; the answer's own pages begin beneath."""
    verb, _, kind = action.partition("_")
    texts = {"more": answer.pages, "sources": answer.sources, "notes": answer.notes}[kind]
    make = {"more": answer_embed, "sources": source_embed, "notes": note_embed}[kind]
    at = 1 if action == "open_more" else page
    at = min(at, len(texts) - 1)
    view = turning_view(cast("Pages", kind), answer_id, page=at, count=len(texts))
    if verb == "turn":
        await interaction.response.edit_message(embed=make(answer, at), view=view)
    elif view is None:
        await interaction.response.send_message(embed=make(answer, at), ephemeral=True)
    else:
        await interaction.response.send_message(embed=make(answer, at), view=view, ephemeral=True)
