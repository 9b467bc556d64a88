"""Words as the reader compares them: stems with their places, and how much each weighs."""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from bot.answer.reading.same_stems import same_stem
from knowledge.quantities import extract_quantities

_RUN = re.compile(
    r"[a-z0-9]+(?:[.'][a-z0-9]+)*"  # GPT, 3.1, model's; hyphens part words
    r"|[\u30a0-\u30ff]+|[\u3040-\u309f]+|[\u3400-\u9fff\u3005]+|[\uac00-\ud7af]+"
)
_HIRAGANA = re.compile(r"[\u3040-\u309f]")
_SUFFIXES = (
    "ations", "ation", "ments", "ment", "ingly", "ities", "ity", "ions", "ings", "ives", "ally",
    "ion", "ing", "ive", "ied", "ies", "als", "ers", "ed", "es", "er", "ly", "al", "s", "e",
)  # fmt: skip
_MIN_STEM = 4
_PLURALS_KEPT = ("ss", "us", "is")
STOP_WORDS = frozenset(
    [
        "a",
        "about",
        "according",
        "after",
        "all",
        "also",
        "an",
        "and",
        "any",
        "are",
        "as",
        "at",
        "based",
        "be",
        "been",
        "being",
        "both",
        "but",
        "by",
        "can",
        "could",
        "did",
        "do",
        "does",
        "doing",
        "during",
        "each",
        "estimate",
        "estimated",
        "estimates",
        "following",
        "for",
        "from",
        "given",
        "had",
        "has",
        "have",
        "having",
        "he",
        "her",
        "his",
        "how",
        "i",
        "if",
        "in",
        "into",
        "is",
        "it",
        "its",
        "itself",
        "just",
        "may",
        "might",
        "more",
        "most",
        "must",
        "no",
        "not",
        "of",
        "on",
        "one",
        "only",
        "or",
        "other",
        "our",
        "out",
        "over",
        "own",
        "paper",
        "papers",
        "per",
        "report",
        "reported",
        "reports",
        "recent",
        "said",
        "same",
        "she",
        "should",
        "so",
        "some",
        "study",
        "such",
        "than",
        "that",
        "the",
        "their",
        "them",
        "then",
        "there",
        "these",
        "they",
        "this",
        "those",
        "through",
        "to",
        "too",
        "under",
        "up",
        "use",
        "used",
        "using",
        "very",
        "was",
        "we",
        "were",
        "what",
        "when",
        "where",
        "which",
        "while",
        "who",
        "whom",
        "whose",
        "why",
        "will",
        "with",
        "would",
        "you",
        "your",
        "many",
        "much",
        "true",
        "false",
        "did",
        "according",
        "name",
        "called",
        "approximately",
        "roughly",
        "about",
        "anyone",
        "get",
        "happen",
        "happens",
        "happened",
        "gets",
        "got",
        "now",
        "someone",
        "little",
        "few",
        "look",
        "looked",
        "until",
    ]
)


@dataclass(frozen=True, slots=True)
class Term:
    """A stem and where its word stands in the text."""

    stem: str
    start: int
    end: int


def terms_of(text: str) -> tuple[Term, ...]:
    """Return the stems of a text in order; Japanese gives pairs of letters, katakana whole words.

    Hiragana, mostly endings and particles, gives nothing. The text must not change its length
    when folded: see `fold`.
    """
    found = []
    for match in _RUN.finditer(fold(text)):
        run = match.group()
        if run.isascii():
            found.append(Term(stem(run), match.start(), match.end()))
        elif not _HIRAGANA.match(run):
            found += _pairs(run, match.start())
    return tuple(found)


_KANA_NAME = re.compile(
    r"(?<!\w)(?!(?:この|その|あの|どの|ある|いま|また|もし|なぜ|すべての)[\u3400-\u9fff])"
    r"[\u3041-\u3096]{2,}[\u3400-\u9fff]"
)


def kana_names(text: str) -> tuple[str, ...]:
    """Return what begins in hiragana and goes on in kanji, up to the first: みどり市.

    Only where no letter stands before them: elsewhere hiragana are endings and particles.
    """
    return tuple(match.group() for match in _KANA_NAME.finditer(fold(text)))


def fold(text: str) -> str:
    """Return the text in one form of letters and lower case, each character kept in its place."""
    if text.isascii():
        return text.lower()
    return "".join(map(_folded, text))


@cache
def _folded(character: str) -> str:
    plain = unicodedata.normalize("NFKC", character).lower()
    return plain if len(plain) == 1 else character


def _pairs(run: str, at: int) -> list[Term]:
    if len(run) == 1 or "\u30a0" <= run[0] <= "\u30ff":
        return [Term(run, at, at + len(run))]
    return [Term(same_stem(run[i : i + 2]), at + i, at + i + 2) for i in range(len(run) - 1)]


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """Return what an English word shares with all its forms, and with words of one meaning.

    Words with digits (model numbers, years) stay whole.
    """
    return same_stem(_cut(word))


def _cut(word: str) -> str:
    """Strip a plain suffix."""
    word = word.removesuffix("'s").replace("'", "")
    if any(character.isdigit() for character in word) or len(word) <= _MIN_STEM - 1:
        return word
    for suffix in _SUFFIXES:
        if suffix == "s" and word.endswith(_PLURALS_KEPT):
            break
        if word.endswith(suffix) and len(word) - len(suffix) >= _MIN_STEM - (suffix == "s"):
            return word[: -len(suffix)]
    return word


def content_stems(text: str) -> tuple[str, ...]:
    """Return the distinct stems that say something, in order of first appearance."""
    folded = fold(text)
    return tuple(
        dict.fromkeys(
            term.stem
            for term in terms_of(text)
            if folded[term.start : term.end] not in STOP_WORDS
            and (len(term.stem) > 1 or not term.stem.isascii() or term.stem.isdigit())
        )
    )


def unit_in(words: str) -> str | None:
    """Return the unit that words name when they begin with one: “megawatt-hours”, “L/kWh”."""
    spans = extract_quantities(f"1 {words}")
    if not spans or spans[0].start != 0:
        return None
    unit: str | None = spans[0].quantity.unit
    return unit


@dataclass(frozen=True, slots=True)
class TermWeights:
    """How rare each stem is among `n_texts` texts; `titled` are stems of their titles."""

    n_texts: int
    counts: Mapping[str, int]
    titled: frozenset[str] = frozenset()

    @classmethod
    def of(cls, texts: Iterable[str], titles: Iterable[str] = ()) -> "TermWeights":
        """Count the stems of texts, once in each; those of titles alone are known, too."""
        counts: Counter[str] = Counter()
        n_texts = 0
        for text in texts:
            n_texts += 1
            counts.update({term.stem for term in terms_of(text)})
        titled = frozenset(term.stem for title in titles for term in terms_of(title))
        return cls(n_texts, counts, titled)

    def weight(self, stem_: str) -> float:
        """Return ln(1 + n / df): an unseen stem counts as seen once."""
        return math.log(1 + max(self.n_texts, 1) / max(self.counts.get(stem_, 0), 1))

    def knows(self, stem_: str) -> bool:
        """Whether any text or title holds the stem."""
        return self.is_stated(stem_) or stem_ in self.titled

    def is_stated(self, stem_: str) -> bool:
        """Whether any text holds the stem."""
        return self.counts.get(stem_, 0) > 0
