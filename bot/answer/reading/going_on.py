"""Lines that go on from the one before: “It was built in 2021”, 「出力は85kWです」."""

import re

from bot.answer.reading.terms import content_stems
from knowledge.records import Language

_PRONOUN = re.compile(r"^\W*(?:It|Its|They|Their|Them|These|This|Both|He|She|His|Her)\b")
_THE_THING = re.compile(r"^\W*(?:The|Of the|Of these) ([a-z]+)\b")
_TOPIC_JA = re.compile(r"^(?:[^、。]{1,16}、)?([^、。]{1,16}?)(?:は|が|も)(?![いっなり])")
# What is told of a thing, and is none itself: 出力は, 事業費は, 製造したのは.
_ATTRIBUTE_JA = re.compile(
    r"(?:量|率|額|費|数|力|高|値|代|割合|面積|価格|容量|規模|長さ|重さ|したの|きたの)$"
)


def goes_on(text: str, before: frozenset[str], language: Language) -> bool:
    """Whether a line has no subject of its own, after one of the stems `before`."""
    if language == "ja":
        topic = _TOPIC_JA.search(text)
        return topic is None or _ATTRIBUTE_JA.search(topic[1]) is not None
    if _PRONOUN.search(text):
        return True
    thing = _THE_THING.search(text)
    return thing is not None and not before.isdisjoint(content_stems(thing[1]))
