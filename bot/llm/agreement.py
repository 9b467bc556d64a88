"""Believes a language model's choice only when three replies agree.

It must choose the same in two orders of what is offered, and nothing at all for a question that
nothing offered answers. A model that guesses, that likes a place in the list, or that obeys a text
in it, fails one of them.
"""

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from bot.errors import LlmError
from knowledge.records import Language

logger = logging.getLogger(__name__)
WITHIN_S = 8.0
OFF_TOPIC: Mapping[Language, str] = {"en": "Why do cats purr?", "ja": "猫はなぜのどを鳴らすの?"}
T = TypeVar("T")


def agreed(
    ask: Callable[[str, bool], T | None],
    question: str,
    language: Language,
    *,
    clock: Callable[[], float] = time.monotonic,
) -> T | None:
    """Return what is chosen for the question, None when nothing is or the replies do not agree.

    Args:
        ask: Puts a question, with what is offered as it is or turned; None is a choice of nothing,
            and LlmError tells of a reply that is none of the choices.
        question: As asked.
        language: The question's.
        clock: In seconds; replies that take longer than WITHIN_S in all are dropped.
    """
    until = clock() + WITHIN_S
    try:
        choice = ask(question, False)
        if choice is None or ask(question, True) != choice:
            return None
        if ask(OFF_TOPIC[language], False) is not None:
            return None
    except LlmError as error:
        logger.warning("%s", error)
        return None
    return choice if clock() <= until else None


def turned(offered: Sequence[T]) -> list[T]:
    """Return the same in another order, in which nothing keeps its place when there are several."""
    half = len(offered) // 2
    return [*offered[half:], *offered[:half]]
