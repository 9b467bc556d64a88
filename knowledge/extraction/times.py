"""The period that a quantity of a sentence is about."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from knowledge.extraction.sentences import Sentence, clause_of
from knowledge.periods import PeriodSpan
from knowledge.quantities import QuantitySpan
from knowledge.records import Period

_AFTER_EN = re.compile(
    r"(?: of (?:[\w' -]{1,60}))??,? ?\(?(?:\b(?:in|by|for|during|as of|at the (?:end|start) of"
    r"|per the start of|around|early in|late in|of|the|end|over|between|until)\b ?)*"
)
_NOT_ABOUT = re.compile(
    r"\b(?:than (?:in|for|that of)|founded in|published in|dated?|announced in|from|since"
    r"|compared (?:with|to)(?: in)?|relative to(?: its)?|above its|below its|versus|vs\.?) ?$",
    re.IGNORECASE,
)
_JOINT_JA = re.compile(
    r"(?:時点)?(?:だけで ?|の|に(?:は)?|は|が|で|までに|には約|に約|の約|度の|度に|末に|末までに"
    r"|に推定|に最大|、)"
)


_REACH_CHARS = 75  # of what is measured, in 2022
_LIST_GAP_CHARS = 60  # items of one list stand nearer to each other
_MOVES = re.compile(r"\bto\b|\b(?:up|down) from\b|\b(?:earlier|after|before)\b|から|へと?")
_LIST = re.compile(r" ?(?:,|and|、|と|,? and) ?")


_LEADS_JA = re.compile(r"から(?:約|およそ)?")
# What is not of the year that a heading names.
_AHEAD = re.compile(
    r"\b(?:will|would|could|may|plans?|target\w*|aims?|expect\w*|forecast\w*|by then)\b"
    "|計画|予定|見込|見通し|目標|目指",
    re.IGNORECASE,
)
_OTHER_VERB = re.compile(r"\b(?:will|would|could|may|might|doubl\w+|tripl\w+)\b")


@dataclass(frozen=True, slots=True)
class When:
    """A period, or none, and how surely the quantity is about it; `is_listed` by `respectively`."""

    period: Period | None
    trust: float
    is_listed: bool = False


def choose_period(
    sentence: Sentence,
    quantities: Sequence[QuantitySpan],
    at: int,
    periods: Sequence[PeriodSpan],
    headings: Sequence[PeriodSpan],
) -> When:
    """Return the period of the quantity at index `at` of the sentence's quantities."""
    told = _told_by_form(sentence, quantities, at, periods, headings)
    if told is not None:
        return told
    owned = [(_owner(sentence, quantities, period), period) for period in periods]
    mine = next((period for owner, period in owned if owner == at), None)
    if mine is not None:
        return When(mine.period, 1.0)
    span = quantities[at]
    if span.quantity.unit == "%" and not any(owner is None for owner, _ in owned):
        before = [p for p in periods if p.end <= span.start]
        if before and any(q.quantity.unit not in ("%", None) for q in quantities):
            return When(before[-1].period, 0.9)
    left, right = clause_of(sentence, span.start)
    free = [p for owner, p in owned if owner is None] or [
        p for owner, p in owned if _shares(sentence, quantities, at, owner)
    ]
    if any(_is_of_a_plan(sentence, p, span.start) for p in free):
        return When(None, 0.97)
    inside = [p for p in free if left <= p.start < right]
    for group, trust in ((inside, 0.95), (free, 0.85)):
        if group:
            nearest = min(group, key=lambda p: _distance(p, span, sentence.language))
            before = [p for p in group if p.end <= span.start]
            if len(periods) == 1 and group is inside and sentence.language == "ja":
                return When(nearest.period, 1.0)
            alone = len(group) == 1 or (sentence.language == "ja" and before == [nearest])
            return When(nearest.period, trust if alone else trust - 0.1)
    if not periods and len(headings) == 1 and not _AHEAD.search(sentence.text):
        return When(headings[0].period, 0.92)
    replaced = any(
        owner is not None and not _shares(sentence, quantities, at, owner) for owner, _ in owned
    )
    return When(None, 0.97 if not periods or replaced else 0.8)


