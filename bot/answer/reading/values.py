"""Reads the number that answers: every quantity of the evidence is scored, the best leads."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.answer.reading.dates import tells_ready, tells_start
from bot.answer.reading.features import features_of
from bot.answer.reading.records import Asked, Evidence, ValueRead
from bot.answer.reading.spans import quantities_of, years_of
from bot.answer.reading.terms import content_stems, fold
from bot.answer.reading.trust import years_in
from bot.answer.reading.weights import VALUE_WEIGHTS
from knowledge.extraction.saying import is_refuted
from knowledge.quantities import QuantitySpan

_LABEL = re.compile(
    r"(?:figures?|fig\.?|tables?|sections?|sec\.?|appendix|chapter|page|eq\.?|equation|version"
    r"|図|表|第|頁|ページ)\s*$",
    re.IGNORECASE,
)
_SIZE_STEMS = frozenset(content_stems("parameters size big large tokens users people"))
_SUPPORT = 0.35  # what a further line with the same value adds, of its score above the mean


def read_values(asked: Asked, evidence: Sequence[Evidence]) -> tuple[ValueRead, ...]:
    """Return the quantities that may answer, best first; the same value once."""
    read = [
        scored
        for fitted in evidence
        for span in (years_of if asked.wants_year else quantities_of)(fitted.line)
        if (scored := _scored(asked, fitted, span)) is not None
    ]
    return _merged([v for v in read if _tells_event(asked, v)] if asked.wants_year else read)


_UNTIL = re.compile(r"\buntil\b|まで")
_ENDS = re.compile(r"\b(?:end|expir|clos|run out)|終|切れ|満了")


def _tells_event(asked: Asked, value: ValueRead) -> bool:
    """Whether the line of a year tells what happened then: “when does X | close”, 「Xの閉鎖は」.

    What runs until a year ends then.
    """
    event = [stem for stem in content_stems(asked.text) if stem not in asked.names][-1:]
    text = fold(value.evidence.line.text)
    ends = _ENDS.search(fold(asked.text)) and _UNTIL.search(text)
    if tells_start(asked.text, text) or tells_ready(asked.text, text):
        return True
    return not event or bool(ends) or event[0] in value.evidence.line.stems


def _scored(asked: Asked, fitted: Evidence, span: QuantitySpan) -> ValueRead | None:
    text = fitted.line.text
    if _LABEL.search(text[: span.start]) or _in_citation(text, span):
        return None
    of_name = _is_name_part(asked, text, span) or _is_only_likeness(asked, fitted, span)
    if of_name or _is_heading_number(text, span):
        return None
    if not any(c.isdigit() for c in span.text) and span.quantity.unit is None and not span.counted:
        return None
    if _is_carbon_unasked(asked, span) or _has_strange_unit(asked, text, span):
        return None
    if not asked.wants_year and _is_former(asked, text, span):
        return None
    if is_refuted(text, span.start, span.end) or _is_other_than_part(asked, text, span):
        return None
    features = features_of(asked, fitted, span)
    if features is None:
        return None
    score = sum(VALUE_WEIGHTS[name] * value for name, value in features.items())
    return ValueRead(fitted, span, span.quantity, score, features)


_BEFORE = re.compile(
    r"\b(?:before|until|previous(?:ly)?|earlier|used to|original(?:ly)?|old|former(?:ly)?|was it"
    r"|change|chang\w+|from)\b|以前|前は|もともと|当時|かつて|元は|変わ|から"
)
_FROM_EN = re.compile(r"\b(?:from|(?:up|down) (?:from|on)|compared (?:with|to)|against|versus)\W*$")
_SET_AGAINST = re.compile(
    r"\b(?:compared (?:with|to)|against|versus)\W+(?:(?:an?|the|last|only|just|some|about)\W+)?"
    r"(?:[\w'’-]+ (?:of|at) )\W*$"
)
_LAST_TIME = re.compile(
    r"^\W*(?:last (?:year|winter|summer|spring|autumn|season|month)"
    r"|(?:a|the) (?:year|winter|summer|season|month) (?:ago|earlier|before))\b"
)
_ASKS_LAST = re.compile(r"\b(?:last|ago|past|previous)\b")
_ONCE = re.compile(
    r"\b(?:before|until|previously|formerly|used to|had been)\b|以前は|かつて|それまで"
)
_NOW = re.compile(r"\b(?:now|today|since then)\b|今は|現在は|いまは")
_GOES_ON_JA = re.compile(
    r"^(?:程度|ほど)?(?:から|より)[^。]*(?:増|減|下が|上が|なっ|なり|なる|伸び|落ち|改善|縮)"
)


def _is_former(asked: Asked, text: str, span: QuantitySpan) -> bool:
    """Whether a number is what something rose or fell from, and no earlier time is asked about."""
    folded = fold(asked.text)
    if years_in(folded) or _BEFORE.search(folded) or asked.wants_range:
        return False
    before, after = fold(text[: span.start]), fold(text[span.end :])
    is_past = _ONCE.search(before) is not None and _NOW.search(after) is not None
    if _LAST_TIME.search(after) and not _ASKS_LAST.search(folded):
        return True
    return (
        is_past
        or _SET_AGAINST.search(before) is not None
        or _FROM_EN.search(before) is not None
        or _GOES_ON_JA.search(text[span.end :]) is not None
    )


_STRANGE_UNIT = re.compile(
    r"\s?(?!(?:US|UK|EU|UN|AI|IT|EV|PV|TV|PC|B|M|K|T)(?!\w))(?:[a-zµ]{0,2}[A-Z][A-Za-z]?|°[CF]?)(?![\w-])"
)


def _has_strange_unit(asked: Asked, text: str, span: QuantitySpan) -> bool:
    """Whether a number has a unit that is none of ours where one of ours is asked: 62 dB."""
    is_bare = span.quantity.unit is None and not span.counted
    wanted = asked.unit is not None or asked.dimensions
    return bool(is_bare and wanted) and _STRANGE_UNIT.match(text, span.end) is not None


_CARBON = re.compile(
    r"\bco2\b|\bcarbon|\bemi(?:t|ss)|\bgreenhouse|\bfootprint|\bclimate|\bavoid|\bsav(?:e|ing)"
    r"|\bcaptur|\bpollut|\btonn?e?s?\b|排出|炭素|温室|温暖化|削減|減ら|回収|トン"
)


def _is_carbon_unasked(asked: Asked, span: QuantitySpan) -> bool:
    """Whether a mass of carbon is told where nothing of it is asked: “how much gas is burnt”."""
    in_carbon = "CO2" in (span.quantity.unit or "")
    return in_carbon and asked.unit is None and _CARBON.search(fold(asked.text)) is None


_PARTED = re.compile(r"(?P<whole>\d[\d,.]*[^\d、。]{1,4})のうち(?P<part>[^\d、。]{0,8}\d)")


def _is_other_than_part(asked: Asked, text: str, span: QuantitySpan) -> bool:
    """Whether a number is of all where a part is asked, or the reverse: 42校のうち29校に太陽光."""
    parted = next((m for m in _PARTED.finditer(text) if m.start() <= span.start < m.end()), None)
    if parted is None:
        return False
    said_after = set(content_stems(text[parted.end() :])) - set(content_stems(text[: parted.end()]))
    is_part_asked = bool(said_after & asked.stems.keys())
    return is_part_asked == (span.start < parted.end("whole"))


def _in_citation(text: str, span: QuantitySpan) -> bool:
    return any(m.start() <= span.start < m.end() for m in re.finditer(r"\[[\d,\s–-]+\]", text))


def _is_only_likeness(asked: Asked, fitted: Evidence, span: QuantitySpan) -> bool:
    """Whether a line holds nothing of the question but a name's number, as its value: 900 kW."""
    own = fitted.line.stems & asked.stems.keys()
    return bool(own) and own <= asked.names and all(s.isdigit() and s in span.text for s in own)


