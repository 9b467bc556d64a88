"""The value of each way to write a number that `patterns` finds."""

import re

from knowledge.quantities.numerals import (
    japanese_scale,
    number_words,
    read_english,
    read_japanese_mixed,
    read_kanji,
    read_plain,
    scale_of,
)


def read_value(match: re.Match[str]) -> tuple[float | None, str]:
    """Return the value of a match of `number_pattern` and the kind of writing.

    The value is None where the characters make no number after all.
    """
    for kind, names, read in _READERS:
        if any(match[name] for name in names):
            return read(match), kind
    return read_english(match["words"]), "words"


def own_scale(match: re.Match[str], kind: str) -> float:
    """Return the multiplier that a number holds in itself: 10万, five thousand; else 1."""
    if kind == "words":
        return _words_scale(match["words"])
    return japanese_scale(match["mixed"]) if kind == "mixed" else 1.0


def _read_japanese_fraction(match: re.Match[str]) -> float | None:
    """Read 3分の1, 五分の二 and 2と4分の3."""
    written = match["japanese_fraction"] or match["kanji_fraction"]
    first, _, above = written.partition("分の")
    *whole, below = re.split("と|また|又", first)
    sign = -1.0 if above.lstrip().startswith(("マイナス", "-")) else 1.0
    parts = (*whole, below, above.replace("マイナス", "").replace("-", ""))
    read = [_read_japanese(part.strip()) for part in parts]
    values = [value for value in read if value is not None]
    if len(values) < len(read) or not values[-2]:
        return None
    return sum(values[:-2]) + sign * values[-1] / values[-2]


def _read_japanese(written: str) -> float | None:
    if not written[0].isascii():
        return read_kanji(written)
    return read_plain(written) if written.isascii() else read_japanese_mixed(written)


def _read_fraction(written: str) -> float:
    whole, _, rest = written.rpartition(" ")
    above, _, below = rest.replace("⁄", "/").partition("/")
    return float(whole or 0) + float(above) / float(below)


# A municipality whose name begins with a numeral: 三鷹市, 五所川原市; no count of them: 三つの市.
_TOWN = re.compile(r"[〇一二三四五六七八九十百千万][一-龠々ヶ]{1,4}[市町村区郡](?![一-龠])")


def _read_kanji_word(match: re.Match[str]) -> float | None:
    start = match.start("kanji")
    if _TOWN.match(match.string, start) or any(
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


def _words_scale(written: str) -> float:
    """Return the multiplier that ends a number in words: five thousand has 1000."""
    last = re.split("[ -]", written.lower())[-1]
    scales: dict[str, float] = number_words()["english"]["scales"]
    return scales.get(last, 1.0) if last != "dozen" else 1.0


def _read_vague(written: str) -> float:
    """Return the low end of tens of thousands; the high end is ten times that."""
    value = 1.0
    for word in written.lower().replace(" of ", " ").split():
        value *= 10.0 if word == "tens" else scale_of(word.removesuffix("s"))
    return value


def _read_chance(match: re.Match[str]) -> float:
    """Read one in five as 0.2."""
    return _small_number(match["chance"]) / _small_number(match["among"])


def _small_number(written: str) -> float:
    return float(written) if written.isdigit() else read_english(written) or 1.0


# Kind of writing, the groups that show it, and its reader; the first that matched is taken.
_READERS = (
    ("part", ("japanese_fraction", "kanji_fraction"), _read_japanese_fraction),
    ("mixed", ("mixed",), lambda match: read_japanese_mixed(match["mixed"])),
    ("digits", ("fraction",), lambda match: _read_fraction(match["fraction"])),
    ("digits", ("plain",), lambda match: read_plain(match["plain"])),
    ("kanji", ("kanji",), _read_kanji_word),
    ("fold", ("fold",), lambda match: read_english(match["fold"]) or scale_of(match["fold"])),
    ("fold", ("twice",), lambda _: 2.0),
    ("chance", ("chance",), _read_chance),
    ("vague", ("vague",), lambda match: _read_vague(match["vague"])),
    ("part", ("part",), lambda match: _read_part(match["part"])),
    ("part", ("half", "half_unit"), lambda _: 0.5),
)
