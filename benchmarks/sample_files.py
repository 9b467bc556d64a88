"""Makes a small valid file of every kind that kilowit reads, for tests and fuzzing."""

import io
import json
import tempfile
import zipfile
from pathlib import Path

import duckdb
import openpyxl
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

SENTENCE = "Data centres used about 415 TWh of electricity in 2024, the agency estimates. "
JAPANESE = "データセンターの電力消費は、2024年に約415TWhだったと推計される。"
TABLE = (("Region", "2023", "2024"), ("US", "176", "183"), ("Japan", "19", "21.5"))


def pdf(*, n_pages: int = 2, heads: bool = True) -> bytes:
    """A report: running heads and feet, headings, two columns, a table, Japanese, a hyphen."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    canvas.setTitle("A report on power")
    canvas.setAuthor("A. Writer")
    pdfmetrics.registerFont(UnicodeCIDFont("HeiseiMin-W3"))
    for number in range(1, n_pages + 1):
        _page(canvas, number, heads=heads)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _page(canvas: Canvas, number: int, *, heads: bool) -> None:
    if heads:
        _write(canvas, 60, 815, [f"Power report {number}"], size=8)
        _write(canvas, 300, 25, [str(number)], size=8)
    _write(canvas, 60, 780, [f"Demand in part {number}"], size=16)
    left = ["Servers and chips take most of the elec-", "tricity that a data centre draws, and"]
    left += [f"cooling takes much of what remains ({n})." for n in range(12)]
    right = [f"The right column of page {number} tells on", "what the sites in Virginia drew then."]
    right += [f"It goes on with more words for line {n}." for n in range(12)]
    for at, (one, other) in enumerate(zip(left, right, strict=True)):
        _write(canvas, 60, 750 - 13 * at, [one])
        _write(canvas, 315, 750 - 13 * at, [other])
    _write(canvas, 60, 540, ["Table 1. Use by region (TWh)"])
    for at, row in enumerate(TABLE):
        for x, cell in zip((60, 200, 300), row, strict=True):
            _write(canvas, x, 520 - 13 * at, [cell])
    _write(canvas, 60, 440, [JAPANESE[:20], JAPANESE[20:]], font="HeiseiMin-W3")


def _write(
    canvas: Canvas, x: float, y: float, lines: list[str], *, size: int = 10, font: str = "Helvetica"
) -> None:
    canvas.setFont(font, size)
    for at, line in enumerate(lines):
        canvas.drawString(x, y - 13 * at, line)


def xlsx() -> bytes:
    """Two sheets: percents, a formula, merged header cells, units in formats."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Use"
    for row in (("Use by region", None, None), ("Region", "TWh", None), (None, 2023, 2024)):
        sheet.append(row)
    sheet.append(("US", 176, 183.5))
    sheet.append(("Share", 0.15, "=C4/2"))
    sheet["B5"].number_format = "0.0%"
    sheet.merge_cells("B2:C2")
    sheet.merge_cells("A2:A3")
    other = book.create_sheet("Chips")
    other.append(("chip", "power"))
    other.append(("H100", 700))
    other["B2"].number_format = '0" W"'
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


_ODS_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
    '<office:body><office:spreadsheet><table:table table:name="Use">'
)
_ODS_TAIL = "</table:table></office:spreadsheet></office:body></office:document-content>"
ODS_ROWS = (
    '<table:table-row><table:table-cell office:value-type="string"><text:p>Region</text:p>'
    '</table:table-cell><table:table-cell table:number-columns-spanned="2" '
    'office:value-type="string"><text:p>TWh</text:p></table:table-cell>'
    "<table:covered-table-cell/></table:table-row>"
    '<table:table-row><table:table-cell office:value-type="string"><text:p>US</text:p>'
    '</table:table-cell><table:table-cell office:value-type="float" office:value="183.5">'
    '<text:p>184</text:p></table:table-cell><table:table-cell office:value-type="percentage" '
    'office:value="0.15"><text:p>15%</text:p></table:table-cell></table:table-row>'
)


def ods(rows: str = ODS_ROWS, *, head: str = _ODS_HEAD) -> bytes:
    """One sheet with a merged cell, a number and a percentage."""
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return zipped({"mimetype": kind.encode(), "content.xml": (head + rows + _ODS_TAIL).encode()})


def parquet(query: str = "SELECT 'US' AS region, 183.5 AS twh, DATE '2024-01-02' AS day") -> bytes:
    """The table of a query."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "t.parquet"
        with duckdb.connect() as connection:
            connection.execute(f"COPY ({query}) TO '{path}' (FORMAT parquet)")
        return path.read_bytes()


def zipped(files: dict[str, bytes]) -> bytes:
    """An archive of files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            info = zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return out.getvalue()


PACKAGE = {
    "name": "power", "title": "Power by region", "created": "2024-05-01",
    "licenses": [{"name": "CC-BY-4.0"}],
    "sources": [{"title": "Ember", "path": "https://ember.example/data"}],
    "resources": [{
        "name": "use", "path": "data/use.csv", "title": "Use",
        "schema": {"fields": [{"name": "region"}, {"name": "use", "unit": "TWh"}]},
    }],
}  # fmt: skip


def package() -> bytes:
    """A zipped Frictionless data package."""
    data = {
        "datapackage.json": json.dumps(PACKAGE).encode(),
        "data/use.csv": b"region,use\nUS,183\n",
    }
    return zipped(data)


HTML = (
    '<!doctype html><html lang="en"><head><title>Power</title></head><body><main><h1>Power</h1>'
    f"<p>{SENTENCE * 2}</p><table><tr><th rowspan=2>Region</th><th colspan=2>TWh</th></tr><tr>"
    "<th>2023</th><th>2024</th></tr><tr><td>US</td><td>176</td><td>183</td></tr></table>"
    f"<p>{JAPANESE}</p></main></body></html>"
)
MARKDOWN = f"---\ntitle: Power\n---\n# Power\n\n{SENTENCE}\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
CSV = "region,2023,2024\nUS,176,183\n日本,19,21\n"
JSON = json.dumps({"title": "Use", "data": [{"region": "US", "twh": 183.50}, {"region": "JP"}]})


def all_samples() -> dict[str, bytes]:
    """One file of every kind, by name."""
    text = f"# Power\n\n=== Page 1 ===\n{SENTENCE}\n=== Page 2 ===\n{JAPANESE}\n"
    return {
        "a.txt": text.encode(),
        "b.txt": JAPANESE.encode("cp932"),
        "c.txt": JAPANESE.encode("utf-16"),
        "d.txt": (JAPANESE * 3).encode("euc_jp"),
        "a.md": MARKDOWN.encode(),
        "a.html": HTML.encode(),
        "a.csv": CSV.encode(),
        "a.tsv": CSV.replace(",", "\t").encode(),
        "a.json": JSON.encode(),
        "a.jsonl": b'{"region": "US", "twh": 183}\n{"region": "JP", "twh": 21}\n',
        "a.pdf": pdf(),
        "a.xlsx": xlsx(),
        "a.ods": ods(),
        "a.parquet": parquet(),
        "package.zip": package(),
        "files.zip": zipped({"a.csv": CSV.encode(), "b.md": MARKDOWN.encode()}),
    }
