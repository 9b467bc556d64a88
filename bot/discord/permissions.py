"""What a user may not do here; checked by the bot, whatever Discord was told to show."""

from discord import app_commands


class NotAllowedError(app_commands.CheckFailure):
    """The user may not manage the server."""


class NotInstalledError(app_commands.CheckFailure):
    """The bot is not a member of this server; one user brought it along."""


class NotOwnerError(app_commands.CheckFailure):
    """Only the operators change the shared knowledge."""
