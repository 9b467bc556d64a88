"""Discord's words in both languages, and the translation of commands."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

import discord
import tomli
from discord import app_commands

from knowledge.records import NOT_STATED, Language


@dataclass(frozen=True, slots=True)
class DiscordWords:
    """The texts of one language."""

    language: Language
    texts: Mapping[str, str]

    def say(self, key: str, **words: str) -> str:
        """Fill a text."""
        return self.texts[key].format(**words)

    def licence(self, stated: str) -> str:
        """Say a licence as its publisher does, or that none is stated."""
        return self.say("knowledge_not_stated") if stated == NOT_STATED else stated


@cache
def load_words(language: Language) -> DiscordWords:
    """Read bot/texts/discord.{language}.toml."""
    file = resources.files("bot") / "texts" / f"discord.{language}.toml"
    return DiscordWords(language, tomli.loads(file.read_text("utf-8")))


def language_of_locale(locale: discord.Locale | None) -> Language:
    """Choose the language for a Discord locale."""
    return "ja" if locale == discord.Locale.japanese else "en"


def described(key: str) -> app_commands.locale_str:
    """Return a description with its key, for the translator."""
    return app_commands.locale_str(load_words("en").say(key), key=key)


class CommandTranslator(app_commands.Translator):
    """Gives commands and options their Japanese names and descriptions."""

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        """Return the Japanese text of a command's name or description, None elsewhere."""
        key = string.extras.get("key")
        if locale != discord.Locale.japanese or not isinstance(key, str):
            return None
        return load_words("ja").texts.get(key)
