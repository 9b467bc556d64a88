"""Which words of a phrase are neither names nor the words that surround measures."""

import re

from knowledge.extraction.cues import Words, extraction_cues
from knowledge.extraction.phrases import TIMES_JA
from knowledge.names import Mention, text_units
from knowledge.records import Language


def unknown_words(
    text: str, start: int, end: int, known: list[Mention], language: Language
) -> list[str]:
    """Return the words of a phrase that are neither names, generic, numbers nor times."""
    words = extraction_cues().words[language]
    piece = list(text[start:end])
    for mention in known:
        for at in range(mention.start - start, mention.end - start):
            piece[at] = " "
    left = _GASES.sub(" ", "".join(piece))
    if language == "ja":
        return _rest_ja(left, words)
    units = [u for u in text_units(left) if not u.text[0].isdigit()]
    if known and units and units[0].text.endswith("ing"):
        units = units[1:]  # charging a smartphone, boiling a kettle
    return [left[u.start : u.end] for u in units if u.text not in words.generic]


_GASES = re.compile(r"\bgreenhouse[- ]gas(?:es)?\b", re.IGNORECASE)  # greenhouses are things
RUN_JA = re.compile(r"[一-龠々ァ-ヶーA-Za-z0-9&.\-]+")


# What a Japanese noun that measures ends with: 連結売上高, 電気代, 利用率.
_MEASURE_JA = re.compile(
    "(?:売上高|残高|(?:電気|ガス|燃料|水道)代|料金|率|量|額|費|費用|値|コスト|利益|密度|濃度|係数|需要"
    "|人数|件数|台数|指数|単価|価格|容量|出力|(?:待機|消費|契約|受電|余剰|購入|使用|需要|最大)電力)$"
)


def _rest_ja(text: str, words: Words) -> list[str]:
    runs = RUN_JA.findall(TIMES_JA.sub(" ", text))
    return [run for run in runs if not is_plain_ja(run, words)]


def is_plain_ja(run: str, words: Words) -> bool:
    """Return whether a Japanese noun only tells what is measured, no name."""
    is_word = made_of(run, words.generic) or run in words.bare
    return is_word or _MEASURE_JA.search(run) is not None


_BEFORE_JA = re.compile(r"[一-龠々ァ-ヶーA-Za-z0-9&]+$")
_GOES_ON_JA = re.compile(r"[一-龠々ァ-ヶー]")


def own_name_ja(text: str, mention: Mention) -> str | None:
    """Return the name of one of a kind of which a mention is the end: 北斗 | データセンター.

    None where what stands before is no name, the word goes on, or no place is meant.
    """
    before = _BEFORE_JA.search(text[: mention.start])
    if before is None or _GOES_ON_JA.match(text, mention.end):
        return None
    if not mention.text.endswith(("センター", "施設", "所", "場")):
        return None
    if is_plain_ja(before[0], extraction_cues().words["ja"]):
        return None
    return before[0] + mention.text


_LONGEST_PART = 12


def made_of(run: str, parts: frozenset[str]) -> bool:
    """Whether a run of letters is a row of known words."""
    reached = {0}
    for at in range(len(run)):
        if at in reached:
            reached |= {
                at + size for size in range(1, min(_LONGEST_PART, len(run) - at) + 1)
                if run[at : at + size] in parts
            }  # fmt: skip
    return len(run) in reached


def names_things(text: str, language: Language) -> bool:
    """Return whether a phrase on a place names things there: Iceland's servers, not its demand."""
    things = extraction_cues().words[language].things
    if language == "ja":
        return any(thing in text for thing in things)
    return any(unit.text in things for unit in text_units(text))
