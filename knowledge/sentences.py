"""Cuts text into sentences in English and Japanese, with exact spans.

Single line breaks inside a paragraph (of a PDF, of a hard-wrapped text) do not end a sentence;
blank lines, headings, list items, rows of numbers and lines that stop well short of the margin do.
"""

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

_CLOSERS = "」』）)］\\]】”’\"'»"
_END = re.compile(
    rf"(?P<wide>[。！？｡]+)(?P<wide_close>[{_CLOSERS}]*)"
    rf"|(?P<strong>[!?…]+)[{_CLOSERS}]*(?=\s|$|[^\x00-\x7f])"
    rf"|(?P<dot>\.)[{_CLOSERS}]*"
    r"(?:\s?\[[\d,\s–-]{1,20}\]|(?<=[A-Za-z\])]\.)\d{1,2}(?=\s+[A-Z]))?(?=\s|$)"  # footnotes
)
_WORDS_FILE = Path(__file__).parent / "vocabulary" / "sentences.toml"
_WORD_BEFORE = re.compile(r"[^\s(\[“‘\"'「（]+$")
_NEXT_WORD = re.compile(r"\s*[(\[“‘\"']*(\w[\w'’-]*)")
_LIST_MARK = re.compile(r"[ \t]*(?:[-*•◦・●○■□▪▫‣➢►◆◇※][ \t]|[①-⑳]|[・●○■□◆◇])[ \t]*")
_NUMBER_MARK = re.compile(r"[ \t]*(?:\(?\d{1,2}[.)]|\(?[a-z]\)|[(（]\d{1,2}[)）])[ \t]+\S")
_ROW = re.compile(r"[-−+~≈<>≤≥$€£¥]?\(?\d[\d.,:]*(?:[%×xKMBGTkms]|[kMGT]?Wh?)?\)?|[-–—✓✗]")
_LABELLED = re.compile(r"[^\W\d][^.,;:。、：？?]{0,44}[:：]\s*\S")
_OPENERS, _OPEN_CLOSERS = "「『（(", "」』）)"
_MAX_BRACKET_CHARS = 300
_CONTINUES = re.compile(
    r"(?:[,;、(（–—-]|\b(?:of|the|and|or|an?|to|in|for|with|by|from|at|on|as|that|is|are|was|were|than))$"
)
_SHORT_LINE = 0.72  # of the full width; a line this short was ended on purpose
_NARROW = 30  # half-width columns; below, each line is a label of its own


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(tomllib.loads(_WORDS_FILE.read_text(encoding="utf-8"))[name])


def sentence_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Return the (start, end) of each sentence, white space and list marks around it left out."""
    spans = []
    for start, end in _blocks(text):
        left = start
        for stop in _ends(text[start:end]):
            spans.append(_trimmed(text, left, start + stop))
            left = start + stop
        spans.append(_trimmed(text, left, end))
    return tuple(span for span in spans if span[0] < span[1])


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    mark = _LIST_MARK.match(text, start, end)
    if mark is not None and (start == 0 or "\n" in text[max(0, start - 1) : start + 1]):
        start = mark.end()
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches within which line breaks mean nothing."""
    start = 0
    for paragraph in re.finditer(r"(?:[^\n]+\n?)+", text):
        lines = [
            (paragraph.start() + m.start(), paragraph.start() + m.end())
            for m in re.finditer(r"[^\n]+", paragraph[0])
        ]
        width = _full_width([text[a:b] for a, b in lines])
        start = lines[0][0]
        for (a, b), (c, d) in pairwise(lines):
            if is_line_end(text[a:b], text[c:d], width):
                yield start, b
                start = c
        yield start, lines[-1][1]


