"""Tables in text that lost their lines."""

from knowledge.reading.limits import DEFAULT_LIMITS
from knowledge.reading.line_tables import find_line_tables
from knowledge.reading.plain import read_plain


def tables(text):
    return [
        (t.start, t.stop, t.part.rows, t.part.caption) for t in find_line_tables(text.split("\n"))
    ]


def test_rows_under_years_become_a_table_with_its_caption():
    text = (
        "Table 2. Electricity by member (GWh)\nCountry 2022 2023\n"
        "Belgium 1,420 1,455\nPoland 810 835\n\nThe survey went on."
    )
    rows = (("Country", "2022", "2023"), ("Belgium", "1,420", "1,455"), ("Poland", "810", "835"))
    assert tables(text) == [(1, 4, rows, "Table 2. Electricity by member (GWh)")]


def test_a_header_parts_at_its_units():
    header = "Model GPUs Energy (Wh) Accuracy Average Power (W)"
    text = f"\n{header}\nAlpha 7B 1 5.86 0.35 572\nBeta 2 48.6 0.48 1082"
    assert tables(text)[0][2][0] == (
        "Model",
        "GPUs",
        "Energy (Wh)",
        "Accuracy",
        "Average Power (W)",
    )


def test_a_header_that_parts_in_several_ways_stays_text():
    assert tables("\nProject Location Count Capacity\nAustria 1 0.03\nBelgium 1 1") == []


def test_a_header_that_may_begin_further_up_stays_text():
    assert tables("Number\nof Projects\nTotal MW\nAustralia 7 389\nAustria 1 3\nBelgium 1 1") == []


def test_sentences_with_numbers_at_their_ends_are_no_rows():
    assert tables("Year 2023\nThe plant used in 12\nThe smelter drew by 14") == []


def test_the_text_keeps_what_becomes_a_table():
    text = "City 2023 2024\nVarn 1 2\nTessel 3 4"
    parts = read_plain(text, source="x", limits=DEFAULT_LIMITS)
    assert parts.texts[0].text == text
    assert parts.tables[0].rows[1] == ("Varn", "1", "2")


def test_a_caption_may_run_over_lines():
    text = "Table 2. Electricity of\nmembers (GWh)\nCity 2023 2024\nVarn 1 2\nTessel 3 4"
    assert tables(text)[0][3] == "Table 2. Electricity of members (GWh)"
