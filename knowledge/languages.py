"""Tells the language of a text by its script."""

import re

from knowledge.records import Language

_KANA_OR_KANJI = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uff66-\uff9f]")
_LATIN = re.compile(r"[A-Za-z]")
_SAMPLE_CHARS = 20_000

_HIRAGANA = re.compile("[ぁ-ん]")
_ENGLISH_WORD = re.compile(r"(?<![A-Za-z0-9_.-])[a-z]{2,}(?![A-Za-z0-9_-])")
_FEW_WORDS = 3


def language_of(text: str) -> Language:
    """Tell the language of a text: any kana or kanji means Japanese, but in an English sentence.

    `How much did 北浜製鉄 use?` is English: no hiragana, and three words in lower case.
    """
    if not _KANA_OR_KANJI.search(text):
        return "en"
    is_english = not _HIRAGANA.search(text) and len(_ENGLISH_WORD.findall(text)) >= _FEW_WORDS
    return "en" if is_english else "ja"


def main_language(text: str, *, default: Language) -> Language:
    """Tell the language that most of a longer text is in; `default` where it has no letters.

    One kana or kanji says about as much as two Latin letters.
    """
    sample = text[:_SAMPLE_CHARS]
    n_japanese, n_latin = len(_KANA_OR_KANJI.findall(sample)), len(_LATIN.findall(sample))
    if not n_japanese and not n_latin:
        return default
    return "ja" if 2 * n_japanese >= n_latin else "en"
