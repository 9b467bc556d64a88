"""From a table to figures: wide or long, years as rows or columns, units wherever they stand."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from knowledge.errors import UnitError
from knowledge.extraction.kin import named_subject
from knowledge.extraction.measures import Place, Unit, choose_measure, plain_unit
from knowledge.extraction.records import Doubt, FoundFigures
from knowledge.extraction.sentences import Sentence
from knowledge.names import NameIndex
from knowledge.records import (
    Bilingual,
    Document,
    Figure,
    Locator,
    Period,
    Quantity,
    Source,
    Status,
    content_hash,
)
from knowledge.sanity import reject_reason
from knowledge.tabling.cells import Cell, Style, is_blank, read_cell, style_of
from knowledge.tabling.grids import Grid, is_group, read_grid
from knowledge.tabling.headings import (
    ColumnUnit,
    Names,
    is_only_period,
    names_in,
    period_in,
    says_projected,
    unit_in,
    whole_unit,
)
from knowledge.units import dimension_of, to_base
from knowledge.vocabulary_names import name_index
from knowledge.words import Measure, Subject, Vocabulary

CAUTION = 0.8  # a figure with less confidence stands as caution
_NAMED, _FROM_TITLE, _UNDATED = 0.85, 0.9, 0.85
_TOTAL = re.compile(
    r"(?:grand |sub)?totals?|sum|average|mean|all|other[s]?|合計|総計|計|小計|平均|その他|全体",
    re.IGNORECASE,
)
_UNIT_HEADER = re.compile(r"units?|単位", re.IGNORECASE)
_PERIOD_HEADER = re.compile(
    r"(?:fiscal |calendar )?year|period|date|fy|年度?|年次|期間|時期", re.IGNORECASE
)
_REMARKS = re.compile(
    r"notes?|remarks?|comments?|sources?|ref(?:erence)?s?|url|備考|注記?|出典|資料", re.I
)
_MAX_NAME_CHARS = 60


@dataclass(frozen=True, slots=True)
class _Column:
    at: int
    header: str
    style: Style | None
    unit: ColumnUnit | None
    period: Period | None
    names: Names


@dataclass(frozen=True, slots=True)
class _Table:
    """A table with the roles of its columns, and what its title says for all of it."""

    document: Document
    source: Source
    vocabulary: Vocabulary
    index: NameIndex
    grid: Grid
    labels: tuple[int, ...]
    period_at: int | None
    unit_at: int | None
    values: tuple[_Column, ...]
    title: str
    title_names: Names


@dataclass(frozen=True, slots=True)
class _About:
    """What one cell is about."""

    subject: Subject
    measure: Measure
    region: str
    period: Period | None
    scope: str
    confidence: float


def find_table_figures(
    document: Document, *, source: Source, vocabulary: Vocabulary
) -> FoundFigures:
    """Find the figures of a table document.

    A cell becomes a figure when its unit, its measure and its subject are all stated: in its
    row, its column or the table's title. What the vocabulary does not know keeps its name.
    Totals and averages of rows are left out unless the title says of what.
    """
    grid = read_grid(document.text)
    if grid is None:
        return FoundFigures()
    table = _table(document, source, vocabulary, grid)
    figures: dict[str, Figure] = {}
    subjects: dict[str, Subject] = {}
    for figure, subject in _read(table):
        figures.setdefault(figure.figure_id, figure)
        if subject.kind == "named":
            subjects.setdefault(subject.subject_id, subject)
    kept, doubts = _without_contradictions(tuple(figures.values()))
    doubts += tuple(_unclear(table))
    used = {f.subject_id for f in kept}
    return FoundFigures(kept, tuple(s for s in subjects.values() if s.subject_id in used), doubts)


def _table(document: Document, source: Source, vocabulary: Vocabulary, grid: Grid) -> _Table:
    index = name_index(vocabulary)
    title = " ".join(dict.fromkeys((*document.heading[-1:], document.caption, document.title)))
    columns = list(zip(*grid.rows, strict=True))
    period_at = next((at for at, h in enumerate(grid.headers) if _is_period(h, columns[at])), None)
    unit_at = next((at for at, h in enumerate(grid.headers) if _is_unit(h, columns[at])), None)
    taken = {period_at, unit_at}
    values = []
    labels = []
    for at, header in enumerate(grid.headers):
        if at in taken:
            continue
        if _is_values(columns[at]):
            values.append(
                _Column(
                    at,
                    header,
                    style_of(columns[at]),
                    unit_in(header),
                    period_in(header),
                    names_in(header, index),
                )  # fmt: skip
            )
        elif any(columns[at]) and not _REMARKS.fullmatch(header):
            labels.append(at)
    return _Table(
        document=document, source=source, vocabulary=vocabulary, index=index, grid=grid,
        labels=tuple(labels), period_at=period_at, unit_at=unit_at, values=tuple(values),
        title=title, title_names=names_in(title, index),
    )  # fmt: skip


def _is_period(header: str, cells: tuple[str, ...]) -> bool:
    filled = [c for c in cells if c]
    good = sum(is_only_period(c) for c in filled)
    needed = 0.6 if _PERIOD_HEADER.search(header) else 0.9
    return bool(filled) and good >= needed * len(filled) and not _label_unit(header)


def _is_unit(header: str, cells: tuple[str, ...]) -> bool:
    filled = [c for c in cells if c]
    good = sum(whole_unit(c) is not None for c in filled)
    return bool(filled) and good >= (0.5 if _UNIT_HEADER.search(header) else 0.9) * len(filled)


def _is_values(cells: tuple[str, ...]) -> bool:
    filled = [c for c in cells if not is_blank(c)]
    good = sum(
        read_cell(c, "point") is not None or read_cell(c, "comma") is not None for c in filled
    )
    return bool(filled) and good >= 0.6 * len(filled)


def _read(table: _Table) -> Iterator[tuple[Figure, Subject]]:
    for number, row in enumerate(table.grid.rows, start=1):
        if is_group(row):
            continue
        for column in table.values:
            cell = read_cell(row[column.at], column.style) if column.style else None
            if cell is None:
                continue
            unit = _unit(table, row, column, cell)
            plain = plain_unit(unit.unit) if unit else None
            if unit is None or plain is None:
                continue
            about = _about(table, number, row, column, plain)
            if about is not None:
                yield _figure(table, number, column, cell, unit, plain, about), about.subject


def _unit(table: _Table, row: tuple[str, ...], column: _Column, cell: Cell) -> ColumnUnit | None:
    """Return a cell's unit: its own, its row's, its column's, its label's or the title's."""
    if cell.is_percent:
        return ColumnUnit("%", 1.0)
    if table.unit_at is not None and row[table.unit_at]:
        return whole_unit(row[table.unit_at])
    in_row = next((u for at in table.labels if (u := _label_unit(row[at]))), None)
    return column.unit or in_row or unit_in(table.document.caption) or unit_in(table.title)


