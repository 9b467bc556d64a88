"""The patterns of numbers, and of digits that are no quantities."""

import re
from functools import cache

from knowledge.quantities.numerals import (
    DIGITS,
    JAPANESE_MIXED,
    KANJI,
    KANJI_NUMBER,
    PLAIN,
    english_pattern,
    number_words,
)

_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?"
    r"|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_YEAR = r"(?:19|20)\d\d"
_NO_UNIT = r" ?[%kMGT]"
# Dates, times, addresses, versions and citation marks: digits that are no quantities.
_SKIPPED = (
    r"(?:https?://|www\.)[^\s、。）)]+",
    r"\[@[^\]]*\]",
    r"\[\d+(?:[,;-–] ?\d+)*\](?!\w)",
    r"(?<!\d)\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?!\d)",
    r"(?<!\d)\d{1,2}/\d{1,2}/\d{2,4}(?!\d)",
    r"(?<!\d)\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?(?: ?[ap]\.?m\b\.?)?",
    r"\b\d{1,2} ?[ap]\.?m\b\.?(?!p)",
    r"\b\d{3,4} (?:GMT|UTC|CET|JST|E[SD]T|P[SD]T)\b",
    r"(?<![A-Za-z0-9.])v?\d+\.\d+\.\d+(?:\.\d+)*(?![\dA-Za-z])",
    rf"\b{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?\b(?:, ?\d{{4}}\b)?"
    r"(?! ?(?:%|percent|per cent|[kMGT]Wh?\b))",
    rf"\b{_MONTH}(?: of)?,? {_YEAR}\b",
    rf"(?<![\d.,$€£¥])\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{_MONTH}\b(?!\w)(?:,? \d{{4}}\b)?",
    rf"{_YEAR} ?[-–—/~] ?{_YEAR}(?:年度?)?(?![\d,.]*\d|{_NO_UNIT})",
    rf"{_YEAR}[-–/]\d\d(?:年度?)?(?!\d|,\d|{_NO_UNIT})",
    r"(?<!\d)(?:1[5-9]|20|21)\d\d(?:年度?|s\b)(?:から)?",
    r"(?<!\d)\d{1,2}年度",
    r"(?:令和|平成|昭和|大正|明治)(?:\d+|元|[一二三四五六七八九十]+)年度?",
    r"(?<!\d)\d{1,2}月(?:\d{1,2}日)?(?!間)",
    r"(?<![\d第])\d{1,2}日(?![間分あ]|に ?[約\d]|\d+回|使[うっえいわ]|つけ|動か|続け|も使"
    r"|で(?![^。]{0,6}(?:終|切|締|満了|期限|退))|だと|なら|連続|ずっと|稼働|運転|回[しすせ]|充電)",
    r"\d{1,2}時(?:\d{1,2}分)?(?!間)",
    r"第[\d一二三四五六七八九十]+",
    r"[図表式注]\d+(?![\d.,%])",
    r"(?<!\d)[12]\d年(?=[のにはか末初比、時度]|まで)(?!の間|間)",
)
_NEGATIVE = (
    r"(?:(?<![A-Za-z0-9)\]%-])(?<![\d%] )[-+](?=[\d.])"
    r"|(?:マイナス|(?<!\w)[Mm]inus[ -]|▲)(?=[\d.〇零一二三四五六七八九十百千]))"
)
_CURRENCY = (
    r"(?:(?:US|U\.S\.|AU?|CA?|NZ|HK|S)? ?\$(?:US|A|NZ|C)?|[€£¥₹₩]|PS(?=\d)|Y=(?=\d)|RM(?=\d)"
    r"|(?:USD|US|JPY|EUR|GBP|CNY|RMB|AUD|CAD|CHF|INR|Rs\.?) ?(?=[\d$])) ?\$? ?"
)
_AFTER_LETTER = r"(?<![A-Za-z_^#&@=\d])(?<![A-Za-z]-)(?<!\d[.,:])(?<![A-Za-z]\.)"
_FRACTION = (
    r"(?:\d+ )?\d{1,3}⁄[1-9]\d{0,2}"
    r"|(?:\d+ )?\d{1,3}/(?:[2-9]|10|100)(?![\d/.,])(?= ?[A-Za-z%ァ-ヶ一-龠])(?<!/\d/\d)"
    r"|\d{1,3}/\d{1,3}(?= of (?:a|an|the)\b)"
)
_SCALED = rf"{DIGITS} ?[十百千]?[万億兆]?(?:\d+[十百千]?)?"  # 1万, 1万2千
_NUMERAL_JA = rf"(?:{_SCALED}|{KANJI}(?:{KANJI}|[万億兆])*)"
_JAPANESE_FRACTION = (
    rf"(?:{_NUMERAL_JA} ?(?:と|また|又) ?)?{_NUMERAL_JA} ?分の ?(?:マイナス|-)?{_NUMERAL_JA}"
)
_TO_TEN = "one|two|three|four|five|six|seven|eight|nine"
_PARTS = r"(?:thirds?|fourths?|quarters?|fifths?|sixths?|eighths?|tenths?)"
_PART = (
    rf"(?:an?|{_TO_TEN})[ -]{_PARTS}(?= of\b)|half(?= of\b| the\b)"
    rf"|(?<=\bby )(?:(?:an?|{_TO_TEN})[ -]{_PARTS}|half(?! an?\b))\b"
)
_FOLD = "two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|hundred|thousand"
_AMONG = (
    r"two|three|four|five|six|seven|eight|nine|ten|twenty"
    r"|(?:2|3|4|5|6|7|8|9|10|20)(?![\d.,%])"
)
_CHANCE = rf"(?P<chance>{_TO_TEN}|\d) (?:in|out of) (?:every )?(?P<among>{_AMONG})\b(?! years?\b)"
_VAGUE = (
    r"(?:tens|dozens|hundreds|thousands|millions|billions|trillions)"
    r"(?: of (?:thousands|millions|billions|trillions))?(?= of\b)"
)


