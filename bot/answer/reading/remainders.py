"""Reads what a sentence leaves over: “wind met 58 %, diesel 36 %, and solar the rest”.

So it does of an amount in the sentence before: “It made 61 GWh. It used 23, and sold the rest.”
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.answer.reading.directions import direction_of
from bot.answer.reading.quoting import quoted
from bot.answer.reading.records import Asked, Evidence
from bot.answer.reading.spans import quantities_in, unit_agreement
from bot.answer.reading.terms import content_stems, fold
from knowledge.passages import sentence_spans
from knowledge.quantities import QuantitySpan
from knowledge.records import Quantity

_WHOLE = 100.0  # percent
_OF_A_WHOLE = re.compile(r"%\s+of\b|の(?:約|およそ)?[\d.]+%|のうち")
_OF_THE_UNIT = ("same", "open")
_PARTS = re.compile(r"[,;、；]|\.\s|。|\band\b")
_REST = re.compile(r"\b(?:the )?(?:rest|remainder|balance)\b|残り|その他は")


@dataclass(frozen=True, slots=True)
class Remainder:
    """What is left of a whole, or that it cannot be told: `result` is None."""

    evidence: Evidence
    steps: str
    result: Quantity | None


def read_remainder(asked: Asked, evidence: Sequence[Evidence]) -> Remainder | None:
    """Return the part that is asked for where the likeliest line calls it the rest, else None."""
    for fitted in sorted(evidence, key=lambda e: -(2 * e.own_coverage + e.coverage)):
        sentence = next((s for s in _sentences(fitted) if _REST.search(fold(s))), None)
        if sentence is None:
            continue
        if not _is_of_the_rest(asked, sentence):
            continue
        if asked.unit != "%":
            return _of_amount(fitted, sentence)
        goes_on = _OF_A_WHOLE.search(sentence) is None and _goes_on(fitted)
        return Remainder(fitted, "", None) if goes_on else _left_over(fitted, sentence)
    return None


def _is_of_the_rest(asked: Asked, sentence: str) -> bool:
    """Whether what is asked about is left over of shares that are told before."""
    mark = _REST.search(fold(sentence))
    parts = [s.start for s in quantities_in(sentence) if unit_agreement(asked, s) in _OF_THE_UNIT]
    if mark is None or not parts or min(parts) > mark.start():
        return False
    rest = next(part for part in _PARTS.split(sentence) if _REST.search(fold(part)))
    others = set(content_stems(sentence.replace(rest, " ")))
    return bool((set(content_stems(rest)) & asked.stems.keys()) - others)


def _goes_on(fitted: Evidence) -> bool:
    """Whether the sentence before tells a share, too, which may be of the same whole."""
    line = fitted.line
    before = line.passage.text[: line.start].rstrip()
    spans = sentence_spans(before)
    last = before[spans[-1][0] :] if spans else ""
    return any(span.quantity.unit == "%" for span in quantities_in(last))


def _sentences(fitted: Evidence) -> list[str]:
    """The sentences of a line, which may hold two."""
    return re.split(r"(?<=[a-z%)]\.)\s(?=[A-Z])|(?<=。)", fitted.line.text)


def _left_over(fitted: Evidence, sentence: str) -> Remainder:
    shares: list[QuantitySpan] = [s for s in quantities_in(sentence) if s.quantity.unit == "%"]
    values = [span.quantity.value for span in shares]
    told = [value for value in values if value is not None]
    total = sum(told)
    is_plain = len(told) == len(values) and direction_of(sentence) is None
    if not told or not is_plain or not 0 < total < _WHOLE:
        return Remainder(fitted, "", None)
    steps = " − ".join(["100%", *(span.text for span in shares)])
    return Remainder(fitted, steps, Quantity(float(f"{_WHOLE - total:.12g}"), "%"))


def _of_amount(fitted: Evidence, sentence: str) -> Remainder:
    """Take the parts that are told from the whole, which points back to the sentence before."""
    parts = [s for s in quantities_in(sentence) if s.quantity.unit is not None]
    before = quoted(fitted.line).removesuffix(fitted.line.text)
    units = {span.quantity.unit for span in parts}
    whole = [s for s in quantities_in(before) if s.quantity.unit in units]
    told = [span.quantity.value for span in (*whole, *parts)]
    if len(units) != 1 or len(whole) != 1 or not parts or None in told:
        return Remainder(fitted, "", None)
    first, *others = (value for value in told if value is not None)
    left = first - sum(others)
    if left <= 0:
        return Remainder(fitted, "", None)
    steps = " − ".join(span.text for span in (*whole, *parts))
    return Remainder(fitted, steps, Quantity(float(f"{left:.12g}"), parts[0].quantity.unit))