def _label_unit(label: str) -> ColumnUnit | None:
    """A label states a unit only in brackets or after a comma: `Demand (GWh)`."""
    return unit_in(label) if re.search(r"[(（\[,、]", label) else None


def _about(
    table: _Table, number: int, row: tuple[str, ...], column: _Column, unit: Unit
) -> _About | None:
    labels = [row[at] for at in table.labels if row[at]]
    group = table.grid.groups[number - 1]
    named = [names_in(label, table.index) for label in (*labels, *([group] if group else ()))]
    found = _subject(table, labels, named, column)
    if found is None:
        return None
    subject, region, trust, rest = found
    measure = _measure(table, labels, named, column, unit, subject)
    if measure is None:
        return None
    if isinstance(subject, str):
        subject = named_subject(subject, measure.measure_id, table.document.language)
    period = period_in(row[table.period_at]) if table.period_at is not None else None
    period = period or column.period or period_in(table.document.caption) or period_in(table.title)
    if period is None:
        trust *= _UNDATED
    scope = ", ".join(text for text in rest if names_in(text, table.index).measure is None)
    return _About(subject, measure, region, period, scope, trust)


def _subject(
    table: _Table, labels: list[str], named: list[Names], column: _Column
) -> tuple[Subject | str, str, float, list[str]] | None:
    """Return subject (or a new name), region, trust, and the labels that say something else."""
    vocabulary = table.vocabulary
    title = table.title_names
    region = next((n.region for n in named if n.region and n.whole), None) or column.names.region
    own = next((n.subject for n in named if n.subject and n.whole), None)
    rest = [
        label for label, names in zip(labels, named, strict=False)
        if not (names.whole and (names.subject or names.region or names.measure))
    ]  # fmt: skip
    if own is not None and vocabulary.has_subject(own):
        return vocabulary.subject(own), region or title.region or "world", 0.95, rest
    if column.names.subject and vocabulary.has_subject(column.names.subject):
        subject = vocabulary.subject(column.names.subject)
        if not any(_TOTAL.fullmatch(label) for label in rest):
            return subject, region or title.region or "world", 0.9, rest
    if title.subject and vocabulary.has_subject(title.subject):
        if any(_TOTAL.fullmatch(label) for label in rest) and region is None:
            rest = [label for label in rest if not _TOTAL.fullmatch(label)]
        trust = _FROM_TITLE if not rest else 0.75
        return vocabulary.subject(title.subject), region or title.region or "world", trust, rest
    if region is not None:
        country = f"country:{region}"
        known = vocabulary.has_subject(country)
        return (vocabulary.subject(country), region, 0.95, rest) if known else None
    name = next((label for label in rest if _is_name(label)), None)
    if name is not None:
        return name, title.region or "world", _NAMED, [r for r in rest if r != name]
    if title.region and vocabulary.has_subject(f"country:{title.region}") and not rest:
        return vocabulary.subject(f"country:{title.region}"), title.region, _FROM_TITLE, rest
    return None


