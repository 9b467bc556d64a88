"""What the readers of each kind make: texts, tables, and what a source says of itself."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields, replace

from knowledge.errors import ReadingError
from knowledge.languages import main_language
from knowledge.reading.bylines import byline_date
from knowledge.reading.cleaning import clean_cell, clean_text, deceptions
from knowledge.records import Document, Language, Reading, content_hash

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """What a source says of itself; None is what it does not say."""

    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: str | None = None
    language: Language | None = None
    licence: str | None = None
    url: str | None = None

    def or_else(self, other: "Facts") -> "Facts":
        """Return these facts, and the other's where these say nothing."""
        lacking = {
            f.name: getattr(other, f.name) for f in fields(self) if getattr(self, f.name) is None
        }
        return replace(self, **lacking)


@dataclass(frozen=True, slots=True)
class TextPart:
    """A running text; `page_starts` as in Document. `name` is the file it came from in a zip."""

    text: str
    page_starts: tuple[int, ...] = ()
    name: str | None = None


@dataclass(frozen=True, slots=True)
class TablePart:
    """A table with all its rows, header rows first, and what it stood under."""

    rows: tuple[Row, ...]
    caption: str = ""
    heading: tuple[str, ...] = ()
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Parts:
    """All that was read of a source, before it is given ids."""

    texts: tuple[TextPart, ...] = ()
    tables: tuple[TablePart, ...] = ()
    facts: Facts = field(default_factory=Facts)
    skipped: tuple[str, ...] = ()


def as_reading(parts: Parts, *, source: str, source_id: str) -> Reading:
    """Give parts their ids and languages.

    Two tables (or texts) of the same cells are one document: the first is kept.

    Raises:
        ReadingError: there is nothing to read in the source.
    """
    documents: dict[str, Document] = {}
    for document in _documents(parts, source, source_id):
        documents.setdefault(document.document_id, document)
    if not documents:
        why = "; ".join(parts.skipped) or "it holds no text and no table"
        raise ReadingError(source=source, problem=why, remedy="give a file with text or tables")
    facts = parts.facts
    tricks = dict.fromkeys(note for text in parts.texts for note in deceptions(text.text))
    return Reading(
        documents=tuple(documents.values()),
        title=facts.title,
        author=_person(facts.author),
        publisher=facts.publisher,
        published=facts.published or _byline_date(parts),
        language=facts.language or _common_language(tuple(documents.values())),
        licence=facts.licence,
        url=facts.url,
        skipped=(*parts.skipped, *tricks),
    )


def _byline_date(parts: Parts) -> str | None:
    return byline_date(parts.texts[0].text) if len(parts.texts) == 1 else None


# What programs write where nobody is named.
_NOBODY = re.compile(
    r"(?:anonymous|unknown|unspecified|untitled|admin(?:istrator)?|user|owner|author|guest|none|null"
    r"|openpyxl|xlsxwriter|python-(?:docx|pptx)|reportlab|apache poi|microsoft (?:office )?user"
    r"|microsoft (?:word|excel|office)|libreoffice|windows user|作成者|不明)(?: \d[\d.]*)?",
    re.IGNORECASE,
)


def _person(author: str | None) -> str | None:
    """Return a stated author who is somebody, no program and no placeholder."""
    return None if author is None or _NOBODY.fullmatch(author.strip()) else author


def _documents(parts: Parts, source: str, source_id: str) -> Iterable[Document]:
    title = parts.facts.title or source
    fallback = parts.facts.language or "en"
    for part in parts.texts:
        text, page_starts = clean_text(part.text, part.page_starts)
        if not text.strip():
            continue
        yield Document(
            document_id=content_hash("document", source_id, text),
            source_id=source_id,
            title=part.name or title,
            language=main_language(text, default=fallback),
            kind="text",
            text=text,
            page_starts=page_starts,
        )
    for table in parts.tables:
        text = as_csv(table.rows)
        if not text.strip(" ,\n"):
            continue
        words = " ".join((text, table.caption, *table.heading))
        yield Document(
            document_id=content_hash("document", source_id, text),
            source_id=source_id,
            title=table.name or clean_cell(table.caption) or title,
            language=main_language(words, default=fallback),
            kind="table",
            text=text,
            heading=tuple(clean_cell(h) for h in table.heading),
            caption=clean_cell(table.caption),
        )


def _common_language(documents: Sequence[Document]) -> Language:
    sizes: dict[Language, int] = {"en": 0, "ja": 0}
    for document in documents:
        sizes[document.language] += len(document.text)
    return "ja" if sizes["ja"] > sizes["en"] else "en"


def as_csv(rows: Iterable[Sequence[str]]) -> str:
    """Write rows as CSV, each as wide as the widest; a cell never holds a line break."""
    cleaned = [[clean_cell(cell) for cell in row] for row in rows]
    width = max((len(row) for row in cleaned), default=0)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows(row + [""] * (width - len(row)) for row in cleaned)
    return out.getvalue()


_ISO_DATE = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2}))?)?")


def iso_date(text: str | None) -> str | None:
    """Return a stated date as ISO, as precise as stated: 2025, 2025-04, 2025-04-10."""
    match = _ISO_DATE.match((text or "").strip())
    if match is None or not 1000 <= int(match[1]) <= 2999:
        return None
    year, month, day = match[1], match[2], match[3]
    if month is None or not 1 <= int(month) <= 12:
        return year
    if day is None or not 1 <= int(day) <= 31:
        return f"{year}-{int(month):02d}"
    return f"{year}-{int(month):02d}-{int(day):02d}"


def language_code(text: str | None) -> Language | None:
    """Return kilowit's language of a stated code (en-GB, ja_JP, 日本語), else None."""
    code = (text or "").strip().lower()
    if code.startswith(("ja", "日本")):
        return "ja"
    return "en" if code.startswith("en") else None
