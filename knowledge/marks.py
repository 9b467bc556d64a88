"""Citation marks in kilowit's own texts: `415 TWh [@dc-world-2024-iea]`, `2.6 times [=@a / @b]`.

A mark stands behind the words that it supports, in the same sentence. `[@a @b]` names figures;
`[=...]` a derivation over figures, numbers and the operators + - * /, read left to right with the
usual precedence; a trailing unit word (`8760 h`) is only for the reader. A mark with questions,
`[?Why is that?|What is it?]`, stands behind a sentence that answers them.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from knowledge.errors import KilowitError

_MARK = re.compile(
    r"[ \t]?\[(?:\?(?P<questions>[^\[\]]+)|(?P<formula>=)?(?P<body>[^\[\]]*@[^\[\]]+))\]"
)
_KEY = re.compile(r"@([A-Za-z0-9][\w:./-]*[\w])")
_TOKEN = re.compile(
    r"\s*(?:@(?P<key>[A-Za-z0-9][\w:./-]*[\w])|(?P<number>\d[\d,]*(?:\.\d+)?)|(?P<op>[-+*/()])|(?P<word>[A-Za-z%]+))"
)


class MarkError(KilowitError, ValueError):
    """A mark whose formula cannot be read."""

    def __init__(self, formula: str) -> None:
        self.formula = formula
        super().__init__(
            f"cannot read the derivation mark [={formula}]; "
            "write figures as @key with + - * / between them, such as [=@a / @b]"
        )


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark: where it belongs in the text without marks, the keys, and the formula if any."""

    position: int
    keys: tuple[str, ...]
    formula: str | None


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A text without its marks, the marks in order, and the questions each with its position."""

    text: str
    marks: tuple[Mark, ...]
    questions: tuple[tuple[int, str], ...] = ()


def read_marks(text: str) -> MarkedText:
    """Take the marks out of a text."""
    parts: list[str] = []
    marks: list[Mark] = []
    questions: list[tuple[int, str]] = []
    last = length = 0
    for match in _MARK.finditer(text):
        piece = text[last : match.start()]
        parts.append(piece)
        length += len(piece)
        last = match.end()
        if match["questions"]:
            questions += [(length, one.strip()) for one in match["questions"].split("|")]
            continue
        keys = tuple(_KEY.findall(match["body"]))
        marks.append(Mark(length, keys, match["body"].strip() if match["formula"] else None))
    parts.append(text[last:])
    return MarkedText("".join(parts), tuple(marks), tuple(questions))


def evaluate_formula(formula: str, value_of: Callable[[str], float]) -> float:
    """Compute a derivation mark; `value_of` gives the value of a figure by key.

    Raises:
        MarkError: the formula is malformed or divides by zero.
    """
    tokens = list(_tokens(formula))
    try:
        value, rest = _sum(tokens, 0, value_of)
    except (IndexError, ZeroDivisionError):
        raise MarkError(formula) from None
    if rest != len(tokens):
        raise MarkError(formula)
    return value


def _tokens(formula: str) -> Iterator[tuple[str, str]]:
    position = 0
    while position < len(formula.rstrip()):
        match = _TOKEN.match(formula, position)
        if match is None:
            raise MarkError(formula)
        kind = str(match.lastgroup)
        if kind != "word":
            yield kind, match[kind]
        position = match.end()


_Tokens = list[tuple[str, str]]


def _sum(tokens: _Tokens, at: int, value_of: Callable[[str], float]) -> tuple[float, int]:
    value, at = _product(tokens, at, value_of)
    while at < len(tokens) and tokens[at][1] in ("+", "-"):
        operator = tokens[at][1]
        right, at = _product(tokens, at + 1, value_of)
        value = value + right if operator == "+" else value - right
    return value, at


def _product(tokens: _Tokens, at: int, value_of: Callable[[str], float]) -> tuple[float, int]:
    value, at = _atom(tokens, at, value_of)
    while at < len(tokens) and tokens[at][1] in ("*", "/"):
        operator = tokens[at][1]
        right, at = _atom(tokens, at + 1, value_of)
        value = value * right if operator == "*" else value / right
    return value, at


def _atom(tokens: _Tokens, at: int, value_of: Callable[[str], float]) -> tuple[float, int]:
    kind, text = tokens[at]
    if kind == "key":
        return value_of(text), at + 1
    if kind == "number":
        return float(text.replace(",", "")), at + 1
    if text != "(":
        raise IndexError
    value, at = _sum(tokens, at + 1, value_of)
    if tokens[at][1] != ")":
        raise IndexError
    return value, at + 1