def _is_heading_number(text: str, span: QuantitySpan) -> bool:
    return span.start == 0 and bool(re.match(r"\d+(?:\.\d+)*\.?\s+[A-Z]", text))


def _is_name_part(asked: Asked, text: str, span: QuantitySpan) -> bool:
    """Whether a number belongs to a name: GPT-3, Llama 70B. Sizes count where they are asked."""
    if span.start and text[span.start - 1] in "-–—" and text[: span.start - 1][-1:].isalnum():
        return True
    sized = span.quantity.unit is None and re.fullmatch(r"\d+(?:\.\d+)?[BM]", span.text)
    return bool(sized) and not asked.stems.keys() & _SIZE_STEMS


def _merged(read: Sequence[ValueRead]) -> tuple[ValueRead, ...]:
    """Join readings of the same value: each further one supports the best."""
    groups: dict[tuple[object, ...], list[ValueRead]] = {}
    for value in sorted(read, key=_order):
        quantity = value.quantity
        key = (quantity.value, quantity.lower, quantity.upper, quantity.unit)
        groups.setdefault(key, []).append(value)
    merged = []
    for same in groups.values():
        others = {v.evidence.line.number for v in same[1:] if v.score > 0.6 * same[0].score}
        merged.append(replace(same[0], score=same[0].score + _SUPPORT * min(len(others), 2)))
    return tuple(sorted(merged, key=_order))


def _order(value: ValueRead) -> tuple[float, str, int, int]:
    line = value.evidence.line
    return -value.score, line.passage.source_id, line.number, value.span.start
