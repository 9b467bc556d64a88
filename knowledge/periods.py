"""Periods in text: the times that figures are about, in English and Japanese.

A period is never made finer than it is written: "in March 2024" is a month, not a day.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from knowledge.errors import PeriodError
from knowledge.quantities.folding import fold_text
from knowledge.quantities.unit_matching import find_unit
from knowledge.records import Period

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

_YEAR = r"(?:19|20)\d\d"
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_ERA = r"(?:令和|平成|昭和|大正|明治)"
_SHORT = r"(?<![\d第.,])[0-4]\d年(?=[のにはか末初比、時度春夏秋冬]|まで)(?!の間|間)"
_RELATIVE = {
    "last year": ("year", -1), "previous year": ("year", -1), "this year": ("year", 0), "next year": ("year", 1),
    "last month": ("month", -1), "this month": ("month", 0), "next month": ("month", 1),
    "last quarter": ("quarter", -1), "this quarter": ("quarter", 0), "next quarter": ("quarter", 1),
    "昨年度": ("fiscal", -1), "前年度": ("fiscal", -1), "今年度": ("fiscal", 0), "本年度": ("fiscal", 0), "来年度": ("fiscal", 1),
    "昨年": ("year", -1), "去年": ("year", -1), "今年": ("year", 0), "本年": ("year", 0), "来年": ("year", 1),
    "先月": ("month", -1), "今月": ("month", 0), "来月": ("month", 1),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class PeriodSpan:
    """A period in a text: `source[start:end] == text`."""

    text: str
    start: int
    end: int
    period: Period


# One alternative a form, the longest first. The prefix of a group's name tells its reader.
_FORMS = (
    ("iso_day", r"(?P<d_y>{Y})[-/.](?P<d_m>\d\d?)[-/.](?P<d_d>\d\d?)(?!\d)"),
    ("ja_day", r"(?P<jd_y>{Y})年 ?(?P<jd_m>\d\d?)月 ?(?P<jd_d>\d\d?)日"),
    ("en_day", r"(?P<ed_m>{M}) (?P<ed_d>\d\d?)(?:st|nd|rd|th)?,? (?P<ed_y>{Y})(?!\d)"),
    ("en_day2", r"(?P<fd_d>\d\d?)(?:st|nd|rd|th)? (?:of )?(?P<fd_m>{M}),? (?P<fd_y>{Y})(?!\d)"),
    ("ja_quarter", r"(?P<jq_y>{Y})年(?P<jq_a>1|4|7|10) ?[-~–から]+ ?(?P<jq_b>3|6|9|12)月(?:期|まで)?"),
    ("ja_quarter2", r"(?P<kq_y>{Y})年(?P<kq_f>度)? ?の?第(?P<kq_q>[1-4一二三四])四半期"),
    ("ja_half", r"(?P<jh_y>{Y})年 ?の?(?:(?P<jh_1>上半期|上期|前半)|(?:下半期|下期|後半))"),
    ("ja_range", r"(?P<jr_a>{Y})年?度? ?(?:から|[-~–—]) ?(?P<jr_b>{Y})年(?P<jr_f>度)?(?:まで)?(?![代\d])"),
    ("ja_short_range", r"(?P<js_a>(?:20)?[0-4]\d)年(?:から|[-~–—])(?P<js_b>[0-4]\d)年(?=[のにはま、度])"),
    ("ja_month", r"(?P<jm_y>{Y})年 ?(?P<jm_m>\d\d?)月(?!\d)"),
    ("ja_decade", r"(?P<jx_y>{Y})年代"),
    ("era", r"(?P<er_e>{E})(?P<er_n>\d{{1,2}}|元|[一二三四五六七八九十]+)年(?P<er_f>度)?"),
    ("ja_fiscal", r"(?<!\d)(?P<jf_y>(?:{Y}|[0-4]\d))年度"),
    ("ja_year", r"(?P<jy_y>{Y})年(?![間代])"),
    ("ja_short", r"(?P<jz_y>{S})"),
    ("fiscal", r"\b(?:fy|fiscal(?: year)?|financial year) ?'?(?P<fy_y>{Y}|\d\d)(?:[-/–](?P<fy_b>{Y}|\d\d))?\b"),
    ("quarter", r"\b(?:q(?P<q_n>[1-4])(?: of)?[ ,']*(?P<q_y>{Y})|(?P<q_z>{Y})[- ]?q(?P<q_o>[1-4]))\b"),
    ("quarter2", r"\b(?P<r_n>first|second|third|fourth|1st|2nd|3rd|4th) quarter(?: of|,)? (?:fiscal )?(?P<r_y>{Y})\b"),
    ("half", r"\b(?:h(?P<h_n>[12])(?: of)? ?(?P<h_y>{Y})|(?P<h_z>{Y})[- ]?h(?P<h_o>[12]))\b"),
    ("half2", r"\b(?P<g_n>first|second|1st|2nd) half of (?P<g_y>{Y})\b"),
    ("between", r"\b(?:between|from) (?P<b_a>{Y}) (?:and|to|until|through) (?P<b_b>{Y})\b(?!,\d)"),
    ("range", r"(?<![\d.,-])(?P<n_a>{Y}) ?(?:[-–—~/]| to | through ) ?(?P<n_b>{Y}|\d\d)(?![\d%]|[-/.]\d|,\d)(?!年代)"),
    ("month", r"\b(?P<m_m>{M})(?: of)?,? (?P<m_y>{Y})(?!\d)"),
    ("iso_month", r"(?<![\d.,-])(?P<i_y>{Y})[-/](?P<i_m>0[1-9]|1[0-2])(?![\d-])"),
    ("decade", r"(?<!\d)(?P<c_y>{Y})s\b"),
    ("year", r"(?<![\d.,$€£¥A-Za-z#/:_-])(?:cy ?)?(?P<y_y>{Y})(?![\d%]|[.,]\d|-\d|[A-Za-z])"),
    ("relative", r"(?P<relative_word>{R})"),
)  # fmt: skip
_PATTERN = re.compile(
    "|".join(
        f"(?P<{name}>"
        + form.format(
            Y=_YEAR,
            M=_MONTH,
            E=_ERA,
            S=_SHORT,
            R=r"|".join(rf"\b{w}\b" if w.isascii() else w for w in _RELATIVE),
        )
        + ")"
        for name, form in _FORMS
    ),
    re.IGNORECASE,
)


def extract_periods(text: str, *, published: date | None = None) -> tuple[PeriodSpan, ...]:
    """Find every period in a text, in order.

    Args:
        text: English or Japanese text; offsets count its characters as given.
        published: The day the text appeared, by which `last month` and 今年 are read. Without
            it relative periods are left out.
    """
    folded = fold_text(text)
    spans: list[PeriodSpan] = []
    for match in _PATTERN.finditer(folded.text):
        period = _period(match, published)
        if period is None or _is_amount(folded.text, match):
            continue
        start, end = folded.span(match.start(), match.end())
        spans.append(PeriodSpan(text[start:end], start, end, period))
    return tuple(spans)


def _is_amount(text: str, match: re.Match[str]) -> bool:
    """Return whether a year's digits are an amount: 2000 MW, 2,000–2,100 homes."""
    if match.lastgroup not in ("year", "range"):
        return False
    after = match.end() + (text[match.end() : match.end() + 1] == " ")
    return find_unit(text, after) is not None


