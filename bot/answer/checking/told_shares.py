"""Shares of electricity that are told in words: most of it, nearly all, half, none."""

from bot.answer.question import Question
from bot.answer.words import Patterns
from knowledge.quantities.records import QuantitySpan
from knowledge.records import Quantity

_GENERATION = "generation_"
_NONE = ("told_nearly_none", "told_none")
_TOLD_SHARES = {  # shares told in words, by the pattern that shows them
    "told_nearly_none": QuantitySpan(
        "nearly none", 0, 0, Quantity(0.01, None, qualifier="at_most")
    ),
    "told_none": QuantitySpan("none", 0, 0, Quantity(0.0005, None, qualifier="at_most")),
    "told_under_half": QuantitySpan("half", 0, 0, Quantity(0.5, None, qualifier="at_most")),
    "told_over_half": QuantitySpan("half", 0, 0, Quantity(0.5, None, qualifier="at_least")),
    "nearly_all": QuantitySpan("nearly all", 0, 0, Quantity(0.9, None, qualifier="at_least")),
    "majority": QuantitySpan("most", 0, 0, Quantity(0.5, None, qualifier="over")),
    "told_half": QuantitySpan("half", 0, 0, Quantity(0.5, None, qualifier="about")),
}


def told_share(question: Question, lowered: str, patterns: Patterns) -> tuple[QuantitySpan, ...]:
    """A share of electricity that is told in words: most of it, nearly all, half, none."""
    shown = next((name for name in _TOLD_SHARES if patterns.shows(name, lowered)), None)
    generated = (question.measure_id or "").startswith(_GENERATION)
    if shown is None or (shown in _NONE and not generated):
        return ()
    of_power = generated or patterns.shows("of_power", lowered)
    if shown in ("nearly_all", "majority") and not of_power:
        return ()
    return (_TOLD_SHARES[shown],)


def tells_a_part(span: QuantitySpan) -> bool:
    """Whether a share told in words is a part of a whole alone: most, nearly all."""
    return span in (_TOLD_SHARES["nearly_all"], _TOLD_SHARES["majority"])
