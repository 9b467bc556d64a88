"""Words that narrow what is asked: a peak, a home, an old one, a plan.

They name nothing that figures are of, and so they are passed over by all that looks for names. What
is told has to carry each of them again, or it is told of more than is asked: “how much monthly peak
power does France use” is not answered by what France uses.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.answer.expressions import compiled
from bot.answer.records import AnswerKind


@dataclass(frozen=True, slots=True)
class Narrowing:
    """One way to narrow: how it is asked, what in a told text carries it, in both languages.

    Both are regular expressions. Answers of `kinds` carry it by what they are.
    """

    asked: str
    told: str
    kinds: tuple[AnswerKind, ...] = ()


@dataclass(frozen=True, slots=True)
class Narrowed:
    """A word of a question that narrows it, as written."""

    written: str
    by: Narrowing


def find_narrowed(
    text: str,
    stated: Sequence[tuple[int, int]],
    narrowings: Iterable[Narrowing],
) -> tuple[Narrowed, ...]:
    """Find what narrows a question, within names too, for a name may be taken for a wider one.

    `stated` are the spans of periods and amounts, which narrow in their own way.
    """
    lowered = text.lower()
    found = (
        (match, narrowing)
        for narrowing in narrowings
        for match in compiled(narrowing.asked).finditer(lowered)
        if not any(s < match.end() and match.start() < e for s, e in stated)
    )
    ordered = sorted(found, key=lambda pair: pair[0].start())
    return tuple(Narrowed(text[m.start() : m.end()], by) for m, by in ordered)


def not_carried(
    narrowed: Iterable[Narrowed], kind: AnswerKind, told: Sequence[str]
) -> tuple[str, ...]:
    """The words that nothing told carries."""
    return tuple(
        n.written
        for n in narrowed
        if kind not in n.by.kinds
        and not any(compiled(n.by.told).search(text.lower()) for text in told)
    )
