"""What speaks for and against a quantity of a line as the answer: the features of the ranker."""

import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from bot.answer.reading.asking import quantity_values
from bot.answer.reading.records import Asked, Evidence
from bot.answer.reading.spans import quantities_in, quantities_of, unit_agreement
from bot.answer.reading.terms import Term, content_stems, fold, terms_of
from knowledge.quantities import QuantitySpan
from knowledge.units import split_unit

_REACH_CHARS = 45.0  # words this far from a number count 1/e of those beside it
_CITED = re.compile(
    r"\[\s*\d[\d,\s–-]*\]|\barxiv\b|\bdoi\b|\bpp?\.\s*\d|\(\d{4}\)\.", re.IGNORECASE
)
_LISTED = re.compile(r"\barxiv\b|\bdoi\b|\bpreprint\b|\bIn Proceedings\b|https?://", re.IGNORECASE)
_RESPECTIVELY = re.compile(r"\brespectively\b|それぞれ")
_PAIR = re.compile(r"([a-z][\w-]+) and ([a-z][\w-]+)|([一-龠ァ-ヶー]+)と([一-龠ァ-ヶー]+)")
_CLAUSE = re.compile(r"[;；、]|,(?!\d)|\b(?:while|whereas|but)\b")
_CLAUSED = 0.8  # a word in another clause is less likely of the number
_PARTED = 0.6  # a word beyond another number belongs to that one first
_AFTER_JA = 0.7  # in Japanese a number mostly follows what it is of
_YEARS = (1900, 2100)
_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?!\d|[,.]\d)")
_PER = re.compile(
    r"\bper\b|\beach\b|\bevery\b|\b(?:one|an?) (?:hour|day|month|year)\b|/"
    r"|\b(?:hour|dai|month|year)ly|\bannual|\bin (?:19|20)\d\d\b"
    r"|あたり|当たり|ごと|毎|年間|[時日月年]に"
)
_CUE_CHARS = 60  # how far from a number a word of its kind is looked for
_EARLIER = re.compile(
    r"\bet al\b|\b(?:previous|prior|earlier) (?:work|stud|estimate|version)|先行研究|従来",
    re.IGNORECASE,
)
# Words that tell one kind of number from another: a total is not an average.
_KINDS = (
    re.compile(r"\btotal\b|\boverall\b|\bcombined\b|\bin all\b|合計|総|全体"),
    re.compile(r"\baverage\b|\bmean\b|\bmedian\b|\btypical|平均|中央値"),
    re.compile(r"\bmax|\bpeak\b|\bup to\b|\bat most\b|\bhighest\b|最大|最高|ピーク"),
    re.compile(r"\bmin(?:imum)?\b|\bat least\b|\blowest\b|最小|最低"),
    re.compile(r"\bper\b|\beach\b|\bevery\b|あたり|当たり|ごと|毎"),
    re.compile(r"\breduc|\bdecreas|\bdrop|\bfell\b|\bsav|\bcut|\bless\b|削減|減"),
    re.compile(r"\bincreas|\bgrow|\bgrew\b|\brose\b|\bmore than\b|増"),
    re.compile(r"\bproject|\bforecast|\bexpect|\bwill\b|\bby 20|予測|見込|見通し"),
    re.compile(r"\bnet\b|純|実質"),
)


def features_of(asked: Asked, fitted: Evidence, span: QuantitySpan) -> Mapping[str, float] | None:
    """Return what speaks for and against a quantity; None when it cannot be what is asked."""
    text = fitted.line.text
    is_year = _is_year(span)
    if asked.wants_year != is_year:
        return None
    agreement = unit_agreement(asked, span)
    return {
        "coverage": fitted.coverage,
        "own": fitted.own_coverage,
        "near": _nearness(asked, fitted, span),
        "names": _names_held(asked, fitted),
        "similarity": fitted.similarity,
        "unit": 1.0 if agreement == "same" else 0.0,
        "unit_differs": 1.0 if agreement == "differs" else 0.0,
        "bare": 1.0 if agreement == "bare" else 0.0,
        "counted": _counted(asked, span),
        "uncounted": float(bool(asked.counted) and not _counted(asked, span)),
        "range": float(asked.wants_range and span.quantity.lower is not None),
        "bound": float(asked.wants_bound is not None and _bounded(asked, text, span)),
        "astray": _astray(asked, fitted, span),
        "respective": _respective(asked, text, span),
        **_wording(asked, fitted, span),
        "given": float(_is_given(asked, span)),
        "reference": float(bool(_LISTED.search(text)) or len(_CITED.findall(text)) > 2),
        "small": float(span.quantity.unit is None and span.quantity.value in (0.0, 1.0)),
    }


