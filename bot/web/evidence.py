"""Where a number comes from: views of figures, of the words or the cell, of whole sources."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from bot.answer.composition import Speaker
from bot.numbers import format_quantity
from bot.web.answer_view import safe_url
from bot.web.links import entity_address
from bot.web.sparkline import Sparkline, sparkline_of
from knowledge.records import Document, Figure, Source, SourceNote
from knowledge.units import base_unit, dimension_of, to_base

AROUND_CHARS = 2500  # of a text, before and after the marked words
AROUND_ROWS = 12
MAX_LISTED = 100


@dataclass(frozen=True, slots=True)
class Marked:
    """A part of a document: what stands before, the marked words, what follows."""

    title: str
    before: str
    words: str
    after: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table as shown."""

    text: str
    is_marked: bool
    is_head: bool


@dataclass(frozen=True, slots=True)
class FigureLine:
    """One figure in a list."""

    href: str
    name: str
    measure: str
    value: str
    details: str
    publisher: str
    standing: str
    is_leading: bool


@dataclass(frozen=True, slots=True)
class FigureView:
    """Everything that is known of one figure."""

    figure: Figure
    source: Source
    source_url: str
    source_href: str
    subject: str
    subject_href: str
    measure: str
    period: str
    region: str
    value: str
    spread: str
    scope: str
    caveat: str
    base: str
    factor: str
    table: tuple[tuple[Cell, ...], ...]
    marked: Marked | None
    others: tuple[FigureLine, ...]
    trend: Sparkline | None


def figure_view(figure_id: str, speaker: Speaker) -> FigureView:
    """Lay out one figure. Raises NotKnownError."""
    knowledge, language = speaker.knowledge, speaker.language
    figure = knowledge.figure(figure_id)
    source = knowledge.source(figure.source_id)
    return FigureView(
        figure=figure,
        source=source,
        source_url=safe_url(source.url),
        source_href=entity_address("source", source.source_id, language),
        subject=speaker.subject(figure.subject_id, figure.region),
        subject_href=entity_address("subject", figure.subject_id, language),
        measure=speaker.measure(figure.measure_id),
        period=speaker.period(figure.period.text if figure.period else None),
        region=speaker.region(figure.region),
        value=published_text(figure),
        spread=spread_text(figure),
        scope=figure.scope.in_(language),
        caveat=figure.caveat.in_(language),
        base=_base(figure),
        factor=_factor(figure),
        table=_table(figure, speaker),
        marked=marked_words(figure, speaker) if figure.locator.start is not None else None,
        others=_others(figure, speaker),
        trend=_trend(figure, speaker),
    )


def published_text(figure: Figure) -> str:
    """Return the value with all its digits and its unit, as published."""
    marks = {"about": "≈ ", "over": "> ", "under": "< ", "at_least": "≥ ", "at_most": "≤ "}
    mark = marks.get(figure.qualifier, "")
    if figure.value is None:
        return f"{spread_text(figure)} {figure.unit}"
    return f"{mark}{exact(figure.value)} {figure.unit}"


def spread_text(figure: Figure) -> str:
    """Return the published bounds; nothing where there are none."""
    if figure.lower is not None and figure.upper is not None:
        return f"{exact(figure.lower)} – {exact(figure.upper)}"
    if figure.lower is not None:
        return f"≥ {exact(figure.lower)}"
    return f"≤ {exact(figure.upper)}" if figure.upper is not None else ""


def exact(value: float) -> str:
    """Write a number with all its digits, thousands apart; very large and small ones by power."""
    if value and not 1e-4 <= abs(value) < 1e15:
        return f"{value:.12g}"
    whole, _, rest = f"{value:.12f}".rstrip("0").rstrip(".").partition(".")
    return f"{int(whole):,}{'.' + rest if rest else ''}" if whole not in ("", "-0") else f"{value}"


def figure_line(figure: Figure, speaker: Speaker, *, is_leading: bool = False) -> FigureLine:
    """Lay out a figure for a list."""
    source = speaker.knowledge.source(figure.source_id)
    return FigureLine(
        href=entity_address("figure", figure.figure_id, speaker.language),
        name=speaker.subject(figure.subject_id, figure.region),
        measure=speaker.measure(figure.measure_id),
        value=format_quantity(figure.quantity, unit=figure.unit, language=speaker.language),
        details=speaker.details(figure),
        publisher=source.reports or source.publisher,
        standing=figure.standing,
        is_leading=is_leading,
    )


def _base(figure: Figure) -> str:
    unit = base_unit(dimension_of(figure.unit))
    if figure.value_si is None or unit == figure.unit:
        return ""
    return f"{exact(figure.value_si)} {unit}"


def _factor(figure: Figure) -> str:
    unit = base_unit(dimension_of(figure.unit))
    return exact(to_base(1.0, figure.unit)) if unit != figure.unit else ""


def _others(figure: Figure, speaker: Speaker) -> tuple[FigureLine, ...]:
    """The figures of other sources for the same subject, measure, region and period."""
    same = speaker.knowledge.figures(
        subject_ids=(figure.subject_id,),
        measure_ids=(figure.measure_id,),
        regions=(figure.region,),
        periods=(figure.period.text,) if figure.period else (),
    )
    others = [f for f in same if f.figure_id != figure.figure_id]
    return tuple(figure_line(f, speaker) for f in others[:MAX_LISTED])


