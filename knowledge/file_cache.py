"""Keeps what was read of each raw file, so that a rebuild reads only what changed.

The key is a hash of the file's bytes, of what its record says, of the vocabulary and of kilowit's
own code: whatever could change the outcome. A damaged or unwritable cache is only slower, never an
error.
"""

import contextlib
import hashlib
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from knowledge.file_knowledge import FileKnowledge
from knowledge.raw_files import STATE_FIELDS, RawFile
from knowledge.record_json import from_json, to_json
from knowledge.records import content_hash
from knowledge.words import Vocabulary

_CODE_SUFFIXES = {".py", ".toml", ".csv"}


@dataclass(frozen=True, slots=True)
class FileCache:
    """A folder of one JSON file for each raw file that was read; `folder` None keeps nothing."""

    folder: Path | None

    def read(
        self,
        raw: RawFile,
        reader: Callable[[RawFile], FileKnowledge],
        *,
        vocabulary_key: str,
    ) -> FileKnowledge:
        """Return what a file holds, from the cache where it is unchanged.

        Raises:
            ReadingError: from `reader`; nothing is kept then.
        """
        if self.folder is None:
            return reader(raw)
        said = sorted((k, v) for k, v in raw.said.items() if k not in STATE_FIELDS)
        key = content_hash(
            raw.digest(), raw.source_id, raw.name, said, vocabulary_key, code_version()
        )
        place = self.folder / f"{key}.json"
        with contextlib.suppress(OSError, ValueError, TypeError, KeyError):
            kept = from_json(FileKnowledge, place.read_text(encoding="utf-8"))
            os.utime(place)
            return kept
        knowledge = reader(raw)
        with contextlib.suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            temporary = place.with_suffix(f".{os.getpid()}")
            temporary.write_text(to_json(knowledge), encoding="utf-8")
            temporary.replace(place)
        return knowledge


def vocabulary_key(vocabulary: Vocabulary) -> str:
    """Return a hash of every name that the vocabulary holds."""
    tables: Sequence[object] = (vocabulary.subjects(), vocabulary.measures(), vocabulary.regions())
    return hashlib.sha256(repr(tables).encode()).hexdigest()[:16]


@cache
def code_version() -> str:
    """Return a hash of the code and the word lists of this package."""
    root = Path(__file__).parent
    digest = hashlib.sha256()
    for file in sorted(p for p in root.rglob("*") if p.suffix in _CODE_SUFFIXES):
        if "content" not in file.relative_to(root).parts:
            digest.update(file.read_bytes())
    return digest.hexdigest()[:16]
