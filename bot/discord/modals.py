"""The forms: the next question, a question about a message, the reason of a rating."""

from collections.abc import Awaitable, Callable

import discord

from bot.discord.words import DiscordWords

MAX_QUESTION_CHARS = 500
MAX_REASON_CHARS = 500
Submit = Callable[[discord.Interaction, str], Awaitable[None]]
ShowError = Callable[[discord.Interaction, BaseException], Awaitable[None]]
FORM_SECONDS = 15 * 60.0


class TextForm(discord.ui.Modal):
    """One field of text; what was typed goes to `submit`."""

    def __init__(
        self,
        title: str,
        field: discord.ui.TextInput["TextForm"],
        *,
        submit: Submit,
        show_error: ShowError,
    ) -> None:
        super().__init__(title=title, timeout=FORM_SECONDS)
        self._field, self._submit, self._show_error = field, submit, show_error
        self.add_item(field)

    async def on_submit(self, interaction: discord.Interaction) -> None:
        """Pass on what was typed."""
        await self._submit(interaction, self._field.value)

    async def on_error(  # type: ignore[override]  # as discord.py's own Modal does
        self, interaction: discord.Interaction, error: Exception
    ) -> None:
        """Tell that it failed."""
        await self._show_error(interaction, error)


def question_form(
    words: DiscordWords, *, key: str, default: str = "", submit: Submit, show_error: ShowError
) -> TextForm:
    """Return the form that asks for a question; `key` names its title and label."""
    field: discord.ui.TextInput[TextForm] = discord.ui.TextInput(
        label=words.say(f"{key}_label"),
        default=default[:MAX_QUESTION_CHARS] or None,
        max_length=MAX_QUESTION_CHARS,
        style=discord.TextStyle.paragraph if default else discord.TextStyle.short,
    )
    return TextForm(words.say(f"{key}_title"), field, submit=submit, show_error=show_error)


def reason_form(words: DiscordWords, *, submit: Submit, show_error: ShowError) -> TextForm:
    """Return the form that asks why an answer was not good; it may stay empty."""
    field: discord.ui.TextInput[TextForm] = discord.ui.TextInput(
        label=words.say("reason_label"),
        required=False,
        max_length=MAX_REASON_CHARS,
        style=discord.TextStyle.paragraph,
    )
    return TextForm(words.say("reason_title"), field, submit=submit, show_error=show_error)
