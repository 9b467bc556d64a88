"""The way from a question to an answer that is read off documents, or to none."""

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from bot.answer.composition import Composer
from bot.answer.reading.arithmetic import compute
from bot.answer.reading.asking import analyse
from bot.answer.reading.asserting import asserted
from bot.answer.reading.composing import (
    compose_computed,
    compose_phrase,
    compose_remainder,
    compose_sentence,
    compose_value,
    compose_verdict,
)
from bot.answer.reading.cues import CUES
from bot.answer.reading.dates import read_date
from bot.answer.reading.evidence import Shelf, find_evidence
from bot.answer.reading.extremes import read_extreme
from bot.answer.reading.gates import ReadingGate, passes, unknown_share
from bot.answer.reading.phrases import choose_option, read_phrases
from bot.answer.reading.power_sources import (
    is_heat,
    is_of_other_matter,
    is_of_other_source,
)
from bot.answer.reading.records import Asked, Evidence, PhraseRead, ValueRead
from bot.answer.reading.remainders import read_remainder
from bot.answer.reading.sentences import read_sentence
from bot.answer.reading.siblings import is_of_sibling, is_of_variant
from bot.answer.reading.spans import unit_agreement
from bot.answer.reading.statements import judge_statement
from bot.answer.reading.terms import TermWeights, content_stems, fold
from bot.answer.reading.trust import is_near_miss, trust_features, trust_of
from bot.answer.reading.uses import is_of_other_use
from bot.answer.reading.values import read_values
from bot.answer.reading.yes_or_no import read_yes_or_no
from bot.answer.records import Answer
from index.protocols import Retriever
from knowledge.languages import language_of
from knowledge.units import dimension_of, split_unit

_HOW_MUCH = re.compile(r"^\W*how much\b|(?:どれ|どの)(?:だけ|くらい|ぐらい|ほど)")
_COUNTER = re.compile(r"[一-龠]")
_LETTERS = re.compile(r"[^\W\d]+$")
_ABOUT = 0.35  # credit: at most seven lines away, or in the title


def answer_from_documents(
    text: str,
    composer: Composer,
    *,
    retriever: Retriever,
    shelf: Shelf,
    gates: Sequence[ReadingGate],
    about: frozenset[str] = frozenset(),
) -> Answer | Evidence | None:
    """Read the answer to a question off the stored passages; None when none is near enough.

    A line that is near, but not near enough to answer, is returned as it is.

    Args:
        text: The question as asked, in either language.
        composer: An empty answer in the language to answer in.
        retriever: Finds the passages.
        shelf: The generation's lines, kept between questions.
        gates: How near a line must be to the question to answer it; the first that lets one answer
            decides.
        about: Stems of the question that its sources must hold.
    """
    language = language_of(text)
    asked = analyse(text, language=language, weights=shelf.weights)
    cues, folded = CUES[language], fold(asked.text)
    if about and cues["manner"].search(folded):
        asked = replace(asked, wanted="sentence")
    if cues["tells"].search(folded) and not (about and asked.wanted == "sentence"):
        return None  # how and why are told by figures and sentences
    evidence = find_evidence(asked, retriever=retriever, shelf=shelf, about=about)
    first = _first_of_rows(asked, evidence, shelf.weights)
    if first is not None:
        return compose_phrase(asked, first, composer)
    near = [e for e in evidence if _is_about(about, e)]
    closest: Evidence | None = None
    for gate in gates:
        found = _through(gate, asked, near, shelf.weights)
        if found is None or _is_unlike(asked, found, gate):
            continue
        trust = trust_in(asked, found, shelf.weights)
        if trust >= (gate.verdict if asked.wanted == "verdict" else gate.trust):
            return found.compose(composer)
        closest = closest or (found.evidence if trust >= gate.closest else None)
    return closest


def _is_unlike(asked: Asked, found: "Found", gate: ReadingGate) -> bool:
    """Whether a line holds too few words of a statement to judge it."""
    is_judged = asked.wanted == "verdict" and not found.said
    return is_judged and found.evidence.own_coverage < gate.verdict_own


def _first_of_rows(
    asked: Asked, evidence: Sequence[Evidence], weights: TermWeights
) -> PhraseRead | None:
    """Which row has the most or least, where every word of the question is known."""
    picks = asked.wanted in ("phrase", "choice") and asked.wants_most is not None
    cue = CUES[asked.language][asked.wants_most or "most"]
    said = content_stems(cue.sub(" ", fold(asked.text)))
    if not picks or any(not weights.knows(stem) for stem in said if stem in asked.stems):
        return None
    return read_extreme(asked, evidence)


def _through(
    gate: ReadingGate, asked: Asked, evidence: Sequence[Evidence], weights: TermWeights
) -> "Found | None":
    near = [
        fitted
        for fitted in evidence
        if passes(asked, fitted, gate, weights) and not _is_of_another(asked, fitted)
    ]
    return read_answer(asked, near)


def _is_about(about: frozenset[str], fitted: Evidence) -> bool:
    """Whether some word of what is asked about stands near the line or in the title."""
    return not about or any(fitted.credits.get(s, 0.0) >= _ABOUT for s in about)


