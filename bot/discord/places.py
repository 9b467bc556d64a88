"""Where something is asked: the server that installed the bot, and the channel."""

import discord


def server_of(interaction: discord.Interaction) -> int | None:
    """Return the server that installed the bot and in which it is asked, None elsewhere."""
    return interaction.guild_id if interaction.is_guild_integration() else None


def is_brought_along(interaction: discord.Interaction) -> bool:
    """Whether a user brought the bot to a place that did not install it."""
    return interaction.is_user_integration() and not interaction.is_guild_integration()


def channel_id_of(asked: discord.Interaction | discord.Message) -> int:
    """Return the channel of a question; a thread counts as the channel it belongs to."""
    channel = asked.channel
    if isinstance(channel, discord.Thread):
        return channel.parent_id
    if isinstance(asked, discord.Interaction):
        return asked.channel_id or 0
    return asked.channel.id
