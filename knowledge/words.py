"""The vocabulary: subjects, measures and regions with their names in both languages.

It is data (`knowledge/vocabulary/`), read here and checked: a mistake is reported with its file
and, where the format tells it, its line.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, TypeVar

from knowledge.errors import NotKnownError, UnitError, VocabularyError
from knowledge.records import Bilingual
from knowledge.units import dimension_of
from knowledge.vocabulary_files import Fields, csv_rows, line_of, mistake, toml_rows

_BASES = ("per_year", "one_off", "per_item", "level")
_SUBJECT = Fields(
    "subject",
    texts=("id", "kind", "en", "ja", "measure", "part_of"),
    lists=("aliases_en", "aliases_ja", "readings", "covers"),
    optional=frozenset({"part_of", "aliases_en", "aliases_ja", "readings", "covers"}),
)
_MEASURE = Fields(
    "measure",
    texts=("id", "en", "ja", "dimension", "basis", "unit", "family"),
    lists=("aliases_en", "aliases_ja"),
    numbers=("stale_after_years", "sane_min", "sane_max"),
    optional=frozenset({"aliases_en", "aliases_ja"}),
)
_REGION_COLUMNS = ("code", "iso3", "en", "ja", "aliases_en", "aliases_ja", "kind")
_REGION_KINDS = ("country", "territory", "state", "group", "world")
_COUNTRY_MEASURE = "electricity_demand"
_R = TypeVar("_R")
_RecordReader = Callable[[Traversable], Iterator[tuple[str, _R]]]


@dataclass(frozen=True, slots=True)
class Subject:
    """What figures are about. `covers` makes it an umbrella; `readings` are other meanings."""

    subject_id: str
    kind: str
    names: Bilingual
    measure: str
    aliases_en: tuple[str, ...] = ()
    aliases_ja: tuple[str, ...] = ()
    readings: tuple[str, ...] = ()
    part_of: str | None = None
    covers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Measure:
    """What figures measure. A figure outside [sane_min, sane_max] in `unit` is rejected."""

    measure_id: str
    names: Bilingual
    dimension: str
    basis: str
    unit: str
    family: str
    stale_after_years: float
    sane_min: float
    sane_max: float
    aliases_en: tuple[str, ...] = ()
    aliases_ja: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Region:
    """A place: `kind` is country, territory, state, group or world."""

    code: str
    names: Bilingual
    kind: str
    aliases_en: tuple[str, ...] = ()
    aliases_ja: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """All subjects, measures and regions by id. Countries are subjects `country:XX`.

    Two are equal only when they are one, so what is made from one can be kept by it.
    """

    subject_table: dict[str, Subject]
    measure_table: dict[str, Measure]
    region_table: dict[str, Region]

    def subject(self, subject_id: str) -> Subject:
        """Return a subject. Raises NotKnownError."""
        try:
            return self.subject_table[subject_id]
        except KeyError:
            raise NotKnownError("subject", subject_id, remedy="see kilowit sources") from None

    def measure(self, measure_id: str) -> Measure:
        """Return a measure. Raises NotKnownError."""
        try:
            return self.measure_table[measure_id]
        except KeyError:
            raise NotKnownError("measure", measure_id, remedy="see docs/content.md") from None

    def region(self, code: str) -> Region:
        """Return a region. Raises NotKnownError."""
        try:
            return self.region_table[code]
        except KeyError:
            raise NotKnownError("region", code, remedy="use an ISO 3166 code or world") from None

    def with_subjects(self, found: Sequence[Subject]) -> "Vocabulary":
        """Return this vocabulary with the subjects that sources name; its own names win."""
        named = {s.subject_id: s for s in found}
        return Vocabulary(named | self.subject_table, self.measure_table, self.region_table)

    def has_subject(self, subject_id: str) -> bool:
        """Whether the id names a subject."""
        return subject_id in self.subject_table

    def has_measure(self, measure_id: str) -> bool:
        """Whether the id names a measure."""
        return measure_id in self.measure_table

    def has_region(self, code: str) -> bool:
        """Whether the code names a region."""
        return code in self.region_table

    def subjects(self) -> tuple[Subject, ...]:
        """Return all subjects in the order of their files."""
        return self._subjects

    def measures(self) -> tuple[Measure, ...]:
        """Return all measures in the order of their files."""
        return tuple(self.measure_table.values())

    def regions(self) -> tuple[Region, ...]:
        """Return all regions in the order of their file."""
        return tuple(self.region_table.values())

    @cached_property
    def _subjects(self) -> tuple[Subject, ...]:
        return tuple(self.subject_table.values())


def load_vocabulary(extra: Sequence[Path] = ()) -> Vocabulary:
    """Read the shipped vocabulary and an operator's folders of the same files.

    Raises:
        VocabularyError: a file breaks the schema of docs/content.md, an id is given twice, or a
            subject names a measure or subject that does not exist.
    """
    folders: list[Traversable] = [resources.files("knowledge") / "vocabulary", *extra]
    measures = _collect(_measures, folders, "measures")
    regions: dict[str, Region] = {}
    for folder in folders:
        for region in _regions(folder / "regions.csv"):
            regions[region.code] = region
    subjects = _collect(_subjects, folders, "subjects")
    for region in regions.values():
        country = _country(region)
        subjects.setdefault(country.subject_id, country)
    vocabulary = Vocabulary(subjects, measures, regions)
    _check_references(vocabulary, folders)
    return vocabulary


def _collect(reader: _RecordReader[_R], folders: Sequence[Traversable], kind: str) -> dict[str, _R]:
    found: dict[str, _R] = {}
    for folder in folders:
        place = folder / kind
        if not place.is_dir():
            continue
        for file in sorted((f for f in place.iterdir() if f.name.endswith(".toml")), key=str):
            for identifier, record in reader(file):
                if identifier in found:
                    raise VocabularyError(
                        file=file.name,
                        line=line_of(file, identifier),
                        problem=f"the id {identifier!r} is given twice",
                        remedy="give each subject and measure one entry",
                    )
                found[identifier] = record
    return found


def _measures(file: Traversable) -> Iterator[tuple[str, Measure]]:
    for row in toml_rows(file, _MEASURE):
        if row.get("basis") not in _BASES:
            raise mistake(file, row, f"basis is {row['basis']!r}", f"use one of {_BASES}")
        _check_measure(file, row)
        yield (
            row["id"],
            Measure(
                measure_id=row["id"],
                names=Bilingual(row["en"], row["ja"]),
                dimension=row["dimension"],
                basis=row["basis"],
                unit=row["unit"],
                family=row["family"],
                stale_after_years=float(row["stale_after_years"]),
                sane_min=float(row["sane_min"]),
                sane_max=float(row["sane_max"]),
                aliases_en=tuple(row.get("aliases_en", ())),
                aliases_ja=tuple(row.get("aliases_ja", ())),
            ),
        )


def _check_measure(file: Traversable, row: dict[str, Any]) -> None:
    """Raise VocabularyError where a measure's unit is not of its dimension, or its range empty."""
    try:
        dimension = dimension_of(row["unit"])
    except UnitError as error:
        raise mistake(file, row, f"unit is {row['unit']!r}", str(error)) from None
    if dimension != row["dimension"]:
        problem = f"{row['unit']} measures {dimension}, not {row['dimension']}"
        raise mistake(file, row, problem, "correct the unit or the dimension")
    if row["sane_min"] >= row["sane_max"]:
        problem = f"sane_min {row['sane_min']:g} is not below sane_max {row['sane_max']:g}"
        raise mistake(file, row, problem, "give the range in the measure's unit")


