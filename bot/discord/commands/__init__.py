"""The slash commands and message menus."""

from bot.discord.answering import AnsweringClient
from bot.discord.commands import about, admin, asking, checking, choosing, knowledge
from bot.discord.curation import Curation

__all__ = ["add_commands"]


def add_commands(client: AnsweringClient, curation: Curation) -> None:
    """Register every command on the client's tree."""
    for group in (asking, choosing, checking, about, admin):
        group.add(client)
    knowledge.add(client, curation)
