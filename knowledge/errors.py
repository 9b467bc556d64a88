"""Errors that knowledge raises.

    KilowitError
    ├── ContentError (ValueError)      a content file breaks its schema: file, line, what, remedy
    ├── UnitError (ValueError)         an unknown unit, or units of different dimensions
    ├── PeriodError (ValueError)       a period that cannot be read
    ├── VocabularyError (ValueError)   a vocabulary file breaks its schema
    ├── ReadingError (ValueError)      a source that cannot be read: which, why, remedy
    ├── FetchError (ValueError)        an address that may not be or could not be fetched
    ├── SourceBusyError (RuntimeError) the sources are being changed by somebody else
    ├── NotKnownError (LookupError)    an id that the knowledge does not hold
    └── StoreError (OSError)           a database that is missing, damaged or of another schema

`index.errors` and `bot.errors` extend the tree. Each message says what was wrong, what
would be right, and what to do.
"""

import re


class KilowitError(Exception):
    """Base of every error that kilowit raises on purpose; its text can be shown to a user."""


class ContentError(KilowitError, ValueError):
    """A content file that breaks its schema."""

    def __init__(self, *, file: str, line: int | None, problem: str, remedy: str) -> None:
        self.file, self.line, self.problem, self.remedy = file, line, problem, remedy
        place = f"{file}:{line}" if line is not None else file
        super().__init__(f"{place}: {problem}; {remedy}")


class VocabularyError(ContentError):
    """A vocabulary file that breaks its schema."""


class UnitError(KilowitError, ValueError):
    """An unknown unit, or a conversion between dimensions."""


class PeriodError(KilowitError, ValueError):
    """A text that names no period kilowit can hold."""

    def __init__(self, text: str) -> None:
        self.text = text
        super().__init__(
            f"cannot read {text!r} as a period; "
            "write 2024, FY2024, 2024-Q1, 2024-H1, 2024-05, 2024-05-19, 2020s or 2020/2021"
        )


class ReadingError(KilowitError, ValueError):
    """A source that cannot be read."""

    def __init__(self, *, source: str, problem: str, remedy: str) -> None:
        self.source, self.problem, self.remedy = source, problem, remedy
        super().__init__(f"cannot read {source}: {problem}; {remedy}")

    def __reduce__(self) -> tuple[object, ...]:
        """Survive the way back from the process that reads."""
        return _revived, (type(self), str(self), self.__dict__.copy())


def _revived(kind: type[ReadingError], message: str, fields: dict[str, object]) -> ReadingError:
    error = kind.__new__(kind, message)
    error.__dict__.update(fields)
    return error


class FetchError(KilowitError, ValueError):
    """A web address that may not be fetched, or whose fetching failed."""

    def __init__(self, *, url: str, problem: str, remedy: str, status: int | None = None) -> None:
        shown = re.sub(r"(?<=//)[^/@]*@", "", url)  # credentials never reach a message
        shown = shown if len(shown) <= 100 else f"{shown[:100]}…"
        self.url, self.problem, self.remedy, self.status = shown, problem, remedy, status
        super().__init__(f"cannot fetch {shown!r}: {problem}; {remedy}")


class SourceBusyError(KilowitError, RuntimeError):
    """The operator's sources are held by another change."""

    def __init__(self, waited_s: float) -> None:
        self.waited_s = waited_s
        super().__init__(
            f"the sources are being changed by another process since {waited_s:g} s or longer; "
            "nothing was changed; try again when it is done"
        )


class NotKnownError(KilowitError, LookupError):
    """An id that the knowledge does not hold."""

    def __init__(self, kind: str, identifier: str, *, remedy: str) -> None:
        self.kind, self.identifier, self.remedy = kind, identifier, remedy
        super().__init__(f"no {kind} {identifier!r} is known; {remedy}")


class StoreError(KilowitError, OSError):
    """A knowledge database that is missing, damaged or of another schema."""
