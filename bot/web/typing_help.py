"""Completes what is being typed: the name at its end, and whole questions that hold it."""

import re
from collections.abc import Iterator, Sequence

from bot.reply import Engine, Suggestion
from knowledge.records import Language

MAX_SUGGESTED = 6
_NAMES_BEFORE, _MEASURES_TRIED = 3, 4
_MIN_CHARS = {"en": 2, "ja": 1}
_MAX_WORDS, _MAX_JA_CHARS = 3, 10
_JAPANESE_RUN = re.compile(r"[\u30a0-\u30ff]+$|[\u4e00-\u9fff]+$|[A-Za-z0-9]+$")


def suggested_questions(
    engine: Engine, typed: str, examples: Sequence[str], *, language: Language
) -> tuple[str, ...]:
    """Return up to six texts to put in place of what was typed, best first.

    They complete the name at its end; where nothing but a name was typed, questions about it follow
    that have figures. `examples` are offered while hardly anything is typed.
    """
    if len(typed.strip()) < _MIN_CHARS[language]:
        return tuple(examples[:MAX_SUGGESTED])
    found: list[str] = []
    questions: list[str] = []
    guessed: list[str] = []
    for before, end in _ends(typed, language):
        subjects = engine.suggest_subjects(end, language=language, limit=MAX_SUGGESTED)
        measures = engine.suggest_measures(end, language=language, limit=MAX_SUGGESTED)
        begun = [name for name in (*subjects, *measures) if _continues(name.label, end)]
        found += [before + n.label for n in begun if n.label.casefold() != end.casefold()]
        if not before.strip():
            about = [name for name in subjects if name in begun]
            questions += [q for name in about[:1] for q in _questions(engine, name, language)]
        guessed += [before + name.label for name in subjects if name not in begun]
    if questions:  # a few names, then what can be asked of the first
        found = [*found[:_NAMES_BEFORE], *questions, *found[_NAMES_BEFORE:]]
    # Other spellings and slips of the hand stand behind.
    return tuple(dict.fromkeys([*found, *guessed]))[:MAX_SUGGESTED]


def _questions(engine: Engine, subject: Suggestion, language: Language) -> Iterator[str]:
    """Yield questions about a subject that have an answer, that for its usual measure first."""
    usual = engine.vocabulary.subject(subject.value).measure
    measures = engine.suggest_measures(
        "", language=language, subject=subject.value, limit=3 * _MEASURES_TRIED
    )
    for measure in sorted(measures, key=lambda m: m.value != usual)[:_MEASURES_TRIED]:
        question = question_text(subject.label, measure.label, language)
        if engine.ask(question, language=language).shown.answered:
            yield question


def question_text(subject: str, measure: str, language: Language) -> str:
    """Ask for a measure of a subject."""
    return f"{subject}の{measure}は?" if language == "ja" else f"{measure} of {subject}"


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
