"""Reads PDF by PDFium: characters in, lines, columns, headings, tables and pages out."""

import pypdfium2
from pypdfium2 import raw

from knowledge.errors import ReadingError
from knowledge.reading.limits import Limits, check_limit
from knowledge.reading.parts import Facts, Parts
from knowledge.reading.pdf_layout import read_pages
from knowledge.reading.pdf_lines import Glyph, Page, page_of


def read_pdf(data: bytes, *, source: str, limits: Limits) -> Parts:
    """Read the text of a PDF; scripts, attachments and forms in it are never run or opened."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise ReadingError(
            source=source,
            problem=f"its PDF is damaged or encrypted ({error})",
            remedy="save it anew without a password",
        ) from None
    with document:
        n_pages = len(document)
        check_limit(source, "number of pages", n_pages, limits.max_pages, "split it")
        pages: list[Page] = []
        skipped: list[str] = []
        n_characters = 0
        for number in range(n_pages):
            try:
                glyphs = _glyphs(document, number)
            except pypdfium2.PdfiumError as error:
                skipped.append(f"page {number + 1} was not read ({error})")
                glyphs = []
            n_characters += len(glyphs)
            check_limit(
                source, "number of characters", n_characters, limits.max_characters, "split it"
            )
            pages.append(page_of(glyphs))
        facts = _facts(document)
    if not n_characters:
        skipped.append(
            f"its {n_pages} pages hold pictures without text; run text recognition first"
        )
    return read_pages(pages, facts=facts, skipped=tuple(skipped))


def _glyphs(document: pypdfium2.PdfDocument, number: int) -> list[Glyph]:
    """Return the characters of a page in the order of its content, with boxes and sizes."""
    page = document[number]
    text_page = page.get_textpage()
    glyphs = []
    try:
        for at in range(text_page.count_chars()):
            code = raw.FPDFText_GetUnicode(text_page, at)
            if code in (0, 10, 13, 0xFFFE) or raw.FPDFText_IsGenerated(text_page, at) == 1:
                continue
            char = "-" if code == 2 else chr(code) if code < 0x110000 else "\ufffd"
            left, bottom, right, top = text_page.get_charbox(at, loose=True)
            glyphs.append(Glyph(char, left, bottom, right, top))
    finally:
        text_page.close()
        page.close()
    return glyphs


def _facts(document: pypdfium2.PdfDocument) -> Facts:
    stated = document.get_metadata_dict(skip_empty=True)
    # Its date is when the file was made, not when the work was published.
    return Facts(title=stated.get("Title"), author=stated.get("Author"))
