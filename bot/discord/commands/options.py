"""Names and descriptions of options in both languages, and what they offer while one types."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import discord
from discord import app_commands

from bot.discord.answering import AnsweringClient
from bot.discord.places import server_of
from bot.discord.words import described, language_of_locale, load_words
from bot.reply import Suggestion

F = TypeVar("F", bound=Callable[..., Any])
Name = app_commands.Range[str, 1, 100]
Year = app_commands.Range[int, 1900, 2100]
TYPED_CHARS = 100
Offer = Callable[[discord.Interaction, str], Any]


def named(english: str, key: str) -> app_commands.locale_str:
    """Return a name with the key of its Japanese form."""
    return app_commands.locale_str(english, key=f"{key}_name")


def options(**keys: str | tuple[str, str]) -> Callable[[F], F]:
    """Name and describe a command's options by the keys of their texts.

    A pair gives the English name too, where Python has no such parameter (`from`, `in`).
    """
    pairs = {p: key if isinstance(key, tuple) else (p, key) for p, key in keys.items()}

    def decorate(command: F) -> F:
        renames = {p: named(english, key) for p, (english, key) in pairs.items()}
        texts = {p: described(key) for p, (_, key) in pairs.items()}
        return app_commands.rename(**renames)(app_commands.describe(**texts)(command))

    return decorate


def choices(english: Mapping[str, str]) -> list[app_commands.Choice[str]]:
    """Return fixed choices: key of the text → what the command receives."""
    words = load_words("en")
    return [
        app_commands.Choice(name=app_commands.locale_str(words.say(key), key=key), value=value)
        for key, value in english.items()
    ]


def offer_subjects(client: AnsweringClient) -> Offer:
    """Offer subjects, those with the chosen measure first."""

    async def offer(
        interaction: discord.Interaction, current: str
    ) -> list[app_commands.Choice[str]]:
        language = language_of_locale(interaction.locale)
        measure = _given(interaction, "measure")
        found = await client.suggesting.read(
            server_of(interaction),
            lambda engine: engine.suggest_subjects(
                current[:TYPED_CHARS], language=language, measure=measure
            ),
        )
        return _as_choices(found)

    return offer


def offer_measures(client: AnsweringClient, subject: str | None) -> Offer:
    """Offer measures, those of the subject in the option of that name first."""

    async def offer(
        interaction: discord.Interaction, current: str
    ) -> list[app_commands.Choice[str]]:
        language = language_of_locale(interaction.locale)
        chosen = _given(interaction, subject) if subject else None
        found = await client.suggesting.read(
            server_of(interaction),
            lambda engine: engine.suggest_measures(
                current[:TYPED_CHARS], language=language, subject=chosen
            ),
        )
        return _as_choices(found)

    return offer


def offer_years(client: AnsweringClient, subject: str) -> Offer:
    """Offer the years for which the subject has figures, latest first."""

    async def offer(
        interaction: discord.Interaction, current: str
    ) -> list[app_commands.Choice[int]]:
        typed, chosen = str(current)[:4], _given(interaction, subject)
        years = await client.suggesting.read(
            server_of(interaction), lambda engine: engine.suggest_years(typed, subject=chosen)
        )
        return [app_commands.Choice(name=str(year), value=year) for year in years]

    return offer


def offer_regions(client: AnsweringClient) -> Offer:
    """Offer groups of countries."""

    async def offer(
        interaction: discord.Interaction, current: str
    ) -> list[app_commands.Choice[str]]:
        language = language_of_locale(interaction.locale)
        found = await client.suggesting.read(
            server_of(interaction),
            lambda engine: engine.suggest_regions(current[:TYPED_CHARS], language=language),
        )
        return _as_choices(found)

    return offer


def _given(interaction: discord.Interaction, option: str) -> str | None:
    """What was chosen in another option; renamed options come under their English names."""
    value = getattr(interaction.namespace, option, None)
    return value if isinstance(value, str) else None


def _as_choices(found: Sequence[Suggestion]) -> list[app_commands.Choice[str]]:
    return [app_commands.Choice(name=s.label, value=s.value) for s in found]
