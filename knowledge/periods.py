"""Periods in text: the times that figures are about, in English and Japanese.

A period is never made finer than it is written: "in March 2024" is a month, not a day.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from knowledge.errors import PeriodError
from knowledge.period_patterns import PERIOD_PATTERN, RELATIVE
from knowledge.quantities.folding import fold_text
from knowledge.quantities.unit_matching import find_unit
from knowledge.records import Period
from knowledge.unit_table import unit_table

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ORDINALS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "1st": 1,
    "2nd": 2,
    "3rd": 3,
    "4th": 4,
}
# The year before each era's first.
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867}
_KANJI = "〇一二三四五六七八九十"
_A_YEAR, _PARTS = 12, {3: "Q", 6: "H"}  # months
_OF_MONTHS = (
    "ja_months", "ja_year_of_months", "en_months", "en_months2", "en_year_of_months", "part_of_year"
)  # fmt: skip
_UNNAMED = "months"  # no canonical form: five months, or two years' parts


@dataclass(frozen=True, slots=True)
class PeriodSpan:
    """A period in a text: `source[start:end] == text`."""

    text: str
    start: int
    end: int
    period: Period


def extract_periods(text: str, *, published: date | None = None) -> tuple[PeriodSpan, ...]:
    """Find every period in a text, in order.

    Args:
        text: English or Japanese text; offsets count its characters as given.
        published: The day the text appeared, by which `last month` and 今年 are read. Without
            it relative periods are left out.
    """
    folded = fold_text(text)
    spans: list[PeriodSpan] = []
    for match in PERIOD_PATTERN.finditer(folded.text):
        period = _period(match, published)
        if period is None or _is_amount(folded.text, match):
            continue
        start, end = folded.span(match.start(), match.end())
        spans.append(PeriodSpan(text[start:end], start, end, period))
    return tuple(spans)


def is_of_unnamed_months(text: str) -> bool:
    """Whether a text tells its time by months alone that are no period: April to September 2024."""
    folded = fold_text(text).text
    forms = [match for match in PERIOD_PATTERN.finditer(folded) if not _is_amount(folded, match)]
    return bool(forms) and all(f.lastgroup in _OF_MONTHS and not _period(f, None) for f in forms)


def _is_amount(text: str, match: re.Match[str]) -> bool:
    """Return whether a year's digits are an amount: 2000 MW, 2,000–2,100 homes."""
    if match.lastgroup not in ("year", "range"):
        return False
    after = match.end() + (text[match.end() : match.end() + 1] == " ")
    unit = find_unit(text, after)
    is_count = unit is not None and _dimension(unit.unit) == "count"
    return unit is not None and not (is_count and _OPENS.search(text[: match.start()]))


_OPENS = re.compile(r"(?:^|[.;:] |\n)(?:In|By|During|Since|Until) $")  # In 2024 homes used


def _dimension(unit: str) -> str:
    entry = unit_table().entries.get(unit)
    return entry.dimension.partition(":")[0] if entry else ""


def _period(match: re.Match[str], published: date | None) -> Period | None:
    # The outer group of a form closes last, so it is the one that lastgroup names.
    form = match.lastgroup or ""
    groups = [group for group in match.groups() if group][1:]
    if form != "relative":
        canonical = _READERS.get(form, _canonical_year)(groups)
    elif published is not None:
        canonical = _relative(groups[0], published)
    else:
        return None
    try:
        return Period.parse(canonical)
    except PeriodError:
        return None


def _month_number(word: str) -> int:
    return _MONTHS.index(word[:3].lower()) + 1


def _day(year: str, month: str, day: str) -> str:
    number = int(month) if month.isdigit() else _month_number(month)
    return f"{year}-{number:02}-{int(day):02}"


def _month(year: str, month: str) -> str:
    number = int(month) if month.isdigit() else _month_number(month)
    return f"{year}-{number:02}"


def _canonical_year(groups: list[str]) -> str:
    return groups[0]


def _whole_year(written: str) -> str:
    """Return a year's four digits; two digits are of this century, as in 23年 and FY25."""
    return written if len(written) == 4 else f"20{written}"


def _until(first: str, last: str) -> str:
    first = _whole_year(first)
    last = last if len(last) == 4 else first[:2] + last
    return f"{first}/{last}"


def _range(groups: list[str]) -> str:
    """Read 2024-30 as years and 2024-06 as a month."""
    first, last = groups
    if len(last) == 2 and 1 <= int(last) <= 12 and int(last) <= int(first[2:]):
        return f"{first}-{last}"
    return _until(first, last)


def _fiscal(groups: list[str]) -> str:
    if len(groups) > 1:
        return _until(groups[0], groups[1])
    return f"FY{_whole_year(groups[0])}"


