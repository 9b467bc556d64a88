"""What an administrator names, as candidates: bytes, and what is said of them."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from bot.errors import InputError
from knowledge.fetching import Fetched, Fetcher
from knowledge.operator_sources import record_fields
from knowledge.raw_files import (
    RECORD_SUFFIX,
    RawFile,
    find_raw_files,
    read_record,
    slug,
)
from knowledge.reading import DEFAULT_LIMITS


@dataclass(frozen=True, slots=True)
class Candidate:
    """One file that may become a source. `said` are the fields of its record."""

    source_id: str
    content: bytes = field(repr=False)
    said: Mapping[str, str]

    @property
    def name(self) -> str:
        """The name that the file came with."""
        return self.said["name"]

    def digest(self) -> str:
        """Return the SHA-256 of the content."""
        return hashlib.sha256(self.content).hexdigest()

    def laid(self, folder: Path) -> RawFile:
        """Write the file into a scratch folder, so that it is read as it will be when added."""
        fields = record_fields(self.source_id, self.content, self.said)
        path = folder / fields["file"].rpartition("/")[2]
        path.write_bytes(self.content)
        return RawFile(path, self.source_id, self.name, fields)


def is_address(name: str) -> bool:
    """Whether a name is a web address rather than a path."""
    return "://" in name or name.lower().startswith(("http:", "https:"))


def gather(
    names: Sequence[str], *, said: Mapping[str, str], fetcher: Fetcher, today: date
) -> tuple[Candidate, ...]:
    """Read or fetch everything that is named; a folder stands for the files in it.

    Raises:
        InputError: there is no such file, or one title is given to several.
        FetchError: an address may not be fetched, or fetching it fails.
    """
    found = tuple(
        candidate
        for name in names
        for candidate in (_fetched(name, fetcher) if is_address(name) else _from_disk(name))
    )
    if len(found) > 1 and said.keys() & {"title", "url", "source_id"}:
        raise InputError("a title, an address or an id belongs to one source; add the files singly")
    stamped = {"retrieved": today.isoformat()}
    return tuple(
        Candidate(said.get("source_id", c.source_id), c.content, {**stamped, **c.said, **said})
        for c in found
    )


def _fetched(url: str, fetcher: Fetcher) -> Iterator[Candidate]:
    fetched = fetcher.fetch(url)
    if isinstance(fetched, Fetched):
        yield fetched_candidate(slug(Path(fetched.name).stem), url, fetched)


def fetched_candidate(source_id: str, url: str, fetched: Fetched) -> Candidate:
    """Make a candidate of what was fetched, with what refreshing it needs."""
    state = {"etag": fetched.etag, "last_modified": fetched.last_modified}
    said = {"name": fetched.name, "url": fetched.url, "fetched_from": url}
    return Candidate(
        source_id, fetched.content, said | {k: v for k, v in state.items() if v is not None}
    )


def _from_disk(name: str) -> Iterator[Candidate]:
    path = Path(name)
    if path.is_dir():
        files = find_raw_files(path)
        if not files:
            raise InputError(f"there is no file to read in {name}; name a folder with documents")
        for raw in files:
            yield _candidate(raw)
        return
    if not path.is_file():
        raise InputError(f"there is no file {name}; give a file, a folder or an http(s) address")
    record = path.with_name(path.name + RECORD_SUFFIX)
    said_beside = read_record(record) if record.is_file() else None
    yield _candidate(said_beside or RawFile(path, slug(path.stem), path.name))


def _candidate(raw: RawFile) -> Candidate:
    size = raw.path.stat().st_size
    if size > DEFAULT_LIMITS.max_bytes:
        raise InputError(
            f"{raw.name} has {size:,} bytes; give a file of at most {DEFAULT_LIMITS.max_bytes:,}"
        )
    said = {k: v for k, v in raw.said.items() if k not in ("file", "source_id")}
    return Candidate(raw.source_id, raw.path.read_bytes(), {**said, "name": raw.name})
