"""Raw files of a content folder, each with the record of its source.

A raw file is any file outside the laid-out content (sources/, datasets/, articles/,
misconceptions/). What its publisher says of it may stand beside it, in `<file>.source.toml`; what
is not said there is taken from the file itself, and what neither says stays unsaid. A record may
also name its file (`file = "originals/..."`); such files are read through their record only.
"""

import hashlib
import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import get_args
from urllib.parse import urlsplit

from knowledge.errors import ContentError
from knowledge.reading.cleaning import clean_cell
from knowledge.records import LANGUAGES, NOT_STATED, Reading, Source, Tier

RECORD_SUFFIX = ".source.toml"
LAID_OUT = ("sources", "datasets", "articles", "misconceptions")
ORIGINALS = "originals"
REMOVED = "removed"
_NOT_RAW = {*LAID_OUT, ORIGINALS, REMOVED}
_FIELDS = {
    "source_id", "file", "title", "publisher", "url", "licence", "published", "retrieved",
    "kind", "tier", "language", "reports", "note", "name", "missing_since",
}  # fmt: skip
STATE_FIELDS = {"etag", "last_modified", "fetched_from"}  # of no reading
_KINDS = {".csv": "dataset", ".tsv": "dataset", ".xlsx": "dataset", ".ods": "dataset",
          ".json": "dataset", ".jsonl": "dataset", ".parquet": "dataset", ".zip": "dataset",
          ".pdf": "report"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class RawFile:
    """One file to read: where it lies, what its source is called, and what its record says."""

    path: Path
    source_id: str
    name: str
    said: dict[str, str] = field(default_factory=dict)
    record: Path | None = None

    def digest(self) -> str:
        """Return the SHA-256 of the file's bytes."""
        with self.path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()


def slug(name: str) -> str:
    """Return a name as an id: lower case, letters and digits of any script, hyphens between."""
    folded = unicodedata.normalize("NFKC", name).lower()
    return re.sub(r"[^\w]+|_+", "-", folded).strip("-") or "source"


def find_raw_files(folder: Path) -> tuple[RawFile, ...]:
    """Return a folder's raw files in order of their paths.

    Two files whose names give one id are told apart by their suffix (`report`, `report-pdf`).

    Raises:
        ContentError: a record cannot be read, has an unknown field, or names a missing file.
    """
    found: list[RawFile] = []
    taken: set[str] = set()
    named: set[Path] = set()
    paths = tuple(p for p in _files(folder) if p.relative_to(folder).parts[0] not in _NOT_RAW)
    for record in (p for p in paths if p.name.endswith(RECORD_SUFFIX)):
        raw = read_record(record)
        if raw.source_id in taken:
            raise _mistake(record, f"the source {raw.source_id!r} is given twice", "keep one")
        taken.add(raw.source_id)
        named.add(raw.path)
        found.append(raw)
    for path in paths:
        if path.name.endswith(RECORD_SUFFIX) or path in named:
            continue
        source_id = _free_id(path, taken)
        taken.add(source_id)
        found.append(RawFile(path, source_id, path.name))
    return tuple(sorted(found, key=lambda raw: raw.source_id))


def read_record(record: Path) -> RawFile:
    """Read a `.source.toml`. Raises ContentError."""
    try:
        text = record.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise _mistake(record, str(error), "mend the TOML") from None
    raw = parse_record(record, text)
    if not raw.path.is_file():
        raise _mistake(record, f"there is no file {raw.path.name!r}", "put it there", "file")
    return raw


def parse_record(record: Path, text: str) -> RawFile:
    """Read the text of a `.source.toml`, whose file need not be here. Raises ContentError."""
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _mistake(record, str(error), "mend the TOML") from None
    for name, value in said.items():
        if name not in _FIELDS | STATE_FIELDS:
            listed = ", ".join(sorted(_FIELDS))
            raise _mistake(record, f"unknown field {name!r}", f"use {listed}", name)
        if not isinstance(value, str):
            raise _mistake(record, f"{name} is {value!r}", "give a text in quotes", name)
    for name, allowed in (("tier", get_args(Tier)), ("language", LANGUAGES)):
        if said.get(name, allowed[0]) not in allowed:
            remedy = f"use one of {', '.join(allowed)}"
            raise _mistake(record, f"{name} is {said[name]!r}", remedy, name)
    name = record.name.removesuffix(RECORD_SUFFIX)
    path = record.parent / said.get("file", name)
    source_id = said.get("source_id") or slug(Path(name).stem if "file" not in said else name)
    return RawFile(path, source_id, said.get("name", path.name), said, record)


def source_of(raw: RawFile, reading: Reading) -> Source:
    """Return the source record of a read file: its record first, then what the file says.

    What turns the direction of writing or cannot be seen is taken out of every text of it.
    """
    said = {name: clean_cell(text) for name, text in raw.said.items()}
    url = said.get("url") or reading.url or f"file:{raw.name}"
    return Source(
        source_id=raw.source_id,
        title=said.get("title") or reading.title or Path(raw.name).stem,
        publisher=said.get("publisher")
        or reading.publisher
        or reading.author
        or urlsplit(url).hostname
        or clean_cell(raw.name),
        url=url,
        kind=said.get("kind") or _KINDS.get(Path(raw.name).suffix.lower(), "article"),
        tier=said.get("tier", "secondary"),  # type: ignore[arg-type]  # checked on reading
        language=said.get("language") or reading.language or "en",  # type: ignore[arg-type]
        licence=said.get("licence") or reading.licence or NOT_STATED,
        published=said.get("published") or reading.published,
        retrieved=said.get("retrieved"),
        reports=said.get("reports"),
        file=clean_cell(raw.name),
        note=_note(said),
    )


def _note(said: dict[str, str]) -> str:
    """Return the note of a source, with the mark of one that its publisher took down."""
    if "missing_since" not in said:
        return said.get("note", "")
    seen = f", last seen {said['retrieved']}" if "retrieved" in said else ""
    gone = f"Gone from its address since {said['missing_since']}{seen}."
    return f"{said['note']} {gone}" if said.get("note") else gone


def _files(folder: Path) -> Iterator[Path]:
    """Yield the files that are not hidden, in order of their paths."""
    for path in sorted(folder.iterdir(), key=lambda p: p.name):
        if path.name.startswith("."):
            continue
        if path.is_dir():
            yield from _files(path)
        elif path.is_file():
            yield path


def _free_id(path: Path, taken: set[str]) -> str:
    stem = slug(path.stem)
    candidates = [stem, f"{stem}-{slug(path.suffix)}"]
    candidates += [f"{candidates[1]}-{n}" for n in range(2, len(taken) + 3)]
    return next(c for c in candidates if c not in taken)


def _mistake(record: Path, problem: str, remedy: str, field_name: str = "") -> ContentError:
    line = None
    if field_name:
        lines = record.read_text(encoding="utf-8").splitlines()
        pattern = re.compile(rf"^\s*{re.escape(field_name)}\s*=")
        line = next((n for n, text in enumerate(lines, 1) if pattern.match(text)), None)
    return ContentError(file=record.name, line=line, problem=problem, remedy=remedy)
