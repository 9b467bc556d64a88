"""How well quantities are read: measured on labelled files of several shapes.

Shapes, told by their fields:
    kilowit          JSON Lines: {"text", "quantities": [{"value", "lower", "upper", "unit", ...}]}
    NewsQuant        a JSON list: {"text", "quantities": [{"value": "1.0-2.0", "normalized_unit"}]}
    Recognizers-Text a JSON list: {"Input", "Results": [{"TypeName", "Resolution"}]}
    quotes           JSON Lines: {"quote", "value", "lower", "upper", "unit"}; each quote must hold
                     its value in its unit, whatever else it holds
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge.errors import ReadingError
from knowledge.labelled_units import (
    comparable,
    expected_quote_unit,
    found_unit,
    gold_unit,
    is_of_kind,
    other_kind,
)
from knowledge.quantities import QuantitySpan, extract_quantities
from knowledge.quantities.lists import is_change
from knowledge.quantities.unit_matching import names_dimension
from knowledge.units import dimension_of, split_unit

# As NewsQuant's own scorer compares values.
_RELATIVE, _ABSOLUTE = 1e-5, 1e-8


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity reduced to what is scored. A single value has `upper` equal to `lower`."""

    lower: float
    upper: float
    unit: str | None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and their harmonic mean, each in [0, 1]."""

    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True)
class Miss:
    """One text in which something was missed or invented."""

    text: str
    missed: tuple[Amount, ...]
    invented: tuple[Amount, ...]


@dataclass(frozen=True, slots=True)
class QuantityReport:
    """The result on one file; `exact_share` is the share of texts with nothing wrong.

    `n_left_out` counts rows that hold nothing to measure: cases of another kind, and quotes (a
    table's cell, say) that do not name their figure's unit. `exact_share_without` and
    `n_without` are the share and the number of texts once the kinds of Recognizers-Text's cases
    that energy texts do not hold (`benchmark_units.toml` names them) are set aside, and
    `set_aside` counts each kind's.
    """

    file: str
    n_texts: int
    n_gold: int
    n_found: int
    n_left_out: int
    value: Score
    value_and_unit: Score
    exact_share: float
    exact_share_without: float
    n_without: int
    set_aside: tuple[tuple[str, int], ...]
    misses: tuple[Miss, ...]


@dataclass(frozen=True, slots=True)
class _Case:
    text: str
    gold: tuple[Amount, ...]
    found: tuple[Amount, ...]
    other_kind: str | None = None


def evaluate_quantities(path: Path | str) -> QuantityReport:
    """Read every text of a labelled file and score what `extract_quantities` finds.

    Found and labelled quantities are paired one to one, equal units first. Where a file labels
    one kind only (percentages), quantities of other kinds are left out of the count.

    Raises:
        ReadingError: the file cannot be read, or has none of the known shapes.
    """
    rows = _read_rows(Path(path))
    cases = [case for row in rows if (case := _case(row, path)) is not None]
    if not cases:
        raise _shape_error(path)
    return _report(str(Path(path).name), cases, n_left_out=len(rows) - len(cases))


def _read_rows(path: Path) -> list[Any]:
    try:
        text = path.read_text(encoding="utf-8-sig")
        if text.lstrip().startswith("["):
            rows: list[Any] = json.loads(text)
            return rows
        return [json.loads(line) for line in text.splitlines() if line.strip()]
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise ReadingError(
            source=str(path),
            problem=f"it is no JSON or JSON Lines ({error.__class__.__name__})",
            remedy="give a labelled file in UTF-8, as docs/quality.md describes",
        ) from error


def _shape_error(path: Path | str) -> ReadingError:
    return ReadingError(
        source=str(path),
        problem="no row holds labelled quantities",
        remedy='give rows such as {"text": "5 TWh", "quantities": [{"value": 5, "unit": "TWh"}]}',
    )


def _case(row: Any, path: Path | str) -> _Case | None:  # noqa: ANN401  any JSON
    if not isinstance(row, Mapping):
        raise _shape_error(path)
    try:
        if "quote" in row:
            return _quote_case(row)
        if "Input" in row:
            return _recognizers_case(row)
        gold = tuple(_gold(item) for item in row["quantities"])
        # NewsQuant labels what a bare number counts as its unit; kilowit's own files do not.
        nouns = any("normalized_unit" in item for item in row["quantities"])
        spans = extract_quantities(row["text"])
        found = tuple(_amount(span, nouns=nouns) for span in spans)
        if nouns:
            found = _join_changes(row["text"], spans, found)
        return _Case(row["text"], gold, found)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _shape_error(path) from error


def _join_changes(
    text: str, spans: Sequence[QuantitySpan], found: Sequence[Amount]
) -> tuple[Amount, ...]:
    """Return the amounts with each `from 3 to 5` as one: NewsQuant labels a change as its two ends.

    `lower` is where it begins and `upper` where it ends, even where it falls.
    """
    joined: list[Amount] = []
    last = (0, 0)
    for span, amount in zip(spans, found, strict=True):
        if (
            joined
            and is_change(text, last, (span.start, span.end))
            and joined[-1].lower == joined[-1].upper
            and amount.lower == amount.upper
        ):
            unit = amount.unit or joined[-1].unit
            start = joined.pop()
            joined.append(Amount(start.lower, amount.upper, unit, start.text))
        else:
            joined.append(amount)
        last = (span.start, span.end)
    return tuple(joined)


def _amount(span: QuantitySpan, *, nouns: bool = False) -> Amount:
    quantity = span.quantity
    lower, upper = _ends(quantity.value, quantity.lower, quantity.upper)
    return Amount(lower, upper, found_unit(span) if nouns else quantity.unit, span.text)


def _ends(value: float | None, lower: float | None, upper: float | None) -> tuple[float, float]:
    if value is not None:
        return value, value
    low = lower if lower is not None else upper
    high = upper if upper is not None else lower
    if low is None or high is None:
        raise ValueError
    return float(low), float(high)


def _gold(item: Mapping[str, Any]) -> Amount:
    if "normalized_unit" in item:
        ends = _written_ends(item["value"])
        return Amount(*ends, gold_unit(item["normalized_unit"]), item["unit"])
    ends = _ends(item["value"], item.get("lower"), item.get("upper"))
    return Amount(*ends, item["unit"], item.get("text", ""))


def _written_ends(value: str) -> tuple[float, float]:
    """Read NewsQuant's values: 12.0, -3.0, 1e-05, or a range 1.0-2.0."""
    lower, dash, upper = value[1:].partition("-")
    if not dash or lower.lower().endswith("e"):
        return float(value), float(value)
    return float(value[0] + lower), float(upper)


def _recognizers_case(row: Mapping[str, Any]) -> _Case | None:
    results = [result for result in row["Results"] if result["Resolution"].get("value")]
    if any(not _is_number(result["Resolution"]["value"]) for result in results):
        return None
    kind = results[0]["TypeName"] if results else ""
    found = tuple(
        _amount(span)
        for span in extract_quantities(row["Input"])
        if is_of_kind(span.quantity.unit, kind)
    )
    gold = tuple(_recognizers_gold(result) for result in results)
    if kind == "number":
        found = tuple(Amount(each.lower, each.upper, None, each.text) for each in found)
    return _Case(row["Input"], gold, found if kind else (), other_kind(row["Input"], kind))


def _is_number(written: str) -> bool:
    try:
        float(written.rstrip("%").replace(",", ""))
    except ValueError:
        return False
    return True


def _recognizers_gold(result: Mapping[str, Any]) -> Amount:
    resolution = result["Resolution"]
    value = float(resolution["value"].rstrip("%").replace(",", ""))
    unit = resolution.get("unit") or ("%" if result["TypeName"] == "percentage" else None)
    return Amount(value, value, gold_unit(unit) if unit else None, result["Text"])


def _quote_case(row: Mapping[str, Any]) -> _Case | None:
    values = [row.get(name) for name in ("value", "lower", "upper")]
    if not row["quote"] or not any(value is not None for value in values):
        return None
    unit, scale = expected_quote_unit(row["unit"])
    if unit is not None and not names_dimension(row["quote"], frozenset({_dimension(unit)})):
        return None
    ends = _ends(*(value * scale if value is not None else None for value in values))
    gold = Amount(*ends, unit, row["quote"])
    found = _matching(gold, [_amount(span) for span in extract_quantities(row["quote"])])
    return _Case(row["quote"], (gold,), found)


def _dimension(unit: str) -> str:
    return dimension_of(split_unit(unit)[0])


def _matching(gold: Amount, found: Sequence[Amount]) -> tuple[Amount, ...]:
    """Return the one found amount that says what the label says, in the label's unit."""
    for each in found:
        factor = comparable(each.unit, gold.unit)
        if factor is None:
            continue
        converted = Amount(each.lower * factor, each.upper * factor, gold.unit, each.text)
        if _same_values(gold, converted) or _end_of(gold, converted):
            return (Amount(gold.lower, gold.upper, gold.unit, each.text),)
    return ()


def _end_of(gold: Amount, found: Amount) -> bool:
    """Return whether a single labelled value is one end of the range that was found."""
    ends = (found.lower, found.upper)
    return gold.lower == gold.upper and any(_close(gold.lower, end) for end in ends)


def _report(file: str, cases: Sequence[_Case], *, n_left_out: int) -> QuantityReport:
    n_gold = sum(len(case.gold) for case in cases)
    n_found = sum(len(case.found) for case in cases)
    values = units = exact = exact_without = 0
    misses = []
    set_aside = Counter(case.other_kind for case in cases if case.other_kind)
    for case in cases:
        pairs = _pair(case.gold, case.found)
        values += len(pairs)
        right = [(gold, found) for gold, found in pairs if gold.unit == found.unit]
        units += len(right)
        if len(right) == len(case.gold) == len(case.found):
            exact += 1
            exact_without += case.other_kind is None
        else:
            misses.append(_miss(case, right))
    n_without = len(cases) - set_aside.total()
    return QuantityReport(
        file=file,
        n_texts=len(cases),
        n_gold=n_gold,
        n_found=n_found,
        n_left_out=n_left_out,
        value=score(values, n_gold, n_found),
        value_and_unit=score(units, n_gold, n_found),
        exact_share=exact / len(cases),
        exact_share_without=exact_without / n_without if n_without else 1.0,
        n_without=n_without,
        set_aside=tuple(sorted(set_aside.items())),
        misses=tuple(misses),
    )


def _pair(gold: Sequence[Amount], found: Sequence[Amount]) -> list[tuple[Amount, Amount]]:
    """Pair labels with findings of equal value, one to one, those of equal unit first."""
    pairs: list[tuple[Amount, Amount]] = []
    left_gold, left_found = list(gold), list(found)
    for same_unit in (True, False):
        for label in tuple(left_gold):
            for index, each in enumerate(left_found):
                if _same_values(label, each) and (label.unit == each.unit or not same_unit):
                    pairs.append((label, each))
                    left_gold.remove(label)
                    del left_found[index]
                    break
    return pairs


def _same_values(one: Amount, other: Amount) -> bool:
    return _close(one.lower, other.lower) and _close(one.upper, other.upper)


def _close(expected: float, found: float) -> bool:
    return abs(expected - found) <= _ABSOLUTE + _RELATIVE * abs(found)


def _miss(case: _Case, right: Iterable[tuple[Amount, Amount]]) -> Miss:
    missed, invented = list(case.gold), list(case.found)
    for gold, found in right:
        missed.remove(gold)
        invented.remove(found)
    return Miss(case.text, tuple(missed), tuple(invented))


def score(right: int, n_gold: int, n_found: int) -> Score:
    """Return precision, recall and F1 of counts; nothing labelled and nothing found is 1."""
    precision = right / n_found if n_found else float(not n_gold)
    recall = right / n_gold if n_gold else 1.0
    total = precision + recall
    return Score(precision, recall, 2 * precision * recall / total if total else 0.0)
