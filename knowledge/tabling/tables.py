"""A table with the roles of its columns: labels, period, unit, values."""

import re
from dataclasses import dataclass, replace

from knowledge.extraction.found import Found
from knowledge.extraction.story import owner_of
from knowledge.names import NameIndex
from knowledge.records import Document, Period, Source
from knowledge.tabling.cells import Style, is_blank, read_cell, style_of
from knowledge.tabling.grids import Grid
from knowledge.tabling.headings import (
    ColumnUnit,
    Names,
    is_only_period,
    names_in,
    period_in,
    unit_in,
    whole_unit,
)
from knowledge.vocabulary_names import name_index
from knowledge.words import Vocabulary

_UNIT_HEADER = re.compile(r"units?|単位", re.IGNORECASE)
_PERIOD_HEADER = re.compile(
    r"(?:fiscal |calendar )?year|period|date|fy|年度?|年次|期間|時期", re.IGNORECASE
)
_REMARKS = re.compile(
    r"notes?|remarks?|comments?|sources?|ref(?:erence)?s?|url|備考|注記?|出典|資料", re.I
)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of numbers. `style` is None where its cells contradict each other."""

    at: int
    header: str
    style: Style | None
    unit: ColumnUnit | None
    period: Period | None
    names: Names


@dataclass(frozen=True, slots=True)
class Table:
    """A table with the roles of its columns, and what its title says for all of it."""

    document: Document
    source: Source
    vocabulary: Vocabulary
    index: NameIndex
    grid: Grid
    labels: tuple[int, ...]
    period_at: int | None
    unit_at: int | None
    values: tuple[Column, ...]
    title: str
    title_names: Names
    own: Found | None


def read_table(document: Document, source: Source, vocabulary: Vocabulary, grid: Grid) -> Table:
    """Tell the columns of a table apart, and read what its title names."""
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
                Column(
                    at,
                    header,
                    style_of(columns[at]),
                    unit_in(header),
                    period_in(header),
                    names_in(header, index),
                )
            )
        elif _is_labels(columns[at]) and (not at or not _REMARKS.fullmatch(header)):
            labels.append(at)
    return Table(
        document=document, source=source, vocabulary=vocabulary, index=index, grid=grid,
        labels=tuple(labels), period_at=period_at, unit_at=unit_at, values=tuple(values),
        title=title, title_names=names_in(title, index),
        own=owner_of(replace(document, text=""), source, index).own,
    )  # fmt: skip


def _is_period(header: str, cells: tuple[str, ...]) -> bool:
    filled = [c for c in cells if c]
    good = sum(is_only_period(c) for c in filled)
    needed = 0.6 if _PERIOD_HEADER.search(header) else 0.9
    return bool(filled) and good >= needed * len(filled) and not label_unit(header)


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


_NO_LABEL = re.compile(
    r"\d+ ?(?:yrs?|years?|mo|months?|weeks?|wk|days?|hours?)\b.*|yes|no|[○×✓✗]|[\d.,–-]+", re.I
)


def _is_labels(cells: tuple[str, ...]) -> bool:
    """Return whether cells name something: not how long it takes, nor whether it is so."""
    filled = [c for c in cells if not is_blank(c)]
    return any(not _NO_LABEL.fullmatch(c) for c in filled)


def label_unit(label: str) -> ColumnUnit | None:
    """Return the unit in brackets or after a comma (`Demand (GWh)`), or a last word: net tCO2e."""
    return unit_in(label) if re.search(r"[(（\[,、]|\b[kMGTt]*(?:Wh|CO2e?q?)$", label) else None
