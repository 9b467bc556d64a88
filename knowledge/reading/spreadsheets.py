"""Reads XLSX and ODS: the values of every sheet, never formulas or macros."""

import datetime
import io
import re
import zipfile
from typing import Any

import openpyxl
from lxml import etree

from knowledge.errors import ReadingError
from knowledge.reading.archives import Archive, safe_xml, xml_parts
from knowledge.reading.limits import Limits
from knowledge.reading.parts import Facts, Parts, Row
from knowledge.reading.tables import TableLimiter, as_tables

_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')
_UNCALCULATED = re.compile(rb"(?:</f>|<f/>|<f [^>]*/>)\s*(?:<v\s*/>|<v></v>)?\s*</c>")
_MAX_MERGED_CELLS = 100_000
_PARSER = {"resolve_entities": False, "no_network": True, "huge_tree": True}
Cell = Any  # an openpyxl cell: the library has no types


def read_xlsx(data: bytes, *, source: str, limits: Limits) -> Parts:
    """Read the stored values; a formula that was never calculated is empty, and said."""
    archive = Archive(data, source=source, limits=limits)
    sheets = {
        name: xml
        for name, xml in xml_parts(archive, source=source)
        if name.startswith("xl/worksheets/")
    }
    merged_refs = {name: _MERGED.findall(xml) for name, xml in sheets.items()}
    n_uncalculated = sum(len(_UNCALCULATED.findall(xml)) for xml in sheets.values())
    said = f"{n_uncalculated} formulas were never calculated; their cells are left empty"
    try:
        book = openpyxl.load_workbook(
            io.BytesIO(data), read_only=True, data_only=True, keep_links=False
        )
        return _joined(
            [_sheet(sheet, merged_refs, source, limits) for sheet in book.worksheets],
            _facts(book),
            (said,) if n_uncalculated else (),
        )
    except ReadingError:
        raise
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, AttributeError, IndexError,
            OSError, EOFError, SyntaxError, OverflowError) as error:  # fmt: skip
        raise ReadingError(
            source=source,
            problem=f"its workbook is damaged ({type(error).__name__}: {str(error)[:100]})",
            remedy="open it in a spreadsheet program and save it anew",
        ) from None


def _facts(book: Cell) -> Facts:
    properties = book.properties
    return Facts(title=properties.title or None, author=properties.creator or None)


def _joined(sheets: list[Parts], facts: Facts, skipped: tuple[str, ...] = ()) -> Parts:
    return Parts(
        tables=tuple(table for sheet in sheets for table in sheet.tables),
        facts=facts,
        skipped=(*skipped, *(note for sheet in sheets for note in sheet.skipped)),
    )


def _sheet(sheet: Cell, merged_refs: dict[str, list[bytes]], source: str, limits: Limits) -> Parts:
    limiter = TableLimiter(source, limits)
    sheet.reset_dimensions()  # the stated size may be false
    rows: list[list[str]] = []
    for number, written in enumerate(sheet.iter_rows(), start=1):
        cells = [_shown(cell) for cell in written]
        while cells and not cells[-1]:
            cells.pop()
        limiter.count(cells)
        rows += [[] for _ in range(number - 1 - len(rows))]
        rows.append(cells)
    path = str(getattr(sheet, "_worksheet_path", "")).lstrip("/")
    _write_out(rows, merged_refs.get(path, []))
    return as_tables(rows, heading=(str(sheet.title),), name=str(sheet.title))


def _shown(cell: Cell) -> str:
    """Return a value as its format shows it where the format changes what it says."""
    value = cell.value
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ")
    if not isinstance(value, int | float):
        return str(value)
    form = str(cell.number_format or "")
    if "%" in form:
        return f"{_number(value * 100)}%"
    unit = re.search(r'[0#?]"\s*([^"]{1,20})"', form.split(";", maxsplit=1)[0])
    return f"{_number(value)} {unit[1].strip()}" if unit else _number(value)


