"""Finding numbers in folded text, each with its multiplier and unit."""

import math
import re
from collections.abc import Iterator
from dataclasses import replace

from knowledge.quantities.halves import with_half_after_number, with_half_after_unit
from knowledge.quantities.multipliers import with_multiplier
from knowledge.quantities.numerals import is_or_more, number_words, read_kanji
from knowledge.quantities.patterns import number_pattern, sign_pattern, word_pattern
from knowledge.quantities.records import Candidate
from knowledge.quantities.unit_matching import UnitMatch, find_unit, is_doubtful, with_denominator
from knowledge.quantities.values import own_scale, read_value

_WARI = re.compile(
    r" ?割(?:(?P<half>半)|(?P<bu>[\d一二三四五六七八九])分)?"
    r"(?:(?P<rin>[\d一二三四五六七八九])厘)?(?!合|り|れ|っ|当|高|安)"
)
# One Bitcoin transaction counts transactions, not coins.
_COINS = ("bitcoin", "BTC")
_IS_NOUN = re.compile(r" [a-z]{3,}")
_DOZENS = re.compile("(?:と(?P<dozens>\\d{1,4}|[一二三四五六七八九十]{1,3}))? ?ダース")
_POWER_JA = re.compile(
    r"の(?P<minus>マイナス|-)?\+?(?P<exponent>\d{1,3}|[一二三四五六七八九十]{1,3})乗"
)
_OF_US = re.compile(r" (?:U\.S\.|US)(?= (?:per|an?|each)\b)")  # $75 U.S. per barrel
_NAME = re.compile(r"[A-Z][a-z]+ [A-Z][a-z]+")
_GAP = re.compile(
    r" ?[(\[](?=[A-Za-z%]+[)\]])|-|\*\*(?: ?(?=[A-Za-z%]))"
    r"| (?:additional|incremental|more|gross|net|new|extra|total) (?=\S)| "
)


def scan_numbers(text: str) -> Iterator[Candidate]:
    """Yield every number of folded `text` in order, with multiplier and unit where they follow."""
    number = number_pattern()
    position = 0
    for start in _starts(text):
        if start < position:
            continue
        match = number.match(text, start)
        if match is None or match.end() == match.start():
            continue
        found = _read(text, match) if match.lastgroup != "skip" else None
        position = match.end()
        if found is not None:
            yield found
            position = found.end


def _starts(text: str) -> list[int]:
    """Return the places where a number may begin, in order."""
    # İ alone grows when its case is lowered, which would move what follows.
    lowered = " " + text.replace("İ", "I").lower()
    signs = (match.start() for match in sign_pattern().finditer(text))
    words = (match.start() for match in word_pattern().finditer(lowered))
    return sorted([*signs, *words])


def _read(text: str, match: re.Match[str]) -> Candidate | None:
    value, kind = read_value(match)
    if value is None:
        return None
    negative = match["kanji_sign"] or (match["sign"] and match["sign"] != "+")
    candidate = Candidate(
        start=match.start(),
        end=match.end(),
        number_end=match.end(),
        value=-value if negative and value else value,
        prefixed=match["currency"] is not None,
        kind=kind,
        scale=own_scale(match, kind),
    )
    if kind in ("digits", "words"):
        candidate = with_multiplier(text, with_half_after_number(text, candidate))
    if not text.isascii():
        if is_or_more(match.group()):
            candidate = replace(candidate, qualifier="over")
        candidate = _with_power(text, _with_dozens(text, candidate))
    candidate = _with_any_unit(text, candidate, (match["currency"] or "").replace(" ", ""))
    if not text.isascii():
        candidate = with_half_after_unit(text, candidate)
    if match["half_unit"] and candidate.unit is None:
        return None
    # Digits without end exceed a float; what cannot be held is not read.
    return candidate if math.isfinite(candidate.value or 0.0) else None


def _with_dozens(text: str, candidate: Candidate) -> Candidate:
    """Return 3ダース as 36 and 300と2ダース as 324."""
    match = _DOZENS.match(text, candidate.end)
    if match is None or candidate.value is None:
        return candidate
    value = candidate.value * 12
    if dozens := match["dozens"]:
        number = float(dozens) if dozens.isdecimal() else read_kanji(dozens) or 0.0
        value = candidate.value + number * 12
    return replace(candidate, value=value, end=match.end(), number_end=match.end())


