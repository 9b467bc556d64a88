"""Judges a statement by the lines nearest to it: words, numbers, negation and opposites."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.answer.reading.asking import quantity_values, statement_of
from bot.answer.reading.asserting import following, is_refuted, is_unasserted
from bot.answer.reading.cues import CUES
from bot.answer.reading.directions import direction_of
from bot.answer.reading.records import Asked, Evidence
from bot.answer.reading.spans import factor_between, quantities_in
from bot.answer.reading.terms import content_stems, fold, stem
from bot.answer.reading.weights import VERDICT_WEIGHTS
from knowledge.languages import language_of
from knowledge.quantities import QuantitySpan
from knowledge.units import dimension_of

_BOTH_WAYS = {"up", "down"}
_JUDGED = 3  # lines that are weighed
_NEAR_ENOUGH = 0.02  # of a number's value
_CLOSE = 0.55  # of a statement's weight that a line holds when it says much the same
_BESIDE = 0.7  # credit of words at most a line away
_SAYS_MUCH = 0.4  # below this a line's denial is of something else
_VERBATIM = 0.75  # from here on a line is the statement but for a word
_RIVAL = 0.7  # of the best line's own coverage: lines that are weighed for what they deny
_OPPOSITES_EN = (
    ("more", "less"), ("more", "fewer"), ("higher", "lower"), ("increase", "decrease"),
    ("increase", "reduce"), ("rise", "fall"), ("above", "below"), ("maximum", "minimum"),
    ("larger", "smaller"), ("faster", "slower"), ("better", "worse"), ("before", "after"),
    ("first", "last"), ("most", "least"), ("direct", "indirect"), ("include", "exclude"),
    ("public", "private"), ("mandatory", "voluntary"), ("always", "sometimes"),
    ("always", "rarely"), ("all", "some"), ("outperform", "underperform"), ("success", "failure"),
    ("cheap", "expensive"), ("strong", "weak"), ("long", "short"), ("improve", "degrade"),
    ("rise", "decline"), ("increase", "decline"), ("improve", "decline"), ("grow", "shrink"),
    ("automatically", "manually"), ("comparable", "worse"), ("comparable", "better"),
    ("same", "different"), ("similar", "different"), ("majority", "minority"), ("up", "down"),
    ("accept", "reject"), ("early", "late"), ("reliable", "unreliable"), 
    ("gain", "loss"), ("open", "closed"), ("high", "low"), ("many", "few"), ("both", "only"),
    ("on", "off"),
)  # fmt: skip
_OPPOSITES_JA = (
    ("増", "減"), ("上回", "下回"), ("多い", "少ない"), ("高い", "低い"), ("上昇", "低下"),
    ("拡大", "縮小"), ("最大", "最小"), ("義務", "任意"), ("公開", "非公開"), ("以上", "以下"),
    ("以上", "未満"), ("国内", "海外"), ("黒字", "赤字"), ("完了", "未完了"), ("開始", "終了"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a statement is judged to be, by which line. `score` above zero means true."""

    verdict: bool
    score: float
    evidence: Evidence
    features: Mapping[str, float]


def judge_statement(asked: Asked, evidence: Sequence[Evidence]) -> Judgement | None:
    """Judge a statement; None when no line is near it."""
    if not evidence:
        return None
    statement = statement_of(asked.text, CUES[asked.language])
    ranked = sorted(evidence, key=lambda e: (-_nearness(e), e.line.number))
    best = ranked[0]
    features = statement_features(asked, ranked[:_JUDGED])
    after = following(best)
    if is_unasserted(best.line.text, after) and not is_unasserted(statement):
        refuted = is_refuted(best.line.text, after) and best.own_coverage >= _SAYS_MUCH
        if not refuted or features["number_differs"]:
            return None
        return Judgement(verdict=False, score=-1.0, evidence=best, features=features)
    score = sum(VERDICT_WEIGHTS[name] * value for name, value in features.items())
    return Judgement(score > 0, score, best, features)


def _nearness(fitted: Evidence) -> float:
    return 2 * fitted.own_coverage + fitted.coverage + fitted.similarity


def statement_features(asked: Asked, lines: Sequence[Evidence]) -> Mapping[str, float]:
    """Return what speaks for (and, with a negative weight, against) a statement."""
    statement = statement_of(asked.text, CUES[asked.language])
    best = lines[0]
    agree, differ = _numbers(statement, lines)
    folded = fold(statement)
    cues = CUES[asked.language]
    return {
        "constant": 1.0,
        "coverage": best.coverage,
        "own": best.own_coverage,
        "similarity": best.similarity,
        "missing": _missing(asked, best),
        "close": float(best.own_coverage >= _CLOSE),
        "number_agrees": agree,
        "number_differs": differ,
        "negation_differs": _negation_differs(statement, lines),
        "substituted": _substituted(statement, lines),
        "other_way": float({direction_of(statement), direction_of(best.line.text)} == _BOTH_WAYS),
        "opposite": float(_opposed(folded, fold(best.line.text), asked)),
        "absolute": float(bool(cues["absolute"].search(folded))),
        "hedged": float(bool(cues["hedged"].search(folded))),
    }