def _period(match: re.Match[str], published: date | None) -> Period | None:
    # lastgroup names the innermost group; the form is the outer one that matched.
    form = next(name for name, _ in _FORMS if match.group(name) is not None)
    groups = [value for name, value in match.groupdict().items() if value and name not in _NAMES]
    if form == "relative":
        return _relative(groups[0], published) if published else None
    canonical = _READERS.get(form, _canonical_year)(groups)
    try:
        return Period.parse(canonical)
    except PeriodError:
        return None


_NAMES = frozenset(name for name, _ in _FORMS)


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


def _japanese_quarter(groups: list[str]) -> str:
    year, first, last = groups
    if int(last) != int(first) + 2:
        return year
    return f"{year}-Q{int(last) // 3}"


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
    "ja_quarter": _japanese_quarter,
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
    "range": lambda g: _until(g[0], g[1]),
    "month": lambda g: _month(g[1], g[0]),
    "iso_month": lambda g: f"{g[0]}-{g[1]}",
    "decade": lambda g: f"{g[0]}s",
}


def _relative(word: str, published: date) -> Period:
    step, offset = _RELATIVE[word.lower()]
    if step == "month":
        year, month = divmod(published.year * 12 + published.month - 1 + offset, 12)
        return Period.parse(f"{year}-{month + 1:02}")
    if step == "quarter":
        year, quarter = divmod(published.year * 4 + (published.month - 1) // 3 + offset, 4)
        return Period.parse(f"{year}-Q{quarter + 1}")
    if step == "fiscal":
        # Japan's fiscal year begins in April.
        return Period.parse(f"FY{published.year - (published.month < 4) + offset}")
    return Period.parse(f"{published.year + offset}")
