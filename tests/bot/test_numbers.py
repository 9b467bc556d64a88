import pytest

from bot.numbers import escape_markdown, format_quantity, format_value
from knowledge.records import Quantity


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (158.7, "159"),
        (0.34, "0.34"),
        (1287, "1,287"),
        (31772.4, "31,800"),
        (0.0026, "0.0026"),
        (2.6149, "2.61"),
        (86.0, "86"),
        (0, "0"),
        (1.33e-7, "0.000000133"),
        (1e-11, "1.00e-11"),
    ],
)
def test_numbers_are_shown_with_three_digits_or_whole(value, shown):
    assert format_value(value) == shown


@pytest.mark.parametrize(
    ("quantity", "unit", "english", "japanese"),
    [
        (
            Quantity(158.7, "TWh", 86.1, 342.4),
            "TWh",
            "159 TWh (86.1–342 TWh)",
            "159 TWh (86.1〜342 TWh)",
        ),
        (Quantity(2.615, "x"), "x", "2.62 times", "2.62倍"),
        (Quantity(None, "TWh", 620, 1050), "TWh", "620–1,050 TWh", "620〜1,050 TWh"),
        (Quantity(93, "TWh", qualifier="about"), "TWh", "about 93 TWh", "約93 TWh"),
        (Quantity(200, "MW", qualifier="over"), "MW", "more than 200 MW", "200 MW超"),
        (Quantity(8.7e9, "USD"), "USD", "USD 8.7 billion", "87億ドル"),
        (Quantity(6.1e9, "gal"), "gal", "6.1 billion gallons", "61億ガロン"),
        (Quantity(1.5, "%"), "%", "1.5%", "1.5%"),
        (Quantity(167000, None), None, "167,000", "16.7万"),
        (Quantity(23, "GW"), "MW", "23,000 MW", "23,000 MW"),
        (Quantity(None, "TWh", None, 5), "TWh", "up to 5 TWh", "最大5 TWh"),
    ],
)
def test_quantities_are_worded_in_both_languages(quantity, unit, english, japanese):
    assert format_quantity(quantity, unit=unit, language="en") == english
    assert format_quantity(quantity, unit=unit, language="ja") == japanese


def test_markup_and_mentions_become_inert():
    assert escape_markdown("*a* @everyone [x](y)") == "\\*a\\* @\u200beveryone \\[x\\](y)"
