"""What runs in the engine's thread."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.reply import Engine, Reply
from bot.requests import Request
from knowledge.records import Language


@dataclass(frozen=True, slots=True)
class Task:
    """A question to be answered.

    `question` is what the person wrote, None where options were chosen; `context` are the earlier
    questions of the place, oldest first. `repeats_text` marks answers that quote what was written.
    """

    work: Callable[[Engine], Reply]
    question: str | None = None
    context: tuple[str, ...] = ()
    repeats_text: bool = False


def ask_task(question: str, context: tuple[str, ...] = ()) -> Task:
    """A question in words, answered in its own language."""
    return Task(lambda engine: engine.ask(question, context=context), question, context)


def request_task(request: Request, language: Language) -> Task:
    """A request by options, answered in the asker's language."""
    return Task(lambda engine: engine.request(request, language=language))


def compare_task(
    subjects: tuple[str, ...], *, measure: str | None, year: int | None, language: Language
) -> Task:
    """A comparison by options."""
    return Task(
        lambda engine: engine.compare(
            subjects, measure=measure, year=str(year) if year else None, language=language
        )
    )


def check_task(text: str) -> Task:
    """A check of what somebody wrote."""
    return Task(lambda engine: engine.check(text), repeats_text=True)
