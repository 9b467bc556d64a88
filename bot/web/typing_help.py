"""Completes what is being typed: the name at its end, and whole questions that hold it."""

import re
from collections.abc import Iterator, Sequence

from bot.reply import Engine
from knowledge.records import Language

MAX_SUGGESTED = 6
_MIN_CHARS = {"en": 2, "ja": 1}
_MAX_WORDS, _MAX_JA_CHARS = 3, 10
_JAPANESE_RUN = re.compile(r"[\u30a0-\u30ff]+$|[\u4e00-\u9fff]+$|[A-Za-z0-9]+$")


def suggested_questions(
    engine: Engine, typed: str, examples: Sequence[str], *, language: Language
) -> tuple[str, ...]:
    """Return up to six texts to put in place of what was typed, best first."""
    wanted = typed.strip().casefold()
    if len(wanted) < _MIN_CHARS[language]:
        return tuple(examples[:MAX_SUGGESTED])
    found = [example for example in examples if wanted in example.casefold()]
    guessed: list[str] = []
    for before, end in _ends(typed, language):
        names = engine.suggest_subjects(end, language=language, limit=MAX_SUGGESTED)
        labels = [name.label for name in names if name.label.casefold() != end.casefold()]
        found += [before + label for label in labels if _continues(label, end)]
        guessed += [before + label for label in labels if not _continues(label, end)]
    found += guessed  # other spellings and slips of the hand stand behind
    return tuple(dict.fromkeys(found))[:MAX_SUGGESTED]


def _continues(label: str, end: str) -> bool:
    """Whether a name, or a word of it, begins with what was typed."""
    words = (label, *label.split())
    return any(word.casefold().startswith(end.strip().casefold()) for word in words)


def _ends(typed: str, language: Language) -> Iterator[tuple[str, str]]:
    """Yield (what stays, the end that may be a name begun), the longest end first."""
    if language == "ja" and not typed.isascii():
        run = _JAPANESE_RUN.search(typed[-_MAX_JA_CHARS:])
        if run:
            yield typed[: len(typed) - len(run[0])], run[0]
        return
    starts = [match.start() for match in re.finditer(r"\S+", typed)][-_MAX_WORDS:]
    for start in starts:
        if len(typed) - start >= _MIN_CHARS[language]:
            yield typed[:start], typed[start:]
