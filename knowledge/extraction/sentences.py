"""The sentences of a document, each with what stands above it."""

import bisect
import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.languages import language_of
from knowledge.passages import sentence_spans
from knowledge.records import Document, Language

_BLOCK = re.compile(r"[^\n]+(?:\n(?!\s*\n|#|[-*•●・■◆]\s)[^\n]+)*")
_HEADING = re.compile(r"^(#{1,6})\s+(.+?)\s*$")
_LETTERS = re.compile(r"[A-Za-z\u3040-\u30ff\u3400-\u9fff]")
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF21, 0xFF5B)}  # one to one, so offsets hold
_HEADING_REACH_CHARS = 2500
_MAX_CHARS = 1200  # no sentence is longer; what is has lost its full stops


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: `document.text[start:start + len(text)]` with its line breaks as spaces.

    `headings` are the document's title and the headings that stand near above, the nearest last;
    `previous` are the sentences before it in its paragraph and the one that ends the paragraph
    above, the nearest last. `proper` are the words that the document writes with a capital
    inside sentences and never without; `following` is the next sentence of the paragraph.
    """

    text: str
    start: int
    language: Language
    headings: tuple[str, ...]
    previous: tuple[str, ...]
    page: int | None
    proper: frozenset[str] = frozenset()
    following: str = ""


def sentences_of(document: Document) -> Iterator[Sentence]:
    """Yield the sentences of a text document in order; headings are none."""
    path: dict[int, tuple[str, int]] = {}
    previous: list[str] = []
    proper = _proper_words(f"{document.title}\n{document.text}")
    for block in _BLOCK.finditer(document.text):
        heading = _HEADING.match(block.group())
        if heading is not None:
            level = len(heading[1])
            path = {k: v for k, v in path.items() if k < level} | {level: (heading[2], block.end())}
            previous = []
            continue
        previous = previous[-1:]
        whole = block.group()
        spans = list(_spans(whole))
        for at, (start, end) in enumerate(spans):
            text = re.sub(r"\s", " ", whole[start:end])
            text = text if text.isascii() else text.translate(_HALF_WIDTH)
            if len(text) > _MAX_CHARS or not _LETTERS.search(text):
                continue
            yield Sentence(
                text=text,
                start=block.start() + start,
                language=language_of(text),
                headings=(document.title, *_near(path, block.start() + start)),
                previous=tuple(previous[-2:]),
                page=_page(document, block.start() + start),
                proper=proper,
                following=" ".join(whole[slice(*spans[at + 1])].split())
                if at + 1 < len(spans)
                else "",
            )
            previous.append(text)


_CAPITAL = re.compile(r"(?<=[a-z,;] )[A-Z][A-Za-z0-9-]*[a-z0-9]")
_SMALL = re.compile(r"\b[a-z][a-z0-9-]+")


def _proper_words(text: str) -> frozenset[str]:
    small = set(_SMALL.findall(text))
    return frozenset(word for word in _CAPITAL.findall(text) if word.lower() not in small)


# A unit in capitals ends a sentence too (700 W. The next ...), and a question in bold letters.
_UNIT_END = re.compile(
    r"(?<=\d[ \u00a0])(?:[kMGTP]?W|[kMGT]?J|[A-Z]{2,3})\.\s+(?=[A-Z])|[?？]\*\*\s*(?=\S)"
)


def _spans(text: str) -> Iterator[tuple[int, int]]:
    for start, end in sentence_spans(text):
        begin = start
        for match in _UNIT_END.finditer(text, start, end):
            yield begin, len(text[: match.end()].rstrip())
            begin = match.end()
        yield begin, end


def _near(path: dict[int, tuple[str, int]], position: int) -> tuple[str, ...]:
    """Return the headings that still govern a place; one far above is a title at most."""
    return tuple(
        path[level][0]
        for level in sorted(path)
        if position - path[level][1] <= _HEADING_REACH_CHARS
    )


def _page(document: Document, start: int) -> int | None:
    if not document.page_starts:
        return None
    return max(bisect.bisect_right(document.page_starts, start), 1)


_BREAK_EN = re.compile(
    r";|, (?:while|whereas|but|although|though|however)\b|\b(?:while|whereas)\b"
    r"|, (?:and|or) (?=[^,]{3,80}? (?:is|was|are|were|will|has|have|used|uses|expects?|consumed"
    r"|drew|took)\b)"
    r"| and (?=(?:the )?[A-Z][A-Za-z]+(?: [A-Z]\w+)? (?:is|was|are|were|will|has|have|used|uses"
    r"|drew|consumed)\b)"
    r"|,? (?:more|less|higher|lower) than\b|, (?:up|down) from\b|,? compared (?:with|to)\b"
    r"|\band (?=(?:will|would|could|is expected to|are expected to) )"
    r"|, (?:overtaking|of which|exceeding|surpassing)\b|\bdespite\b|,? not (?=\d)",
    re.IGNORECASE,
)
_BREAK_JA = re.compile(
    r"(?:に対し(?:て)?|ものの|[たるいだ]が)、|、(?:一方(?:で)?、?|しかし|ただし)"
)


def clause_of(sentence: Sentence, position: int) -> tuple[int, int]:
    """Return the span of the clause around a place of a sentence."""
    pattern = _BREAK_JA if sentence.language == "ja" else _BREAK_EN
    start, end = 0, len(sentence.text)
    for match in pattern.finditer(sentence.text):
        if match.start() >= position:
            end = match.start()
            break
        start = match.start() if sentence.language == "en" else match.end()
    return start, end


_LEANS = re.compile(
    r",? ?(?:(?:up|down) from|(?:more|less|higher|lower) than|compared|overtaking|of which"
    r"|exceeding|surpassing|not )",
    re.IGNORECASE,
)


def wide_clause_of(sentence: Sentence, position: int) -> tuple[int, int]:
    """Return the clause around a place, with the one before where it leans on that: up from 8 %."""
    start, end = clause_of(sentence, position)
    while start > 0 and _LEANS.match(sentence.text, start):
        start = clause_of(sentence, start - 1)[0]
    return start, end
