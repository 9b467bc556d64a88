"""What the grammar gives, and what it works with."""

from dataclasses import dataclass

from knowledge.records import Qualifier, Quantity


@dataclass(frozen=True, slots=True)
class QuantitySpan:
    """A quantity in a text: `source[start:end] == text`.

    `counted` holds the words that a bare number counts (data centres) or a unit is per and that
    are no units themselves (per customer), or is empty.
    """

    text: str
    start: int
    end: int
    quantity: Quantity
    counted: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A number with its unit in folded text, before ranges, lists and bounds are read.

    `number_end` is where the number itself ends; `scaled` tells whether a word or sign
    multiplied it; `scale` is that multiplier; `prefixed` whether a currency stood before it.
    """

    start: int
    end: int
    number_end: int
    value: float | None
    unit: str | None = None
    scale: float = 1.0
    prefixed: bool = False
    kind: str = "digits"
    lower: float | None = None
    upper: float | None = None
    qualifier: Qualifier = "exact"
    counted: str = ""


def looks_like_year(candidate: Candidate) -> bool:
    """Return whether a number is written as a year of our time: four digits, 1900 to 2100."""
    value = candidate.value
    is_four = candidate.number_end - candidate.start == 4
    return value is not None and is_four and 1900 <= value <= 2100


def round_binary(value: float) -> float:
    """Return the value without the dust of binary arithmetic: 14 significant digits."""
    return float(f"{value:.14g}")