def _subjects(file: Traversable) -> Iterator[tuple[str, Subject]]:
    for row in toml_rows(file, _SUBJECT):
        yield (
            row["id"],
            Subject(
                subject_id=row["id"],
                kind=row["kind"],
                names=Bilingual(row["en"], row["ja"]),
                measure=row["measure"],
                aliases_en=tuple(row.get("aliases_en", ())),
                aliases_ja=tuple(row.get("aliases_ja", ())),
                readings=tuple(row.get("readings", ())),
                part_of=row.get("part_of"),
                covers=tuple(row.get("covers", ())),
            ),
        )


def _regions(file: Traversable) -> Iterator[Region]:
    if not file.is_file():
        return
    for line, row in csv_rows(file, _REGION_COLUMNS, ("code", "en", "ja")):
        if row["kind"] not in _REGION_KINDS:
            raise VocabularyError(
                file=file.name,
                line=line,
                problem=f"kind of {row['code']!r} is {row['kind']!r}",
                remedy=f"use one of {', '.join(_REGION_KINDS)}",
            )
        yield Region(
            code=row["code"],
            names=Bilingual(row["en"], row["ja"]),
            kind=row["kind"],
            aliases_en=tuple(a for a in row["aliases_en"].split(";") if a),
            aliases_ja=tuple(a for a in row["aliases_ja"].split(";") if a),
        )


def _country(region: Region) -> Subject:
    return Subject(
        subject_id=f"country:{region.code}",
        kind="country" if region.kind in ("country", "territory") else region.kind,
        names=region.names,
        measure=_COUNTRY_MEASURE,
        aliases_en=region.aliases_en,
        aliases_ja=region.aliases_ja,
    )


def _check_references(vocabulary: Vocabulary, folders: Sequence[Traversable]) -> None:
    for subject in vocabulary.subjects():
        if not vocabulary.has_measure(subject.measure):
            raise _dangling(folders, subject.subject_id, "measure", subject.measure)
        part_of = (subject.part_of,) if subject.part_of else ()
        for other in (*subject.readings, *subject.covers, *part_of):
            if not vocabulary.has_subject(other):
                raise _dangling(folders, subject.subject_id, "subject", other)


def _dangling(
    folders: Sequence[Traversable], subject_id: str, kind: str, name: str
) -> VocabularyError:
    file, line = _place_of(folders, subject_id)
    return VocabularyError(
        file=file,
        line=line,
        problem=f"subject {subject_id!r} names the {kind} {name!r}, which does not exist",
        remedy=f"add the {kind} or correct the name",
    )


def _place_of(folders: Sequence[Traversable], subject_id: str) -> tuple[str, int | None]:
    """Return the file and line where a subject stands."""
    places = [folder / "subjects" for folder in folders]
    for file in (f for place in places if place.is_dir() for f in place.iterdir()):
        line = line_of(file, subject_id) if file.name.endswith(".toml") else None
        if line is not None:
            return file.name, line
    return "subjects", None