@cache
def number_pattern() -> re.Pattern[str]:
    """Return the pattern of one number, or of something to step over (`skip`)."""
    return re.compile(
        rf"(?P<skip>{'|'.join(_SKIPPED)})"
        rf"|(?<![\d.,-])\b(?i:{_CHANCE})"
        rf"|(?:(?P<currency>(?<![A-Za-z]){_CURRENCY})|{_AFTER_LETTER})(?P<sign>{_NEGATIVE})?(?:"
        rf"(?P<japanese_fraction>{_JAPANESE_FRACTION})"
        rf"|(?P<mixed>{JAPANESE_MIXED})|(?P<fraction>{_FRACTION})|(?P<plain>{PLAIN}))"
        rf"|(?P<kanji_sign>マイナス)?(?:(?P<kanji_fraction>{_JAPANESE_FRACTION})"
        rf"|(?P<kanji>(?<![第数何]){KANJI_NUMBER}))"
        rf"|\b(?i:(?P<part>{_PART}))|(?<!過)(?P<half>半(?:[分数]|(?=ダース)))"
        rf"|\b(?i:(?P<fold>{_FOLD})[ -]?fold|(?P<twice>twice)(?= as (?-i:[a-z])| the\b))\b"
        rf"|\b(?i:(?P<vague>{_VAGUE}))"
        rf"|\b(?i:(?P<words>{english_pattern()}))\b|\b(?i:(?P<half_unit>half an?))(?= [a-z])"
    )


_NUMERAL = r"\d$€£¥₹₩▲〇零一二三四五六七八九十百千"
_CODE = r"usd?|u\.s\.|jpy|eur|gbp|cny|rmb|aud?|cad?|chf|inr|rs\.?|[acs]|hk|nz|ps|y=|rm"


@cache
def sign_pattern() -> re.Pattern[str]:
    """Return the pattern of signs at which a number may begin, one character each.

    The class of all of them stands in front, which lets `re` step over the rest fast.
    """
    return re.compile(
        rf"[{_NUMERAL}半マ令平昭大明第図表式注\[hw.+-](?:(?<=[{_NUMERAL}])|(?<=[.+-])(?=[.\d])"
        r"|(?<=半)(?=[分数ダ])|(?<=マ)(?=イナス)|(?<=令)(?=和)|(?<=[平大明])(?=[成正治])|(?<=昭)(?=和)"
        r"|(?<=第)(?=[\d一二三四五六七八九十])|(?<=[図表式注])(?=\d)|(?<=\[)(?=[@\d])"
        r"|(?<=h)(?=ttps?:)|(?<=w)(?=ww\.))"
    )


@cache
def word_pattern() -> re.Pattern[str]:
    """Return the pattern of words that begin a number or a date, with the character before.

    It is for text in lower case: without regard to case `re` looks at each place much longer.
    """
    english = number_words()["english"]
    scales = "|".join(english["scales"])
    words = (
        *english["ones"],
        *english["tens"],
        rf"(?:{scales})s?",
        rf"an?(?= (?:{scales})|[ -](?:third|fourth|quarter|fifth|sixth|eighth|tenth))",
        "half",
        "tens",
        "twice",
        rf"(?:{_FOLD})fold",
        r"minus(?=[ -]\d)",
    )
    return re.compile(
        rf"\W(?:(?:{'|'.join(words)})\b|(?:{_CODE})(?= ?[\d$])"
        rf"|{_MONTH.lower()}(?=(?: of)?,? \d))"
    )
