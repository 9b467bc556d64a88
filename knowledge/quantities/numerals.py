"""Numbers as people write them: digits, English words, kanji, and mixtures."""

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import tomli

NUMBERS_FILE = Path(__file__).parents[1] / "vocabulary" / "numbers.toml"


@cache
def number_words() -> dict[str, Any]:
    """Read the words of numbers once."""
    return tomli.loads(NUMBERS_FILE.read_text(encoding="utf-8"))


# 2点7, 2·7兆 (the middle dot of Japanese newspapers; 3·11 alone is a date)
_POINT = (
    r"(?:[.点]\d+(?!\d)|·\d+(?= ?(?:[%万億兆倍割円度]|[kMGT]?W|キロ|メガ|ギガ|テラ|ミリ|センチ"
    r"|メートル|ワット|トン|ドル|ユーロ|ポイント|パーセント)))"
)
# 1,234.5 · 1 234 · 1234.5 · .5 · 7,24 (a decimal comma, two digits at most)
DIGITS = (
    r"(?:(?:\d{1,3}(?:,\d{3})+(?!\d)|\d{1,3}(?: \d{3})+(?![\d,]|\.\d|(?: \d{1,3})+\b)|\d+)"
    rf"{_POINT}?(?![.,]\d+\.)|\.\d+)"
)
_POWER = (
    r"(?:[eE][-+]?\d{1,3}(?![\dA-Za-z])"
    r"|\s?[x×*·]\s?10\s?(?:(?:\^\s?[-+]?|-)\d{1,3}|の[-+]?\d{1,3}乗))"
)
PLAIN = rf"(?:10\^-?\d{{1,3}}|\d{{1,3}},\d{{1,2}}(?![\d,.]|万|億)|{DIGITS}{_POWER}?)"
KANJI = r"[〇零一二三四五六七八九十百千]"
_SCALE = r"(?:(?:余り?|あまり|数)?[万億兆京])"  # 10余万 and 十数万 are 100,000 and more
JAPANESE_MIXED = (
    rf"{DIGITS} ?(?:[十百千] ?{_SCALE}?|{_SCALE})"
    rf"(?: ?{DIGITS} ?(?:[十百千]{_SCALE}?|{_SCALE}))*(?: ?{DIGITS}(?![年月日\d]))?"
)
KANJI_NUMBER = (
    rf"(?:{KANJI}|[万億兆京](?<={KANJI}[万億兆京])|(?<={KANJI})(?:余り?|あまり|数)[万億兆京])+"
    r"(?:[·点][〇零一二三四五六七八九十]+)?[万億兆]?"
)
_JAPANESE_PARTS = re.compile(rf"({DIGITS}) ?([十百千]?) ?([万億兆京]?)")
_OR_MORE = re.compile("余り?|あまり|数")


def is_or_more(written: str) -> bool:
    """Return whether a numeral tells of more than it states: 10余万, 十数万."""
    return _OR_MORE.search(written) is not None


@lru_cache(maxsize=8192)
def read_plain(written: str) -> float:
    """Read digits with separators and a power of ten; infinite where it exceeds a float."""
    text = written.replace(" ", "").replace("点", ".")
    base, power = text, ""
    if base.startswith("10^"):
        base = f"1e{base[3:]}"
    match = _POWER_TAIL.search(text)
    if match:
        base, power = text[: match.start()], match[1]
    if _DECIMAL_COMMA.fullmatch(base):
        base = base.replace(",", ".")
    base = base.replace(",", "").replace("·", ".")
    return float(f"{base}e{power}" if power else base)


_POWER_TAIL = re.compile(r"(?:[x×*·]10[\^の]?|[eE])([-+]?\d+)乗?$")
_DECIMAL_COMMA = re.compile(r"\d+,\d{1,2}")


@lru_cache(maxsize=8192)
def read_japanese_mixed(written: str) -> float:
    """Read digits with Japanese multipliers: 29兆4790億, 3万4,500, 5千万."""
    words = number_words()["japanese"]
    total = 0.0
    for digits, place, scale in _JAPANESE_PARTS.findall(_OR_MORE.sub("", written)):
        total += read_plain(digits) * words["places"].get(place, 1) * words["scales"].get(scale, 1)
    # 4,790 億 in binary: digits are decimal, so take the nearest decimal of 15 digits.
    return float(f"{total:.15g}")


