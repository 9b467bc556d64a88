"""A conversation: each question is understood beside what was understood before it."""

from collections.abc import Callable, Sequence

from bot.answer.follow_up import is_a_mere_name, needs_context, with_context
from bot.answer.parsing.years_on import dated_from
from bot.answer.question import Question
from bot.answer.words import Patterns

_OF_NO_VALUE = ("check", "advice")
Understand = Callable[[str], tuple[Question, Patterns]]
Settle = Callable[[Question, Patterns], Question]


def in_context(
    text: str, context: Sequence[str], understand: Understand, settle: Settle
) -> Question:
    """Return the question with what it lacks, each earlier one filled by those before it.

    `context` holds earlier questions, oldest first. “Why?” changes nothing of what the next leans
    on.
    """
    before: Question | None = None
    for written in context:
        question, patterns = _filled(written, before, understand)
        if not (question.intent == "explanation" and question.earlier):
            before = settle(question, patterns)
    return _filled(text, before, understand)[0]


def _filled(
    text: str, before: Question | None, understand: Understand
) -> tuple[Question, Patterns]:
    text = text if before is None else dated_from(text, before.periods)
    question, patterns = understand(text)
    if before is None or not needs_context(question, patterns):
        return question, patterns
    if before.intent in _OF_NO_VALUE and is_a_mere_name(question):
        return question, patterns  # what was claimed or advised of one is not asked of another
    return with_context(question, before, patterns), patterns
