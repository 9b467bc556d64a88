"""Loads the words of each language: templates and question patterns."""

import re
import tomllib
from functools import cache
from importlib import resources

from bot.answer.words import Patterns, Wording
from knowledge.records import Language


@cache
def load_wording(language: Language) -> Wording:
    """Read bot/texts/{language}.toml and patterns.{language}.toml."""
    folder = resources.files("bot") / "texts"
    templates = tomllib.loads((folder / f"{language}.toml").read_text("utf-8"))
    patterns = tomllib.loads((folder / f"patterns.{language}.toml").read_text("utf-8"))
    stop_words = frozenset(str(patterns.pop("stop_words")).split())
    intents = {
        intent: tuple(re.compile(expression) for expression in expressions)
        for intent, expressions in patterns.items()
    }
    return Wording(language, templates, Patterns(intents, stop_words))
