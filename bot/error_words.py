"""What an error says to whoever asked, in their language (bot/texts/errors.*.toml)."""

from collections.abc import Mapping
from functools import cache
from importlib import resources

import tomli

from bot.errors import InputError, JobRunningError
from knowledge.errors import KilowitError, NotKnownError, PeriodError
from knowledge.records import Language

MAX_WORD_CHARS = 80


@cache
def error_texts(language: Language) -> Mapping[str, str]:
    """Read bot/texts/errors.{language}.toml."""
    file = resources.files("bot") / "texts" / f"errors.{language}.toml"
    return tomli.loads(file.read_text("utf-8"))


def input_error(key: str, **words: str) -> InputError:
    """Return the error of that text; its own sentence is the English one."""
    return InputError(error_texts("en")[key].format(**words), key=key, words=words)


def one_line(given: str) -> str:
    """Return what a user gave as a sentence can repeat it: one line, no longer than needed."""
    return " ".join(given.split())[:MAX_WORD_CHARS]


def error_sentence(error: KilowitError, language: Language) -> str:
    """Say an error in a language; what only operators can act on is told in general there."""
    if language == "en":
        return str(error)
    texts = error_texts(language)
    if isinstance(error, InputError):
        return texts[error.key or "input"].format(**error.words)
    if isinstance(error, PeriodError):
        return texts["period"].format(text=one_line(error.text))
    if isinstance(error, NotKnownError):
        return texts["not_known"].format(identifier=one_line(error.identifier))
    if isinstance(error, JobRunningError):
        return texts["running"].format(command=error.running)
    return texts["inside"]
