"""The figure record of a quantity whose subject, measure and period are read."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from knowledge.errors import UnitError
from knowledge.extraction.found import Found, Names
from knowledge.extraction.measures import Chosen
from knowledge.extraction.places import Place, Unit
from knowledge.extraction.regions import choose_region, titled_region
from knowledge.extraction.saying import (
    REASONS,
    is_year_earlier,
    leads_to,
    status_of,
    unsaid,
    year_before,
)
from knowledge.extraction.scopes import scope_of
from knowledge.names import NameIndex
from knowledge.plausibility import reject_reason
from knowledge.quantities import QuantitySpan
from knowledge.records import (
    Document,
    Figure,
    Locator,
    Period,
    Quantity,
    Source,
    Standing,
    content_hash,
)
from knowledge.units import to_base
from knowledge.words import Subject, Vocabulary

CAUTION = 0.8  # a figure found with less confidence stands as caution


@dataclass(frozen=True, slots=True)
class Context:
    """What all sentences of one document share. `published` is None where no day is known."""

    document: Document
    source: Source
    vocabulary: Vocabulary
    index: NameIndex
    published: date | None


@dataclass(frozen=True, slots=True)
class Spot:
    """One quantity of a sentence among the others, `spans[at]`, with its place and unit."""

    names: Names
    place: Place
    spans: Sequence[QuantitySpan]
    at: int
    unit: Unit

    @property
    def next_start(self) -> int | None:
        """Where the next quantity of the sentence begins."""
        return self.spans[self.at + 1].start if self.at + 1 < len(self.spans) else None


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a quantity is about."""

    found: Found
    subject: Subject
    chosen: Chosen
    period: Period | None
    confidence: float


def build_figure(spot: Spot, meaning: Meaning, context: Context) -> Figure:
    """Return the figure, standing as what its sentence says and its measure allows."""
    sentence, place = spot.place.sentence, spot.place
    quantity = replace(spot.spans[spot.at].quantity, unit=spot.unit.unit)
    standing, reason = _standing(spot, meaning, quantity)
    period = meaning.period
    if is_year_earlier(place) and period is not None:
        period = year_before(period)
    start, end = sentence.start, sentence.start + len(sentence.text)
    quote = context.document.text[start:end]
    region = choose_region(spot.names, place, meaning.subject)
    if region == "world" and ":" not in meaning.subject.subject_id and not spot.names.regions:
        region = titled_region(sentence, context.index) or region
    scope = scope_of(place, meaning.found.scope)
    bounds = (quantity.value, quantity.lower, quantity.upper)
    value_si, lower_si, upper_si = (
        None if bound is None else to_base(bound, spot.unit.unit) for bound in bounds
    )
    status = status_of(place, period, _year(context))
    identity = (
        meaning.subject.subject_id, meaning.chosen.measure.measure_id, region,
        period.text if period else "", status, scope.en, context.source.source_id, bounds,
        spot.unit.unit, quantity.qualifier, quote, context.document.document_id, start,
    )  # fmt: skip
    return Figure(
        figure_id=content_hash("figure", *identity),
        subject_id=meaning.subject.subject_id,
        measure_id=meaning.chosen.measure.measure_id,
        region=region,
        period=period,
        value=quantity.value,
        lower=quantity.lower,
        upper=quantity.upper,
        unit=spot.unit.unit,
        value_si=value_si,
        lower_si=lower_si,
        upper_si=upper_si,
        status=status,
        scope=scope,
        standing=standing,
        source_id=context.source.source_id,
        locator=Locator(
            document_id=context.document.document_id, start=start, end=end, page=sentence.page
        ),
        quote=quote,
        method="extracted",
        qualifier=quantity.qualifier,
        confidence=round(meaning.confidence, 3),
        published=context.source.published,
        retrieved=context.source.retrieved,
        reason=reason,
    )


def _year(context: Context) -> int | None:
    match = re.match(r"\d{4}", context.source.published or "")
    return int(match[0]) if match else None


def _standing(spot: Spot, meaning: Meaning, quantity: Quantity) -> tuple[Standing, str]:
    insane = _insane(quantity, meaning.chosen)
    if insane:
        return "rejected", insane
    why = unsaid(spot.place, tuple(span.start for span in spot.spans))
    if why is not None:
        return "rejected", REASONS[why].in_(spot.place.sentence.language)
    if leads_to(spot.place, spot.next_start) and meaning.period is None:
        return "superseded", ""
    return ("caution" if meaning.confidence < CAUTION else "ok"), ""


def _insane(quantity: Quantity, chosen: Chosen) -> str | None:
    try:
        return reject_reason(quantity, chosen.measure)
    except UnitError:  # another currency or thing counted: its size cannot be told
        return None
