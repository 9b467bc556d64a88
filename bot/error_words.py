"""What an error says to whoever asked, in their language (bot/texts/errors.*.toml)."""

from collections.abc import Mapping
from functools import cache
from importlib import resources

import tomli

from bot.errors import InputError, JobRunningError
from knowledge.errors import (
    FetchError,
    KilowitError,
    NotKnownError,
    PeriodError,
    ReadingError,
    SourceBusyError,
)
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
        return texts[error.key or "input"].format(**error.words or {"detail": str(error)})
    if isinstance(error, PeriodError):
        return texts["period"].format(text=one_line(error.text))
    if isinstance(error, NotKnownError):
        return texts["not_known"].format(identifier=one_line(error.identifier))
    return _of_changes(error, texts)


def _of_changes(error: KilowitError, texts: Mapping[str, str]) -> str:
    """Say what stood in the way of a change of the knowledge."""
    if isinstance(error, JobRunningError):
        return texts["running"].format(command=error.running)
    if isinstance(error, FetchError):
        return texts["fetch"].format(url=error.url, problem=error.problem)
    if isinstance(error, ReadingError):
        return texts["reading"].format(source=one_line(error.source), problem=error.problem)
    return texts["being_changed" if isinstance(error, SourceBusyError) else "inside"]
