"""Finds the popular misquotation that a statement repeats.

Words, numbers and subjects must all agree: a statement that gives another number, names another
thing or already carries the correction repeats none.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from bot.answer.checking.statement import Statement
from bot.answer.checking.statements import Parse, count_negations
from bot.answer.names import text_units
from bot.answer.question import Question, Topic
from index.protocols import Filters, Retriever
from knowledge.quantities import extract_quantities
from knowledge.records import Misconception, Quantity
from knowledge.units import convert, convertible, dimension_of, split_unit

_SURE, _WORTH_ASKING = 0.62, 0.3  # share of a wording's words that the statement holds
_NOT_YET = ("contracted", "planned")
_SURE_BY_NUMBER = 0.5  # where a number agrees as well
_NEAR = 0.66  # centred cosine at which a paraphrase is taken to say the same
_CLOSE = 0.006  # 75% for 75.4%; but 68.25 is not 68.82
_MOST_COMPARED = 6
_KEPT_TEXTS = 4096  # the wordings and corrections of misquotations are some hundreds
_SETTINGS = ("country:", "household:")  # where a claim is set, not what it is about
_KANA = re.compile(r"[ぁ-ゖ]")
_MARKS = re.compile(r"\[[@=][^\]]*\]")
_COMMON = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "in",
        "on",
        "to",
        "for",
        "by",
        "with",
        "and",
        "or",
        "is",
        "are",
        "was",
        "were",
        "it",
        "its",
        "that",
        "this",
        "as",
        "at",
        "per",
        "each",
        "every",
        "one",
        "true",
        "will",
        "than",
        "be",
        "do",
        "does",
        "did",
        "has",
        "have",
        "had",
        "use",
        "used",
        "using",
        "about",
        "how",
        "much",
        "from",
        "energy",
        "electricity",
        "power",
        "year",
    ]
)


@dataclass(slots=True)
class Lookups:
    """How many statements may still be compared by meaning: each costs an encoding."""

    left: int


@dataclass(frozen=True, slots=True)
class Repeated:
    """A known misquotation, and whether the statement says it or denies it."""

    known: Misconception
    is_denied: bool


def known_misquotation(
    statement: Statement,
    misquotations: Sequence[Misconception],
    retriever: Retriever,
    lookups: Lookups,
    parse: Parse,
) -> Repeated | None:
    """Return the misquotation that a statement repeats or denies, or None."""
    said = content_words(statement.question.text) | content_words(statement.text)
    scored = sorted(
        (
            (overlap, known.misconception_id, wording, known)
            for known in misquotations
            if _subjects_agree(statement, known)
            for wording in _wordings(known)
            if (overlap := _overlap(said, wording)) >= _WORTH_ASKING
            and _numbers_agree(statement, wording)
        ),
        key=lambda item: (-item[0], item[1:3]),
    )
    for overlap, _, wording, known in scored[:_MOST_COMPARED]:
        if not _says_the_same(statement, known, parse(wording)):
            continue
        if any(statement.shows(n) != statement.patterns.shows(n, wording) for n in _NOT_YET):
            continue  # what is planned or agreed upon is not yet delivered
        if _carries_correction(statement, known):
            return None
        sure = _SURE_BY_NUMBER if _numbers(wording) else _SURE
        if overlap >= sure or _means(statement, known, retriever, lookups):
            denials = count_negations(wording, statement.patterns)
            return Repeated(known, (statement.negations - denials) % 2 == 1)
    return None


def _means(
    statement: Statement, known: Misconception, retriever: Retriever, lookups: Lookups
) -> bool:
    """Whether a statement is near to a misquotation in meaning, while lookups last."""
    if lookups.left <= 0:
        return False
    lookups.left -= 1
    filters = Filters(kinds=("misconception",))
    hits = retriever.retrieve(statement.question.text, k=2, filters=filters)
    return any(h.target_id == known.misconception_id and h.dense >= _NEAR for h in hits)


def _wordings(known: Misconception) -> tuple[str, ...]:
    return (*known.claims_en, *known.claims_ja, known.title.en, known.title.ja)


def _says_the_same(statement: Statement, known: Misconception, wording: Question) -> bool:
    """Whether things, places, times and the direction of a comparison agree."""
    said_of, told_of = _things(statement.topics), _things(wording.topics)
    if (told_of and told_of[0] not in said_of) or not set(said_of) <= {
        *told_of,
        *known.subject_ids,
    }:
        return False
    if _places(statement.topics) != _places(wording.topics):
        return False
    mine, theirs = statement.periods, wording.periods
    if mine and theirs and {p.text for p in mine}.isdisjoint(p.text for p in theirs):
        return False
    said, told = statement.question.direction, wording.direction
    if said is None or told is None:
        return True
    return said == told and statement.topics[0].subject_id == wording.topics[0].subject_id


def _things(topics: Sequence[Topic]) -> list[str]:
    return [t.subject_id for t in topics if not t.subject_id.startswith(_SETTINGS)]


def _places(topics: Sequence[Topic]) -> set[str]:
    named = {
        t.subject_id.removeprefix("country:") for t in topics if t.subject_id.startswith("country:")
    }
    return (named | {t.region for t in topics if t.region}) - {"world"}


def _subjects_agree(statement: Statement, known: Misconception) -> bool:
    asked = _things(statement.topics)
    return not asked or not known.subject_ids or not set(asked).isdisjoint(known.subject_ids)


def _numbers_agree(statement: Statement, wording: str) -> bool:
    """Whether the statement gives every number of a wording, and no other in its place."""
    stated = [s.quantity for s in statement.amounts]
    given = [*stated, *statement.question.quantities]  # counts too: five cars
    popular = _numbers(wording)
    if not all(any(_same(a, b) for a in given) for b in popular):
        return False
    return not stated or any(_same(a, b) for a in stated for b in popular)


@cache
def _numbers(text: str) -> tuple[Quantity, ...]:
    plain = unicodedata.normalize("NFKC", text)
    return tuple(
        s.quantity
        for s in extract_quantities(plain)
        if s.quantity.unit is not None and dimension_of(s.quantity.unit) != "time"
    )


@cache
def _factor(have: str, want: str) -> float | None:
    return convert(1.0, have, want) if convertible(have, want) else None


def _same(stated: Quantity, popular: Quantity) -> bool:
    if stated.unit is None or popular.unit is None:
        return False
    pairs = [(stated.unit, popular.unit), (split_unit(stated.unit)[0], split_unit(popular.unit)[0])]
    for have, want in pairs:
        factor = _factor(have, want)
        if factor is None:
            continue
        for mine in (stated.value, stated.lower, stated.upper):
            for theirs in (popular.value, popular.lower, popular.upper):
                if mine is not None and theirs and abs(mine * factor / theirs - 1) <= _CLOSE:
                    return True
    return False


def is_common(word: str) -> bool:
    """Whether a Latin word says nothing of a text's subject."""
    return word in _COMMON


