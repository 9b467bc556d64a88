"""Takes out of texts what no reader sees, and brings look-alike encodings to one form."""

import re
import unicodedata
from itertools import pairwise

# Controls, and characters without width or with an effect on direction: they can hide words or
# show digits in another order than they are stored in. Line feed and tab stay.
_UNSEEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)
_DIRECTION = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
_LINE_BREAK = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_LOOKALIKE = re.compile(r"[\u2e80-\u2fdf\ufb00-\ufb06\uf900-\ufaff]")  # radicals and ligatures
_SPACES = re.compile(r"\s+")
# Letters of other alphabets that are drawn like Latin ones.
_FOREIGN = (
    "\u0391\u0392\u0395-\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u0400-\u04ff"
)
_FOREIGN_LETTER = re.compile(f"[{_FOREIGN}]")
_MIXED_WORD = re.compile(f"[A-Za-z0-9]+[{_FOREIGN}]|[{_FOREIGN}][A-Za-z0-9]")


def clean_text(text: str, page_starts: tuple[int, ...] = ()) -> tuple[str, tuple[int, ...]]:
    """Clean a text and move its page starts along."""
    if not page_starts:
        return _clean(text), ()
    bounds = (*page_starts, len(text))
    cleaned = _clean(text[: bounds[0]])
    starts = []
    for start, end in pairwise(bounds):
        starts.append(len(cleaned))
        cleaned += _clean(text[start:end])
    return cleaned, tuple(starts)


def clean_cell(text: str) -> str:
    """Clean a cell or a title: one line, single spaces."""
    return _SPACES.sub(" ", _clean(text)).strip()


def _clean(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    text = _LINE_BREAK.sub("\n", text)
    text = _UNSEEN.sub("", _SURROGATE.sub("\ufffd", text))
    text = _LOOKALIKE.sub(lambda m: unicodedata.normalize("NFKC", m[0]), text)
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def deceptions(text: str) -> tuple[str, ...]:
    """Tell of characters that make a text look like another one."""
    notes = []
    if n_marks := len(_DIRECTION.findall(text)):
        notes.append(f"{n_marks} marks that turn the direction of writing were taken out")
    if _FOREIGN_LETTER.search(text) and (mixed := _MIXED_WORD.search(text)):
        word = text[max(0, mixed.start() - 10) : mixed.end() + 10]
        notes.append(f"a word mixes letters of two alphabets near {word!r}; compare its source")
    return tuple(notes)
