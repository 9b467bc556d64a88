"""Times told by their distance from a year that was named before: “ten years earlier”, 「翌年」.

They are written out as that year before a question is parsed. What is told from the present (“ten
years ago”, “last year”) is read in `relative_periods`.
"""

import re

from bot.answer.parsing.relative_periods import COUNT, DECADE, counted_years
from knowledge.periods import extract_periods
from knowledge.records import Period

_AFTER = r"later|afterwards?|after(?:\s+(?:that|then|it|this))?|on(?=\W*$)"
_BEFORE = r"earlier|prior|before(?:\s+(?:that|then|it|this))?"
_APART = re.compile(
    rf"\b(?:another\s+)?{COUNT}\s+(?P<unit>years?|decades?)\s+"
    rf"(?:(?P<after>{_AFTER})|(?P<before>{_BEFORE}))"
    r"(?!\s+(?!(?:in|for|of|was|were|and|did|does|than)\b)[a-z])"  # “two years before the Merge”
    rf"|(?:その|それから|さらに|それより)の?{COUNT.replace('count', 'count_ja')}年"
    r"(?:(?P<before_ja>前)|(?P<after_ja>後))"
    rf"|{COUNT.replace('count', 'count_on')}年(?P<after_on>後)(?!半)",
    re.IGNORECASE,
)
_NEXT = re.compile(
    r"\b(?:(?:in|for|during)\s+)?the\s+(?:following|next|subsequent)\s+(?:year|one)\b"
    r"|\b(?:the|a|one)\s+year\s+(?:after|later)(?:wards|\s+(?:that|it|then))?(?=\W*$)"
    r"|^\W*(?:and\s+)?(?:the\s+)?(?:next|following)\s+year(?=\W*$)"
    r"|翌年(?!度)|(?:その)?次の年",
    re.IGNORECASE,
)
_PREVIOUS = re.compile(
    r"\b(?:(?:in|for|during)\s+)?the\s+(?:preceding|previous|prior)\s+(?:year|one)\b"
    r"|\b(?:the|a|one)\s+year\s+(?:before|earlier|prior)(?:\s+(?:that|it|then))?(?=\W*$)"
    r"|^\W*(?:and\s+)?(?:the\s+)?(?:previous|preceding|prior)\s+year(?=\W*$)"
    r"|(?:その)?(?:前年(?![比度同]|より|と比|に比|から)|前の年(?!より|と比|に比))",
    re.IGNORECASE,
)
_SINCE_PREVIOUS = re.compile(
    r"\b(?:from|than|over|on|versus|vs\.?|(?:compared\s+)?(?:to|with))\s+(?:in\s+)?(?:the\s+)?"
    r"(?:year\s+(?:before|earlier)|(?:previous|prior|preceding)\s+year)\b"
    r"|前年比|(?:前年|前の年)(?:より|と比べて|に比べて|と比べ|に比べ|から)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def dated_from(text: str, earlier: tuple[Period, ...]) -> str:
    """Write out the year that a follow-up tells by its distance from the one asked before.

    The text itself where it names a year, or where not one single year was asked before.
    """
    if len(earlier) != 1 or earlier[0].year is None or _YEAR.search(text):
        return text
    base = earlier[0].year
    since = _SINCE_PREVIOUS.search(text)
    if since is not None:
        return _with_both(text, since, base)
    for pattern, years in ((_NEXT, 1), (_PREVIOUS, -1)):
        told = pattern.search(text)
        if told is not None:
            return _written(text, told, base + years)
    return _with_distance(text, base)


def with_own_distance(text: str) -> str:
    """Write out “in 2005 and ten years later”, whose distance is from the year before it."""
    told = _APART.search(text)
    if told is None:
        return text
    named = {p.period.year for p in extract_periods(text[: told.start()])}
    base = next(iter(named)) if len(named) == 1 else None
    return text if base is None else _with_distance(text, base)


def _with_both(text: str, since: re.Match[str], base: int) -> str:
    """The text with a year and the one before it, in place of what asks for the change."""
    said = f"from {base - 1} to {base}"
    if not since.group().isascii():
        said = f"{base - 1}年から{base}年{'の変化' if since.group() == '前年比' else 'にかけて'}"
    return f"{text[: since.start()]}{said}{text[since.end() :]}"


def _with_distance(text: str, base: int) -> str:
    told = _APART.search(text)
    if told is None:
        return text
    years = counted_years(told) * (DECADE if _is_of_decades(told) else 1)
    back = told["before"] or told["before_ja"]
    return _written(text, told, base - years if back else base + years)


def _is_of_decades(told: re.Match[str]) -> bool:
    return (told["unit"] or "").lower().startswith("decade")


def _written(text: str, told: re.Match[str], year: int) -> str:
    """The text with the year in place of what told it."""
    english = told.group().isascii()
    ahead = text[: told.start()].rstrip()
    joined = not english or ahead.lower().endswith((" in", " for", " of", " to", " from"))
    said = f"{'' if joined else 'in '}{year}" if english else f"{year}年"
    return f"{text[: told.start()]}{said}{text[told.end() :]}"
