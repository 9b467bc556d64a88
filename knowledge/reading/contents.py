"""Reads the bytes of one file by its kind, within the process that calls it."""

from collections.abc import Callable

from knowledge.errors import ReadingError
from knowledge.reading.delimited import read_delimited
from knowledge.reading.encodings import decode
from knowledge.reading.html import declared_encoding, read_html
from knowledge.reading.kinds import Kind, kind_of_bytes, kind_of_text
from knowledge.reading.limits import Limits, check_limit
from knowledge.reading.markdown import read_markdown
from knowledge.reading.parts import Parts
from knowledge.reading.plain import read_plain

_TEXT_READERS: dict[Kind, Callable[..., Parts]] = {
    "text": read_plain,
    "markdown": read_markdown,
    "html": read_html,
    "csv": read_delimited,
}


def read_parts(data: bytes, *, name: str, limits: Limits) -> Parts:
    """Read one file, whatever its kind.

    Raises:
        ReadingError: it is of no kind that is read, damaged, or beyond a limit.
    """
    check_limit(name, "size in bytes", len(data), limits.max_bytes, "split it into smaller files")
    if not data.strip(b"\0 \t\r\n"):
        raise ReadingError(source=name, problem="it is empty", remedy="give a file with content")
    kind = kind_of_bytes(data, name)
    declared = declared_encoding(data) if kind in (None, "html") else None
    text = decode(data, source=name, declared=declared)
    check_limit(
        name,
        "number of characters",
        len(text),
        limits.max_characters,
        "split it into smaller files",
    )
    kind = kind or kind_of_text(text, name)
    if kind not in _TEXT_READERS:
        raise ReadingError(source=name, problem=f"{kind} is not read", remedy="save it as text")
    return _TEXT_READERS[kind](text, source=name, limits=limits)
