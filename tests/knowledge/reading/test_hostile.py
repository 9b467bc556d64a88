"""Files made to harm: each is read without its harm, or refused with the reason."""

import io
import json
import struct
import zipfile
import zlib

import pytest

from benchmarks import sample_files as samples
from knowledge.errors import ReadingError
from knowledge.reading import LimitExceededError, Limits, read_bytes, read_file

LIMITS = Limits(max_seconds=30, max_bytes=20_000_000)


def read(data, name="x", limits=LIMITS):
    data = data.encode() if isinstance(data, str) else data
    return read_bytes(data, name=name, source_id="s", limits=limits)


def nested_zips(levels):
    data = samples.zipped({"a.csv": samples.CSV.encode()})
    for level in range(levels):
        data = samples.zipped({f"{level}.zip": data})
    return data


def zip_that_lies():
    """An archive whose directory tells a far smaller size than its file unpacks to."""
    data = samples.zipped({"a.txt": b"x" * 5_000_000})
    return data.replace(struct.pack("<L", 5_000_000), struct.pack("<L", 50))


def encrypted_zip():
    data = bytearray(samples.zipped({"a.csv": samples.CSV.encode()}))
    data[6] |= 1
    at = data.rindex(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)


def workbook_with(part, old, new):
    """The sample workbook with one of its XML files changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(samples.xlsx())) as book, zipfile.ZipFile(out, "w") as copy:
        for name in book.namelist():
            xml = book.read(name)
            assert name != part or old in xml
            copy.writestr(name, xml.replace(old, new, 1) if name == part else xml)
    return out.getvalue()


ENDLESS = 'table-row table:number-rows-repeated="99999999">'
LAUGHS = "".join(f'<!ENTITY l{n} "&l{n - 1};&l{n - 1};">' for n in range(1, 40))
BILLION_LAUGHS = f'<!DOCTYPE l [<!ENTITY l0 "lol">{LAUGHS}]>'.encode()
EXTERNAL = b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
SHEET = "xl/worksheets/sheet1.xml"
PDF_LOOP = (
    b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count 99999999>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF"
)


def pdf_of(stream, extra=b""):
    """A one-page PDF with this content, flate-coded."""
    packed = zlib.compress(stream, 9)
    return (
        b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R" + extra + b">>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R"
        b"/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj\n"
        b"4 0 obj<</Filter/FlateDecode/Length " + str(len(packed)).encode() + b">>stream\n"
        + packed + b"\nendstream endobj\n"
        b"5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
        b"trailer<</Root 1 0 R>>\n%%EOF"
    )  # fmt: skip


def package_of(path):
    """A data package whose one resource stands at this path."""
    return json.dumps({"name": "p", "resources": [{"name": "x", "path": path}]})


WORDS = b"BT /F 12 Tf 50 700 Td (Data centres used 415 TWh.) Tj ET "

REFUSED = {
    "nothing at all": (b"", "it is empty"),
    "only NUL bytes": (b"\0" * 5000, "it is empty"),
    "random bytes": (bytes(range(256)) * 40, "no text in any encoding"),
    "a false UTF-8 mark": (b"\xef\xbb\xbf\xff\xfe\xfa", "its mark says utf-8-sig"),
    "half a UTF-16 character": (b"\xff\xfea\0b", "its mark says utf-16"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "it is a PNG picture"),
    "a program": (b"\x7fELF" + b"\0" * 50, "it is a program"),
    "a gzip archive": (b"\x1f\x8b\x08\0" + b"\0" * 50, "it is a gzip archive"),
    "an old Office file": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99, "an old Office file"),
    "a zip bomb": (samples.zipped({"a.txt": b"\0" * 19_000_000}), "unpacked over packed size"),
    "a huge zip bomb": (samples.zipped({"a.txt": b"0" * 30_000_000}), "unpacked size in bytes"),
    "a zip with false sizes": (zip_that_lies(), "damaged or encrypted"),
    "too many nested zips": (nested_zips(4), "archives within archives: 3 where 2 is the most"),
    "an encrypted zip": (encrypted_zip(), "damaged or encrypted"),
    "a cut zip": (samples.package()[:-40], "its archive is damaged"),
    "names that leave the zip": (samples.zipped({"../../a.csv": b"a,b\n1,2"}), "points out of"),
    "a zip of nothing": (samples.zipped({}), "it holds no text and no table"),
    "too many files": (samples.zipped({f"{n}.txt": b"x" for n in range(1500)}), "number of files"),
    "entities in XLSX": (
        workbook_with(SHEET, b"<worksheet", BILLION_LAUGHS + b"<worksheet"),
        "declares a document type",
    ),
    "a file read by XLSX": (
        workbook_with(SHEET, b"<worksheet", EXTERNAL + b"<worksheet"),
        "declares a document type",
    ),
    "entities in ODS": (samples.ods(head=BILLION_LAUGHS.decode() + "<a>"), "a document type"),
    "a file read by ODS": (samples.ods(head=EXTERNAL.decode() + "<a>"), "a document type"),
    "a broken ODS": (samples.ods("<table:table-row>"), "its content is damaged"),
    "endless rows in ODS": (
        samples.ods(samples.ODS_ROWS.replace("table-row>", ENDLESS, 1)),
        "number of rows: 500,001",
    ),
    "deep JSON": ("[" * 100_000 + "]" * 100_000, "depth of brackets: 100,000"),
    "deep JSON objects": ('{"a":' * 5000 + "1" + "}" * 5000, "depth of brackets"),
    "broken JSON": ('{"a": [1, 2', "it is no JSON"),
    "JSON of one number": ('{"a": ' + "9" * 10_000 + "}", "it holds no table"),
    "a row of 100,000 cells": ("a," * 100_000 + "\n1,2\n", "number of columns"),
    "an endless cell": ('a,b\n"' + "x" * 2_000_000, "field larger than field limit"),
    "YAML aliases": ("---\na: &a [x]\nb: [*a, *a, *a]\n---\nText", "it holds an alias"),
    "YAML of objects": ("---\na: !!python/object/apply:os.system [id]\n---\nT", "front matter"),
    "deep HTML": ("<html><body>" + "<div>" * 230 + "x", "depth of elements"),
    "a PDF of itself": (PDF_LOOP, "PDF is damaged|pictures without text|number of pages"),
    "a PDF without pages": (b"%PDF-1.7\n%%EOF", "its PDF is damaged"),
    "a cut PDF": (samples.pdf()[:300], "its PDF is damaged"),
    "a false Parquet": (b"PAR1" + b"\xff" * 200 + b"PAR1", "its Parquet is damaged"),
    "a Word file": (samples.zipped({"[Content_Types].xml": b"<a/>"}), "a Word or PowerPoint file"),
    "a package of the web": (package_of("https://e.org/x.csv"), "nothing is fetched"),
    "a package of the disk": (package_of("../../etc/passwd"), "nothing is fetched"),
}  # fmt: skip


@pytest.mark.parametrize(("data", "reason"), REFUSED.values(), ids=REFUSED.keys())
def test_it_is_refused_with_the_reason(data, reason):
    name = "datapackage.json" if isinstance(data, str) and '"resources"' in data else "x"
    name = "x.csv" if isinstance(data, str) and data.startswith("a,") else name
    name = "x.md" if isinstance(data, str) and data.startswith("---") else name
    with pytest.raises(ReadingError, match=reason):
        read(data, name)


PAGE = (
    "<html><body><main><h1>Power</h1><p>Data centres used 415 TWh in 2024, it says.</p>{}</main>"
    "</body></html>"
)
WIDE_TABLE = (
    "<table><tr><th>a</th><th colspan='999999999'>b</th></tr><tr><td>1</td><td>2</td></tr></table>"
)
CLEAN = "# Power\n\nData centres used 415 TWh in 2024, it says."

READ = {
    "a script in HTML": (PAGE.format("<script>document.write('900 TWh')</script>"), CLEAN),
    "hidden words in HTML": (PAGE.format('<p style="display: none">It used 900 TWh.</p>'), CLEAN),
    "a style in HTML": (PAGE.format("<style>p:after {content: '900 TWh'}</style>"), CLEAN),
    "a comment in HTML": (PAGE.format("<!-- It used 900 TWh. -->"), CLEAN),
    "a frame in HTML": (PAGE.format('<iframe src="file:///etc/passwd">900 TWh</iframe>'), CLEAN),
    "entities of HTML's own": (f"<!DOCTYPE html [<!ENTITY x '900'>]>{PAGE.format('')}", CLEAN),
    "NUL bytes in text": ("Data centres\0 used 415 TWh.", "Data centres used 415 TWh."),
    "marks of direction": ("It used \u202e514\u202c TWh.", "It used 514 TWh."),
    "words without width": ("It used 4\u200b15 TWh.", "It used 415 TWh."),
    "tags without sight": ("It used 415 TWh.\U000e0041\U000e0042", "It used 415 TWh."),
    "a mention": ("@everyone <@123> used **415** TWh.", "@everyone <@123> used **415** TWh."),
    "a script in a PDF": (
        pdf_of(WORDS, b"/OpenAction<</S/JavaScript/JS(app.alert(1))>>"),
        "Data centres used 415 TWh.",
    ),
    "a PDF behind a web page": (b"<html>" + pdf_of(WORDS), "Data centres used 415 TWh."),
    "a false size in XLSX": (
        workbook_with(SHEET, b'<dimension ref="A1:C5"', b'<dimension ref="A1:XFD1048576"'),
        "Region,TWh,TWh\nRegion,2023,2024\nUS,176,183.5\nShare,15%,\n",
    ),
    "formulas in CSV": ("a,b\n=cmd|' /C calc'!A0,2\n", "a,b\n,2\n"),
    "quotes in CSV": ('a,b\n"x ""y"" z",2\n', 'a,b\n"x ""y"" z",2\n'),
    "merged cells without end": (
        PAGE.format(WIDE_TABLE),
        CLEAN,
    ),
    "a mark of YAML": ("---\na: b\n---\nText here.", "Text here."),
}  # fmt: skip


@pytest.mark.parametrize(("data", "text"), READ.values(), ids=READ.keys())
def test_it_is_read_without_its_harm(data, text):
    assert read(data).documents[0].text == text


def test_there_are_enough_of_them():
    files = [data for data, _ in (*REFUSED.values(), *READ.values())]
    assert len({d.encode() if isinstance(d, str) else d for d in files}) >= 40


def test_alphabets_that_look_alike_are_told():
    reading = read("Вitcoin used 150 TWh in 2024.")
    assert reading.skipped == (
        "a word mixes letters of two alphabets near 'Вitcoin used'; compare its source",
    )


def test_a_page_of_a_billion_letters_ends_within_its_limits():
    """It takes about 310 MB, and the reader may have some tens of its own left from other files."""
    with pytest.raises(ReadingError, match=r"memory|number of characters|reading time"):
        read(pdf_of(WORDS * 400_000), limits=Limits(max_memory_bytes=100_000_000, max_seconds=20))


def test_what_takes_too_long_is_ended():
    with pytest.raises(LimitExceededError) as caught:
        read(samples.pdf(n_pages=60), "long.pdf", Limits(max_seconds=0.01))
    assert str(caught.value).startswith("cannot read long.pdf: reading time in seconds: ")


def test_reading_goes_on_after_a_reader_was_ended():
    with pytest.raises(LimitExceededError):
        read(samples.pdf(n_pages=60), limits=Limits(max_seconds=0.01))
    assert read("It used 415 TWh.").documents[0].text == "It used 415 TWh."


def test_a_link_out_of_a_package_is_not_followed(tmp_path):
    folder = tmp_path / "package"
    folder.mkdir()
    (tmp_path / "secret.csv").write_text("a,b\n1,2\n")
    (folder / "use.csv").symlink_to(tmp_path / "secret.csv")
    resources = [{"name": "x", "path": "use.csv"}]
    (folder / "datapackage.json").write_text(json.dumps({"name": "p", "resources": resources}))
    with pytest.raises(ReadingError, match="it is not beside the package"):
        read_file(folder / "datapackage.json", source_id="s")


@pytest.mark.parametrize("page", ["<p>a</p>{}&#1; b &#31;c", "<div>{}&#1;tail</div>"])
@pytest.mark.parametrize("name", ["a.html", "a.md"])
def test_control_characters_by_reference_break_nothing(page, name):
    table = "<table><tr><th>Year</th><th>TWh</th></tr><tr><td>2024</td><td>415</td></tr></table>"
    markup = "<p>Data centres used 415 TWh in 2024.</p>" + page.format(table)
    reading = read(f"<html><body>{markup}</body></html>", name=name)
    assert "415" in "".join(document.text for document in reading.documents)


def test_a_member_without_a_name_is_left_out():
    data = samples.zipped({"QQ": b"nothing", "a.csv": samples.CSV.encode()})
    data = data.replace(b"QQ", b"\0Q")  # a name ends at its first zero
    assert [document.kind for document in read(data, name="a.zip").documents] == ["table"]
