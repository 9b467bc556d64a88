"""Whose a cell's number is: what its row, its column, the title or the document names."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.extraction.cues import extraction_cues
from knowledge.extraction.kin import is_called, names_only_plants
from knowledge.extraction.unknown import unknown_words
from knowledge.records import Language
from knowledge.tabling.headings import Names, period_in
from knowledge.tabling.tables import Column, Table, label_unit
from knowledge.words import Subject

_NAMED, _FROM_TITLE, _OWN = 0.85, 0.9, 0.82
TOTAL = re.compile(
    r"[（(【\[]?(?:(?:grand |sub)?totals?(?: [a-z]+)?|sum|average|mean|all(?: [a-z]+)?|other[s]?"
    r"|合計|総計|計|小計|平均|その他|全体"
    r"|総合計|全社計?)[)）】\]]?",
    re.IGNORECASE,
)
_MAX_NAME_CHARS = 60
_MEASURE_WORDS = re.compile(
    r"\b(?:electricity|energy|power|emissions?|water|waste|pue|scope ?[123]|ghg|co2e?|carbon"
    r"|renewables?|consumption|usage|demand|generation|footprint|withdrawal|intensity|peak|capacity|load)\b"
    r"|電力|電気|エネルギー|排出|CO2|水使用|水消費|取水|温室効果|再生可能|再エネ|使用量|消費量|発電量|比率|PUE"
    r"|スコープ|廃棄物",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\s*[(\[（［【][^()（）\[\]]*[)\]）］】]")
# Words before a measure that describe it and name nobody: Total energy, Purchased electricity.
_DESCRIBES = re.compile(
    r"(?:total|annual|net|gross|direct|indirect|purchased|market-based|location-based|average|mean"
    r"|absolute|share|of|which|the|our|site|sites|operational|renewable|grid|final|specific|own"
    r"|non-renewable|fine-?tuning|training|inference|self-generated|on-site|off-site|pre-?training"
    r"|total of|number|gpu|cpu|dram|max\.?|min\.?|cumulative|measured|estimated"
    r"|年間|総|自社|国内|海外)",
    re.IGNORECASE,
)
_NO_ENTITY = re.compile(
    r"(?:values?|amounts?|numbers?|figures?|data|results?|change|difference|rank|target|baseline|base"
    r"|unit|count|index|ratio|costs?|prices?|accuracy|duration|time|mean|std|min|max|median|error"
    r"|actual|plan|forecast|budget|investments?|revenues?|sales|turnover|capex|spending|employees"
    r"|customers|売上高?|投資額?|営業収益|従業員数?|値|数値|実績|計画|前年比|増減|単位|備考)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of a row, then that of its group, with what each names."""

    texts: tuple[str, ...]
    names: tuple[Names, ...]


@dataclass(frozen=True, slots=True)
class Whose:
    """A subject, or a new name; `rest` are the labels that say something else."""

    subject: Subject | str
    region: str
    trust: float
    rest: list[str]


def whose_cell(table: Table, row: tuple[str, ...], labels: Labels, column: Column) -> Whose | None:
    """Return whose a cell's number is, or None where nothing names it."""
    named = [n for n in labels.names if n.region and n.whole]
    region = named[0].region if named else column.names.region
    rest = [
        label for label, names in zip(labels.texts, labels.names, strict=False)
        if not (names.whole and (names.subject or names.region or names.measure))
    ]  # fmt: skip
    known = _known(table, labels, column, region, rest)
    if known is not None:
        return known
    entity = _entity_in(table, row) if region is not None else None
    if entity is not None and entity in rest:
        where = region or "world"
        return Whose(entity, where, _NAMED, [label for label in rest if label != entity])
    return _of_region(table, region, rest) or _new(table, row, column, rest)


_ENTITY_HEADER = re.compile(
    r"(?:plant|site|facility|campus|company|name|project|station|operator|owner|firm|unit|farm|mine"
    r"|mill|factory|building|data ?cent(?:re|er)|reactor|hospital|airport|port|utility|brand|model"
    r"|gpu|chip|processor|device"
    r"|施設名?|発電所名?|事業者名?|会社名?|企業名?|拠点名?|名称|工場名?)s?(?:[ _]name)?",
    re.IGNORECASE,
)


def _entity_in(table: Table, row: tuple[str, ...]) -> str | None:
    """Return the thing that a row names in a column of things, beside its country."""
    for at in table.labels:
        if _ENTITY_HEADER.fullmatch(table.grid.headers[at].strip()) and _is_name(row[at]):
            return row[at]
    return None


def _of_things(table: Table, labels: Labels) -> Iterable[Names]:
    """Return what a row's labels name; of a model and its maker, what the model's column names."""
    heads = [table.grid.headers[at].strip() for at in table.labels]
    things = [at for at, head in enumerate(heads) if _ENTITY_HEADER.fullmatch(head)]
    told = len(heads) == len(labels.texts) and things and things[0] == 0
    return labels.names[:1] if told else labels.names


