"""Words a quantity for people: rounding, grouping, ranges, units, in both languages."""

import math
import re

from bot.answer.intervals import has_range
from knowledge.records import Language, Qualifier, Quantity
from knowledge.units import convert

_WHOLE_SHOWN_IN_FULL = 10_000
_LEAST_IN_DECIMALS = 1e-10  # 0.34 Wh are 0.00000000034 GWh; less is written with a power of ten
_TOO_LONG = 1_000_000  # from here on millions are written in words, whatever the unit
_BEFORE: dict[Language, dict[Qualifier, str]] = {
    "en": {
        "exact": "",
        "about": "about ",
        "at_least": "at least ",
        "at_most": "up to ",
        "over": "more than ",
        "under": "less than ",
    },
    "ja": {"exact": "", "about": "約", "at_least": "", "at_most": "最大", "over": "", "under": ""},
}
_AFTER_JA: dict[Qualifier, str] = {"at_least": "以上", "over": "超", "under": "未満"}
_COUNTED = {
    "home",
    "person",
    "chip",
    "item",
    "reactor",
    "prompt",
    "h",
    "km",
    "USD",
    "JPY",
    "EUR",
    "L",
    "FLOP",
    None,
}
_SCALES: dict[Language, tuple[tuple[float, str], ...]] = {
    "en": ((1e12, " trillion"), (1e9, " billion"), (1e6, " million")),
    "ja": ((1e12, "兆"), (1e8, "億"), (1e4, "万")),
}
_UNITS: dict[Language, dict[str, str]] = {
    "en": {
        "x": " times",
        "%": "%",
        "%/yr": "% a year",
        "pp": " percentage points",
        "home": " homes",
        "person": " people",
        "chip": " chips",
        "item": "",
        "reactor": "",
        "prompt": " prompts",
        "h": " hours",
        "day": " days",
        "min": " minutes",
        "s": " seconds",
        "gal": " gallons",
        "kWh/person": " kWh per person",
        "PUE": " PUE",
    },
    "ja": {
        "x": "倍",
        "%": "%",
        "%/yr": "%/年",
        "pp": "ポイント",
        "home": "世帯",
        "person": "人",
        "chip": "個",
        "item": "件",
        "reactor": "基",
        "prompt": "回",
        "h": "時間",
        "day": "日",
        "min": "分",
        "s": "秒",
        "gal": "ガロン",
        "kWh/person": " kWh/人",
        "PUE": " PUE",
        "USD": "ドル",
        "JPY": "円",
        "EUR": "ユーロ",
    },
}


def round_shown(value: float) -> float:
    """Round as numbers are shown: whole numbers below 10,000 in full, others to 3 digits.

    Just below 100 five digits are kept: 99.988 % is not all.
    """
    if 99.5 <= abs(value) < 100:
        return float(f"{value:.5g}")
    if value == 0 or (float(value).is_integer() and abs(value) < _WHOLE_SHOWN_IN_FULL):
        return float(value)
    return float(f"{value:.3g}")


def format_value(value: float) -> str:
    """Write a number with at most 3 significant digits and thousands separators."""
    shown = round_shown(value)
    if shown == 0 or _LEAST_IN_DECIMALS <= abs(shown) < 1e15:
        decimals = 0 if shown.is_integer() else _decimals(shown)
        return f"{shown:,.{decimals}f}"
    return f"{shown:.2e}"


def _decimals(value: float) -> int:
    digits = max(0, 4 - math.floor(math.log10(abs(value))))
    text = f"{value:.{digits}f}"
    return len(text.rstrip("0").partition(".")[2])


def format_quantity(quantity: Quantity, *, unit: str | None, language: Language) -> str:
    """Word a quantity in `unit` with its range and qualifier.

    A ratio of 2.6 between 1.2 and 4.8 becomes "about 2.6 times (1.2–4.8 times)".
    """
    shown = in_shown_unit(quantity, unit)
    if shown.value is None and shown.lower is not None and shown.upper is not None:
        return _range(shown.lower, shown.upper, unit, language)
    value = shown.value if shown.value is not None else shown.lower
    qualifier = quantity.qualifier
    if value is None:
        value, qualifier = shown.upper, "at_most"
    elif shown.value is None:
        qualifier = "at_least"
    assert value is not None  # a Quantity has one of the three
    text = _qualified(_with_unit(value, unit, language), qualifier, language)
    if shown.value is None or not has_range(shown):
        return text
    if shown.lower is None or shown.upper is None:
        return text
    return f"{text} ({_range(shown.lower, shown.upper, unit, language)})"


def in_shown_unit(quantity: Quantity, unit: str | None) -> Quantity:
    """Convert a quantity to the unit in which it is shown."""
    if unit is None or quantity.unit in (None, unit):
        return quantity

    def converted(value: float | None) -> float | None:
        return None if value is None else convert(value, quantity.unit or unit, unit)

    return Quantity(
        converted(quantity.value),
        unit,
        converted(quantity.lower),
        converted(quantity.upper),
        quantity.qualifier,
    )


def _range(lower: float, upper: float, unit: str | None, language: Language) -> str:
    dash = "–" if language == "en" else "〜"
    if unit not in _COUNTED:
        size = _scale(upper, language)[0] if abs(upper) >= _TOO_LONG else 1.0
        return f"{format_value(lower / size)}{dash}{_with_unit(upper, unit, language)}"
    return f"{_with_unit(lower, unit, language)}{dash}{_with_unit(upper, unit, language)}"


def _with_unit(value: float, unit: str | None, language: Language) -> str:
    worded = unit in _COUNTED or abs(value) >= _TOO_LONG
    number = _scaled(value, language) if worded else format_value(value)
    if unit is None:
        return number
    if language == "en" and unit in ("USD", "JPY", "EUR"):
        return f"{unit} {number}"
    return number + _UNITS[language].get(unit, f" {unit}")


def _scaled(value: float, language: Language) -> str:
    size, word = _scale(value, language)
    return format_value(round_shown(value / size)) + word if word else format_value(value)


def _scale(value: float, language: Language) -> tuple[float, str]:
    """The size and the word in which a number is written: 1e6 and “million”."""
    fitting = (
        (size, word)
        for size, word in _SCALES[language]
        if abs(value) >= size and abs(value) >= _WHOLE_SHOWN_IN_FULL
    )
    return next(fitting, (1.0, ""))


def _qualified(text: str, qualifier: Qualifier, language: Language) -> str:
    after = _AFTER_JA.get(qualifier, "") if language == "ja" else ""
    return _BEFORE[language][qualifier] + text + after


_MARKDOWN = re.compile(r"([\\*_~`|>\[\]#])")


def escape_markdown(text: str) -> str:
    """Make a text inert in Markdown, mentions included."""
    if _MARKDOWN.search(text) is not None:  # few texts have any, and an answer escapes a hundred
        text = _MARKDOWN.sub(r"\\\1", text)
    return text.replace("@", "@\u200b")
