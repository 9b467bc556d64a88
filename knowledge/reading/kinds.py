"""Tells what kind of file some bytes are: by content first, by name where content allows both."""

import io
import re
import zipfile
from pathlib import PurePath
from typing import Literal

from knowledge.errors import ReadingError
from knowledge.reading.plain import PAGE_MARK

Kind = Literal[
    "html", "markdown", "text", "pdf", "csv", "xlsx", "ods", "json", "jsonl", "parquet",
    "package", "zip",
]  # fmt: skip

_READABLE = "give text, Markdown, HTML, PDF, CSV, XLSX, ODS, JSON, Parquet or a zip of these"
_FOREIGN = (
    (b"\x89PNG\r\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\0", "an xz archive"),
    (b"7z\xbc\xaf'\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file (.xls, .doc)"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"{\\rtf", "an RTF document"),
)
_BY_NAME: dict[str, Kind] = {
    ".md": "markdown", ".markdown": "markdown", ".csv": "csv", ".tsv": "csv", ".tab": "csv",
    ".txt": "text", ".text": "text", ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "json",
    ".html": "html", ".htm": "html", ".xhtml": "html",
}  # fmt: skip
_ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
_HTML_START = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_HTML_TAG = re.compile(r"<(?:p|div|h[1-6]|table|article|section|main|ul|span|br|a)\b[^<>]*>", re.I)
_MARKDOWN = re.compile(
    r"\A(?:---|\+\+\+)\r?\n|^#{1,6} \S.*$|^\|?\s*:?-{3,}:?\s*\|[-|: ]*$|\]\(https?://|^(?:```|~~~)",
    re.M,
)


def kind_of_bytes(data: bytes, name: str) -> Kind | None:
    """Return the kind that the first bytes prove, or None for what is text or nothing known.

    Raises:
        ReadingError: the bytes are of a kind that is not read.
    """
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data[:4] == b"PAR1" and data[-4:] in (b"PAR1", b"PARE"):
        return "parquet"
    if data[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return _kind_of_archive(data, name)
    for start, what in _FOREIGN:
        if data.startswith(start) and (len(start) > 3 or b"\0" in data[:512]):
            raise ReadingError(source=name, problem=f"it is {what}", remedy=_READABLE)
    return "html" if _HTML_START.match(data[:4096]) else None


def _kind_of_archive(data: bytes, name: str) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise ReadingError(
            source=name, problem=f"its archive is damaged ({error})", remedy="pack it again"
        ) from None
    if "[Content_Types].xml" in names:
        if any(n.startswith("xl/") for n in names):
            return "xlsx"
        raise ReadingError(
            source=name, problem="it is a Word or PowerPoint file", remedy="save it as PDF or text"
        )
    if "content.xml" in names and "mimetype" in names:
        if _ODS_TYPE in data[:200]:
            return "ods"
        raise ReadingError(
            source=name, problem="it is an OpenDocument text", remedy="save it as PDF or ODS"
        )
    return "zip"


def kind_of_text(text: str, name: str) -> Kind:
    """Return the kind of a text: what its content cannot settle, its name does."""
    start = text[:20_000].lstrip("\ufeff \t\r\n")
    suffix = PurePath(name).suffix.lower()
    named = _BY_NAME.get(suffix)
    if PurePath(name).name == "datapackage.json" and start.startswith("{"):
        return "package"
    if start[:1] in ("{", "[") and named in (None, "json", "jsonl", "text"):
        by_line = named == "jsonl" or (named != "json" and _is_json_by_line(start))
        if by_line or re.match(r'\{\s*(?:"|\})|\[\s*(?:[\[{\]"\d-]|null)', start):
            return "jsonl" if by_line else "json"
    if named in ("json", "jsonl", "csv", "markdown"):
        return named
    if PAGE_MARK.search(start):
        return "text"
    if named == "html" or (named is None and _is_html(start)):
        return "html"
    if named is None and _is_delimited(start):
        return "csv"
    return "markdown" if named is None and _MARKDOWN.search(start) else "text"


def _is_html(start: str) -> bool:
    return start.startswith("<") and len(_HTML_TAG.findall(start)) >= 2


def _is_json_by_line(start: str) -> bool:
    lines = [line.strip() for line in start.split("\n")[:3] if line.strip()]
    return len(lines) > 1 and all(line[0] == "{" and line[-1] == "}" for line in lines[:2])


def _is_delimited(start: str) -> bool:
    lines = [line for line in start.split("\n")[:20] if line.strip()]
    if len(lines) < 2:
        return False
    for delimiter in (",", "\t", ";"):
        counts = {line.count(delimiter) for line in lines[:-1]}
        if len(counts) == 1 and counts != {0}:
            return True
    return False
