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


def counted(n: int, words: Mapping[str, str]) -> str:
    """Say how many figures there are."""
    return words["source_count_one"] if n == 1 else words["source_count"].format(n=f"{n:,}")
