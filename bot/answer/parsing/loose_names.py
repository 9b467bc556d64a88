"""Names written in part or in another order, where the rest of the question tells which.

“The Stargate in Abilene”, 「ウィスコンシンのFairwater」 and “Google's data centre in The Dalles”
name sites by all their words; beside another card, or after an article, “4090” is the RTX 4090.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from knowledge.names import Mention, NameIndex, Referent, TextUnit, text_units
from knowledge.quantities import QuantitySpan

_SITE, _CONTRACT, _CHIP, _COMPANY = "site:", "contract:", "chip:", "company:"
_DATA_CENTRES = "data-centres"
_BETWEEN = frozenset(  # what may stand between the words of a site's name
    (
        *("the", "of", "in", "at", "by", "near", "s", "data", "centre", "datacentre", "dc"),
        *("campus", "site", "facility", "cluster", "complex", "ai", "and", "with", "deal"),
        *("contract", "の", "に", "あ", "る", "と"),
    )
)
_PART = frozenset(["east", "north", "west", "south"])  # of a town, and of few names
_LEAST_DIGITS = 4
_MAKER_AND_CODE, _CODE = 2, re.compile("[a-z]{1,2}[0-9]{1,3}[a-z]?")
_CARDS = re.compile(r"\b(?:tdp|gpus?|graphics cards?|accelerators?|tensor cores?)\b|GPU|TDP", re.I)
_ONE_OF = re.compile(
    r"\b(?:an?|one|the|my|your|our|his|her|single|each|per|vs\.?|than|of)\s+$", re.I
)
_OF_IT_JA = re.compile(r"(?:の|って|は|1台|一台|を|が)(?![\d.])")
_OF_IT = re.compile(
    r"['’]s\b|\s+(?:tdp|power|watt|draw|gpu|card|max|peak|use|consum)", re.IGNORECASE
)
_MODELS = ("chip", "training", "prompt", "image", "video", "site", "system")
_JOINS = re.compile(  # what stands before the second of two that share their beginning
    r"^[^?!。]{0,30}(?:\b(?:and|or|vs\.?|versus|than|to|with|against|by)\s+(?:of\s+)?|,\s*|、|[/&・]\s?"
    r"|と|や|より|対|か|に比べ(?:て)?|と比べ(?:て)?)(?:the\s+|an?\s+)?$",
    re.IGNORECASE,
)
_AMOUNT = re.compile(r"[$€£¥]\s?$|[\d.,:/]$")
_GOES_ON = re.compile(r"[.,:/]\d")


@dataclass(frozen=True, slots=True)
class _Site:
    """The words of one name of a site, and those without which it is not meant."""

    referent: Referent
    words: frozenset[str]
    needed: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    words: frozenset[str]
    fills: bool


def with_loose_names(
    text: str, mentions: Sequence[Mention], names: NameIndex, spans: Sequence[QuantitySpan]
) -> tuple[Mention, ...]:
    """Return the names with those of sites and cards that are written loosely."""
    found = [*_numbered(text, mentions, names, spans), *_scattered(text, mentions, names)]
    found += _second_halves(text, (*mentions, *found), names, spans)
    if not found:
        return tuple(mentions)
    kept = [m for m in mentions if not any(_overlap(m, other) for other in found)]
    return tuple(sorted((*kept, *found), key=lambda m: m.start))


def _overlap(one: Mention, other: Mention) -> bool:
    return one.start < other.end and other.start < one.end


def _numbered(
    text: str, mentions: Sequence[Mention], names: NameIndex, spans: Sequence[QuantitySpan]
) -> list[Mention]:
    """Cards that are called by their number alone."""
    numbers, codes = _numbers(names), _codes(names)
    of_cards = _CARDS.search(text) is not None
    units = text_units(text)
    found: list[Mention] = []
    for at, unit in enumerate(units):
        known = numbers.get(unit.text) or (codes.get(unit.text) if of_cards else None) or {}
        tail = next((t for t in known if _texts(units, at, len(t)) == t), None)
        if tail is None:
            continue
        start, end = unit.start, units[at + len(tail) - 1].end
        taken = any(m.start < end and start < m.end for m in (*mentions, *found))
        counts = len(tail) == 1 and _OF_IT.match(text, end) is None
        part = _AMOUNT.search(text[:start]) or _GOES_ON.match(text, end)
        is_amount = part is not None or any(
            s.start < end
            and start < s.end
            and (s.quantity.unit is not None or (counts and s.counted))
            for s in spans
        )
        if not taken and not is_amount:
            found.append(Mention(start, end, text[start:end], known[tail]))
    beside = any((m.of("subject") or "").startswith(_CHIP) for m in mentions)
    sure = beside or of_cards or len(found) > 1 or any(_is_one(text, m) for m in found)
    return found if sure else []


def _second_halves(
    text: str, mentions: Sequence[Mention], names: NameIndex, spans: Sequence[QuantitySpan]
) -> list[Mention]:
    """The ends of names that share their beginning with one before: “Llama 3.1 8B or 405B”."""
    firsts = [m for m in mentions if _family(m) in _MODELS]
    units = text_units(text) if firsts else ()
    found: list[Mention] = []
    for at, unit in enumerate(units):
        before = max((m for m in firsts if m.end <= unit.start), key=lambda m: m.end, default=None)
        if before is None or not _JOINS.search(text[before.end : unit.start]):
            continue
        over = [m for m in mentions if m.start < unit.end and unit.start < m.end]
        if any(m.of("subject") or f"{_family(before)}:" != _SITE for m in over):
            continue  # a state may be the end of a site's name: “Stargate Abilene or Michigan”
        if any(s.start < unit.end and unit.start < s.end and s.quantity.unit for s in spans):
            continue
        for length in (2, 1):
            tail = _texts(units, at, length)
            meant = _of_same_beginning(before, tail, names) if len(tail) == length else ()
            if meant:
                end = units[at + length - 1].end
                found.append(Mention(unit.start, end, text[unit.start : end], meant))
                break
    return found


def _family(mention: Mention) -> str:
    return (mention.of("subject") or "").partition(":")[0]


def _of_same_beginning(
    first: Mention, tail: tuple[str, ...], names: NameIndex
) -> tuple[Referent, ...]:
    """What a name of the first with another end names, of the same family."""
    for key in _keys(names).get(first.of("subject") or "", ()):
        for kept in range(len(key) - 1, 0, -1):
            referents = names.names.get((*key[:kept], *tail), ())
            alike = tuple(r for r in referents if r.identifier.startswith(f"{_family(first)}:"))
            if alike and first.referents[0] not in alike:
                return tuple(referents)
    return ()


@lru_cache(maxsize=2)
def _keys(names: NameIndex) -> dict[str, tuple[tuple[str, ...], ...]]:
    """The names of two and more words of each model, chip and site."""
    keys: dict[str, list[tuple[str, ...]]] = {}
    for key, referents in names.names.items():
        for referent in referents:
            if referent.identifier.partition(":")[0] in _MODELS and len(key) > 1:
                keys.setdefault(referent.identifier, []).append(key)
    return {identifier: tuple(found) for identifier, found in keys.items()}


def _is_one(text: str, number: Mention) -> bool:
    """Whether a number alone names one thing: “a 4090”, 「4090の」, “4090 TDP”."""
    after = text[number.end :]
    before = _ONE_OF.search(text[: number.start]) is not None
    return before or any(p.match(after) is not None for p in (_OF_IT_JA, _OF_IT))


def _texts(units: Sequence[TextUnit], at: int, length: int) -> tuple[str, ...]:
    return tuple(unit.text for unit in units[at : at + length])


@lru_cache(maxsize=2)
def _numbers(names: NameIndex) -> dict[str, dict[tuple[str, ...], tuple[Referent, ...]]]:
    """What follows the series in the names of chips, longest first: 3090 Ti, 3090."""
    tails: dict[tuple[str, ...], dict[Referent, None]] = {}
    for key, referents in names.names.items():
        chips = [r for r in referents if r.identifier.startswith(_CHIP)]
        tail = next((key[i:] for i in range(1, len(key)) if key[i].isdigit()), ())
        if chips and tail and len(tail[0]) >= _LEAST_DIGITS:
            tails.setdefault(tail, {}).update(dict.fromkeys(chips))
    by_number: dict[str, dict[tuple[str, ...], tuple[Referent, ...]]] = {}
    for tail in sorted(tails, key=len, reverse=True):
        if len(tails[tail]) == 1:
            by_number.setdefault(tail[0], {})[tail] = tuple(tails[tail])
    return by_number


@lru_cache(maxsize=2)
def _codes(names: NameIndex) -> dict[str, dict[tuple[str, ...], tuple[Referent, ...]]]:
    """What follows the maker in the names of chips, where one alone is called so: L4, T4."""
    by_code: dict[str, dict[Referent, None]] = {}
    for key, referents in names.names.items():
        chips = [r for r in referents if r.identifier.startswith(_CHIP)]
        if chips and len(key) == _MAKER_AND_CODE and _CODE.fullmatch(key[-1]):
            by_code.setdefault(key[-1], {}).update(dict.fromkeys(chips))
    return {code: {(code,): tuple(chips)} for code, chips in by_code.items() if len(chips) == 1}


def _scattered(text: str, mentions: Sequence[Mention], names: NameIndex) -> Iterator[Mention]:
    """Sites whose words stand close together, in whatever order."""
    sites = _sites(names)
    known = sites.words
    for run in _runs(_tokens(text, mentions, names), known):
        words = frozenset(chain.from_iterable(t.words for t in run))
        said = [t for t in run if not t.words.isdisjoint(known) and not t.fills]
        meant = [
            s for s in sites.sites if s.needed <= words and all(t.words & s.words for t in said)
        ]
        best = max((len(s.words & words) for s in meant), default=0)
        chosen = {s.referent for s in meant if len(s.words & words) == best}
        if len(chosen) != 1 or len(said) <= 1 or not _is_meant(chosen, said, mentions):
            continue
        start, end = said[0].start, _with_state(text, said[-1].end, mentions)
        if not any(m.start == start and m.end == end for m in mentions):
            yield Mention(start, end, text[start:end], tuple(chosen))


def _is_meant(
    chosen: Iterable[Referent], said: Sequence[_Token], mentions: Sequence[Mention]
) -> bool:
    """Whether the words are one name: two companies joined are a contract only where it is told."""
    named = {m.start for m in mentions if m.of("subject")}
    of_sites = all(r.identifier.startswith(_SITE) for r in chosen)
    return of_sites or not all(token.start in named for token in said)


def _with_state(text: str, end: int, mentions: Sequence[Mention]) -> int:
    """Where a name ends that tells its state behind it: “Goodyear, Arizona”."""
    states = (m for m in mentions if "-" in (m.of("region") or "") and not m.of("subject"))
    return next((m.end for m in states if text[end : m.start] in (" ", ", ")), end)


@dataclass(frozen=True, slots=True)
class _Sites:
    sites: tuple[_Site, ...]
    words: frozenset[str]


@lru_cache(maxsize=2)
def _sites(names: NameIndex) -> _Sites:
    found = tuple(
        _site(referent, key)
        for key, referents in names.names.items()
        for referent in referents
        if referent.identifier.startswith((_SITE, _CONTRACT))
        and len(key) > 1
        and "".join(key).isascii()
    )
    return _Sites(found, frozenset(chain.from_iterable(s.words for s in found)) - _BETWEEN)


def _site(referent: Referent, key: Sequence[str]) -> _Site:
    """Who runs a site need not be said where two more words name it."""
    words = frozenset(key) - _BETWEEN
    if referent.identifier.startswith(_CONTRACT):
        return _Site(referent, words, words)
    operator = referent.identifier.removeprefix(_SITE).partition("-")[0]
    own = words - {operator} - _PART
    return _Site(referent, words, own if len(own) > 1 else words - _PART)


def _tokens(text: str, mentions: Sequence[Mention], names: NameIndex) -> Iterator[_Token]:
    """Words and names in order; a place or a company is also what it is called in English."""
    units = text_units(text)
    at = 0
    while at < len(units):
        unit = units[at]
        over = next((m for m in mentions if m.start <= unit.start < m.end), None)
        if over is None:
            yield _Token(unit.start, unit.end, frozenset([unit.text]), unit.text in _BETWEEN)
            at += 1
            continue
        inside = [u for u in units[at:] if u.start < over.end]
        called = chain.from_iterable(_english(names).get(r, ()) for r in over.referents)
        words = frozenset((*(u.text for u in inside), *called))
        yield _Token(over.start, over.end, words, over.of("subject") == _DATA_CENTRES)
        at += len(inside)


@lru_cache(maxsize=2)
def _english(names: NameIndex) -> dict[Referent, tuple[str, ...]]:
    called: dict[Referent, list[str]] = {}
    for key, referents in names.names.items():
        for referent in referents:
            named = referent.kind == "region" or referent.identifier.startswith(_COMPANY)
            if named and len(key) == 1 and key[0].isascii():
                called.setdefault(referent, []).append(key[0])
    return {referent: tuple(words) for referent, words in called.items()}


def _runs(tokens: Iterable[_Token], known: frozenset[str]) -> Iterator[list[_Token]]:
    run: list[_Token] = []
    for token in tokens:
        if token.fills or not token.words.isdisjoint(known):
            run.append(token)
            continue
        if len(run) > 1:
            yield run
        run = []
    if len(run) > 1:
        yield run
