"""Finds the names of subjects, measures and regions in a text, in both languages.

Text becomes units: each Latin word or number is one (lower case, singular, British spelling),
each other letter is one. Names are matched over units, leftmost and longest first, so one
matcher serves English, Japanese and their mixture.
"""

import difflib
import functools
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import Literal

from knowledge.kana_names import KanaNames

ReferentKind = Literal["subject", "measure", "region"]

_UNIT = re.compile(r"[A-Za-z0-9]+(?:\.[0-9]+)*|[^\W_]", re.UNICODE)
_POSSESSIVE = re.compile(r"['’]s\b")
_AMERICAN = {
    "kilometer": "kilometre",
    "liter": "litre",
    "energized": "energised",
    "aluminum": "aluminium",
    "labor": "labour",
    "license": "licence",
}
_OTHER_MODEL = re.compile(r"^[A-Z]+[0-9]+S$")  # the L40S is no plural of the L40, as H100s is
_KATAKANA = re.compile(r"[ァ-ヶー]")
_LONGEST_SERIES = (
    6  # letters before a model's number, as RTX or Gemini: longer words are not run together
)
# Letters before and after a name of one letter that make another word of it: 漏水, 水道, 水素.
_WORDS_AROUND = {"水": (tuple("漏断浄下香防渇洪節"), tuple("道率素源質位槽温準害車田族"))}
_SHORT_KATAKANA = 3  # names no longer than this must not stand inside a longer katakana word
_FUZZY_MIN_CHARS = 5
_JOINED_MIN_CHARS = 7
_FUZZY_CUTOFF = 0.84  # one typo in six letters


@dataclass(frozen=True, slots=True)
class TextUnit:
    """One word or letter, normalised, with its span in the original text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Referent:
    """What a name stands for."""

    kind: ReferentKind
    identifier: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A name found in a text: its span, and everything that it may stand for, likeliest first."""

    start: int
    end: int
    text: str
    referents: tuple[Referent, ...]
    fuzzy: bool = False

    def of(self, kind: ReferentKind) -> str | None:
        """Return the likeliest referent of a kind, or None."""
        return next((r.identifier for r in self.referents if r.kind == kind), None)


def text_units(text: str) -> tuple[TextUnit, ...]:
    """Split a text into normalised units with their spans in `text`."""
    units: list[TextUnit] = []
    visible = _POSSESSIVE.sub(lambda match: " " * len(match.group()), text)
    for match in _UNIT.finditer(visible):
        for start, end, word in _unit_parts(match):
            units.append(TextUnit(_normalise(word), start, end))
    return tuple(units)


def _unit_parts(match: re.Match[str]) -> Iterable[tuple[int, int, str]]:
    folded = unicodedata.normalize("NFKC", match.group())
    if folded.isascii():
        return [(match.start(), match.end(), folded)]
    return [(match.start(), match.end(), letter) for letter in folded]


def _normalise(word: str) -> str:
    singular = word.lower() if _OTHER_MODEL.search(word) else _singular(word.lower())
    if singular.endswith("center"):  # datacenter
        return f"{singular[:-6]}centre"
    return _AMERICAN.get(singular, singular)


def _singular(word: str) -> str:
    if not word.isascii() or len(word) <= 3 or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") else word


def name_key(name: str) -> tuple[str, ...]:
    """Return the units by which a name is looked up."""
    visible = _POSSESSIVE.sub(" ", unicodedata.normalize("NFKC", name))
    parts = chain.from_iterable(
        (word,) if word.isascii() else unicodedata.normalize("NFKC", word)
        for word in _UNIT.findall(visible)
    )
    return tuple(map(_normalise, parts))


