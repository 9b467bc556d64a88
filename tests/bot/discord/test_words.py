"""Both languages say the same things, within Discord's limits for commands."""

import re
from pathlib import Path
from string import Formatter

import discord
import pytest

from bot.discord import words
from bot.discord.words import language_of_locale, load_words

SHELL_CODE = "".join(
    path.read_text(encoding="utf-8") for path in sorted(Path(words.__file__).parent.rglob("*.py"))
)
TEXTS = {language: load_words(language).texts for language in ("en", "ja")}
NAME_KEYS = sorted(key for key in TEXTS["ja"] if key.endswith("_name"))
# Families whose keys the code puts together from a fixed word and a value of its own.
FAMILIES = (
    "kind_",
    "order_",
    "unit_",
    "language_",
    "mentions_",
    "follow_up_",
    "ask_menu_",
    "tier_",
    "knowledge_done_",
)


def fields(text):
    return sorted(name for _, name, _, _ in Formatter().parse(text) if name)


def test_both_languages_have_the_same_texts():
    assert sorted(TEXTS["en"]) == sorted(set(TEXTS["ja"]) - set(NAME_KEYS))


@pytest.mark.parametrize("key", sorted(TEXTS["en"]))
def test_every_text_is_used(key):
    family = next((f for f in FAMILIES if key.startswith(f)), None)
    assert f'"{key}"' in SHELL_CODE or (family and f'"{family.removesuffix("_")}' in SHELL_CODE)


@pytest.mark.parametrize("key", sorted(TEXTS["en"]))
def test_both_languages_fill_in_the_same_words(key):
    assert fields(TEXTS["en"][key]) == fields(TEXTS["ja"][key])


@pytest.mark.parametrize("key", NAME_KEYS)
def test_japanese_names_are_names_to_discord(key):
    assert re.fullmatch(r"[-_'\w]{1,32}", TEXTS["ja"][key])


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize(
    ("suffix", "most"),
    [("_button", 80), ("_title", 45), ("_label", 45), ("_text", 2000)],
)
def test_labels_titles_and_texts_fit(language, suffix, most):
    texts = [text for key, text in TEXTS[language].items() if key.endswith(suffix)]
    assert texts
    assert max(map(len, texts)) <= most


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        (discord.Locale.japanese, "ja"),
        (discord.Locale.american_english, "en"),
        (discord.Locale.german, "en"),
        (None, "en"),
    ],
)
def test_the_language_follows_the_locale(locale, language):
    assert language_of_locale(locale) == language


def test_words_are_filled_in():
    assert load_words("en").say("failed", error_id="0a1b") == (
        "Something went wrong on my side (error 0a1b). Please try again."
    )