@lru_cache(maxsize=_KEPT_TEXTS)
def content_words(text: str) -> frozenset[str]:
    """Return the words that carry meaning: Latin words, and pairs of kanji and katakana."""
    plain = unicodedata.normalize("NFKC", _MARKS.sub(" ", text))
    units = text_units(plain)
    words = {u.text for u in units if u.text.isascii() and u.text not in _COMMON}
    letters = [u for u in units if not u.text.isascii()]
    words |= {
        a.text + b.text
        for a, b in pairwise(letters)
        if a.end == b.start and not (_KANA.match(a.text) and _KANA.match(b.text))
    }
    return frozenset(words)


def _overlap(said: frozenset[str], wording: str) -> float:
    return _share(content_words(wording), said)


def _share(wording: frozenset[str], said: frozenset[str]) -> float:
    return len(wording & said) / len(wording) if len(wording) >= 2 else 0.0


def _singular(word: str) -> str:
    """A Latin word without its plural's s: lifetimes are no other word than lifetime."""
    return word.removesuffix("s") if word.isascii() else word


def _carries_correction(statement: Statement, known: Misconception) -> bool:
    """Whether the statement holds words of the correction that no popular wording has."""
    wordings = {_singular(w) for text in _wordings(known) for w in content_words(text)}
    told = (known.answer.en, known.answer.ja, known.says.en, known.says.ja)
    corrected = {_singular(w) for text in told for w in content_words(text)}
    said = {_singular(w) for w in content_words(statement.question.text)}
    new = {w for w in said & (corrected - wordings) if not w.isdigit() and len(w) > 1}
    return len(new) >= (1 if statement.question.language == "en" else 2)
