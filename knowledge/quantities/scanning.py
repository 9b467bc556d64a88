"""Finding numbers in folded text, each with its multiplier and unit."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from knowledge.quantities.numerals import (
    DIGITS,
    JAPANESE_MIXED,
    KANJI_NUMBER,
    PLAIN,
    english_pattern,
    japanese_scale,
    number_words,
    read_english,
    read_japanese_mixed,
    read_kanji,
    read_plain,
    scale_of,
)
from knowledge.quantities.records import Candidate
from knowledge.quantities.unit_matching import UnitMatch, find_unit, is_doubtful, with_denominator

_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
# Dates, times, addresses, versions and citation marks: digits that are no quantities.
_SKIP = (
    r"(?:https?://|www\.)[^\s、。）)]+|\[@[^\]]*\]|\[\d+(?:[,;-–] ?\d+)*\](?!\w)"
    r"|(?<!\d)\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?!\d)|(?<!\d)\d{1,2}/\d{1,2}/\d{2,4}(?!\d)"
    r"|(?<!\d)\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?(?: ?[ap]\.?m\b\.?)?|\b\d{1,2} ?[ap]\.?m\b\.?"
    r"|\bv?\d+\.\d+\.\d+(?:\.\d+)*\b"
    rf"|\b{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?\b(?:, ?\d{{4}}\b)?(?! ?(?:%|percent|per cent|[kMGT]Wh?\b))"
    rf"|\b{_MONTH}(?: of)?,? (?:19|20)\d\d\b"
    rf"|(?<![\d.,$€£¥])\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{_MONTH}\b(?!\w)(?:,? \d{{4}}\b)?"
    r"|(?:19|20)\d\d ?[-–—/~] ?(?:19|20)\d\d(?:年度?)?(?![\d,.]*\d| ?[%kMGT])"
    r"|(?:19|20)\d\d[-–/]\d\d(?:年度?)?(?!\d|,\d| ?[%kMGT])"
    r"|(?<!\d)(?:1[5-9]|20|21)\d\d(?:年度?|s\b)(?:から)?|(?<!\d)\d{1,2}年度|(?:令和|平成|昭和|大正|明治)(?:\d+|元|[一二三四五六七八九十]+)年度?"
    r"|(?<!\d)\d{1,2}月(?:\d{1,2}日)?(?!間)|(?<![\d第])\d{1,2}日(?![間分あ])|\d{1,2}時(?:\d{1,2}分)?(?!間)"
    r"|第[\d一二三四五六七八九十]+|[図表式注]\d+(?![\d.,%])|(?<!\d)[12]\d年(?=[のにはか末初比、時度]|まで)(?!の間|間)"
)
_NEGATIVE = r"(?:(?<![A-Za-z0-9)\]%-])(?<![\d%] )[-+](?=[\d.])|(?:マイナス|(?<!\w)[Mm]inus[ -]|▲)(?=[\d.〇零一二三四五六七八九十百千]))"
_CURRENCY = (
    r"(?:(?:US|U\.S\.|AU?|CA?|NZ|HK|S)? ?\$(?:US|A|NZ|C)?|[€£¥₹₩]|PS(?=\d)|Y=(?=\d)|RM(?=\d)"
    r"|(?:USD|US|JPY|EUR|GBP|CNY|RMB|AUD|CAD|CHF|INR|Rs\.?) ?(?=[\d$])) ?\$? ?"
)
_AFTER_LETTER = r"(?<![A-Za-z_^#&@=\d])(?<![A-Za-z]-)(?<!\d[.,:])(?<![A-Za-z]\.)"


@cache
def _master() -> re.Pattern[str]:
    """Return the pattern of one number, or of something to step over."""
    fraction = r"(?:\d+ )?\d{1,3}/(?:[2-9]|10|100)(?![\d/.,])(?= ?[A-Za-z%ァ-ヶ一-龠])(?<!/\d/\d)|\d{1,3}/\d{1,3}(?= of (?:a|an|the)\b)"
    return re.compile(
        rf"(?P<skip>{_SKIP})"
        rf"|(?:(?P<currency>(?<![A-Za-z]){_CURRENCY})|{_AFTER_LETTER})(?P<sign>{_NEGATIVE})?(?:"
        rf"(?P<japanese_fraction>(?:(?:{DIGITS}) ?と ?)?(?:{DIGITS})[百千万億兆]? ?分の ?(?:{DIGITS})[百千万億兆]?)"
        rf"|(?P<mixed>{JAPANESE_MIXED})|(?P<fraction>{fraction})|(?P<plain>{PLAIN}))"
        rf"|(?P<kanji_sign>マイナス)?(?:(?P<kanji_fraction>(?:{KANJI_NUMBER} ?と ?)?{KANJI_NUMBER} ?分の ?{KANJI_NUMBER})"
        rf"|(?P<kanji>(?<!第){KANJI_NUMBER}))"
        rf"|\b(?P<part>(?i:(?:an?|one|two|three|four|five|six|seven|eight|nine)[ -]"
        r"(?:thirds?|fourths?|quarters?|fifths?|sixths?|eighths?|tenths?)(?= of\b)|half(?= of\b| the\b)))"
        r"|\b(?i:(?P<fold>two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|hundred|thousand)[ -]?fold)\b"
        r"|\b(?i:(?P<chance>one|two|three|four|five|six|seven|eight|nine|\d) (?:in|out of) (?:every )?"
        r"(?P<among>two|three|four|five|six|seven|eight|nine|ten|twenty|(?:2|3|4|5|6|7|8|9|10|20)(?![\d.,%])))\b(?! years?\b)"
        r"|\b(?i:(?P<vague>(?:tens|dozens|hundreds|thousands|millions|billions|trillions)(?: of (?:thousands|millions|billions|trillions))?))(?= of\b)"
        rf"|\b(?i:(?P<words>{english_pattern()}))\b",
    )


@cache
def _quick() -> re.Pattern[str]:
    """Return the pattern of places where a number may begin, to step over plain text fast."""
    words = sorted({*number_words()["english"]["ones"], *number_words()["english"]["tens"],
                    *(f"{scale}s?" for scale in number_words()["english"]["scales"]), "half", "an?", "tens",
                    "(?:two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|hundred|thousand)fold"})  # fmt: skip
    months = r"(?=[JFMASOND])\b" + _MONTH + r"\b"
    return re.compile(
        rf"[\d$€£¥₹₩▲〇零一二三四五六七八九十百千]|マイナス|令和|平成|昭和|第[\d一二三四五六七八九十]|[図表式注]\d|\[[@\d]|https?:|www\.|{months}"
        rf"|\.\d|[-+][.\d]|\b(?:{'|'.join(words)})\b|\bminus \d|\b(?:USD?|U\.S\.|JPY|EUR|GBP|CNY|RMB|AUD?|CAD?|CHF|INR|Rs\.?|A|C|S|HK|NZ|PS|Y=|RM)[ \d$]",
        re.IGNORECASE,
    )


def scan_numbers(text: str) -> Iterator[Candidate]:
    """Yield every number of folded `text` in order, with multiplier and unit where they follow."""
    master, quick = _master(), _quick()
    position = 0
    while (place := quick.search(text, position)) is not None:
        match = master.match(text, place.start())
        if match is None or match.end() == match.start():
            position = place.start() + 1
            continue
        if match.lastgroup == "skip":
            position = match.end()
            continue
        found = _read(text, match)
        if found is None:
            position = match.end()
            continue
        yield found
        position = found.end


def _read(text: str, match: re.Match[str]) -> Candidate | None:
    value, kind = _value(match)
    if value is None or value in (float("inf"), float("-inf")):
        return None
    negative = match["kanji_sign"] or (match["sign"] and match["sign"] != "+")
    candidate = Candidate(
        start=match.start(),
        end=match.end(),
        number_end=match.end(),
        value=-value if negative and value else value,
        prefixed=match["currency"] is not None,
        kind=kind,
        scale=_own_scale(match, kind),
    )
    candidate = _with_multiplier(text, candidate) if kind in ("digits", "words") else candidate
    if kind == "fold":
        return replace(candidate, unit="x")
    if kind == "vague" and value is not None:
        bounds = {"value": None, "lower": value, "upper": value * 10}
        of = text[candidate.end : candidate.end + 4] == " of "
        found = find_unit(text, candidate.end + 4) if of else None
        return replace(
            candidate,
            **bounds,
            unit=found.unit if found else None,
            end=found.end if found else candidate.end,
        )
    currency = (match["currency"] or "").replace(" ", "")
    if currency:
        return _with_currency(text, candidate, currency)
    return _with_unit(text, candidate)


def _value(match: re.Match[str]) -> tuple[float | None, str]:
    if match["japanese_fraction"] or match["kanji_fraction"]:
        return _read_japanese_fraction(
            match["japanese_fraction"] or match["kanji_fraction"]
        ), "part"
    if match["mixed"]:
        return read_japanese_mixed(match["mixed"]), "mixed"
    if match["fraction"]:
        return _read_fraction(match["fraction"]), "digits"
    if match["plain"]:
        return read_plain(match["plain"]), "digits"
    if match["kanji"]:
        return _read_kanji_word(match), "kanji"
    if match["fold"] or match["chance"]:
        above = (
            read_english(match["fold"] or match["chance"])
            if not (match["chance"] or "x").isdigit()
            else float(match["chance"])
        )
        return (above, "fold") if match["fold"] else ((above or 0) / _among(match["among"]), "part")
    if match["vague"]:
        return _read_vague(match["vague"]), "vague"
    if match["part"]:
        return _read_part(match["part"]), "part"
    return read_english(match["words"]), "words"


def _read_japanese_fraction(written: str) -> float | None:
    """Read 3分の1, 五分の二 and 2と4分の3."""
    whole, joint, rest = written.rpartition("と")
    below, _, above = rest.partition("分の")
    values = [_read_japanese(part.strip()) for part in (whole if joint else "0", above, below)]
    if values[0] is None or values[1] is None or not values[2]:
        return None
    return values[0] + values[1] / values[2]


def _read_japanese(written: str) -> float | None:
    if written[-1].isdigit():
        return read_plain(written) if "万" not in written else read_japanese_mixed(written)
    return read_japanese_mixed(written) if written[0].isdigit() else read_kanji(written)


def _read_fraction(written: str) -> float:
    whole, _, rest = written.rpartition(" ")
    above, _, below = rest.partition("/")
    return float(whole or 0) + float(above) / float(below)


def _read_kanji_word(match: re.Match[str]) -> float | None:
    start = match.start("kanji")
    if any(
        match.string.startswith(word, start) for word in number_words()["japanese"]["not_numbers"]
    ):
        return None
    return read_kanji(match["kanji"])


def _read_part(written: str) -> float:
    words = written.lower().replace("-", " ").split()
    if words == ["half"]:
        return 0.5
    above = 1.0 if words[0] in ("a", "an") else read_english(words[0]) or 1.0
    name = words[1].removesuffix("s")
    below: int = {**number_words()["english"]["parts"], "fourth": 4}[name]
    return above / below


def _own_scale(match: re.Match[str], kind: str) -> float:
    if kind == "words":
        return _words_scale(match["words"])
    return japanese_scale(match["mixed"]) if kind == "mixed" else 1.0


def _words_scale(written: str) -> float:
    """Return the multiplier that ends a number in words: five thousand has 1000."""
    last = re.split("[ -]", written.lower())[-1]
    scales: dict[str, float] = number_words()["english"]["scales"]
    return scales.get(last, 1.0) if last != "dozen" else 1.0


def _among(written: str) -> float:
    return float(written) if written.isdigit() else read_english(written) or 1.0


def _read_vague(written: str) -> float:
    """Return the low end of tens of thousands; the high end is ten times that."""
    value = 1.0
    for word in written.lower().replace(" of ", " ").split():
        value *= 10.0 if word == "tens" else scale_of(word.removesuffix("s"))
    return value


_WORD_SCALE = re.compile(
    r"(?P<hyphen>[ -]?)(?P<word>hundred|thousand|million|billion|trillion|quadrillion|lakh|crore|dozen)s?\b"
    r"|(?P<gap> ?)(?P<abbreviation>mln|bln|trn|mn|bn|tn)\b(?!\.)",
    re.IGNORECASE,
)
_LETTER_SCALE = re.compile(r"(?:\*\*)?(?P<letter>MM|[kKMBTmbt])(?![A-Za-z\d/%]|-[A-Za-z])")
_SPACED_SCALE = re.compile(r" (?P<letter>[BMT])(?= [A-Za-z])")


def _with_multiplier(text: str, candidate: Candidate) -> Candidate:
    """Return the candidate with `million`, `bn` or `k` read into its value."""
    scale, end, value = 1.0, candidate.end, candidate.value or 0.0
    while (match := _WORD_SCALE.match(text, end)) is not None:
        word = match["word"]
        scale *= (
            scale_of(word)
            if word
            else number_words()["abbreviations"]["any"][match["abbreviation"].lower()]
        )
        end = match.end()
    if scale == 1.0:
        scale, end = _letter_scale(text, candidate)
    if scale == 1.0:
        return candidate
    scaled = float(f"{value * scale:.15g}")
    return replace(candidate, value=scaled, end=end, number_end=end, scale=scale)


def _letter_scale(text: str, candidate: Candidate) -> tuple[float, int]:
    abbreviations = number_words()["abbreviations"]
    if candidate.kind != "digits":
        return 1.0, candidate.end
    match = _LETTER_SCALE.match(text, candidate.end)
    if match is not None:
        known = abbreviations["attached"]
        if candidate.prefixed or _counts_millions(text, match):
            known = {**known, **abbreviations["money"]}
        if match["letter"] in known:
            return known[match["letter"]], match.end()
    match = _SPACED_SCALE.match(text, candidate.end)
    if match is not None and find_unit(text, _skip_space(text, match.end())):
        return abbreviations["attached"][match["letter"]], match.end()
    return 1.0, candidate.end


def _counts_millions(text: str, match: re.Match[str]) -> bool:
    """Return whether the m of `1.2m tons` means million: a unit or a plural stands after it."""
    if match["letter"] not in ("m", "b") or text[match.end() : match.end() + 1] != " ":
        return False
    if find_unit(text, match.end() + 1) is not None:
        return True
    return _PLURAL_AHEAD.match(text, match.end()) is not None


_PLURAL_AHEAD = re.compile(
    r"(?: (?!(?:of|in|to|on|at|from|has|is|was)\b)[a-z][a-z-]+){0,3} [a-z]{3,}(?<!s)s\b| of (?:its|the|their|our) "
)
_CURRENCY_NAMES = {
    "US$": "USD", "U.S.$": "USD", "US": "USD", "$": "USD", "USD$": "USD", "US$$": "USD",
    "A$": "AUD", "AU$": "AUD", "C$": "CAD", "CA$": "CAD", "NZ$": "NZD", "HK$": "HKD", "S$": "SGD",
    "$US": "USD", "$A": "AUD", "$NZ": "NZD", "$C": "CAD", "RM": "MYR", "PS": "GBP", "Y=": "JPY",
    "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₩": "KRW", "RMB": "CNY", "Rs": "INR", "Rs.": "INR",
}  # fmt: skip


def _with_currency(text: str, candidate: Candidate, currency: str) -> Candidate:
    unit = _CURRENCY_NAMES.get(currency, currency)
    # $5 million of Canadian dollars would be named after the number; that name wins.
    named = find_unit(text, _skip_space(text, candidate.end))
    if named and named.unit.partition("/")[0] in _CURRENCY_NAMES.values():
        return replace(candidate, unit=named.unit, end=named.end)
    whole = with_denominator(text, UnitMatch(unit, candidate.end))
    return replace(candidate, unit=whole.unit, end=whole.end)


def _skip_space(text: str, position: int) -> int:
    return position + 1 if text[position : position + 1] == " " else position


_WARI = re.compile(
    r" ?割(?:(?P<half>半)|(?P<bu>[\d一二三四五六七八九])分)?(?:(?P<rin>[\d一二三四五六七八九])厘)?(?!合|り|れ|っ|当|高|安)"
)


def _with_unit(text: str, candidate: Candidate) -> Candidate:
    wari = _WARI.match(text, candidate.end)
    if wari is not None:
        return _with_wari(candidate, wari)
    start = candidate.end
    found = None
    for begin in _unit_places(text, start):
        found = find_unit(text, begin)
        if found is not None:
            break
    if found is None or not _is_plausible(text, candidate, begin, found):
        return candidate
    closing = text[begin - 1 : begin] in ("(", "[") and text[found.end : found.end + 1] in (
        ")",
        "]",
    )
    return replace(candidate, unit=found.unit, end=found.end + closing)


def _unit_places(text: str, start: int) -> Iterator[int]:
    """Yield where a unit may begin after a number: at once, after a space, hyphen, star, bracket."""
    yield start
    match = _GAP.match(text, start)
    if match is not None and match.end() > start:
        yield match.end()


_GAP = re.compile(
    r" ?[(\[](?=[A-Za-z%]+[)\]])|-|\*\*(?: ?(?=[A-Za-z%]))| (?:additional|incremental|more|gross|net|new|extra|total) (?=\S)| "
)


def _with_wari(candidate: Candidate, match: re.Match[str]) -> Candidate:
    tenths = (candidate.value or 0.0) * 10
    if match["half"]:
        tenths += 5
    if match["bu"]:
        tenths += read_kanji(match["bu"]) or 0 if not match["bu"].isdigit() else int(match["bu"])
    if match["rin"]:
        rin = int(match["rin"]) if match["rin"].isdigit() else read_kanji(match["rin"]) or 0
        tenths += rin / 10
    value = float(f"{tenths:.12g}")
    return replace(candidate, value=value, unit="%", end=match.end(), scale=10.0)


def _is_plausible(text: str, candidate: Candidate, begin: int, found: UnitMatch) -> bool:
    """Return whether the unit's letters mean the unit here."""
    written = text[begin : found.end]
    attached = begin == candidate.end
    if written == "x":
        follows = text[found.end : found.end + 2].lstrip()
        return attached and not follows[:1].isdigit()
    if not is_doubtful(written):
        return True
    if written == "s":
        return not attached or "." in text[candidate.start : candidate.end]
    if written == "p":
        return attached
    if written in ("a", "c", "in"):
        return False
    if written == "t" and not attached and candidate.kind == "words":
        return False
    return candidate.kind != "words" or not attached