def _wording(asked: Asked, fitted: Evidence, span: QuantitySpan) -> Mapping[str, float]:
    """What the words around a number say of its kind, its year and whose it is."""
    text, question = fold(fitted.line.text), fold(asked.text)
    beside = text[max(0, span.start - _CUE_CHARS) : span.end + _CUE_CHARS]
    asks = [bool(kind.search(question)) for kind in _KINDS]
    says = [bool(kind.search(beside)) for kind in _KINDS]
    wanted, held = set(_YEAR.findall(question)), set(_YEAR.findall(text))
    lacking = [n for n in asked.names if n not in fitted.line.stems]
    return {
        "kind_agrees": float(sum(a and b for a, b in zip(asks, says, strict=True))),
        "kind_missing": float(sum(a and not b for a, b in zip(asks, says, strict=True))),
        "kind_extra": float(sum(b and not a for a, b in zip(asks, says, strict=True))),
        "year_agrees": float(bool(wanted & held)),
        "year_differs": float(bool(wanted and held and not wanted & held)),
        "names_apart": len(lacking) / len(asked.names) if asked.names else 0.0,
        "earlier_work": float(bool(_EARLIER.search(text))),
        "row": float(fitted.line.is_row),
        "misnamed": _misnamed(asked, fitted),
        "rate": float(_is_unasked_rate(question, span)),
        "other_row": sum(asked.stems.get(s, 0.0) for s in fitted.elsewhere) / asked.weight,
        "unasked_unit": float(
            asked.unit is None and not asked.dimensions and span.quantity.unit is not None
        ),
    }


def _misnamed(asked: Asked, fitted: Evidence) -> float:
    """Whether a row is named by a model or size that the question does not name: “Llama 7B”."""
    if not fitted.line.columns:
        return 0.0
    label = [t.stem for t in fitted.line.terms if t.start < fitted.line.columns[0].end]
    named = [s for s in label if any(c.isdigit() for c in s) and any(c.isalpha() for c in s)]
    return float(any(stem not in asked.stems for stem in named))


def _is_unasked_rate(question: str, span: QuantitySpan) -> bool:
    """Whether an amount is per something, of which the question says nothing."""
    per = span.quantity.unit is not None and split_unit(span.quantity.unit)[1] is not None
    return per and _PER.search(question) is None


def _astray(asked: Asked, fitted: Evidence, span: QuantitySpan) -> float:
    """The share of the question that stands in one other clause only, which has its own number.

    What is said before the first number of the line holds for all its clauses.
    """
    text, spans = fitted.line.text, quantities_in(fitted.line.text)
    if fitted.line.is_row or len(spans) < 2:  # numbers to choose from
        return 0.0
    bounds = [0, *(m.start() for m in _CLAUSE.finditer(text)), len(text)]
    clauses = [c for c in pairwise(bounds) if any(c[0] <= q.start < c[1] for q in spans)]
    shared = min(q.start for q in spans)
    where: dict[str, set[int]] = defaultdict(set)
    for term in fitted.line.terms:
        if term.stem in asked.stems:
            held = [n for n, (a, b) in enumerate(clauses) if a <= term.start < b]
            where[term.stem] |= {-1} if term.start < shared or not held else set(held)
    own = {n for n, (a, b) in enumerate(clauses) if a <= span.start < b}
    astray = [stem for stem, at in where.items() if len(at) == 1 and not at & ({-1} | own)]
    return sum(asked.stems[stem] for stem in astray) / asked.weight


