"""/ask and the message menu “Ask about this”."""

import discord
from discord import app_commands

from bot.discord.answering import AnsweringClient
from bot.discord.commands.options import named, options
from bot.discord.modals import MAX_QUESTION_CHARS, question_form
from bot.discord.words import described
from bot.discord.work import ask_task


def add(client: AnsweringClient) -> None:
    """Register the commands."""
    tree = client.tree

    @tree.command(name=named("ask", "ask"), description=described("ask_description"))
    @options(question="ask_question", private="private")
    async def ask(
        interaction: discord.Interaction,
        question: app_commands.Range[str, 1, MAX_QUESTION_CHARS],
        private: bool | None = None,
    ) -> None:
        await client.answer(interaction, lambda context: ask_task(question, context), private)

    @tree.context_menu(name=named("Ask about this", "ask_menu"))
    async def ask_about(interaction: discord.Interaction, message: discord.Message) -> None:
        words = await client.words_for(interaction)

        async def submit(sent: discord.Interaction, question: str) -> None:
            await client.answer(sent, lambda context: ask_task(question, context), None)

        form = question_form(
            words,
            key="ask_menu",
            default=" ".join(message.content.split()),
            submit=submit,
            show_error=client.failures.show,
        )
        await interaction.response.send_modal(form)
