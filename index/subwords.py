"""multilingual-e5-small's tokeniser: the likeliest pieces of each word (SentencePiece's unigram).

Its 250,000 pieces lie in a trie that is mapped, not loaded: the libraries that read such a
vocabulary take 0.1 to 1 s to begin, and a question asked alone begins every time.
"""

import functools
import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import marisa_trie
import numpy as np

from index.weights import Weights

FILES = ("pieces.marisa", "pieces.npy")
BEGIN, END, UNKNOWN = 0, 2, 3
_SPACE = "▁"
_GAPS = re.compile(" {2,}")
_LONGEST = 64  # letters looked ahead; the longest piece has fewer
_UNKNOWN_PENALTY = 10  # below the least likely piece
_KEPT_WORDS = 20_000
# What SentencePiece's nmt_nfkc does beside NFKC of each letter: it drops these and makes those
# spaces. It keeps ～, too.
_DROPPED = (*range(1, 9), 0x0B, *range(0x0E, 0x20), 0x7F, 0x8F, 0x9F)
_SPACES = (
    0, 9, 0x0A, 0x0C, 0x0D, 0x61C, 0x1680, 0x200B, 0x200C, 0x200E, 0x200F, 0x2028, 0x2029,
    0x2581, 0xFEFF, 0xFFFD, *range(0xD800, 0xE000),  # a lone surrogate is no letter
)  # fmt: skip
_BEFORE = dict.fromkeys(_DROPPED) | dict.fromkeys(_SPACES, " ")


class Subwords:
    """Tokenises; the pieces of the words seen last are kept."""

    def __init__(self, folder: Path) -> None:
        self._trie = marisa_trie.Trie().mmap(str(folder / FILES[0]))
        rows = np.load(folder / FILES[1], mmap_mode="r")
        self._ids, self._scores = memoryview(rows["id"].copy()), memoryview(rows["score"].copy())
        self._unknown = float(rows["score"].min()) - _UNKNOWN_PENALTY
        self._word = functools.lru_cache(_KEPT_WORDS)(self._pieces)

    def encode(self, text: str, *, most: int) -> list[int]:
        """Return the ids of a text, at most so many, between those of its beginning and end."""
        ids: list[int] = []
        for word in _GAPS.sub(" ", normalised(text)).split(" "):
            ids += self._word(_SPACE + word)
            if len(ids) >= most:
                break
        return [BEGIN, *ids[: most - 2], END]

    def _pieces(self, word: str) -> Sequence[int]:
        """Return the ids of the pieces with the greatest sum of scores (Viterbi)."""
        best = [0.0] + [-np.inf] * len(word)
        last = [(0, UNKNOWN)] * (len(word) + 1)  # where the piece that ends here begins, its id
        for at in range(len(word)):
            if best[at] + self._unknown > best[at + 1]:
                best[at + 1], last[at + 1] = best[at] + self._unknown, (at, UNKNOWN)
            for piece, key in self._trie.iter_prefixes_with_ids(word[at : at + _LONGEST]):
                end, score = at + len(piece), best[at] + self._scores[key]
                if score > best[end]:
                    best[end], last[end] = score, (at, self._ids[key])
        return _traced(last)


def normalised(text: str) -> str:
    """Return a text in the letters that the pieces are made of."""
    composed = unicodedata.normalize("NFC", text.translate(_BEFORE))
    return composed if composed.isascii() else "".join(map(_letter, composed))


@functools.lru_cache(maxsize=_KEPT_WORDS)
def _letter(letter: str) -> str:
    return letter if letter == "～" else unicodedata.normalize("NFKC", letter)


def _traced(last: Sequence[tuple[int, int]]) -> tuple[int, ...]:
    """Follow the pieces back from the end; unknown letters beside each other count once."""
    ids: list[int] = []
    at = len(last) - 1
    while at > 0:
        at, piece = last[at]
        if piece != UNKNOWN or not ids or ids[-1] != UNKNOWN:
            ids.append(piece)
    return tuple(reversed(ids))


def write_subwords(weights: Weights, folder: Path) -> None:
    """Write the trie of pieces, and the number and score of each in the trie's order.

    Pieces that stand for no text (<s>, <mask>) are left out.
    """
    kept = [(id_, piece) for id_, piece in enumerate(weights.pieces) if not _is_mark(piece)]
    trie = marisa_trie.Trie(piece for _, piece in kept)
    table = np.empty(len(kept), [("id", "<i4"), ("score", "<f4")])
    ids = np.array([id_ for id_, _ in kept])
    keys = [trie[piece] for _, piece in kept]
    table["id"][keys], table["score"][keys] = ids, np.array(weights.scores)[ids]
    trie.save(str(folder / FILES[0]))
    np.save(folder / FILES[1], table)


def _is_mark(piece: str) -> bool:
    return piece.startswith("<") and piece.endswith(">")
