"""The one tokeniser of lexical search: stems of Latin words, letters and pairs of Japanese."""

import functools
import re
import unicodedata

import Stemmer

_RUN = re.compile(
    r"[a-z0-9]+(?:[.,'’-][a-z0-9]+)*|[\u3005\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+"
)
_JOINT = re.compile(r"[.,'’-]")
_ENDING = re.compile(r"['’](?:s|t|d|m|re|ve|ll)$")
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}\b)")
_KANJI = re.compile(r"[\u3005\u3400-\u9fff]")
_EXACT = re.compile(r"[a-z]+[0-9]|[0-9]+[a-z]|^[0-9]{4}$|[0-9]\.[0-9]")
# Words that say nothing of a text's subject; none that is also a name (US, IT, May).
_EMPTY_WORDS = (
    "a an and are as at be been but by can could did do does for from had has have how i"
    " if in into is its me my of on or our should such than that the their them then"
    " there these they this those to was we were what when where which who whom whose why"
    " with would you your"
)
_EMPTY = frozenset(_EMPTY_WORDS.split())


def tokens(text: str) -> list[str]:
    """Return the tokens of a text in order: NFKC, lower case; 電力 → 電, 力, 電力.

    Latin words are stemmed and empty ones left out; a joined word counts whole and by its parts;
    kanji count alone and, as kana do, in pairs. Thousands are written without their comma.
    """
    found: list[str] = []
    for match in _RUN.finditer(unicodedata.normalize("NFKC", text).lower()):
        run = match.group()
        found += _latin(run) if run[0].isascii() else _japanese(run)
    return found


def is_exact(token: str) -> bool:
    """Whether a token is a name of its own kind: a model number (gb200, s21), a year, a decimal."""
    return _EXACT.search(token) is not None


def latin_words(text: str) -> list[str]:
    """Return the words of a text that every language writes alike: Latin letters and digits."""
    folded = unicodedata.normalize("NFKC", text).lower()
    return [m.group() for m in _RUN.finditer(folded) if m.group()[0].isascii()]


@functools.lru_cache(maxsize=50_000)
def _latin(run: str) -> tuple[str, ...]:
    word = _THOUSANDS.sub("", _ENDING.sub("", run))
    if _NUMBER.fullmatch(word):
        return (word,)
    if not _JOINT.search(word):
        return () if word in _EMPTY else (_stem(word),)
    parts = [_stem(part) for part in _JOINT.split(word) if part and part not in _EMPTY]
    return tuple(dict.fromkeys([_JOINT.sub("", word), *parts]))


def _japanese(run: str) -> list[str]:
    if len(run) == 1:
        return [run]
    return [*_KANJI.findall(run), *(run[i : i + 2] for i in range(len(run) - 1))]


def _stem(word: str) -> str:
    """Stem a word of letters alone; a name with a digit stays as it is."""
    return str(_stemmer().stemWord(word)) if word.isalpha() else word


@functools.cache
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("english")
