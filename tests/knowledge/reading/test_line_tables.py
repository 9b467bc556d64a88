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


def test_blocks_side_by_side_are_one_table():
    header = "State\nUse\n(TWh)\n" * 2
    text = f"{header}VA 33.85 OH 2.36\nTX 21.81 SC <0.01\nFigure 10: Use of data centers by state"
    rows = (
        ("State", "Use (TWh)"),
        ("VA", "33.85"),
        ("TX", "21.81"),
        ("OH", "2.36"),
        ("SC", "<0.01"),
    )
    assert tables(text) == [(0, 8, rows, "Figure 10: Use of data centers by state")]


def test_labels_with_numbers_of_columns_without_a_name_stay_text():
    assert tables("\n(g/kWh)\nCoal 38 No 512\nGas 23 No 350") == []


def test_how_far_a_value_may_err_is_no_cell():
    text = "\nModel Short (Wh) Long (Wh)\nAlpha 0.8 ± 0.3 4.8 ± 0.6\nBeta 0.4 ± 0.1 2.1 ± 0.2"
    assert tables(text)[0][2][1] == ("Alpha", "0.8", "4.8")


def test_a_header_of_lines_above_each_other_parts_at_its_units():
    header = "Power\nUse\n(MWh)\nWater\nDrawn\n(kL)\nLike\n(homes, a year)"
    body = "Alpha 2 7B 81 - 6 yrs, 1 mo\nBeta 12B 16 3 3 weeks"
    rows = (
        ("", "Power Use (MWh)", "Water Drawn (kL)", "Like (homes, a year)"),
        ("Alpha 2 7B", "81", "-", "6 yrs, 1 mo"),
        ("Beta 12B", "16", "3", "3 weeks"),
    )
    assert tables(f"Table 3: What it took.\n\n{header}\n{body}")[0][2] == rows


def test_a_number_that_ends_a_name_is_no_cell():
    text = "\nCard Units Power (W)\nRTX 2080 4 250\nTesla V100 30 300"
    assert tables(text)[0][2][1:] == (("RTX 2080", "4", "250"), ("Tesla V100", "30", "300"))


def test_cells_may_have_units():
    text = "\nA1 B2 TPU v6\nMemory 80 GB 96 GB 32 GB\nPower rating 700 W 400 W unlisted"
    assert tables(text)[0][2] == (
        ("", "A1", "B2", "TPU v6"),
        ("Memory", "80 GB", "96 GB", "32 GB"),
        ("Power rating", "700 W", "400 W", "unlisted"),
    )


def test_rows_with_nothing_between_them_are_parted():
    body = "".join(f"Alpha-{n} mini 0.{n}7 ± 0.10 1.{n}5 ± 0.20" for n in range(1, 9))
    text = f"\nModel Short (Wh)\nLong (Wh){body}"
    found = tables(text)[0]
    assert found[:2] == (1, 3)
    assert found[2][0] == ("Model", "Short (Wh)", "Long (Wh)")
    assert found[2][1] == ("Alpha-1 mini", "0.17", "1.15")
    assert found[2][8] == ("Alpha-8 mini", "0.87", "1.85")


def test_the_mark_of_a_note_parts_two_columns_of_labels():
    text = (
        "\nModel Maker Energy (MWh) Emissions (tCO2e)\nAlpha 7B 63 Meta 356 14\nBeta 16 Ai2 ? 131"
    )
    assert tables(text)[0][2] == (
        ("Model", "Maker", "Energy (MWh)", "Emissions (tCO2e)"),
        ("Alpha 7B", "Meta", "356", "14"),
        ("Beta", "Ai2", "?", "131"),
    )


def test_a_long_caption_is_told_by_its_first_sentence():
    first = "Table 1: " + "The water of our plants and what they draw from rivers. "
    rest = "Shown is what was known in the year 2024. " * 5
    text = f"{first}{rest}\nCity 2022 2023\nVarn 1 2\nOsk 3 4"
    assert tables(text)[0][3] == first.strip()
