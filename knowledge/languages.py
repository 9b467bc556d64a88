"""Tells the language of a text by its script."""

import re

from knowledge.records import Language

_KANA_OR_KANJI = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uff66-\uff9f]")


def language_of(text: str) -> Language:
    """Tell the language of a text: any kana or kanji means Japanese."""
    return "ja" if _KANA_OR_KANJI.search(text) else "en"