def _full_width(lines: list[str]) -> int:
    widths = sorted(width_of(line) for line in lines)
    return widths[(len(widths) * 9) // 10] if len(widths) > 1 else 0


def width_of(line: str) -> int:
    """Return the columns that a line takes, a full-width character as two."""
    if line.isascii():
        return len(line)
    return sum(2 if "\u2e80" <= c <= "\u9fff" or "\uff00" <= c <= "\uff60" else 1 for c in line)


def is_line_end(line: str, following: str, full_width: int) -> bool:
    """Return whether the break after a line was meant, in a paragraph of that width."""
    line, following = line.rstrip(), following.strip()
    if not line.strip() or not following:
        return True
    if line.startswith("#") or following.startswith("#") or _LIST_MARK.match(following):
        return True
    if is_row(line) or is_row(following):
        return True
    if _LABELLED.match(line) and _LABELLED.match(following):
        return True  # “Weight: 2,850 kg” above “Noise: 68 dB”
    if line[-1] in ".:。：;；" and _NUMBER_MARK.match(following):
        return True
    if full_width < _NARROW:
        runs_on = following[0].isdigit() and re.search(r"^\D+ [a-z]+$", line)
        return not (following[0].islower() or _CONTINUES.search(line) or runs_on)
    first = following.split(maxsplit=1)[0] if following[0] < "\u2e80" else following[0]
    short = width_of(line) + 1 + width_of(first) <= _SHORT_LINE * full_width
    return short and not following[0].islower() and not _CONTINUES.search(line)


def is_row(line: str) -> bool:
    """Return whether a line is mostly numbers, as a table's rows are in plain text."""
    words = line.split()
    if len(words) < 3:
        return False
    n_numbers = sum(1 for word in words if not word[0].isalpha() and _ROW.fullmatch(word))
    return n_numbers >= 3 and n_numbers * 2 >= len(words)


def _ends(block: str) -> Iterator[int]:
    """Yield the offsets behind each sentence of a block but the last."""
    brackets: tuple[list[int], list[int]] | None = None
    block_end = len(block.rstrip())
    for match in _END.finditer(block):
        stop = match.end()
        if stop >= block_end:
            return
        if match["dot"] and not _dot_ends(block, match):
            continue
        if match["strong"] and block[stop : stop + 4].lstrip()[:1].islower():
            continue
        if brackets is None:
            brackets = _brackets(block)
        if _is_within(brackets, match.start()) and not _closes_quotation(block, match):
            continue
        yield stop


def _dot_ends(block: str, match: re.Match[str]) -> bool:
    following = _NEXT_WORD.match(block, match.end())
    word = following[1] if following else ""
    if word[:1].islower():
        return False
    before = _WORD_BEFORE.search(block[max(0, match.start() - 40) : match.start()])
    last = before[0] if before else ""
    name = last.lower().lstrip("~")
    if name in _words("never_last"):
        return False
    is_initial = len(last) == 1 and last.isupper()
    if name in _words("maybe_last") or is_initial:
        return word in _words("beginnings") or (word[:1] > "\u2e80")
    return not _is_enumerator(block, match.start() - len(last), last)


def _is_enumerator(block: str, at: int, number: str) -> bool:
    """Return whether a number only counts what follows: `3. Results`."""
    if not number.isdigit() or len(number) > 2:
        return False
    line = block[block.rfind("\n", 0, at) + 1 : at].rstrip()
    return not line or line[-1] in ".!?:"


def _closes_quotation(block: str, match: re.Match[str]) -> bool:
    """Return whether a quotation ends here and no particle joins it to what follows."""
    closers = match["wide_close"]
    if not closers:
        return False
    following = block[match.end() : match.end() + 1]
    if following[:1].isspace():
        return True
    return not re.match(r"[\u3040-\u309f、。，・]", following)


def _brackets(block: str) -> tuple[list[int], list[int]]:
    """Return starts and ends, in order, of the outermost bracketed stretches that are closed."""
    starts: list[int] = []
    ends: list[int] = []
    stack: list[tuple[str, int]] = []
    for match in re.finditer(f"[{re.escape(_OPENERS + _OPEN_CLOSERS)}]", block):
        char = match[0]
        at = match.start()
        if char in _OPENERS:
            stack.append((char, at))
            continue
        wanted = _OPENERS[_OPEN_CLOSERS.index(char)]
        if not stack or stack[-1][0] != wanted:
            continue
        opened = stack.pop()[1]
        if at - opened <= _MAX_BRACKET_CHARS:
            while starts and starts[-1] >= opened:
                starts.pop()
                ends.pop()
            starts.append(opened)
            ends.append(at)
    return starts, ends


def _is_within(brackets: tuple[list[int], list[int]], at: int) -> bool:
    starts, ends = brackets
    index = bisect_right(starts, at) - 1
    return index >= 0 and at < ends[index]