_OF_A_PLAN = re.compile("[^、]*(?:予定|計画|見込み|見通し)で、[^、]*は")


def _is_of_a_plan(sentence: Sentence, period: PeriodSpan, start: int) -> bool:
    """Return whether a Japanese date ends with its plan: 2027年に稼働する予定で、投資額は."""
    is_ja = sentence.language == "ja" and period.end <= start
    return is_ja and _OF_A_PLAN.match(sentence.text, period.end, start) is not None


def _told_by_form(
    sentence: Sentence,
    quantities: Sequence[QuantitySpan],
    at: int,
    periods: Sequence[PeriodSpan],
    headings: Sequence[PeriodSpan],
) -> When | None:
    """Return what a list in order or a change from one value to another tells of its times."""
    span_start = quantities[at].start
    listed = _respectively(sentence, quantities, at, periods)
    if listed is not None:
        return When(listed, 0.95, is_listed=True)
    ends = _over_years(sentence, quantities, at, periods)
    if ends is not None:
        return When(ends, 0.95)
    if at and _YEAR_EARLIER.match(sentence.text, quantities[at].end):
        return choose_period(sentence, quantities, at - 1, periods, headings)
    is_led = (
        at > 0
        and sentence.language == "ja"
        and _LEADS_JA.fullmatch(sentence.text[quantities[at - 1].end : span_start]) is not None
    )
    if is_led and quantities[at].quantity.unit == "%" != quantities[at - 1].quantity.unit:
        return _of_change(sentence, quantities[at - 1], periods)
    if is_led:
        if _is_of_before(sentence, quantities, at - 1, periods):
            return When(periods[0].period, 0.95)
        return choose_period(sentence, quantities, at - 1, periods, headings)
    if _is_of_before(sentence, quantities, at, periods):
        return When(None, 0.97)
    return None


def _of_change(
    sentence: Sentence, before: QuantitySpan, periods: Sequence[PeriodSpan]
) -> When | None:
    """Return when a change took place: not in 2019年度 of 2019年度の63万トンから35%減った."""
    if not periods:
        return None
    between = sentence.text[periods[0].end : before.start]
    is_before = len(periods) == 1 and between in ("の", "の約")
    return When(None if is_before else periods[0].period, 0.95)


# What build_figure moves back by a year is of the period of what it is compared with.
_YEAR_EARLIER = re.compile(
    r" ?,?\(?(?:a year (?:earlier|ago|before)|(?:in )?the (?:previous|prior) year"
    r"|(?:in )?the year before)"
)
_CHANGES_EN = re.compile(r",? to (?:about |around |nearly |roughly |just |only )?")
_FROM_EN = re.compile(r"\bfrom (?:about |around |nearly |roughly |just |only )?$")
_YEARS = re.compile(r"((?:FY)?)((?:19|20)\d\d)/(?:FY)?((?:19|20)\d\d)")


def _over_years(
    sentence: Sentence, quantities: Sequence[QuantitySpan], at: int, periods: Sequence[PeriodSpan]
) -> Period | None:
    """Return one side's end of a span of years: from 104 to 89 between 2019 and 2023."""
    years = _YEARS.fullmatch(periods[0].period.text) if len(periods) == 1 else None
    if years is None:
        return None
    for side, (left, right) in ((2, (at, at + 1)), (3, (at - 1, at))):
        if left < 0 or right >= len(quantities):
            continue
        between = sentence.text[quantities[left].end : quantities[right].start]
        before = sentence.text[: quantities[left].start]
        is_change = _CHANGES_EN.fullmatch(between) and _FROM_EN.search(before)
        if is_change or (sentence.language == "ja" and _LEADS_JA.fullmatch(between)):
            return Period.parse(f"{years[1]}{years[side]}")
    return None