@dataclass(frozen=True, slots=True, eq=False)  # one is like itself alone, so that it can be a key
class NameIndex:
    """All names of the vocabulary by their units; how long those are that begin with a unit."""

    names: dict[tuple[str, ...], tuple[Referent, ...]]
    lengths: dict[str, tuple[int, ...]]
    words: tuple[str, ...]
    parts: frozenset[str]
    joined: frozenset[str]
    kana: KanaNames

    @classmethod
    def build(cls, named: Iterable[tuple[str, Referent]]) -> "NameIndex":
        """Index (name, referent) pairs; earlier pairs are likelier readings of a shared name."""
        names: dict[tuple[str, ...], list[Referent]] = {}
        pairs = [(name, name_key(name), referent) for name, referent in named]
        pairs += [(name, name_key(name.lower()), r) for name, key, r in pairs if _is_model(key)]
        parts = frozenset(chain.from_iterable(key for _, key, _ in pairs))
        joined = frozenset(filter(_is_long_word, parts))
        for _, key, referent in pairs:
            for known_by in filter(None, (_joined_key(key, joined), *_run_together(key))):
                if referent not in names.setdefault(known_by, []):
                    names[known_by].append(referent)
        words = sorted({key[0] for key in names if len(key) == 1 and _is_fuzzy_word(key[0])})
        return cls(
            names={key: tuple(referents) for key, referents in names.items()},
            lengths=_lengths(names),
            words=tuple(words),
            parts=parts.union(*names),
            joined=joined,
            kana=KanaNames.build(name for name, _, _ in pairs),
        )

    def find(self, text: str, *, forgive: bool = True) -> tuple[Mention, ...]:
        """Return the names in `text` in order, without overlaps, longest first at each place.

        With `forgive`, a Latin word that matches nothing may be a name that differs by a typo.
        """
        units = _joined_units(text_units(unicodedata.normalize("NFC", text)), text, self.joined)
        mentions: list[Mention] = []
        position = 0
        while position < len(units):
            length = self._match_length(units, position)
            if length:
                key = tuple(unit.text for unit in units[position : position + length])
                mentions.append(self._mention(text, units, position, length, self.names[key]))
                position += length
                continue
            mention = self._fuzzy(text, units, position) if forgive else None
            if mention is not None:
                mentions.append(mention)
            position += 1
        return self._with_kana(text, mentions) if forgive else tuple(mentions)

    def _with_kana(self, text: str, mentions: list[Mention]) -> tuple[Mention, ...]:
        """Names that are written in other kana, where nothing as long is found as it is written."""
        for start, end, name, is_typo in self.kana.find(text):
            over = [m for m in mentions if m.start < end and start < m.end]
            if any(m.start < start or m.end >= end for m in over):
                continue
            key = _joined_key(name_key(name), self.joined)
            mention = Mention(start, end, text[start:end], self.names[key], is_typo)
            mentions = [m for m in mentions if m not in over] + [mention]
        return tuple(sorted(mentions, key=lambda m: m.start))

    def _match_length(self, units: tuple[TextUnit, ...], position: int) -> int:
        for length in self.lengths.get(units[position].text, ()):
            key = tuple(unit.text for unit in units[position : position + length])
            is_name = len(key) == length and key in self.names
            if is_name and _stands_alone(units, position, length):
                return length
        return 0

    def _fuzzy(self, text: str, units: tuple[TextUnit, ...], position: int) -> Mention | None:
        word = units[position].text
        if not _is_fuzzy_word(word) or word in self.parts:  # “image” is no typo of Imagen
            return None
        close = _closest(word, self.words)
        if close is None or close[0] != word[0]:
            return None
        return self._mention(text, units, position, 1, self.names[(close,)], fuzzy=True)

    @staticmethod
    def _mention(
        text: str,
        units: tuple[TextUnit, ...],
        position: int,
        length: int,
        referents: tuple[Referent, ...],
        *,
        fuzzy: bool = False,
    ) -> Mention:
        start, end = units[position].start, units[position + length - 1].end
        return Mention(start, end, text[start:end], referents, fuzzy)


