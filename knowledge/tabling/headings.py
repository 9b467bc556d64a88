"""What a header, a label or a caption says: unit, period, names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from knowledge.extraction.unknown import own_name_ja
from knowledge.names import NameIndex, Referent
from knowledge.periods import extract_periods
from knowledge.quantities import extract_quantities
from knowledge.records import Period

_IN_BRACKETS = re.compile(
    r"[(\[（［【](?:単位|units?|in)?\s*[:：]?\s*([^()（）\[\]]+)[)\]）］】]", re.IGNORECASE
)
_SAID = re.compile(
    r"(?:単位|\bunits?|\bin)\s*[:：]?\s+?([^,;。、:：]+)|単位[:：]?([^,;。、:：]+)", re.IGNORECASE
)
_AFTER = re.compile(r"[,/、_:：]\s*([^,/、_:：]+)$")
_YEAR = re.compile(r"(?:19|20)\d\d")
_PROJECTED = re.compile(r"project|forecast|expected|outlook|予測|見通し|見込み|計画", re.IGNORECASE)
_YEAR_MARK = re.compile(r"(?<=\d{4})(?:年度?)?\s*(?:\(?[epf*†]{1,2}\)?|\[\d+\])$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ColumnUnit:
    """A canonical unit and what each number is multiplied by: 億kWh is 1e8 kWh."""

    unit: str
    factor: float


@lru_cache(maxsize=4096)
def unit_in(text: str) -> ColumnUnit | None:
    """Return the unit that a header or caption states, or None."""
    for candidate in _candidates(text.strip()):
        unit = whole_unit(candidate)
        if unit is not None:
            return _megawatts(unit, candidate)
    return None


def _megawatts(unit: ColumnUnit, written: str) -> ColumnUnit:
    """Return megawatts for a name in small letters alone: capacity_mw holds no milliwatts."""
    is_small = written.islower() and unit.unit in ("mW", "mWh")
    return ColumnUnit(f"M{unit.unit[1:]}", unit.factor) if is_small else unit


_MONEY_FIRST = re.compile(
    r"([A-Z]{3}|[$€£¥]) ?(thousand|m|mn|mio|million|bn|billion)", re.IGNORECASE
)
_SCALES = {
    "thousand": "thousand", "m": "million", "mn": "million", "mio": "million",
    "million": "million", "bn": "billion", "billion": "billion",
}  # fmt: skip


def whole_unit(text: str) -> ColumnUnit | None:
    """Return the unit that a text is, from its first letter to its last."""
    turned = _MONEY_FIRST.fullmatch(text.strip())  # EUR million is said as million EUR
    text = f"{_SCALES[turned[2].lower()]} {turned[1]}" if turned else text
    written = f"1 {re.sub(r' ?p[.]a[.]$', '/yr', text.strip())}"
    if not text.strip() or text.strip()[0].isdigit():
        return None
    spans = extract_quantities(written)
    if len(spans) != 1 or spans[0].start != 0 or spans[0].end != len(written):
        return None
    quantity = spans[0].quantity
    if quantity.unit is None or quantity.value is None:
        return None
    return ColumnUnit(quantity.unit, quantity.value)


def _candidates(text: str) -> Iterator[str]:
    for match in reversed(list(_IN_BRACKETS.finditer(text))):
        yield match[1]
        yield match[1].partition(",")[0]
    for match in _SAID.finditer(text):
        yield (match[1] or match[2] or "").strip()
    yield text
    after = _AFTER.search(text)
    if after is not None:
        yield after[1]
    words = [w for w in text.replace("_", " ").split() if not _YEAR.fullmatch(w)]
    for n_words in (3, 2, 1):
        if len(words) > n_words:
            yield " ".join(words[-n_words:])


@lru_cache(maxsize=4096)
def period_in(text: str) -> Period | None:
    """Return the one period that a text names, or None where it names none or several."""
    plain = _YEAR_MARK.sub("", text.strip()).replace("_", " ")
    periods = dict.fromkeys(p.period for p in extract_periods(plain))
    return next(iter(periods)) if len(periods) == 1 else None


def is_only_period(text: str) -> bool:
    """Whether a text is a period and nothing else."""
    plain = _YEAR_MARK.sub("", text.strip())
    return any(p.start == 0 and p.end >= len(plain) for p in extract_periods(plain))


def says_projected(text: str) -> bool:
    """Whether a header calls its numbers a projection; `2030f` does too."""
    mark = _YEAR_MARK.search(text.strip())
    return bool(_PROJECTED.search(text)) or (mark is not None and "f" in mark[0].lower())


@dataclass(frozen=True, slots=True)
class Names:
    """What is named in a text; `whole` tells whether one name is all of it."""

    subject: str | None = None
    region: str | None = None
    measure: str | None = None
    whole: bool = False


_OTHER = re.compile(r"[\W\d_]|(?:^|\b)(?:the|total|republic of)\b|合計", re.IGNORECASE)


def names_in(text: str, index: NameIndex) -> Names:
    """Return the first subject, region and measure that a text names."""
    plain = _IN_BRACKETS.sub(" ", text).replace("_", " ")
    found = index.find(plain, forgive=False)
    picked: dict[str, str] = {}
    for mention in found:
        word = mention.text
        if word.isascii() and word.isalpha() and word.islower() and len(word) <= 3:
            continue
        is_one = own_name_ja(plain, mention) is not None
        for referent in _own(mention.referents):
            if is_one and referent.kind == "subject":
                continue  # 北斗データセンター, not all of the kind
            picked.setdefault(referent.kind, referent.identifier)
    left = plain
    for mention in sorted(found, key=lambda m: -m.start):
        left = left[: mention.start] + left[mention.end :]
    return Names(
        subject=picked.get("subject"),
        region=picked.get("region"),
        measure=picked.get("measure"),
        whole=bool(found) and not _OTHER.sub("", left),
    )


def _own(referents: tuple[Referent, ...]) -> Iterator[Referent]:
    for referent in referents:
        if not (referent.kind == "subject" and referent.identifier.startswith("country:")):
            yield referent