def _is_name(label: str) -> bool:
    has_letters = re.search(r"[^\W\d_]{2}", label) is not None
    return has_letters and len(label) <= _MAX_NAME_CHARS and not _TOTAL.fullmatch(label)


def _measure(
    table: _Table,
    labels: list[str],
    named: list[Names],
    column: _Column,
    unit: Unit,
    subject: Subject | str,
) -> Measure | None:
    """Return the measure that header, label or title names, else what their words tell."""
    vocabulary = table.vocabulary
    known = subject if isinstance(subject, Subject) else None
    for names in (column.names, *named, table.title_names):
        if names.measure is None:
            continue
        measure = vocabulary.measure(names.measure)
        if measure.dimension != unit.dimension or unit.per not in ("", "year"):
            continue
        own = vocabulary.measure(known.measure) if known else None
        if own is not None and own.family == measure.family:
            return own
        return measure
    words = ". ".join(dict.fromkeys((table.title, *labels, column.header)))
    sentence = Sentence(words, 0, table.document.language, (), (), None)
    place = Place(sentence, len(words), len(words), (0, len(words)), (0, len(words)))
    chosen = choose_measure(place, unit, known, vocabulary)
    return (
        chosen.measure
        if chosen is not None and chosen.measure.dimension == unit.dimension
        else None
    )


def _figure(
    table: _Table,
    number: int,
    column: _Column,
    cell: Cell,
    unit: ColumnUnit,
    plain: Unit,
    about: _About,
) -> Figure:
    value = cell.value * unit.factor
    source = table.source
    quantity = Quantity(value, plain.unit, qualifier=cell.qualifier)
    reason = _insane(quantity, about.measure)
    standing = "rejected" if reason else "caution" if about.confidence < CAUTION else "ok"
    status = _status(cell, column, about.period, source)
    scope = Bilingual(about.scope, about.scope if table.document.language == "ja" else "")
    period = about.period.text if about.period else ""
    return Figure(
        figure_id=content_hash(
            "figure", about.subject.subject_id, about.measure.measure_id, about.region, period,
            status, about.scope, source.source_id, value, plain.unit, cell.qualifier,
            table.document.document_id, number, column.at,
        ),
        subject_id=about.subject.subject_id,
        measure_id=about.measure.measure_id,
        region=about.region,
        period=about.period,
        value=value,
        lower=None,
        upper=None,
        unit=plain.unit,
        value_si=to_base(value, plain.unit),
        lower_si=None,
        upper_si=None,
        status=status,
        scope=scope,
        standing=standing,  # type: ignore[arg-type]  # one of three
        source_id=source.source_id,
        locator=Locator(
            document_id=table.document.document_id,
            table=table.document.title,
            row=number,
            column=column.header,
        ),
        quote=None,
        method="extracted",
        qualifier=cell.qualifier,
        confidence=round(about.confidence, 3),
        published=source.published,
        retrieved=source.retrieved,
        reason=reason or "",
    )  # fmt: skip


def _insane(quantity: Quantity, measure: Measure) -> str | None:
    try:
        return reject_reason(quantity, measure)
    except UnitError:  # another currency or thing counted: its size cannot be told
        return None


def _status(cell: Cell, column: _Column, period: Period | None, source: Source) -> Status:
    if cell.status is not None:
        return cell.status
    year = re.match(r"\d{4}", source.published or "")
    is_ahead = year is not None and period is not None and period.start.year > int(year[0])
    return "projected" if is_ahead or says_projected(column.header) else "estimated"


def _without_contradictions(
    figures: tuple[Figure, ...],
) -> tuple[tuple[Figure, ...], tuple[Doubt, ...]]:
    """Reject cells of one table that say different things of the same: their meaning was missed."""
    groups: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for figure in figures:
        key = (figure.subject_id, figure.measure_id, figure.region, figure.period, figure.scope,
               figure.status, dimension_of(figure.unit))  # fmt: skip
        groups[key].append(figure)
    doubtful = {
        f.figure_id
        for group in groups.values()
        if len({f.value_si for f in group}) > 1
        for f in group
    }
    why = Bilingual(
        "the table gives several values for the same subject, measure and period",
        "同じ対象・指標・期間に複数の値があります",
    )
    kept = tuple(
        replace(f, standing="rejected", reason=why.en)
        if f.figure_id in doubtful and f.standing != "rejected"
        else f
        for f in figures
    )
    return kept, tuple(
        Doubt(f.figure_id, "duplicate", why) for f in figures if f.figure_id in doubtful
    )


def _unclear(table: _Table) -> Iterator[Doubt]:
    for column in table.values:
        if column.style is None:
            yield Doubt(
                None,
                "encoding",
                Bilingual(
                    f"the column {column.header!r} mixes decimal points and commas; it was not read",
                    f"列「{column.header}」は小数点とコンマが混在するため読み取りません",
                ),
            )
