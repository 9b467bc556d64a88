"""Things that a document names in full and then by their noun: the smelter, the plant, 同館."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import get_args

from knowledge.extraction.cues import NounKind, extraction_cues
from knowledge.extraction.found import Found, Names
from knowledge.extraction.trimming import TAIL
from knowledge.extraction.unknown import is_plain_ja, unknown_words
from knowledge.quantities.unit_matching import find_unit

_ONE, _LATEST = 0.84, 0.8  # how surely the one of its noun is meant, and the last of several
_MAX_NAMES = 20_000  # of one document; what is longer is no report
_REACH_CHARS = 1500  # how far back the last of several is meant
_BREATH_CHARS = 160  # of two that are named nearer to each other no noun tells one
# Words part at spaces alone and are short, so that no row of letters takes long.
_WORD = r"(?:(?:St|Mt)\. )?[A-Z][\w&'’-]{0,30}(?:\.\w{1,9})?"
_NAME = rf"{_WORD}(?: (?:of |and |de )?(?:{_WORD}|\d[\w-]*)){{0,3}}"
_NAMED_ALREADY = re.compile(r"\b[A-Z](?:[\w-]|['’](?!s ))* $")  # Spruce Hollow campus in Ohio
_NAME_CHARS = 40
_TOLD = re.compile(r"\b[Tt]he ([a-z]{4,16})\b")  # the library, of Harlow Library
_CALLED = re.compile(rf"\b{_NAME}")
_NAMED = re.compile(rf"\b((?:{_WORD} ){{1,4}})([a-z]{{4,16}}(?: cent(?:re|er))?)\b(?!-)")
_THE = re.compile(
    r"\s*(?:the|this)\s+(?:[$€£]?\d[\d.,]*(?:[ -][a-z]+){1,2} )?((?:[a-z]+ )?([a-z]{3,16}))"
    r"(?:['’]s)?(?![\w-])",
    re.IGNORECASE,
)
_SAME_JA = re.compile(
    r"\s*(?:なお、?|また、?|一方、?)?同([一-龠ァ-ヶー]{1,6}?)(?=[のはがもで、]|$)"
)
_NO_THING_JA = re.compile(r"[年月日期時様]|社$|グループ$|国$|氏$")


@dataclass(frozen=True, slots=True)
class Things:
    """What a document names, by noun and by kind: each with its place in letters, in order."""

    by_noun: Mapping[str, Sequence[tuple[int, str]]] = field(default_factory=dict)
    by_kind: Mapping[NounKind, Sequence[tuple[int, str]]] = field(default_factory=dict)

    def the(self, noun: str, before: int) -> Found | None:
        """Return what `the noun` means at a place of the document, or None.

        It is the one thing of that noun, else the last before that place; a noun that nothing
        was named by means the last thing of its kind.
        """
        named = self.by_noun.get(noun, ())
        if named and _are_one({name for _, name in named}):
            return Found(None, min((name for _, name in named), key=len), _ONE)
        if named:
            return _last(named, before)
        kind = extraction_cues().nouns.any_of.get(noun)
        return None if kind in (None, "body") else self.last(kind, before)

    def last(self, kind: NounKind, before: int) -> Found | None:
        """Return the last thing of a kind before a place of the document."""
        return _last(self.by_kind.get(kind, ()), before)

    def named_in(self, span: tuple[int, int], *kinds: NounKind) -> Found | None:
        """Return the one thing that is named in a part of the document, of the kinds if any."""
        told = [self.by_kind.get(kind, ()) for kind in kinds or get_args(NounKind)]
        names = {name for named in told for at, name in named if span[0] <= at < span[1]}
        return Found(None, min(names, key=len), _ONE) if names and _are_one(names) else None


def _last(named: Sequence[tuple[int, str]], before: int) -> Found | None:
    near = [n for n in named[: bisect_left(named, (before, ""))] if before - n[0] <= _REACH_CHARS]
    breath = {name for at, name in near if near[-1][0] - at <= _BREATH_CHARS}
    return Found(None, min(breath, key=len), _LATEST) if breath and _are_one(breath) else None


def _are_one(names: set[str]) -> bool:
    """Return whether names are one in full and in short: Tessel aluminium smelter."""
    return len({name.split()[0] for name in names}) == 1


def things_of(text: str, *, title: str = "") -> Things:
    """Return the things that a document names: `Tessel smelter` is what `the smelter` means.

    So are a smelter at Tessel; Tessel, a smelter; and our smelter, Tessel.
    """
    shift = len(title) + 1
    named = [(at - shift, noun, name) for at, noun, name in _named(f"{title}\n{text}")]
    by_noun: dict[str, list[tuple[int, str]]] = {}
    by_kind: dict[NounKind, list[tuple[int, str]]] = {}
    kind_of = extraction_cues().nouns.kind_of
    for at, noun, name in sorted(named):
        by_noun.setdefault(noun, []).append((at, name))
        if noun in kind_of:
            by_kind.setdefault(kind_of[noun], []).append((at, name))
    return Things(by_noun, by_kind)


def _named(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield where a thing is named, its noun and its name."""
    yield from _before_nouns(text)
    located, told_of, called, opened = _introductions()
    for match in located.finditer(text):
        if _NAMED_ALREADY.search(text, max(0, match.start() - _NAME_CHARS), match.start()):
            continue
        yield match.start(), match[1], f"{match[2]} {match[1]}"
    for match in told_of.finditer(text):
        yield match.start(), match[2], match[1]
    for match in called.finditer(text):
        yield match.start(), match[1], match[2]
    for match in opened.finditer(text):
        yield match.start(2), match[2], f"{match[1]} {match[2]}"


