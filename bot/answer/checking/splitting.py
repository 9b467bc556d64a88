"""Cuts a pasted message into clauses that may each state one thing.

Links, mentions, emoji codes, code and list marks are blanked at their length, so that every clause
keeps its span in the message.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from knowledge.passages import sentence_spans
from knowledge.quantities import extract_quantities

_NOISE = re.compile(
    r"<a?:\w+:\d+>|<[@#][!&]?\d+>|</?\w+:\d+>"  # Discord's emoji, mentions and commands
    r"|(?<!\w)@[\w.]+(?: so\b)?"
    r"|(?:https?://|www\.)[^\s)>\]、。」]+"
    r"|\[\d{1,3}\]"  # citation marks of pasted text
    r"|(?<=\w)\[(?:\w{1,12} )?\w{1,12} needed\]"
)
_LINE_MARK = re.compile(
    r"^[ \t]*(?:>+[ \t]*|[-*+•・●○■□▪◦–]+[ \t]+|#{1,6}[ \t]+|\d{1,2}[.)][ \t]+)+"
)
_STYLE = re.compile(r"\*\*|__|~~|\|\||`+|(?<!\w)[*_](?=\w)|(?<=\w)[*_](?!\w)")
_ENDS = re.compile(r"[.!?。！？…:：]\W*$")
_CONTINUES = re.compile(r"^[a-z(]")
# “... in 2025. fossil fuels only 29%”: what is typed in a hurry begins small.
_SMALL_START = re.compile(r"(?<=[a-z\d%]{3}[.!])(\s+)(?=[a-z]{2})")
_ABBREVIATED = re.compile(
    r"\b(?:approx|vs|etc|incl|est|avg|max|min|fig|resp|ca|no|e\.g|i\.e)\.$", re.I
)
_ACRONYM_END = re.compile(r"(?<=[A-Z]{2}\.)(\s+)(?=[A-Z])")
_WRAPPED_CHARS, _WRAPPED_CHARS_JA = 60, 34  # shorter lines are lines of their own
# A run of spaces is tried as a whole, from its beginning: blanked links make long ones.
_RUN, _SOME = r"(?:(?<!\s)\s++|)", r"(?<!\s)\s++"
_BREAK = re.compile(
    rf"{_RUN}[;；]\s*|{_SOME}[—–]\s+|{_RUN}——?\s*|{_RUN}\.\.\.+\s*"
    rf"|(?:{_RUN},\s++|{_SOME})"
    r"(?:and|but|while|whereas|whilst|yet|plus|so|because|although|though)\s+"
    rf"|{_RUN},\s++(?:and|or|which|with|compared (?:with|to)|up from|down from|versus|vs\.?)?\s*"
    rf"|{_RUN}[(（]\s*|{_RUN}[)）]\s*"
    r"|(?:一方で?|しかし|だが|けれども|けれど|けど|ものの|のに対し(?:て)?|のに)[、,]?"
    r"|で(?=残り|世界[一最]|世界(?:で|第)?\d位|第?\d位|過去最)|(?<=[るただすいんうくつぬむぶ])が[、,]|(?<=[いしでり])[、,]|(?<=[たるす]し)[、,]?|ので[、,]?"
    r"|[、,](?=また|さらに|そして|一方)|[、，]",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"で(?=[^すはもあ、。]*[はが])")


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of a message: `message[start:end]`, with noise blanked in `text`.

    `sentence` and `block` count from 0; clauses of one sentence may share what they speak of.
    """

    text: str
    start: int
    end: int
    sentence: int
    block: int


def split_message(message: str) -> tuple[Clause, ...]:
    """Return the clauses of a message in order. Questions and chatter are still among them."""
    plain = _blanked(message)
    clauses: list[Clause] = []
    sentence = 0
    for block, (start, end) in enumerate(_blocks(plain)):
        for left, right in _sentences(plain[start:end]):
            for a, b in _clause_spans(plain[start + left : start + right]):
                at = start + left
                clauses.append(Clause(plain[at + a : at + b], at + a, at + b, sentence, block))
            sentence += 1
    return tuple(clauses)


def _sentences(block: str) -> Iterator[tuple[int, int]]:
    """Yield sentences; one may end in a unit or acronym too, as in 1,287 MW. Google ..."""
    for start, end in sentence_spans(block):
        position = start
        ends = [*_ACRONYM_END.finditer(block, start, end)]
        ends += _SMALL_START.finditer(block, start, end)
        for match in sorted(ends, key=lambda m: m.start()):
            if _ABBREVIATED.search(block, position, match.start(1)):
                continue
            yield position, match.start(1)
            position = match.end()
        yield position, end


def _blanked(message: str) -> str:
    """Overwrite what is no prose with spaces of the same length."""
    text = _NOISE.sub(_spaces, message)
    text = "\n".join(_LINE_MARK.sub(_spaces, line) for line in text.split("\n"))
    text = _STYLE.sub(_spaces, text)
    return "".join(" " if unicodedata.category(c) in ("So", "Sk", "Cn", "Co") else c for c in text)


def _spaces(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of paragraphs and list items; lines that only wrap stay together."""
    start, position = 0, 0
    lines = text.split("\n")
    for line, following in pairwise([*lines, ""]):
        position += len(line) + 1
        if _wraps(line, following):
            continue
        if text[start : position - 1].strip():
            yield start, position - 1
        start = position


def _wraps(line: str, following: str) -> bool:
    if not line.strip() or not following.strip() or _ENDS.search(line):
        return False
    if not line.isascii():
        return len(line.strip()) >= _WRAPPED_CHARS_JA
    return len(line.strip()) >= _WRAPPED_CHARS or bool(_CONTINUES.match(following))


def _clause_spans(sentence: str) -> list[tuple[int, int]]:
    """Cut a sentence where a clause may end; never inside a quantity such as 1,000 or 5〜10."""
    inside = [(span.start, span.end) for span in extract_quantities(sentence)]
    matches = [*_BREAK.finditer(sentence)]
    # 「0.24Whで水は0.26mL」: what goes on after a number tells of another one.
    ends = (m for _, end in inside[:-1] if (m := _GOES_ON.match(sentence, end)))
    cuts = [
        match
        for match in sorted((*matches, *ends), key=lambda m: m.start())
        if match.end() > match.start()
        and not any(s < match.end() and match.start() < e for s, e in inside)
    ]
    spans, start = [], 0
    for cut in cuts:
        spans.append((start, cut.start()))
        start = cut.end()
    spans.append((start, len(sentence)))
    return [trimmed for span in spans if (trimmed := _trimmed(sentence, *span))]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None
