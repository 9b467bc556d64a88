"""From a text document to figures: each quantity with its subject, measure, period and region."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from knowledge.errors import UnitError
from knowledge.extraction.kin import contract_between, fitting_subject
from knowledge.extraction.measures import Chosen, Place, Unit, choose_measure, plain_unit
from knowledge.extraction.places import choose_region
from knowledge.extraction.records import Doubt, FoundFigures
from knowledge.extraction.saying import (
    REASONS,
    is_year_earlier,
    leads_to,
    status_of,
    unsaid,
    year_before,
)
from knowledge.extraction.scopes import scope_of
from knowledge.extraction.sentences import Sentence, sentences_of, wide_clause_of
from knowledge.extraction.subjects import Found, Names, find_subject, read_names
from knowledge.extraction.times import When, choose_period, periods_of
from knowledge.names import NameIndex
from knowledge.periods import extract_periods
from knowledge.quantities import QuantitySpan, extract_quantities
from knowledge.records import (
    Bilingual,
    Document,
    Figure,
    Locator,
    Period,
    Quantity,
    Source,
    content_hash,
)
from knowledge.plausibility import reject_reason
from knowledge.units import to_base
from knowledge.vocabulary_names import name_index
from knowledge.words import Subject, Vocabulary

KEEP = 0.71  # a figure found with less confidence is left out
CAUTION = 0.8  # one found with less stands as caution
_MANY = 8  # a sentence with more numbers is mostly a table that lost its lines


@dataclass(frozen=True, slots=True)
class _Context:
    """What all sentences of one document share."""

    document: Document
    source: Source
    vocabulary: Vocabulary
    index: NameIndex
    published: date | None


def find_figures(document: Document, *, source: Source, vocabulary: Vocabulary) -> FoundFigures:
    """Find the figures of a text document.

    Relative periods (last month, 今年) are read by the source's published date, and left out
    where that date is not precise enough. Every figure's quote is the exact slice of the
    document at its span. What the text denies, refutes or only supposes is kept as rejected.
    """
    context = _Context(document, source, vocabulary, name_index(vocabulary), _day(source.published))
    figures: dict[str, Figure] = {}
    subjects: dict[str, Subject] = {}
    doubts: list[Doubt] = []
    for sentence in sentences_of(document):
        for figure, subject in _read(sentence, context):
            if figure.figure_id in figures:
                continue
            figures[figure.figure_id] = figure
            if subject.kind == "named":
                subjects.setdefault(subject.subject_id, subject)
            if figure.standing == "caution":
                doubts.append(_unsure(figure))
    return FoundFigures(tuple(figures.values()), tuple(subjects.values()), tuple(doubts))


def _unsure(figure: Figure) -> Doubt:
    share = f"{figure.confidence:.2f}"
    return Doubt(
        figure.figure_id,
        "confidence",
        Bilingual(
            f"read with confidence {share}: check the subject, the measure and the period",
            f"確信度{share}で読み取りました。対象、指標、期間を確かめてください",
        ),
    )


def _day(published: str | None) -> date | None:
    """Return the published day; a month alone serves as its first day, a year alone does not."""
    match = re.fullmatch(r"(\d{4})-(\d\d)(?:-(\d\d))?", published or "")
    if match is None:
        return None
    return date(int(match[1]), int(match[2]), int(match[3] or 1))


def _read(sentence: Sentence, context: _Context) -> Iterator[tuple[Figure, Subject]]:
    if not any(letter.isdigit() for letter in sentence.text) and sentence.language == "en":
        return
    spans = extract_quantities(sentence.text)
    units = [plain_unit(_unit_of(span)) for span in spans]
    if not any(units):
        return
    names = read_names(sentence, context.index)
    periods = periods_of(sentence, context.published)
    headings = [p for h in sentence.headings[1:] for p in extract_periods(h)]
    clear = tuple(s for s in spans if not _overlaps(s, periods))
    for at, span in enumerate(clear):
        unit = plain_unit(_unit_of(span))
        if unit is None or unit.unit == "x" or _is_spread(sentence.text, span):
            continue
        when = choose_period(sentence, clear, at, periods, headings)
        yield from _figures(names, clear, at, unit, when, context)


_ONE = re.compile(r"(?:one|a|an|each) ", re.IGNORECASE)
_EACH_ONE = re.compile(r"\b(?:each|every|per|one) $", re.IGNORECASE)


def _is_spread(text: str, span: QuantitySpan) -> bool:
    """Return whether a quantity is no amount: how far another may err (±0.13 Wh), one of a unit."""
    is_one = _ONE.match(span.text) is not None or _EACH_ONE.search(text[: span.start]) is not None
    return is_one or text[: span.start].rstrip(" (").endswith(("±", "+/-"))


def _unit_of(span: QuantitySpan) -> str | None:
    """Return the unit, with what it is per where that is a word beside it."""
    return span.quantity.unit


def _overlaps(span: QuantitySpan, periods: Sequence[object]) -> bool:
    return any(
        span.start < p.end and p.start < span.end  # type: ignore[attr-defined]  # PeriodSpan
        for p in periods
    )


def _figures(
    names: Names,
    spans: Sequence[QuantitySpan],
    at: int,
    unit: Unit,
    when: When,
    context: _Context,
) -> Iterator[tuple[Figure, Subject]]:
    sentence, span = names.sentence, spans[at]
    floor = spans[at - 1].end if at else 0
    ceiling = spans[at + 1].start if at + 1 < len(spans) else len(sentence.text)
    place = Place(
        sentence, span.start, span.end, wide_clause_of(sentence, span.start), (floor, ceiling)
    )
    found = contract_between(names, place, context.index, context.vocabulary) or find_subject(
        names, span.start, span.end, index=context.index
    )
    if found is None:
        return
    known = _known(found, context.vocabulary)
    if known is not None and found.is_one and _is_kind(known):
        return
    chosen = choose_measure(place, unit, known, context.vocabulary)
    if chosen is None or not _may_hold(names, found, place, chosen):
        return
    subject = fitting_subject(found, known, chosen.measure, names, context.vocabulary)
    figure = _figure(names, place, span, unit, when, subject, found, chosen, spans, at, context)
    if figure is not None:
        yield figure, subject


def _is_kind(subject: Subject) -> bool:
    """Return whether a subject stands for all of a kind, whose figures one of them does not have."""
    return ":" not in subject.subject_id and subject.names.en.endswith("s")


_OWNED = re.compile(r" of (?:their|its own)\b")
_OWNED_JA = re.compile(
    r"(?:データ・?センター|[ァ-ヶー]{3,}(?:採掘|取引)?)の(?:消費)?(?:電力|電気)(?:消費)?量?の(?:約)?$"
)
_OF_PARTS = ("coal_share", "gas_share", "share_fossil", "share_low_carbon", "sustainable_share")


def _may_hold(names: Names, found: Found, place: Place, chosen: Chosen) -> bool:
    """Return whether a share is the subject's part of a whole, or a part of the subject's own.

    Gas may give 38 % of X's power: no 38 % of electricity is X's.
    """
    if chosen.measure.measure_id not in ("share_of_electricity", "share_of_whole"):
        return (
            not found.is_owner
            or chosen.measure.dimension != "share"
            or (chosen.measure.measure_id in _OF_PARTS)
        )
    text = place.sentence.text
    is_region = any(m.end <= place.start and text[m.end :].startswith("の") for m in names.regions)
    owned = _OWNED_JA.search(text[: place.start]) is not None and not is_region
    return not (found.is_owner or owned or _OWNED.match(text, place.end))


def _known(found: Found, vocabulary: Vocabulary) -> Subject | None:
    if found.subject_id is None or not vocabulary.has_subject(found.subject_id):
        return None
    return vocabulary.subject(found.subject_id)


def _figure(
    names: Names,
    place: Place,
    span: QuantitySpan,
    unit: Unit,
    when: When,
    subject: Subject,
    found: Found,
    chosen: Chosen,
    spans: Sequence[QuantitySpan],
    at: int,
    context: _Context,
) -> Figure | None:
    sentence = names.sentence
    confidence = found.trust * chosen.trust * when.trust * _prose(sentence, spans)
    confidence *= _plainness(when, place, chosen, spans)
    if confidence < KEEP:
        return None
    period = when.period
    later = spans[at + 1].start if at + 1 < len(spans) else None
    standing, reason = _standing(place, spans, at, period, later, confidence)
    if is_year_earlier(place) and period is not None:
        period = year_before(period)
    quantity = replace(span.quantity, unit=unit.unit)
    doubtful = _insane(quantity, chosen)
    if doubtful:
        standing, reason = "rejected", doubtful
    year = context.published.year if context.published else _year(context.source.published)
    quote = context.document.text[sentence.start : sentence.start + len(sentence.text)]
    region = choose_region(names, place, subject)
    scope = scope_of(place, found.scope)
    bounds = (quantity.value, quantity.lower, quantity.upper)
    si = [None if b is None else to_base(b, unit.unit) for b in bounds]
    status = status_of(place, period, year)
    return Figure(
        figure_id=content_hash(
            "figure", subject.subject_id, chosen.measure.measure_id, region,
            period.text if period else "", status, scope.en, context.source.source_id, bounds,
            unit.unit, quantity.qualifier, quote, context.document.document_id, sentence.start,
        ),
        subject_id=subject.subject_id,
        measure_id=chosen.measure.measure_id,
        region=region,
        period=period,
        value=quantity.value,
        lower=quantity.lower,
        upper=quantity.upper,
        unit=unit.unit,
        value_si=si[0],
        lower_si=si[1],
        upper_si=si[2],
        status=status,
        scope=scope,
        standing=standing,  # type: ignore[arg-type]  # one of the five
        source_id=context.source.source_id,
        locator=Locator(
            document_id=context.document.document_id,
            start=sentence.start,
            end=sentence.start + len(sentence.text),
            page=sentence.page,
        ),
        quote=quote,
        method="extracted",
        qualifier=quantity.qualifier,
        confidence=round(confidence, 3),
        published=context.source.published,
        retrieved=context.source.retrieved,
        reason=reason,
    )  # fmt: skip


def _year(published: str | None) -> int | None:
    match = re.match(r"\d{4}", published or "")
    return int(match[0]) if match else None


def _standing(
    place: Place,
    spans: Sequence[QuantitySpan],
    at: int,
    period: Period | None,
    later: int | None,
    confidence: float,
) -> tuple[str, str]:
    why = unsaid(place, tuple(s.start for s in spans))
    if why is not None:
        return "rejected", REASONS[why].in_(place.sentence.language)
    if leads_to(place, later) and period is None:
        return "superseded", ""
    return ("caution" if confidence < CAUTION else "ok"), ""


_NORM = re.compile(
    r"\b(?:targets?|aims?|limit\w*|threshold|goal|must|regulations?|policy|policies|minimum|pledge\w*"
    r"|requirements?|require (?:data|operators)|exceed a|required to)\b|目標|義務|上限|基準値",
    re.IGNORECASE,
)
_PART = re.compile(r"\b(?:including|of which|among them)\b[^,.;]{0,30}$|うち(?:約)?$")
_NORMED = ("share", "ratio")
_LEAST_MONEY = 1e6


def _plainness(when: When, place: Place, chosen: Chosen, spans: Sequence[QuantitySpan]) -> float:
    """Return how plainly the measure is one of what is: targets, small sums and lists are not."""
    text = place.sentence.text
    trust = 1.0
    if chosen.measure.dimension in _NORMED and _NORM.search(
        text[place.clause[0] : place.clause[1]]
    ):
        trust *= 0.7
    if chosen.measure.dimension == "money":
        largest = max(
            (s.quantity.value or s.quantity.upper or 0) for s in spans if s.start == place.start
        )
        trust *= 1.0 if largest >= _LEAST_MONEY else 0.5
    if _PART.search(text[: place.start]) and "generation" not in chosen.measure.measure_id:
        trust *= 0.75
    if re.search(r"\brespectively\b|それぞれ", text) and not when.is_listed:
        trust *= 0.75
    return trust


def _insane(quantity: Quantity, chosen: Chosen) -> str | None:
    try:
        return reject_reason(quantity, chosen.measure)
    except UnitError:  # another currency or thing counted: its size cannot be told
        return None


def _prose(sentence: Sentence, spans: Sequence[QuantitySpan]) -> float:
    """Return how surely the sentence is prose: what a table or figure leaves behind is not."""
    if sentence.language == "en":
        return _prose_en(sentence.text) * (0.7 if len(spans) > _MANY else 1.0)
    elif not re.search("[ぁ-ん]", sentence.text):
        return 0.3
    return 0.7 if len(spans) > _MANY else 1.0


_REFERENCE = re.compile(
    r"arxiv|\bdoi\b|https?:|www\.|proceedings|preprint|\bpp\. ?\d|\bet al\., ?\d", re.IGNORECASE
)
_CAPTION = re.compile(r"(?:Fig(?:ure)?|Table|Algorithm|Appendix)\b\.? ?\d+")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_GLUED = re.compile(r"[a-z][A-Z][a-z]+[A-Z]?|[a-z]{3}\d|\)[A-Za-z]{3}")
_LONG_CHARS = 330


def _prose_en(text: str) -> float:
    words = text.split()
    numbers = sum(any(c.isdigit() for c in word) and not _YEAR.search(word) for word in words)
    if len(words) < 4 or numbers > max(3, len(words) * 0.3) or _REFERENCE.search(text):
        return 0.3
    trust = 1.0
    if not text.rstrip("\"”')] ").endswith((".", "!", "?", ":", ";")):
        trust *= 0.75
    if not (text[0].isupper() or text[0] in "\"“'(" or text[0].isdigit()):
        trust *= 0.85
    if _CAPTION.search(text) or len(_GLUED.findall(text)) > 2:  # noqa: PLR2004  names may have two
        trust *= 0.8
    return trust * (0.75 if len(text) > _LONG_CHARS else 1.0)