@cache
def _introductions() -> tuple[re.Pattern[str], ...]:
    """Return how a text introduces a thing.

    A mill at Varn; Varn, a mill; our mill, Varn; Varn Paper opened a mill.
    """
    nouns = extraction_cues().nouns
    every = nouns.pattern("body", "place", "machine")
    month = "Jan|Feb|Mar|Apr|May|June|July|Aug|Sep|Oct|Nov|Dec"
    return (
        re.compile(
            rf"\b({nouns.pattern('place')}) (?:in|at|near|outside|on) (?!the |{month})({_NAME})"
        ),
        re.compile(
            rf"\b({_NAME})(?:, |, which is | is )(?:an?|the|our|its) (?:[\w-]+ ){{0,3}}?({every})"
            r"(?=[,.;]| (?:of|from|with|in|at|near|that|which|based|run|owned)\b)"
        ),
        re.compile(
            rf"(?<=[a-z] )({every})(?:, |(?<=utility) |(?<=company) | called | named | known as )"
            rf"({_NAME})(?=[,.;:]| [a-z])"
        ),
        re.compile(
            rf"\b({_NAME})(?:, [^,.;]{{3,60}},)? (?:(?:has|is|will|plans to|recently) )*"
            r"(?:opened|buil[dt]|building|operates|runs|owns|open) (?:an?|its|another)"
            rf" (?:[\w-]+ ){{0,3}}?({nouns.pattern('place')})\b"
            r"(?! (?:in|at|near|called|named) [A-Z])"
        ),
    )


def _before_nouns(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield the nouns that end a proper name or follow it: Tessel smelter, Marrow Ice Arena."""
    words, nouns = extraction_cues().words["en"], extraction_cues().nouns
    small = frozenset(re.findall(r"\b[a-z][a-z-]*", text)) | words.no_things
    for at, match in enumerate(_NAMED.finditer(text)):
        if at > _MAX_NAMES:
            break
        noun = match[2] if match[2] in nouns.kind_of else match[2].partition(" ")[0]
        if noun not in nouns.kind_of and _names_nothing(noun):
            continue
        proper = [w for w in re.split(r"[ -]", match[1]) if w[:1].isupper() and not _is_unit(w)]
        while proper and proper[0].lower().rstrip("'’s") in small:
            proper = proper[1:]
        if proper and nouns.kind_of.get(noun) != "body":  # Aluminium maker is no name
            start = match.start() + match[1].index(proper[0])
            yield start, noun, " ".join(text[start : match.start(2) + len(noun)].split())
    told = frozenset(_TOLD.findall(text))
    for match in _CALLED.finditer(text):
        first, _, noun = match[0].rpartition(" ")
        is_noun = noun.lower() in nouns.kind_of or noun.lower() in told
        if first and is_noun and first.lower() not in small:
            yield match.start(), noun.lower(), match[0]


def _is_unit(word: str) -> bool:
    """Return whether a word is a unit in capitals: a 25 MW system."""
    found = find_unit(word, 0)
    return found is not None and found.end == len(word)


def _names_nothing(noun: str) -> bool:
    words = extraction_cues().words["en"]
    is_word = any(noun in listed for listed in (words.no_things, words.bare, words.generic))
    return is_word or bool(words.verb.fullmatch(noun) or words.opener.fullmatch(noun))


def read_thing(names: Names, phrase: tuple[int, int], things: Things, earlier: str) -> Found | None:
    """Return what `the smelter` or 同館 means, where the document named one such thing before."""
    text = names.sentence.text
    if names.sentence.language == "ja":
        return _read_ja(names, phrase, earlier)
    end = phrase[0] + len(TAIL.sub("", text[slice(*phrase)].rstrip()))
    match = _THE.match(text, phrase[0], end)
    if match is None or any(m.start < match.end() and phrase[0] <= m.start for m in names.subjects):
        return None
    if unknown_words(text, match.end(), end, [], "en"):
        return None
    at = names.sentence.start + match.start()
    return things.the(match[1].lower(), at) or things.the(match[2].lower(), at)


def _read_ja(names: Names, phrase: tuple[int, int], earlier: str) -> Found | None:
    match = _SAME_JA.match(names.sentence.text, *phrase)
    if match is None:
        return _bare_ja(names, phrase, earlier)
    if _NO_THING_JA.search(match[1]):
        return None
    if unknown_words(names.sentence.text, match.end(), phrase[1], [], "ja"):
        return None
    before = earlier + names.sentence.text[: phrase[0]]
    found = re.findall(rf"[一-龠々ァ-ヶーA-Za-z0-9]{{2,20}}{re.escape(match[1])}", before)
    return Found(None, found[-1], _ONE) if found else None


_BARE_JA = re.compile(r"\s*([一-龠ァ-ヶー]{2,6}?)(?:全体)?")


def _bare_ja(names: Names, phrase: tuple[int, int], earlier: str) -> Found | None:
    """Return the one named thing that a Japanese noun alone means: 大学は, of 星見台大学."""
    match = _BARE_JA.fullmatch(names.sentence.text, *phrase)
    if match is None or any(m.start < phrase[1] and phrase[0] < m.end for m in names.subjects):
        return None
    if is_plain_ja(match[1], extraction_cues().words["ja"]):
        return None
    noun = re.escape(match[1])
    found = set(re.findall(rf"[一-龠々ァ-ヶーA-Za-z0-9]{{2,14}}{noun}", earlier))
    return Found(None, found.pop(), _ONE) if len(found) == 1 else None