def _with_power(text: str, candidate: Candidate) -> Candidate:
    """Return 1.1の3乗 as 1.331; the sign stays in front. What ^ sets above may be a footnote."""
    match = _POWER_JA.match(text, candidate.end)
    if match is None or not candidate.value:
        return candidate
    written = match["exponent"]
    exponent = float(written) if written.isascii() else read_kanji(written) or 0.0
    sign, base = math.copysign(1.0, candidate.value), abs(candidate.value)
    try:
        value = sign * base ** (-exponent if match["minus"] else exponent)
    except OverflowError:
        value = math.inf
    return replace(candidate, value=value, end=match.end(), number_end=match.end())


def _with_any_unit(text: str, candidate: Candidate, currency: str) -> Candidate:
    if candidate.kind == "fold":
        return replace(candidate, unit="x")
    if candidate.kind == "chance":
        return candidate
    if candidate.kind == "vague":
        return _with_vague_ends(text, candidate)
    if currency:
        return _with_currency(text, candidate, currency)
    return _with_unit(text, candidate)


def _with_vague_ends(text: str, candidate: Candidate) -> Candidate:
    """Return tens of thousands as the range from 10,000 to 100,000."""
    lower = candidate.value or 0.0
    candidate = replace(candidate, value=None, lower=lower, upper=lower * 10)
    found = find_unit(text, candidate.end + len(" of "))
    if found is None or not text.startswith(" of ", candidate.end):
        return candidate
    return replace(candidate, unit=found.unit, end=found.end)


def _with_currency(text: str, candidate: Candidate, sign: str) -> Candidate:
    names: dict[str, str] = number_words()["currencies"]
    unit = names.get(sign) or names.get(sign.rstrip("$")) or names["$"]
    if unit == "USD" and (own := _OF_US.match(text, candidate.end)):
        candidate = replace(candidate, end=own.end())
    # What is named after the number wins: $5 million Canadian dollars, ¥1兆円.
    after = candidate.end + (text[candidate.end : candidate.end + 1] == " ")
    named = find_unit(text, after)
    if named and named.unit.partition("/")[0] in names.values():
        return replace(candidate, unit=named.unit, end=named.end)
    whole = with_denominator(text, UnitMatch(unit, candidate.end))
    return replace(candidate, unit=whole.unit, end=whole.end)


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
    # Take the closing bracket of `20 (kg)` in too.
    bracketed = text[begin - 1 : begin] + text[found.end : found.end + 1] in ("()", "[]")
    return replace(candidate, unit=found.unit, end=found.end + bracketed)


def _unit_places(text: str, start: int) -> Iterator[int]:
    """Yield where a unit may begin after a number: at once, or after a space or sign."""
    yield start
    match = _GAP.match(text, start)
    if match is not None and match.end() > start:
        yield match.end()


def _with_wari(candidate: Candidate, match: re.Match[str]) -> Candidate:
    tenths = (candidate.value or 0.0) * 10 + (5 if match["half"] else 0)
    tenths += _small_digit(match["bu"]) + _small_digit(match["rin"]) / 10
    value = float(f"{tenths:.12g}")
    return replace(candidate, value=value, unit="%", end=match.end(), scale=10.0)


def _small_digit(written: str | None) -> float:
    if not written:
        return 0.0
    return float(written) if written.isdigit() else read_kanji(written) or 0.0


def _is_proper(text: str, candidate: Candidate, begin: int, found: UnitMatch) -> bool:
    """Return whether the unit is a word of a name: Three Mile Island, one Bitcoin transaction."""
    if candidate.kind != "words":
        return False
    if found.unit in _COINS and _IS_NOUN.match(text, found.end):
        return True
    return text[candidate.start].isupper() and _NAME.match(text, begin) is not None


def _is_plausible(text: str, candidate: Candidate, begin: int, found: UnitMatch) -> bool:
    """Return whether the unit's letters mean the unit here."""
    written = text[begin : found.end]
    attached = begin == candidate.end
    if written == "x":
        follows = text[found.end : found.end + 2].lstrip()
        return attached and not follows[:1].isdigit()
    if written.lower() == "we" or _is_proper(text, candidate, begin, found):
        return False
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
