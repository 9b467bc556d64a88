"""What a manifest says: the file's address, its columns, its source."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class PublisherManifest:
    """One publisher's file.

    `subject` is a pattern over `region` and `subject`; `region` and `subject_column` name columns.
    `region_codes` says what the region column holds. Of many rows of one month only the last counts
    where `last_of` is month. `replaces` are sources whose figures of the same matter are
    superseded.
    """

    name: str
    url: str
    subject: str
    period: str
    status: str
    standing: str
    source: Mapping[str, str]
    columns: Mapping[str, Mapping[str, str]]
    region: str = ""
    region_codes: str = "iso3"
    regions: Mapping[str, str] = field(default_factory=dict)
    subject_column: str = ""
    period_chars: int = 40
    last_of: str = ""
    from_period: str = ""
    replaces: tuple[str, ...] = ()

    @property
    def source_id(self) -> str:
        """The id of the source that its figures cite."""
        return self.source["id"]

    def needed(self) -> tuple[str, ...]:
        """Return every column that the file must have."""
        bounds = [
            m[side] for m in self.columns.values() for side in ("lower", "upper") if side in m
        ]
        named = [c for c in (self.region, self.subject_column, self.period) if c]
        return (*named, *self.columns, *bounds)


def shipped_publishers() -> tuple[PublisherManifest, ...]:
    """Return the manifests that kilowit ships, by name."""
    return tuple(read_manifest(file) for file in sorted(Path(__file__).parent.glob("*.toml")))


def read_manifest(file: Path) -> PublisherManifest:
    """Read a manifest; a field that is missing or unknown raises TypeError."""
    said: dict[str, Any] = tomllib.loads(file.read_text(encoding="utf-8"))
    said["replaces"] = tuple(said.get("replaces", ()))
    said["from_period"] = said.pop("from", "")
    return PublisherManifest(name=file.stem, **said)
