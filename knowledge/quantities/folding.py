"""Text in the form the grammar reads, with the way back to the original characters."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_MARKS = "\u0300-\u036f\u1ab0-\u1aff\u20d0-\u20ff\u3099\u309a\ufe20-\ufe2f\uff9e\uff9f"
_SAME = "\t-~\u3001-\u3003\u300c-\u300f\u3041-\u3096\u30a1-\u30fa\u30fc\u4e00-\u9fff"
_PIECES = re.compile(f"[{_SAME}]+(?![{_MARKS}])|.[{_MARKS}]*", re.DOTALL)
_SUPERSCRIPTS = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
# All map one character to one, so offsets hold.
_SIGNS = str.maketrans({
    "−": "-", "‐": "-", "‑": "-", "⁃": "-", "μ": "µ", "〜": "~", "～": "~",
    "\u00a0": " ", "’": "'", "⋅": "·", "・": "·", "\u200b": " ",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text.

    `starts` and `ends` give the original span of each of its characters, or are None where the
    folding kept every offset.
    """

    text: str
    starts: tuple[int, ...] | None = None
    ends: tuple[int, ...] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the original offsets of `text[start:end]`, which must not be empty."""
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]


def fold_text(text: str) -> Folded:
    """Fold width, compatibility forms and composed marks; keep the way back.

    A superscript after a digit becomes a power (10²⁴ is 10^24, m² is m2), and a fraction sign
    after a digit gets its space (1½ is 1 1/2).
    """
    if text.isascii():
        return Folded(text)
    if unicodedata.is_normalized("NFKC", text):
        return Folded(text.translate(_SIGNS))
    written: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    last = ""
    for match in _PIECES.finditer(text):
        piece = match.group()
        begin, end = match.span()
        if end - begin > 1 and not _has_mark(piece):
            written.append(piece)
            starts.extend(range(begin, end))
            ends.extend(range(begin + 1, end + 1))
            last = piece[-1]
            continue
        folded = _fold_piece(piece, last)
        written.append(folded)
        starts.extend([begin] * len(folded))
        ends.extend([end] * len(folded))
        last = piece if piece in _SUPERSCRIPTS else folded[-1:] or last
    return Folded("".join(written).translate(_SIGNS), tuple(starts), tuple(ends))


def _has_mark(piece: str) -> bool:
    return _MARK.search(piece) is not None


_MARK = re.compile(f"[{_MARKS}]")


@lru_cache(maxsize=4096)
def _normalize(piece: str) -> str:
    return unicodedata.normalize("NFKC", piece)


def _fold_piece(piece: str, last: str) -> str:
    folded = _normalize(piece)
    if not last.isdigit():
        return folded
    if piece in _SUPERSCRIPTS:
        return folded if last in _SUPERSCRIPTS else f"^{folded}"
    return f" {folded}" if "\u2044" in folded else folded