def _is_of_before(
    sentence: Sentence, quantities: Sequence[QuantitySpan], at: int, periods: Sequence[PeriodSpan]
) -> bool:
    """Return whether a Japanese year is when a value was left: 2023年度に104から89へ減った."""
    if sentence.language == "en" or at + 1 >= len(quantities) or len(periods) != 1:
        return False
    text, (span, after) = sentence.text, quantities[at : at + 2]
    leads = _LEADS_JA.fullmatch(text[span.end : after.start])
    return leads is not None and not text.startswith("の", periods[0].end)


def _distance(period: PeriodSpan, span: QuantitySpan, language: str) -> int:
    gap = span.start - period.end if period.end <= span.start else period.start - span.end
    is_behind = period.start >= span.end
    return gap * (3 if is_behind == (language == "ja") else 1)


def _owner(
    sentence: Sentence, quantities: Sequence[QuantitySpan], period: PeriodSpan
) -> int | None:
    """Return the index of the quantity to which a period is attached: 415 TWh in 2024."""
    text = sentence.text
    for index, span in enumerate(quantities):
        if sentence.language == "en":
            if span.end <= period.start and period.start - span.end <= _REACH_CHARS:
                between = text[span.end : period.start]
                if _AFTER_EN.fullmatch(between) and not _OTHER_VERB.search(between):
                    return index
            before = text[period.end : span.start] if period.end <= span.start else None
            if before is not None and re.fullmatch(
                r"(?:['’]s)? ?[,:(]? ?(?:value of |estimate of |at |to )?(?:about |around )?",
                before,
            ):
                return index
        elif period.end <= span.start and _is_next(quantities, index, period):
            between = text[period.end : span.start]
            if _JOINT_JA.fullmatch(between):
                return index
    return None


def _is_next(quantities: Sequence[QuantitySpan], index: int, period: PeriodSpan) -> bool:
    return index == 0 or quantities[index - 1].end <= period.start


def _shares(
    sentence: Sentence, quantities: Sequence[QuantitySpan], at: int, owner: int | None
) -> bool:
    """Return whether a quantity shares its neighbour's period: 113, 83 and 88 TWh in 2025.

    Not so where one leads to the other: from 21 TWh in 2022 to 0.003 TWh.
    """
    if owner is None:
        return True
    if sentence.language == "ja" and at < owner and not _listed(sentence, quantities, at, owner):
        return False
    first, last = sorted((at, owner))
    between = sentence.text[quantities[first].end : quantities[last].start]
    if len(between) > _LIST_GAP_CHARS:
        return False
    before = sentence.text[max(0, quantities[first].start - 40) : quantities[first].start]
    moves = _MOVES.search(between)
    return not (moves or re.search(r"\bfrom (?:\w+ )?$", before))


def _listed(sentence: Sentence, quantities: Sequence[QuantitySpan], at: int, owner: int) -> bool:
    """Return whether nothing but list marks stands between a quantity and a later one."""
    row = quantities[at : owner + 1]
    return all(
        _LIST.fullmatch(sentence.text[one.end : other.start]) for one, other in pairwise(row)
    )


def _respectively(
    sentence: Sentence,
    quantities: Sequence[QuantitySpan],
    at: int,
    periods: Sequence[PeriodSpan],
) -> Period | None:
    """Return the period at the same place of its list: 24 and 30 TWh in 2021 and 2022."""
    unit = quantities[at].quantity.unit
    row = [i for i, q in enumerate(quantities) if q.quantity.unit == unit]
    if len(row) < 2 or len(row) != len(periods) or at not in row:
        return None
    spans = [quantities[i] for i in row]
    if not all(
        _LIST.fullmatch(sentence.text[one.end : other.start]) for one, other in pairwise(periods)
    ):
        return None
    after = all(p.start >= spans[-1].end for p in periods)
    before = all(p.end <= spans[0].start for p in periods)
    joined = "respectively" in sentence.text or "それぞれ" in sentence.text
    return periods[row.index(at)].period if (after or before) and joined else None
