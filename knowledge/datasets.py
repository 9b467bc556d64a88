"""Reads kilowit's own figure tables: long ones (a figure a row) and wide ones (a manifest)."""

import csv
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from knowledge.errors import ContentError, PeriodError, UnitError
from knowledge.plausibility import reject_reason
from knowledge.records import Bilingual, Figure, Locator, Period, Quantity, Source, content_hash
from knowledge.units import dimension_of, to_base
from knowledge.words import Vocabulary

LONG_HEADER = (
    "key", "subject_id", "measure_id", "region", "period", "value", "lower", "upper", "unit",
    "qualifier", "status", "scope_en", "scope_ja", "standing", "source_id", "page", "quote",
    "caveat_en", "caveat_ja",
)  # fmt: skip
_STATUSES = {"measured", "estimated", "modelled", "projected", "announced", "claimed"}
_STANDINGS = {"preferred", "ok", "caution", "superseded"}
_QUALIFIERS = {"exact", "about", "at_least", "at_most", "over", "under"}


@dataclass(frozen=True, slots=True)
class Place:
    """A row of a table: its file and line, for errors; its row number, for locators."""

    file: str
    line: int
    row: int

    def mistake(self, problem: str, remedy: str) -> ContentError:
        """Return the error that names this place."""
        return ContentError(file=self.file, line=self.line, problem=problem, remedy=remedy)


def read_dataset(
    path: Path, *, vocabulary: Vocabulary, sources: dict[str, Source]
) -> Iterator[Figure]:
    """Yield the figures of one table; a manifest of the same name makes it a wide one.

    Raises:
        ContentError: a row breaks the schema of docs/content.md, with file and line.
    """
    manifest = path.with_suffix(".toml")
    if manifest.is_file():
        yield from _wide(path, manifest, vocabulary, sources)
    else:
        yield from _long(path, vocabulary, sources)


def _long(path: Path, vocabulary: Vocabulary, sources: dict[str, Source]) -> Iterator[Figure]:
    for place, row in _rows(path):
        if tuple(row) != LONG_HEADER or None in row.values():
            raise place.mistake(
                "the columns are not those of a figure table", f"use {','.join(LONG_HEADER)}"
            )
        yield _figure(row, place, vocabulary, sources, Locator(
            table=path.name, row=place.row, column="value",
            page=int(row["page"]) if row["page"].isdigit() else None,
        ))  # fmt: skip


def _rows(path: Path) -> Iterator[tuple[Place, dict[str, str]]]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        for number, row in enumerate(reader, start=1):
            yield Place(path.name, reader.line_num, number), row


def _wide(
    path: Path, manifest_path: Path, vocabulary: Vocabulary, sources: dict[str, Source]
) -> Iterator[Figure]:
    """Read a table with a row a region and year, by its manifest."""
    manifest = tomllib.loads(manifest_path.read_text(encoding="utf-8"))
    keyed = manifest.get("keyed", True)
    for place, row in _rows(path):
        region, period = row[manifest["region"]], row[manifest["period"]]
        special = manifest.get("regions", {}).get(region, {})
        for column, meaning in manifest["columns"].items():
            if row.get(column) in (None, ""):
                continue
            subject = manifest["subject"].format(region=region, subject=row.get("subject"))
            said = special if column in special.get("columns", (column,)) else {}
            cells = {
                "key": f"{subject}/{meaning['measure_id']}/{period}" if keyed else "",
                "subject_id": subject,
                "measure_id": meaning["measure_id"],
                "region": region,
                "period": period,
                "value": row[column],
                "lower": row.get(meaning.get("lower"), "") or "",
                "upper": row.get(meaning.get("upper"), "") or "",
                "unit": meaning["unit"],
                "status": said.get("status", manifest["status"]),
                "standing": said.get("standing", manifest["standing"]),
                "source_id": row[manifest["source_column"]],
                "caveat_en": said.get("caveat_en", ""),
                "caveat_ja": said.get("caveat_ja", ""),
            }
            locator = Locator(table=path.name, row=place.row, column=column)
            yield _figure(
                dict.fromkeys(LONG_HEADER, "") | cells,
                place,
                vocabulary,
                sources,
                locator,
                method_is_table=True,
            )