def _missing(asked: Asked, best: Evidence) -> float:
    """The share of the weightiest word that the line and its surroundings lack."""
    if not asked.stems:
        return 0.0
    lacks = [w for s, w in asked.stems.items() if best.credits.get(s, 0.0) < _BESIDE]
    return max(lacks, default=0.0) / max(asked.stems.values())


def _numbers(statement: str, lines: Sequence[Evidence]) -> tuple[float, float]:
    """The shares of the statement's quantities that the lines hold, and that they contradict."""
    stated = [s for s in quantities_in(statement) if s.quantity.unit or not _is_name(s, statement)]
    if not stated:
        return 0.0, 0.0
    read = [span for fitted in lines for span in quantities_in(fitted.line.text)]
    agree = sum(1 for s in stated if any(_same(s, r) for r in read))
    nearest = quantities_in(lines[0].line.text)
    differ = sum(
        1
        for s in stated
        if not any(_same(s, r) for r in read) and any(_comparable(s, r) for r in nearest)
    )
    return agree / len(stated), differ / len(stated)


def _is_name(span: QuantitySpan, text: str) -> bool:
    return text[span.start - 1 : span.start] in ("-", "–") if span.start else False


def _same(stated: QuantitySpan, read: QuantitySpan) -> bool:
    factor = _factor(stated, read)
    if factor is None:
        return False
    return any(
        abs(a - b * factor) <= _NEAR_ENOUGH * max(abs(a), abs(b * factor))
        for a in quantity_values(stated.quantity)
        for b in quantity_values(read.quantity)
    )


def _comparable(stated: QuantitySpan, read: QuantitySpan) -> bool:
    return stated.quantity.unit is not None and _factor(stated, read) is not None


def _factor(stated: QuantitySpan, read: QuantitySpan) -> float | None:
    ours, theirs = stated.quantity.unit, read.quantity.unit
    if ours is None or theirs is None:
        plain = all(u is None or dimension_of(u) in ("count", "share") for u in (ours, theirs))
        return 1.0 if plain else None
    return factor_between(theirs, ours)


def _negation_differs(statement: str, lines: Sequence[Evidence]) -> float:
    """How much of a statement stands in a line that denies where it affirms, or the reverse."""
    best = max(lines[0].own_coverage, 1e-9)
    stated = is_negated(statement)
    return max(
        (
            fitted.own_coverage
            for fitted in lines
            if fitted.own_coverage >= max(_RIVAL * best, _SAYS_MUCH)
            and is_negated(fitted.line.text) != stated
        ),
        default=0.0,
    )


def is_negated(text: str) -> bool:
    """Whether a text denies something."""
    cues = CUES[language_of(text)]
    return bool(cues["negative"].search(fold(text)))


def _substituted(statement: str, lines: Sequence[Evidence]) -> float:
    """Whether a line has another word in the very place of one of the statement's.

    “rely on air cooling” against “rely on liquid cooling”: both neighbours are the same.
    """
    ours = content_stems(statement)
    for fitted in lines:
        if fitted.own_coverage < _VERBATIM:
            continue
        theirs = content_stems(fitted.line.text)
        between = {(a, b): x for a, x, b in zip(theirs, theirs[1:], theirs[2:], strict=False)}
        for a, x, b in zip(ours, ours[1:], ours[2:], strict=False):
            other = between.get((a, b))
            if other not in (None, x) and x not in theirs and other not in ours:
                return 1.0
    return 0.0


def _opposed(statement: str, line: str, asked: Asked) -> bool:
    """Whether one says a word where the other says only its opposite."""
    if asked.language == "ja":
        return any(
            (a in statement and a not in line and b in line)
            or (b in statement and b not in line and a in line)
            for a, b in _OPPOSITES_JA
        )
    ours = {stem(word) for word in re.findall(r"[a-z]+", statement)}
    theirs = {stem(word) for word in re.findall(r"[a-z]+", line)}
    return any(
        (stem(a) in ours and stem(a) not in theirs and stem(b) in theirs - ours)
        or (stem(b) in ours and stem(b) not in theirs and stem(a) in theirs - ours)
        for a, b in _OPPOSITES_EN
    )
