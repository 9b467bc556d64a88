"""The page's own words (bot/texts/web.*.toml)."""

from collections.abc import Mapping
from functools import cache
from importlib import resources

import tomli

from knowledge.records import Language


@cache
def page_words(language: Language) -> Mapping[str, str]:
    """Return the page's own words, by name."""
    file = resources.files("bot") / "texts" / f"web.{language}.toml"
    return tomli.loads(file.read_text("utf-8"))
