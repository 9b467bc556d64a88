"""What a cell is about: subject, measure, region and period, from its row, column and title."""

import re
from dataclasses import dataclass

from knowledge.extraction.kin import (
    is_called,
    is_misfit,
    named_subject,
    names_only_plants,
    sibling_of,
)
from knowledge.extraction.places import Unit
from knowledge.records import Period
from knowledge.tabling.cells import Cell
from knowledge.tabling.headings import (
    ColumnUnit,
    Names,
    names_in,
    period_in,
    unit_in,
    whole_unit,
)
from knowledge.tabling.measured import BRACKETED, limits, measure_of
from knowledge.tabling.tables import Column, Table, label_unit
from knowledge.tabling.whose import Labels, whose_cell
from knowledge.words import Measure, Subject

_UNDATED = 0.85
# What refers to a note below the table: Ljosa [1], Ljosa *, 電力(注1), 電力※2.
_NOTE_MARK = re.compile(
    r"(?<=\w)\s*(?:\[(?:\d{1,2}|[a-z])\]|[*†‡]+|[⁰¹²³⁴-⁹]+|[（(]注\s?\d*[)）]|※\s?\d*|[（(]\*\d*[)）])$"
)


@dataclass(frozen=True, slots=True)
class About:
    """What one cell is about."""

    subject: Subject
    measure: Measure
    region: str
    period: Period | None
    scope: str
    confidence: float


def unit_of(
    table: Table, row: tuple[str, ...], column: Column, cell: Cell, *, group: str = ""
) -> ColumnUnit | None:
    """Return a cell's unit: its own, its row's, column's, label's, group's or the title's."""
    if cell.is_percent:
        return ColumnUnit("%", 1.0)
    if cell.unit is not None:
        return cell.unit
    if table.unit_at is not None and row[table.unit_at]:
        return whole_unit(row[table.unit_at])
    in_row = next((u for at in table.labels if (u := label_unit(row[at]))), None)
    return (
        column.unit
        or in_row
        or _unit_of_ratio(table, column)
        or label_unit(group)
        or unit_in(table.document.caption)
        or unit_in(table.title)
    )


def _unit_of_ratio(table: Table, column: Column) -> ColumnUnit | None:
    """Return the unit of a measure that is written without one: PUE."""
    if column.names.measure is None:
        return None
    measure = table.vocabulary.measure(column.names.measure)
    return ColumnUnit(measure.unit, 1.0) if measure.dimension == "ratio" else None


def about_cell(
    table: Table, number: int, row: tuple[str, ...], column: Column, unit: Unit
) -> About | None:
    """Return what a cell is about, or None where that is not stated. Rows count from 1."""
    labels = _labels(table, number, row)
    found = whose_cell(table, row, labels, column)
    if found is None:
        return None
    subject, region, trust, rest = found.subject, found.region, found.trust, found.rest
    measure = measure_of(table, labels, column, unit, subject=subject)
    if measure is None or _is_of_others(subject, measure) or _is_of_grid(subject, measure, rest):
        return None
    is_made = measure.measure_id.startswith(("generation_", "electricity_generation"))
    if isinstance(subject, str) and is_made and names_only_plants(subject):
        return None
    if isinstance(subject, Subject):
        subject = _akin(table, labels, subject, measure)
    if isinstance(subject, str):
        subject = named_subject(subject, measure.measure_id, table.document.language)
    period = period_in(row[table.period_at]) if table.period_at is not None else None
    period = period or column.period or period_in(table.document.caption) or period_in(table.title)
    if period is None:
        trust *= _UNDATED
    said = [text for text in rest if names_in(text, table.index).measure is None]
    said += [m[0] for text in labels.texts if text not in rest for m in _SCOPE.finditer(text)]
    known = (t for t, names in zip(labels.texts, labels.names, strict=False) if names.whole)
    said += [m[1] for text in known for m in BRACKETED.finditer(text) if not unit_in(m[1])]
    said += [m[1] for m in BRACKETED.finditer(column.header) if limits(m[1])]
    scope = ", ".join(dict.fromkeys(said))
    return About(subject, measure, region, period, scope, trust)


_SCOPE = re.compile(
    r"scopes? ?[123](?: ?(?:and|\+|,|&|-) ?[123])*|market-based|location-based|purchased"
    r"|(?:スコープ|Scope) ?[1-3１-３](?:[・、+＋][1-3１-３])*",
    re.IGNORECASE,
)


def _akin(table: Table, labels: Labels, subject: Subject, measure: Measure) -> Subject | str:
    """Return a model's training for a training's measure; a new name where none is known."""
    akin = sibling_of(subject, measure, table.vocabulary)
    if not is_misfit(akin, measure, table.vocabulary):
        return akin
    named = zip(labels.texts, labels.names, strict=False)
    return next((text for text, name in named if name.subject == subject.subject_id), akin)


def _is_of_grid(subject: Subject | str, measure: Measure, places: list[str]) -> bool:
    """Return whether a price or an intensity is told for a company's places: it is their grid's."""
    is_company = isinstance(subject, Subject) and subject.subject_id.startswith("company:")
    is_grids = measure.measure_id in ("carbon_intensity", "electricity_price")
    return is_company and is_grids and bool(places)


def _is_of_others(subject: Subject | str, measure: Measure) -> bool:
    """Return whether a share is one of a country's electricity, which is not the country's own."""
    is_whole = measure.measure_id in ("share_of_electricity", "share_of_whole")
    is_country = isinstance(subject, Subject) and subject.subject_id.startswith("country:")
    return is_whole and is_country


def _labels(table: Table, number: int, row: tuple[str, ...]) -> Labels:
    texts = tuple(_NOTE_MARK.sub("", row[at]) for at in table.labels if row[at])
    group = table.grid.groups[number - 1]
    every = (*texts, group) if group else texts
    names = [names_in(text, table.index) for text in every]
    names = [
        Names() if n.subject and not _is_called(table, n.subject, text) else n
        for n, text in zip(names, every, strict=True)
    ]
    header = table.grid.headers[table.labels[0]] if table.labels else ""
    if texts and _STATE.search(header) and _CODE.fullmatch(texts[0]):
        state = f"US-{texts[0].replace(' ', '')}"
        is_us = table.title_names.region == "US" and table.vocabulary.has_region(state)
        names[0] = Names(region=state, whole=True) if is_us else names[0]
    return Labels(texts, tuple(names))


def _is_called(table: Table, subject_id: str, text: str) -> bool:
    vocabulary = table.vocabulary
    return not vocabulary.has_subject(subject_id) or is_called(vocabulary.subject(subject_id), text)


_STATE = re.compile(r"\bstates?\b", re.IGNORECASE)
_CODE = re.compile(r"[A-Z] ?[A-Z]")  # as some PDF texts part it
