"""/help, /privacy and /forget-me."""

import discord

from bot.discord.answering import AnsweringClient
from bot.discord.commands.options import named
from bot.discord.words import described


def add(client: AnsweringClient) -> None:
    """Register the commands."""
    tree = client.tree

    @tree.command(name=named("help", "help"), description=described("help_description"))
    async def show_help(interaction: discord.Interaction) -> None:
        words = await client.words_for(interaction)
        embed = discord.Embed(title=words.say("help_title"), description=words.say("help_text"))
        await interaction.response.send_message(embed=embed, ephemeral=True)

    @tree.command(name=named("privacy", "privacy"), description=described("privacy_description"))
    async def show_privacy(interaction: discord.Interaction) -> None:
        words = await client.words_for(interaction)
        await interaction.response.send_message(words.say("privacy_text"), ephemeral=True)

    @tree.command(name=named("forget-me", "forget"), description=described("forget_description"))
    async def forget_me(interaction: discord.Interaction) -> None:
        words = await client.words_for(interaction)
        user_id = interaction.user.id
        await interaction.response.defer(ephemeral=True, thinking=True)
        deleted = await client.keeper.run(lambda state: state.people.forget_person(user_id))
        text = words.say("forgotten" if deleted else "nothing_to_forget", n=str(deleted))
        await interaction.edit_original_response(content=text)
