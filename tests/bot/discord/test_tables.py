"""Tables stay aligned whatever script is in them."""

import pytest

from bot.discord.tables import cut, table, width


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
