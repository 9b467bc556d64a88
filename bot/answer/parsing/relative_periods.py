"""Periods that a question tells by its own day: “20 years ago”, 「5年前」, “the last decade”."""

import re
from datetime import date

from knowledge.periods import PeriodSpan, extract_periods
from knowledge.records import Period

_NUMBER_WORDS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "fifteen": 15, "twenty": 20, "thirty": 30, "fifty": 50,
    "一": 1, "二": 2, "三": 3, "五": 5, "十": 10, "二十": 20, "三十": 30, "五十": 50,
}  # fmt: skip
DECADE = 10
_OLDEST = 125  # years back; before the twentieth century nothing is told in years
COUNT = rf"(?P<count>\d{{1,3}}|{'|'.join(sorted(_NUMBER_WORDS, key=len, reverse=True))})"
_UNIT = r"(?P<unit>years?|decades?)"
_AGO = re.compile(
    rf"\b{COUNT}\s+{_UNIT}\s+(?:ago|earlier|before|back)\b(?!\s+(?:the|that|its?)\b)"
    rf"|{COUNT.replace('count', 'count_ja')}(?P<unit_ja>年)前(?!後)",
    re.IGNORECASE,
)
_SINCE = re.compile(
    rf"\b(?:over|in|during|within|for|of)?\s*the\s+(?:last|past)\s+(?:{COUNT}\s+)?{_UNIT}\b"
    rf"|\b(?:last|past)\s+{COUNT.replace('count', 'count_bare')}\s+(?P<unit_bare>years?)\b"
    rf"|(?:過去|ここ|この|最近の?){COUNT.replace('count', 'count_ja')}(?P<unit_ja>年)間?"
    rf"|(?<!\d){COUNT.replace('count', 'count_by')}(?P<unit_by>年)間?で"
    r"(?=[^。?]{0,12}(?:増|減|伸|変|倍|上が|下が|どうな))",
    re.IGNORECASE,
)


def relative_periods(text: str, today: date) -> tuple[PeriodSpan, ...]:
    """Find the periods of a text, those told by their distance from `today` included, in order."""
    found = [_span(match, Period.parse(str(year))) for match, year in _years(_AGO, text, today)]
    for match, year in _years(_SINCE, text, today):
        if today.year - year > 1:  # “the last year” is one, and no span of years
            found.append(_span(match, Period.parse(f"{year}/{today.year}")))
    free = [
        span
        for span in extract_periods(text, published=today)
        if not any(span.start < other.end and other.start < span.end for other in found)
    ]
    return tuple(sorted((*found, *free), key=lambda span: span.start))


def _years(
    pattern: re.Pattern[str], text: str, today: date
) -> tuple[tuple[re.Match[str], int], ...]:
    """The matches of a pattern, each with the year that it reaches back to."""
    reached = ((match, today.year - _distance(match)) for match in pattern.finditer(text))
    return tuple((match, year) for match, year in reached if year >= today.year - _OLDEST)


def counted_years(match: re.Match[str]) -> int:
    """The number in a match of a pattern with `COUNT`; one where none is written."""
    counts = (value for name, value in match.groupdict().items() if name.startswith("count"))
    written = next(filter(None, counts), "1").lower()
    return int(written) if written.isdigit() else _NUMBER_WORDS[written]


def _distance(match: re.Match[str]) -> int:
    count = counted_years(match)
    return count * DECADE if (match["unit"] or "").lower().startswith("decade") else count


def _span(match: re.Match[str], period: Period) -> PeriodSpan:
    return PeriodSpan(match.group(), match.start(), match.end(), period)
