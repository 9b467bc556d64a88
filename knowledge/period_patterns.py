"""The ways to write a period."""

import re

# Words for periods told from the day of publication: the step and how many of them.
RELATIVE = {
    "last year": ("year", -1), "previous year": ("year", -1), "this year": ("year", 0),
    "next year": ("year", 1),
    "last month": ("month", -1), "this month": ("month", 0), "next month": ("month", 1),
    "last quarter": ("quarter", -1), "this quarter": ("quarter", 0),
    "next quarter": ("quarter", 1),
    "昨年度": ("fiscal", -1), "前年度": ("fiscal", -1), "今年度": ("fiscal", 0),
    "本年度": ("fiscal", 0), "来年度": ("fiscal", 1),
    "昨年": ("year", -1), "去年": ("year", -1), "今年": ("year", 0),
    "本年": ("year", 0), "来年": ("year", 1),
    "先月": ("month", -1), "今月": ("month", 0), "来月": ("month", 1),
}  # fmt: skip

_YEAR = r"(?:19|20)\d\d"
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_ERA = r"(?:令和|平成|昭和|大正|明治)"
_SHORT = r"(?<![\d第.,])[0-4]\d年(?=[のにはか末初比、時度春夏秋冬]|まで)(?!の間|間)"
# One alternative a form, the longest first. Each takes its groups in the order of writing.
FORMS = (
    ("iso_day", r"({Y})[-/.](\d\d?)[-/.](\d\d?)(?!\d)"),
    ("ja_day", r"({Y})年 ?(\d\d?)月 ?(\d\d?)日"),
    ("en_months",
     r"\b(?:from )?({M}) ?(?:to|through|until|[-–—]) ?({M}),? ({Y})(?!\d)"),
    ("en_months2", r"\bbetween ({M}) and ({M}),? ({Y})(?!\d)"),
    ("en_year_of_months",
     r"\b(?:from )?({M}),? ({Y}) ?(?:to|through|until|[-–—]) ?({M}),? ({Y})(?!\d)"),
    ("part_of_year", r"\b(first|last|final) (three|six|nine|[369]) months of ({Y})\b"),
    ("en_day", r"({M}) (\d\d?)(?:st|nd|rd|th)?,? ({Y})(?!\d)"),
    ("en_day2", r"(\d\d?)(?:st|nd|rd|th)? (?:of )?({M}),? ({Y})(?!\d)"),
    ("ja_months",
     r"({Y})年 ?(\d\d?)月? ?(?:から|[-~–—]) ?(?:同年 ?)?(\d\d?)月(?:期|まで)?(?![\d日])"),
    ("ja_year_of_months",
     r"({Y})年 ?(\d\d?)月 ?(?:から|[-~–—]) ?({Y})年 ?(\d\d?)月(?:期|まで)?(?![\d日])"),
    ("ja_quarter2", r"({Y})年(度)? ?の?第([1-4一二三四])四半期"),
    ("ja_half", r"({Y})年 ?の?(?:(上半期|上期|前半)|(?:下半期|下期|後半))"),
    ("ja_range", r"({Y})年?度? ?(?:から|[-~–—]) ?({Y})年(度)?(?:まで)?(?![代\d])"),
    ("ja_short_range", r"((?:20)?[0-4]\d)年(?:から|[-~–—])([0-4]\d)年(?=[のにはま、度])"),
    ("ja_month", r"({Y})年 ?(\d\d?)月(?!\d)"),
    ("ja_decade", r"({Y})年代"),
    ("era", r"({E})(\d{{1,2}}|元|[一二三四五六七八九十]+)年(度)?"),
    ("ja_fiscal", r"(?<!\d)((?:{Y}|[0-4]\d))年度"),
    ("ja_year", r"({Y})年(?![間代])"),
    ("ja_short", r"({S})"),
    ("fiscal", r"\b(?:fy|fiscal(?: year)?|financial year) ?'?({Y}|\d\d)(?:[-/–]({Y}|\d\d))?\b"),
    ("quarter", r"\b(?:q([1-4])(?: of)?[ ,']*({Y})|({Y})[- ]?q([1-4]))\b"),
    ("quarter2",
     r"\b(first|second|third|fourth|1st|2nd|3rd"
     r"|4th) quarter(?: of|,)? (?:fiscal )?({Y})\b"),
    ("half", r"\b(?:h([12])(?: of)? ?({Y})|({Y})[- ]?h([12]))\b"),
    ("half2", r"\b(first|second|1st|2nd) half of ({Y})\b"),
    ("between", r"\b(?:between|from) ({Y}) (?:and|to|until|through) ({Y})\b(?!,\d)"),
    ("range",
     r"(?<![\d.,-])({Y}) ?(?:[-–—~/]| to | through"
     r" ) ?({Y}|\d\d)(?![\d%]|[-/.]\d|,\d)(?!年代)"),
    ("month", r"\b({M})(?: of)?,? ({Y})(?!\d)"),
    ("iso_month", r"(?<![\d.,-])({Y})[-/](0[1-9]|1[0-2])(?![\d-])"),
    ("decade", r"(?<!\d)({Y})s\b"),
    ("year", r"(?<![\d.,$€£¥A-Za-z#/:_-])(?:cy ?)?({Y})(?![\d%]|[.,]\d|-\d|[A-Za-z])"),
    ("relative", r"({R})"),
)  # fmt: skip
# What no form begins with is stepped over at once.
_FIRST = (
    rf"(?=[\d令平昭大明{''.join({word[0] for word in RELATIVE if not word.isascii()})}]"
    r"|(?=[jfmasond])(?:jan|feb|ma[ry]|apr|ju[nl]|aug|sep|oct|nov|dec)"
    r"|\b(?:between|cy|f[iory]|h[12]|last|next|previous|q[1-4]|second|thi))"
)
PERIOD_PATTERN = re.compile(
    _FIRST
    + "(?:"
    + "|".join(
        f"(?P<{name}>"
        + form.format(
            Y=_YEAR,
            M=_MONTH,
            E=_ERA,
            S=_SHORT,
            R="|".join(rf"\b{word}\b" if word.isascii() else word for word in RELATIVE),
        )
        + ")"
        for name, form in FORMS
    )
    + ")",
    re.IGNORECASE,
)