def _era(groups: list[str]) -> str:
    era, number, *fiscal = groups
    year = _ERAS[era] + (1 if number == "元" else _small(number))
    return f"{'FY' if fiscal else ''}{year}"


def _small(written: str) -> int:
    if written.isdigit():
        return int(written)
    tens, ten, ones = written.rpartition("十")
    value = _KANJI.index(ones) if ones in _KANJI and ones else 0
    return value + (10 * (_KANJI.index(tens) if tens else 1) if ten else 0)


def _months(year: str, first: str, last: str) -> str:
    """Return the quarter, half or year that months are, or what names none."""
    start, end = (int(m) if m.isdigit() else _month_number(m) for m in (first, last))
    n_months = end - start + 1
    if n_months == _A_YEAR:
        return year
    if n_months not in _PARTS or end % n_months:
        return _UNNAMED
    return f"{year}-{_PARTS[n_months]}{end // n_months}"


def _year_of_months(first_year: str, first: str, last_year: str, last: str) -> str:
    """Return the fiscal year that begins in April, or what names none."""
    start, end = (int(m) if m.isdigit() else _month_number(m) for m in (first, last))
    is_fiscal = (start, end) == (4, 3) and int(last_year) == int(first_year) + 1
    return f"FY{first_year}" if is_fiscal else _UNNAMED


def _part_of_year(which: str, count: str, year: str) -> str:
    n_months = {"three": 3, "six": 6, "nine": 9}.get(count.lower()) or int(count)
    if n_months not in _PARTS:
        return _UNNAMED
    number = 1 if which.lower() == "first" else _A_YEAR // n_months
    return f"{year}-{_PARTS[n_months]}{number}"


def _numbered_quarter(groups: list[str]) -> str:
    year, *fiscal, number = groups
    if fiscal:
        return f"FY{year}"
    return f"{year}-Q{number if number.isdigit() else _KANJI.index(number)}"


def _either_order(letter: str) -> Callable[[list[str]], str]:
    def read(groups: list[str]) -> str:
        number, year = sorted(groups, key=len)
        return f"{year}-{letter}{number}"

    return read


_READERS: dict[str, Callable[[list[str]], str]] = {
    "iso_day": lambda g: _day(g[0], g[1], g[2]),
    "ja_day": lambda g: _day(g[0], g[1], g[2]),
    "en_day": lambda g: _day(g[2], g[0], g[1]),
    "en_day2": lambda g: _day(g[2], g[1], g[0]),
    "ja_months": lambda g: _months(g[0], g[1], g[2]),
    "ja_year_of_months": lambda g: _year_of_months(g[0], g[1], g[2], g[3]),
    "en_months": lambda g: _months(g[2], g[0], g[1]),
    "en_months2": lambda g: _months(g[2], g[0], g[1]),
    "en_year_of_months": lambda g: _year_of_months(g[1], g[0], g[3], g[2]),
    "part_of_year": lambda g: _part_of_year(g[0], g[1], g[2]),
    "ja_quarter2": _numbered_quarter,
    "ja_half": lambda g: f"{g[0]}-H{1 if len(g) > 1 else 2}",
    "ja_range": lambda g: _until(g[0], g[1]),
    "ja_short_range": lambda g: _until(_whole_year(g[0]), _whole_year(g[1])),
    "ja_month": lambda g: _month(g[0], g[1]),
    "ja_decade": lambda g: f"{g[0]}s",
    "era": _era,
    "ja_fiscal": _fiscal,
    "ja_short": lambda g: _whole_year(g[0].removesuffix("年")),
    "fiscal": _fiscal,
    "quarter": _either_order("Q"),
    "quarter2": lambda g: f"{g[1]}-Q{_ORDINALS[g[0].lower()]}",
    "half": _either_order("H"),
    "half2": lambda g: f"{g[1]}-H{_ORDINALS[g[0].lower()]}",
    "between": lambda g: _until(g[0], g[1]),
    "range": _range,
    "month": lambda g: _month(g[1], g[0]),
    "iso_month": lambda g: f"{g[0]}-{g[1]}",
    "decade": lambda g: f"{g[0]}s",
}


def _relative(word: str, published: date) -> str:
    step, offset = RELATIVE[word.lower()]
    if step == "month":
        year, month = divmod(published.year * 12 + published.month - 1 + offset, 12)
        return f"{year}-{month + 1:02}"
    if step == "quarter":
        year, quarter = divmod(published.year * 4 + (published.month - 1) // 3 + offset, 4)
        return f"{year}-Q{quarter + 1}"
    if step == "fiscal":
        # Japan's fiscal year begins in April.
        return f"FY{published.year - (published.month < 4) + offset}"
    return f"{published.year + offset}"
