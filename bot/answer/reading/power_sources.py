"""Whether a line is about the source of power that a question names: nuclear is never wind."""

import re

from bot.answer.reading.quoting import quoted
from bot.answer.reading.records import Asked, Evidence
from bot.answer.reading.terms import content_stems, fold, stem
from knowledge.passages import sentence_spans

_SOURCES: tuple[tuple[str, ...], ...] = (
    ("nuclear", "reactor", "原子力", "原発", "原子炉"),
    ("wind", "風力", "風車"),
    ("solar", "photovoltaic", "太陽光", "ソーラー", "太陽電池"),
    ("hydro", "hydropower", "hydroelectric", "水力", "揚水"),
    ("coal", "石炭"),
    ("natural gas", "gas-fired", "天然ガス", "ガス火力", "lng"),
    ("geothermal", "地熱"),
    ("biomass", "biogas", "バイオマス", "木質"),
    ("tidal", "潮力", "潮汐"),
)
_ELECTRICITY = re.compile(r"\belectric|\bpower\b|電力|電気|発電")
_HEAT = re.compile(r"\bheat\b(?! pumps?\b)|熱(?=[をのはがと]|供給|販売|利用)")


def is_heat(asked: Asked, fitted: Evidence) -> bool:
    """Whether a line tells of heat, and not of the electricity that is asked about."""
    if not _ELECTRICITY.search(fold(asked.text)):
        return False
    line = fold(fitted.line.text)
    return _HEAT.search(line) is not None and _ELECTRICITY.search(line) is None


_HOW_MUCH = re.compile(r"\bhow much ([a-z]+) (?:did|does|do|is|was|were|are|has|have|will)\b")
_NO_MATTER = ("electricity", "energy", "power", "money", "time", "co2", "more", "less")


def is_of_other_matter(asked: Asked, fitted: Evidence) -> bool:
    """Whether a line has nothing of the matter that is asked for: “how much gas did X burn”.

    “Of this …” has that of the sentence before.
    """
    matter = _HOW_MUCH.search(fold(asked.text))
    if matter is None or matter[1] in _NO_MATTER:
        return False
    line = fitted.line
    return stem(matter[1]) not in line.stems.union(content_stems(quoted(line)))


def is_of_other_source(asked: Asked, fitted: Evidence) -> bool:
    """Whether the question names a source of power that nothing around the line names.

    Where the line itself names sources, the asked one must be among them.
    """
    wanted = _named(asked.text)
    if not wanted:
        return False
    own = _named(fitted.line.text)
    if own:
        return not wanted <= own
    passage = fitted.line.passage
    before = _named_last(passage.text[: fitted.line.start])
    if before:
        return not wanted <= before
    around = _named(f"{' '.join(passage.heading)} {passage.text}")
    return any(n not in around and not _in_title(n, fitted) for n in sorted(wanted))


def _named_last(text: str) -> frozenset[int]:
    """The sources that the last sentence names which names any: what follows goes on from it."""
    spans = reversed(sentence_spans(text))
    return next((named for start, end in spans if (named := _named(text[start:end]))), frozenset())


def _named(text: str) -> frozenset[int]:
    """The sources that a text names, by their place in the list."""
    folded, stems = fold(text), frozenset(content_stems(text))
    return frozenset(
        number
        for number, words in enumerate(_SOURCES)
        if any(_is_said(word, folded, stems) for word in words)
    )


def _is_said(word: str, folded: str, stems: frozenset[str]) -> bool:
    """Whether a text has a word: an English one in any form, a Japanese one inside others."""
    return stem(word) in stems if word.isascii() and word.isalpha() else word in folded


def _in_title(source: int, fitted: Evidence) -> bool:
    return any(
        (parts := content_stems(word)) and fitted.title.issuperset(parts)
        for word in _SOURCES[source]
    )