def _figure(
    row: dict[str, str],
    place: Place,
    vocabulary: Vocabulary,
    sources: dict[str, Source],
    locator: Locator,
    *,
    method_is_table: bool = False,
) -> Figure:
    _check_names(row, place, vocabulary, sources)
    quantity = _quantity(row, place)
    period = _period(row["period"], place)
    measure = vocabulary.measure(row["measure_id"])
    try:
        if dimension_of(row["unit"]) != measure.dimension:
            raise place.mistake(
                f"{row['unit']!r} is {dimension_of(row['unit'])}, "
                f"the measure {measure.measure_id} is {measure.dimension}",
                f"use a unit such as {measure.unit}",
            )
        si = [None if v is None else to_base(v, row["unit"]) for v in _bounds(quantity)]
    except UnitError as error:
        raise place.mistake(str(error), "use a canonical unit") from None
    reason = reject_reason(quantity, measure)
    source = sources[row["source_id"]]
    scope = Bilingual(row["scope_en"], row["scope_ja"])
    return Figure(
        figure_id=content_hash(
            "figure", row["subject_id"], row["measure_id"], row["region"],
            row["period"], row["status"], scope.en, row["source_id"], _bounds(quantity),
            row["unit"], quantity.qualifier, row["quote"],
        ),
        subject_id=row["subject_id"],
        measure_id=row["measure_id"],
        region=row["region"],
        period=period,
        value=quantity.value,
        lower=quantity.lower,
        upper=quantity.upper,
        unit=row["unit"],
        value_si=si[0],
        lower_si=si[1],
        upper_si=si[2],
        status=row["status"],  # type: ignore[arg-type]  # checked above
        scope=scope,
        standing="rejected" if reason else row["standing"],  # type: ignore[arg-type]
        source_id=row["source_id"],
        locator=locator,
        quote=row["quote"] or None,
        method="table" if method_is_table else "curated",
        qualifier=quantity.qualifier,
        published=source.published,
        retrieved=source.retrieved,
        key=row["key"] or None,
        caveat=Bilingual(row["caveat_en"], row["caveat_ja"]),
        reason=reason or "",
    )  # fmt: skip


def _bounds(quantity: Quantity) -> tuple[float | None, float | None, float | None]:
    return quantity.value, quantity.lower, quantity.upper


def _check_names(
    row: dict[str, str], place: Place, vocabulary: Vocabulary, sources: dict[str, Source]
) -> None:
    for what, name, known in (
        ("subject", row["subject_id"], vocabulary.has_subject(row["subject_id"])),
        ("measure", row["measure_id"], vocabulary.has_measure(row["measure_id"])),
        ("region", row["region"], vocabulary.has_region(row["region"])),
        ("source", row["source_id"], row["source_id"] in sources),
        ("status", row["status"], row["status"] in _STATUSES),
        ("standing", row["standing"], row["standing"] in _STANDINGS),
        ("qualifier", row["qualifier"], (row["qualifier"] or "exact") in _QUALIFIERS),
    ):
        if not known:
            raise place.mistake(f"unknown {what} {name!r}", "see docs/content.md")


def _quantity(row: dict[str, str], place: Place) -> Quantity:
    try:
        numbers = [float(row[c]) if row[c] else None for c in ("value", "lower", "upper")]
        return Quantity(
            numbers[0],
            row["unit"],
            numbers[1],
            numbers[2],
            row["qualifier"] or "exact",  # type: ignore[arg-type]  # checked before
        )
    except ValueError as error:
        raise place.mistake(str(error), "give plain decimals") from None


def _period(text: str, place: Place) -> Period | None:
    try:
        return Period.parse(text) if text else None
    except PeriodError as error:
        raise place.mistake(str(error), "correct the period") from None


def replaced_sources(folder: Path) -> dict[str, set[str]]:
    """Return which sources each table of a folder replaces, by the table's name."""
    found = {}
    for manifest in sorted((folder / "datasets").glob("*.toml")):
        said = tomllib.loads(manifest.read_text(encoding="utf-8"))
        if said.get("replaces"):
            found[manifest.with_suffix(".csv").name] = set(said["replaces"])
    return found


def read_sources(folder: Path) -> dict[str, Source]:
    """Read every source table of a folder, by id.

    Raises:
        ContentError: a field is missing or unknown, or an id is given twice.
    """
    found: dict[str, Source] = {}
    for file in sorted(folder.glob("*.toml")):
        for source_id, fields in tomllib.loads(file.read_text(encoding="utf-8")).items():
            if source_id in found:
                raise ContentError(
                    file=file.name,
                    line=None,
                    problem=f"the source {source_id!r} is given twice",
                    remedy="keep one",
                )
            try:
                found[source_id] = Source(source_id=source_id, **fields)
            except TypeError as error:
                raise ContentError(
                    file=file.name,
                    line=None,
                    problem=f"source {source_id!r}: {error}",
                    remedy="see docs/content.md for the fields",
                ) from None
    return found


def check_keys(figures: list[Figure]) -> None:
    """Raise ContentError when two figures share a key."""
    seen: dict[str, Figure] = {}
    for figure in figures:
        if figure.key is None:
            continue
        if figure.key in seen:
            raise ContentError(
                file=figure.locator.table or "datasets",
                line=figure.locator.row,
                problem=f"the key {figure.key!r} is used twice",
                remedy="give every figure its own key",
            )
        seen[figure.key] = figure