def _number(value: float) -> str:
    """Write a number with its 15 significant digits, never with an exponent."""
    text = f"{value:.15g}"
    return f"{value:.0f}" if "e+" in text else f"{value:.20f}".rstrip("0") if "e-" in text else text


def _write_out(rows: list[list[str]], refs: list[bytes]) -> None:
    """Write the first cell of each merged range into all its cells."""
    n_written = 0
    for ref in refs:
        left, top, right, bottom = openpyxl.utils.cell.range_boundaries(ref.decode())
        n_written += (right - left + 1) * (bottom - top + 1)
        if n_written > _MAX_MERGED_CELLS or top > len(rows) or left > len(rows[top - 1]):
            continue
        value = rows[top - 1][left - 1]
        for cells in rows[top - 1 : bottom]:
            cells.extend([""] * (right - len(cells)))
            cells[left - 1 : right] = [value] * (right - left + 1)


_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


def read_ods(data: bytes, *, source: str, limits: Limits) -> Parts:
    """Read the stored values of an OpenDocument spreadsheet."""
    archive = Archive(data, source=source, limits=limits)
    xml = safe_xml(archive.read("content.xml"), source=source, part="content.xml")
    try:
        root = etree.fromstring(xml, etree.XMLParser(**_PARSER))
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ReadingError(
            source=source, problem=f"its content is damaged ({error})", remedy="save it anew"
        ) from None
    sheets = []
    for table in root.iter(f"{_TABLE}table"):
        limiter = TableLimiter(source, limits)
        name = table.get(f"{_TABLE}name", "")
        heading = (name,) if name else ()
        rows = _ods_rows(table, limiter)
        sheets.append(as_tables(rows, heading=heading, name=name or None))
    return _joined(sheets, Facts())


def _ods_rows(table: Cell, limiter: TableLimiter) -> list[Row]:
    rows: list[list[str]] = []
    for element in table.iter(f"{_TABLE}table-row"):
        cells = _ods_cells(element)
        repeated = _count(element, "number-rows-repeated") if cells else 1
        for _ in range(repeated):
            limiter.count(cells)
            rows.append(list(cells))
    _write_spans(table, rows)
    return [tuple(row) for row in rows]


def _ods_cells(row: Cell) -> list[str]:
    cells: list[str] = []
    pending = 0
    for cell in row:
        if cell.tag not in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            continue
        text, repeated = _ods_text(cell), _count(cell, "number-columns-repeated")
        if not text:
            pending += repeated
            continue
        cells += [""] * min(pending, 20_000)
        pending = 0
        cells += [text] * min(repeated, 20_000)
    return cells


def _ods_text(cell: Cell) -> str:
    kind, value = cell.get(f"{_OFFICE}value-type"), cell.get(f"{_OFFICE}value")
    if kind in ("float", "currency") and value:
        return str(value)
    if kind == "percentage" and value:
        return f"{_number(float(value) * 100)}%"
    if kind == "date":
        return str(cell.get(f"{_OFFICE}date-value", ""))
    return " ".join("".join(p.itertext()) for p in cell.iter(f"{_TEXT}p"))


def _count(element: Cell, name: str) -> int:
    written = element.get(f"{_TABLE}{name}", "1")
    return max(1, int(written)) if written.isdecimal() and len(written) < 9 else 1


def _write_spans(table: Cell, rows: list[list[str]]) -> None:
    """Write merged cells out; only tables without repeated rows keep their places for that."""
    elements = list(table.iter(f"{_TABLE}table-row"))
    if len(elements) != len(rows):
        return
    n_written = 0
    for top, element in enumerate(elements):
        left = 0
        for cell in element:
            wide, high = _count(cell, "number-columns-spanned"), _count(cell, "number-rows-spanned")
            n_written += wide * high
            if wide * high > 1 and n_written <= _MAX_MERGED_CELLS and left < len(rows[top]):
                value = rows[top][left]
                for cells in rows[top : top + high]:
                    cells.extend([""] * (left + wide - len(cells)))
                    cells[left : left + wide] = [value] * wide
            left += _count(cell, "number-columns-repeated")
