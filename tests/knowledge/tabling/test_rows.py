"""A row of a table is found again by its number, a cell by its row and its column's header."""

from knowledge.tabling import cell_words, row_starts

TABLE = 'Country,Demand (TWh),Note\nNorway,133,"two\nlines"\nPortugal,50.7,\n'


def test_rows_start_where_they_stand_also_after_a_cell_of_two_lines():
    starts = row_starts(TABLE)
    assert [TABLE[at:].partition(",")[0] for at in starts] == ["Norway", "Portugal"]


def test_a_table_of_headers_alone_has_no_rows():
    assert row_starts("Country,Demand\n") == ()


def test_a_cell_is_its_label_its_header_and_its_content():
    assert cell_words(TABLE, 2, "Demand (TWh)") == ("Portugal", "Demand (TWh)", "50.7")


def test_a_header_of_two_columns_names_no_cell():
    assert cell_words("Country,2023,2023\nNorway,133,134\n", 1, "2023") is None


def test_a_row_that_is_not_there_holds_no_cell():
    assert cell_words(TABLE, 3, "Note") is None
