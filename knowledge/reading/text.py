"""Reads plain text, also with page marks (`=== Page 3 ===` on a line of its own)."""

import re
from pathlib import Path

from knowledge.errors import ReadingError
from knowledge.languages import language_of
from knowledge.records import Document, Reading, content_hash

_PAGE_MARK = re.compile(r"^=== Page \d+ ===\n?", re.MULTILINE)
_TITLE = re.compile(r"\s*#\s+(?P<title>.+)")


def read_file(path: Path, *, source_id: str) -> Reading:
    """Read one file. Raises ReadingError."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise ReadingError(
            source=path.name, problem="it is not UTF-8 text", remedy="give text"
        ) from None
    return _reading(text, path, source_id)


def _reading(text: str, path: Path, source_id: str) -> Reading:
    pages = _PAGE_MARK.split(text)
    starts = []
    at = len(pages[0])
    for page in pages[1:]:
        starts.append(at)
        at += len(page)
    body = "".join(pages)
    title = _TITLE.match(body)
    language = language_of(body)
    name = title["title"] if title else path.stem
    document = Document(
        document_id=content_hash("document", source_id, body),
        source_id=source_id,
        title=name,
        language=language,
        kind="text",
        text=body,
        page_starts=tuple(starts),
    )
    return Reading((document,), title=name if title else None, language=language)
