"""Errors of the shells; they extend the tree of `knowledge.errors`.

KilowitError
├── InputError (ValueError)       what a user gave cannot be used: what, and what to do
├── SettingsError (ValueError)    every missing or bad setting, together
├── JobRunningError (RuntimeError) another change of the knowledge is being made
├── ChangeFailedError (RuntimeError) a change of the knowledge was not made; its own sentence
├── LlmError (RuntimeError)       the optional language model's server failed; never its words
└── StateError (OSError)          state.db is damaged, of a newer kilowit, locked or full
"""

from collections.abc import Mapping

from knowledge.errors import KilowitError


class InputError(KilowitError, ValueError):
    """What a user gave cannot be used.

    `key` and `words` name its text in every language (bot/error_words.py); without a key only
    operators and programs read it.
    """

    def __init__(
        self, text: str, *, key: str | None = None, words: Mapping[str, str] | None = None
    ) -> None:
        self.key, self.words = key, dict(words or {})
        super().__init__(text)


class SettingsError(KilowitError, ValueError):
    """Every missing or bad setting, reported together."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        self.problems = problems
        super().__init__("; ".join(problems))


class LlmError(KilowitError, RuntimeError):
    """The language model's server failed. The text holds no key, question or response."""


class StateError(KilowitError, OSError):
    """A state file that is damaged, of a newer kilowit, locked or on a full disk."""


class ChangeFailedError(KilowitError, RuntimeError):
    """A command ended without doing what it was asked; `reason` is its own sentence."""

    def __init__(self, reason: str, *, is_stopped: bool) -> None:
        self.reason, self.is_stopped = reason, is_stopped
        super().__init__(reason)


class JobRunningError(KilowitError, RuntimeError):
    """Another command that changes knowledge is running."""

    def __init__(self, running: str) -> None:
        self.running = running
        super().__init__(
            f"another change is being made (kilowit {running}); try again when it is done"
        )
