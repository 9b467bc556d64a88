"""The words of a question or a sentence that carry meaning, alike in all their forms."""

import re
import unicodedata
from functools import lru_cache

from bot.answer.checking.known import is_common
from bot.answer.telling.same_words import folded

_WORD = re.compile(
    r"[a-z][a-z0-9]+(?:[.-][a-z0-9]+)*|[0-9][0-9.,]*|[\u30a1-\u30f4ー]{2,}|[一-龠々]+"
)
_POSSESSIVE = re.compile(r"['’]s\b")
_STEM = 5  # letters that the forms of an English word share: mislead, misleading
_KEPT_TEXTS = 8192  # the sentences and pairs of the shipped articles are 6,200: some 11 MB
_ASKING = (  # words that questions are put in; “isn’t” as it is read
    *("why", "what", "where", "which", "when", "who", "how", "there", "so", "many", "much"),
    *("have", "has", "ha", "come", "make", "get", "explain", "like", "do", "doe", "was", "wa"),
    *("isn", "aren", "don", "doesn", "didn", "wasn", "weren"),
    *("使", "使用", "消費", "多", "大量", "何故", "理由", "原因"),
)
_SLANG = (
    *("lol", "lmao", "rofl", "omg", "wtf", "tbh", "ngl", "imo", "haha", "pls", "please"),
    *("笑", "草"),
)
_SAYS_NOTHING = frozenset([*_ASKING, *_SLANG])
_NAME = re.compile(
    r"[A-Za-z][A-Za-z0-9]*[A-Z0-9][A-Za-z0-9.-]*|(?<!^)(?<![.?!] )\b[A-Z][a-z]+"
    r"|[A-Z]{2,}[A-Za-z0-9-]*"
)
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9.-]+")
_NO_NAMES = frozenset(["ai", "us"])


@lru_cache(maxsize=_KEPT_TEXTS)
def stems(text: str) -> frozenset[str]:
    """The words of a text, each by what its forms share; of kanji the pairs."""
    plain = folded(_POSSESSIVE.sub("", unicodedata.normalize("NFKC", text)))
    found: set[str] = set()
    for match in _WORD.finditer(plain):
        word = match.group()
        if word.isascii():
            found |= _latin(word)
        elif "\u3041" <= word[0] <= "\u30ff" or len(word) == 1:
            found |= {word} - _SAYS_NOTHING
        else:
            found |= {word[at : at + 2] for at in range(len(word) - 1)} - _SAYS_NOTHING
    return frozenset(found)


@lru_cache(maxsize=_KEPT_TEXTS)
def _latin(word: str) -> frozenset[str]:
    singular = word.removesuffix("s") if word[0].isalpha() else word
    if any(is_common(w) or w in _SAYS_NOTHING for w in (word, singular)) or len(singular) < 2:
        return frozenset()
    return frozenset([singular[:_STEM] if singular[0].isalpha() else singular])


def name_words(question: str) -> frozenset[str]:
    """Words that are names by their capitals, or in Japanese by their Latin letters."""
    pattern = _NAME if question.isascii() else _LATIN
    words = {match.group().lower() for match in pattern.finditer(question)}
    return frozenset(word.removesuffix("s") for word in words) - _NO_NAMES
