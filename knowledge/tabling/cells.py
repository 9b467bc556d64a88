"""Reads the numbers of a table's cells; how a column writes them is decided over the column."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from knowledge.records import Qualifier, Status
from knowledge.tabling.headings import ColumnUnit, whole_unit

Style = Literal["point", "comma"]  # what parts the decimals
MARKERS = {
    "", "-", "--", "–", "—", "−", "ー", "―", "‐", "..", "...", "…", "n/a", "na", "n.a.", "nan",
    "null", "none", "x", ":", "*", "nd", "n.d.", "不明", "非公表", "該当なし", "なし", "未定",
    "tbd", "/", "休止", "集計中", "調査中", "未集計",
}  # fmt: skip
_MARK = re.compile(
    r"\s*(?:\((?P<mark>[a-z]|est\.?|prov\.?|proj\.?|推計|予測|速報|見込み?|\d)\)"
    r"|(?P<bare>[epf]|[*†‡※]+)|\[[\w ]{1,3}\]|[¹²³⁴⁵⁶⁷⁸⁹⁰]+)$",
    re.IGNORECASE,
)
_MARK_FIRST = re.compile(
    r"\((?P<mark>[epfr]|est\.?|prov\.?|推計|予測|速報|見込み?)\)\s*(?=\S)", re.IGNORECASE
)
_STATUSES: dict[str, Status] = {
    "e": "estimated", "est": "estimated", "p": "estimated", "prov": "estimated",
    "推計": "estimated",
    "速報": "estimated", "f": "projected", "proj": "projected", "予測": "projected",
    "見込": "projected", "見込み": "projected",
}  # fmt: skip
_BEFORE = re.compile(r"(?P<sign>[<>≤≥~≈約])?\s*(?P<minus>[-−‐△▲])?\s*(?P<money>[$€£¥])?")
_DIGITS = re.compile(r"\d[\d.,'\u00a0\u2009\u202f ]*")
_QUALIFIERS: dict[str, Qualifier] = {
    "<": "under", ">": "over", "≤": "at_most", "≥": "at_least", "~": "about", "≈": "about",
    "約": "about",
}  # fmt: skip
_POINT = re.compile(
    r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?"
)
_COMMA = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?")


@dataclass(frozen=True, slots=True)
class Cell:
    """A number as written. `status` is what a mark beside it says, None where nothing does.

    `unit` is what the cell itself writes after the number: 700 W.
    """

    value: float
    qualifier: Qualifier = "exact"
    status: Status | None = None
    is_percent: bool = False
    unit: ColumnUnit | None = None


@dataclass(frozen=True, slots=True)
class _Parts:
    digits: str
    minus: bool
    qualifier: Qualifier
    status: Status | None
    percent: bool
    unit: ColumnUnit | None = None


def is_number_like(text: str) -> bool:
    """Whether a cell holds one number, in whichever style."""
    parts = _parts(text)
    return parts is not None and bool(
        _POINT.fullmatch(parts.digits) or _COMMA.fullmatch(parts.digits)
    )


def style_of(cells: Iterable[str]) -> Style | None:
    """Decide how a column parts decimals; None where its cells contradict each other.

    `1,234` and `1.234` alone fit both styles: a cell that fits one only decides for all; where
    none does, a point parts decimals and a comma thousands.
    """
    digits = [parts.digits for text in cells if (parts := _parts(text)) is not None]
    fit_point = all(_POINT.fullmatch(d) for d in digits)
    fit_comma = all(_COMMA.fullmatch(d) for d in digits)
    if fit_point:
        return "point"
    return "comma" if fit_comma else None


def read_cell(text: str, style: Style) -> Cell | None:
    """Read one number; None where the cell holds none or something else beside it."""
    parts = _parts(text)
    if parts is None or not (_POINT if style == "point" else _COMMA).fullmatch(parts.digits):
        return None
    plain = (
        parts.digits.replace(",", "")
        if style == "point"
        else parts.digits.replace(".", "").replace(",", ".")
    )
    value = -float(plain) if parts.minus else float(plain)
    return Cell(value, parts.qualifier, parts.status, parts.percent, parts.unit)


def is_blank(text: str) -> bool:
    """Whether a cell says that there is no value."""
    return unicodedata.normalize("NFKC", text).strip().lower() in MARKERS


_WITH_UNIT = re.compile(r"([^a-zA-Z]*\d)\s?([kMGTPm]?[A-Zghtm][\w/²³]{0,14})")


def _parts(text: str) -> _Parts | None:
    """Part a cell into sign, digits, mark, percent and unit; None where it is no number."""
    parts = _plain_parts(text)
    match = _WITH_UNIT.fullmatch(text.strip()) if parts is None else None
    unit = whole_unit(match[2]) if match else None
    if match is None or unit is None:
        return parts
    plain = _plain_parts(match[1])
    return replace(plain, unit=unit) if plain is not None else None


def _plain_parts(text: str) -> _Parts | None:
    folded = unicodedata.normalize("NFKC", text.replace("△", "-").replace("▲", "-")).strip()
    status: Status | None = None
    superscript = re.sub(r"[¹²³⁴⁵⁶⁷⁸⁹⁰]+$", "", text.strip())
    if superscript != text.strip():
        folded = unicodedata.normalize("NFKC", superscript)
    first = _MARK_FIRST.match(folded)
    if first is not None:
        status = _STATUSES.get(first["mark"].lower().rstrip("."))
        folded = folded[first.end() :]
    while (
        (mark := _MARK.search(folded))
        and mark.start() > 0
        and any(map(str.isdigit, folded[: mark.start()]))
    ):
        said = (mark["mark"] or mark["bare"] or "").lower().rstrip(".")
        status = _STATUSES.get(said, status)
        folded = folded[: mark.start()].strip()
    percent = folded.endswith("%")
    folded = folded.removesuffix("%").strip()
    in_brackets = re.fullmatch(r"\((.+)\)", folded)
    folded = in_brackets[1] if in_brackets else folded
    before = _BEFORE.match(folded)
    rest = folded[before.end() :] if before else folded
    if not _DIGITS.fullmatch(rest) or (before is not None and before["money"]):
        return None
    digits = re.sub(r"(?<=\d)['\u00a0\u2009\u202f ](?=\d{3}(?!\d))", "", rest)
    minus = bool(before and before["minus"]) or in_brackets is not None
    qualifier = _QUALIFIERS.get((before and before["sign"]) or "", "exact")
    return _Parts(digits, minus, qualifier, status, percent)
