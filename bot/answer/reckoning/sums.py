"""Compares sums: “more than the United States and the European Union combined”."""

import re
from collections.abc import Sequence

from bot.answer.composition import Composer
from bot.answer.intervals import combined, difference, high, low, plain, ratio
from bot.answer.question import Direction, Question, Topic
from bot.answer.reckoning.combining import input_of, leading_estimates
from bot.answer.reckoning.comparison import state_estimate
from bot.answer.reckoning.sides import Side
from bot.answer.records import Answer, Number
from bot.answer.selection import Estimate
from bot.answer.words import Patterns
from knowledge.records import Quantity

_VERSUS = re.compile(
    r"\bthan\b|\bvs\b\.?|\bversus\b|\bcompared (?:to|with)\b|\bexceeds?\b|より|と比べ"
)
_TOPIC_MARK_JA = re.compile(r"[はが]")
Groups = tuple[tuple[Topic, ...], tuple[Topic, ...]]


def split_at_sum(question: Question, patterns: Patterns) -> Groups | None:
    """Part the topics into those added up and the one beside them; None when it is not clear."""
    lowered = question.text.lower()
    versus = _VERSUS.search(lowered)
    if versus is None:
        return None
    if versus.group() in ("より", "と比べ"):
        mark = _TOPIC_MARK_JA.search(lowered, 0, versus.start())
        cut = mark.start() if mark else versus.start()
    else:
        cut = versus.start()
    before = tuple(t for t in question.topics if t.start < cut)
    after = tuple(t for t in question.topics if t.start >= cut)
    if not before or not after:
        return None
    if versus.group() in ("より", "と比べ") and cut == versus.start():
        before, after = after, before  # the standard stands first
    summed = [group for group in (before, after) if len(group) > 1]
    return (before, after) if len(summed) == 1 and patterns.shows("sum", lowered) else None


def compare_sums(
    groups: Sequence[Sequence[Side]], composer: Composer, *, direction: Direction | None
) -> Answer | None:
    """Set the sum of one group's figures against another's; None when they do not meet."""
    estimates = leading_estimates([side for group in groups for side in group], composer)
    if not estimates:
        return None
    first = len(groups[0])
    left, right = _total(estimates[:first], composer), _total(estimates[first:], composer)
    quotient = ratio(left[0], right[0])
    if quotient is None:
        return None
    gap = difference(left[0], right[0])
    more = True if low(gap) > 0 else False if high(gap) < 0 else None
    verdict = None if direction is None or more is None else more == (direction == "more")
    steps = f"{plain(left[0])} ÷ {plain(right[0])}"
    derivation = composer.derive("ratio", [left[1], right[1]], steps, quotient)
    template = {True: "headline_yes", False: "headline_no", None: "headline_depends"}[verdict]
    composer.claim(
        template if direction else "headline_ratio",
        [Number("ratio", quotient, None, derivation.derivation_id)],
        cites=[e.figure.figure_id for e in estimates],
        verdict=verdict,
        left=_named(estimates[:first], composer),
        right=_named(estimates[first:], composer),
    )
    _state_totals(((estimates[:first], left), (estimates[first:], right)), composer)
    for estimate in estimates:
        state_estimate(estimate, composer)
    speaker = composer.speaker
    names = [_named(estimates[:first], composer), _named(estimates[first:], composer)]
    return composer.answer(
        "comparison",
        speaker.wording.say(
            "interpretation",
            subjects=speaker.wording.say("list_and").join(names),
            measure=speaker.measure(estimates[0].figure.measure_id),
            period=speaker.period(estimates[0].figure.period.text)
            if estimates[0].figure.period
            else speaker.period(None),
        ),
        verdict=verdict,
    )


def _total(estimates: Sequence[Estimate], composer: Composer) -> tuple[Quantity, str]:
    """The sum of estimates and what it rests on; a single one is itself."""
    if len(estimates) == 1:
        return estimates[0].quantity, input_of(estimates[0])
    total = combined([e.quantity for e in estimates])
    steps = " + ".join(plain(e.quantity) for e in estimates)
    derivation = composer.derive("sum", [input_of(e) for e in estimates], steps, total)
    return total, derivation.derivation_id


def _state_totals(
    totals: Sequence[tuple[Sequence[Estimate], tuple[Quantity, str]]], composer: Composer
) -> None:
    for estimates, (total, derivation_id) in totals:
        if len(estimates) > 1:
            composer.claim(
                "line_sum",
                [Number("value", total, None, derivation_id)],
                cites=[e.figure.figure_id for e in estimates],
                subjects=_named(estimates, composer),
            )


def _named(estimates: Sequence[Estimate], composer: Composer) -> str:
    speaker = composer.speaker
    names = [speaker.subject(e.figure.subject_id, e.figure.region) for e in estimates]
    joined = speaker.wording.say("list_and").join(names)
    return speaker.wording.say("summed", subjects=joined) if len(names) > 1 else joined
