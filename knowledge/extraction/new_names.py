"""Subjects that the vocabulary does not hold, named as the text names them."""

import re

from knowledge.extraction.found import Found, Names
from knowledge.extraction.trimming import ANAPHORIC, trimmed_name
from knowledge.extraction.unknown import names_things, unknown_words
from knowledge.names import Mention
from knowledge.records import Language


def new_name(
    names: Names, start: int, head_end: int, end: int, places: list[Mention]
) -> Found | None:
    """Return a subject that the vocabulary does not hold, named as in the text."""
    language = names.sentence.language
    whole = names.sentence.text
    follows = whole[places[0].end : places[0].end + 2].strip() if places else ""
    is_adjective = places and not (follows[:1].isascii() and follows[:1].isupper())
    if is_adjective and not whole[start : places[0].start].strip(" theの"):
        start = places[0].end
        start += len(re.match(r"(?:['’]s|の)?\s*", whole[start:])[0])  # type: ignore[index]
    located = _LOCATED.match(whole, head_end, end)
    if located is not None and not _keeps_place(whole[start:head_end], located, names):
        located = None
    end = located.end() if located is not None else end
    is_longer = located is not None or whole.startswith(" of ", head_end)
    owner = _owner_of_measure(whole[start:head_end], language)
    text = whole[start : end if is_longer else head_end] if owner is None else owner
    company = _COMPANY.fullmatch(text)
    if company is not None:
        return Found(None, company[1], 0.88)
    name = trimmed_name(text, language)
    if name is None and text.strip() in names.sentence.proper:
        name = text.strip()  # Glasswing, which ends as a deed does
    if name is None:
        return None
    if owner is not None:
        return Found(None, name, _english_trust(names, start, start + len(owner), name))
    head = trimmed_name(whole[start:head_end], language) or name
    trust = 0.87 if language == "ja" else _english_trust(names, start, head_end, head)
    is_named = located is not None or _OF_NAME.match(whole, head_end, end) is not None
    if is_named and trust == _DEFINITE and _THE.match(names.sentence.text[start:end]):
        trust = 0.85  # the desalination plant at Port Mirren is one of a name
    return Found(None, name, trust)


# A name that ends in a word for what is measured: Xcel Energy, Harbour Water.
_COMPANY = re.compile(
    r"\s*((?!The |Our |Total )(?:[A-Z][\w&’'-]+ )+(?:Energy|Power|Electric|Water|Gas|Grid|Solar))"
    r"\s*"
)
_POSSESSIVE = re.compile(r"['’]s? (?=[A-Za-z])")


def _owner_of_measure(head: str, language: Language) -> str | None:
    """Return who has what a phrase measures: Kelso Foundry of Kelso Foundry's CO2 emissions."""
    mark = None if language == "ja" else _POSSESSIVE.search(head)
    if mark is None or ANAPHORIC.match(head.strip()):
        return None
    tail = (mark.end(), len(head))
    if names_things(head[mark.end() :], language) or unknown_words(head, *tail, [], language):
        return None
    return head[: mark.start()]


def _keeps_place(head: str, located: re.Match[str], names: Names) -> bool:
    """Return whether a place belongs to a name: a plant's, or a kind's at no region we know."""
    if _SITE_HEAD.search(head):
        return True
    known = (*names.regions, *names.subjects)
    is_known = any(m.start < located.end() and located.start() < m.end for m in known)
    return not is_known and _KIND_HEAD.search(head) is not None


_KIND_HEAD = re.compile(r"\b[a-z]+$|^\s*[A-Z][a-z]+s$")  # street lights, Escalators
_OF_NAME = re.compile(r" of (?:the )?[A-Z]\w+")
_SITE_HEAD = re.compile(r"\b(?:campus|site|plant|facility|fab|factory)$")
_LOCATED = re.compile(
    r" (?:in|at|near|on) (?:the )?[A-Z]\w+(?: [A-Z]\w+| [a-z]{3,9}(?=$| (?:in|of)\b))?"
)
_A = re.compile(r"\s*(?:an?|each|every|one|a single)\s", re.IGNORECASE)
_DEICTIC = re.compile(r"\b(?:our|my|its|their|this|these|such|that|those|his|her)\b", re.IGNORECASE)
_THE = re.compile(r"\s*the\s", re.IGNORECASE)
_LONG_NAME_WORDS = 6
_SHORT = 4


def _english_trust(names: Names, start: int, end: int, name: str) -> float:
    """Return how surely a new English name is one: proper names, kinds of things, a thing."""
    written = names.sentence.text[start:end]
    words = name.split()
    opens = start == 0 and written.strip().startswith(words[0])
    opens = opens and words[0] not in names.sentence.proper
    proper = [w for at, w in enumerate(words) if is_proper(w, opens=opens and at == 0)]
    is_owned = _DEICTIC.match(written.strip()) is not None and proper  # our Lima campus
    if (_DEICTIC.search(written) and not is_owned) or len(words) > _LONG_NAME_WORDS:
        return 0.55
    if proper:
        return 0.88
    if len(words) == 1 and opens:
        return 0.8 if words[0].endswith("s") and len(words[0]) > _SHORT else 0.6
    if _A.match(written) or (words[-1].endswith("s") and not _THE.match(written)):
        return 0.8
    return _DEFINITE


_DEFINITE = 0.6  # the plant, a word


def is_proper(word: str, *, opens: bool) -> bool:
    """Return whether a word is written as a name; one that opens a sentence needs more capitals."""
    capitals = sum(c.isupper() for c in word)
    if opens:
        return capitals > 1 or (capitals == 1 and re.search(r"['’]s$", word) is not None)
    return word[0].isupper()
