"""Tells the language of a text by its script."""

import re

from knowledge.records import Language

_KANA_OR_KANJI = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uff66-\uff9f]")
_LATIN = re.compile(r"[A-Za-z]")
_SAMPLE_CHARS = 20_000


def language_of(text: str) -> Language:
    """Tell the language of a text: any kana or kanji means Japanese."""
    return "ja" if _KANA_OR_KANJI.search(text) else "en"


def main_language(text: str, *, default: Language) -> Language:
    """Tell the language that most of a longer text is in; `default` where it has no letters.

    One kana or kanji says about as much as two Latin letters.
    """
    sample = text[:_SAMPLE_CHARS]
    n_japanese, n_latin = len(_KANA_OR_KANJI.findall(sample)), len(_LATIN.findall(sample))
    if not n_japanese and not n_latin:
        return default
    return "ja" if 2 * n_japanese >= n_latin else "en"