def japanese_scale(written: str) -> float:
    """Return the multiplier of a number that has one part only, as 10万; else 1."""
    parts = _JAPANESE_PARTS.findall(written)
    if len(parts) != 1:
        return 1.0
    words = number_words()["japanese"]
    place, scale = parts[0][1:]
    return float(words["places"].get(place, 1) * words["scales"].get(scale, 1))


@lru_cache(maxsize=8192)
def read_kanji(written: str) -> float | None:
    """Read kanji numerals, positional (二〇二四) or with places (二百五十); None when malformed."""
    whole, _, fraction = _OR_MORE.sub("", written).replace("点", "·").partition("·")
    tail_scale = 1.0
    words = number_words()["japanese"]
    if fraction and fraction[-1] in words["scales"]:
        tail_scale, fraction = words["scales"][fraction[-1]], fraction[:-1]
    value = _kanji_whole(whole)
    if value is None:
        return None
    if "十" in fraction:  # ·八十九
        fraction = f"{_kanji_whole(fraction) or 0:.0f}"
    decimals = "".join(c if c.isascii() else str(_digit(c)) for c in fraction)
    return float(f"{value:.0f}.{decimals or 0}") * tail_scale


def _digit(character: str) -> int:
    digits: str = number_words()["japanese"]["digits"]
    return digits.index("〇" if character == "零" else character)


def _kanji_whole(written: str) -> float | None:
    words = number_words()["japanese"]
    if not any(
        character in words["places"] or character in words["scales"] for character in written
    ):
        return float("".join(str(_digit(character)) for character in written))
    total = section = 0.0
    digit: float | None = None
    largest = float("inf")
    for character in written:
        if character in words["scales"]:
            scale = words["scales"][character]
            part = section + (digit or 0)
            # 一万五千億 is 15,000 times 億: a larger scale multiplies all before it.
            total = (total + part) * scale if scale > largest else total + (part or 1) * scale
            section, digit, largest = 0.0, None, scale
        elif character in words["places"]:
            section += (1 if digit is None else digit) * words["places"][character]
            digit = None
        elif digit:
            return None
        else:
            digit = _digit(character)
    return total + section + (digit or 0)


@cache
def _english_values() -> dict[str, float]:
    words = number_words()["english"]
    values = {word: float(index) for index, word in enumerate(words["ones"])}
    values.update({word: 20.0 + 10 * index for index, word in enumerate(words["tens"])})
    return values


@cache
def english_pattern() -> str:
    """Return the pattern of a cardinal in English words, with `half a` and `a million`."""
    words = number_words()["english"]
    scales = "|".join(words["scales"])
    small = "|".join(sorted(_english_values(), key=len, reverse=True))
    joint = r"(?:-| |(?<=hundred) and |(?<=thousand) and |(?<=million) and )"
    return rf"(?:(?:half an? |an? )(?:{scales})|(?:{small}))(?:{joint}(?:{small}|{scales})\b)*"


@lru_cache(maxsize=4096)
def read_english(written: str) -> float | None:
    """Read a cardinal in English words; None where the words do not make one number."""
    scales = number_words()["english"]["scales"]
    values = _english_values()
    total = section = 0.0
    half = False
    last = ""
    for word in re.findall(r"[a-z]+", written.lower()):
        if word in ("and", "a", "an"):
            continue
        if word == "half":
            half = True
        elif word in values:
            if not _may_follow(last, word):
                return None
            section += values[word]
        elif scales[word] in (12.0, 100.0):
            section = (section or 1.0) * scales[word]
        else:
            total += (section or 1.0) * scales[word]
            section = 0.0
        last = word
    return (total + section) * (0.5 if half else 1.0)


def _may_follow(last: str, word: str) -> bool:
    """Return whether `word` continues a number after `last`: twenty five, not two three."""
    values = _english_values()
    if last not in values:
        return True
    return values[last] >= 20 and 0 < values[word] < 10


def scale_of(word: str) -> float:
    """Return the size of an English multiplier word."""
    return float(number_words()["english"]["scales"][word.lower()])