@functools.lru_cache(maxsize=4096)  # questions share the words that are no names
def _closest(word: str, words: tuple[str, ...]) -> str | None:
    return next(iter(difflib.get_close_matches(word, words, n=1, cutoff=_FUZZY_CUTOFF)), None)


def _lengths(keys: Iterable[tuple[str, ...]]) -> dict[str, tuple[int, ...]]:
    """Return the lengths of the keys that begin with each unit, the longest first."""
    lengths: dict[str, set[int]] = {}
    for key in keys:
        lengths.setdefault(key[0], set()).add(len(key))
    return {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()}


def _is_fuzzy_word(word: str) -> bool:
    return word.isascii() and word.isalpha() and len(word) >= _FUZZY_MIN_CHARS


def _is_in_other_word(units: tuple[TextUnit, ...], position: int) -> bool:
    """Whether one letter is part of a word that is no kind of what the letter names."""
    words = _WORDS_AROUND.get(units[position].text)
    if words is None:
        return False
    before = units[position - 1].text if position else ""
    after = units[position + 1].text if position + 1 < len(units) else ""
    return before in words[0] or after in words[1]


def _stands_alone(units: tuple[TextUnit, ...], position: int, length: int) -> bool:
    """Whether a short katakana name is not part of a longer one, nor 水 of 水道 or 漏水."""
    inside = units[position : position + length]
    if length == 1 and _is_in_other_word(units, position):
        return False
    if length > _SHORT_KATAKANA or not all(_KATAKANA.fullmatch(unit.text) for unit in inside):
        return True
    before = units[position - 1] if position else None
    after = units[position + length] if position + length < len(units) else None
    return not any(
        unit is not None and _KATAKANA.fullmatch(unit.text) and adjacent
        for unit, adjacent in (
            (before, before is not None and before.end == inside[0].start),
            (after, after is not None and after.start == inside[-1].end),
        )
    )


def _is_long_word(word: str) -> bool:
    return word.isascii() and word.isalpha() and len(word) >= _JOINED_MIN_CHARS


def _joined_key(key: tuple[str, ...], joined: frozenset[str]) -> tuple[str, ...]:
    """A name's key with two words as one where a name writes them so: data centre, dish washer."""
    if not any(word + after in joined for word, after in pairwise(key)):
        return key
    units = [TextUnit(word, 2 * at, 2 * at + 1) for at, word in enumerate(key)]
    return tuple(unit.text for unit in _joined_units(units, " " * 2 * len(key), joined))


def _joined_units(
    units: Sequence[TextUnit], text: str, joined: frozenset[str]
) -> tuple[TextUnit, ...]:
    """Take two words with a space or hyphen between for one where a name writes them so."""
    found: list[TextUnit] = []
    for unit in units:
        last = found[-1] if found else None
        if (
            last is not None
            and last.text + unit.text in joined
            and text[last.end : unit.start] in (" ", "-")
        ):
            found[-1] = TextUnit(last.text + unit.text, last.start, unit.end)
        else:
            found.append(unit)
    return tuple(found)


def _is_model(key: tuple[str, ...]) -> bool:
    """Whether a name ends in a capital S, which those who write small leave small: M30S."""
    return any(word[-1:] == "s" and word[-2:-1].isdigit() for word in key)


def _run_together(key: tuple[str, ...]) -> Iterable[tuple[str, ...]]:
    """The keys of a model's name written without its spaces: “RTX4090”, “1080Ti”, “GTX1080Ti”."""
    for at, (word, number) in enumerate(pairwise(key)):
        if not (_is_series(word) and number[0].isdigit()):
            continue
        yield (*key[:at], word + number, *key[at + 2 :])
        version = next(iter(key[at + 2 :]), "")
        if _is_series(version) and number.isdigit():
            yield (*key[: at + 1], number + version, *key[at + 3 :])
            yield (*key[:at], word + number + version, *key[at + 3 :])
        return


def _is_series(word: str) -> bool:
    return word.isascii() and word.isalpha() and len(word) <= _LONGEST_SERIES
