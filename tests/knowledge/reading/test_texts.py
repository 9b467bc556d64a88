"""Plain text, Markdown, CSV and their encodings."""

import pytest

from knowledge.errors import ReadingError
from knowledge.reading import Limits, read_bytes, read_file

JAPANESE = "データセンターの電力消費は、2024年に415TWhでした。日本の需要は約20TWhです。"


def read(data, name, **limits):
    if isinstance(data, str):
        data = data.encode()
    return read_bytes(data, name=name, source_id="s", limits=Limits(**limits))


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "cp932", "euc_jp", "iso2022_jp", "utf-16", "utf-16-le", "utf-16-be"],
)
def test_japanese_is_read_in_every_encoding(encoding):
    reading = read(JAPANESE.encode(encoding), "a.txt")
    assert [d.text for d in reading.documents] == [JAPANESE]
    assert reading.language == "ja"


def test_western_text_is_not_taken_for_japanese():
    text = "Zürich café – 5 €/kWh für Strom in der Schweiz"
    assert read(text.encode("cp1252"), "a.txt").documents[0].text == text


def test_page_marks_become_page_starts():
    reading = read("# Title\n\n=== Page 1 ===\nOne.\n\n=== Page 3 ===\nThree.\n", "a.txt")
    (document,) = reading.documents
    assert document.text == "# Title\n\nOne.\n\nThree."
    assert document.page_starts == (0, 15, 15)


def test_form_feeds_become_page_starts():
    (document,) = read("One.\fTwo.\fThree.", "a.txt").documents
    assert (document.text, document.page_starts) == ("One.\n\nTwo.\n\nThree.", (0, 6, 12))


def test_a_sentence_that_runs_on_over_a_page_stays_one_paragraph():
    (document,) = read("=== Page 1 ===\nIt uses\n=== Page 2 ===\nabout 10 MW.", "a.txt").documents
    assert document.text == "It uses\nabout 10 MW."


def test_stated_lines_become_facts():
    reading = read("# A report\n# id: x | year: 2023 | url: https://e.org/a\n\nText here.", "a.txt")
    assert (reading.title, reading.published, reading.url) == (
        "A report",
        "2023",
        "https://e.org/a",
    )
    assert reading.documents[0].text == "# A report\n\nText here."


def test_nothing_is_stated_of_a_bare_text():
    reading = read("AI used 415 TWh in 2024.", "a.txt")
    assert (reading.title, reading.author, reading.published, reading.url) == (None,) * 4


def test_markdown_gives_headings_lists_tables_and_front_matter():
    text = (
        "---\ntitle: Power\ndate: 2024-03-01\nauthor: [A, B]\nlicence: CC BY 4.0\n---\n"
        "# Head\n\nSome *text* with [a link](https://e.org).\n\n## Sub\n\nTable 2: Use\n\n"
        "| country | TWh |\n|---|---|\n| US | 1,000 |\n\n- x\n- y\n"
    )
    reading = read(text, "a.md")
    assert (reading.title, reading.published, reading.author, reading.licence) == (
        "Power",
        "2024-03-01",
        "A, B",
        "CC BY 4.0",
    )
    page, table = reading.documents
    assert page.text == "# Head\n\nSome text with a link.\n\n## Sub\n\n- x\n- y"
    assert table.text == 'country,TWh\nUS,"1,000"\n'
    assert (table.heading, table.caption) == (("Head", "Sub"), "Table 2: Use")


def test_an_alias_in_front_matter_is_refused():
    bomb = "---\na: &a [x, x]\nb: [*a, *a]\n---\ntext"
    with pytest.raises(ReadingError, match=r"cannot read a\.md: its front matter .* alias"):
        read(bomb, "a.md")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a,b\n1,2\n", "a,b\n1,2\n"),
        ("a\tb\n1\t2\n", "a,b\n1,2\n"),
        ("国;電力 (TWh)\n日本;1.000,5\n", '国,電力 (TWh)\n日本,"1.000,5"\n'),
        ('a,b\n"x\ny",2\n', "a,b\nx y,2\n"),
        ("a,b,c\n1\n", "a,b,c\n1,,\n"),
    ],
    ids=["comma", "tab", "semicolon", "line break in a cell", "short row"],
)
def test_delimited_text_is_one_table(text, expected):
    (table,) = read(text, "a.csv").documents
    assert (table.kind, table.text) == ("table", expected)


def test_titles_above_and_notes_below_are_the_caption():
    (table,) = read("Use by country,,\na,b,c\n1,2,3\nSource: IEA,,\n", "a.csv").documents
    assert table.text == "a,b,c\n1,2,3\n"
    assert table.caption == "Use by country Source: IEA"


def test_formulas_are_not_values():
    reading = read('a,b\n=SUM(A1:A9),2\n"=HYPERLINK(""x"")",-3\n', "a.csv")
    assert reading.documents[0].text == "a,b\n,2\n,-3\n"
    assert reading.skipped == ("2 cells hold formulas without a value; they are left empty",)


def test_a_limit_names_value_limit_and_remedy():
    with pytest.raises(ReadingError) as caught:
        read("a,b\n1,2\n3,4\n", "a.csv", max_rows=2)
    assert str(caught.value) == (
        "cannot read a.csv: number of rows: 3 where 2 is the most; "
        "give the part of the table that is needed"
    )


def test_a_missing_file_is_a_reading_error(tmp_path):
    with pytest.raises(ReadingError) as caught:
        read_file(tmp_path / "none.txt", source_id="s")
    assert str(caught.value) == (
        "cannot read none.txt: No such file or directory; check the path and its permissions"
    )


def test_ids_come_from_the_content():
    first, second = read(JAPANESE, "a.txt"), read(JAPANESE, "b.txt")
    assert first.documents[0].document_id == second.documents[0].document_id