def _trend(figure: Figure, speaker: Speaker) -> Sparkline | None:
    kin = speaker.knowledge.figures(
        subject_ids=(figure.subject_id,),
        measure_ids=(figure.measure_id,),
        regions=(figure.region,),
        source_ids=(figure.source_id,),
    )
    return sparkline_of([f for f in kin if f.scope == figure.scope], marked=figure)


def _table(figure: Figure, speaker: Speaker) -> tuple[tuple[Cell, ...], ...]:
    """The table around a cell of a document, or the row of kilowit's own table set upright."""
    place = figure.locator
    if place.table is None:
        return ()
    if place.document_id is not None and place.row is not None:
        document = speaker.knowledge.document(place.document_id)
        return table_around(document, place.row, place.column or "")
    columns = ("subject_id", "measure_id", "region", "period", "value", "lower", "upper", "unit",
               "status")  # fmt: skip
    held: dict[str, object] = {name: getattr(figure, name) for name in columns}
    held["period"] = figure.period.text if figure.period else ""
    bounded = {"value"} if figure.value is not None else {"lower", "upper"}
    return tuple(
        (
            Cell(name, is_marked=False, is_head=True),
            Cell(_written(held[name]), is_marked=name in bounded, is_head=False),
        )
        for name in columns
        if held[name] not in (None, "")
    )


def _written(value: object) -> str:
    if value is None:
        return ""
    return exact(value) if isinstance(value, float) else str(value)


def table_around(document: Document, row: int, column: str) -> tuple[tuple[Cell, ...], ...]:
    """Return the rows near a cell, its header over them, the cell marked.

    `row` counts from 1 below the header; the header is the row that holds `column`.
    """
    rows = list(csv.reader(io.StringIO(document.text)))
    header = next((at for at, cells in enumerate(rows) if column in cells), 0)
    wanted = header + row
    first = max(header + 1, wanted - AROUND_ROWS)
    shown = [(header, rows[header]), *enumerate(rows[first : wanted + AROUND_ROWS], start=first)]
    at_column = rows[header].index(column) if column in rows[header] else -1
    return tuple(
        tuple(
            Cell(text, is_marked=(at, n) == (wanted, at_column), is_head=at == header)
            for n, text in enumerate(cells)
        )
        for at, cells in shown
    )


def marked_words(figure: Figure, speaker: Speaker) -> Marked | None:
    """Return the words of a document that hold a figure, with what stands around them."""
    place = figure.locator
    if place.document_id is None or place.start is None or place.end is None:
        return None
    document = speaker.knowledge.document(place.document_id)
    return marked_part(document, place.start, place.end, page=place.page)


def marked_part(document: Document, start: int, end: int, *, page: int | None = None) -> Marked:
    """Cut a document around a span, which is marked."""
    text, first = document.text, max(0, start - AROUND_CHARS)
    after = text[end : end + AROUND_CHARS]
    return Marked(
        title=document.title,
        before=("…" if first else "") + text[first:start],
        words=text[start:end],
        after=after + ("…" if end + AROUND_CHARS < len(text) else ""),
        page=page,
    )


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source: what it is, its figures, its text where kilowit holds it, what is doubtful."""

    source: Source
    url: str
    n_figures: int
    figures: tuple[FigureLine, ...]
    quotes: tuple[tuple[str, str], ...]
    documents: tuple[Marked, ...]
    notes: tuple[SourceNote, ...]
    page: int
    n_pages: int


def source_view(source_id: str, speaker: Speaker, *, page: int = 1) -> SourceView:
    """Lay out one source, its figures by pages of a hundred. Raises NotKnownError."""
    knowledge, language = speaker.knowledge, speaker.language
    source = knowledge.source(source_id)
    figures = knowledge.figures(source_ids=(source_id,))
    n_pages = max(1, -(-len(figures) // MAX_LISTED))
    page = min(max(page, 1), n_pages)
    shown = figures[(page - 1) * MAX_LISTED : page * MAX_LISTED]
    return SourceView(
        source=source,
        url=safe_url(source.url),
        n_figures=len(figures),
        figures=tuple(figure_line(f, speaker) for f in shown),
        quotes=tuple(
            (f.quote, entity_address("figure", f.figure_id, language)) for f in shown if f.quote
        ),
        documents=_documents(source_id, speaker),
        notes=knowledge.notes(source_id=source_id)[:MAX_LISTED],
        page=page,
        n_pages=n_pages,
    )


def _documents(source_id: str, speaker: Speaker) -> tuple[Marked, ...]:
    passages = speaker.knowledge.passages(source_id=source_id)
    names: Sequence[str] = list(dict.fromkeys(p.document_id for p in passages))[:20]
    documents = [speaker.knowledge.document(name) for name in names]
    return tuple(marked_part(document, 0, 0) for document in documents)


def passage_view(passage_id: str, speaker: Speaker, at: str) -> tuple[Source, Marked]:
    """Return a passage's source and its document around it; `at` is a span, start-end, or empty.

    A span outside the document falls back to the passage. Raises NotKnownError.
    """
    passage = speaker.knowledge.passage(passage_id)
    document = speaker.knowledge.document(passage.document_id)
    start, end = passage.start, passage.end
    first, _, last = at.partition("-")
    if first.isdecimal() and last.isdecimal() and start <= int(first) < int(last) <= end:
        start, end = int(first), int(last)
    part = marked_part(document, start, end, page=passage.page)
    return speaker.knowledge.source(passage.source_id), part
