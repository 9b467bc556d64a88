"""Reads the bytes of one file by its kind, within the process that calls it."""

from collections.abc import Callable
from pathlib import Path

from knowledge.errors import ReadingError
from knowledge.reading.delimited import read_delimited
from knowledge.reading.encodings import decode
from knowledge.reading.html import declared_encoding, read_html
from knowledge.reading.kinds import Kind, kind_of_bytes, kind_of_text
from knowledge.reading.limits import Limits, check_limit
from knowledge.reading.markdown import read_markdown
from knowledge.reading.packages import folder_member, read_package, read_zip
from knowledge.reading.parquet import read_parquet
from knowledge.reading.parts import Parts
from knowledge.reading.pdf import read_pdf
from knowledge.reading.plain import read_plain
from knowledge.reading.records import read_json, read_json_lines
from knowledge.reading.spreadsheets import read_ods, read_xlsx

_TEXT_READERS: dict[Kind, Callable[..., Parts]] = {
    "text": read_plain,
    "markdown": read_markdown,
    "html": read_html,
    "csv": read_delimited,
    "json": read_json,
    "jsonl": read_json_lines,
}
_BYTE_READERS: dict[Kind, Callable[..., Parts]] = {
    "pdf": read_pdf,
    "xlsx": read_xlsx,
    "ods": read_ods,
    "parquet": read_parquet,
}


def read_parts(
    data: bytes, *, name: str, limits: Limits, folder: Path | None = None, depth: int = 0
) -> Parts:
    """Read one file, whatever its kind.

    `folder` is where the files of a data package stand; `depth` counts the archives around it.

    Raises:
        ReadingError: it is of no kind that is read, damaged, or beyond a limit.
    """
    check_limit(name, "size in bytes", len(data), limits.max_bytes, "split it into smaller files")
    if not data.strip(b"\0 \t\r\n"):
        raise ReadingError(source=name, problem="it is empty", remedy="give a file with content")
    kind = kind_of_bytes(data, name)
    if kind == "zip":
        return read_zip(data, source=name, limits=limits, read=read_parts, depth=depth)
    if kind in _BYTE_READERS:
        return _BYTE_READERS[kind](data, source=name, limits=limits)
    declared = declared_encoding(data)
    text = decode(data, source=name, declared=declared)
    check_limit(
        name,
        "number of characters",
        len(text),
        limits.max_characters,
        "split it into smaller files",
    )
    kind = kind or kind_of_text(text, name)
    if kind == "package":
        return read_package(
            text, source=name, limits=limits, read=read_parts, member=folder_member(folder, name)
        )
    return _TEXT_READERS[kind](text, source=name, limits=limits)