def _is_of_another(asked: Asked, fitted: Evidence) -> bool:
    tests = (
        *(is_of_other_source, is_of_sibling, is_of_variant),
        *(is_heat, is_of_other_matter, is_of_other_use),
    )
    return any(test(asked, fitted) for test in tests)


@dataclass(frozen=True, slots=True)
class Found:
    """What was read: off which line, with the features of its value, and how to answer with it.

    `computed` is one of two values, which its own steps speak for; `said` is a yes or no that the
    page itself gives to the same question.
    """

    evidence: Evidence
    features: Mapping[str, float]
    compose: Callable[[Composer], Answer]
    computed: bool = False
    said: bool = False


_JUDGED_WITHOUT = 0.25  # of a statement's words that no document may know


def trust_in(asked: Asked, found: Found, weights: TermWeights) -> float:
    """The log odds that what was read answers what was asked."""
    if found.computed:
        return math.inf
    if is_near_miss(asked, found.evidence, weights):
        return -math.inf
    if found.said:
        return math.inf
    if asked.wanted == "verdict" and unknown_share(asked, weights) > _JUDGED_WITHOUT:
        return -math.inf
    return trust_of(trust_features(asked, found.evidence, weights, found.features))


def read_answer(asked: Asked, near: Sequence[Evidence]) -> Found | None:
    """Read the best answer off lines, in the form that the question asks for."""
    if not near:
        return None
    if asked.wanted == "verdict":
        said = read_yes_or_no(asked, near)
        judged = said or judge_statement(asked, near)
        if judged is None:
            return None
        features = {"score": 4 * abs(judged.score)}
        compose_ = partial(compose_verdict, asked, judged)
        return Found(judged.evidence, features, compose_, said=said is not None)
    if asked.wanted == "sentence":
        told = read_sentence(asked, near)
        return (
            Found(told, {"of_kind": 1.0}, partial(compose_sentence, asked, told)) if told else None
        )
    if asked.wanted in ("choice", "phrase"):
        phrase = (
            choose_option(asked, near)
            if asked.wanted == "choice"
            else next(iter(read_phrases(asked, near)), None)
        )
        if phrase is None:
            return None
        features = {"score": phrase.score, "of_kind": float(phrase.is_of_kind)}
        return Found(phrase.evidence, features, partial(compose_phrase, asked, phrase))
    found = _read_number(asked, asserted(near))
    date = read_date(asked, asserted(near)) if asked.wants_year and found is None else None
    return Found(date.evidence, {}, partial(compose_phrase, asked, date)) if date else found


def _is_amount(unit: str | None) -> bool:
    """Whether a unit is one of energy or power, so that its value is a level and no change."""
    return unit is not None and dimension_of(split_unit(unit)[0] or unit) in ("energy", "power")


def _is_money_for_none(asked: Asked, unit: str | None) -> bool:
    """Whether an amount of money is read where what is asked for is none: a capacity, a range."""
    is_money = unit is not None and dimension_of(split_unit(unit)[0] or unit) == "money"
    return is_money and CUES[asked.language]["no_money"].search(fold(asked.text)) is not None


def _is_no_amount(asked: Asked, best: ValueRead) -> bool:
    """Whether “how much” would be told a number of things, or an amount's number has no unit."""
    is_bare = best.quantity.unit is None and not best.evidence.line.is_row
    how_much = _HOW_MUCH.search(fold(asked.text)) is not None
    if is_bare and how_much and _COUNTER.match(best.evidence.line.text, best.span.end):
        return True  # どれくらい asks for no number of schools
    unit, counted = best.quantity.unit, _LETTERS.search(best.span.text)
    if how_much and unit is not None and dimension_of(unit) == "count":
        return counted is None or counted.group() not in asked.text  # どれだけ水を: no 世帯
    return is_bare and how_much and bool(best.span.counted or asked.dimensions)


def _read_number(asked: Asked, near: Sequence[Evidence]) -> Found | None:
    rest = read_remainder(asked, near)
    if rest is not None:  # no other share of the line is that of what is left
        compose_rest = partial(compose_remainder, asked, rest)
        return Found(rest.evidence, {}, compose_rest, computed=True) if rest.result else None
    values = read_values(asked, near)
    stated = bool(values) and asked.unit is not None and values[0].features["unit"] > 0
    computed = None if stated and asked.arithmetic == "ratio" else compute(asked, near)
    if computed is not None:
        compose_ = partial(compose_computed, asked, computed)
        return Found(computed.first.evidence, {}, compose_, computed=True)
    if not values or unit_agreement(asked, values[0].span) == "differs":
        return None
    best = values[0]
    if CUES[asked.language]["moves"].search(fold(asked.text)) and _is_amount(best.quantity.unit):
        return None  # the amount of one year is no change
    if _is_money_for_none(asked, best.quantity.unit) or _is_no_amount(asked, best):
        return None
    features = {**best.features, "score": best.score}
    return Found(best.evidence, features, partial(compose_value, asked, best))