def _known(
    table: Table, labels: Labels, column: Column, region: str | None, rest: list[str]
) -> Whose | None:
    """Return the vocabulary's subject that the row, the column or the title names."""
    vocabulary, title = table.vocabulary, table.title_names
    where = region or title.region or "world"
    has_total = any(is_total(label) for label in rest)
    own = next((n.subject for n in _of_things(table, labels) if n.subject and n.whole), None)
    if own is not None and vocabulary.has_subject(own):
        return Whose(vocabulary.subject(own), where, 0.95, rest)
    in_column = column.names.subject
    if in_column and vocabulary.has_subject(in_column) and not has_total:
        subject = vocabulary.subject(in_column)
        if is_called(subject, column.header):
            return Whose(subject, where, 0.9, rest)
    by_column = bool(labels.texts) and all(
        names.measure or _says_measure(table, label)
        for label, names in zip(labels.texts, labels.names, strict=False)
    )
    if by_column and _entity_of(column) is not None:
        return None
    if has_total and where == "world" and title.region != "world":
        return None  # of those in the table, not of all there are
    if title.subject and vocabulary.has_subject(title.subject):
        if region is None:
            rest = [label for label in rest if not is_total(label)]
        trust = 0.75 if rest else _FROM_TITLE
        return Whose(vocabulary.subject(title.subject), where, trust, rest)
    return None


def _of_region(table: Table, region: str | None, rest: list[str]) -> Whose | None:
    """Return the country of a row, or those in it of whom the title tells."""
    if region is None:
        return None
    whose = _OF_WHOM.search(table.title)
    if whose is not None and _is_name(whose[1]):
        return Whose(whose[1], region, _NAMED, rest)
    country = f"country:{region}"
    if not table.vocabulary.has_subject(country):
        return None
    return Whose(table.vocabulary.subject(country), region, 0.95, rest)


def _new(table: Table, row: tuple[str, ...], column: Column, rest: list[str]) -> Whose | None:
    """Return what the row's label names, else its column, else whose document it is."""
    where = table.title_names.region or "world"
    measures = [label for label in rest if _says_measure(table, label)]
    names = [label for label in rest if label not in measures and _is_name(label)]
    entity = _entity_in(table, row)
    name = entity if entity in names else next(iter(names), None)
    if name is not None:
        return Whose(name, where, _NAMED, [r for r in rest if r != name])
    rest = [label for label in rest if label not in measures]
    lead = next((lead for label in measures if (lead := _lead_of(label))), None)
    if lead is None and any(is_total(label) for label in rest):
        return None
    told = lead or _entity_of(column)
    if told is not None:
        return Whose(told, where, _NAMED, rest)
    return _of_document(table, column, rest)


def _of_document(table: Table, column: Column, rest: list[str]) -> Whose | None:
    """Return the country of the title, or the organisation whose document it is."""
    vocabulary, region = table.vocabulary, table.title_names.region
    if region and vocabulary.has_subject(f"country:{region}") and not rest:
        return Whose(vocabulary.subject(f"country:{region}"), region, _FROM_TITLE, rest)
    own = table.own
    if own is None or _NO_OWN.search(column.header):
        return None
    if own.subject_id is not None and vocabulary.has_subject(own.subject_id):
        return Whose(vocabulary.subject(own.subject_id), "world", _OWN, rest)
    return Whose(own.name, "world", _OWN, rest) if own.name else None


_NO_OWN = re.compile(r"\b(?:change|yoy|target|baseline|vs|difference)\b|前年比|増減|目標", re.I)


def _says_measure(table: Table, label: str) -> bool:
    """Return whether a label tells what is measured, with its unit: Scope 1 emissions (tCO2e)."""
    if not _MEASURE_WORDS.search(label):
        return False
    return label_unit(label) is not None or table.unit_at is not None


def _lead_of(text: str, *, may_be_small: bool = False) -> str | None:
    """Return the proper name that stands before a measure's words: Port Sable electricity."""
    plain = _BRACKETS.sub("", text)
    measure = _MEASURE_WORDS.search(plain)
    lead = plain[: measure.start()] if measure else plain
    lead = re.sub(r"['’]s?$", "", lead.strip(" -–—:：,、の"))
    words = lead.split()
    if not words or all(_DESCRIBES.fullmatch(word) for word in words) or not _is_name(lead):
        return None
    is_named = all(w[0].isupper() or w[0].isdigit() for w in words)
    if lead.isascii() and not is_named and not (may_be_small and words[0][0].isupper()):
        return None
    return None if names_only_plants(lead) or _NO_ENTITY.fullmatch(lead) else lead


def _entity_of(column: Column) -> str | None:
    """Return what a column's header names where its rows are years or measures: Alpha Plant."""
    if column.period is not None or period_in(column.header) is not None:
        return None
    lead = _lead_of(column.header, may_be_small=column.unit is None)
    if lead is None or any(_NO_ENTITY.fullmatch(word) for word in lead.split()):
        return None
    language: Language = "en" if lead.isascii() else "ja"
    generic = extraction_cues().words[language].bare
    is_told = unknown_words(lead, 0, len(lead), [], language)
    return lead if is_told and lead.lower() not in generic else None


# Of whom a table by country tells: Electricity consumption of members by country.
_OF_WHOM = re.compile(
    r"\b(?:consumption|use|usage|demand|electricity|energy|power|emissions) of (?:the |all |our )?"
    r"((?!countries|states|regions|world)[a-z][\w -]{2,40}?) by (?:country|region|state)\b",
    re.IGNORECASE,
)


def _is_name(label: str) -> bool:
    has_letters = re.search(r"[^\W\d_]{2}", label) is not None
    return has_letters and len(label) <= _MAX_NAME_CHARS and not is_total(label)


def is_total(label: str) -> bool:
    """Return whether a label only says that its row sums others up: Total (ours)."""
    return TOTAL.fullmatch(_BRACKETS.sub("", label).strip() or label) is not None
