"""The one way in: a path or bytes to a Reading."""

from pathlib import Path

from knowledge.errors import ReadingError
from knowledge.reading.limits import DEFAULT_LIMITS, Limits, check_limit
from knowledge.reading.parts import as_reading
from knowledge.reading.process import read_apart
from knowledge.records import Reading


def read_file(path: Path, *, source_id: str, limits: Limits = DEFAULT_LIMITS) -> Reading:
    """Read a file of any kind named in docs/sources.md.

    Raises:
        ReadingError: it cannot be read; the message says why and what to do.
        LimitExceededError: it is a ReadingError too; names the value and the limit.
    """
    try:
        size = path.stat().st_size
        check_limit(
            path.name, "size in bytes", size, limits.max_bytes, "split it into smaller files"
        )
        data = path.read_bytes()
    except OSError as error:
        raise ReadingError(
            source=path.name,
            problem=error.strerror or "it cannot be opened",
            remedy="check the path and its permissions",
        ) from None
    return _read(data, path.name, source_id, limits, path.parent)


def read_bytes(
    data: bytes, *, name: str, source_id: str, limits: Limits = DEFAULT_LIMITS
) -> Reading:
    """Read a file's bytes; `name` helps where the content leaves its kind open.

    Raises:
        ReadingError: as for `read_file`.
    """
    return _read(data, name, source_id, limits, None)


def _read(data: bytes, name: str, source_id: str, limits: Limits, folder: Path | None) -> Reading:
    parts = read_apart(data, name=name, limits=limits, folder=folder)
    return as_reading(parts, source=name, source_id=source_id)
