"""Whether a line is about another thing of the kind that is asked of: 朝霧工場 for 白波工場."""

import re
from collections.abc import Sequence
from itertools import takewhile

from bot.answer.reading.records import Asked, Evidence
from knowledge.passages import sentence_spans

_RUN = re.compile(r"[一-龠々ァ-ヶーA-Za-z0-9]+")
_ASKED_OF = re.compile(r"(?<!何)([一-龠々ァ-ヶーA-Za-z0-9]{2,}[一-龠々ァ-ヶー])の")
_SAME = "同当"  # 同工場 is the one named before
_KIND = 2  # letters in which the names of things of a kind end alike


def is_of_sibling(asked: Asked, fitted: Evidence) -> bool:
    """Whether a line names another thing of the kind that is asked of, and not that one.

    A line that names none goes on from those before it.

    Names of a kind end alike in Japanese; English ones are told apart by their words.
    """
    if asked.language != "ja":
        return False
    passage, start = fitted.line.passage.text, fitted.line.start
    before = [passage[first:last] for first, last in sentence_spans(passage[:start])]
    said = [fitted.line.text, *reversed(before)]
    return any(_is_other(name, said) for name in _ASKED_OF.findall(asked.text))


def _is_other(name: str, said: Sequence[str]) -> bool:
    """Whether the nearest of some sentences that names a thing of a kind names another one."""
    for text in said:
        if name in text:
            return False
        if any(_are_siblings(name, run.lstrip(_SAME)) for run in _RUN.findall(text)):
            return True
    return False


def _are_siblings(name: str, other: str) -> bool:
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(name[::-1], other[::-1], strict=False))
    return _KIND <= sum(1 for _ in alike) < min(len(name), len(other))
