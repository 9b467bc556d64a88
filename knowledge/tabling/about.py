"""What a cell is about: subject, measure, region and period, from its row, column and title."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.extraction.kin import named_subject
from knowledge.extraction.measures import choose_measure
from knowledge.extraction.places import Place, Unit
from knowledge.extraction.sentences import Sentence
from knowledge.records import Period
from knowledge.tabling.cells import Cell
from knowledge.tabling.headings import ColumnUnit, Names, names_in, period_in, unit_in, whole_unit
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
    measure = _measure(table, labels, column, unit, subject=subject)
    if measure is None or _is_of_others(subject, measure):
        return None
    if isinstance(subject, str):
        subject = named_subject(subject, measure.measure_id, table.document.language)
    period = period_in(row[table.period_at]) if table.period_at is not None else None
    period = period or column.period or period_in(table.document.caption) or period_in(table.title)
    if period is None:
        trust *= _UNDATED
    said = [text for text in rest if names_in(text, table.index).measure is None]
    said += [m[0] for text in labels.texts if text not in rest for m in _SCOPE.finditer(text)]
    scope = ", ".join(dict.fromkeys(said))
    return About(subject, measure, region, period, scope, trust)


_SCOPE = re.compile(
    r"scopes? ?[123](?: ?(?:and|\+|,|&|-) ?[123])*|market-based|location-based|purchased"
    r"|(?:スコープ|Scope) ?[1-3１-３](?:[・、+＋][1-3１-３])*",
    re.IGNORECASE,
)


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
    header = table.grid.headers[table.labels[0]] if table.labels else ""
    if texts and _STATE.search(header) and _CODE.fullmatch(texts[0]):
        state = f"US-{texts[0].replace(' ', '')}"
        is_us = table.title_names.region == "US" and table.vocabulary.has_region(state)
        names[0] = Names(region=state, whole=True) if is_us else names[0]
    return Labels(texts, tuple(names))


_STATE = re.compile(r"\bstates?\b", re.IGNORECASE)
_CODE = re.compile(r"[A-Z] ?[A-Z]")  # as some PDF texts part it


# Energy that is no electricity, and amounts that are not what is used or emitted.
_OTHER_ENERGY = re.compile(
    r"\b(?:diesel|petrol|gasoline|fuels?|heat(?:ing)?|steam|gas|lng|lpg|coal|oil|kerosene|biogas"
    r"|hydrogen|thermal|primary|total energy|final energy)\b"
    r"|軽油|ガソリン|燃料|熱|蒸気|ガス|石炭|石油|灯油|重油|一次エネルギー|水素",
    re.IGNORECASE,
)
_ELECTRIC = re.compile(r"electric|generat|output|\bpower\b|電力|電気|発電", re.IGNORECASE)
_NOT_USED = re.compile(
    r"\b(?:saved|savings?|avoided|avoidance|reduced|reductions?|offsets?|captured?|sequestered|removed"
    r"|battery|batteries|storage|stored|purchased co2|co2 purchased|sold|exported?|delivered"
    r"|transmitted|distributed|target)\b"
    r"|削減|節約|節電|回避|蓄電|貯蔵|販売|売電|送電|配電|目標",
    re.IGNORECASE,
)


_ITEM_WORDS = re.compile(
    r"\bper\b|/|quer|prompt|request|question|token|image|video|transaction|train|rated|tdp"
    r"|watts? of|each|single|1回|1件|あたり|当たり|学習|訓練|定格|質問",
    re.IGNORECASE,
)


def _is_other_energy(text: str, unit: Unit) -> bool:
    """Return whether a cell's energy is told to be fuel or heat: Diesel (MWh)."""
    is_energy = unit.dimension == "energy"
    return is_energy and bool(_OTHER_ENERGY.search(text)) and not _ELECTRIC.search(text)


def _measure(
    table: Table,
    labels: Labels,
    column: Column,
    unit: Unit,
    *,
    subject: Subject | str,
) -> Measure | None:
    """Return the measure that header, label or title names, else what their words tell."""
    known = subject if isinstance(subject, Subject) else None
    header = column.header.replace("_", " ")
    said = ". ".join((*labels.texts, header))
    if _is_other_energy(said, unit) or _NOT_USED.search(said):
        return None
    in_row = (column.names, *labels.names[: len(labels.texts)])
    above = (*labels.names[len(labels.texts) :], table.title_names)
    words = ". ".join(dict.fromkeys((table.title, *labels.texts, header)))
    whole = [names for names in in_row if names.whole]
    return (
        _named(table, whole, unit, known, words)
        or _told(table, said, unit, known, above=_PLAIN)
        or _named(table, (*in_row, *above), unit, known, words)
        or _told(table, words, unit, known, above=_GUESSED)
    )


def _named(
    table: Table, names: Sequence[Names], unit: Unit, known: Subject | None, words: str
) -> Measure | None:
    """Return the first measure that is named and has the unit's dimension."""
    vocabulary = table.vocabulary
    for name in names:
        if name.measure is None:
            continue
        measure = vocabulary.measure(name.measure)
        if measure.dimension != unit.dimension or unit.per not in ("", "year"):
            continue
        sister = _TRAINING.get(measure.measure_id)
        if sister and _TRAINED.search(words) and _is_trained(known):
            return vocabulary.measure(sister)
        own = vocabulary.measure(known.measure) if known else None
        return own if own is not None and own.family == measure.family else measure
    return None


def _told(
    table: Table, words: str, unit: Unit, known: Subject | None, *, above: float
) -> Measure | None:
    """Return the measure that words tell more surely than `above`."""
    sentence = Sentence(words, 0, table.document.language, (), (), None)
    place = Place(sentence, len(words), len(words), (0, len(words)), (0, len(words)))
    basis = table.vocabulary.measure(known.measure).basis if known is not None else ""
    if basis in ("per_item", "one_off") and not _ITEM_WORDS.search(words):
        return None  # Energy (Wh) beside a model's name may be of any number of prompts
    chosen = choose_measure(place, unit, known, table.vocabulary)
    if chosen is None or chosen.measure.dimension != unit.dimension or chosen.trust <= above:
        return None
    return chosen.measure


_PLAIN = 0.92  # how a measure is trusted that only a plain verb tells
# What of a model's is told under a title on training, and is no year's.
_TRAINING = {
    "electricity_consumption": "training_energy",
    "emissions": "training_emissions",
    "water_consumption": "training_water",
}
_TRAINED = re.compile(r"\b(?:pre-?)?train(?:ing|ed)\b|学習|訓練", re.IGNORECASE)


def _is_trained(subject: Subject | None) -> bool:
    """Return whether a subject can be a model: a new name, or one that the vocabulary knows."""
    return subject is None or subject.kind in ("training", "prompt", "image", "video")


_GUESSED = 0.6  # how a measure is trusted that only its unit tells
