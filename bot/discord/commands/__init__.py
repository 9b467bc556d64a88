"""The slash commands and message menus."""

from typing import TYPE_CHECKING

from bot.discord.commands import about, admin, asking, checking, choosing, knowledge

if TYPE_CHECKING:
    from bot.discord.client import KilowitClient

__all__ = ["add_commands"]


def add_commands(client: "KilowitClient") -> None:
    """Register every command on the client's tree."""
    for group in (asking, choosing, checking, about, admin, knowledge):
        group.add(client)
