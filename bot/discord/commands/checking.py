"""/check and the message menu “Check the figures”; both answer privately, to be shared."""

import discord
from discord import app_commands

from bot.discord.answering import AnsweringClient
from bot.discord.commands.options import named, options
from bot.discord.words import described
from bot.discord.work import check_task

MAX_CHECKED_CHARS = 6000


def add(client: AnsweringClient) -> None:
    """Register the commands."""
    tree = client.tree

    @tree.command(name=named("check", "check"), description=described("check_description"))
    @options(text="check_text", private="check_private")
    async def check(
        interaction: discord.Interaction,
        text: app_commands.Range[str, 1, MAX_CHECKED_CHARS],
        private: bool = True,
    ) -> None:
        await client.answer(interaction, lambda _: check_task(text), private)

    @tree.context_menu(name=named("Check the figures", "check_menu"))
    async def check_message(interaction: discord.Interaction, message: discord.Message) -> None:
        text = _text_of(message)
        if not text:
            words = await client.words_for(interaction)
            await interaction.response.send_message(words.say("nothing_to_check"), ephemeral=True)
            return
        await client.answer(interaction, lambda _: check_task(text), True)


def _text_of(message: discord.Message) -> str:
    """What a message says, in its own words and in its embeds (shared news, other bots)."""
    parts = [message.content]
    for embed in message.embeds:
        parts += [embed.title or "", embed.description or ""]
    return "\n".join(part for part in parts if part.strip())[:MAX_CHECKED_CHARS]