def _respective(asked: Asked, text: str, span: QuantitySpan) -> float:
    """Whether a number is that of the word asked for: “use and loss are 4 and 3, respectively”.

    1 when it is, −1 when it is the other word's, 0 when the line pairs nothing so.
    """
    folded = fold(text)
    if not _RESPECTIVELY.search(folded):
        return 0.0
    for match in _PAIR.finditer(folded):
        first, second = (
            bool(set(content_stems(w)) & asked.stems.keys()) for w in match.groups() if w
        )
        values = [
            q for q in quantities_in(text) if q.start > match.end() and q.quantity.value is not None
        ][:2]
        if first != second and len(values) == 2:  # as many as words
            own = values[0 if first else 1]
            return 1.0 if own.start == span.start else -1.0
    return 0.0


def _is_year(span: QuantitySpan) -> bool:
    value = span.quantity.value
    return (
        span.quantity.unit is None
        and value is not None
        and _YEARS[0] <= value <= _YEARS[1]
        and bool(re.fullmatch(r"\d{4}", span.text.strip()))
    )


def _nearness(asked: Asked, fitted: Evidence, span: QuantitySpan) -> float:
    """The weighted share of the question that stands near the number, in [0, 1]."""
    if fitted.line.columns:
        return _nearness_in_row(asked, fitted, span)
    best: dict[str, float] = defaultdict(float)
    text = fitted.line.text
    others = [q for q in quantities_of(fitted.line) if q.end <= span.start or q.start >= span.end]
    for term in fitted.line.terms:
        if term.stem in asked.stems:
            gap = max(term.start - span.end, span.start - term.end, 0)
            near = math.exp(-gap / _REACH_CHARS) * _PARTED ** _parted(others, term, span)
            between = text[min(term.end, span.end) : max(term.start, span.start)]
            near *= _CLAUSED ** min(2, len(_CLAUSE.findall(between)))
            if fitted.line.passage.language == "ja" and term.start >= span.end:
                near *= _AFTER_JA
            best[term.stem] = max(best[term.stem], near)
    return sum(asked.stems[stem] * near for stem, near in best.items()) / asked.weight


def _nearness_in_row(asked: Asked, fitted: Evidence, span: QuantitySpan) -> float:
    """The same under headers: the row's first cell and the header over a number stand beside it."""
    columns = fitted.line.columns
    over = next((c.stems for c in columns if c.start <= span.start < c.end), frozenset())
    others = frozenset[str]().union(*(c.stems for c in columns)) - over
    named = {t.stem for t in fitted.line.terms if t.start < columns[0].end}
    beside = sum(w for stem, w in asked.stems.items() if stem in over or stem in named)
    astray = sum(w for stem, w in asked.stems.items() if stem in others - named)
    return max(0.0, beside - astray) / asked.weight


def _parted(others: Sequence[QuantitySpan], term: Term, span: QuantitySpan) -> int:
    """How many other quantities stand between a word and a number."""
    left, right = sorted(((term.start, term.end), (span.start, span.end)))
    return min(2, sum(1 for q in others if left[1] <= q.start and q.end <= right[0]))


def _names_held(asked: Asked, fitted: Evidence) -> float:
    total = sum(asked.stems[name] for name in asked.names)
    if not total:
        return 0.0
    return sum(asked.stems[n] * fitted.credits.get(n, 0.0) for n in asked.names) / total - 0.5


def _counted(asked: Asked, span: QuantitySpan) -> float:
    if not asked.counted:
        return 0.0
    held = set(content_stems(span.counted or span.text))
    return len(held & asked.counted) / len(asked.counted)


def _bounded(asked: Asked, text: str, span: QuantitySpan) -> bool:
    before = text[max(0, span.start - 16) : span.end].lower()
    words = ("up to", "max", "最大", "peak") if asked.wants_bound == "upper" else ("least", "min")
    return any(word in before for word in words)


def _is_given(asked: Asked, span: QuantitySpan) -> bool:
    values = set(quantity_values(span.quantity))
    said = content_stems(span.text) or tuple(term.stem for term in terms_of(span.text))
    if set(said) <= asked.stems.keys() and values:
        return True
    return any(
        values & set(quantity_values(given)) and (given.unit in (None, span.quantity.unit))
        for given in asked.given
    )
