"""Things that a document names once in full and then by their noun: the smelter, 同館."""

import re
from collections.abc import Mapping

from knowledge.extraction.cues import extraction_cues
from knowledge.extraction.found import Found, Names
from knowledge.extraction.trimming import TAIL
from knowledge.extraction.unknown import unknown_words

_TRUST = 0.84
_MAX_NAMES = 20_000  # of one document; what is longer is no report
_NAMED = re.compile(r"\b((?:[A-Z][\w.&'’-]*[ -]){1,4})([a-z]{4,16})\b(?!-)")
_THE = re.compile(
    r"\s*(?:the|this)\s+((?:[a-z]+ )?([a-z]{4,16}))(?:['’]s)?(?![\w-])", re.IGNORECASE
)
_SAME_JA = re.compile(
    r"\s*(?:なお、?|また、?|一方、?)?同([一-龠ァ-ヶー]{1,6}?)(?=[のはがもで、]|$)"
)
_NO_THING_JA = re.compile(r"[年月日期時様]|社$|グループ$|国$|氏$")


def things_of(text: str) -> Mapping[str, str]:
    """Return each noun that follows one proper name alone in a document, with that whole name.

    `Tessel smelter` names `smelter`; where two smelters are named, the noun tells neither.
    """
    words = extraction_cues().words["en"]
    small = frozenset(re.findall(r"\b[a-z][a-z-]+", text))
    names: dict[str, set[str]] = {}
    for at, match in enumerate(_NAMED.finditer(text)):
        if at > _MAX_NAMES:
            break
        noun = match[2]
        if noun in words.no_things or noun in words.bare or noun in words.generic:
            continue
        if words.verb.fullmatch(noun) or words.opener.fullmatch(noun):
            continue
        proper = [w for w in re.split(r"[ -]", match[1]) if w[:1].isupper()]
        while proper and proper[0].lower().rstrip("'’s") in small | words.no_things:
            proper = proper[1:]
        if proper:
            start = match.start() + match[1].index(proper[0])
            names.setdefault(noun, set()).add(" ".join(text[start : match.end()].split()))
    return {noun: min(found, key=len) for noun, found in names.items() if _are_one(found)}


def _are_one(names: set[str]) -> bool:
    """Return whether names are one in full and in short: Tessel aluminium smelter."""
    return len({name.split()[0] for name in names}) == 1


def read_thing(
    names: Names, phrase: tuple[int, int], things: Mapping[str, str], earlier: str
) -> Found | None:
    """Return what `the smelter` or 同館 means, where the document named one such thing before."""
    text = names.sentence.text
    if names.sentence.language == "ja":
        return _read_ja(names, phrase, earlier)
    match = _THE.match(text, *phrase)
    if match is None or any(m.start < match.end() and phrase[0] <= m.start for m in names.subjects):
        return None
    name = things.get(match[2].lower())
    end = match.end() + len(TAIL.sub("", text[match.end() : phrase[1]]))
    if name is None or unknown_words(text, match.end(), end, [], "en"):
        return None
    return Found(None, name, _TRUST)


def _read_ja(names: Names, phrase: tuple[int, int], earlier: str) -> Found | None:
    match = _SAME_JA.match(names.sentence.text, *phrase)
    if match is None or _NO_THING_JA.search(match[1]):
        return None
    if unknown_words(names.sentence.text, match.end(), phrase[1], [], "ja"):
        return None
    before = earlier + names.sentence.text[: phrase[0]]
    found = re.findall(rf"[一-龠々ァ-ヶーA-Za-z0-9]{{2,20}}{re.escape(match[1])}", before)
    return Found(None, found[-1], _TRUST) if found else None
