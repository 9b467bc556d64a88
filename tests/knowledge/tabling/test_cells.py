"""Numbers of table cells: signs, separators of both kinds, marks, blanks."""

import pytest

from knowledge.tabling.cells import Cell, is_blank, read_cell, style_of
from knowledge.tabling.headings import ColumnUnit


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,234.5", Cell(1234.5)),
        ("△3.2", Cell(-3.2)),
        ("▲１，２３４", Cell(-1234.0)),
        ("−7", Cell(-7.0)),
        ("(12)", Cell(-12.0)),
        ("449 (p)", Cell(449.0, status="estimated")),
        ("449e", Cell(449.0, status="estimated")),
        ("30f", Cell(30.0, status="projected")),
        ("985¹", Cell(985.0)),
        ("985*", Cell(985.0)),
        ("985 [2]", Cell(985.0)),
        ("<5", Cell(5.0, "under")),
        ("約12", Cell(12.0, "about")),
        ("15 %", Cell(15.0, is_percent=True)),
        ("1 234 567", Cell(1234567.0)),
        ("12,34,567", Cell(1234567.0)),
        ("n/a", None),
        ("12-15", None),
        ("$5", None),
        ("5 MW", Cell(5.0, unit=ColumnUnit("MW", 1.0))),
        ("5 widgets", None),
        ("1.2.3", None),
        ("1e400", None),
    ],
)
def test_a_cell_is_read_as_written(text, expected):
    assert read_cell(text, "point") == expected


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["1,234", "5.6"], "point"),
        (["1.234", "5,6"], "comma"),
        (["1,234", "2,345"], "point"),
        (["1.234,5", "1,234.5"], None),
        (["1234", "n/a"], "point"),
    ],
)
def test_the_column_decides_what_parts_decimals(cells, expected):
    assert style_of(cells) == expected


@pytest.mark.parametrize("text", ["", "-", "–", "n/a", "N.A.", "…", "不明", "ｎ／ａ"])
def test_a_marker_is_no_value(text):
    assert is_blank(text)
