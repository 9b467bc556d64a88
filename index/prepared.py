"""Folders of files that are made once and checked ever after, such as a model's."""

import hashlib
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

from index.errors import ModelError

_HASHES = "hashes.json"


def prepared(folder: Path, write: Callable[[Path], None]) -> Path:
    """Return the folder, letting `write` fill it where it is missing or differs from its hashes.

    It is written beside and renamed, so a killed preparation leaves nothing half done and two at
    once do no harm.

    Raises:
        ModelError: the folder cannot be written.
    """
    if is_whole(folder):
        return folder
    building = folder.with_name(f".{folder.name}-{os.getpid()}")
    try:
        shutil.rmtree(building, ignore_errors=True)
        building.mkdir(parents=True)
        write(building)
        dump(building / _HASHES, {name: _state(building / name) for name in _names(building)})
        shutil.rmtree(folder, ignore_errors=True)
        building.rename(folder)
    except OSError as error:
        shutil.rmtree(building, ignore_errors=True)
        if is_whole(folder):
            return folder
        raise ModelError(
            f"cannot prepare the model: {error.strerror}; free 300 MB or set KILOWIT_HOME"
        ) from None
    return folder


def is_whole(folder: Path, *, deeply: bool = False) -> bool:
    """Whether every file has its size, and its SHA-256 where it was touched since (or `deeply`)."""
    try:
        expected = json.loads((folder / _HASHES).read_text(encoding="utf-8"))
        written_ns = (folder / _HASHES).stat().st_mtime_ns
        for name, (size, digest) in expected.items():
            state = (folder / name).stat()
            doubted = deeply or state.st_mtime_ns > written_ns
            if state.st_size != size or (doubted and _state(folder / name) != [size, digest]):
                return False
    except (OSError, ValueError):
        return False
    return True


def damaged_folders(place: Path) -> tuple[str, ...]:
    """Return the prepared folders in a place of which a file differs from its SHA-256, by name."""
    hashes = sorted(place.glob(f"*/{_HASHES}"))
    return tuple(f.parent.name for f in hashes if not is_whole(f.parent, deeply=True))


def dump(path: Path, content: object) -> None:
    """Write JSON, as people read it."""
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _names(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def _state(path: Path) -> list[int | str]:
    data = path.read_bytes()
    return [len(data), hashlib.sha256(data).hexdigest()]
