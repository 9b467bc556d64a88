"""Whether a line is about another thing of the kind that is asked of: 朝霧工場 for 白波工場."""

import re
from collections.abc import Sequence
from itertools import takewhile

from bot.answer.reading.records import Asked, Evidence
from bot.answer.reading.terms import fold
from knowledge.passages import sentence_spans

_RUN = re.compile(r"[一-龠々ァ-ヶーA-Za-z0-9]+")
_ASKED_OF = re.compile(r"(?<!何)([一-龠々ァ-ヶーA-Za-z0-9]{2,}[一-龠々ァ-ヶー])の")
_SITES = "(?:発電所|変電所|工場|事業所|ダム|駅|港|橋|炉|館|校|園|センター|ステーション)"
_SITE = re.compile(f"[一-龠々ァ-ヶーA-Za-z0-9]{{2,}}?{_SITES}(?=[のはがをにでも、]|$)")
_OPENING_SITE = re.compile(
    f"^[一-龠々ァ-ヶーA-Za-z0-9]{{2,}}?{_SITES}(?:の[^、。はが]{{1,12}})?[はがも]"
)
_MODEL_NAME = re.compile(r"(?<![\w-])(?=[\w-]*\d)[A-Z][A-Za-z]*-?\d[\w-]*")
_ASKS_VARIANT = re.compile(r"\b(?:version|variant|edition|type|model)\b|型|版|仕様|タイプ|モデル")
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
    if any(_is_other(name, said) for name in _ASKED_OF.findall(asked.text)):
        return True
    return _is_of_other_site(asked.text, fitted.line.text)


def _is_of_other_site(question: str, text: str) -> bool:
    """Whether a line opens with another plant or works than the one that is asked of."""
    own, asked = _OPENING_SITE.match(text), _SITE.findall(question)
    return own is not None and bool(asked) and all(name not in text for name in asked)


def is_of_variant(asked: Asked, fitted: Evidence) -> bool:
    """Whether a line names a variant of the model that is asked for, and not itself: X-900-C."""
    if _ASKS_VARIANT.search(fold(asked.text)):
        return False
    said = _MODEL_NAME.findall(fitted.line.text)
    return any(
        name not in said and any(other.startswith(f"{name}-") for other in said)
        for name in _MODEL_NAME.findall(asked.text)
    )


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
