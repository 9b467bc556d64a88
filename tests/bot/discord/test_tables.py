"""Tables stay aligned whatever script is in them."""

import pytest

from bot.discord.tables import RANKED_ROWS, cut, ranked_table, table, width


@pytest.mark.parametrize(
    ("text", "columns"), [("", 0), ("abc", 3), ("電力", 4), ("ガス", 4), ("か\u3099", 2)]
)
def test_width_counts_columns(text, columns):
    assert width(text) == columns


def test_every_second_column_begins_at_the_same_place():
    shown = table([("Queue", "3"), ("待ち", "知識")])
    assert shown == "```\nQueue  3\n待ち   知識\n```"


def test_a_long_cell_is_cut_with_a_mark():
    assert cut("電力需要", 6) == "電力…"
    assert cut("電力需要", 8) == "電力需要"


def test_a_cell_cannot_end_the_block():
    assert "```" not in table([("a", "```\u200b@everyone")])[3:-3]


def test_a_ranking_is_aligned_in_english():
    lines = ["2. United States: 4,400 TWh [2]", "10. Korea \\[South\\]: 596 TWh [3][4]"]
    assert ranked_table(lines) == [
        "```\n 2 United States  4,400 TWh [2]\n10 Korea [South]    596 TWh [3][4]\n```"
    ]


def test_a_ranking_is_aligned_in_japanese():
    lines = ["2位 フランス: 41.8 gCO2e/kWh [2]", "3位 スロバキア: 114 gCO2e/kWh [3]"]
    assert ranked_table(lines) == [
        "```\n2 フランス    41.8 gCO2e/kWh [2]\n3 スロバキア   114 gCO2e/kWh [3]\n```"
    ]


def test_lines_that_are_no_places_stay_as_they_are():
    assert ranked_table(["2. Japan: 1 TWh [1]", "Ranked among 196."]) is None
    assert ranked_table([]) is None


def test_a_long_ranking_is_laid_out_in_blocks_that_pages_do_not_break():
    lines = [f"{place}. Place {place}: {place} TWh [1]" for place in range(1, 41)]
    blocks = ranked_table(lines)
    assert [block.count("\n") - 1 for block in blocks] == [RANKED_ROWS, RANKED_ROWS, 10]
