"""Numbered parts that a text names: “scope 3”, “phase 2”, 「スコープ3」, 「第2期」."""

import re
import unicodedata

_EN = re.compile(
    r"\b(scope|phase|tier|level|stage|unit|category|class|zone|block|building|plant|reactor"
    r"|kiln|line|pump|turbine|boiler|furnace|mill|well|hall|terminal|tower|wing|floor|module|train"
    r"|engine|generator|shaft|tank|silo|pond|dam|dock|pier|berth|machine|press|site|campus)s?"
    r"[ -]?(\d{1,2}|i{1,3}|iv|v)(?![\w.%])(?! *(?:[kmgt]?wh?|tons?|tonnes?)\b)",
    re.IGNORECASE,
)
_JA = re.compile(
    r"(スコープ|フェーズ|ステージ|レベル|区分|カテゴリー?)\s?(\d{1,2})(?![\d.%])"
    r"|第?(\d{1,2})(期|号機|工区|号炉|号館|号棟|号線|号井|号窯)"
)
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5"}
_ENGLISH = {
    "スコープ": "scope",
    "フェーズ": "phase",
    "期": "phase",
    "ステージ": "stage",
    "レベル": "level",
    "区分": "category",
    "カテゴリ": "category",
    "カテゴリー": "category",
    "号機": "unit",
    "号炉": "unit",
    "号館": "building",
    "号棟": "building",
    "号線": "line",
    "号井": "well",
    "号窯": "kiln",
    "工区": "block",
}


def labels_in(text: str) -> frozenset[tuple[str, str]]:
    """Return each named part as its kind, in English, and its number."""
    plain = unicodedata.normalize("NFKC", text)
    found = {(m[1].lower(), _ROMAN.get(m[2].lower(), m[2])) for m in _EN.finditer(plain)}
    for match in _JA.finditer(plain):
        kind, number = (match[1], match[2]) if match[1] else (match[4], match[3])
        found.add((_ENGLISH[kind], number))
    return frozenset(found)
