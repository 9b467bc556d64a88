"""From a text document to figures: each quantity with its subject, measure, period and region."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from knowledge.extraction.antecedents import country_of
from knowledge.extraction.building import Context, Meaning, Spot, build_figure
from knowledge.extraction.carried import GUESSED, measure_elsewhere
from knowledge.extraction.dating import periods_of
from knowledge.extraction.found import Found
from knowledge.extraction.home import at_home
from knowledge.extraction.items import label_of
from knowledge.extraction.kin import (
    contract_between,
    fitting_subject,
    is_misfit,
    is_person,
    names_plants,
)
from knowledge.extraction.measures import Chosen, choose_measure
from knowledge.extraction.naming import read_names, read_phrase
from knowledge.extraction.places import Place, place_of, plain_unit, room_of, unit_for
from knowledge.extraction.records import Doubt, FoundFigures
from knowledge.extraction.respective import paired_name, row_of
from knowledge.extraction.sentences import Sentence, sentences_of
from knowledge.extraction.story import Story, story_of
from knowledge.extraction.subjects import find_subject, read_label
from knowledge.extraction.times import When, choose_period
from knowledge.extraction.trust import may_hold, trust_of
from knowledge.periods import PeriodSpan, extract_periods
from knowledge.quantities import QuantitySpan, extract_quantities
from knowledge.records import Bilingual, Document, Figure, Source
from knowledge.vocabulary_names import name_index
from knowledge.words import Subject, Vocabulary

KEEP = 0.705  # a figure found with less confidence is left out


def find_figures(document: Document, *, source: Source, vocabulary: Vocabulary) -> FoundFigures:
    """Find the figures of a text document.

    Relative periods (last month, 今年) are read by the source's published date, and left out
    where that date is not precise enough. Every figure's quote is the exact slice of the
    document at its span. What the text denies, refutes or only supposes is kept as rejected.
    """
    context = Context(document, source, vocabulary, name_index(vocabulary), _day(source.published))
    figures: dict[str, Figure] = {}
    subjects: dict[str, Subject] = {}
    doubts: list[Doubt] = []
    story = story_of(document, source, context.index)
    for sentence in sentences_of(document):
        read = list(_read(sentence, context, story))
        story = story.after(sentence, [found for _, _, found in read])
        for figure, subject, _ in read:
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


# A title whose year all of the document is of: 令和6年度 X県エネルギー統計.
_OF_A_YEAR = re.compile(r"年度.*(?:統計|実績|速報)")
_DIGIT = re.compile(r"\d")


def _read(
    sentence: Sentence, context: Context, story: Story
) -> Iterator[tuple[Figure, Subject, Found]]:
    if sentence.language == "en" and not _DIGIT.search(sentence.text):
        return
    spans = extract_quantities(sentence.text)
    if not any(plain_unit(span.quantity.unit) for span in spans):
        return
    names = read_names(sentence, context.index)
    periods = periods_of(sentence, context.published, context.source.published)
    of_a_time = 0 if _OF_A_YEAR.search(sentence.headings[0]) else 1
    headings = [p for h in sentence.headings[of_a_time:] for p in extract_periods(h)]
    clear = tuple(span for span in spans if not _overlaps(span, periods))
    for at, span in enumerate(clear):
        unit = plain_unit(span.quantity.unit)
        if unit is None or unit.unit == "x" or _is_no_amount(sentence.text, span):
            continue
        place = place_of(sentence, clear, at)
        when = choose_period(sentence, clear, at, periods, headings)
        clause = sentence.text[place.clause[0] : place.clause[1]]
        spot = Spot(names, place, clear, at, unit_for(unit, clause))
        meaning = _meaning(spot, when, context, story)
        if meaning is not None and meaning.confidence >= KEEP:
            yield (
                build_figure(Spot(names, place, clear, at, unit), meaning, context),
                meaning.subject,
                meaning.found,
            )


_YEARS_AGO = re.compile(r"(?:[2-9]|\d\d|数)年前(?:より|から|に比べ|と比べ)(?:約)?$")
_ONE = re.compile(r"(?:one|a|an|each) ", re.IGNORECASE)
_UNIT_ITSELF = re.compile(r"1 ?[kM]Wh")  # what a price or a rule is told of
_EACH_ONE = re.compile(r"\b(?:each|every|per|one) $", re.IGNORECASE)


_PER = (
    r"(?!cent\b|year|annum|yr|day|month|hour|person|capita|head|inhabitant|quer|prompt|request|message"
    r"|question|response|answer|inference|interaction|image|video|token|transaction|payment|\d|thousand"
    r"|one\b|each\b|an?\b|single|search|home|household|chip|GPU|rack|server|cabinet|MWh|kWh|share\b)"
    r"[a-z]"
)
_PER_OTHER = re.compile(rf"(?: of \w+)? per {_PER}", re.IGNORECASE)
_FOR_EACH = re.compile(
    rf"(?:\b(?:for|to make|to produce) (?:each|every|one)|^per) {_PER}", re.IGNORECASE
)


def _is_per_other(text: str, span: QuantitySpan) -> bool:
    """Return whether a quantity is of each of something that no measure counts: 50 kWh per kg."""
    if _PER_OTHER.match(text, span.end):
        return True
    return span.quantity.unit != "%" and _FOR_EACH.search(text, 0, span.start) is not None


def _is_no_amount(text: str, span: QuantitySpan) -> bool:
    """Return whether a quantity tells how far another may err (±0.13 Wh), or is one of a unit."""
    if _is_per_other(text, span):
        return True
    is_one = _ONE.match(span.text) is not None or _UNIT_ITSELF.fullmatch(span.text) is not None
    if span.quantity.unit == "%" and _YEARS_AGO.search(text[: span.start]):
        return True  # a change over years, of no one of them
    is_one = is_one or _EACH_ONE.search(text[: span.start]) is not None
    is_adjective = "-dollar" in span.text or text.startswith("-dollar", span.end)
    is_vague = span.quantity.upper == 10 * (span.quantity.lower or 0) and span.text[0].isalpha()
    return (
        is_one or is_adjective or is_vague or text[: span.start].rstrip(" (").endswith(("±", "+/-"))
    )


def _overlaps(span: QuantitySpan, periods: Sequence[PeriodSpan]) -> bool:
    return any(span.start < p.end and p.start < span.end for p in periods)


def _meaning(spot: Spot, when: When, context: Context, story: Story) -> Meaning | None:
    """Return what a quantity is about, or None where no subject or measure is told."""
    names, place, vocabulary = spot.names, spot.place, context.vocabulary
    found = contract_between(names, place.clause, context.index, vocabulary) or _subject(
        spot, context, story
    )
    found = at_home(found, context.document, context.source) if found else None
    if found is None or is_person(found):
        return None
    known = _known(found, vocabulary)
    if known is not None and found.is_one and _is_kind(known):
        return None
    chosen = choose_measure(_measured(spot), spot.unit, known, vocabulary)
    if chosen is None or chosen.trust < GUESSED:
        chosen = measure_elsewhere(spot, found, known, vocabulary) or chosen
    if (
        chosen is None
        or not may_hold(names, found, place, chosen)
        or _is_item(known, chosen, vocabulary)
    ):
        return None
    if known is not None and (
        is_misfit(known, chosen.measure, vocabulary) or _is_fleet(known, chosen, spot, vocabulary)
    ):
        return None
    is_made = chosen.measure.measure_id.startswith("generation_")
    is_kind = known is not None and ":" not in known.subject_id
    if is_made and (names_plants(found) or is_kind):
        country = country_of(names, place, context.index)
        if country is None:
            return None
        found, known = country, vocabulary.subject(country.subject_id or "")
    subject = fitting_subject(found, known, chosen.measure, names, context)
    confidence = found.trust * chosen.trust * when.trust
    confidence *= trust_of(place, when, chosen, spot.spans)
    return Meaning(found, subject, chosen, when.period, confidence)


def _measured(spot: Spot) -> Place:
    """Return where the words that tell the measure stand: around a paired list as a whole."""
    place = spot.place
    if paired_name(place.sentence, spot.spans, spot.at) is None:
        return place
    row = row_of(place.sentence, spot.spans, spot.at)
    first, last = spot.spans.index(row[0]), spot.spans.index(row[-1])
    room = (
        room_of(place.sentence, spot.spans, first)[0],
        room_of(place.sentence, spot.spans, last)[1],
    )
    return replace(place, start=row[0].start, end=row[-1].end, room=room)


def _subject(spot: Spot, context: Context, story: Story) -> Found | None:
    """Return what names a quantity: its place in a list, the label of its item, its clause."""
    names, place = spot.names, spot.place
    paired = paired_name(place.sentence, spot.spans, spot.at)
    if paired is not None:
        return read_phrase(names, *paired)
    label = label_of(place.sentence)
    if label is not None:
        return read_label(names, label, index=context.index, story=story)
    return find_subject(names, place.start, place.end, index=context.index, story=story)


def _is_item(known: Subject | None, chosen: Chosen, vocabulary: Vocabulary) -> bool:
    """Return whether a change is said of a single thing, which has no years to change over."""
    if known is None or chosen.measure.family != "change":
        return False
    return vocabulary.measure(known.measure).basis in ("per_item", "one_off")


def _is_fleet(known: Subject, chosen: Chosen, spot: Spot, vocabulary: Vocabulary) -> bool:
    """Return whether a year's GWh are said of an everyday thing, which is one: electric cars."""
    is_one = vocabulary.measure(known.measure).basis == "per_item" and ":" not in known.subject_id
    return is_one and chosen.measure.basis == "per_year" and spot.unit.unit in ("GWh", "TWh")


def _is_kind(subject: Subject) -> bool:
    """Return whether a subject is all of a kind, whose figures one of them does not have."""
    return ":" not in subject.subject_id and subject.names.en.endswith("s")


def _known(found: Found, vocabulary: Vocabulary) -> Subject | None:
    if found.subject_id is None or not vocabulary.has_subject(found.subject_id):
        return None
    return vocabulary.subject(found.subject_id)
