"""A publisher's file in, the rows that figures are made of out; a file that changed is refused."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from knowledge.errors import PeriodError, ReadingError
from knowledge.publishers.manifests import PublisherManifest
from knowledge.raw_files import slug
from knowledge.records import Period
from knowledge.words import Vocabulary

MAX_BAD_SHARE = 0.05
_HEADER_WITHIN = 10  # lines
Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class PublisherTable:
    """The rows of one file: `region`, `period`, `subject` and the publisher's columns as written.

    `n_unknown` rows are of places or things that the vocabulary does not have.
    """

    manifest: PublisherManifest
    rows: tuple[Row, ...]
    n_unknown: int


def read_publisher_table(
    content: bytes, manifest: PublisherManifest, *, vocabulary: Vocabulary
) -> PublisherTable:
    """Read a publisher's file by its manifest.

    Raises:
        ReadingError: a column is missing, more than MAX_BAD_SHARE of its values are no numbers or
            its dates no dates, or no row can be used.
    """
    kept: dict[tuple[str, str, str], Row] = {}
    n_bad = n_unknown = n_rows = 0
    for cells in _rows(content, manifest):
        n_rows += 1
        row = _row(cells, manifest, vocabulary)
        if row is None:
            n_unknown += 1
            continue
        if not _is_sound(row, manifest):
            n_bad += 1
            continue
        month = row["period"][:7] if manifest.last_of == "month" else row["period"]
        before = kept.get((row["subject"], row["region"], month))
        if before is None or before["period"] <= row["period"]:
            kept[row["subject"], row["region"], month] = row
    if n_bad > MAX_BAD_SHARE * max(n_rows, 1):
        raise _changed(manifest, f"{n_bad:,} of its {n_rows:,} rows hold no numbers or dates")
    rows = [row for row in kept.values() if row["period"] >= manifest.from_period]
    if not rows:
        raise _changed(manifest, f"none of its {n_rows:,} rows can be used")
    rows.sort(key=lambda r: (r["subject"], r["region"], r["period"]))
    return PublisherTable(manifest, tuple(rows), n_unknown)


def _rows(content: bytes, manifest: PublisherManifest) -> Iterator[Row]:
    """Yield the rows below the header, which may stand under a line or two of words."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _changed(manifest, "it is not in UTF-8") from None
    reader = csv.reader(io.StringIO(text, newline=""))
    needed = set(manifest.needed())
    missing = needed
    try:
        for _, line in zip(range(_HEADER_WITHIN), reader, strict=False):
            missing = min(missing, needed - set(line), key=len)
            if needed <= set(line):
                yield from (dict(zip(line, cells, strict=False)) for cells in reader if cells)
                return
    except csv.Error as error:
        raise _changed(manifest, str(error)) from None
    raise _changed(manifest, f"its columns changed, {', '.join(sorted(missing))} is missing")


def _row(cells: Row, manifest: PublisherManifest, vocabulary: Vocabulary) -> Row | None:
    """Return a row under kilowit's names, None when its place or subject is not known."""
    region = _region(cells.get(manifest.region, ""), manifest) if manifest.region else "world"
    name = slug(cells.get(manifest.subject_column, "")) if manifest.subject_column else ""
    if region is None or not vocabulary.has_region(region):
        return None
    subject = manifest.subject.format(region=region, subject=name)
    if not vocabulary.has_subject(subject):
        return None
    period = cells.get(manifest.period, "").strip()[: manifest.period_chars]
    named = {"source_id": manifest.source_id, "region": region, "period": period}
    values = {name: cells.get(name, "").strip() for name in manifest.needed()}
    return {**values, **named, "subject": subject}


def _region(text: str, manifest: PublisherManifest) -> str | None:
    if text in manifest.regions:
        return manifest.regions[text]
    return _iso3_codes().get(text) if manifest.region_codes == "iso3" else text


def _is_sound(row: Row, manifest: PublisherManifest) -> bool:
    numbers = [row[name] for name in manifest.columns]
    numbers += [row[m[s]] for m in manifest.columns.values() for s in ("lower", "upper") if s in m]
    try:
        Period.parse(row["period"])
        return all(abs(float(n)) < float("inf") for n in numbers if n)
    except (PeriodError, ValueError):
        return False


@cache
def _iso3_codes() -> dict[str, str]:
    """Return the region code of each ISO 3166 alpha-3 code."""
    file = resources.files("knowledge") / "vocabulary" / "regions.csv"
    rows = csv.DictReader(io.StringIO(file.read_text("utf-8")))
    return {row["iso3"]: row["code"] for row in rows if row["iso3"]}


def _changed(manifest: PublisherManifest, problem: str) -> ReadingError:
    return ReadingError(
        source=manifest.source_id,
        problem=problem,
        remedy="what was read before is kept; a newer kilowit may know its new form",
    )
