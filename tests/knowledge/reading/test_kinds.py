"""Files of every kind, made by benchmarks/sample_files.py."""

import json

import pytest

from benchmarks import sample_files as samples
from knowledge.errors import ReadingError
from knowledge.reading import Limits, read_bytes, read_file


def read(data, name, **limits):
    return read_bytes(data, name=name, source_id="s", limits=Limits(**limits))


def tables_of(reading):
    return [d.text for d in reading.documents if d.kind == "table"]


@pytest.fixture(scope="module")
def report():
    return read(samples.pdf(n_pages=4), "report.pdf")


def test_a_pdf_states_its_title_and_writer_but_no_date_of_publication(report):
    assert (report.title, report.author, report.published) == (
        "A report on power",
        "A. Writer",
        None,
    )


def test_columns_of_a_pdf_are_read_one_after_the_other(report):
    text = report.documents[0].text
    assert text.index("what remains (11)") < text.index("The right column of page 1")
    assert text.index("words for line 11") < text.index("データセンター")


def test_words_broken_at_a_line_end_are_whole(report):
    assert (
        "most of the electricity that a data centre draws, and cooling" in report.documents[0].text
    )


def test_headings_of_a_pdf_are_marked(report):
    lines = report.documents[0].text.split("\n")
    assert [line for line in lines if line.startswith("#")] == [
        f"# Demand in part {number}" for number in range(1, 5)
    ]


def test_running_heads_and_feet_of_a_pdf_are_dropped(report):
    assert "Power report" not in report.documents[0].text


def test_pages_of_a_pdf_are_kept(report):
    (document, _) = report.documents
    assert len(document.page_starts) == 4
    assert document.text[document.page_starts[2] :].startswith("# Demand in part 3")


def test_japanese_in_a_pdf_is_joined_without_spaces(report):
    assert samples.JAPANESE in report.documents[0].text


def test_a_table_of_a_pdf_is_a_table_with_its_caption(report):
    table = report.documents[1]
    assert table.text == "Region,2023,2024\nUS,176,183\nJapan,19,21.5\n"
    assert (table.caption, table.heading) == ("Table 1. Use by region (TWh)", ("Demand in part 1",))
    assert "21.5" not in report.documents[0].text


def test_a_pdf_of_pictures_says_so():
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas("unused.pdf")
    canvas.rect(10, 10, 100, 100)
    canvas.showPage()
    with pytest.raises(ReadingError, match="its 1 pages hold pictures without text"):
        read(canvas.getpdfdata(), "scan.pdf")


def test_a_workbook_gives_every_sheet_values_percents_and_units():
    reading = read(samples.xlsx(), "use.xlsx")
    assert tables_of(reading) == [
        "Region,TWh,TWh\nRegion,2023,2024\nUS,176,183.5\nShare,15%,\n",
        "chip,power\nH100,700 W\n",
    ]
    assert [(d.caption, d.heading) for d in reading.documents] == [
        ("Use by region", ("Use",)),
        ("", ("Chips",)),
    ]
    assert reading.skipped == ("1 formulas were never calculated; their cells are left empty",)


def test_an_opendocument_sheet_gives_values_and_merged_cells():
    assert tables_of(read(samples.ods(), "use.ods")) == ["Region,TWh,TWh\nUS,183.5,15%\n"]


def test_parquet_is_a_table():
    assert tables_of(read(samples.parquet(), "use.parquet")) == [
        "region,twh,day\nUS,183.5,2024-01-02\n"
    ]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ('[{"a": 1, "b": {"c": "x"}}, {"a": 0.10}]', ["a,b.c\n1,x\n0.10,\n"]),
        ('[["a", "b"], [1, null]]', ["a,b\n1,\n"]),
        ('{"a": [1, 2], "b": [3, 4]}', ["a,b\n1,3\n2,4\n"]),
        ('{"x": {"d": [{"a": 12345678901234567890}]}}', ["a\n12345678901234567890\n"]),
    ],
    ids=["objects", "lists", "columns", "nested"],
)
def test_json_tables_keep_numbers_as_written(data, expected):
    assert tables_of(read(data.encode(), "a.json")) == expected


def test_json_lines_are_a_table():
    assert tables_of(read(b'{"a": 1}\n\n{"b": 2.50}\n', "a.jsonl")) == ["a,b\n1,\n,2.50\n"]


def test_json_without_a_table_is_refused():
    with pytest.raises(ReadingError) as caught:
        read(b'{"a": 1}', "a.json")
    assert str(caught.value) == (
        "cannot read a.json: it holds no table; "
        "give a list of objects, a list of lists, or an object of lists"
    )


def test_a_package_gives_its_facts_and_units():
    reading = read(samples.package(), "package.zip")
    assert tables_of(reading) == ["region,use (TWh)\nUS,183\n"]
    assert (reading.title, reading.publisher, reading.licence, reading.published, reading.url) == (
        "Power by region",
        "Ember",
        "CC-BY-4.0",
        "2024-05-01",
        "https://ember.example/data",
    )


def test_a_package_on_disk_reads_the_files_beside_it(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "use.csv").write_text("region,use\nUS,183\n")
    (tmp_path / "datapackage.json").write_text(json.dumps(samples.PACKAGE))
    reading = read_file(tmp_path / "datapackage.json", source_id="s")
    assert tables_of(reading) == ["region,use (TWh)\nUS,183\n"]


def test_an_archive_reads_what_it_can_and_says_the_rest():
    files = {"a.csv": samples.CSV.encode(), "b.png": b"\x89PNG\r\n\x1a\n", "c.md": b"# T\n\nText."}
    reading = read(samples.zipped(files), "files.zip")
    assert [(d.kind, d.title) for d in reading.documents] == [("text", "T"), ("table", "a.csv")]
    assert reading.skipped == (
        "cannot read files.zip/b.png: it is a PNG picture; "
        "give text, Markdown, HTML, PDF, CSV, XLSX, ODS, JSON, Parquet or a zip of these",
    )


@pytest.mark.parametrize("name", samples.all_samples())
def test_every_kind_is_known_without_its_name(name):
    data = samples.all_samples()[name]
    expected = [d.text for d in read(data, name).documents]
    assert [d.text for d in read(data, "unnamed").documents] == expected
